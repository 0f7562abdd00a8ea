"""The arithmetic of the annual report: its year, its rates, and what does not add up. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

RATE_OF = 100_000
FIRST_YEAR = 2005  # the first that ended under the Act of 2003


@dataclass(frozen=True, slots=True)
class ReportYear:
    """The year that ends on 31 March of `ends`, as far as it has come by `today`."""

    ends: int
    today: date

    @property
    def first(self) -> date:
        return date(self.ends - 1, 4, 1)

    @property
    def last(self) -> date:
        return date(self.ends, 3, 31)

    @property
    def as_at(self) -> date:
        """The day on which people are counted: the last of the year, or today while it runs."""
        return min(self.last, self.today)

    @property
    def is_over(self) -> bool:
        return self.last < self.today

    @property
    def has_begun(self) -> bool:
        return self.first <= self.today

    @property
    def in_words(self) -> str:
        return f"1 April {self.ends - 1} to 31 March {self.ends}"


def running_year(day: date) -> int:
    """The calendar year in which the report's year that `day` is in ends."""
    return day.year + (day >= date(day.year, 4, 1))


def rounded(part: int, whole: int) -> int:
    """To the nearest whole number, a half upwards: 0.5 is 1, as tables are published."""
    return (2 * part + whole) // (2 * whole)


def per_100_000(people: int, population: int) -> int:
    """Registered sexual offenders for every 100,000 of those aged 10 and over. Raises ZeroDivisionError."""
    return rounded(people * RATE_OF, population)


def one_in(people: int, population: int) -> int:
    """Of how many aged 10 and over one is registered. Raises ZeroDivisionError."""
    return rounded(population, people)


def per_cent(part: int, whole: int) -> str:
    """To one decimal: `74.2`."""
    tenths = rounded(part * 1000, whole)
    return f"{tenths // 10}.{tenths % 10}"


@dataclass(frozen=True, slots=True)
class Printed:
    """What a report, ours or another's, says in print; None for what it leaves out."""

    registered: int | None = None
    population: int | None = None
    rate: int | None = None
    one_in: int | None = None
    violent: int | None = None
    other: int | None = None
    share: float | None = None  # registered among all, in per cent
    before: int | None = None  # registered in an earlier year
    rise: float | None = None  # since then, in per cent; less than nought for a fall


@dataclass(frozen=True, slots=True)
class Check:
    """One figure computed again."""

    what: str
    printed: str
    computed: str
    agrees: bool


def recomputed(said: Printed) -> Iterator[Check]:
    """Every figure of a report that its other figures give, computed again."""
    if said.registered and said.population:
        if said.rate is not None:
            rate = per_100_000(said.registered, said.population)
            yield Check("Rate per 100,000", str(said.rate), str(rate), said.rate == rate)
        if said.one_in is not None:
            one = one_in(said.registered, said.population)
            yield Check("One in", str(said.one_in), str(one), said.one_in == one)
    if said.registered and said.rate and said.one_in and not said.population:
        # Both are rounded: they agree where one population gives both.
        low, high = _populations(said.registered, said.rate)
        ones = range(one_in(said.registered, low), one_in(said.registered, high) + 1)
        yield Check(
            "One in, by the rate",
            str(said.one_in),
            str(ones[0]) if len(ones) == 1 else f"{ones[0]} to {ones[-1]}",
            said.one_in in ones,
        )
    if said.registered and said.share is not None and said.violent is not None:
        share = per_cent(said.registered, said.registered + said.violent + (said.other or 0))
        yield Check("Share of all, per cent", f"{said.share:g}", share, _as_printed(said.share, share))
    if said.registered and said.before and said.rise is not None:
        rise = rounded((said.registered - said.before) * 1000, said.before) / 10
        yield Check("Change, per cent", f"{said.rise:+g}", f"{rise:+g}", _as_printed(said.rise, str(rise)))


def _populations(people: int, rate: int) -> tuple[int, int]:
    """The least and the greatest population for which so many people give this rounded rate."""
    doubled = 2 * RATE_OF * people
    return doubled // (2 * rate + 1) + 1, doubled // (2 * rate - 1)


def _as_printed(said: float, computed: str) -> bool:
    """A whole number in print is the computed one rounded; with a decimal it is that one."""
    exact = float(computed)
    return abs(said - exact) < 0.05 or (said == int(said) and abs(said - exact) <= 0.5)
