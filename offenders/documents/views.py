"""The pages of documents and photographs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.log import consulted
from access.policies import Capability, FieldClass
from access.recording import Stale
from access.requests import SignedIn
from frontend.errors import put_on_form
from offenders import actions
from offenders.documents import handing_out, queries, storing
from offenders.documents.choices import DocumentKind, Shows
from offenders.documents.forms import DocumentForm, FileForm, PhotographForm, VersionForm
from offenders.documents.receiving import NO_ROOM, receives, refusal_of
from offenders.models import Person
from offenders.queries import person_within_reach, visible_person
from offenders.views.person import shell

OUT_OF_DATE_AFTER = 365  # days; a face changes


# What somebody who is sent here to file one kind of document need not fill in; this one names whoever was told.
_BEGINS = {
    DocumentKind.UNDERTAKING.value: {
        "kind": DocumentKind.UNDERTAKING.value,
        "title": DocumentKind.UNDERTAKING.label,
        "field_class": FieldClass.VICTIMS.value,
    }
}


@require_safe
def documents(request: SignedIn, person_id: UUID) -> HttpResponse:
    """The documents that the reader may read, by kind and date."""
    person = visible_person(request.user, person_id, request.now)
    context = {
        **shell(request, person, "person-documents"),
        "kinds": queries.documents(person),
        "may_record": person.relationship.may(Capability.RECORD),
    }
    return render(request, "offenders/documents.html", context)


@require_safe
def download(
    request: SignedIn, person_id: UUID, document_id: UUID, number: int | None = None
) -> HttpResponseBase:
    """The newest version as a file, or that of the number."""
    person = visible_person(request.user, person_id, request.now)
    document = queries.document(person, document_id)
    version = queries.version(document, number)
    consulted(object_type="document", object_id=document.pk, sections=[document.get_kind_display().lower()])
    try:
        name = handing_out.name_of(document, version, person.reference)
        return handing_out.handed_out(version.file, name=name)
    except storing.Unreadable:
        messages.error(
            request,
            "The file of this document cannot be read. Tell whoever looks after Vigil: a copy is needed.",
        )
        return redirect("person-documents", person_id=person.pk)


@receives("DOCUMENT_LARGEST")
def file_document(request: SignedIn, person_id: UUID) -> HttpResponse:
    """File a document."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    form = _new(request, DocumentForm, initial=_BEGINS.get(request.GET.get("kind", "")))
    return _filed(
        request,
        person,
        form,
        lambda: actions.file_document(
            request.user,
            person=person,
            document=form.document(),
            content=form.content(),
            now=request.now,
            submission=form.cleaned_data["submission"],
        ),
        heading="File a document",
        submit_text="File it",
        page="person-documents",
    )


@receives("DOCUMENT_LARGEST")
def add_version(request: SignedIn, person_id: UUID, document_id: UUID) -> HttpResponse:
    """File a newer version; those before it stay readable."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    document = queries.document(person, document_id)
    form = _new(request, VersionForm, initial={"seen": queries.newest_number(document)})
    return _filed(
        request,
        person,
        form,
        lambda: actions.add_version(
            request.user,
            document=document,
            content=form.content(),
            seen=form.cleaned_data["seen"],
            note=form.cleaned_data["note"],
            now=request.now,
            submission=form.cleaned_data["submission"],
        ),
        heading="File a new version",
        submit_text="File it",
        page="person-documents",
        newest=lambda: queries.newest_number(document),
        lede=f"{document.title}. The version before it stays on the record.",
    )


@require_safe
def photographs(request: SignedIn, person_id: UUID) -> HttpResponse:
    """The photographs over time."""
    person = visible_person(request.user, person_id, request.now)
    found = queries.photographs(person)
    face = next((each for each in found if each.shows == Shows.FACE), None)
    context = {
        **shell(request, person, "person-photographs"),
        "photographs": found,
        "out_of_date": bool(face) and (request.today - face.taken_on).days > OUT_OF_DATE_AFTER
        if face
        else False,
        "may_record": person.relationship.may(Capability.RECORD),
    }
    return render(request, "offenders/photographs.html", context)


@receives("PHOTOGRAPH_LARGEST")
def add_photograph(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Add a photograph."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    form = _new(request, PhotographForm, born=person.date_of_birth)
    return _filed(
        request,
        person,
        form,
        lambda: actions.add_photograph(
            request.user,
            person=person,
            photograph=form.photograph(),
            content=form.content(),
            now=request.now,
            submission=form.cleaned_data["submission"],
        ),
        heading="Add a photograph",
        submit_text="Add it",
        page="person-photographs",
    )


@require_safe
def image(request: SignedIn, person_id: UUID, photograph_id: UUID) -> HttpResponseBase:
    """The photograph itself, as it was drawn anew."""
    return _picture(request, person_id, photograph_id, "image")


@require_safe
def thumbnail(request: SignedIn, person_id: UUID, photograph_id: UUID) -> HttpResponseBase:
    """The small picture."""
    return _picture(request, person_id, photograph_id, "thumbnail")


def _picture(request: SignedIn, person_id: UUID, photograph_id: UUID, which: str) -> HttpResponseBase:
    person = visible_person(request.user, person_id, request.now)
    photograph = queries.photograph(person, photograph_id)
    file = getattr(photograph, which)
    consulted(object_type="photograph", object_id=photograph.pk)
    if not file.released:
        raise Http404
    try:
        return handing_out.handed_out(file)
    except storing.Unreadable:
        raise Http404 from None


def _new(
    request: SignedIn, form: type[FileForm], *, initial: dict[str, Any] | None = None, **extra: Any
) -> Any:
    asked = {"today": request.today, "initial": {"submission": uuid4(), **(initial or {})}, **extra}
    if request.method != "POST":
        return form(**asked)
    return form(request.POST, request.FILES, refused=refusal_of(request), **asked)


def _filed(
    request: SignedIn, person: Person, form: FileForm, verb: Callable[[], object], *, page: str, **shown: Any
) -> HttpResponse:
    return filed(request, person, form, verb, to=reverse(page, args=[person.pk]), **shown)


def filed(
    request: SignedIn,
    person: Person,
    form: FileForm,
    verb: Callable[[], object],
    *,
    to: str,
    newest: Callable[[], int] = lambda: 0,
    **shown: Any,
) -> HttpResponse:
    """The form; or, once it is right, the verb carried out and the page at `to`, with how it stands."""
    status = 200
    if form.is_valid():
        try:
            verb()
        except storing.NoRoom:
            form.refused = NO_ROOM
            form.add_error(None, NO_ROOM)
            form.ask_for_the_file_again()
        except Stale:
            _overtaken(request, form, newest())
        except ValidationError as refused:
            put_on_form(form, refused)
            form.ask_for_the_file_again()
        else:
            messages.success(request, "Filed.")
            return redirect(to)
    if form.refused == NO_ROOM:
        status = 507
    context = {**shell(request, person), "form": form, "back_href": to, **shown}
    return render(request, "offenders/file_form.html", context, status=status)


def _overtaken(request: SignedIn, form: FileForm, newest: int) -> None:
    """Somebody filed a version first: filing again is a decision taken with theirs in sight."""
    form.add_error(
        None,
        "Somebody else has filed a version of this document after you opened this page, so nothing has been saved. "
        "Read theirs on the page Documents first; what you file now becomes the newest.",
    )
    form.ask_for_the_file_again()
    retyped = request.POST.copy()
    retyped["seen"] = str(newest)
    form.data = retyped
