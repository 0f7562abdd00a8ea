"""Ask for an override, decide one, withdraw one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from access.policies import Capability
from access.recording import Stale
from access.requests import SignedIn
from diary.models import Entry
from frontend.dates import words
from frontend.errors import put_on_form
from notifications import actions
from notifications.choices import OverrideDecision
from notifications.duties import NAME
from notifications.models import Override
from notifications.overriding.forms import DecisionForm, RequestForm, WithdrawalForm
from notifications.overriding.queries import state_of
from notifications.overriding.words import summary_rows
from notifications.queries import reasons_for
from notifications.reviews.duties import KINDS as REVIEW_KINDS
from notifications.rules import OVERDUE, has_passed
from offenders.models import Person
from offenders.queries import person_within_reach
from offenders.views.person import shell


def ask(request: SignedIn, person_id: UUID, entry_id: int) -> HttpResponse:
    """Ask that an open duty be worked to another date."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    entry = get_object_or_404(
        Entry.objects.exclude(kind__in=REVIEW_KINDS),
        pk=entry_id,
        person=person,
        key__startswith=f"{NAME}/",
    )
    posted = request.POST if request.method == "POST" else None
    form = RequestForm(posted, entry=entry, today=request.today)
    overtaken: list[tuple[str, str, str]] = []
    if form.is_valid():
        try:
            actions.request_override(
                request.user, person=person, key=entry.key, now=request.now, **form.cleaned_data
            )
        except Stale:
            seen = form.cleaned_data["seen"]
            overtaken = [("Computed last day", words(entry.last) if entry.last else "none", words(seen))]
            form.add_error(
                None,
                "The computed date has changed since you opened this page, so nothing has been saved. What you typed "
                "is still here: look at the date below, and send it again if it should stand.",
            )
            _retyped(request, form, seen=entry.last.isoformat() if entry.last else "")
        except ValidationError as refused:
            put_on_form(form, refused)
        else:
            messages.success(
                request, "This now waits for a supervisor’s approval. Until then the computed date stands."
            )
            return redirect("person", person_id=person.pk)
    overdue = entry.met_on is None and not entry.is_overridden and has_passed(vars(entry), request.now)
    return _page(
        request,
        person,
        form,
        "ask",
        heading="Override this date",
        submit_text="Ask for approval",
        entry=entry,
        refused=OVERDUE if overdue else "",
        can_be_overridden=entry.last is not None
        and entry.met_on is None
        and not entry.is_overridden
        and not overdue,
        reasons=reasons_for(person, entry, request.today),
        overtaken=overtaken,
    )


def decide(request: SignedIn, person_id: UUID, override_id: UUID) -> HttpResponse:
    """Approve or refuse what another officer asked for."""
    person = person_within_reach(request.user, Capability.APPROVE, person_id, request.now)
    override = _override(person, override_id)
    state = _state(override)
    posted = request.POST if request.method == "POST" else None
    form = DecisionForm(posted, override=override, lapsed=state == "lapsed")
    overtaken: list[tuple[str, str, str]] = []
    if form.is_valid():
        cleaned = form.cleaned_data
        try:
            actions.decide_override(
                request.user,
                override=override,
                version=cleaned["version"],
                decision=OverrideDecision(cleaned["decision"]),
                note=cleaned["note"],
                now=request.now,
            )
        except Stale:
            chosen = dict(form.fields["decision"].choices)  # type: ignore[attr-defined]
            overtaken = [
                ("Decision", _how_it_stands(override), str(chosen[cleaned["decision"]])),
                ("Note", override.decision_note or "nothing", cleaned["note"] or "nothing"),
            ]
            form.add_error(
                None, "Someone else dealt with this after you opened it. Nothing of yours was saved."
            )
        except ValidationError as refused:
            put_on_form(form, refused)
        else:
            approved = cleaned["decision"] == OverrideDecision.APPROVED
            messages.success(
                request,
                "Approved. The computed date stays beside the one now worked to."
                if approved
                else "Refused. The computed date stands.",
            )
            return redirect("person", person_id=person.pk)
    return _page(
        request,
        person,
        form,
        "decide",
        heading="Approve or refuse an override",
        submit_text="Save the decision",
        override=override,
        rows=summary_rows(override),
        state=state,
        own=override.requested_by_id == request.user.pk,
        overtaken=overtaken,
    )


def withdraw(request: SignedIn, person_id: UUID, override_id: UUID) -> HttpResponse:
    """Take back a request or an approved override."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    override = _override(person, override_id)
    posted = request.POST if request.method == "POST" else None
    form = WithdrawalForm(posted, override=override)
    overtaken: list[tuple[str, str, str]] = []
    if form.is_valid():
        try:
            actions.withdraw_override(request.user, override=override, now=request.now, **form.cleaned_data)
        except Stale:
            overtaken = [("Override", _how_it_stands(override), "Withdrawn")]
            form.add_error(
                None,
                "Someone else dealt with this after you opened it, so nothing has been saved. What you typed is still "
                "here: look at the override below, and send it again if it should be withdrawn.",
            )
            _retyped(request, form, version=str(override.version))
        except ValidationError as refused:
            put_on_form(form, refused)
        else:
            messages.success(request, "Withdrawn. The computed date stands.")
            return redirect("person", person_id=person.pk)
    return _page(
        request,
        person,
        form,
        "withdraw",
        heading="Withdraw an override",
        submit_text="Withdraw it",
        override=override,
        rows=summary_rows(override),
        overtaken=overtaken,
    )


def _override(person: Person, override_id: UUID) -> Override:
    found = Override.objects.select_related("requested_by", "decided_by", "withdrawn_by")
    return get_object_or_404(found, pk=override_id, person=person)


def _state(override: Override) -> str:
    """How it bears on its duty, which may be gone or met by now; empty once it is closed."""
    if not override.is_standing:
        return ""
    entry = Entry.objects.open().filter(person=override.person_id, key=override.key).first()
    return state_of(override, entry)


def _how_it_stands(override: Override) -> str:
    if override.withdrawn_at:
        return f"Withdrawn by {override.withdrawn_by}"
    return (
        f"{override.get_decision_display()} by {override.decided_by}" if override.decision else "Not decided"
    )


def _retyped(request: SignedIn, form: forms.Form, **changed: str) -> None:
    """Sending it again is a decision taken with the newer state in sight."""
    retyped = request.POST.copy()
    for name, value in changed.items():
        retyped[name] = value
    form.data = retyped


def _page(request: SignedIn, person: Person, form: forms.Form, name: str, **context: Any) -> HttpResponse:
    return render(
        request,
        f"notifications/overriding/{name}.html",
        {
            **shell(request, person),
            "form": form,
            "back_href": reverse("person", args=[person.pk]),
            **context,
        },
    )
