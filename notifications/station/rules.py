"""Which rule applies to what happened, and what is to be asked because of it: pure, in words to be read aloud.

The dates are the engine's; nothing here counts a day of the law. Sexual Offences Act 2003 ss.83 to 89; S.I. 2012/1876;
S.I. 2004/1220.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from frontend.dates import age
from notifications.station.choices import Happened, Part

ADULT_AT: Final = 18
STAY_IN_HOUSEHOLD: Final = timedelta(hours=12)  # S.I. 2012/1876 reg 10
_LONDON: Final = ZoneInfo("Europe/London")
BACKDATED: Final = "They came on an earlier day. Say why it is recorded only now."


@dataclass(frozen=True, slots=True)
class Rule:
    """`says` is what the officer can read to them; `why` the reason it is so; `source` where it stands."""

    says: str
    why: str
    source: str


_CHANGE: Final = "The day it happened is day 1."
RULES: Final[Mapping[Happened, Rule]] = {
    Happened.RELEASED: Rule(
        "They must notify within 3 days of release. The day of release is day 1.",
        "Time in custody by order of a court, in prison or detained in hospital does not count; it begins to run again "
        "on release.",
        "SOA 2003 ss.83(6), 84(1)(d)",
    ),
    Happened.MOVED: Rule(
        f"They must notify within 3 days of any change of home address. {_CHANGE}",
        "The home address is their sole or main residence or, if they have none, a place where they can regularly be "
        "found. Whoever has none notifies every 7 days.",
        "SOA 2003 ss.83(7), 84(1)(b), 85(5)",
    ),
    Happened.NAMED: Rule(
        "They must notify within 3 days of first using a name that they have not notified. "
        "The day of first use is day 1.",
        "It is the use that counts: a deed poll alone is none.",
        "SOA 2003 s.84(1)(a)",
    ),
    Happened.STAYED: Rule(
        "Seven days at one address, in a row or added up over 12 months, must be notified within 3 days. "
        "The seventh day is day 1.",
        "Each address is counted by itself, and every day on which they stayed counts, the first and the last too.",
        "SOA 2003 s.84(1)(c), (6)",
    ),
    Happened.CHILD: Rule(
        "Living in a home where someone under 18 lives or stays, or staying there for 12 hours at one time, must be "
        "notified within 3 days.",
        "The 12 hours are of one stay: two stays of 8 hours do not add up. One night is usually enough. It does not "
        "matter whose child it is, or whether they were alone with the child.",
        "SOA 2003 s.84(1)(ca); S.I. 2012/1876 regs 10-11",
    ),
    Happened.MONEY: Rule(
        "Every account and card opened, obtained, closed or no longer held must be notified within 3 days. So must any "
        f"notified detail of them that is no longer right. {_CHANGE}",
        "It counts whether it is in their own name, held jointly, or for a business they run that is not a company.",
        "SOA 2003 s.84(1)(ca); S.I. 2012/1876 regs 12-13",
    ),
    Happened.PAPERS: Rule(
        f"Getting a passport or identity document, or ceasing to hold one, must be notified within 3 days. {_CHANGE}",
        "Every passport counts. Only without a passport do other identity documents count.",
        "SOA 2003 s.84(1)(ca); S.I. 2012/1876 regs 14-15",
    ),
    Happened.TRAVELS: Rule(
        "They must notify at least 7 days before the day they leave the United Kingdom, for however short a time. If "
        "they did not know the details by then, at least 12 hours before that day.",
        "With a reasonable excuse for missing the 7 days: as soon as they can, and at least 24 hours before that day. "
        "Ireland, the Isle of Man and the Channel Islands are abroad.",
        "SOA 2003 s.86; S.I. 2004/1220 regs 5-6",
    ),
    Happened.ALTERED: Rule(
        "Travel details that were notified and are wrong now must be notified again, at least 12 hours before they "
        "leave.",
        "Later than 24 hours before the day of departure only with a reasonable excuse.",
        "SOA 2003 s.86; S.I. 2004/1220 reg 7",
    ),
    Happened.RETURNED: Rule(
        "They must notify within 3 days of coming back, unless they kept to a return date and a point of arrival that "
        "they had notified.",
        "The day of return is not counted. It does not move the date of their regular notification.",
        "SOA 2003 s.86(3); S.I. 2004/1220 reg 8",
    ),
    Happened.AHEAD: Rule(
        "They may notify a change before it happens. It serves if the change comes from two days before the day they "
        "name to two days after.",
        "If it has not come by then, they must say so within 6 days beginning with the day they named. If it comes "
        "earlier or later, they must notify it as any other change. A release cannot be notified in advance.",
        "SOA 2003 s.84(2)-(5)",
    ),
    Happened.CAME: Rule(
        "What they gave notice of has come within two days of the day they named: nothing more to do. Otherwise they "
        "must say that it did not, within 6 days beginning with that day.",
        "Time in custody, in hospital or abroad counts for the two days, and not for the six.",
        "SOA 2003 s.84(3)-(5)",
    ),
}
REGULAR: Final = Rule(
    "They must notify everything again within a year of the last time they did or, without a fixed address, within "
    "7 days.",
    "The day of the last notification is not counted. Telling the police of travel does not move the date.",
    "SOA 2003 s.85; S.I. 2012/1876 reg 9",
)
EVERYTHING: Final = Rule(
    "Each time they notify, they notify all of it: what has not changed is said again.",
    "A notification of a change or a regular one gives all the information of section 83(5).",
    "SOA 2003 ss.83(5), 84(1), 85(1)",
)
LATE: Final = Rule(
    "Not notifying in time, without a reasonable excuse, is an offence.",
    "Whether the excuse is reasonable is not decided at the counter: ask, and write down what they say. Do not "
    "question them about it further: that is for an interview.",
    "SOA 2003 s.91(1)(a)",
)
IDENTITY: Final = Rule(
    "You may require fingerprints, a photograph, or both, to confirm who they are.",
    "Refusing without a reasonable excuse is an offence.",
    "SOA 2003 ss.87(4)-(5), 91(1)(a)",
)

# What section 83(5) has them notify; asked item by item, in this order.
ALL_PARTS: Final = (
    Part.BORN,
    Part.NAMES,
    Part.HOME,
    Part.PREMISES,
    Part.CHILDREN,
    Part.MONEY,
    Part.PAPERS,
)
# S.I. 2004/1220 reg 10: with travel alone.
_WITH_TRAVEL: Final = (Part.BORN, Part.NAMES, Part.HOME)
_TRAVEL_ONLY: Final = {Happened.TRAVELS, Happened.ALTERED, Happened.RETURNED}
# What tells a part of it by itself, so that it is not asked again.
TELLS: Final[Mapping[Part, Happened]] = {
    Part.NAMES: Happened.NAMED,
    Part.HOME: Happened.MOVED,
    Part.PREMISES: Happened.STAYED,
    Part.CHILDREN: Happened.CHILD,
    Part.MONEY: Happened.MONEY,
    Part.PAPERS: Happened.PAPERS,
}
_OF_TRAVEL: Final = ("travel", "travel_change", "travel_return")


def parts_asked(happened: Collection[str], kinds_answered: Collection[str]) -> list[Part]:
    """The parts gone through item by item. `kinds_answered` are the kinds of the open duties that they came for.

    Whoever comes for travel alone states name, address and date of birth; whoever comes only to say that a change did
    not happen is asked nothing more.
    """
    said = {Happened(each) for each in happened}
    regular = [kind for kind in kinds_answered if kind not in (*_OF_TRAVEL, "non_occurrence")]
    if not regular and said == {Happened.CAME}:
        return []
    if not regular and said <= _TRAVEL_ONLY | {Happened.CAME}:
        return list(_WITH_TRAVEL)
    told = {part for part, by in TELLS.items() if by in said}
    return [part for part in ALL_PARTS if part not in told]


def is_young(born: date, on: date) -> bool:
    """Whether a court may have directed a parent to notify for them, or to see that they come (s.89)."""
    return age(born, on) < ADULT_AT


def is_backdated(given_at: datetime, recorded_at: datetime) -> bool:
    """Whether it is recorded on a later day than they came; days in London. The last day of a duty turns on it."""
    return given_at.astimezone(_LONDON).date() < recorded_at.astimezone(_LONDON).date()


def stayed_long_enough(arrived: datetime, left: datetime) -> bool:
    """Whether one stay came to the twelve hours of reg 10: hours as they elapse."""
    return left.astimezone(UTC) - arrived.astimezone(UTC) >= STAY_IN_HOUSEHOLD


def household(*, kind: str, arrived: datetime | None, left: datetime | None, now: datetime) -> dict[str, str]:
    """What is refused of a stay with a child, before the record is asked."""
    if kind != "child_household_stay":
        return {}
    found: dict[str, str] = {}
    if arrived and arrived > now:
        found["arrived_on"] = "A stay that has not begun yet cannot be told. Give notice in advance instead."
    if arrived and left and left < arrived:
        found["left_on"] = "They cannot leave before they arrive."
    elif left and left > now:
        found["left_on"] = "Enter the hours stayed so far: the end cannot be in the future."
    return found


def why_check(*, shown: str, money_unseen: bool, born_differs: bool, refused: Collection[str]) -> list[str]:
    """Why whoever manages them should look at it; one sentence each, none if nothing calls for it."""
    said = []
    if shown == "not":
        said.append("The counter could not confirm who they are.")
    if money_unseen:
        said.append(
            "Accounts or cards were notified to somebody who may not see those on record: compare them."
        )
    if born_differs:
        said.append(
            "What they say of their date of birth or National Insurance number differs from the record."
        )
    said += [f"They refused {what}." for what in sorted(refused)]
    return said


def in_order(happened: Collection[str]) -> list[Happened]:
    """As they are asked: a release before a move, a journey before what was altered of it."""
    return [each for each in Happened if each in happened]


def words_of(rule: Rule) -> dict[str, Any]:
    """For a template."""
    return {"says": rule.says, "why": rule.why, "source": rule.source}
