"""Travel: SOA 2003 s.86; S.I. 2004/1220 as amended by S.I. 2012/1876."""

from collections.abc import Iterator
from typing import Final

from notifications.law.counting import HOUR, Day, When, at_moment, on_day, start_of
from notifications.law.duties import Case, Duty, Rule, binding, first_since, not_required
from notifications.law.facts import Journey, Notification
from notifications.law.rulesets import EW, NI, SCOTLAND, SHORT_JOURNEYS_UNTIL, WIDENED_ON
from notifications.law.wording import happened, words, words_instant

SHORT_DAYS: Final = 3
"""A journey shorter than this is exempt where short journeys are."""
HOURS: Final = 12
HOURS_BEFORE_2012: Final = 24

_REGULATIONS: Final = {EW: "S.I. 2004/1220", SCOTLAND: "S.S.I. 2004/205", NI: "S.R. (NI) 2014/185"}


def _rule(case: Case, regulation: str) -> Rule:
    return Rule(regulation, f"SOA 2003 s.86; {_REGULATIONS[case.rulebook.jurisdiction]} reg {regulation}")


def travel_duties(case: Case) -> Iterator[Duty]:
    """The duties that each journey brings. Where only travel is computed, none before that law begins."""
    for journey in case.facts.journeys:
        if journey.departs.day >= case.rulebook.begins:
            yield from _journey(case, journey)


def _journey(case: Case, journey: Journey) -> Iterator[Duty]:
    if (exempt := _exempt(case, journey)) is not None:
        yield from not_required(
            case,
            "travel",
            journey.id,
            _rule(case, "5(1)"),
            event=journey.departs.day,
            reasoning=[exempt],
        )
        return
    told = list(case.notified.about(journey.id, sections=("86(2)",)))
    yield from _departure(case, journey, told)
    if journey.changed is not None and case.rulebook.jurisdiction != SCOTLAND:
        yield from _changed(case, journey, journey.changed, told)
    if journey.returned is not None and case.rulebook.jurisdiction == EW:
        yield from _return(case, journey)


def _exempt(case: Case, journey: Journey) -> str | None:
    if journey.to == {"GB"}:
        return "A journey within the United Kingdom does not leave it (s.86; Interpretation Act 1978 Sch.1)."
    ends = journey.notified_return or journey.returned
    short = ends is not None and ends.date - journey.departs.day < SHORT_DAYS
    if short and case.rulebook.jurisdiction == EW and journey.departs.day <= SHORT_JOURNEYS_UNTIL:
        return (
            f"A journey of under three days, departing on or before {words(SHORT_JOURNEYS_UNTIL)}, is exempt "
            "(S.I. 2004/1220 reg 5(1) as made; S.I. 2012/1876 reg 3)."
        )
    if short and case.rulebook.jurisdiction == NI and journey.to == {"IE"}:
        return "A journey to the Republic of Ireland alone, of under three days, is exempt (S.R. (NI) 2014/185 reg 5)."
    return None


def _departure(case: Case, journey: Journey, told: list[Notification]) -> list[Duty]:
    leaving = journey.departs.day
    run = case.runs.holding(leaving)
    if run is None:
        return []
    # What was known before the person was subject is known, for this purpose, from the first day of being so.
    known = max(journey.known.day, run.first)
    reasoning = [
        f"Departure {happened(journey.departs)}.",
        f"The date, first country and point of arrival were known, while subject, on {words(known)}.",
    ]
    last: When
    if known >= leaving - 7:
        rule = _rule(case, "5(3)")
        reasoning.append("That is not more than seven days before the date of departure: reg 5(3).")
        work_to, last = _hours_before(case, journey, reasoning)
    else:
        work_to = on_day(leaving - 8)
        reasoning.append("That is more than seven days before the date of departure: reg 5(2).")
        reasoning.append(f"Seven clear days before that date: work to {words(leaving - 8)}.")
        if journey.reasonable_excuse:
            rule, last = _rule(case, "5(2)(b)"), at_moment(start_of(leaving) - 24 * HOUR)
            reasoning.append(
                "With a reasonable excuse, not less than 24 hours before that date begins: at the latest "
                f"{words_instant(last.moment)}."
            )
        else:
            rule, last = _rule(case, "5(2)(a)"), on_day(leaving - 7)
            reasoning.append(
                f"Not less than seven days before that date: at the latest {words(leaving - 7)}."
            )
    return binding(
        case,
        "travel",
        journey.id,
        rule,
        arises_on=known,
        work_to=work_to,
        last=last,
        told=told[0] if told else None,
        reasoning=reasoning,
        event=leaving,
    )


def _hours_before(
    case: Case, journey: Journey, reasoning: list[str], date_hours: int | None = None
) -> tuple[When, When]:
    # Hours are elapsed hours; before a date is before it begins.
    hours = HOURS
    if case.rulebook.jurisdiction == EW and journey.departs.day < WIDENED_ON:
        hours = HOURS_BEFORE_2012
    before_date = at_moment(start_of(journey.departs.day) - (date_hours or hours) * HOUR)
    reasoning.append(
        f"{date_hours or hours} hours before the date of departure begins: work to {words_instant(before_date.moment)}."
    )
    last = at_moment(journey.departs.moment - hours * HOUR)
    from_what = (
        "departure" if journey.departs.timed else "the date of departure, no time of departure being known"
    )
    reasoning.append(f"{hours} hours before {from_what}: at the latest {words_instant(last.moment)}.")
    return before_date, last


def _changed(case: Case, journey: Journey, changed: When, told: list[Notification]) -> list[Duty]:
    leaving, rule = journey.departs.day, _rule(case, "7")
    # Before a date is before it begins.
    if changed.moment >= journey.departs.moment:
        reason = f"The details changed {happened(changed)}, not before departure (reg 7)."
        return not_required(
            case, "travel_change", journey.id, rule, event=changed.day, departure=leaving, reasoning=[reason]
        )
    reasoning = [
        f"Departure {happened(journey.departs)}.",
        f"The notified details became wrong {happened(changed)}: a further notification (reg 7(1)).",
    ]
    work_to, last = _hours_before(case, journey, reasoning, date_hours=24)
    return binding(
        case,
        "travel_change",
        journey.id,
        rule,
        arises_on=changed.day,
        work_to=work_to,
        last=last,
        told=_told_of_change(changed, told),
        reasoning=reasoning,
        event=leaving,
        departure=leaving,
    )


def _told_of_change(changed: When, told: list[Notification]) -> Notification | None:
    # The document itself says that notified details became wrong, so it is not asked what had been notified by then.
    # A bare date on the day of the change may be after it, and is read so in the person's favour; but not of the
    # first notification, whose details are the ones that became wrong.
    for at, each in enumerate(told):
        if not each.given.before(changed) and (at > 0 or each.given.timed or each.given.day > changed.day):
            return each
    return None


def _return(case: Case, journey: Journey) -> list[Duty]:
    returned, foretold, leaving = journey.returned, journey.notified_return, journey.departs.day
    if returned is None:
        return []
    back: Day = returned.date
    rule = _rule(case, "8(2)")
    reasoning = [f"Returned on {words(back)}."]
    if foretold is not None:
        if foretold.date == back and foretold.point is not None and foretold.point == returned.point:
            reasoning.append(
                f"The date and the point of arrival ({foretold.point}) were notified, and both were kept (reg 8(3))."
            )
            return not_required(
                case,
                "travel_return",
                journey.id,
                _rule(case, "8(3)"),
                event=back,
                departure=leaving,
                reasoning=reasoning,
            )
        reasoning.append("The date and the point of arrival were not both notified and kept (reg 8(3)).")
    reasoning.append(
        f"Within three days of the return, that day not counted: the last day is {words(back + 3)}."
    )
    reasoning.append(f"Strictly, three days with that day counted: work to {words(back + 2)}.")
    return binding(
        case,
        "travel_return",
        journey.id,
        rule,
        arises_on=back,
        work_to=on_day(back + 2),
        last=on_day(back + 3),
        told=first_since(case.notified.about(journey.id, sections=("86(3)",)), back),
        reasoning=reasoning,
        event=leaving,
        departure=leaving,
    )
