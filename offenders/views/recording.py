"""Custody and release, a move, a manager, a correction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from access.forms import accepted, compare, posted, put_stale_on_form
from access.policies import Capability
from access.recording import Stale
from access.requests import SignedIn
from accounts.choices import Role
from accounts.models import RoleAssignment, User
from frontend.dates import words
from offenders import actions, kinds, queries
from offenders.forms import AssignForm, CustodyForm, MoveForm, ReleaseForm, correction_form
from offenders.models import Absence, Fact, Person
from offenders.models.fact import FactQuerySet
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
    context = {
        **shell(request, person),
        "form": form,
        "heading": heading,
        "submit_text": submit_text,
        "back_href": reverse("person", args=[person.pk]),
        **extra,
    }
    return render(request, "offenders/form.html", context)


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
    **page: Any,
) -> HttpResponse:
    """The form; or, once it is right, the verb carried out, what was done `said`, and the person's page called `to`.

    Where somebody was quicker, a form that knows its row shows both versions (`differences`).
    """
    rows: list[tuple[str, str, str]] = []

    def overtaken(stale: Stale) -> None:
        rows.extend(form.differences())  # type: ignore[attr-defined]
        put_stale_on_form(form, compare(stale), version=form.row.version)  # type: ignore[attr-defined]

    if accepted(form, verb, overtaken=overtaken if hasattr(form, "differences") else None):
        messages.success(request, said)
        return redirect(to, person_id=person.pk)
    back = reverse(to, args=[person.pk])
    page = {"back_href": back, "overtaken": rows, **page}
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


def assign(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Name the manager."""
    person = _reached(request, person_id, Capability.ASSIGN)
    today = request.today
    held = RoleAssignment.objects.held_on(today).filter(
        user=OuterRef("pk"), role__in=[Role.OFFENDER_MANAGER, Role.SUPERVISOR]
    )
    managers = User.objects.filter(Exists(held), unit=person.unit_id, is_active=True).order_by(
        "family_name", "collar_number"
    )
    form = AssignForm(posted(request), managers=managers)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.assign_manager(request.user, person=person, now=request.now, **form.cleaned_data),
        heading="Allocate to an offender manager",
        submit_text="Allocate",
        said="The manager is recorded from today. No due date has moved.",
    )


def correct(request: SignedIn, person_id: UUID, kind: str, fact_id: UUID) -> HttpResponse:
    """Correct a fact; a change that somebody else made meanwhile is shown beside what was typed."""
    person = _reached(request, person_id)
    known = kinds.named(kind)
    if known is None:
        raise Http404
    fact: Person | Fact = person if known.model is Person else _fact(person, known, fact_id)
    form = correction_form(fact, posted(request), today=request.today)
    in_error = "void" in request.POST

    def changed() -> None:
        cleaned = form.cleaned_data
        why = {"version": cleaned["version"], "reason": cleaned["reason"], "now": request.now}
        if in_error and isinstance(fact, Fact):
            actions.void(request.user, fact=fact, **why)
        else:
            actions.correct(request.user, fact=fact, changes=form.changes(), **why)

    said = "Taken off the record" if in_error else "Corrected"
    return carried_out(
        request,
        person,
        form,
        changed,
        heading=f"Correct {known.called}",
        submit_text="Save the correction",
        said=f"{said}. The old version stays in the history, with your reason.",
        to="person-facts",
        may_void=known.model is not Person,
    )


def _fact(person: Person, kind: kinds.FactKind, fact_id: UUID) -> Fact:
    facts: FactQuerySet[Any] = kind.model._default_manager.all()  # type: ignore[assignment]
    found: Fact = get_object_or_404(facts.standing(), pk=fact_id, person=person)
    return found
