"""What of a breach and of a search may be corrected, and what is refused of a correction.

A breach, and how it is shown, a supervisor alone takes off the record: a duty once looked into is not noticed again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from access.policies import Capability, FieldClass
from frontend.fields import LongTextField
from notifications.breaches.choices import CheckResult, Found
from notifications.models import Breach, BreachCheck, BreachElement, SearchStep
from offenders.kinds import FactKind, choice, dated


def _not_ahead(*names: str) -> Any:
    """Refuses a day among these that has not come yet."""

    def refusals(fact: Any, now: datetime) -> dict[str, str]:
        return {
            name: "That has not happened yet. Record it on the day."
            for name in names
            if (day := getattr(fact, name)) and day > now.date()
        }

    return refusals


def _long(label: str, *, required: bool = True) -> LongTextField:
    said = label if required else f"{label} (optional)"
    return LongTextField(label=said, max_length=2000, required=required)


def _short(label: str, length: int) -> forms.CharField:
    return forms.CharField(label=f"{label} (optional)", max_length=length, required=False)


KINDS = (
    FactKind(
        "breach",
        Breach,
        "a suspected breach",
        {
            "happened_on": lambda: dated("Day of the breach, or its first"),
            "found": lambda: choice("How it came to light", Found),
            "account": lambda: _long("What happened", required=False),
            "agencies_told": lambda: _short("Agencies told", 300),
            "outcome_on": lambda: dated("Day of the outcome", required=False),
            "court": lambda: _short("Court", 120),
            "outcome_note": lambda: _long("What came of it", required=False),
        },
        _not_ahead("happened_on", "outcome_on"),
        FieldClass.MANAGEMENT,
        void_needs=Capability.APPROVE,
        page="person-breaches",
    ),
    FactKind(
        "breach-check",
        BreachCheck,
        "a same-day check",
        {"result": lambda: choice("Result", CheckResult), "detail": lambda: _short("What was found", 500)},
        field_class=FieldClass.MANAGEMENT,
        page="person-breaches",
    ),
    FactKind(
        "breach-element",
        BreachElement,
        "an element of the offence",
        {"evidence": lambda: _long("Evidence, and where it is")},
        field_class=FieldClass.MANAGEMENT,
        void_needs=Capability.APPROVE,
        page="person-breaches",
    ),
    FactKind(
        "search-step",
        SearchStep,
        "a step of a search",
        {
            "done_on": lambda: dated("Day"),
            "result": lambda: _long("What came of it"),
            "authorised_by": lambda: _short("Authorised by", 120),
        },
        _not_ahead("done_on"),
        FieldClass.MANAGEMENT,
        page="person-breaches",
    ),
)
