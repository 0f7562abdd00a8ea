"""The plan on a page as a document: what it says, as text, and the PDF."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import typst

from access.policies import FieldClass
from accounts.models import User
from frontend.dates import time_in_words, words
from notifications.certificate.printable import printable
from notifications.certificate.typeset import TYPEFACE
from offenders.models import Person
from riskplans.assessments import queries
from riskplans.plans.queries import Whole
from riskplans.plans.sheet import Reads, sheet

TEMPLATE: Final = Path(__file__).with_name("plan.typ")
MARKING: Final = "OFFICIAL-SENSITIVE"


def content(it: Whole, person: Person, by: User, now: datetime, *, reads: Reads) -> dict[str, Any]:
    """Everything the document says, as far as `reads` says."""
    plan = it.plan
    approved = [each for each in it.decisions if each.verdict != "returned" and each.round == plan.round]
    return {
        "marking": MARKING,
        "title": f"Risk management plan {plan.number}",
        "reference": person.reference,
        "about": [
            ["Person", f"{(person.family_name or '').upper()}, {person.given_names or ''}".rstrip(", ")],
            ["Born", words(person.date_of_birth)],
            ["Reference", person.reference],
            *_values(person, reads),
            ["State", plan.get_state_display()],
            ["Written by", str(plan.submitted_by or plan.recorded_by)],
            *[
                [str(each), f"{each.decided_by}, {words(each.decided_at.date())}"]
                for each in reversed(approved)
            ],
        ],
        "sections": [
            {
                "heading": section.heading,
                "lines": [[line.label, line.text] for line in section.lines],
                "actions": [
                    [
                        f"{each.what}{f' ({each.about})' if each.about else ''}",
                        each.who,
                        words(each.due_on),
                        f"{each.measure}{f'. {each.result}' if each.result else ''}",
                    ]
                    for each in section.actions
                ],
            }
            for section in sheet(it, reads=reads, today=now.date())
            if section.lines or section.actions
        ],
        "made": f"Made by {by} on {words(now.date())} at {time_in_words(now)}",
    }


def _values(person: Person, reads: Reads) -> list[list[str]]:
    """The four values as they are on the day it is printed; to who reads no more, the level alone."""
    if not reads(FieldClass.MANAGEMENT):
        return [["Level", person.level_word]]
    return [[value.name, value.words] for value in queries.values(person)]


def pdf(said: dict[str, Any], made_at: datetime) -> bytes:
    """The document: tagged (PDF/UA-1); the same bytes for the same content."""
    made: bytes = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(TYPEFACE)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"plan": json.dumps(printable(said))},
        timestamp=int(made_at.timestamp()),
    )
    return made
