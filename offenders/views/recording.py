"""Custody and release, a move, a manager."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from access.forms import accepted, compare, posted, put_stale_on_form
from access.policies import Capability
from access.recording import Stale
from access.requests import SignedIn
from accounts import drafts
from frontend.dates import words
from offenders import actions, queries
from offenders.caseload.queries import candidates
from offenders.forms import AssignForm, CustodyForm, MoveForm, ReleaseForm, StayForm
from offenders.models import Absence, Person
from offenders.views.person import shell


def _reached(request: SignedIn, person_id: UUID, capability: Capability = Capability.RECORD) -> Person:
    return queries.person_within_reach(
        request.user,
        capability,
        person_id,
        request.now,
    )


def form_page(
    request: SignedIn, person: Person, form: forms.Form, *, heading: str, submit_text: str, **extra: Any
) -> HttpResponse:
    """The form alone, of which no draft is kept; `carried_out` keeps one until its verb has done its work."""
    context = {
        **shell(request, person),
        "form": form,
        "heading": heading,
        "submit_text": submit_text,
        "back_href": reverse("person", args=[person.pk]),
        **extra,
    }
    return render(request, extra.get("template", "offenders/form.html"), context)


def carried_out(
    request: SignedIn,
    person: Person,
    form: forms.Form,
    verb: Callable[[], object],
    *,
    heading: str,
    submit_text: str = "Record",
    said: str = "Recorded. Every date that rests on it has been computed again.",
    to: str = "person",
    back: str = "",
    **page: Any,
) -> HttpResponse:
    """The form; or, once it is right, the verb carried out, and what was done `said` on the page it is left for.

    That is the address `back`, or else the person's page called `to`. Where somebody was quicker, a form that knows
    its row shows both versions (`differences`).
    """
    rows: list[tuple[str, str, str]] = []
    back = back or reverse(to, args=[person.pk])
    # The whole address: the form of a condition asks for another order's under another query.
    draft_of = request.get_full_path()

    def overtaken(stale: Stale) -> None:
        rows.extend(form.differences())  # type: ignore[attr-defined]
        put_stale_on_form(form, compare(stale), version=form.row.version)  # type: ignore[attr-defined]

    if accepted(form, verb, overtaken=overtaken if hasattr(form, "differences") else None):
        drafts.let_go(request.user, draft_of)
        messages.success(request, said)
        return redirect(back)
    draft = drafts.find(request.user, draft_of) if request.method == "GET" else None
    if draft:
        drafts.refill(form, draft)
    page = {"back_href": back, "overtaken": rows, "draft": draft, "draft_of": draft_of, **page}
    return form_page(request, person, form, heading=heading, submit_text=submit_text, **page)


def custody(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Record that the person went into custody, hospital or abroad."""
    person = _reached(request, person_id)
    form = CustodyForm(posted(request), today=request.today, initial={"submission": uuid4()})
    return carried_out(
        request,
        person,
        form,
        lambda: actions.record_custody(request.user, person=person, now=request.now, **form.cleaned_data),
        heading="Record custody, hospital or absence abroad",
    )


def release(request: SignedIn, person_id: UUID, absence_id: UUID) -> HttpResponse:
    """Record the release, discharge or return that ends an absence."""
    person = _reached(request, person_id)
    absence = get_object_or_404(Absence.objects.standing(), pk=absence_id, person=person)
    form = ReleaseForm(posted(request), today=request.today)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.record_release(
            request.user, absence=absence, released_on=form.cleaned_data["ended_on"], now=request.now
        ),
        heading="Record release or return",
        lede=f"{absence.get_kind_display()}, since {words(absence.starts_on)}",
    )


def move(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Record a new home address."""
    person = _reached(request, person_id)
    form = MoveForm(posted(request), today=request.today, initial={"submission": uuid4()})
    return carried_out(
        request,
        person,
        form,
        lambda: actions.record_move(
            request.user,
            person=person,
            address=form.address(),
            now=request.now,
            **{
                name: form.cleaned_data[name]
                for name in ("kind", "starts_on", "child_in_household", "submission")
            },
        ),
        heading="Record a change of home address",
        said="The new home address is recorded; the old one ended that day.",
    )


def stay(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Record another address than the home."""
    person = _reached(request, person_id)
    posted = request.POST if request.method == "POST" else None
    form = StayForm(posted, today=request.today, initial={"submission": uuid4()})
    return carried_out(
        request,
        person,
        form,
        lambda: actions.record_stay(
            request.user,
            person=person,
            address=form.address(),
            now=request.now,
            **{
                name: form.cleaned_data[name]
                for name in ("kind", "starts_on", "ends_on", "child_in_household", "source", "submission")
            },
        ),
        heading="Record another address",
        lede="A new home is recorded as a change of home address: the three days to notify it begin with it.",
        said="Recorded.",
        back=reverse("record-block", args=[person.pk, "addresses"]),
    )


def assign(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Name the manager."""
    person = _reached(request, person_id, Capability.ASSIGN)
    today = request.today
    found = candidates(person, today)
    suggested = found[0] if found and not found[0].full else None
    form = AssignForm(
        posted(request),
        candidates=found,
        initial={"manager": suggested.officer.pk} if suggested and person.manager_id is None else {},
    )
    return carried_out(
        request,
        person,
        form,
        lambda: actions.assign_manager(request.user, person=person, now=request.now, **form.cleaned_data),
        heading="Allocate to an offender manager",
        submit_text="Allocate",
        said="The manager is recorded from today. No due date has moved."
        + (
            " Somebody else who names managers is to confirm it."
            if request.POST.get("manager") == str(request.user.pk)
            else ""
        ),
        template="offenders/allocate.html",
        candidates=found,
        suggested=suggested,
    )
