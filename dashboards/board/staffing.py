"""The officers of the board's units: who is away, whose vetting is over or ends soon, who manages people untrained,
whose screening is due; which posts are vacant; how their work was found to be in dip-samples; and the months of looks
that nobody has gone through.

All of it as it stands now: what the record keeps of officers it keeps without a history by day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F

from access.administration.queries import VETTING_ENDS_SOON
from access.models import AccessEvent, MonthReviewed
from accounts.models import Unit, User
from dashboards.sampling.queries import score_since
from dashboards.sampling.rules import Score
from dashboards.sampling.trends import first_month
from dashboards.staff.queries import establishments, screening, with_kept
from dashboards.staff.rules import Posts, Screening
from diary.clock import LONDON
from offenders import overseeing
from offenders.models import TimeAway
from practice.policy import Policy, policy_of

MONTHS_BACK = 12
AWAY, OVER, ENDS_SOON = "away", "vetting-over", "vetting-ends"
UNTRAINED, SCREENING_DUE, VACANT = "untrained", "screening-due", "vacant"


@dataclass(frozen=True, slots=True)
class OfStaff:
    """One officer of these units."""

    officer: User
    away: TimeAway | None
    vetting_over: bool
    vetting_ends: bool  # soon, and not over yet
    accredited_on: date | None  # when the MOSOVO course that counts was completed
    untrained: bool  # manages people without one
    screening: Screening


@dataclass(frozen=True, slots=True)
class OfUnit:
    """The posts of one of these units."""

    unit: Unit
    since: date | None  # from which day on there are so many; None where nobody has said
    posts: Posts


@dataclass(frozen=True, slots=True)
class Unread:
    """A month that is over, of whose looks nobody has said that they were gone through."""

    unit: Unit
    month: date


@dataclass(frozen=True, slots=True)
class Staff:
    """Each number of the page is the length of its list."""

    officers: list[OfStaff]
    units: list[OfUnit]
    since: date
    score: Score
    unread: list[Unread]

    @property
    def counted(self) -> dict[str, list[OfStaff]]:
        return {
            AWAY: [each for each in self.officers if each.away],
            OVER: [each for each in self.officers if each.vetting_over],
            ENDS_SOON: [each for each in self.officers if each.vetting_ends],
            UNTRAINED: [each for each in self.officers if each.untrained],
            SCREENING_DUE: [each for each in self.officers if each.screening.due],
        }

    @property
    def figures(self) -> list[tuple[str, str, int]]:
        """Name, label and number."""
        labels = {
            AWAY: "Away today",
            OVER: "Vetting over",
            ENDS_SOON: f"Vetting ends within {VETTING_ENDS_SOON.days} days",
            UNTRAINED: "Untrained",
            SCREENING_DUE: "Screening due",
        }
        return [(name, labels[name], len(rows)) for name, rows in self.counted.items()]

    @property
    def vacant(self) -> int:
        """Posts that nobody holds, of all these units."""
        return sum(each.posts.vacant for each in self.units)

    @property
    def unsaid(self) -> int:
        """Units of which nobody has said how many posts they have."""
        return sum(each.since is None for each in self.units)

    def units_with(self, only: str) -> list[OfUnit]:
        """Every unit, or those with a vacant post."""
        return [each for each in self.units if only != VACANT or each.posts.vacant]


def staff(user: User, units: Sequence[Unit], unit: Unit | None, now: datetime) -> Staff:
    """Of these units, which the user answers for, or of one of them; seven queries."""
    today = now.date()
    chosen = [unit] if unit else list(units)
    since = first_month(today)
    officers = _with_kept(user, chosen, today)
    return Staff(
        officers=_officers(user, officers, today),
        units=_posts(chosen, officers, today),
        since=since,
        score=score_since(user, since, now, unit=unit),
        unread=_unread(chosen, today),
    )


def _with_kept(user: User, units: Sequence[Unit], today: date) -> list[User]:
    officers = overseeing.overseen(user, today).filter(unit__in=units)
    return list(with_kept(officers, today).select_related("unit").order_by("unit__name", *overseeing.ORDER))


def _officers(user: User, officers: Sequence[User], today: date) -> list[OfStaff]:
    policy = policy_of(user.force_id, today)  # nobody's board reaches past their force
    away: dict[UUID, TimeAway] = {
        each.user_id: each
        for each in TimeAway.objects.filter(
            user__in=officers, starts_on__lte=today, ends_on__gt=today
        ).exclude(ends_on=F("starts_on"))
    }
    return [_of_staff(each, away.get(each.pk), policy, today) for each in officers]


def _of_staff(officer: Any, away: TimeAway | None, policy: Policy, today: date) -> OfStaff:
    """Vetting is good through its last day; of somebody without one nothing is asked."""
    last = officer.vetting_expires_on
    over = last is not None and last < today
    return OfStaff(
        officer,
        away,
        vetting_over=over,
        vetting_ends=last is not None and not over and last <= today + VETTING_ENDS_SOON,
        accredited_on=officer.accredited_on,
        untrained=officer.manages_people and officer.accredited_on is None,
        screening=screening(officer.screened_on, policy, today),
    )


def _posts(units: Sequence[Unit], officers: Sequence[Any], today: date) -> list[OfUnit]:
    rows = establishments(units, today)
    held = Counter(each.unit_id for each in officers if each.holds_post)
    return [
        OfUnit(each, row.starts_on if row else None, Posts(row.posts if row else None, held.get(each.pk, 0)))
        for each in units
        for row in [rows.get(each.pk)]
    ]


def _unread(units: Sequence[Unit], today: date) -> list[Unread]:
    """The months since the log began that are over, of the last twelve; the newest first."""
    began = AccessEvent.objects.order_by("at").values_list("at", flat=True).first()
    if began is None:
        return []
    earliest = began.astimezone(LONDON).date().replace(day=1)
    read = set(MonthReviewed.objects.filter(unit__in=units).values_list("unit", "month"))
    found, month = [], today.replace(day=1)
    for _ in range(MONTHS_BACK):
        month = (month - timedelta(days=1)).replace(day=1)
        if month < earliest:
            break
        found += [Unread(each, month) for each in units if (each.pk, month) not in read]
    return found
