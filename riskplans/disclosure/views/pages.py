"""What is read: the queue with its clocks, one disclosure, one person's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.log import shows
from access.policies import Capability, FieldClass
from access.requests import SignedIn
from offenders.queries import visible_person
from offenders.views.person import shell
from riskplans.disclosure import policies, queries
from riskplans.disclosure.choices import DECIDED, EARLY, CaseState, Outcome
from riskplans.models import DisclosureCase, DisclosureDecision


@require_safe
def queue(request: SignedIn) -> HttpResponse:
    """What is open, what is late, and what is next?"""
    if not policies.works(request.user, request.today):
        raise PermissionDenied
    found = queries.queue(request.user, request.now)
    shows(row.person.pk for row in [*found.open, *found.decided] if row.person)
    tiles = [
        {"number": found.danger, "text": "in danger now", "href": "#open"},
        {"number": found.late, "text": "past their time", "href": "#open"},
        {"number": len(found.open), "text": "open", "href": "#open"},
        {"number": len(found.decided), "text": "to be closed", "href": "#decided"},
    ]
    for tile in tiles[:2]:
        tile["tone"] = "overdue" if tile["number"] else ""
    return render(
        request,
        "riskplans/disclosure/queue.html",
        {"queue": found, "tiles": tiles, "today": request.today, "now": request.now},
    )


@require_safe
def of_person(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Who was told of them, or asked?"""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.VICTIMS)
    context = {
        **shell(request, person, "person-disclosures"),
        "rows": queries.of_person(request.user, person, request.now),
        "may_record": person.relationship.may(Capability.RECORD),
        "today": request.today,
    }
    return render(request, "riskplans/disclosure/person.html", context)


@require_safe
def disclosure(request: SignedIn, case_id: UUID) -> HttpResponse:
    """How it stands, by when the next step is due, and everything said."""
    case = queries.one(request.user, case_id, request.now)
    whole = policies.read_whole(request.user, request.now).filter(pk=case.pk).exists()
    may = whole and policies.workable(request.user, request.now).filter(pk=case.pk).exists()
    decisions = (
        list(case.decisions.select_related("recorded_by", "decided_by", "withdrawn_by")) if whole else []
    )
    decides = whole and policies.decidable(request.user, request.now).filter(pk=case.pk).exists()
    row = queries.row_of(case, request.now)
    context = {
        "case": case,
        "row": row,
        "whole": whole,
        "person": case.person if whole else None,
        "decisions": decisions,
        "told": getattr(case, "told", None) if whole else None,
        "next": _next(case) if may else None,
        "may": may,
        "works": policies.works(request.user, request.today),
        "open": case.state not in (*DECIDED, CaseState.CLOSED),
        **(_decisions(request, case, decisions) if decides else {}),
        "may_name": may and not case.round and case.state != CaseState.CLOSED,
        "today": request.today,
        "now": request.now,
    }
    return render(request, "riskplans/disclosure/disclosure.html", context)


def _decisions(
    request: SignedIn, case: DisclosureCase, decisions: list[DisclosureDecision]
) -> dict[str, bool]:
    """What the user may decide, of a disclosure that is theirs to decide on."""
    user, today = request.user, request.today
    last = decisions[0] if decisions else None
    return {
        "may_decide": last is not None
        and case.state == CaseState.DECISION
        and last.recorded_by_id != user.pk
        and policies.may_decide(user, last.outcome, today),
        "may_take_back": case.state == CaseState.AUTHORISED
        and policies.may_decide(user, Outcome.DISCLOSE, today),
        "may_drop": case.state in EARLY
        and not case.in_danger
        and policies.may_drop(user, case, decisions, today),
    }


_STEPS = {
    CaseState.RECEIVED: ("checks", "Record the first checks"),
    CaseState.INTERVIEW: ("interview", "Record the meeting"),
    CaseState.ASSESSMENT: ("assess", "Answer the tests and propose"),
    CaseState.AUTHORISED: ("disclosed", "Record what was disclosed"),
    **dict.fromkeys(DECIDED, ("close", "Close it")),
}


def _next(case: DisclosureCase) -> dict[str, Any] | None:
    """The one step that comes next; danger before all else."""
    step = (
        ("safe", "Say what was done to make them safe")
        if case.in_danger
        else _STEPS.get(CaseState(case.state))
    )
    return {"href": reverse("disclosure-step", args=[case.pk, step[0]]), "text": step[1]} if step else None
