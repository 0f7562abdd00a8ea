"""One person's life as facts: each method is something that happens, and leaves its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from offenders.choices import AbsenceKind, DisposalKind, NameKind, OccupancyKind, OrderKind, TriggerKind
from ops.demo import names, places
from ops.demo.county import uuid_from
from ops.demo.days import LONDON
from ops.demo.rows import (
    Absence,
    Address,
    Assignment,
    CourtOrder,
    Disposal,
    Id,
    Name,
    Occupancy,
    Person,
    Row,
    Trigger,
)

# So many of one's own at most, then one returns to the first: every home in the county can be numbered by person.
HOMES_EACH = 8
_UNSHOWN = timedelta(days=30)
_NEW = timedelta(days=28)  # taken on since, by whoever opened the record, and allocated by nobody yet


@dataclass(slots=True)
class Home:
    """Where somebody lives, until they leave."""

    id: Id
    address: Id
    kind: str
    since: date


@dataclass
class Life:
    """A person's facts so far. Nothing is ever written of a day after `as_of`."""

    rng: Random
    as_of: date
    id: Id
    area: int
    new_home: Callable[[int], Address]  # the person's own first, second ... home in the county
    managers: list[tuple[date, Id]]  # whoever managed them, from which day; the last does now
    rows: list[Row] = field(default_factory=list)
    home: Home | None = None
    homes: int = 0
    inside_until: date | None = None

    def new_id(self) -> Id:
        return uuid_from(self.rng.getrandbits(128))

    def chance(self, of: float) -> bool:
        return self.rng.random() < of

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self.rng.random() * (high - low + 1))

    def instant(self, day: date, opens: int = 9, closes: int = 17) -> datetime:
        """Some moment of office hours."""
        minutes = self.between(0, (closes - opens) * 60 - 1)
        return datetime.combine(day, time(opens + minutes // 60, minutes % 60), LONDON)

    def recorded(self, day: date) -> tuple[datetime, Id]:
        """When, and by whom, what happened on a day was written down."""
        by = self.managers[0][1]
        for since, manager in self.managers:
            if since <= day:
                by = manager
        # Whatever happened before anybody managed them came with the case.
        return self.instant(min(max(day, self.managers[0][0]), self.as_of), 6, 9), by

    # Who they are ---------------------------------------------------------------------------------
    def register(
        self,
        *,
        reference: str,
        force_id: int,
        unit_id: int,
        kind: str,
        born: date,
        sex: str,
        level: str,
        on: date,
    ) -> None:
        """The record is opened, under the name of that time."""
        at, by = self.recorded(on)
        self.rows.append(Person(self.id, reference, force_id, unit_id, kind, born, sex, level, at, by))
        self.sex, self.origin, self.opened = sex, names.origin(self.rng), on
        self.given = names.given_names(self.rng, self.origin, sex)
        self.family = names.surname(self.rng, self.origin)
        self.named_since: date | None = None
        if self.chance(0.12):
            self._name(NameKind.ALIAS, self.given.split()[0], names.surname(self.rng, self.origin))
        if self.chance(0.06):
            self._name(NameKind.NICKNAME, "", self.rng.choice(names.NICKNAMES))
        if self.chance(0.05):
            self._name(NameKind.ONLINE, "", names.online_name(self.rng))

    def rename(self, on: date) -> Id:
        """Begin to use another name in law, by deed or marriage; gives the new name's id."""
        self._legal_name(until=on)
        if self.chance(0.3):
            self.given = names.given_names(self.rng, self.origin, self.sex)
        self.family = names.surname(self.rng, self.origin)
        self.named_since = on
        self.named_id = self.new_id()
        return self.named_id

    def _name(self, kind: NameKind, given: str, family: str) -> None:
        at, by = self.recorded(self.opened)
        self.rows.append(Name(self.new_id(), self.id, kind.value, given, family, None, None, at, by))

    def _legal_name(self, until: date | None = None) -> None:
        since = self.named_since
        identity = self.named_id if since else self.new_id()
        at, by = self.recorded(since or self.opened)
        self.rows.append(
            Name(identity, self.id, NameKind.LEGAL.value, self.given, self.family, since, until, at, by)
        )

    # Where they are -------------------------------------------------------------------------------
    def move(self, on: date, shared: Id | None = None, kind: OccupancyKind = OccupancyKind.RESIDENCE) -> Id:
        """Begin to live somewhere: in a home of their own, or at a place that others come to. Gives the home's id."""
        self.leave_home(on)
        if shared is None:
            address = self.new_home(self.homes % HOMES_EACH)
            if self.homes < HOMES_EACH:
                self.rows.append(address)
            self.homes += 1
            shared = address.id
        self.home = Home(self.new_id(), shared, kind.value, on)
        return self.home.id

    def leave_home(self, on: date | None) -> None:
        """Write down the home that ends, or (no day) the one that goes on."""
        if self.home is None:
            return
        at, by = self.recorded(self.home.since)
        children = self.rng.choices(("no", "unknown", "yes"), cum_weights=(80, 95, 100))[0]
        self.rows.append(
            Occupancy(
                self.home.id,
                self.id,
                self.home.address,
                self.home.kind,
                self.home.since,
                on,
                children,
                at,
                by,
            )
        )
        self.home = None

    def away(self, kind: AbsenceKind, since: date, until: date | None, place: str) -> Id:
        """Time in custody, in hospital or abroad; an end after today is not known yet."""
        if until is not None and until > self.as_of:
            until = None
        at, by = self.recorded(since)
        identity = self.new_id()
        self.rows.append(Absence(identity, self.id, kind.value, since, until, place, at, by))
        return identity

    # What courts did ------------------------------------------------------------------------------
    def trigger(
        self,
        how: TriggerKind,
        on: date,
        offence: str,
        *,
        court: str = "",
        condition_met_on: date | None = None,
        schedule_3: bool = True,
        notice_given_on: date | None = None,
        carried_over: bool = False,
        ended_on: date | None = None,
        order: Id | None = None,
    ) -> Id:
        """A conviction, caution, finding, notice or breach; gives its id."""
        at, by = self.recorded(notice_given_on or on)
        identity = self.new_id()
        offended = on - timedelta(days=self.between(60, 900))
        self.rows.append(
            Trigger(
                identity,
                self.id,
                how.value,
                on,
                offence,
                offended,
                court,
                condition_met_on,
                schedule_3,
                notice_given_on,
                carried_over,
                ended_on,
                order,
                at,
                by,
            )
        )
        return identity

    def dispose(
        self,
        trigger: Id,
        did: DisposalKind,
        on: date,
        term: int = 0,
        extension: int = 0,
        *,
        consecutive_to: Id | None = None,
        concurrent_with: Id | None = None,
        overlap: int | None = None,
    ) -> None:
        """What the court did for a trigger; lengths in months."""
        years, months, weeks = term // 12, term % 12, 0
        if did == DisposalKind.IMPRISONMENT and term <= 5 and self.chance(0.4):
            months, weeks = 0, term * 4
        at, by = self.recorded(on)
        self.rows.append(
            Disposal(
                self.new_id(),
                self.id,
                trigger,
                did.value,
                on,
                years,
                months,
                weeks,
                extension // 12,
                extension % 12,
                consecutive_to,
                concurrent_with,
                overlap,
                at,
                by,
            )
        )

    def order(
        self,
        kind: OrderKind,
        made: date,
        last_day: date | None,
        *,
        court: str = places.CROWN_COURT,
        served: date | None = None,
        discharged: date | None = None,
    ) -> Id:
        at, by = self.recorded(made)
        identity = self.new_id()
        # Of one in four of the last weeks nothing shows yet that it was served.
        unshown = identity[-1] in "cdef" and made > self.as_of - _UNSHOWN
        served = served or (None if unshown else made)
        self.rows.append(
            CourtOrder(identity, self.id, kind.value, made, served, last_day, discharged, court, at, by)
        )
        return identity

    # The end of the story -------------------------------------------------------------------------
    def close(self, *, allocated: bool, by: Id) -> list[Row]:
        """All rows of the life as it stands on the as-of day; `by` allocated them, but those who were taken on lately:
        whoever opened such a record looks after them until somebody has."""
        self._legal_name()
        self.leave_home(None)
        ends = [since for since, _ in self.managers[1:]]
        for (since, manager), until in zip(self.managers, [*ends, None], strict=True):
            if until is None and not allocated:
                continue
            opened_it = len(self.managers) == 1 and since > self.as_of - _NEW
            at = self.instant(since, 6, 9)
            self.rows.append(Assignment(self.id, manager, since, until, manager if opened_it else by, at))
        return self.rows
