"""The plan on a page as a document: what it says, as text, and the PDF."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import typst
from django.utils.timezone import localdate

from access.policies import FieldClass
from accounts.models import User
from frontend.dates import time_in_words, words
from frontend.printable import printable
from notifications.certificate.typeset import TYPEFACE
from offenders.models import Person
from riskplans.assessments import queries
from riskplans.models import SharedSummary
from riskplans.plans.choices import Verdict
from riskplans.plans.queries import Whole
from riskplans.plans.sheet import Reads, sheet

TEMPLATE: Final = Path(__file__).with_name("plan.typ")
LEFT_OUT: Final = [
    [
        "Victims and children",
        "Who is at risk, what is done for their safety, and what came of each action: shared with "
        "those who protect them, one by one.",
    ],
    ["Disclosure", "Whether somebody was told, and who: decided by the police case by case."],
    ["Health", "Shared only by who treats them, or with their consent."],
    ["Intelligence", "Shared only through the police’s intelligence unit."],
    ["Passing it on", "Ask the police first, and keep it no longer than you need it."],
]
MARKING: Final = "OFFICIAL-SENSITIVE"


def content(it: Whole, person: Person, by: User, now: datetime, *, reads: Reads) -> dict[str, Any]:
    """Everything the document says, as far as `reads` says."""
    plan = it.plan
    approved = [
        each for each in it.decisions if each.verdict != Verdict.RETURNED and each.round == plan.round
    ]
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
                [str(each), f"{each.decided_by}, {words(localdate(each.decided_at))}"]
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


def for_partners(it: Whole, person: Person, shared: SharedSummary, by: User, now: datetime) -> dict[str, Any]:
    """The same for a partner, whoever takes it: its title says so, and its last section what is left out and why."""
    said = content(it, person, by, now, reads={FieldClass.GENERAL, FieldClass.MANAGEMENT}.__contains__)
    said["title"] += " for partners"
    said["about"] += [
        ["Shared with", f"{shared.agency}: {shared.recipient}"],
        ["Shared on", f"{words(localdate(shared.shared_at))}, by {shared.shared_by}"],
        ["Lawful basis", shared.get_basis_display()],
    ]
    said["sections"].append({"heading": "Left out for partners", "lines": LEFT_OUT, "actions": []})
    return said


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
