"""Life in the community while on the register: what happens, and what the police are told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from notifications.choices import ChangeKind, Section
from offenders.choices import AbsenceKind, OccupancyKind
from ops.demo import names, places
from ops.demo.attending import Register
from ops.demo.lives import Life
from ops.demo.rows import Change, Foretold, Id, Journey

# Each kind of event, and how many there are in a year.
_EVENTS = ["move", "abroad", "report", "inside", "rough", "rename"]
_A_YEAR = [0.22, 0.10, 0.12, 0.035, 0.018, 0.02]
_GAP_DAYS = 365.25 / sum(_A_YEAR)
# What is reported since the Regulations of 2012; before that it was nobody's business.
_REPORTED_SINCE = date(2012, 8, 13)
_REPORTED = [
    ChangeKind.ACCOUNT_OPENED,
    ChangeKind.CARD_OBTAINED,
    ChangeKind.ACCOUNT_CLOSED,
    ChangeKind.IDENTITY_DOCUMENT_OBTAINED,
    ChangeKind.STAY,
    ChangeKind.CHILD_HOUSEHOLD_RESIDENCE,
]


@dataclass(frozen=True, slots=True)
class Shared:
    """Places in the county that several people come to."""

    hostels: list[Id]
    found_at: list[Id]


class Community(Register):
    """A registered person at liberty. Each event gives the day from which there can be another."""

    def __init__(self, life: Life, *, until: date | None, shared: Shared) -> None:
        super().__init__(life, until=until)
        self.shared = shared

    def live(self, since: date, to: date, *, settled: bool = False) -> None:
        """Events and attendances from one day up to another; `settled`: everything begun by then is over."""
        day = since
        while True:
            day += timedelta(days=15 + int(self.life.rng.expovariate(1 / _GAP_DAYS)))
            event = self.life.rng.choices(_EVENTS, weights=_A_YEAR)[0]
            if day >= to or (self.until is not None and day >= self.until):
                break
            if day <= self.free_from:
                continue
            self.keep_up(day)
            day = getattr(self, f"_{event}")(day, to, settled)
        self.keep_up(to)

    def _move(self, day: date, to: date, settled: bool) -> date:
        home = self.life.move(day)
        self.tell(day, f"home:{home}")
        return day + timedelta(days=12)

    def _rename(self, day: date, to: date, settled: bool) -> date:
        if self.life.sex == names.FEMALE or self.life.chance(0.6):
            self.tell(day, f"name:{self.life.rename(day)}")
        return day + timedelta(days=12)

    def _report(self, day: date, to: date, settled: bool) -> date:
        if day < _REPORTED_SINCE:
            return day
        kind = self.life.rng.choice(_REPORTED)
        if kind is ChangeKind.STAY:
            # The seventh day away makes it notifiable; the people they stayed with have an address of their own.
            left = day - timedelta(days=6)
            last = min(day + timedelta(days=self.life.between(0, 4)), self.life.as_of)
            where = self.life.rng.choice(self.shared.hostels)
            change = self._change(kind, left, last, where)
        else:
            change = self._change(kind, day)
        self.tell(day, change)
        return day + timedelta(days=14)

    def _change(self, kind: ChangeKind, day: date, last: date | None = None, where: Id | None = None) -> Id:
        at, by = self.life.recorded(last or day)
        identity = self.life.new_id()
        on, first = (None, day) if last else (day, None)
        self.life.rows.append(Change(identity, self.life.id, kind.value, on, first, last, where, at, by))
        return identity

    def _abroad(self, day: date, to: date, settled: bool) -> date:
        back = day + timedelta(days=self.life.between(5, 16))
        # They could not have told of it before they were on the register.
        if (settled and back >= to) or self.last is None or self.last >= day - timedelta(days=30):
            return day
        self.go_abroad(day, back)
        return back + timedelta(days=3)

    def go_abroad(self, day: date, back: date) -> None:
        """A journey notified in time (s.86), and the return, within its three days unless it was as foretold."""
        life = self.life
        country = life.rng.choice([*places.ABROAD])
        told = day - timedelta(days=life.between(9, 20))
        returned = back if back <= life.as_of else None
        point = life.rng.choice(places.PORTS)
        planned = life.chance(0.5)
        changed = day - timedelta(days=4) if life.chance(0.1) else None
        at, by = life.recorded(told)
        journey = life.new_id()
        life.rows.append(
            Journey(
                journey,
                life.id,
                day,
                told - timedelta(days=life.between(0, 6)),
                [places.ABROAD[country]],
                life.instant(changed) if changed else None,
                returned if planned else None,
                point if planned and returned else "",
                returned,
                point if returned else "",
                at,
                by,
            )
        )
        self.notify(Section.TRAVEL, told, journey)
        if changed:
            self.notify(Section.TRAVEL, changed + timedelta(days=1), journey)
        life.away(AbsenceKind.ABROAD, day, back, country)
        self.free_from = back
        again = back + timedelta(days=life.between(0, 1))
        if not planned and again < life.as_of:
            self.notify(Section.RETURN, again, journey)

    def foretell(self, day: date, *, happens: bool) -> None:
        """Tell of a move before it happens (s.84(2)); then move that day, or tell that it came to nothing."""
        life = self.life
        due = day + timedelta(days=10)
        notice = self.notify(Section.CHANGE, day, specified=due, foretells="Moving to another address")
        self.last = day
        at, by = life.recorded(due)
        fact = ""
        if happens:
            fact = f"home:{life.move(due)}"
        else:
            self.notify(Section.NON_OCCURRENCE, due + timedelta(days=life.between(0, 4)), notice)
        life.rows.append(Foretold(life.new_id(), life.id, notice, fact, at, by))

    def _inside(self, day: date, to: date, settled: bool) -> date:
        out = day + timedelta(days=self.life.between(14, 240))
        if settled and out >= to:
            return day
        released = self.detain(day, out)
        if out > self.life.as_of:
            self.inside = True
            return to
        self.free_from = out
        self.tell(out, f"released:{released}")
        return out + timedelta(days=12)

    def detain(self, day: date, out: date) -> Id:
        """A recall to prison or a new matter."""
        kind = AbsenceKind.SENTENCE if self.life.chance(0.6) else AbsenceKind.CUSTODY
        return self.life.away(kind, day, out, self.life.rng.choice(places.PRISONS))

    def _rough(self, day: date, to: date, settled: bool) -> date:
        end = day + timedelta(days=self.life.between(20, 150))
        if settled and end >= to:
            return day
        self.go_rough(day)
        self.keep_up(min(end, to))
        if end >= to:
            return end
        self.weekly = False
        self.tell(end, f"home:{self.life.move(end)}")
        return end + timedelta(days=12)

    def go_rough(self, day: date) -> None:
        """Lose one's home: found from now on at a place, and attending each week once the police know."""
        spot = self.life.rng.choice(self.shared.found_at)
        home = self.life.move(day, spot, OccupancyKind.NO_FIXED_ABODE)
        self.weekly = self.tell(day, f"home:{home}")
