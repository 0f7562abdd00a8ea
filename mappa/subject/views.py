"""The pages of subject access: a person's requests, an owner's own paragraphs, the signature and the paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from access.choices import Channel
from access.exporting import Taken
from access.forms import posted
from access.log import consulted
from access.requests import SignedIn
from accounts.context import request_id as of_request
from accounts.stepup import ask_again, recently_authenticated
from mappa import actions
from mappa.minutes.queries import heading_of
from mappa.models import SubjectRequest
from mappa.sittings import policies as meetings
from mappa.sittings.views import form_page
from mappa.subject import paper as papers
from mappa.subject import policies, queries
from mappa.subject.forms import AnswerForm, SignForm, SubjectRequestForm
from offenders.models import Person
from offenders.queries import visible_person
from offenders.views.person import shell
from offenders.views.recording import carried_out


@require_safe
def requests(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Every request about what minutes hold of this person."""
    person = _person(request, person_id)
    context = {
        **shell(request, person, "person-mappa"),
        "rows": queries.requests_of(person),
        "takes": policies.takes(request.user, person, request.today),
        "today": request.today,
    }
    return render(request, "mappa/subject/requests.html", context)


def record(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Somebody asks: who, and since when."""
    person = _person(request, person_id)
    if not policies.takes(request.user, person, request.today):
        raise Http404
    form = SubjectRequestForm(posted(request), today=request.today)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.record_subject_request(
            request.user, person=person, now=request.now, **form.cleaned_data
        ),
        heading="Somebody asks what minutes hold about them",
        lede="Each agency that owns a paragraph of approved minutes is asked for its own.",
        submit_text="Record the request",
        said="Recorded. Each owner was asked for its own paragraphs.",
        to="subject-requests",
        back=reverse("subject-requests", args=[person.pk]),
    )


@require_safe
def request(request: SignedIn, person_id: UUID, request_id: UUID) -> HttpResponse:
    """One request: whom it is put to, how far each has come, and by when."""
    person, asked = _asked(request, person_id, request_id)
    rows = queries.owners_of(asked, request.today)
    context = {
        **shell(request, person, "person-mappa"),
        "asked": asked,
        "owners": rows,
        "ready": not any(each.waiting for each in rows),
        "takes": policies.takes(request.user, person, request.today),
        "signs": policies.signs(request.user, person, request.today),
        "today": request.today,
    }
    return render(request, "mappa/subject/request.html", context)


def sign(request: SignedIn, person_id: UUID, request_id: UUID) -> HttpResponse:
    """A coordinator or chair reads what is released, and signs it."""
    person, asked = _asked(request, person_id, request_id)
    if not policies.signs(request.user, person, request.today) or not asked.is_open:
        raise Http404
    if not recently_authenticated(request):
        return ask_again(request)
    form = SignForm(posted(request), row=asked)
    owners = queries.owners_of(asked, request.today)
    waiting = [each.owner.called for each in owners if each.waiting]
    back = reverse("subject-request", args=[person.pk, asked.pk])
    return form_page(
        request,
        form,
        lambda: actions.sign_subject_request(
            request.user, request=asked, now=request.now, **form.cleaned_data
        ),
        **shell(request, person, "person-mappa"),
        back=back,
        said="Signed. The paper can be taken.",
        heading="Sign the answer",
        lede="This is released so far."
        if waiting
        else "This is all that is released. Nothing can be changed afterwards.",
        submit_text="Sign the answer",
        template="mappa/subject/sign.html",
        parts=papers.parts(queries.released_of(asked)),
        waiting=waiting,
    )


@require_safe
def paper(request: SignedIn, person_id: UUID, request_id: UUID) -> HttpResponse:
    """The signed answer as PDF: what was released, and nothing else."""
    person, asked = _asked(request, person_id, request_id)
    if asked.is_open or not policies.signs(request.user, person, request.today):
        raise Http404
    consulted(channel=Channel.EXPORT, sections=["answer to subject access request as pdf"])
    said = papers.content(
        asked,
        person,
        papers.parts(queries.released_of(asked)),
        heading_of(asked.force),
        Taken(request.user, request.now, of_request()),
    )
    response = HttpResponse(papers.pdf(said, request.now), content_type="application/pdf")
    # No name in it: file names outlive files.
    name = f"{said['marking']} {person.reference} subject access {asked.received_on:%Y-%m-%d}.pdf"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


@require_safe
def owner(request: SignedIn, owner_id: UUID) -> HttpResponse:
    """What one agency is asked for: exactly its own paragraphs."""
    found = queries.owner_of(request.user, owner_id, request.now)
    rows = queries.paragraphs_of(found)
    context = {
        **_around(request, found.person),
        "owner": found,
        "asked": found.request,
        "rows": rows,
        "waiting": sum(not each.answer for each in rows),
        "own": found.agency_id is None or found.agency_id == request.user.agency_id,
        "today": request.today,
    }
    return render(request, "mappa/subject/owner.html", context)


@require_POST
def rest(request: SignedIn, owner_id: UUID) -> HttpResponse:
    """Everything that the owner has not answered is released as it stands."""
    found = queries.owner_of(request.user, owner_id, request.now)
    try:
        count = actions.release_owned_rest(request.user, owner=found, now=request.now)
        messages.success(request, f"{count} released.")
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("owned-paragraphs", owner_id=found.pk)


def answer(request: SignedIn, owner_id: UUID, owned_id: UUID) -> HttpResponse:
    """The owner answers for one paragraph."""
    found = queries.owner_of(request.user, owner_id, request.now)
    owned = queries.owned_of(found, owned_id)
    on_behalf = found.agency_id is not None and found.agency_id != request.user.agency_id
    form = AnswerForm(posted(request), row=owned, on_behalf=on_behalf)
    return form_page(
        request,
        form,
        lambda: actions.answer_owned(request.user, owned=owned, now=request.now, **form.said()),
        **_around(request, found.person),
        back=reverse("owned-paragraphs", args=[found.pk]),
        said="Recorded.",
        heading=owned.paragraph.label or owned.paragraph.get_section_display(),
        submit_text="Save the answer",
        template="mappa/subject/answer.html",
        owned=owned,
        owner=found,
    )


def _around(request: SignedIn, person: Person) -> dict[str, Any]:
    """The shell of the person's pages for the police; a partner has no such pages."""
    if meetings.is_partner(request.user, request.today):
        return {"person": person}
    return shell(request, visible_person(request.user, person.pk, request.now), "person-mappa")


def _person(request: SignedIn, person_id: UUID) -> Person:
    person = visible_person(request.user, person_id, request.now)
    if not policies.sees(request.user, person, request.today):
        raise Http404
    return person


def _asked(request: SignedIn, person_id: UUID, request_id: UUID) -> tuple[Person, SubjectRequest]:
    person = _person(request, person_id)
    found = queries.request_of(person, request_id)
    consulted(object_type="MAPPA minutes", object_id=found.pk)
    return person, found
