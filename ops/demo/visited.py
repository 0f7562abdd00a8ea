"""The visits that the county's people have had: seen as often as their level asks, now and then at the second attempt.

Pure: the same county and ordinal give the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from offenders.choices import DETENTION_KINDS, ManagementLevel
from ops.demo.county import County, uuid_from
from ops.demo.days import LONDON, months_after
from ops.demo.rows import Absence, Assignment, Id, Row, Visit
from ops.demo.rows import Person as PersonRow

_MONTHS = {
    ManagementLevel.VERY_HIGH.value: 1,
    ManagementLevel.HIGH.value: 3,
    ManagementLevel.MEDIUM.value: 6,
    ManagementLevel.LOW.value: 12,
    ManagementLevel.UNASSESSED.value: 3,
}
_INITIAL = 15  # days after a release, or a record's opening, within which somebody is first seen
_MOST = 5  # visits of one person that are told
_OVERDUE = 0.05
_REVIEWED = 10  # days after which a supervisor has looked at every record
_SECOND = ["PC 2214 Hale", "DC 3120 Osei", "PC 2770 Byrne", "J Lund, Probation Service"]
_SEEN = [
    "Alone at home. Calm, let us in at once. Nothing new.",
    "His sister was there with shopping. Rooms tidy, one telephone, the one we know.",
    "Just up. Talked about work; hours have been cut. No visitors.",
    "Watching television. Showed the telephone and the laptop unasked.",
]


def visited(county: County, ordinal: int, life: list[Row]) -> Iterator[Visit]:
    """The last few visits of a life that has been told, the first first; none while they were held or abroad."""
    rng = county.rng("visits", ordinal)
    person = next(row for row in life if isinstance(row, PersonRow))
    managers = [row for row in life if isinstance(row, Assignment)]
    away = [row for row in life if isinstance(row, Absence)]
    opened = person.recorded_at.date()
    months = _MONTHS[person.management_level]
    days = list(_days(rng, county.as_of, opened, months, away))
    mornings = rng.random() < 0.1
    supervisor = county.supervisor_id(county.unit_of(county.manager_of(ordinal)))
    due = opened + timedelta(days=_INITIAL)
    for day in days:
        officer = next(
            (row.manager_id for row in reversed(managers) if row.starts_on <= day), person.recorded_by_id
        )
        reviewer = supervisor if day < county.as_of - timedelta(days=_REVIEWED) else None
        if (
            rng.random() < 0.1
            and day - timedelta(days=4) > opened
            and not _held(away, day - timedelta(days=4))
        ):
            yield _visit(
                rng,
                person.id,
                officer,
                day - timedelta(days=4),
                due,
                seen=False,
                mornings=mornings,
                reviewer=reviewer,
            )
        yield _visit(rng, person.id, officer, day, due, seen=True, mornings=mornings, reviewer=reviewer)
        due = months_after(day, months)


def _days(rng: Random, as_of: date, opened: date, months: int, away: list[Absence]) -> Iterator[date]:
    """The days on which they were seen, the first first."""
    long = months * 30
    share = 1.02 + rng.random() * 0.2 if rng.random() < _OVERDUE else rng.random() * 0.95
    day = as_of - timedelta(days=1 + round(long * share))
    out = max((row.ended_on for row in away if row.ended_on and row.kind in DETENTION_KINDS), default=None)
    asked = max(opened, out) if out else opened
    if day <= asked:
        day = asked + timedelta(days=rng.randrange(2, _INITIAL))
    found: list[date] = []
    while opened < day and len(found) < _MOST:
        if day < as_of and not _held(away, day):
            found.append(day)
        day -= timedelta(days=round(long * (0.8 + rng.random() * 0.2)))
    yield from reversed(found)


def _held(away: list[Absence], day: date) -> bool:
    return any(row.starts_on <= day and (row.ended_on is None or day <= row.ended_on) for row in away)


def _visit(
    rng: Random,
    person: Id,
    officer: Id,
    day: date,
    due: date,
    *,
    seen: bool,
    mornings: bool,
    reviewer: Id | None,
) -> Visit:
    hour = (
        rng.randrange(9, 12)
        if mornings
        else rng.choices(range(8, 21), (2, 3, 4, 4, 2, 2, 3, 3, 3, 3, 3, 2, 1))[0]
    )
    at = datetime.combine(day, time(hour, rng.randrange(0, 60, 5)), LONDON)
    return Visit(
        id=uuid_from(rng.getrandbits(128)),
        person_id=person,
        kind="routine",
        planned_for=at,
        place="The home address on record",
        officer_id=officer,
        second=rng.choice(_SECOND),
        state="seen" if seen else "attempted",
        started_at=at,
        outcome="seen_home" if seen else "not_in",
        arrived_at=at,
        left_at=at + timedelta(minutes=rng.randrange(10, 60)) if seen else None,
        attempt=None if seen else 1,
        entry_sought="" if seen else rng.choice(("yes", "no")),
        happened=rng.choice(_SEEN) if seen else "Nobody answered. No light, no car.",
        risk="same" if seen else "",
        was_due_on=due,
        outcome_at=at + timedelta(hours=2),
        outcome_by_id=officer,
        reviewed="fine" if reviewer else "",
        reviewed_at=at + timedelta(days=3) if reviewer else None,
        reviewed_by_id=reviewer,
        recorded_at=at - timedelta(days=1),
        recorded_by_id=officer,
    )
