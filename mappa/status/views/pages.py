"""What is read: how one person stands, and who may be at too low a level."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.log import shows
from access.policies import Capability, FieldClass, reach
from access.requests import SignedIn
from accounts.models import User
from mappa.classes import readable
from mappa.keys import IDENTIFY
from mappa.models import Referral
from mappa.referrals import queries as referrals
from mappa.referrals.choices import OPEN
from mappa.status import queries, record, rules
from mappa.status.duties import IDENTIFIED
from mappa.subject.policies import sees
from offenders.choices import LeadAgency, MappaLevel
from offenders.models import MappaStatus, Person
from offenders.queries import visible_person
from offenders.views.person import shell
from practice.policy import policy_of
from riskplans.choices import Asked


@require_safe
def overview(request: SignedIn, person_id: UUID) -> HttpResponse:
    """In which category and at which level, who decided it on what, and what is next?"""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    today, relationship = request.today, person.relationship
    status = record.current(person, today)
    decisions = readable(queries.episodes(person), relationship)
    screened = readable(queries.screenings(person), relationship)
    referred = referrals.of_person(person, today)
    reduction = queries.reduction_waiting(person)
    lead, lead_why = rules.lead(record.stands(person, today))
    answers = rules.categories(record.record_of(person, today))
    step = _next(request.user, person, status, screened, referred, reduction, today)
    clocks = queries.clocks(person)
    to_say = next((entry for entry in clocks if entry.kind == IDENTIFIED), None)
    waits = any(not each.answer for each in screened[:1])
    records = relationship.may(Capability.RECORD)
    context = {
        **shell(request, person, "person-mappa"),
        "status": status,
        "decision": next((each for each in decisions if status and each.status_id == status.pk), None),
        "decisions": decisions,
        "earlier": queries.undecided(person),
        "screenings": screened,
        "referrals": referred,
        "reduction": reduction,
        "critical": queries.critical(person),
        "clocks": [entry for entry in clocks if entry is not to_say],
        "to_say": to_say,
        "to_say_within": policy_of(person.force_id, today).in_words(IDENTIFY) if to_say else "",
        "answers": answers,
        "lead": LeadAgency(lead).label,
        "lead_why": lead_why,
        "leads_otherwise": status is not None and status.lead_agency != lead,
        "criteria": list(zip(MappaLevel.labels, rules.CRITERIA.values(), strict=True)),
        "next": step,
        "may_screen": records and not waits and (step is None or step["kind"] != "screen"),
        "may_refer": records and (step is None or step["kind"] != "refer") and not _under_way(referred),
        "may_decide": relationship.may(Capability.COORDINATE),
        "may_answer": sees(request.user, person, today),
        "may_leave": status is not None and may_leave(person, status),
        "today": today,
    }
    return render(request, "mappa/person.html", context)


def may_leave(person: Person, status: MappaStatus) -> bool:
    """Whether this reader may end it: at level 1 a supervisor too."""
    at_level_1 = status.level == MappaLevel.ONE and person.relationship.may(Capability.APPROVE)
    return at_level_1 or person.relationship.may(Capability.COORDINATE)


def _next(
    user: User,
    person: Person,
    status: MappaStatus | None,
    screened: list[Any],
    referred: list[referrals.Row],
    reduction: Any,
    today: date,
) -> dict[str, str] | None:
    """The one step that comes next, for this reader."""
    may = person.relationship.may
    newest = screened[0] if screened else None
    if newest and not newest.answer:
        if may(Capability.APPROVE) and newest.recorded_by_id != user.pk:
            href = reverse("countersign-screening", args=[person.pk, newest.pk])
            return {"kind": "countersign", "text": "Countersign the screening", "href": href}
        return None
    if reduction and not may(Capability.COORDINATE):
        return None
    if may(Capability.COORDINATE):
        href = reverse("decide-mappa", args=[person.pk])
        return {"kind": "decide", "text": "Decide the level", "href": href}
    if not may(Capability.RECORD):
        return None
    if under_way := _under_way(referred):
        href = reverse("referral", args=[person.pk, under_way.pk])
        return {"kind": "referral", "text": "Open the referral", "href": href}
    asks = newest and newest.answer == Asked.APPROVED and newest.level != MappaLevel.ONE
    at = status.level if status else MappaLevel.ONE
    if newest and asks and newest.level > at:
        href = reverse("refer-mappa", args=[person.pk])
        return {"kind": "refer", "text": f"Refer to level {newest.level}", "href": href}
    href = reverse("screen-mappa", args=[person.pk])
    return {"kind": "screen", "text": "Screen again" if newest else "Screen", "href": href}


def _under_way(referred: list[referrals.Row]) -> Referral | None:
    """The referral that waits for somebody."""
    return next((row.referral for row in referred if row.referral.state in OPEN), None)


@require_safe
def levels(request: SignedIn) -> HttpResponse:
    """Who may be at too low a level, and what is called for?"""
    user, today = request.user, request.today
    capability = looks_after(user, today)
    if capability is None:
        raise PermissionDenied
    found = queries.lists(user, request.now, capability)
    shows(
        [
            *(low.person.pk for low in found.low),
            *(entry.person_id for entry in found.unplaced),
            *(row.concerns for row in (*found.doubts, *found.clocks, *found.lowering) if row.concerns),
        ]
    )
    tiles = [
        {"number": found.late, "text": "overdue", "href": "#clocks", "tone": "overdue" if found.late else ""},
        {"number": len(found.doubts), "text": "categories to check", "href": "#doubts"},
        {"number": found.low_total, "text": "may be too low", "href": "#low"},
        {"number": found.unplaced_total, "text": "registered, without a category", "href": "#unplaced"},
    ]
    return render(request, "mappa/levels.html", {"lists": found, "tiles": tiles, "today": today})


def looks_after(user: User, today: date) -> Capability | None:
    """By what this user looks after others' levels: as a coordinator, or for a unit; None: not at all."""
    for capability in (Capability.COORDINATE, Capability.APPROVE):
        if reach(user, capability, today):
            return capability
    return None
