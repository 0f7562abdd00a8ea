"""A county as rows of every table that the board counts, as chance made them: many, dated, and not all likely."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pgtrigger
from django.db import connection
from django.db.models import Model

from accounts.models import User
from diary.models import Ending, Entry
from intelligence.models import Link
from mappa.models import FrozenRecord, FurtherOffence, InternalReview
from notifications.models import Application, Breach, BreachDecision, Journey
from offenders.choices import ManagementLevel
from offenders.models import (
    Absence,
    Archiving,
    Assignment,
    CourtOrder,
    Device,
    EmergencyOpening,
    Licence,
    LicenceCondition,
    MappaStatus,
    Monitoring,
    OrderCondition,
    Person,
    Sought,
)
from practice.models import CountryChange, ListedCountry
from riskplans.models import (
    Assessment,
    AttemptsDecision,
    LevelDecision,
    MonitoringAlert,
    Plan,
    PolygraphDisclosure,
    PolygraphTest,
    ReactiveCase,
    Tool,
    Visit,
)
from tests import world

FIRST = date(2023, 3, 1)
PEOPLE = 60
_KINDS = (
    "visit",
    "assessment",
    "plan",
    "plan_review",
    "desk_review",
    "mappa_review",
    "mappa_action",
    "periodic",
)


def without_checks() -> None:
    """Rows need not be such as a verb would write: what is counted is only counted. Until the test is rolled back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, quote_ident(conname) FROM pg_constraint WHERE contype IN ('c', 'x')"
            " AND connamespace = 'public'::regnamespace AND conrelid <> 0"
        )
        for table, name in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        cursor.execute(
            "SELECT indexrelid::regclass::text FROM pg_index WHERE indisunique AND indpred IS NOT NULL"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP INDEX {name}")


class County:
    """So many people of two units, with everything about them; `until` is the day it is counted on."""

    def __init__(self, seed: int, until: date) -> None:
        self.chance = random.Random(seed)
        self.until = until
        self.units = [world.unit("West unit"), world.unit("East unit")]
        self.officers = [world.officer(of=unit) for unit in self.units for _ in range(2)]
        self.by = world.supervisor(of=self.units[0])

    def write(self) -> list[Person]:
        people = [self._person(number) for number in range(PEOPLE)]
        rows = [row for person in people for row in self._about(person)]
        with pgtrigger.ignore():
            self._save(people)
            self._save(rows)
            self._save(self._high_risk())
        return people

    def _high_risk(self) -> Iterable[Model]:
        """Of three countries somebody travels to one that was on the list, one that came later, one that is another
        force's."""
        here, far = world.force(), world.unit("Far unit", "FA").force
        for force, country, starts, ends in (
            (here, "TH", date(2023, 6, 1), date(2025, 1, 1)),
            (here, "KH", date(2025, 6, 1), None),
            (far, "BR", date(2023, 6, 1), None),
        ):
            change = CountryChange(
                force=force,
                country=country,
                kind="add",
                effective_from=starts,
                reason="So",
                proposed_at=world.at(starts),
                proposed_by=self.by,
            )
            yield change
            yield ListedCountry(force=force, country=country, starts_on=starts, ends_on=ends, added_by=change)

    def _save(self, rows: Iterable[Model]) -> None:
        kinds: dict[type[Model], list[Model]] = {}
        for row in rows:
            kinds.setdefault(type(row), []).append(row)
        for model, some in kinds.items():
            model._default_manager.bulk_create(some)  # type: ignore[attr-defined]

    def day(self, since: date = FIRST, beyond: int = 200) -> date:
        return since + timedelta(days=self.chance.randrange(max((self.until - since).days + beyond, 1)))

    def at(self, since: date = FIRST) -> datetime:
        return world.at(self.day(since, 1), self.chance.choice((0, 9, 23)), 30)

    def maybe(self, value: Any, of: float = 0.5) -> Any:
        return value if self.chance.random() < of else None

    def _person(self, number: int) -> Person:
        return Person(
            reference=f"CU-{number:06}",
            force=world.force(),
            unit=self.chance.choice(self.units),
            kind="rso",
            date_of_birth=date(1970, 1, 1),
            management_level=self.chance.choice(ManagementLevel.values),
            recorded_at=self.at() if number % 3 else world.at(FIRST),
        )

    def _fact(self, person: Person) -> dict[str, Any]:
        voided = self.maybe(world.at(self.until), 0.1)
        return {"person": person, "recorded_at": self.at(), "recorded_by": self.by, "voided_at": voided}

    def _spell(self, first: str = "starts_on", last: str = "ends_on") -> dict[str, Any]:
        start = self.day()
        return {first: start, last: self.maybe(self.day(start), 0.6)}

    def _about(self, person: Person) -> Iterable[Model]:
        pick, maybe, fact = self.chance.choice, self.maybe, self._fact
        if pick((0, 1, 1, 1)):
            start = self.day()
            handed = self.day(start)
            yield Assignment(
                person=person,
                manager=pick(self.officers),
                starts_on=start,
                ends_on=handed,
                recorded_at=self.at(),
            )
            if maybe(1):
                yield Assignment(
                    person=person, manager=pick(self.officers), starts_on=handed, recorded_at=self.at()
                )
        if maybe(1, 0.2):
            gone = self.at()
            back = maybe(gone + timedelta(days=200))
            by = self.by if back else None
            yield Archiving(
                person=person,
                reason="moved",
                archived_by=self.by,
                archived_at=gone,
                reopened_at=back,
                reopened_by=by,
            )
        for number in range(pick((2, 4, 6))):
            yield from self._duty(person, number)
        for _ in range(pick((0, 1, 3))):
            yield from self._visit(person)
        spell = self._spell("starts_on", "ended_on")
        yield Absence(
            kind=pick(("custody", "sentence", "hospital_part_3", "hospital_other", "abroad")),
            **spell,
            **fact(person),
        )
        yield MappaStatus(category=pick("1234"), level="1", **self._spell(), **fact(person))
        yield Sought(kind=pick(("missing", "wanted")), **self._spell(), **fact(person))
        yield Licence(starts_on=self.day(beyond=120), kind="standard", **fact(person))
        charge = FurtherOffence(
            charged=pick(("rape", "other")),
            offence="Rape",
            charged_on=self.day(beyond=1),
            committed_on=FIRST,
            account="Told by custody.",
            **fact(person),
        )
        yield charge
        if maybe(1):
            kept = FrozenRecord(person=person, content="{}", frozen_at=self.at(), frozen_by=self.by)
            yield kept
            yield InternalReview(
                person=person,
                charge=charge,
                frozen=kept,
                why="So",
                opened_at=self.at(),
                opened_by=self.by,
                closed_at=maybe(self.at()),
            )
        yield ReactiveCase(state=pick(("reactive", "ended")), **self._spell(), **fact(person))
        for number in (1, 2):
            yield Plan(
                number=number,
                state=pick(("submitted", "signed", "returned", "approved", "superseded"))
                if number == 1
                else "superseded",
                submitted_at=maybe(self.at(), 0.9),
                approved_at=maybe(self.at()),
                superseded_at=maybe(self.at()),
                **fact(person),
            )
        yield Assessment(
            tool=Tool.objects.order_by("pk")[0],
            state=pick(("submitted", "approved", "superseded", "returned")),
            submitted_at=maybe(self.at(), 0.9),
            decided_at=maybe(self.at(), 0.8),
            **fact(person),
        )
        if maybe(1, 0.7):
            needs = pick(("", "supervisor"))
            yield LevelDecision(
                level="low",
                before=pick(ManagementLevel.values),
                needs=needs,
                answer=pick(("", "approved", "refused")) if needs else "",
                starts_on=self.day(beyond=0),
                **fact(person),
            )
        yield from self._law(person)
        # Half of them soon: most ends lie years ahead or behind.
        soon = self.until + timedelta(days=self.chance.randrange(-20, 220))
        ends = pick((None, self.day(), soon, soon))
        yield Ending(person=person, ends_on=ends, indefinite=ends is None, rule="82(1)-row-5")
        yield from self._tools(person)
        opened = self.at()
        finding = pick(("", "justified", "unjustified", "referred"))
        yield EmergencyOpening(
            person=person,
            reference=person.reference,
            unit=person.unit,
            user=self.officers[0],
            reason_code="other",
            reason="Somebody is in danger",
            opened_at=opened,
            expires_at=opened + timedelta(hours=1),
            review_by=self.until,
            finding=finding,
            reviewed_by=self.by if finding else None,
            reviewed_at=min(opened + timedelta(days=3), world.at(self.until)) if finding else None,
        )
        yield Link(role="subject", assessed_at=maybe(self.at()), **fact(person))

    def _duty(self, person: Person, number: int) -> Iterable[Model]:
        kind = self.chance.choice(_KINDS)
        start = self.day()
        soon = max(start, self.until + timedelta(days=self.chance.randrange(-9, 40)))
        some_day = start + timedelta(days=self.chance.randrange(1, 300))
        last = self.chance.choice((None, start + timedelta(days=7), some_day, soon, soon))
        owner = {"visit": "riskplans", "periodic": "notifications", "desk_review": "disclosures"}.get(
            kind, "other"
        )
        yield Entry(
            person=person,
            key=f"{owner}/{kind}:{self.chance.choice(('', 'x'))}{number}{':first' if number == 2 else ''}",
            kind=kind,
            title="Duty",
            arises_on=self.maybe(start, 0.9),
            work_to=last,
            last=last,
            last_at=world.at(last, 12) if last and self.maybe(1, 0.2) else None,
            met_on=self.maybe(self.day(start, 0)),
        )

    def _visit(self, person: Person) -> Iterable[Model]:
        at = self.at()
        visit = Visit(
            planned_for=at,
            place="Home",
            officer=self.officers[0],
            second=self.chance.choice(("", "PC Webb")),
            announced=bool(self.maybe(1, 0.3)),
            state=self.chance.choice(("seen", "attempted", "abandoned", "called_off")),
            late_why=self.chance.choice(("", "", "Court")),
            **self._fact(person),
        )
        if visit.state != "called_off":
            visit.arrived_at = at
        yield visit
        if visit.state == "attempted":
            yield AttemptsDecision(visit=visit, decided_at=self.maybe(self.at()), **self._fact(person))

    def _law(self, person: Person) -> Iterable[Model]:
        pick, maybe, fact = self.chance.choice, self.maybe, self._fact
        for _ in range(pick((0, 1, 2))):
            breach = Breach(
                of=pick(("requirement", "order")),
                happened_on=self.day(beyond=0),
                stage=pick(("suspected", "established", "decided", "at_court", "closed")),
                **fact(person),
            )
            yield breach
            yield BreachDecision(
                person=person,
                breach=breach,
                kind=pick(("charge", "summons", "nfa")),
                proposed_at=self.at(),
                proposed_by=self.by,
                verdict=pick(("authorised", "returned")),
                verdict_at=self.at(),
                verdict_by=self.by,
            )
        leaves = self.day()
        yield Journey(
            departs_on=leaves,
            details_known_on=leaves,
            countries=pick((["ES"], ["TH"], ["FR", "KH"], ["KH", "TH"], ["BR"])),
            return_date=maybe(leaves + timedelta(days=9), 0.8),
            returned_on=maybe(leaves + timedelta(days=pick((5, 60)))),
            **fact(person),
        )
        yield Application(
            received_on=self.day(),
            determined_on=maybe(self.day()),
            outcome=pick(("", "granted", "refused", "refused")),
            appeal_decided_on=maybe(self.day()),
            appeal_outcome=pick(("", "allowed", "dismissed")),
            withdrawn_on=maybe(self.day(), 0.2),
            **fact(person),
        )

    def _tools(self, person: Person) -> Iterable[Model]:
        pick, maybe, fact = self.chance.choice, self.maybe, self._fact
        kinds = ("shpo", "interim_shpo", "sopo", "sro", "interim_sro", "voo")
        order = CourtOrder(
            kind=pick(kinds),
            made_on=self.day(),
            last_day=maybe(self.day()),
            discharged_on=maybe(self.day(), 0.3),
            **fact(person),
        )
        licence = Licence(kind="standard", starts_on=self.day(), **fact(person))
        device = Device(**fact(person))
        install = Monitoring(
            device=device,
            installed_on=maybe(self.day(), 0.6),
            removed_on=maybe(self.day(), 0.4),
            **fact(person),
        )
        test = PolygraphTest(
            state=pick(("offered", "refused", "tested")),
            offered_on=maybe(self.day(), 0.8),
            tested_on=maybe(self.day()),
            result=pick(("sr", "nsr", "")),
            **fact(person),
        )
        yield from (order, licence, device, install, test)
        yield OrderCondition(order=order, permits_monitoring=pick((True, False)), **fact(person))
        yield LicenceCondition(licence=licence, permits_monitoring=pick((True, False)), **fact(person))
        yield MonitoringAlert(
            install=install, received_at=self.at(), taken_at=maybe(self.at()), **fact(person)
        )
        yield PolygraphDisclosure(test=test, said_at=self.at(), **fact(person))


def county(seed: int, until: date) -> tuple[User, list[UUID]]:
    """The county, and its inspector."""
    without_checks()
    made = County(seed, until)
    people = made.write()
    return world.user("detective_inspector", of=made.units[0]), [person.pk for person in people]
