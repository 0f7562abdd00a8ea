"""What is read: the officer's list, one person's visits, one visit, the pack."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from access.log import consulted, shows
from access.policies import Capability, FieldClass
from access.requests import SignedIn
from frontend.dates import words
from offenders.policies import Relationship
from offenders.queries import visible_person
from offenders.views.person import shell
from practice.policy import policy_of
from riskplans.choices import Asked, Outcome, VisitState
from riskplans.classes import readable
from riskplans.visits import queries, rules
from riskplans.visits.habits import HOURS, drawing
from riskplans.visits.pack import is_for, pack_of


@require_safe
def visits(request: SignedIn) -> HttpResponse:
    """Whom must I see, in what order, and what waits for my decision?"""
    if not queries.reads_visits(request.user, request.today):
        raise PermissionDenied
    policy = policy_of(request.user.force_id, request.today)
    own, buckets = queries.lists(request.user, request.now, policy)
    shows(row.person.pk for bucket in buckets for row in bucket.rows)
    context = {
        "own": own,
        "buckets": buckets,
        "tiles": [
            {
                "number": bucket.total,
                "text": bucket.heading.lower(),
                "href": f"#{bucket.name}",
                "tone": "overdue" if bucket.name == "overdue" and bucket.total else "",
            }
            for bucket in buckets
        ],
        "waiting": queries.waiting_for(request.user, request.now, policy),
        "today": request.today,
    }
    return render(request, "riskplans/visits.html", context)


@require_safe
def overview(request: SignedIn, person_id: UUID) -> HttpResponse:
    """How visits to one person stand, what came of those made, and what habit shows."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    made = queries.past(person)
    # A pattern is the last two years'; before that people's lives were others.
    times = [
        (timezone.localtime(visit.arrived_at), visit.state == VisitState.SEEN)
        for visit in made
        if visit.arrived_at
    ]
    context = {
        **shell(request, person, "person-visits"),
        "stands": queries.how_it_stands(person, request.today),
        "visits": made,
        "called_off": queries.called_off(person),
        "intervals": queries.intervals(person),
        "drawing": drawing(times) if times else None,
        "hours": HOURS,
        "habit": queries.habit(person, made, request.today),
        "may_record": person.relationship.may(Capability.RECORD),
        "may_approve": person.relationship.may(Capability.APPROVE),
        "may_pack": is_for(person.relationship),
        "today": request.today,
        "young": rules.is_young(person.date_of_birth, request.today),
    }
    return render(request, "riskplans/person_visits.html", context)


@require_safe
def visit(request: SignedIn, person_id: UUID, visit_id: UUID) -> HttpResponse:
    """One visit: the plan and the next step of it; or what came of it."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    (found,) = readable([queries.visit_of(person, visit_id)], person.relationship)
    asked = found.alone.standing().select_related("recorded_by", "answered_by").first()
    context: dict[str, Any] = {
        **shell(request, person, "person-visits"),
        "visit": found,
        "alone": asked,
        "authorised": asked is not None and asked.answer == Asked.APPROVED,
        "silent": found.state == VisitState.STARTED and found.check_in_by and found.check_in_by < request.now,
        "may_record": person.relationship.may(Capability.RECORD),
        "may_approve": person.relationship.may(Capability.APPROVE),
        "mine": request.user.pk in (found.officer_id, found.outcome_by_id),
        "now": request.now,
        **(_made(found, person.relationship) if found.is_over else {}),
    }
    return render(request, "riskplans/visit.html", context)


def _made(visit: Any, relationship: Relationship) -> dict[str, Any]:
    """What is shown of a visit that was made."""
    full = getattr(visit, "full", None)
    rows: list[tuple[str, Any]] = [
        ("Officer", str(visit.officer)),
        ("With them", visit.second or "Nobody: single-crewed"),
        ("Why alone, without authority", visit.alone_why),
        ("Announced", f"Yes: {visit.announced_why}" if visit.announced else "No"),
        ("Where", visit.place),
        ("It was due on", words(visit.was_due_on) if visit.was_due_on else ""),
        ("Entry sought in order to search", visit.get_entry_sought_display()),
        ("What happened", visit.happened),
        ("Risk since the last visit", visit.get_risk_display()),
        ("Why", visit.risk_why),
        ("Safeguarding", visit.safeguarding),
        ("Body-worn video", visit.body_worn),
        ("Recorded late because", visit.late_why),
    ]
    said = []
    if full:
        readable([full], relationship)
        skipped = {
            "id",
            "person",
            "visit",
            "version",
            "recorded_at",
            "recorded_by",
            "submission",
            "voided_at",
        }
        for column in full._meta.concrete_fields:
            value = getattr(full, column.name) if column.name not in skipped else ""
            if value:
                shown = getattr(full, f"get_{column.name}_display", None)
                said.append((str(column.verbose_name).capitalize(), shown() if shown else value))
    return {
        "rows": [{"key": key, "value": value} for key, value in rows if value],
        "full": full,
        "full_rows": [{"key": key, "value": value} for key, value in said],
        "present": readable(visit.present.standing(), relationship),
        "devices": list(visit.devices_seen.standing().select_related("device")),
        "conditions": list(
            visit.conditions_checked.standing().select_related("order_condition", "licence_condition")
        ),
        "decision": getattr(visit, "decision", None),
        "suspected": queries.suspected_at(visit),
        "limited": visit.outcome == Outcome.LIMITED,
    }


@require_safe
def pack(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Everything to know before knocking, for the screen and for paper."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    if not is_for(person.relationship):
        raise Http404
    consulted(sections=["visit pack"])
    context = {
        **shell(request, person, "person-visits"),
        "pack": pack_of(person, request.today),
        "may_record": person.relationship.may(Capability.RECORD),
        "reads": person.relationship.reads(FieldClass.INTELLIGENCE),
        "young": rules.is_young(person.date_of_birth, request.today),
        "today": request.today,
        "now": request.now,
    }
    return render(request, "riskplans/pack.html", context)
