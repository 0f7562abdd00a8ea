"""Stays in a household with a child: SOA 2003 s.84(1)(ca); S.I. 2012/1876 regs 10-11."""

from collections.abc import Iterator
from typing import Final

from notifications.law.changes import change_duty, not_yet_notifiable
from notifications.law.counting import HOUR, Day, local_day
from notifications.law.duties import Case, Duty, Rule, not_required
from notifications.law.facts import Change
from notifications.law.rulesets import WIDENED_ON
from notifications.law.wording import words, words_instant

HOURS: Final = 12
_RULE: Final = Rule("84(1)(ca)-child-household", "SOA 2003 s.84(1)(ca); S.I. 2012/1876 regs 10, 11(2)(a)")


def household_duties(case: Case, events: dict[str, Day | None]) -> Iterator[Duty]:
    """The duty that follows each stay of twelve hours; the day the twelfth hour ended is added to `events`."""
    for change in case.facts.changes:
        if change.kind == "child_household_stay":
            yield from _duty(case, change, events)


def _duty(case: Case, change: Change, events: dict[str, Day | None]) -> list[Duty]:
    twelfth = change.start + HOURS * HOUR
    if change.end < twelfth:
        reason = "The stay lasted less than 12 hours, as they elapsed; the 12 hours are of one stay (reg 11(2)(a))."
        return not_required(case, "change", change.id, _RULE, event=change.to, reasoning=[reason])
    day = local_day(twelfth)
    events[change.id] = day
    if day < WIDENED_ON:
        return not_yet_notifiable(case, change, _RULE, change.to)
    named = case.notified.households.get(change.place)
    if named is not None and named.given.day <= day:
        reason = f"The household was notified under s.83(1) on {words(named.given.day)} ({named.id}): reg 11(2)(a)."
        return not_required(case, "change", change.id, _RULE, event=change.to, reasoning=[reason])
    opening = (
        f"The twelfth hour of the stay ended at {words_instant(twelfth)}: 3 days beginning with that day, day 1 "
        f"(reg 11(2)(a)); strictly, with the day of arrival, {words(change.on)}."
    )
    return change_duty(case, change, _RULE, arises_on=day, opening=opening, strict_from=change.on)
