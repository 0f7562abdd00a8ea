"""Ask for an override, decide one, withdraw one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from access.forms import accepted, compare, posted, put_stale_on_form
from access.policies import Capability
from access.recording import Stale
from access.requests import SignedIn
from accounts.stepup import ask_again, recently_authenticated
from diary.models import Entry
from frontend.dates import words
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
    form = RequestForm(posted(request), entry=entry, today=request.today)
    rows: list[tuple[str, str, str]] = []

    def overtaken(stale: Stale) -> None:
        seen = form.cleaned_data["seen"]
        rows.append(("Computed last day", words(entry.last) if entry.last else "none", words(seen)))
        put_stale_on_form(
            form,
            "The computed date has changed since you opened this page, so nothing has been saved. What you typed "
            "is still here: look at the date below, and send it again if it should stand.",
            seen=entry.last.isoformat() if entry.last else "",
        )

    if accepted(
        form,
        lambda: actions.request_override(
            request.user, person=person, key=entry.key, now=request.now, **form.cleaned_data
        ),
        overtaken=overtaken,
    ):
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
        overtaken=rows,
    )


def decide(request: SignedIn, person_id: UUID, override_id: UUID) -> HttpResponse:
    """Approve or refuse what another officer asked for, after a fresh proof of who one is."""
    person = person_within_reach(request.user, Capability.APPROVE, person_id, request.now)
    override = _override(person, override_id)
    state = _state(override)
    own = override.requested_by_id == request.user.pk
    if override.is_waiting and not own and not recently_authenticated(request):
        return ask_again(request)
    form = DecisionForm(posted(request), override=override, lapsed=state == "lapsed")
    rows: list[tuple[str, str, str]] = []

    def overtaken(stale: Stale) -> None:
        chosen = dict(form.fields["decision"].choices)  # type: ignore[attr-defined]
        decision, note = form.cleaned_data["decision"], form.cleaned_data["note"]
        rows.append(("Decision", _how_it_stands(override), str(chosen[decision])))
        rows.append(("Note", override.decision_note or "nothing", note or "nothing"))
        form.add_error(None, f"{stale.whose} after you opened it. Nothing from this window was saved.")

    def decided() -> None:
        cleaned = form.cleaned_data
        actions.decide_override(
            request.user,
            override=override,
            version=cleaned["version"],
            decision=OverrideDecision(cleaned["decision"]),
            note=cleaned["note"],
            now=request.now,
        )

    if accepted(form, decided, overtaken=overtaken):
        approved = form.cleaned_data["decision"] == OverrideDecision.APPROVED
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
        own=own,
        overtaken=rows,
    )


def withdraw(request: SignedIn, person_id: UUID, override_id: UUID) -> HttpResponse:
    """Take back a request or an approved override."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    override = _override(person, override_id)
    form = WithdrawalForm(posted(request), override=override)
    rows: list[tuple[str, str, str]] = []

    def overtaken(stale: Stale) -> None:
        rows.append(("Override", _how_it_stands(override), "Withdrawn"))
        put_stale_on_form(form, compare(stale), version=override.version)

    if accepted(
        form,
        lambda: actions.withdraw_override(
            request.user, override=override, now=request.now, **form.cleaned_data
        ),
        overtaken=overtaken,
    ):
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
        overtaken=rows,
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
