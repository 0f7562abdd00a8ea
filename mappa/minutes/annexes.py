"""The pages of restricted annexes. Their addresses, and what the log says of them, do not tell what they are."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.forms import posted
from access.log import consulted
from access.models import AccessEvent
from access.requests import SignedIn
from mappa import actions
from mappa.actions.annexing import nameable, named_on
from mappa.minutes import policies, queries
from mappa.minutes.forms import AnnexForm, NoteForm, ReaderForm
from mappa.models import Annex, CaseReview
from mappa.sittings import policies as meetings
from mappa.sittings.queries import case_of
from mappa.sittings.views import form_page

_LOOKS = 50


def begin(request: SignedIn, sitting_id: UUID, case_id: UUID) -> HttpResponse:
    """Put something apart from the minutes, for named readers alone."""
    case = case_of(request.user, sitting_id, case_id, request.now)
    if not policies.opens_annex(request.user, case, request.today):
        raise Http404
    others = [user for user in nameable(case, request.today) if user.pk != request.user.pk]
    form = AnnexForm(posted(request), readers=others)
    return form_page(
        request,
        form,
        lambda: actions.open_annex(request.user, case=case, now=request.now, **form.said()),
        back=reverse("case-minutes", args=[sitting_id, case_id]),
        said="Kept apart. You and those you named see it with the minutes.",
        heading="Hold something apart from the minutes",
        caption=case.person.reference,
        submit_text="Hold it apart",
    )


@require_safe
def annex(request: SignedIn, sitting_id: UUID, case_id: UUID, entry_id: UUID) -> HttpResponse:
    """What is held apart, who reads it, and who has looked."""
    case, found = _annex(request, sitting_id, case_id, entry_id)
    looks = AccessEvent.objects.naming(case.person_id).filter(object_id=str(found.pk)).newest_first()
    context = {
        "annex": found,
        "case": case,
        "sitting": case.sitting,
        "notes": list(found.annexnotes.select_related("by")),
        "namings": queries.namings_of(found),
        "looks": list(looks[:_LOOKS]),
        "names": policies.names(request.user, found),
        "today": request.today,
    }
    return render(request, "mappa/minutes/annex.html", context)


def step(request: SignedIn, sitting_id: UUID, case_id: UUID, entry_id: UUID, step: str) -> HttpResponse:
    """Add to it, name another reader, or take a name off."""
    case, found = _annex(request, sitting_id, case_id, entry_id)
    about = {
        "back": reverse("minutes-entry", args=[sitting_id, case_id, entry_id]),
        "caption": case.person.reference,
    }
    if step == "add":
        note = NoteForm(posted(request))
        return form_page(
            request,
            note,
            lambda: actions.write_in_annex(request.user, annex=found, now=request.now, **note.cleaned_data),
            said="Added.",
            heading="Add to what is held apart",
            submit_text="Add it",
            **about,
        )
    if step not in ("name", "remove") or not policies.names(request.user, found):
        raise Http404
    named = {each.reader_id: each.reader for each in queries.namings_of(found)}
    if step == "name":
        standing = named_on(found)
        choices = [
            each for each in nameable(case, request.today) if (each.pk, each.agency_id) not in standing
        ]
        verb = actions.name_annex_reader
    else:
        choices = [named[pk] for pk in found.readers if pk in named and pk != request.user.pk]
        verb = actions.remove_annex_reader
    form = ReaderForm(posted(request), row=found, readers=choices)
    return form_page(
        request,
        form,
        lambda: verb(request.user, annex=found, now=request.now, **form.said()),
        said="Saved.",
        heading="Name another reader" if step == "name" else "Take a reader’s name off",
        submit_text="Save",
        **about,
    )


def _annex(request: SignedIn, sitting_id: UUID, case_id: UUID, entry_id: UUID) -> tuple[CaseReview, Annex]:
    """The annex with its case, for a named reader; partners need no invitation that still runs."""
    user, now = request.user, request.now
    if meetings.is_partner(user, request.today):
        rows = policies.annexes(user, now).select_related("case__sitting__force", "case__person", "opened_by")
        found = rows.filter(pk=entry_id, case=case_id, case__sitting=sitting_id).first()
        if found is None:
            raise Http404
        case = found.case
    else:
        case = case_of(user, sitting_id, case_id, now)
        found = queries.annex_of(user, case, entry_id, now)
    # Named by its number alone: whoever reads the log of the record is not told what it is.
    consulted(object_type="MAPPA meeting", object_id=found.pk)
    return case, found
