"""Years of statuses, absences, breaches, orders and notices as rows: what returns are counted from."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pgtrigger

from accounts.models import User
from mappa.models import FurtherOffence, SeriousCaseReview
from notifications.breaches.choices import BreachOf, Found, Outcome, Provision, Stage, Verdict
from notifications.models import Application, Breach, BreachDecision
from offenders.choices import AbsenceKind, ArchiveReason, OrderKind
from offenders.models import (
    Absence,
    Archiving,
    CourtOrder,
    Gone,
    Licence,
    MappaStatus,
    Particulars,
    Person,
)
from offenders.record.terms import LicenceKind, RecallKind
from tests import world

AREAS = ("Cumberfell", "Lanchester")
UNTIL = world.TODAY
_BEGAN = date(2023, 6, 1)


def county(seed: int, people: list[Person]) -> None:
    """Three years of these people as chance has it."""
    chance, charges, by = random.Random(seed), random.Random(seed), world.supervisor()
    for person in people:
        _levels(chance, person)
        _away(chance, person)
        for _ in range(chance.randrange(3)):
            _breach(chance, person, by)
        if chance.random() < 0.3:
            _review(chance, person)
        for _ in range(chance.randrange(3)):
            made = _day(chance)
            CourtOrder.objects.create(
                person=person,
                kind=chance.choice(
                    [OrderKind.SHPO, OrderKind.SRO, OrderKind.NOTIFICATION, OrderKind.RESTRAINING]
                ),
                made_on=made,
                discharged_on=made + timedelta(days=200) if chance.random() < 0.2 else None,
                recorded_at=world.at(made),
                voided_at=world.at(made) if chance.random() < 0.1 else None,
            )
        _recall(chance, person)
        for _ in range(charges.randrange(3)):
            _charge(charges, person, by)
        if chance.random() < 0.1:
            day = _day(chance)
            Gone.objects.create(
                person=person,
                kind="deceased" if chance.random() < 0.5 else "deported",
                starts_on=day,
                recorded_at=world.at(day),
            )
        if chance.random() < 0.15:
            closed = _day(chance)
            Archiving.objects.create(
                person=person,
                reason=chance.choice([ArchiveReason.NO_LONGER_MANAGED, ArchiveReason.ERRONEOUS]),
                note="So",
                archived_by=by,
                archived_at=world.at(closed, 23, 30),
            )
        if chance.random() < 0.7:
            Particulars.objects.create(
                person=person,
                ethnicity_code=chance.choice(["W1", "W1", "A2", "B1"]),
                recorded_at=world.at(_BEGAN),
            )


def _day(chance: random.Random) -> date:
    return _BEGAN + timedelta(days=chance.randrange((UNTIL - _BEGAN).days))


def _levels(chance: random.Random, person: Person) -> None:
    since, level, area, category = (
        _day(chance),
        chance.choice("1123"),
        chance.choice(AREAS),
        chance.choice("1112"),
    )
    while since < UNTIL:
        until = since + timedelta(days=chance.choice([20, 90, 200, 365, 2000]))
        MappaStatus.objects.create(
            person=person,
            category=category,
            level=level,
            lead_agency="police",
            area=area,
            starts_on=since,
            ends_on=until if until < UNTIL else None,
            recorded_at=world.at(since),
        )
        if chance.random() < 0.15:
            return
        since, level = until, chance.choice("1123")
        if chance.random() < 0.2:
            area = chance.choice(AREAS)
        if chance.random() < 0.1:
            category, level = "3", chance.choice("23")


def _charge(chance: random.Random, person: Person, by: User) -> None:
    """Charged, and reviewed or not; at the level of the day, as the database has it."""
    on = _day(chance)
    status = MappaStatus.objects.on(on).filter(person=person).first()
    charge = FurtherOffence.objects.create(
        person=person,
        charged=chance.choice(["rape", "murder", "other"]),
        offence="As charged",
        charged_on=on,
        committed_on=on - timedelta(days=3),
        account="Told by custody.",
        category=status.category if status else "",
        level=status.level if status else "",
        area=status.area if status else "",
        recorded_at=world.at(on),
        recorded_by=by,
    )
    if chance.random() < 0.2:
        charge.voided_at, charge.taken_back = world.at(on), "Another person"
        charge.save()
    elif chance.random() < 0.7:
        mandatory = charge.charged != "other" and charge.level in ("2", "3")
        started = on + timedelta(days=chance.choice([5, 200]))
        done = chance.random() < 0.5
        SeriousCaseReview.objects.create(
            person=person,
            charge=charge,
            basis="mandatory" if mandatory else "discretionary",
            commissioned=True,
            why="So",
            body="The chair",
            decided_on=on,
            recorded_at=world.at(on),
            recorded_by=by,
            started_on=started,
            author="An author",
            due_on=started + timedelta(days=90),
            started_by=by,
            completed_on=started + timedelta(days=100) if done else None,
            findings="Found" if done else "",
            completed_by=by if done else None,
        )


def _away(chance: random.Random, person: Person) -> None:
    day = _day(chance)
    for _ in range(chance.randrange(3)):
        until = day + timedelta(days=chance.choice([0, 1, 30, 300]))
        Absence.objects.create(
            person=person,
            kind=chance.choice([AbsenceKind.SENTENCE, AbsenceKind.HOSPITAL_PART_3, AbsenceKind.ABROAD]),
            starts_on=day,
            ended_on=until if until < UNTIL else None,
            recorded_at=world.at(day),
        )
        if until >= UNTIL:
            return
        day = until + timedelta(days=1)


def _breach(chance: random.Random, person: Person, by: User) -> None:
    on = _day(chance)
    found = Breach.objects.create(
        person=person,
        of=BreachOf.REQUIREMENT,
        provision=Provision.PERIODIC,
        happened_on=on - timedelta(days=30),
        found=Found.OVERDUE,
        account="Late.",
        stage=Stage.ESTABLISHED,
        established_at=world.at(on - timedelta(days=20)),
        recorded_at=world.at(on - timedelta(days=29)),
        recorded_by=by,
    )
    decided = BreachDecision.objects.create(
        person=person,
        breach=found,
        kind="charge",
        rationale="So",
        proposed_at=world.at(on),
        proposed_by=world.officer(),
        verdict=Verdict.AUTHORISED,
        verdict_at=world.at(on),
        verdict_by=by,
    )
    with pgtrigger.ignore("notifications.Breach:goes_forward", "notifications.Breach:disposed_as_authorised"):
        found.stage, found.disposal, found.outcome_on = Stage.CLOSED, decided, on
        found.outcome = chance.choice([Outcome.CONVICTED, Outcome.CAUTIONED, Outcome.ACQUITTED])
        found.save()


def _review(chance: random.Random, person: Person) -> None:
    day = _day(chance)
    granted = chance.random() < 0.5
    appeal = (
        {}
        if granted or chance.random() < 0.4
        else {
            "appealed_on": day + timedelta(days=80),
            "appeal_outcome": "allowed" if chance.random() < 0.6 else "dismissed",
            "appeal_decided_on": day + timedelta(days=120),
        }
    )
    Application.objects.create(
        person=person,
        received_on=day,
        received_how="post",
        determined_on=day + timedelta(days=50),
        outcome="granted" if granted else "refused",
        decided_by="Supt",
        reasons="So",
        notice_received_on=day + timedelta(days=55),
        recorded_at=world.at(day),
        **appeal,
    )


def _recall(chance: random.Random, person: Person) -> None:
    if chance.random() < 0.5:
        return
    day = _day(chance)
    Licence.objects.create(
        person=person,
        kind=LicenceKind.values[0],
        starts_on=day - timedelta(days=100),
        recall=RecallKind.values[0],
        revoked_on=day,
        returned_on=day + timedelta(days=2),
        recorded_at=world.at(day),
    )
