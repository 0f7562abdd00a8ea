"""What a whole board is made of, as plain values: counted from the record, or as it was counted and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import User
from dashboards.board import reading
from dashboards.board.metrics import ALL, NAMED, Moment
from dashboards.board.reading import Counted, OfOfficer, Scope
from dashboards.board.rules import Tally
from offenders.caseload import queries as caseload
from offenders.caseload.rules import full as full_by
from practice.policy import policy_of

MOST_OFFICERS = 20
SHAPE = 2  # of what is kept (`as_json`): another number, and what was kept before is not read
VISITS = NAMED["visits-overdue"]


@dataclass(frozen=True, slots=True)
class Tallies:
    """Every figure; the first of the managers, and how many there are; the weighted caseload of each of those, and why
    somebody's is full."""

    counted_at: datetime
    figures: dict[str, Counted]
    officers: list[OfOfficer]
    officers_in_all: int
    points: dict[UUID, str]
    full: dict[UUID, tuple[str, ...]]


def count(user: User, people: Scope, moment: Moment, now: datetime) -> Tallies:
    """All of it, now; three queries, and that of the policy where nobody read it yet, however many people."""
    figures = reading.counts(people, ALL, moment)
    managers = reading.officers(people, VISITS, moment)
    shown = managers[:MOST_OFFICERS]
    points, full = _weighed(user, people, [each.manager for each in shown if each.manager], moment)
    in_all = sum(each.manager is not None for each in managers)
    return Tallies(now, figures, shown, in_all, points, full)


def _weighed(
    user: User, people: Scope, managers: list[UUID], moment: Moment
) -> tuple[dict[UUID, str], dict[UUID, tuple[str, ...]]]:
    """The weighted caseload of each among these people, and why the whole of it is full. Only now: what somebody
    weighed on a day that is over is not kept."""
    if moment.past or not managers:
        return {}, {}
    policy = policy_of(user.force_id, moment.day)
    weights, limits = caseload.weights_of(policy), caseload.limits_of(policy)
    counted, whole = caseload.loads_among(managers, moment.day, weights, people.ids)
    return (
        {manager: load.score for manager, load in counted.items()},
        {manager: tuple(full_by(load, limits)) for manager, load in whole.items()},
    )


def as_json(tallies: Tallies) -> dict[str, Any]:
    """To be kept; when it was counted is kept beside it."""
    return {
        "figures": {
            name: [_row(found.every), {level: _row(each) for level, each in found.by_level.items()}]
            for name, found in tallies.figures.items()
        },
        "officers": [[_key(each.manager), *astuple(each)[1:]] for each in tallies.officers],
        "officers_in_all": tallies.officers_in_all,
        "points": {str(manager): points for manager, points in tallies.points.items()},
        "full": {str(manager): why for manager, why in tallies.full.items()},
    }


def from_json(kept: Mapping[str, Any], counted_at: datetime) -> Tallies:
    """As it was counted."""
    return Tallies(
        counted_at,
        {
            metric.name: Counted(
                _tally(kept["figures"][metric.name][0]),
                {level: _tally(row) for level, row in kept["figures"][metric.name][1].items()},
            )
            for metric in ALL
            if metric.name in kept["figures"]  # not of a day that is over, where the record does not say
        },
        [OfOfficer(UUID(row[0]) if row[0] else None, *row[1:]) for row in kept["officers"]],
        kept["officers_in_all"],
        {UUID(manager): points for manager, points in kept["points"].items()},
        {UUID(manager): tuple(why) for manager, why in kept["full"].items()},
    )


def _row(tally: Tally) -> list[Any]:
    return [tally.count, tally.good, tally.median, tally.most, tally.worst, _key(tally.worst_id)]


def _tally(row: list[Any]) -> Tally:
    count, good, median, most, worst, who = row
    return Tally(count, good, median, most, worst, UUID(who) if who else None)


def _key(key: UUID | None) -> str | None:
    return str(key) if key else None
