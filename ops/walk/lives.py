"""People who live through a walk: they attend, forget, move, travel, go to prison. Every fact is written by a verb.

All that happens stands on one agenda, by its moment in UTC. A life looks at its own open duties after each change, as
its officer would, and decides when to attend for each; nothing here knows what a sweep is.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from accounts.choices import Role, Vetting
from accounts.models import Force, RoleAssignment, Unit, User
from diary.models import Entry
from notifications import actions as notified
from notifications.duties import NAME as LAW
from notifications.models import Journey
from notifications.queries import answerable
from offenders import actions as offenders
from offenders.choices import DETENTION_KINDS
from offenders.models import Absence, Person
from ops.walk.calendar import LONDON, clock_changes, in_utc

_DISPOSALS: tuple[dict[str, Any], ...] = (
    {"kind": "fine"},
    {"kind": "community_order"},
    {"kind": "suspended_imprisonment", "term_months": 10},
    {"kind": "imprisonment", "term_months": 8},
    {"kind": "imprisonment", "term_months": 20},
    {"kind": "imprisonment", "term_years": 4},
    {"kind": "imprisonment", "term_years": 6},
)
# Minutes of the day at which people attend and facts are recorded: most in the day, some on the edge of midnight.
_HOURS = ((9, 0), (10, 30), (11, 59), (12, 1), (14, 15), (16, 45), (0, 1), (23, 59))
_WEIGHTS = (8, 8, 4, 4, 8, 6, 1, 1)


def officer() -> User:
    """Who manages everybody and records everything."""
    force = Force.objects.create(code="WK", name="Walking Constabulary")
    unit = Unit.objects.create(force=force, name="Walk", telephone="01632 960 000")
    user = User.objects.create_user(
        "walk",
        email="walk@vigil.invalid",
        given_name="Robin",
        family_name="Walker",
        rank="DC",
        collar_number="1",
        unit=unit,
        force=force,
        vetting=Vetting.NPPV3,
    )
    RoleAssignment.objects.create(user=user, role=Role.OFFENDER_MANAGER, starts_on=date(2000, 1, 1))
    return user


@dataclass(slots=True)
class _Life:
    number: int
    rng: Random
    officer: User  # who records what happens
    person: Person | None = None
    planned: set[tuple[str, object]] = field(default_factory=set)


class Lives:
    """Everybody, and what happens to them from `first` to `last`: something every `pace` days in the mean, and what
    follows from it. The same seed lives the same lives."""

    def __init__(
        self, officers: Sequence[User], people: int, first: date, last: date, *, pace: int, seed: int
    ) -> None:
        self._first, self._last, self._pace = first, last, pace
        self._agenda: list[tuple[datetime, int, _Life, Callable[[_Life, datetime], None]]] = []
        self._order = count()
        self.happened: dict[str, int] = {}
        self.refused = 0
        for number in range(people):
            rng = Random(f"{seed}/{number}")  # noqa: S311 - fiction, not secrets
            life = _Life(number, rng, officers[number % len(officers)])
            # Two in three are there when the walk begins; the others come later.
            late = 0 if number % 3 else life.rng.randrange((last - first).days or 1)
            self._on(first + timedelta(days=late), life, self._is_convicted)

    def until(self, moment: datetime) -> set[UUID]:
        """Let happen what happens before a moment; whose facts have changed."""
        touched: set[UUID] = set()
        while self._agenda and self._agenda[0][0] < moment:
            at, _, life, what = heapq.heappop(self._agenda)
            name = what.__name__.lstrip("_")
            now = at.astimezone(LONDON)
            try:
                what(life, now)
            except ValidationError:
                # What cannot be recorded was not: the verb wrote nothing.
                self.refused += 1
                continue
            self.happened[name] = self.happened.get(name, 0) + 1
            if life.person:
                touched.add(life.person.pk)
                self._plan(life, now)
        return touched

    def _on(self, day: date, life: _Life, what: Callable[[_Life, datetime], None]) -> None:
        hour, minute = life.rng.choices(_HOURS, _WEIGHTS)[0]
        self._at(in_utc(day, hour, minute), life, what)

    def _at(self, moment: datetime, life: _Life, what: Callable[[_Life, datetime], None]) -> None:
        if moment.date() <= self._last:
            heapq.heappush(self._agenda, (moment, next(self._order), life, what))

    def _plan(self, life: _Life, now: datetime) -> None:
        """Decide, once for each duty and date, when to attend: on the day, before, late or never."""
        rng = life.rng
        for entry in (
            Entry.objects.open().filter(person=life.person, key__startswith=f"{LAW}/").order_by("key")
        ):
            limit = entry.last_at or entry.last
            if entry.last is None or entry.work_to is None or (entry.key, limit) in life.planned:
                continue
            life.planned.add((entry.key, limit))
            chance = rng.random()
            if chance < 0.06:
                continue
            if entry.last_at:
                # Around the hour itself, on either side.
                moment = entry.last_at.astimezone(UTC) + timedelta(minutes=rng.randrange(-600, 300))
            elif chance < 0.25:
                moment = in_utc(rng.choice((entry.work_to, entry.last)), *rng.choice(_HOURS))
            elif chance < 0.40:
                moment = in_utc(entry.last + timedelta(days=1 + int(rng.expovariate(1 / 15))), 11)
            else:
                moment = in_utc(entry.work_to - timedelta(days=rng.randrange(40)), *rng.choice(_HOURS))
            self._at(max(moment, now.astimezone(UTC) + timedelta(minutes=20)), life, self._attends)

    # What happens. Each is called at its moment, in London's time.

    def _is_convicted(self, life: _Life, now: datetime) -> None:
        rng = life.rng
        # Some are recorded on the day, some long after, when every limit lies behind them.
        convicted = now.date() - timedelta(days=rng.choice((0, 0, 1, 2, 5, 30, 400)))
        if life.number % 20 == 0 and now.date() == self._first:
            convicted = date(2024, 2, 29)
        life.person = offenders.add_person(
            life.officer,
            new=offenders.NewPerson(
                given_names="Alex",
                family_name=f"Walker {life.number}",
                date_of_birth=date(1960 + life.number % 40, 1 + life.number % 12, 1 + life.number % 28),
                trigger={"kind": "conviction", "date": convicted, "offence": "Voyeurism (s.67)"},
                disposal={"date": convicted, **rng.choice(_DISPOSALS)},
                address=_address(rng),
                home={"starts_on": convicted - timedelta(days=900)},
            ),
            now=now,
        )
        self._turn_later(life, now)

    def _attends(self, life: _Life, now: datetime) -> None:
        assert life.person  # noqa: S101 - nobody attends before they are on record
        rng = life.rng
        if Absence.objects.standing().detentions().on(now.date()).filter(person=life.person).exists():
            return
        # Some attendances are recorded days after; what arose since is not answered by them.
        given = now - timedelta(days=rng.choice((0,) * 12 + (1, 2)))
        duties = [
            entry.key
            for entry in answerable(life.person)
            if entry.kind in ("travel", "absence") or not entry.arises_on or entry.arises_on <= given.date()
            if rng.random() < 0.97
        ]
        if duties:
            notified.record_notification(
                life.officer, person=life.person, given_at=given, answers=duties, station="Walk", now=now
            )

    def _turn(self, life: _Life, now: datetime) -> None:
        """Something happens in a life."""
        self._turn_later(life, now)
        turns = (
            (self._moves, 7),
            (self._is_detained, 5),
            (self._travels, 8),
            (self._uses_a_name, 2),
            (self._opens_an_account, 3),
            (self._stays, 2),
            (self._stays_with_a_child, 2),
            (self._gives_notice, 2),
            (self._loses_their_home, 1),
            (self._is_convicted_again, 1),
            (self._is_put_right, 3),
            (self._gets_an_order, 1),
        )
        what = life.rng.choices([what for what, _ in turns], [weight for _, weight in turns])[0]
        name = what.__name__.lstrip("_")
        what(life, now)
        self.happened[name] = self.happened.get(name, 0) + 1

    def _turn_later(self, life: _Life, now: datetime) -> None:
        days = 1 + int(life.rng.expovariate(1 / self._pace))
        day = now.date() + timedelta(days=days)
        # Every clock change and leap day should see something happen.
        for near in (day + timedelta(days=off) for off in range(-4, 5)):
            if near > now.date() and (clock_changes(near) or (near.month, near.day) == (2, 29)):
                day = near
        self._on(day, life, self._turn)

    def _moves(self, life: _Life, now: datetime, kind: str = "residence") -> None:
        assert life.person  # noqa: S101
        offenders.record_move(
            life.officer,
            person=life.person,
            address=_address(life.rng),
            kind=kind,
            starts_on=now.date() - timedelta(days=life.rng.choice((0, 0, 0, 1, 4, 20))),
            child_in_household="no",
            now=now,
        )

    def _loses_their_home(self, life: _Life, now: datetime) -> None:
        """Notifies weekly, until there is a home again."""
        self._moves(life, now, "no_fixed_abode")
        self._on(now.date() + timedelta(days=life.rng.randrange(20, 60)), life, self._moves)

    def _is_detained(self, life: _Life, now: datetime) -> None:
        assert life.person  # noqa: S101
        starts = now.date() - timedelta(days=life.rng.choice((0, 0, 1, 3, 15)))
        kind = life.rng.choice((*DETENTION_KINDS, "abroad", "hospital_other"))
        absence = offenders.record_custody(
            life.officer, person=life.person, kind=kind, starts_on=starts, place="", now=now
        )
        out = max(starts + timedelta(days=life.rng.choice((0, 1, 3, 40, 200, 500))), now.date())

        def is_released(life: _Life, then: datetime) -> None:
            offenders.record_release(life.officer, absence=absence, released_on=out, now=then)

        self._on(out + timedelta(days=life.rng.choice((0, 0, 1, 6))), life, is_released)

    def _travels(self, life: _Life, now: datetime) -> None:
        """Some journeys are known long before, some only within the last days, whose limit is in hours."""
        assert life.person  # noqa: S101
        rng = life.rng
        leaves = now.date() + timedelta(days=rng.choice((1, 2, 4, 7, 8, 9, 30, 60)))
        for near in (leaves + timedelta(days=off) for off in range(7)):
            if clock_changes(near):
                leaves = near + timedelta(days=rng.randrange(2))
        hour = rng.choice((None, (0, 30), (1, 30), (7, 15), (12, 0), (23, 45)))
        returns = leaves + timedelta(days=rng.randrange(3, 30))
        journey = notified.record_journey(
            life.officer,
            person=life.person,
            journey={
                "departs_on": leaves,
                "departs_at": in_utc(leaves, *hour) if hour else None,
                "details_known_on": now.date() - timedelta(days=rng.choice((0, 0, 3, 20))),
                "countries": [rng.choice(("FR", "IE", "ES"))],
                "reasonable_excuse": rng.random() < 0.2,
                "return_date": returns,
                "return_point": "Dover",
            },
            now=now,
        )
        back = returns + timedelta(days=rng.choice((0, 0, 1, 10)))

        def comes_back(life: _Life, then: datetime) -> None:
            there = Journey.objects.get(pk=journey.pk)
            notified.record_return(
                life.officer, journey=there, returned_on=back, point=rng.choice(("Dover", "Hull")), now=then
            )

        self._on(back + timedelta(days=rng.choice((0, 0, 2))), life, comes_back)

    def _uses_a_name(self, life: _Life, now: datetime) -> None:
        assert life.person  # noqa: S101
        offenders.record_name(
            life.officer,
            person=life.person,
            name={
                "kind": "alias",
                "given_names": "Al",
                "family_name": f"Rambler {life.rng.randrange(9999)}",
                "used_from": now.date() - timedelta(days=life.rng.choice((0, 1, 5))),
            },
            now=now,
        )

    def _opens_an_account(self, life: _Life, now: datetime) -> None:
        on = now.date() - timedelta(days=life.rng.choice((0, 1, 2, 9)))
        self._changes(life, now, {"kind": "account_opened", "on": on}, {})

    def _stays(self, life: _Life, now: datetime) -> None:
        ends = now.date() - timedelta(days=life.rng.choice((0, 0, 2)))
        days = timedelta(days=life.rng.choice((2, 5, 6, 7, 12)))
        change = {"kind": "stay", "starts_on": ends - days, "ends_on": ends}
        self._changes(life, now, change, _address(life.rng))

    def _stays_with_a_child(self, life: _Life, now: datetime) -> None:
        hours = life.rng.choice((3, 11, 12, 13, 30))
        change = {
            "kind": "child_household_stay",
            "starts_at": now - timedelta(hours=hours),
            "ends_at": now,
            "household": f"Household {life.rng.randrange(9999)}",
        }
        self._changes(life, now, change, {})

    def _changes(self, life: _Life, now: datetime, change: dict[str, Any], address: dict[str, str]) -> None:
        assert life.person  # noqa: S101
        notified.record_change(life.officer, person=life.person, change=change, address=address, now=now)

    def _gives_notice(self, life: _Life, now: datetime) -> None:
        """Tells of a change that may not come."""
        assert life.person  # noqa: S101
        day = now.date() + timedelta(days=life.rng.randrange(1, 20))
        notice = notified.record_advance_notice(
            life.officer,
            person=life.person,
            given_at=now,
            specified_date=day,
            foretells="A new address",
            station="Walk",
            now=now,
        )
        if life.rng.random() < 0.5:
            self._on(day, life, self._moves)
            return

        def stays_put(life: _Life, then: datetime) -> None:
            notified.record_outcome(life.officer, notice=notice, fact="", now=then)

        self._on(day + timedelta(days=life.rng.randrange(6)), life, stays_put)

    def _is_convicted_again(self, life: _Life, now: datetime) -> None:
        assert life.person  # noqa: S101
        on = now.date() - timedelta(days=life.rng.choice((0, 1, 10)))
        offenders.record_trigger(
            life.officer,
            person=life.person,
            trigger={"kind": "conviction", "date": on, "offence": "Exposure (s.66)"},
            disposal={"date": on, **life.rng.choice(_DISPOSALS)},
            now=now,
        )

    def _is_put_right(self, life: _Life, now: datetime) -> None:
        """A date that was recorded wrongly is corrected: of a conviction, or of the last notification."""
        assert life.person  # noqa: S101
        notification = life.person.notifications.standing().first()
        trigger = life.person.triggers.standing().first()
        by = timedelta(days=life.rng.choice((-9, -2, -1, 1, 2)))
        if notification and life.rng.random() < 0.5:
            changes: dict[str, Any] = {"given_at": notification.given_at + by}
            offenders.correct(
                life.officer,
                fact=notification,
                version=notification.version,
                changes=changes,
                reason="Station log",
                now=now,
            )
        elif trigger:
            changes = {"date": trigger.date - abs(by)}
            offenders.correct(
                life.officer,
                fact=trigger,
                version=trigger.version,
                changes=changes,
                reason="Court register",
                now=now,
            )

    def _gets_an_order(self, life: _Life, now: datetime) -> None:
        assert life.person  # noqa: S101
        made = now.date()
        offenders.record_order(
            life.officer,
            person=life.person,
            order={
                "kind": "shpo",
                "made_on": made,
                "served_on": made,
                "last_day": made + timedelta(days=365 * life.rng.randrange(2, 10)),
            },
            now=now,
        )


def _address(rng: Random) -> dict[str, str]:
    number, street = rng.randrange(1, 200), rng.randrange(400)
    return {"line_1": f"{number} Street {street}", "line_2": "", "town": "Walk", "postcode": "WK1 1AA"}
