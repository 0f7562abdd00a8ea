"""What is read: how one person stands, and how a team does."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from access.log import shows
from access.policies import Capability, FieldClass
from access.requests import SignedIn
from accounts.choices import Role
from offenders.policies import Relationship
from offenders.queries import visible_person
from offenders.views.person import shell
from practice.policy import policy_of
from riskplans.classes import readable
from riskplans.reactive import queries, record
from riskplans.reactive.choices import WAITING, ReactiveState
from riskplans.visits.queries import reads_visits

# A criterion may rest on a child, on health or on intelligence: the list is for those who read them all.
_OF_THE_CRITERIA = (FieldClass.VICTIMS, FieldClass.HEALTH, FieldClass.INTELLIGENCE)


def reads_criteria(relationship: Relationship) -> bool:
    return all(relationship.reads(each) for each in _OF_THE_CRITERIA)


@require_safe
def overview(request: SignedIn, person_id: UUID) -> HttpResponse:
    """May they be managed without home visits; are they, since when, and on whose authority?"""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    policy = policy_of(person.force_id, request.today)
    case = queries.case_of(person)
    steps = queries.steps(person)
    taken = {step.by_id for step in steps if case and step.case_id == case.pk and step.round == case.round}
    may_approve = person.relationship.may(Capability.APPROVE) and request.user.pk not in taken
    if case and case.state == ReactiveState.SUPPORTED:
        may_approve = may_approve and request.user.has_role([Role.DETECTIVE_INSPECTOR], request.today)
    readable([said for step in steps for said in step.said.all()], person.relationship)
    reviews = queries.desk_reviews(person)
    readable([check for review in reviews for check in review.checks.all()], person.relationship)
    context = {
        **shell(request, person, "person-reactive"),
        "case": case,
        "found": record.criteria(person, policy, request.today)
        if reads_criteria(person.relationship)
        else [],
        "steps": readable(steps, person.relationship),
        "reviews": reviews,
        "due": queries.desk_review_duty(person),
        "waiting": case is not None and case.state in WAITING,
        "may_record": person.relationship.may(Capability.RECORD),
        "may_approve": may_approve,
        "today": request.today,
    }
    return render(request, "riskplans/reactive/person.html", context)


@require_safe
def team(request: SignedIn) -> HttpResponse:
    """Who has come under review, whose desk review is late, who was moved here each month, and by whom?"""
    if not reads_visits(request.user, request.today):
        raise PermissionDenied
    found = queries.team(request.user, request.now)
    rows = [*found.review, *found.waiting, *found.late, *found.overrides]
    shows(row.concerns for row in rows if row.concerns)
    tiles = [
        {"number": len(found.review), "text": "under review", "href": "#review"},
        {"number": len(found.late), "text": "desk review overdue", "href": "#late"},
        {"number": len(found.waiting), "text": "proposed", "href": "#waiting"},
        {"number": found.held, "text": "managed reactively", "href": "#months"},
    ]
    for tile in tiles[:2]:
        tile["tone"] = "overdue" if tile["number"] else ""
    return render(
        request,
        "riskplans/reactive/team.html",
        {"lists": found, "tiles": tiles, "today": request.today},
    )
