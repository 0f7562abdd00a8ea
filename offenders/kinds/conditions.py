"""The conditions of orders, licences, and theirs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms

from frontend.dates import words
from offenders.choices import YesNoUnknown
from offenders.kinds.asking import asked
from offenders.kinds.kind import FactKind, Refusals
from offenders.models import CourtOrder, Licence, LicenceCondition, OrderCondition
from offenders.record import rules
from offenders.record.terms import ConditionKind


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
    for name, what in (("licence_ends_on", "The licence"), ("sentence_ends_on", "The sentence")):
        day = getattr(fact, name)
        if day and fact.starts_on and day < fact.starts_on:
            found[name] = f"{what} cannot expire before the release."
    if fact.recall and not fact.recalled:
        found["recall_requested_on"] = "Enter when the recall was requested, or when the licence was revoked."
    elif not fact.recall and (fact.recalled or fact.returned_on):
        found["recall"] = "Select what kind of recall it is."
    return found


def _condition(fact: OrderCondition, now: datetime) -> Refusals:
    """One number, one condition in force; and none from before its order was made."""
    found: Refusals = {}
    # An address may name an order that is not there; that is refused with the row.
    began = CourtOrder.objects.filter(pk=fact.order_id).values_list("made_on", flat=True).first()
    if began and fact.starts_on and fact.starts_on < began:
        found["starts_on"] = f"That is before the order was made, on {words(began)}."
    others = OrderCondition.objects.standing().filter(
        order=fact.order_id, number=fact.number, ends_on__isnull=True
    )
    if fact.number and fact.ends_on is None and others.exclude(pk=fact.pk).exists():
        found["number"] = (
            f"Condition {fact.number} of this order is on record already. Vary it, or give this its own number."
        )
    return found


# Of which subjects a condition is taken to let the police put monitoring on devices; the officer has the last word.
_SUGGESTS_MONITORING = (ConditionKind.INSPECTION,)
_SUGGESTED = "suggested"


def _permits() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Does it let the police monitor their devices?",
        choices=[(_SUGGESTED, "As what it is about suggests"), *YesNoUnknown.choices[:2]],
        initial=_SUGGESTED,
        widget=forms.RadioSelect,
        required=False,
        help_text="Suggested: yes for “Inspection and monitoring”, no for anything else. Read the words, and say "
        "otherwise where they do.",
    )


def _columns(answers: Mapping[str, Any]) -> dict[str, Any]:
    said = dict(answers)
    permits = said.get("permits_monitoring")
    if isinstance(permits, str):
        suggested = said.get("kind") in _SUGGESTS_MONITORING
        said["permits_monitoring"] = {"yes": True, "no": False}.get(permits, suggested)
    return said


def _answered(condition: OrderCondition | LicenceCondition) -> dict[str, Any]:
    return {"permits_monitoring": "yes" if condition.permits_monitoring else "no"}


def _words(condition: OrderCondition | LicenceCondition) -> list[tuple[str, Any]]:
    """Its words first; what it is about and its number stand in the title."""
    must = condition.get_requirement_display() if isinstance(condition, OrderCondition) else "Word for word"
    return [
        (must, condition.wording),
        ("How it is checked", condition.checked),
        ("Monitoring of devices", "Permitted" if condition.permits_monitoring else ""),
        ("Variation", condition.variation),
    ]


KINDS = (
    FactKind(
        "order-condition",
        OrderCondition,
        "a condition of an order",
        {
            **asked(OrderCondition, "order_id", "kind", "requirement", "number", "wording"),
            "permits_monitoring": _permits,
            **asked(OrderCondition, "checked", "variation"),
        },
        refusals=_condition,
        answers=_answered,
        columns=_columns,
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
        {
            **asked(LicenceCondition, "licence_id", "kind", "number", "wording"),
            "permits_monitoring": _permits,
            **asked(LicenceCondition, "checked", "variation"),
        },
        answers=_answered,
        columns=_columns,
        block="orders",
        order=130,
        rows=_words,
        beneath="licence_id",
        add_words="Add a condition",
    ),
)
