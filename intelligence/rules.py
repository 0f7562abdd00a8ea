"""What a report, a concern and a dissemination must be like: pure, every refusal by its field and in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

Refusals = dict[str, str]

LEAST_CONDITION = 10  # characters that say how a condition was met
FINANCE = "That looks like a bank account or card number. It stays on the person's own record: leave it out."
_REFERENCE = re.compile(r"[A-Z]{0,6}[/-]?\d[A-Z0-9/-]*", re.IGNORECASE)
_SORT_CODE_AND_ACCOUNT = re.compile(r"(?<!\d)\d{2}[- ]?\d{2}[- ]?\d{2}\D{1,30}\d{8}(?!\d)")
_IBAN = re.compile(r"\bGB\d{2} ?[A-Z]{4}(?: ?\d){14}\b", re.IGNORECASE)
_CARD = re.compile(r"(?<!\d)(?:\d[ -]?){15,16}(?!\d)")


def report(fields: Mapping[str, Any], *, people: int, now: datetime) -> Refusals:
    """`fields` are those of a Report, `people` how many it is about."""
    found: Refusals = {}
    if not people:
        found["who"] = "Say whom it is about: find them, and say what they are in it."
    if not fields["text"].strip():
        found["text"] = "Enter what is reported."
    if not fields["sanitised"].strip():
        found["sanitised"] = "Enter what may be read by those who must not learn the source."
    happened_on, happened_at = fields["happened_on"], fields.get("happened_at")
    if happened_on > now.date() or (happened_on == now.date() and happened_at and happened_at > now.time()):
        found["happened_on"] = "The information cannot be of a time to come."
    if fields["review_on"] <= now.date():
        found["review_on"] = "Enter a day to come: that is when somebody asks whether it is still needed."
    if fields["handling"] == "C" and not fields["conditions"]:
        found["conditions"] = "Select the conditions on which it may be shared."
    if fields["handling"] == "P" and fields["conditions"]:
        found["conditions"] = "P has no conditions. Select C, or take the conditions off."
    if urn := source_number(fields.get("source_urn", "")):
        found["source_urn"] = urn
    return found | without_finance(fields, "text", "sanitised", "provenance")


def source_number(typed: str) -> str:
    """What is wrong with what stands for the source: it is a number, and never a name. Empty: nothing."""
    if typed and not _REFERENCE.fullmatch(typed):
        return "Enter the source's number, like 24/1187. Never a name."
    return ""


def concern(fields: Mapping[str, Any]) -> Refusals:
    found: Refusals = {}
    if not fields["who"].strip():
        found["who"] = "Enter the name, or “not known”."
    if not fields["what"].strip():
        found["what"] = "Enter what the worry is."
    return found


def dissemination(
    fields: Mapping[str, Any], *, conditions: Sequence[str], handling: str, today: date
) -> Refusals:
    """`conditions` are those of the report; a code of either scheme that sets some demands how they were met."""
    found: Refusals = {}
    if fields["sent_on"] > today:
        found["sent_on"] = "Record it on the day it is given."
    if restricts(handling) and len(fields["conditions_met"].strip()) < LEAST_CONDITION:
        named = f" ({', '.join(conditions)})" if conditions else ""
        found["conditions_met"] = f"Handling {handling}{named} sets conditions. Say how they were met."
    return found | without_finance(fields, "recipient", "lawful_basis", "conditions_met")


def restricts(handling: str) -> bool:
    """Whether a handling code, of either scheme, permits sharing on conditions alone."""
    return handling not in ("P", "1")


def without_finance(fields: Mapping[str, Any], *names: str) -> Refusals:
    return {name: FINANCE for name in names if names_an_account(fields.get(name) or "")}


def names_an_account(text: str) -> bool:
    """Whether the text holds a sort code with an account number, an IBAN of the United Kingdom or a payment card."""
    return bool(
        _SORT_CODE_AND_ACCOUNT.search(text) or _IBAN.search(text) or any(map(_is_card, _CARD.findall(text)))
    )


def _is_card(found: str) -> bool:
    """Sixteen digits, or fifteen that begin as one issuer's do (an IMEI has fifteen too), with a right check digit."""
    digits = [int(digit) for digit in found if digit.isdigit()]
    if len(digits) == 15 and digits[:2] not in ([3, 4], [3, 7]):
        return False
    return sum(_doubled(digits)) % 10 == 0


def _doubled(digits: list[int]) -> Iterator[int]:
    for place, digit in enumerate(reversed(digits)):
        twice = digit * 2 if place % 2 else digit
        yield twice - 9 if twice > 9 else twice
