"""Some of the county's low-risk people without home visits, at every stage; and what was asked and told of others.

Those of long ago are written as rows: nobody held the roles then that they hold now. The rest comes by the verbs.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone

from accounts.choices import Role
from accounts.models import User
from diary.actions import refresh
from intelligence.actions import submit_report
from intelligence.choices import LinkRole
from offenders.choices import ManagementLevel
from offenders.models import Assignment, Person
from ops.demo.county import County
from ops.demo.days import LONDON
from practice.policy import policy_of
from riskplans import actions
from riskplans.models import ReactiveCase, ReactiveStep
from riskplans.reactive import record, rules
from riskplans.reactive.choices import Criterion, ReactiveState, StepKind

_IN_FORCE = 12
_QUESTIONED = 2
_WAITING = 4
_LOOKED_AT = 200
_WHY = "Seen at home for years without a concern; in work, the same address, nothing on any system."
_EVIDENCE = "Asked by telephone last week: nothing known."
_CHILDREN = "No child in the family or among friends; asked on the last visit, and of children’s services."


def move(county: County) -> None:
    """Who is managed reactively, who came under review, whose desk review is late, who is proposed or waits."""
    officer = User.objects.get(pk=county.manager_id(0))
    supervisor = User.objects.get(pk=county.supervisor_id(county.unit_of(0)))
    inspector = User.objects.get(username="inspector")
    now = datetime.combine(county.as_of, time(7, 50), LONDON)
    quiet = (
        Person.objects.filter(management_level=ManagementLevel.LOW)
        .exclude(gone__isnull=False)
        .exclude(absences__ended_on__isnull=True, absences__isnull=False)
        .exclude(risk_reviews__outcome="")
        .annotate(seen_at=Max("visits__arrived_at"))
        .filter(seen_at__isnull=False, assignments__ends_on__isnull=True, assignments__isnull=False)
        .order_by("seen_at", "reference")
    )
    people, blocked = _fit(quiet[:_LOOKED_AT], county.as_of)
    near = [person for person in people if person.unit_id == supervisor.unit_id]
    asked = near[-(_WAITING - 1) :]
    held = [person for person in people if person not in asked][:_IN_FORCE]
    # The last that waits for the inspector is blocked by an order about devices, where there is such a person.
    asked += [person for person in blocked if person.unit_id == supervisor.unit_id][:1]
    for place, person in enumerate(held):
        seen: Any = person
        since = timezone.localdate(seen.seen_at) + timedelta(days=3)
        _in_force(person, inspector, since, told=place % 3 > 0)
    refresh([person.pk for person in held], today=county.as_of)
    for person in held[-_QUESTIONED:]:
        _report(county, inspector, person, now)
    for place, person in enumerate(asked):
        case = _proposed(officer, person, now - timedelta(hours=20 - place))
        if place % 2:
            actions.decide_reactive(
                supervisor,
                case=case,
                version=case.version,
                agree=True,
                note="I have read the last three visits and agree.",
                now=now - timedelta(hours=2),
            )


def _fit(people: Iterable[Any], today: date) -> tuple[list[Any], list[Any]]:
    """Those for whom every criterion holds that the record can say; those barred by an order about devices alone."""
    fit: list[Any] = []
    blocked: list[Any] = []
    for person in people:
        found = record.criteria(person, policy_of(person.force_id, today), today)
        fails = [each.criterion for each in found if each.holds is False]
        if not fails:
            fit.append(person)
        elif fails == [Criterion.DEVICES]:
            blocked.append(person)
    return fit, blocked


def _in_force(person: Person, inspector: User, since: date, *, told: bool) -> None:
    """Proposed by whoever manages them, supported by their unit's supervisor."""
    at = datetime.combine(since, time(10), LONDON)
    held = Assignment.objects.filter(person=person, ends_on__isnull=True).select_related("manager")
    officer = held.get().manager
    supervisor = User.objects.filter(unit=person.unit_id, roles__role=Role.SUPERVISOR).first()
    case = ReactiveCase.objects.create(person=person, recorded_at=at, recorded_by=officer)
    for number, (kind, by, note) in enumerate(
        (
            (StepKind.PROPOSED, officer, _WHY),
            (StepKind.SUPPORTED, supervisor, "I have read the last three visits and agree."),
            (StepKind.AUTHORISED, inspector, "Every criterion holds."),
        )
    ):
        ReactiveStep.objects.create(
            person=person,
            case=case,
            round=1,
            kind=kind,
            by=by,
            note=note,
            at=at + timedelta(hours=number * 5),
        )
    case.state = ReactiveState.SUPPORTED
    case.save()
    case.state, case.starts_on = ReactiveState.REACTIVE, since
    if told:
        case.told_on, case.told_how = since + timedelta(days=4), "By letter, with the leaflet"
    case.version = 3
    case.save()


def _report(county: County, by: User, person: Person, now: datetime) -> None:
    submit_report(
        by,
        report={
            "happened_on": county.as_of - timedelta(days=1),
            "happened_at": None,
            "text": "A neighbour told the source that two girls of about ten have been at the flat on Saturdays.",
            "sanitised": "Two girls of about ten have been at the flat on Saturdays.",
            "source_grade": "2",
            "assessed_grade": "C",
            "handling": "P",
            "conditions": [],
            "source_urn": "",
            "provenance": "",
            "marking": "sensitive",
            "purpose": "protect",
            "review_on": county.as_of + timedelta(days=365),
        },
        people={person.pk: LinkRole.SUBJECT},
        now=now,
    )


def _proposed(officer: User, person: Person, at: datetime) -> ReactiveCase:
    today = at.date()
    found = record.criteria(person, policy_of(person.force_id, today), today)
    said = {
        each.criterion.value: (True, _CHILDREN if each.criterion is Criterion.CHILDREN else _EVIDENCE)
        for each in found
        if each.holds is None
    }
    lacking = rules.unmet(found, {name: holds for name, (holds, _) in said.items()})
    override = "What is missing is a formality: he has been seen every year since 2016." if lacking else ""
    return actions.propose_reactive(officer, person=person, why=_WHY, said=said, override=override, now=at)
