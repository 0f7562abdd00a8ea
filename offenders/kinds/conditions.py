"""The conditions of orders, licences, and theirs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from offenders.kinds.asking import asked
from offenders.kinds.kind import FactKind, Refusals
from offenders.models import Licence, LicenceCondition, OrderCondition
from offenders.record import rules


def _licence(fact: Licence, now: datetime) -> Refusals:
    released = (
        None if fact.starts_on and fact.starts_on > now.date() and not fact.recalled else fact.starts_on
    )
    found = rules.first_out_of_order(
        [
            ("starts_on", released, "The release"),
            ("recall_requested_on", fact.recall_requested_on, "The request for recall"),
            ("revoked_on", fact.revoked_on, "The revocation"),
            ("returned_on", fact.returned_on, "The return to custody"),
        ],
        today=now.date(),
    )
    for name, words in (("licence_ends_on", "The licence"), ("sentence_ends_on", "The sentence")):
        day = getattr(fact, name)
        if day and fact.starts_on and day < fact.starts_on:
            found[name] = f"{words} cannot expire before the release."
    if fact.recall and not fact.recalled:
        found["recall_requested_on"] = "Enter when the recall was requested, or when the licence was revoked."
    elif not fact.recall and (fact.recalled or fact.returned_on):
        found["recall"] = "Select what kind of recall it is."
    return found


def _words(condition: OrderCondition | LicenceCondition) -> list[tuple[str, Any]]:
    """Its words first; what it is about and its number stand in the title."""
    must = condition.get_requirement_display() if isinstance(condition, OrderCondition) else "Word for word"
    return [
        (must, condition.wording),
        ("How it is checked", condition.checked),
        ("Variation", condition.variation),
    ]


KINDS = (
    FactKind(
        "order-condition",
        OrderCondition,
        "a condition of an order",
        asked(OrderCondition, "order_id", "kind", "requirement", "number", "wording", "checked", "variation"),
        block="orders",
        order=110,
        rows=_words,
        beneath="order_id",
        add_words="Add a condition",
    ),
    FactKind(
        "licence",
        Licence,
        "a licence",
        asked(
            Licence,
            *("kind", "starts_on", "licence_ends_on", "sentence_ends_on", "officer", "tagging"),
            *("recall", "recall_requested_on", "revoked_on", "returned_on"),
        ),
        refusals=_licence,
        block="orders",
        order=120,
        further=(("Add the standard conditions", "standard-conditions"),),
    ),
    FactKind(
        "licence-condition",
        LicenceCondition,
        "a condition of a licence",
        asked(LicenceCondition, "licence_id", "kind", "number", "wording", "checked", "variation"),
        block="orders",
        order=130,
        rows=_words,
        beneath="licence_id",
        add_words="Add a condition",
    ),
)
