"""Changes: SOA 2003 s.84(1)(a), (b), (ca) and (d), and what the 2012 regulations prescribe for (ca).

Stays at an address (s.84(1)(c)) are in `stays`, child household stays in `households`, notice of a change before it
happens in `advance`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from notifications.law.advance import effective_notice
from notifications.law.counting import Day
from notifications.law.duties import Case, Duty, Rule, binding, first_since, not_required
from notifications.law.facts import Change
from notifications.law.notified import in_order
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


def _prescribed(regulation: str, id: str, said: str) -> Event:
    rule = Rule(f"84(1)(ca)-{id}", f"SOA 2003 s.84(1)(ca); S.I. 2012/1876 reg {regulation}")
    return Event(rule, said, since_2012=True)


EVENTS: Final = {
    "name_used": Event(Rule("84(1)(a)", "SOA 2003 s.84(1)(a)"), "A name not notified was first used"),
    "home_address_changed": Event(Rule("84(1)(b)", "SOA 2003 s.84(1)(b)"), "The home address changed"),
    "released": Event(Rule("84(1)(d)", "SOA 2003 s.84(1)(d)"), "Released"),
    "account_opened": _prescribed("13(2)(a)", "account-opened", "An account was opened"),
    "account_closed": _prescribed("13(2)(a)(ii)", "account-closed", "An account was closed"),
    "card_obtained": _prescribed("13(2)", "card-obtained", "A card was obtained"),
    "card_no_longer_held": _prescribed("13(2)", "card-no-longer-held", "A card was no longer held"),
    "financial_information_altered": _prescribed(
        "13(2)", "financial-information-altered", "Notified financial information altered"
    ),
    "identity_document_obtained": _prescribed(
        "15(2)(a)", "identity-document-obtained", "An identity document was obtained"
    ),
    "identity_document_ceased": _prescribed(
        "15(2)", "identity-document-ceased", "An identity document ceased to be held"
    ),
    "child_household_residence": _prescribed(
        "11(2)(a)", "child-household", "Residence began in a household with a child"
    ),
    "child_household_ceased": _prescribed(
        "11(2)(b)", "child-household-ceased", "Residence or stays in a household with a child ended"
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
    limits = case.disregarded.limits(arises_on, DAYS, strict_from)
    reasoning = [opening, *limits.reasons]
    told = first_since(case.notified.about(change.id, sections=MEETING), arises_on)
    notice = effective_notice(case, change, arises_on, reasoning)
    met_by = min((each for each in (told, notice) if each is not None), key=in_order, default=None)
    return binding(
        case,
        "change",
        change.id,
        rule,
        arises_on=arises_on,
        work_to=limits.work_to,
        last=limits.last,
        told=met_by,
        reasoning=reasoning,
    )
