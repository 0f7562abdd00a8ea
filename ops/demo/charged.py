"""Serious further offences: one that the board reviews and the police too, one that waits for both."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from accounts.models import User
from diary.clock import LONDON
from mappa import actions
from mappa.further.choices import Charged
from mappa.models import FurtherOffence
from offenders.models import Absence, MappaStatus, Person
from ops.demo.county import County


def charge(county: County) -> None:
    """Two people at large and with a manager, at whatever level they are; nothing in a county without two."""
    coordinator = User.objects.get(username="coordinator")
    inspector = User.objects.get(username="inspector")
    day = county.as_of - timedelta(days=40)
    held = MappaStatus.objects.on(county.as_of).filter(starts_on__lte=day, level="1")
    managed = Person.objects.filter(assignments__isnull=False, assignments__ends_on__isnull=True)
    away = Absence.objects.filter(ended_on__isnull=True).values("person")
    quiet = managed.filter(pk__in=held.values("person"), gone__isnull=True).exclude(pk__in=away)
    people = list(quiet.distinct().order_by("-reference")[:2])
    if len(people) < 2:
        return
    first, second = people
    then = datetime.combine(day, time(10), LONDON)
    made = _charged(first, Charged.RAPE, "Rape (Sexual Offences Act 2003, s.1)", then)
    review = actions.decide_case_review(
        coordinator,
        charge=made,
        commissioned=True,
        why="He was moved from level 2 to level 1 four months before.",
        body="The chair of the strategic management board",
        decided_on=day + timedelta(days=4),
        now=then + timedelta(days=4),
    )
    actions.start_case_review(
        coordinator,
        review=review,
        version=review.version,
        started_on=day + timedelta(days=11),
        author="A probation officer of another area",
        now=then + timedelta(days=11),
    )
    actions.open_internal_review(
        inspector,
        charge=made,
        why="Was the plan kept to after the level was lowered?",
        now=datetime.combine(county.as_of, time(7), LONDON),
    )
    _charged(
        second,
        Charged.OTHER,
        "Causing grievous bodily harm with intent",
        datetime.combine(county.as_of - timedelta(days=1), time(16), LONDON),
    )


def _charged(person: Person, charged: Charged, offence: str, now: datetime) -> FurtherOffence:
    manager = User.objects.get(assignments__person=person, assignments__ends_on__isnull=True)
    return actions.record_charge(
        manager,
        person=person,
        charged=charged,
        offence=offence,
        charged_on=now.date(),
        committed_on=now.date() - timedelta(days=9),
        account="Custody told the unit on the day of the charge.",
        now=now,
    )
