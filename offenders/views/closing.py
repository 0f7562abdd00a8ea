"""Closing a record, to all but those named or to further work, and opening it again."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse

from access.forms import ReasonForm, posted
from access.policies import Capability
from access.requests import SignedIn
from accounts.stepup import ask_again, recently_authenticated
from offenders import actions, queries
from offenders.forms import ArchiveForm
from offenders.models import Person
from offenders.views.recording import carried_out


def restrict(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Close the record to all but those named, after a fresh proof of who one is."""
    person = _reached(request, person_id, Capability.RESTRICT)
    if person.restricted:
        raise Http404
    if not recently_authenticated(request):
        return ask_again(request)
    form = ReasonForm(posted(request))
    return carried_out(
        request,
        person,
        form,
        lambda: actions.restrict(
            request.user, person=person, readers=[], now=request.now, **form.cleaned_data
        ),
        to="person-access",
        said="The record is restricted. Name those who must read it.",
        heading="Restrict this record",
        submit_text="Restrict this record",
        lede="From now on only you, its manager and those you name can read it, and no search tells anybody else "
        "that it exists. For staff, their relatives and protected people.",
    )


def lift(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Open a restricted record to all whose work it is."""
    person = _reached(request, person_id, Capability.RESTRICT)
    if not person.restricted:
        raise Http404
    form = ReasonForm(posted(request))
    return carried_out(
        request,
        person,
        form,
        lambda: actions.lift(request.user, person=person, now=request.now, **form.cleaned_data),
        to="person-access",
        said="The restriction is lifted.",
        heading="Lift the restriction",
        submit_text="Lift the restriction",
        lede="The unit and the force’s roles will see this record again.",
    )


def archive(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Close the record to further work, after a fresh proof of who one is."""
    person = _reached(request, person_id, Capability.ARCHIVE)
    if person.archived:
        raise Http404
    if not recently_authenticated(request):
        return ask_again(request)
    form = ArchiveForm(posted(request))
    return carried_out(
        request,
        person,
        form,
        lambda: actions.archive(request.user, person=person, now=request.now, **form.cleaned_data),
        to="person-access",
        said="The record is archived.",
        heading="Archive this record",
        submit_text="Archive this record",
        lede="Nothing can be recorded on it until it is opened again. The unit’s officers and their seniors can read "
        "it; every share stops working.",
    )


def reopen(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Open an archived record to work again."""
    person = _reached(request, person_id, Capability.ARCHIVE)
    if not person.archived:
        raise Http404
    form = ReasonForm(posted(request))
    return carried_out(
        request,
        person,
        form,
        lambda: actions.reopen(request.user, person=person, now=request.now, **form.cleaned_data),
        to="person-access",
        said="The record is open again.",
        heading="Open this record again",
        submit_text="Open this record again",
    )


def _reached(request: SignedIn, person_id: UUID, capability: Capability) -> Person:
    return queries.person_within_reach(request.user, capability, person_id, request.now)
