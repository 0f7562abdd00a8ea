"""Which dates a proposed policy would move, worked out before anybody decides. Writes nothing.

The providers are asked twice about the same day, once as policy stands and once as it would; so what moves by the
passing of days alone is no part of the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse

from access.log import shows
from access.policies import FieldClass
from access.reading import as_vigil
from accounts.models import User
from diary.providers import Duty, resting_on_policy
from offenders.models import Person
from offenders.policies import within_reading
from offenders.record.blocks import BLOCKS
from offenders.record.holding import begun
from practice.foreseeing import Foreseen, Move
from practice.policy import Proposed, policy_of, read_once, supposing

BATCH = 500
BY_NAME = 20  # how many dates a page shows by name
_OF_BLOCK = {block.policy: block for block in BLOCKS.values()}


@dataclass(frozen=True, slots=True)
class _Moved:
    person: UUID
    what: str
    field_class: str
    was: date | None
    now: date | None


def foresee(user: User, proposed: Proposed, now: datetime) -> Foreseen:
    """Counts for the whole force, restricted records too; by name only people whose duties `user` reads."""
    today = now.date()
    found = Foreseen(day=max(today, proposed.effective_from))
    with as_vigil(), read_once():
        moved: list[_Moved] = []
        everyone = Person.objects.filter(force=proposed.force_id).order_by("pk").values_list("pk", flat=True)
        people = list(everyone)
        for first in range(0, len(people), BATCH):
            moved += _moved(people[first : first + BATCH], proposed, found.day)
    found.asked, found.people = len(people), len({each.person for each in moved})
    for each in moved:
        _count(found, each)
    _show(found, moved, user, today)
    return found


def _moved(people: Sequence[UUID], proposed: Proposed, day: date) -> Iterator[_Moved]:
    if block := _OF_BLOCK.get(proposed.key):
        stands = policy_of(proposed.force_id, day)
        with supposing(proposed):
            would = policy_of(proposed.force_id, day)
        what = f"{block.title}: to be confirmed again"
        for person, since in begun(block, people).items():
            until, then = stands.after(proposed.key, since), would.after(proposed.key, since)
            if until != then:
                yield _Moved(person, what, block.kinds[0].field_class, until, then)
    was_open = _open(people, day)
    with supposing(proposed):
        would_open = _open(people, day)
    for person, key in {**was_open, **would_open}:
        was, now = was_open.get((person, key)), would_open.get((person, key))
        either = now or was
        assert either is not None  # noqa: S101 - the key came from one of them
        if was is None or now is None or was.last != now.last:
            yield _Moved(
                person, either.title, either.field_class, was.last if was else None, now.last if now else None
            )


def _open(people: Sequence[UUID], day: date) -> dict[tuple[UUID, str], Duty]:
    """The open duties, which alone have a date that moves; one that was met keeps the date it was met by."""
    return {
        (person, duty.key): duty
        for provider in resting_on_policy()
        for person, duty in provider(people, day)
        if isinstance(duty, Duty) and duty.met_on is None
    }


def _count(found: Foreseen, each: _Moved) -> None:
    was, now = each.was, each.now
    if was is None or now is None:
        found.come += was is None
        found.go += was is not None
    else:
        found.earlier += now < was
        found.later += now > was
    found.overdue += now is not None and now < found.day and (was is None or was >= found.day)


def _show(found: Foreseen, moved: list[_Moved], user: User, today: date) -> None:
    """By name those that move most: first what would be past on the day, then by how far."""
    readable: dict[str, set[UUID]] = {}
    for name in {each.field_class for each in moved}:
        concerned = [each.person for each in moved if each.field_class == name]
        read = Person.objects.filter(within_reading(user, FieldClass(name), today), pk__in=concerned)
        readable[name] = set(read.values_list("pk", flat=True))
    named = [each for each in moved if each.person in readable[each.field_class]]
    found.shown_people = len({each.person for each in named})
    named.sort(key=lambda each: (*_gravity(each, found.day), str(each.person), each.what))
    named = named[:BY_NAME]
    shows([])  # what was counted was not shown to anybody
    people = Person.objects.with_name().in_bulk({each.person for each in named})
    for each in named:
        person = people[each.person]
        found.shown.append(
            Move(
                who=f"{person.family_name.upper()}, {person.given_names}",
                reference=person.reference,
                href=reverse("person", args=[person.pk]),
                what=each.what,
                was=each.was,
                now=each.now,
            )
        )


def _gravity(each: _Moved, day: date) -> tuple[bool, timedelta]:
    was, now = each.was, each.now
    by = (now - was) if was and now else timedelta()
    return not (now is not None and now < day), -abs(by)
