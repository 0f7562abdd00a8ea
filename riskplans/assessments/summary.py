"""What a partner is given of an assessment: its result and ratings. Nothing that was typed: no evidence, no account,
no source, so nobody else's name, nothing of victims, health or intelligence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from access.exporting import MARKING
from accounts.models import User
from frontend.dates import time_in_words, words
from offenders.models import Person
from riskplans.assessments.choices import FactorKind, Measure
from riskplans.assessments.queries import Row
from riskplans.models import AssessedResult, Assessment, SharedSummary

_PROTECTIVE = "The higher the priority, the more of it is missing."
_PRIORITY = (
    "It says how much work a case asks for. It is not a level of risk, and predicts nothing by itself."
)


def content(
    found: Assessment,
    shared: SharedSummary,
    person: Person,
    results: Sequence[AssessedResult],
    factors: Sequence[Row],
    by: User,
    now: datetime,
) -> dict[str, Any]:
    """Everything the document says, as `riskplans.plans.word` takes it. An assessment that was approved changes no
    more, so it says the same whenever it is made."""
    reading = [_PRIORITY] if found.tool.measure == Measure.PRIORITY else []
    missing = [_PROTECTIVE] if any(row.named.kind == FactorKind.PROTECTIVE for row in factors) else []
    sections = [
        ("Result", [[str(each.result), each.get_level_display()] for each in results if each.level]),
        *(
            (
                f"{kind.label} factors",
                [[row.named.name, _rating(row)] for row in factors if row.named.kind == kind],
            )
            for kind in FactorKind
        ),
        (
            "Before you use it",
            [
                *(["What it means", said] for said in reading),
                *(["Protective factors", said] for said in missing),
                [
                    "What is left out",
                    "Who may be at risk, health, intelligence, and what the ratings rest on.",
                ],
                ["Passing it on", "Ask the police first, and keep it no longer than you need it."],
            ],
        ),
    ]
    return {
        "marking": MARKING,
        "title": "Summary of a risk assessment",
        "reference": person.reference,
        "about": [
            ["Person", f"{(person.family_name or '').upper()}, {person.given_names or ''}".rstrip(", ")],
            ["Born", words(person.date_of_birth)],
            ["Reference", person.reference],
            ["Tool", f"{found.tool}, version {found.tool.edition}"],
            *([["Assessed on", words(found.assessed_on)]] if found.assessed_on else []),
            ["Shared with", f"{shared.agency}: {shared.recipient}"],
            ["Shared on", f"{words(localdate(shared.shared_at))}, by {shared.shared_by}"],
            ["Lawful basis", shared.get_basis_display()],
        ],
        "sections": [
            {"heading": heading, "lines": lines, "actions": []} for heading, lines in sections if lines
        ],
        "made": f"Made by {by} on {words(now.date())} at {time_in_words(now)}",
    }


def _rating(row: Row) -> str:
    was = (
        f" (before: {row.assessed.get_before_display().lower()})"
        if row.assessed.change in ("up", "down")
        else ""
    )
    return f"{row.assessed.get_priority_display()}{was}"
