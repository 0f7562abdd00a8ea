"""What a reader is shown of the figures: every number, and by reference the cases that they may open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from accounts.choices import Role
from accounts.models import User
from mappa.figures import rules
from mappa.figures.choices import Figure
from mappa.figures.reading import Asked, Counted, Read, read
from mappa.models import Sitting
from mappa.sittings import policies

_READERS = (Role.SUPERVISOR, Role.DETECTIVE_INSPECTOR, Role.CHAIR, *policies.STAFF)


def reads(user: User, today: date) -> bool:
    """Whether the figures are this user's: who plans or chairs meetings, and who supervises."""
    return user.force_id is not None and user.has_role(_READERS, today)


@dataclass(frozen=True, slots=True)
class Named:
    """A case as a list says it. `reference` is empty where the reader may not open it: then nothing else is told."""

    counted: Counted
    reference: str
    meeting: str = ""  # of a figure about meetings
    late_why: str = ""  # why minutes were late, where the reader reads what is said in and around the room

    @property
    def is_told(self) -> bool:
        return bool(self.reference or self.meeting)


@dataclass(frozen=True, slots=True)
class Part:
    """A share of a figure: one agency at one level."""

    agency: str
    level: str
    part: int
    whole: int
    wrote: int

    @property
    def label(self) -> str:
        return f"{self.agency}, level {self.level}"

    @property
    def per_cent(self) -> str:
        return rules.per_cent(self.part, self.whole)


@dataclass(slots=True)
class Row:
    """One figure: so many of so many, against its target; with those that fail, and by agency where it has parts."""

    figure: Figure
    part: int
    whole: int
    target: int
    failing: list[Named] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @property
    def per_cent(self) -> str:
        return rules.per_cent(self.part, self.whole)

    @property
    def result(self) -> tuple[str, str]:
        """In a word, with its colour."""
        passes = rules.reaches(self.part, self.whole, self.target)
        return {True: ("Pass", "green"), False: ("Fail", "red"), None: ("Nothing to count", "grey")}[passes]

    @property
    def told(self) -> list[Named]:
        """Those that fail and that the reader may open."""
        return [each for each in self.failing if each.is_told]

    @property
    def hidden(self) -> int:
        """How many that fail the reader may not open."""
        return len(self.failing) - len(self.told)


@dataclass(slots=True)
class Table:
    rows: list[Row]
    areas: list[str]

    @property
    def failing(self) -> list[Row]:
        return [row for row in self.rows if row.failing]


def table(user: User, asked: Asked, now: datetime) -> Table:
    """Every figure of the user's force, with the cases that fail; nine queries."""
    found, wanted = _read(user, asked, now), [figure for figure in Figure if _of_level(figure, asked)]
    failing = [each for figure in wanted for each in found.counts[figure] if not each.passes]
    name = _naming(user, failing, now)
    rows = []
    for figure in wanted:
        counted = found.counts[figure]
        row = Row(figure, sum(each.passes for each in counted), len(counted), found.targets[figure])
        row.failing = [name(each) for each in counted if not each.passes]
        row.parts = _parts(counted)
        rows.append(row)
    return Table(rows, found.areas)


def cases(user: User, figure: Figure, asked: Asked, now: datetime) -> tuple[Row, list[Named]]:
    """One figure, and everything counted in it, what fails first."""
    found = _read(user, asked, now)
    counted = found.counts[figure]
    name = _naming(user, counted, now)
    named = [name(each) for each in counted]
    row = Row(figure, sum(each.passes for each in counted), len(counted), found.targets[figure])
    row.failing = [each for each in named if not each.counted.passes]
    return row, named


def _read(user: User, asked: Asked, now: datetime) -> Read:
    assert user.force  # noqa: S101 - `reads` has asked for it
    return read(user.force, asked, now.date())


def _of_level(figure: Figure, asked: Asked) -> bool:
    return not asked.level or figure.level in ("", asked.level)


def _naming(user: User, counted: Iterable[Counted], now: datetime) -> Callable[[Counted], Named]:
    """Who of them is named to this reader, and with what: three queries, as themselves."""
    asked = list(counted)
    reviews = {each.review for each in asked if each.review}
    seen: dict[UUID, str] = dict(
        policies.cases(user, now).filter(pk__in=reviews).values_list("pk", "person__reference")
    )
    explained = {each.review for each in asked if each.review and each.late_why}
    told = set(policies.told(user, now).filter(pk__in=explained).values_list("pk", flat=True))
    of_nobody = {each.sitting for each in asked if each.person is None and each.sitting}
    meetings = {each.pk: each.reference for each in Sitting.objects.filter(pk__in=of_nobody)}

    def named(each: Counted) -> Named:
        if each.person is None:
            return Named(each, "", meetings.get(each.sitting, "") if each.sitting else "")
        late_why = each.late_why if each.review in told else ""
        return Named(each, seen.get(each.review, "") if each.review else "", late_why=late_why)

    return named


def _parts(counted: list[Counted]) -> list[Part]:
    """By agency and level, where the figure is about agencies."""
    by: dict[tuple[str, str], list[Counted]] = {}
    for each in counted:
        if each.agency:
            by.setdefault((each.agency, each.level), []).append(each)
    return [
        Part(
            agency,
            level,
            sum(each.passes for each in rows),
            len(rows),
            sum(each.wrote for each in rows),
        )
        for (agency, level), rows in sorted(by.items())
    ]


def quarter(day: date) -> tuple[date, date]:
    """The first and last day of the quarter that a day is in."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    after = date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
    return first, after - timedelta(days=1)
