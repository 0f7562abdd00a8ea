"""Periodic notification: SOA 2003 s.85; S.I. 2012/1876 reg 9."""

from collections.abc import Iterator
from typing import Final

from notifications.law.counting import Day, corresponding_day, on_day
from notifications.law.duties import Case, Duty, Rule, binding
from notifications.law.facts import Notification
from notifications.law.rulesets import WIDENED_ON
from notifications.law.wording import span, words

COUNTED_FROM: Final = ("83(1)", "84(1)", "85(1)")
"""S.85(2): an advance notice is an 84(1) too. Travel and non-occurrence are not among them."""
DISCHARGING: Final = ("84(1)", "85(1)")
WEEK: Final = 7
RETURN_DAYS: Final = 3
"""Days beginning with the return or release, when the period would end in disregarded time (s.85(3))."""
_YEARLY: Final = Rule("85(5)(b)", "SOA 2003 s.85(1)-(2), (5)(b)")
_WEEKLY: Final = Rule("85(5)(a)", "SOA 2003 s.85(1)-(2), (5)(a), (6); S.I. 2012/1876 reg 9")


def periodic_duties(case: Case) -> Iterator[Duty]:
    """One duty from each notification that s.85(2) counts from, met by the next 84(1) or 85(1) in order."""
    # "Later" is later in the order of notifications, in which two of one day go by id.
    discharged_by: Notification | None = None
    for told in reversed(case.notified.all):
        if told.section in COUNTED_FROM:
            yield from _duty(case, told, discharged_by)
        if told.section in DISCHARGING:
            discharged_by = told


def _duty(case: Case, told: Notification, discharged_by: Notification | None) -> list[Duty]:
    day = told.given.day
    opening = f"Notified under s.{told.section} on {words(day)}, which is not counted"
    if told.home == "no_fixed_abode" and day >= WIDENED_ON:
        rule, end = _WEEKLY, day + WEEK
        reasoning = [f"{opening}: no fixed abode, so seven days after it, to {words(end)}."]
    else:
        rule, end = _YEARLY, corresponding_day(day, 12)
        reasoning = [f"{opening}: one year after it, to {words(end)}."]
    work_to: Day | None = end
    last: Day | None = end
    spell = case.disregarded.spell_at_end_of(end)
    if spell is not None:
        if spell.ended is None:
            last = None
            reasoning.append(
                f"That day ends in time that does not count, since {words(spell.began)}: {spell.why}."
            )
        else:
            last = spell.ended + RETURN_DAYS - 1
            reasoning.append(
                f"That day ended in time that does not count, {span(spell.began, spell.ended)}: {spell.why}. "
                f"So it runs for 3 days beginning with {words(spell.ended)}, to {words(last)} (s.85(3))."
            )
        if spell.began == end:
            reasoning.append(
                f"That time began on the last day itself, which may have been open: work to {words(end)}."
            )
        else:
            work_to = last
    return binding(
        case,
        "periodic",
        told.id,
        rule,
        arises_on=day,
        work_to=None if work_to is None else on_day(work_to),
        last=None if last is None else on_day(last),
        told=discharged_by,
        reasoning=reasoning,
    )
