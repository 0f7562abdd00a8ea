"""What one figure of the board is: a name, what it counts, and the rows behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import BooleanField, Case, DateField, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate

from dashboards.board import rules
from dashboards.board.rules import Days
from diary.clock import LONDON
from diary.models import Entry, passed
from practice.keys import ENDS_WITHIN
from practice.policy import Policy
from riskplans.keys import DAY_BEGINS, DAY_ENDS

Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Moment:
    """As of when: now, or the end of a day that is over. `day` is its day in London; `hours` are those, by the force's
    policy of that day, within which a visit is not out of hours; `ending` how many months ahead, by the same, what ends
    soon ends."""

    at: datetime
    hours: tuple[int, int]
    ending: int
    past: bool = False

    @property
    def day(self) -> date:
        return self.at.astimezone(LONDON).date()

    @property
    def year_ago(self) -> date:
        return rules.year_before(self.day)


def moment_of(day: date | None, now: datetime, policy: Policy) -> Moment:
    """Now, or the last moment of an earlier day; by `policy` a visit is out of hours or not, and an end soon."""
    hours, ending = (policy.value(DAY_BEGINS), policy.value(DAY_ENDS)), policy.value(ENDS_WITHIN)
    if day is None or day >= now.date():
        return Moment(now, hours, ending)
    last = datetime.combine(day + timedelta(days=1), time.min, tzinfo=LONDON) - timedelta(microseconds=1)
    return Moment(last, hours, ending, True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One figure. `rows` gives what is counted, each of a person (`of` is the path to their key) and, where it has one,
    with its day in `on`. Of a share, `good` says which rows are for it.

    `number` is its place in the practice list. `by_day` says whether an earlier day can be answered: not where the
    record keeps how something stands and not since when. Without `rows` everybody in scope is counted.
    """

    name: str
    number: int
    label: str
    counts: str
    rows: Callable[[Moment], Rows] | None
    on: Any = None
    good: Q | None = None
    of: str = "person_id"
    days: Days = Days.NONE
    by_day: bool = True

    @property
    def is_share(self) -> bool:
        return self.good is not None

    def select(self, moment: Moment) -> Rows:
        """Its rows as three columns: the person, the day, for or against; no order."""
        assert self.rows  # noqa: S101 - asked for by whoever reads those without
        on = Value(None, DateField()) if self.on is None else self.on
        good = (
            Value(None, BooleanField())
            if self.good is None
            else Case(When(self.good, then=True), default=False, output_field=BooleanField())
        )
        found: Rows = self.rows(moment).order_by().annotate(board_on=on, board_good=good)
        three: Rows = found.values_list(self.of, "board_on", "board_good")
        return three


def day_of(field: str) -> TruncDate:
    """The day in London of a moment."""
    return TruncDate(field, tzinfo=LONDON)


def unmet(moment: Moment, duties: Q) -> QuerySet[Entry]:
    """Duties that had arisen and were not met, as the diary has them now; those suspended now have no date."""
    arisen = Q(arises_on__isnull=True) | Q(arises_on__lte=moment.day)
    return Entry.objects.filter(
        duties, arisen, Q(met_on__isnull=True) | Q(met_on__gt=moment.day), last__isnull=False
    )


def overdue(moment: Moment, duties: Q) -> QuerySet[Entry]:
    return unmet(moment, duties).filter(passed(moment.at))


def due_within(moment: Moment, duties: Q, days: int) -> QuerySet[Entry]:
    """Those to be done from that day on, by the end of so many days later."""
    return unmet(moment, duties).filter(work_to__range=(moment.day, moment.day + timedelta(days=days)))
