"""Review of indefinite notification requirements: SOA 2003 ss.91A-91F."""

from dataclasses import dataclass, replace
from typing import Final

from notifications.law.counting import FOREVER, Day, anniversary
from notifications.law.duties import Case
from notifications.law.facts import Determination, Facts, Review
from notifications.law.orders import is_blocking
from notifications.law.period import Period, under_18
from notifications.law.results import ReviewResult
from notifications.law.rulesets import REVIEW_FROM
from notifications.law.wording import iso, quantity, several, words

YEARS: Final = 15
YEARS_UNDER_18: Final = 8
FURTHER_YEARS: Final = 8
ACKNOWLEDGE_DAYS: Final = 14
BODIES_DAYS: Final = 28
DETERMINE_DAYS: Final = 6 * 7
APPEAL_DAYS: Final = 21
_CITATION: Final = "SOA 2003 ss.91A-91F"


@dataclass(frozen=True, slots=True)
class Ending:
    """The day indefinite requirements ceased on review, and why."""

    on: Day
    why: str


def under_review(facts: Facts, periods: list[Period]) -> Review | None:
    """The review facts, if there is anything to review: an indefinite s.82 period, since review came in."""
    if facts.as_at.day >= REVIEW_FROM and any(period.indefinite for period in periods):
        return facts.review
    return None


def ending(review: Review, today: Day) -> Ending | None:
    """When the indefinite requirements ceased: on receipt of a grant, or the day an appeal is allowed."""
    endings = [
        (
            each.received_on,
            f"Notice that the application was granted was received on {words(each.received_on)}",
        )
        for each in review.determinations
        if each.granted and each.on <= today and each.received_on is not None and each.received_on <= today
    ]
    appeal = review.appeal
    if appeal is not None and appeal.allowed and appeal.on <= today:
        endings.append((appeal.on, f"An appeal was allowed on {words(appeal.on)}"))
    if not endings:
        return None
    on, why = min(endings)
    return Ending(on, f"{why}: the indefinite requirements ceased that day (ss.91C(4), 91E(4)).")


def ended(periods: list[Period], end: Ending | None) -> list[Period]:
    """The periods with the indefinite ones that were running on the day requirements ceased ended with it."""
    if end is None:
        return periods
    return [
        replace(period, last=end.on, reasoning=[*period.reasoning, end.why])
        if period.indefinite and period.holds(end.on)
        else period
        for period in periods
    ]


def answer_review(case: Case, review: Review, end: Ending | None) -> ReviewResult:
    """When an application may be made, what blocks it, and the limits of one that was made."""
    today = case.as_at.day
    reasoning: list[str] = []
    refusals = [each for each in review.determinations if each.on <= today and not each.granted]
    latest = max(
        refusals,
        key=lambda each: (each.on, each.further_years or FURTHER_YEARS, each.received_on or 0),
        default=None,
    )
    if latest is not None:
        qualifying: Day | None = _after_refusal(latest, reasoning)
    else:
        qualifying = _after_release(case, review, reasoning)
    blocked_by, may_apply = _orders_in_the_way(case, qualifying, reasoning)
    running = any(period.indefinite and period.holds(today) for period in case.periods)
    if not running:
        reasoning.append("No indefinite period is running.")
    if end is not None:
        reasoning.append(end.why)
    acknowledge, bodies, determine = _application(review, reasoning)
    return {
        "qualifying_date": _written(qualifying),
        "may_apply_from": _written(may_apply),
        "eligible": running and may_apply is not None and may_apply <= today,
        "blocked_by": blocked_by,
        "acknowledge_by": _written(acknowledge),
        "bodies_by": _written(bodies),
        "determine_by": _written(determine),
        "appeal_by": _written(_appeal(case, latest, reasoning)),
        "ceased_on": _written(None if end is None else end.on),
        "citation": _CITATION,
        "reasoning": reasoning,
    }


def _written(day: Day | None) -> str | None:
    return None if day is None else iso(day)


def _after_release(case: Case, review: Review, reasoning: list[str]) -> Day | None:
    named = review.relevant_notification
    relevant = None if named is None else case.notified.by_id.get(named)
    if relevant is None:
        reasoning.append("No relevant notification is known, so no qualifying date can be given (s.91B(10)).")
        return None
    # Each relevant date from which the requirements under review run.
    young = all(
        period.relevant_date is not None and under_18(case.facts.born, period.relevant_date)
        for period in case.periods
        if period.indefinite
    )
    years = YEARS_UNDER_18 if young else YEARS
    day = anniversary(relevant.given.day, 12 * years)
    age = "under 18 on each relevant date" if young else "18 or over on a relevant date"
    reasoning.append(
        f"{quantity(years, 'year')} beginning with the relevant notification of {words(relevant.given.day)} "
        f"({relevant.id}; {age}): the qualifying date is {words(day)} (s.91B(2))."
    )
    return day


def _after_refusal(latest: Determination, reasoning: list[str]) -> Day:
    years = latest.further_years or FURTHER_YEARS
    day = anniversary(latest.on, 12 * years)
    reasoning.append(
        f"{quantity(years, 'year')} beginning with the refusal of {words(latest.on)}: the further qualifying date is "
        f"{words(day)} (s.91B(3)-(6))."
    )
    return day


def _orders_in_the_way(
    case: Case, qualifying: Day | None, reasoning: list[str]
) -> tuple[list[str], Day | None]:
    if qualifying is None:
        return [], None  # with no day to be in force on, no order is in the way yet
    orders = sorted(
        (order.made_on, FOREVER if order.ends is None else order.ends, order.id)
        for order in case.facts.orders
        if is_blocking(order)
    )
    judged = max(qualifying, case.as_at.day)
    blocking = sorted(identity for first, last, identity in orders if first <= judged <= last)
    if blocking:
        reasoning.append(
            f"On {words(judged)} {several(blocking)} was in force: no application (s.91A(2)(b), (3))."
        )
    day = judged if blocking else qualifying
    for first, last, _ in orders:
        if first <= day <= last:
            day = last + 1
    if day > FOREVER:
        reasoning.append("No day without an order is in sight.")
        return blocking, None
    reasoning.append(f"An application may be made from {words(day)} (ss.91A(2), 91B(1)).")
    return blocking, day


def _application(review: Review, reasoning: list[str]) -> tuple[Day | None, Day | None, Day | None]:
    application = review.application
    if application is None:
        return None, None, None
    acknowledge = application.received_on + ACKNOWLEDGE_DAYS
    reasoning.append(
        f"Application received on {words(application.received_on)}: to be acknowledged within 14 days, by "
        f"{words(acknowledge)} (s.91B(8))."
    )
    if not application.bodies_notified_on:
        reasoning.append(
            "No responsible body was notified: the six weeks to determine have no start (s.91C(1))."
        )
        return acknowledge, None, None
    bodies = max(application.bodies_notified_on) + BODIES_DAYS
    determine = bodies + DETERMINE_DAYS
    reasoning.append(f"Responsible bodies may answer for 28 days, the last until {words(bodies)} (s.91B(9)).")
    reasoning.append(f"To be determined within 6 weeks of that, by {words(determine)} (s.91C(1)).")
    return acknowledge, bodies, determine


def _appeal(case: Case, latest: Determination | None, reasoning: list[str]) -> Day | None:
    if latest is None or latest.received_on is None or latest.received_on > case.as_at.day:
        return None
    last = latest.received_on + APPEAL_DAYS - 1
    reasoning.append(
        f"Notice of the refusal was received on {words(latest.received_on)}, day 1: an appeal may be made within 21 "
        f"days, by {words(last)} (s.91E(2))."
    )
    return last
