"""The initial notification: SOA 2003 s.83; after a notice s.96ZC(4); after an order is served ss.103G(3), 107(5)."""

from collections.abc import Iterator
from typing import Final

from notifications.law.counting import FOREVER, Day, When
from notifications.law.duties import Case, Duty, Rule, binding, not_required
from notifications.law.period import Period
from notifications.law.wording import several, words

DAYS: Final = 3
_RULE: Final = Rule("83(1)", "SOA 2003 s.83(1)")
_AFTER_NOTICE: Final = Rule("83(1A)", "SOA 2003 ss.83(1A), 96ZC(4)")
_AFTER_SERVICE: Final = Rule("83(1)", "SOA 2003 ss.83(1), 103G(3), 107(5)")
_ALREADY: Final = Rule("83(2)", "SOA 2003 s.83(2), (4)")
_CARRIED_OVER: Final = Rule("83(3)", "SOA 2003 s.83(3)")


def initial_duties(case: Case) -> Iterator[Duty]:
    """The initial notification of every period that calls for one."""
    for period in case.periods:
        if period.counts_from is not None:
            yield from _duty(case, period, period.counts_from)


def _duty(case: Case, period: Period, day: Day) -> list[Duty]:
    if period.carried_over:
        return not_required(
            case,
            "initial",
            period.id,
            _CARRIED_OVER,
            event=period.first,
            reasoning=["The event came before the Act, which asks for nothing initial then (s.83(3))."],
        )
    limits = case.disregarded.limits(day, DAYS)
    if period.source == "trigger" and (earlier := _earlier(case, day, limits.last)) is not None:
        return not_required(case, "initial", period.id, _ALREADY, event=day, reasoning=[earlier])
    return binding(
        case,
        "initial",
        period.id,
        _rule(period),
        arises_on=day,
        work_to=limits.work_to,
        last=limits.last,
        told=case.notified.first_initial(day),
        reasoning=[f"{_opening(period, day)}: 3 days beginning with that day (s.83(1)).", *limits.reasons],
    )


def _opening(period: Period, day: Day) -> str:
    if period.source == "order":
        return f"Served on {words(day)}, day 1"
    return f"{'Notice given' if period.relevant_date != day else 'Relevant date'} {words(day)}, day 1"


def _rule(period: Period) -> Rule:
    if period.source == "order":
        return _AFTER_SERVICE
    return _RULE if period.relevant_date == period.counts_from else _AFTER_NOTICE


def _earlier(case: Case, day: Day, last: When | None) -> str | None:
    # S.83(2): subject already by an earlier event, notified for it while so, and so throughout the three days.
    # Where no last day can be given, only a period without end lasts through it.
    notified = case.notified.last_initial(day)
    if notified is None:
        return None
    given = notified.given.day
    earlier = [period for period in case.periods if period.first <= given]
    if not earlier:
        return None
    longest = max(earlier, key=_end)
    end, kept_by = _end(longest), []
    for order in case.periods:
        # Orders made by then keep a person subject by the period they find running (s.103G(1)).
        if order.relevant_date is None and given < order.first <= min(day, end) and _end(order) > end:
            end = _end(order)
            kept_by.append(order.id)
    if end < (FOREVER if last is None else last.day):
        return None
    kept = f" (kept so by {several(kept_by)})" if kept_by else ""
    return (
        f"Already subject by {longest.id}{kept} throughout those days, and notified while so under s.83(1) on "
        f"{words(given)} ({notified.id}): nothing new is asked (s.83(2))."
    )


def _end(period: Period) -> Day:
    return period.last or FOREVER
