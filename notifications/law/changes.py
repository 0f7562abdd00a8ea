"""Changes: SOA 2003 s.84(1)(a), (b), (ca) and (d), and what the 2012 regulations prescribe for (ca).

Stays at an address (s.84(1)(c)) are in `stays`, child household stays in `households`, notice of a change before it
happens in `advance`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from notifications.law.advance import effective_notice
from notifications.law.counting import Day, on_day
from notifications.law.duties import Case, Duty, Rule, binding, first_since, not_required
from notifications.law.facts import Change
from notifications.law.initial import limits_in_words
from notifications.law.rulesets import WIDENED_ON
from notifications.law.wording import words

DAYS: Final = 3
MEETING: Final = ("83(1)", "84(1)")
"""The sections under which a change is notified."""


@dataclass(frozen=True, slots=True)
class Event:
    """A kind of change: its rule, how it is said, and whether it is notifiable only since S.I. 2012/1876."""

    rule: Rule
    said: str
    since_2012: bool = False


def _prescribed(regulation: str, said: str) -> Event:
    return Event(
        Rule(f"84(1)(ca)-{regulation}", f"SOA 2003 s.84(1)(ca); S.I. 2012/1876 reg {regulation}"),
        said,
        since_2012=True,
    )


EVENTS: Final = {
    "name_used": Event(Rule("84(1)(a)", "SOA 2003 s.84(1)(a)"), "A name not notified was first used"),
    "home_address_changed": Event(Rule("84(1)(b)", "SOA 2003 s.84(1)(b)"), "The home address changed"),
    "released": Event(Rule("84(1)(d)", "SOA 2003 s.84(1)(d)"), "Released"),
    "account_opened": _prescribed("13(2)(a)(i)", "An account was opened"),
    "account_closed": _prescribed("13(2)(a)(ii)", "An account was closed"),
    "card_obtained": _prescribed("13(2)(b)(i)", "A card was obtained"),
    "card_no_longer_held": _prescribed("13(2)(b)(ii)", "A card was no longer held"),
    "financial_information_altered": _prescribed("13(2)(c)", "Notified financial information altered"),
    "identity_document_obtained": _prescribed("15(2)(a)", "An identity document was obtained"),
    "identity_document_ceased": _prescribed("15(2)(b)", "An identity document ceased to be held"),
    "child_household_residence": _prescribed("11(2)(a)", "Residence began where a child lives or stays"),
    "child_household_ceased": _prescribed(
        "11(2)(b)", "Residence or stays ended where a child lives or stays"
    ),
}


def change_duties(case: Case, events: dict[str, Day | None]) -> Iterator[Duty]:
    """The duty that follows each change that has a date of its own, which is added to `events`."""
    for change in case.facts.changes:
        if (event := EVENTS.get(change.kind)) is None:
            continue
        events[change.id] = change.on
        if event.since_2012 and change.on < WIDENED_ON:
            yield from not_yet_notifiable(case, change, event.rule, change.on)
        else:
            opening = f"{event.said} on {words(change.on)}: 3 days beginning with that day, day 1 (s.84(1))."
            yield from change_duty(case, change, event.rule, arises_on=change.on, opening=opening)


def not_yet_notifiable(case: Case, change: Change, rule: Rule, event: Day) -> list[Duty]:
    """A change of a kind that became notifiable after it."""
    reason = f"Such a change became notifiable on {words(WIDENED_ON)} (S.I. 2012/1876 reg 1(2)): not before."
    return not_required(case, "change", change.id, rule, event=event, reasoning=[reason])


def change_duty(
    case: Case, change: Change, rule: Rule, *, arises_on: Day, opening: str, strict_from: Day | None = None
) -> list[Duty]:
    """Three days beginning with an event; at the strictest with `strict_from`, where that reading begins earlier."""
    lenient = case.disregarded.lenient(arises_on, DAYS)
    strict = case.disregarded.strict(arises_on if strict_from is None else strict_from, DAYS)
    reasoning = [opening, *lenient.reasons(), *limits_in_words(strict.last, lenient.last)]
    told = first_since(case.notified.about(change.id, sections=MEETING), arises_on)
    notice = effective_notice(case, change, arises_on, reasoning)
    if notice is not None and (
        told is None or (notice.given.moment, notice.id) < (told.given.moment, told.id)
    ):
        told = notice
    return binding(
        case,
        "change",
        change.id,
        rule,
        arises_on=arises_on,
        work_to=None if strict.last is None else on_day(strict.last),
        last=None if lenient.last is None else on_day(lenient.last),
        told=told,
        reasoning=reasoning,
    )
