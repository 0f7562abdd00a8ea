"""What is done with the orders and licences of the county's people: served, checked, varied, passports, warnings.

Pure: the same county and ordinal give the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from ops.demo import order_rows as to
from ops.demo import places
from ops.demo.county import County, uuid_from
from ops.demo.days import LONDON, months_after
from ops.demo.days_rows import Licence, LicenceCondition, OrderCondition
from ops.demo.rows import Assignment, CourtOrder
from ops.demo.rows import Person as PersonRow

_EVERY = 80  # days between rounds of checks; the force asks for one every three months
_ROUNDS = 5  # the rounds of one order that are told
_PROMPT = 6  # months before the end of an order in which its renewal is decided
_OFFICERS = ["DC 3120 Osei", "PC 2214 Hale", "DC 1877 Marsh"]
_SAW = [
    ("spoke", "Asked about it at the station. Nothing new."),
    ("device", "Telephone looked at: history complete, nothing of concern."),
    ("agency", "School and housing asked: nothing known."),
    ("systems", "Local systems and PND searched: no trace."),
]
_WORRIED = ("spoke", "Would not say who the boy on the photograph is. Asked again next week.")
_PROOF = [
    "Signed copy, file store, shelf 4",
    "Certificate of the court",
    "Statement of the officer who served it",
]
_NEED = "The conduct for which it was made continues when nobody looks, and nothing less has stopped it."


def ordered(county: County, ordinal: int, life: list[Any]) -> Iterator[Any]:
    """The rows that follow from the orders, licences and conditions of a life that has been told."""
    rng = county.rng("orders", ordinal)
    person = next(row for row in life if isinstance(row, PersonRow))
    manager = next(
        (row.manager_id for row in reversed(life) if isinstance(row, Assignment)), person.recorded_by_id
    )
    conditions: dict[str, list[OrderCondition]] = {}
    for row in life:
        if isinstance(row, OrderCondition):
            conditions.setdefault(row.order_id, []).append(row)
    orders = [row for row in life if isinstance(row, CourtOrder)]
    if not orders and rng.random() < 0.05:
        yield _Writer(rng, county.as_of, person, manager).sought()
    for order in orders:
        writer = _Writer(rng, county.as_of, person, manager)
        yield from writer.order(order, conditions.get(order.id, []))
    terms = [row for row in life if isinstance(row, LicenceCondition)]
    for licence in (row for row in life if isinstance(row, Licence)):
        yield from _Writer(rng, county.as_of, person, manager).licence(licence, terms)


class _Writer:
    """Who writes, about whom, on what day, and the random numbers for it."""

    def __init__(self, rng: Random, as_of: date, person: PersonRow, manager: str) -> None:
        self.rng, self.as_of, self.person, self.manager = rng, as_of, person, manager

    def id(self) -> str:
        return uuid_from(self.rng.getrandbits(128))

    def at(self, day: date) -> tuple[datetime, str]:
        """When it was recorded, and by whom."""
        moment = datetime.combine(day, time(10 + self.rng.randrange(6), self.rng.randrange(60)), LONDON)
        return max(moment, self.person.recorded_at), self.manager

    def order(self, order: CourtOrder, conditions: list[OrderCondition]) -> Iterator[Any]:
        if order.served_on:
            yield self._service(order, order.served_on)
        over = [day for day in (order.last_day, order.discharged_on) if day]
        if any(day < self.as_of for day in over):
            return
        yield from self._renewal(order)
        if not conditions:
            return
        known = max(
            order.served_on or order.made_on, self.person.recorded_at.date(), order.recorded_at.date()
        )
        varied = list(self._varied(order, known)) if self.rng.random() < 0.3 else []
        abroad = list(self._travel(order, known)) if self.rng.random() < 0.12 else []
        yield from [*varied, *abroad]
        added = [row for row in (*varied, *abroad) if isinstance(row, OrderCondition) and row.ends_on is None]
        yield from self._checks([*conditions, *added], known)

    def sought(self) -> Any:
        """An order that is considered, or applied for and to be heard."""
        day = max(self.as_of - timedelta(days=self.rng.randrange(6, 30)), self.person.recorded_at.date())
        applied = self.rng.random() < 0.5
        return to.OrderApplication(
            self.id(),
            self.person.id,
            "new",
            "shpo",
            None,
            "applied" if applied else "considered",
            "Messages to children under another name, and a second telephone. Nothing less has stopped it.",
            "Statements of two officers; the examination of the telephone.",
            day,
            day if applied else None,
            places.MAGISTRATES[0] if applied else "",
            self.as_of + timedelta(days=self.rng.randrange(3, 40)) if applied else None,
            None,
            "",
            *self.at(day),
        )

    def _service(self, order: CourtOrder, day: date) -> Any:
        how = self.rng.choice(("court", "court", "officer", "prison"))
        proof = self.rng.choice(_PROOF)
        return to.OrderService(
            self.id(), self.person.id, order.id, how, self.rng.choice(_OFFICERS), proof, True, *self.at(day)
        )

    def _renewal(self, order: CourtOrder) -> Iterator[Any]:
        """Of those that end within half a year, most have been decided on."""
        if order.last_day is None or order.last_day > months_after(self.as_of, _PROMPT):
            return
        if self.rng.random() < 0.3:
            return
        day = max(self.as_of - timedelta(days=self.rng.randrange(4, 20)), order.made_on)
        renewed = self.rng.random() < 0.5
        yield to.OrderApplication(
            self.id(),
            self.person.id,
            "renew",
            order.kind,
            order.id,
            "applied" if renewed else "dropped",
            _NEED if renewed else "Considered six months before its end.",
            "Two breaches in the last year; the visit of last month." if renewed else "",
            day,
            day if renewed else None,
            order.court if renewed else "",
            self.as_of + timedelta(days=self.rng.randrange(5, 40)) if renewed else None,
            None if renewed else day,
            "" if renewed else "Nothing of concern for three years: notification and visits are enough.",
            *self.at(day),
        )

    def _varied(self, order: CourtOrder, known: date) -> Iterator[Any]:
        """A condition that a court put in new words, early in the time that is told."""
        began, day = order.made_on, known + timedelta(days=1)
        if not order.made_on < day < self.as_of:
            return
        said = ("places", "prohibition", 8)
        first, second = self.id(), self.id()
        old, new = (
            "Entering any park or playground.",
            "Entering any park or playground, or remaining within 50 metres of one.",
        )
        checked = "Seen by local officers, who tell us"
        yield OrderCondition(
            first,
            self.person.id,
            order.id,
            *said,
            old,
            checked,
            "",
            began,
            day - timedelta(days=1),
            None,
            False,
            "document",
            *self.at(began),
        )
        yield OrderCondition(
            second,
            self.person.id,
            order.id,
            *said,
            new,
            checked,
            f"{order.court}, on our application",
            day,
            None,
            first,
            False,
            "document",
            *self.at(day),
        )

    def _travel(self, order: CourtOrder, known: date) -> Iterator[Any]:
        """Travel abroad is prohibited, and the passport is held."""
        yield OrderCondition(
            self.id(),
            self.person.id,
            order.id,
            "travel",
            "prohibition",
            9,
            "Travelling to any country outside the United Kingdom.",
            "Passport held; border alert",
            "",
            order.made_on,
            None,
            None,
            False,
            "document",
            *self.at(known),
        )
        since = max(order.made_on, known)
        yield to.PassportHeld(
            self.id(),
            self.person.id,
            order.id,
            "British passport, in their own name",
            since,
            self.rng.choice(_OFFICERS),
            f"Property store, shelf {self.rng.randrange(1, 40)}",
            *self.at(since),
        )

    def _checks(self, conditions: list[Any], known: date) -> Iterator[Any]:
        """The last few rounds, each condition on one day of each."""
        day = self.as_of - timedelta(days=self.rng.randrange(1, 100))
        for _ in range(_ROUNDS):
            if day <= known:
                return
            for condition in conditions:
                worried = self.rng.random() < 0.02
                how, note = _WORRIED if worried else self.rng.choice(_SAW)
                yield to.ConditionChecked(
                    self.id(),
                    self.person.id,
                    condition.id,
                    None,
                    "concern" if worried else "complied",
                    note,
                    day,
                    self.rng.choice(_OFFICERS),
                    how,
                    *self.at(day),
                )
            day -= timedelta(days=_EVERY + self.rng.randrange(10))

    def licence(self, licence: Licence, terms: list[LicenceCondition]) -> Iterator[Any]:
        if licence.licence_ends_on and licence.licence_ends_on < self.as_of:
            return
        day = self.as_of - timedelta(days=self.rng.randrange(3, 60))
        if day <= licence.starts_on:
            return
        if self.rng.random() < 0.2:
            yield to.LicenceWarning(
                self.id(),
                self.person.id,
                licence.id,
                day,
                licence.officer.partition(",")[0] or "The probation practitioner",
                "Missed an appointment without telling anybody.",
                *self.at(day),
            )
        for term in terms:
            if term.licence_id == licence.id and self.rng.random() < 0.3:
                yield to.ConditionChecked(
                    self.id(),
                    self.person.id,
                    None,
                    term.id,
                    "complied",
                    "Probation says that it is kept.",
                    day,
                    self.rng.choice(_OFFICERS),
                    "agency",
                    *self.at(day),
                )
