"""Stays at an address that was not notified: SOA 2003 s.84(1)(c), (6)."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from notifications.law.changes import change_duty
from notifications.law.counting import Day, corresponding_day
from notifications.law.duties import Case, Duty, Rule, not_required
from notifications.law.facts import Change
from notifications.law.wording import words

QUALIFYING_DAYS: Final = 7
_RULE: Final = Rule("84(1)(c)", "SOA 2003 s.84(1)(c), (6)")


class StayDays:
    """The days of all stays at one address, as spans that do not overlap."""

    def __init__(self, stays: list[Change]) -> None:
        self.spans: list[tuple[Day, Day]] = []
        for first, last in sorted((stay.on, stay.to) for stay in stays):
            if self.spans and first <= self.spans[-1][1]:
                self.spans[-1] = self.spans[-1][0], max(last, self.spans[-1][1])
            else:
                self.spans.append((first, last))
        self._firsts = [first for first, _ in self.spans]
        self._before = [0]
        for first, last in self.spans:
            self._before.append(self._before[-1] + last - first + 1)

    def _until(self, day: Day) -> int:
        at = bisect_right(self._firsts, day)
        return self._before[at] - (max(0, self.spans[at - 1][1] - day) if at else 0)

    def within(self, first: Day, last: Day) -> int:
        """How many stay-days there are from first to last, both included."""
        return self._until(last) - self._until(first - 1)


def qualifying_day(case: Case, days: StayDays) -> Day | None:
    """The first stay-day, while subject, on which the 12 months that end with it hold seven stay-days.

    Every stay-day in those months is counted: law-engine.md asks that the person be subject on the day itself.
    """
    for run in case.runs.all:
        for first, last in days.spans:
            # After a week in one span there are seven: no later day of it need be tried.
            begin = max(first, run.first)
            for day in range(begin, min(last, run.last, begin + QUALIFYING_DAYS - 1) + 1):
                if days.within(corresponding_day(day, -12) + 1, day) >= QUALIFYING_DAYS:
                    return day
    return None


def stay_duties(case: Case, events: dict[str, Day | None]) -> Iterator[Duty]:
    """One duty for each address at which stays came to a qualifying period; the other stays ask for nothing.

    The day on which each stay qualified, if it did, is added to `events`.
    """
    by_address: defaultdict[str, list[Change]] = defaultdict(list)
    for change in case.facts.changes:
        if change.kind == "stay":
            by_address[change.place].append(change)
    for address, stays in by_address.items():
        stays.sort(key=lambda stay: (stay.on, stay.id))
        day = qualifying_day(case, StayDays(stays))
        holder = None if day is None else next(stay for stay in stays if stay.on <= day <= stay.to)
        named = case.notified.addresses.get(address)
        for stay in stays:
            if day is None or stay is not holder:
                events[stay.id] = None
                yield from not_required(
                    case, "change", stay.id, _RULE, event=stay.to, reasoning=[_short(day)]
                )
                continue
            events[stay.id] = day
            if named is not None and named.given.day <= day:
                reason = f"The address was notified under s.{named.section} on {words(named.given.day)} ({named.id})."
                yield from not_required(case, "change", stay.id, _RULE, event=stay.to, reasoning=[reason])
                continue
            opening = (
                f"{words(day)} was the seventh day stayed at the address in the 12 months that ended with it: "
                "3 days beginning with that day, day 1 (s.84(1)(c), (6))."
            )
            yield from change_duty(case, stay, _RULE, arises_on=day, opening=opening)


def _short(day: Day | None) -> str:
    if day is None:
        return "Fewer than seven days were stayed at the address in any 12 months while subject (s.84(6))."
    return f"The qualifying period at the address ended on {words(day)}, in another stay: one duty arises, by that one."
