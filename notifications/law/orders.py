"""What court orders do to the notification requirements: SOA 2003 ss.103G, 107, 122G; Sentencing Code s.352."""

from dataclasses import dataclass
from typing import Final

from notifications.law.counting import FOREVER, Day
from notifications.law.facts import Order, Trigger
from notifications.law.period import Period
from notifications.law.rulesets import Rulebook
from notifications.law.wording import words


@dataclass(frozen=True, slots=True)
class Effect:
    """An order with notification effect: what keeps a person subject, and what makes one so."""

    keeps: str
    makes: str
    citation: str
    called: str


EFFECTS: Final = {
    "shpo": Effect(
        "103G(1)",
        "103G(2)",
        "SOA 2003 s.103G(1)-(3); Sentencing Code s.352",
        "A sexual harm prevention order",
    ),
    "interim_shpo": Effect(
        "103G(4)", "103G(4)", "SOA 2003 ss.103F, 103G(4)", "An interim sexual harm prevention order"
    ),
    "sopo": Effect("107(3)", "107(4)", "SOA 2003 s.107(3)-(5)", "A sexual offences prevention order"),
    "interim_sopo": Effect(
        "107(3)", "107(4)", "SOA 2003 ss.107(3)-(5), 109", "An interim sexual offences prevention order"
    ),
}
"""A risk order alone has none of this (ss.122A-122K), nor a violent offender order (another regime: CJIA 2008)."""
_BREACH: Final = Effect("122G", "122G", "SOA 2003 s.122G", "")


@dataclass(frozen=True, slots=True)
class Hold:
    """An order, or a breach of a risk order, from the day it takes hold until the order ends."""

    source: str
    id: str
    begins: Day
    ends: Day | None
    until_further_order: bool
    relevant_date: Day
    effect: Effect
    opening: str


def is_blocking(order: Order) -> bool:
    """Whether an order has notification effect, and so blocks an application for review (s.91A(3))."""
    return order.kind in EFFECTS


def holds(breaches: list[Trigger], orders: tuple[Order, ...]) -> list[Hold]:
    """Everything by which an order keeps or makes a person subject, in the order in which it is to be judged.

    Of things of one day a breach comes before an order, as a conviction does, and then they go by id: the first
    makes the person subject, and finds the others someone already subject that day.
    """
    by_id = {order.id: order for order in orders}
    found = [
        Hold(
            "order",
            order.id,
            order.made_on,
            order.ends,
            order.last_day is None,
            order.served_on,
            EFFECTS[order.kind],
            f"{EFFECTS[order.kind].called} was made on {words(order.made_on)}"
            + (f" and served on {words(order.served_on)}." if order.served_on != order.made_on else "."),
        )
        for order in orders
        if is_blocking(order)
    ]
    for trigger in breaches:
        risk_order = by_id[trigger.order or ""]
        ends = [day for day in (risk_order.ends, trigger.ended_on) if day is not None]
        found.append(
            Hold(
                "trigger",
                trigger.id,
                trigger.relevant_date,
                min(ends, default=None),
                risk_order.last_day is None,
                trigger.relevant_date,
                _BREACH,
                f"Dealt with on {words(trigger.relevant_date)} for breach of the risk order {risk_order.id}.",
            )
        )
    found.sort(key=lambda hold: (hold.begins, hold.source == "order", hold.id))
    return [hold for hold in found if hold.ends is None or hold.ends >= hold.begins]


def periods_of(found: list[Hold], others: list[Period], rulebook: Rulebook) -> list[Period]:
    """The periods that orders bring, judged in turn beside the periods that are already there."""
    waiting = sorted((period.first, period.last or FOREVER) for period in others)
    reach, at = 0, 0
    made = []
    for hold in found:
        while at < len(waiting) and waiting[at][0] <= hold.begins:
            reach = max(reach, waiting[at][1])
            at += 1
        already = hold.begins <= reach
        reach = max(reach, hold.ends or FOREVER)
        made.append(_period(hold, already, rulebook))
    return made


def _period(hold: Hold, already: bool, rulebook: Rulebook) -> Period:
    why = [hold.opening]
    if already:
        why.append("The person was already subject that day, and remains so at least until the order ends.")
    elif hold.relevant_date == hold.begins:
        why.append("The person was not otherwise subject: subject from that day, day 1.")
    else:
        why.append(
            f"The person was not otherwise subject: subject from {words(hold.begins)}; "
            f"the relevant date is the day of service, {words(hold.relevant_date)}."
        )
    if hold.ends is not None:
        why.append(f"The last day of its effect is {words(hold.ends)}.")
    else:
        why.append("It has effect until further order.")
    return Period(
        source=hold.source,
        id=hold.id,
        relevant_date=None if already else hold.relevant_date,
        first=hold.begins,
        last=hold.ends,
        # As with a period under s.82, the length is the one fixed (`last_day`), though it has since been cut short.
        length="until further order" if hold.until_further_order else "until the order ends",
        indefinite=False,
        awaits=False,
        counts_from=None if already else hold.relevant_date,
        carried_over=False,
        rule=hold.effect.keeps if already else hold.effect.makes,
        ruleset=rulebook.on(hold.begins),
        citation=hold.effect.citation,
        reasoning=why,
    )
