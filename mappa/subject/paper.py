"""The answer on paper: what its owners released, meeting by meeting, and never how much there was besides."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import typst

from access.exporting import Taken
from diary.clock import LONDON
from frontend.dates import words
from frontend.printable import printable
from mappa.models import MinutesHeading, OwnedParagraph, SubjectRequest
from mappa.subject.choices import GAP, Owned
from notifications.certificate.typeset import TYPEFACE
from offenders.models import Person

TEMPLATE: Final = Path(__file__).with_name("answer.typ")
# The same on every answer, whatever was held back: it tells nobody whether anything was.
RIGHTS: Final = (
    "The law lets the police and other agencies hold information back, in full or in part, and not say that they have "
    "(Data Protection Act 2018, section 45 and Schedules 2 to 4). "
    + GAP
    + " stands for words that were taken out. "
    "You may ask the force to look at this answer again, ask the Information Commissioner to check that the law was "
    "kept to (section 51), complain to the Commissioner (section 165), or apply to a court (section 167)."
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is released of one meeting: whose it is, and its words."""

    heading: str
    lines: list[tuple[str, str]] = field(default_factory=list)


def parts(released: Iterable[OwnedParagraph]) -> list[Meeting]:
    """The released paragraphs, meeting by meeting. A heading within the minutes is not printed where words of it were
    taken out: it may say what they are about."""
    rows = groupby(released, key=lambda each: each.paragraph.minutes.case_id)
    found = []
    for _case, group in rows:
        of_meeting = list(group)
        on = of_meeting[0].paragraph.minutes.case.sitting.held_on
        lines = []
        for each in of_meeting:
            said = each.paragraph
            whole = each.answer == Owned.RELEASE
            text = said.text if whole else each.redacted
            label = _label(each) if whole else said.get_section_display()
            version = f", version {said.minutes.number}" if said.minutes.number > 1 else ""
            lines.append((f"{label} ({each.owner.called}{version})", text))
        found.append(Meeting(f"Meeting of {words(on)}", lines))
    return found


def _label(owned: OwnedParagraph) -> str:
    """The part of the minutes and the paragraph's own heading, which may be the same in several parts; without the
    owner, who stands behind it."""
    section = owned.paragraph.get_section_display()
    label = owned.paragraph.label.removeprefix(f"{owned.owner.called}: ")
    return f"{section}: {label}" if label and label.lower() != section.lower() else section


def content(
    request: SubjectRequest,
    person: Person,
    meetings: Sequence[Meeting],
    heading: MinutesHeading,
    taken: Taken,
) -> dict[str, Any]:
    """Everything the paper says."""
    assert request.signed_at  # noqa: S101 - the paper is made once it is signed
    name = f"{(person.family_name or 'Name not recorded').upper()}, {person.given_names or ''}".rstrip(", ")
    signed = words(request.signed_at.astimezone(LONDON).date())
    return {
        "force": request.force.name,
        "marking": heading.marking,
        "title": "What minutes of MAPPA meetings hold about you",
        "reference": f"{person.reference}, request received {words(request.received_on)}",
        "about": [
            ["Person", f"{name}, born {words(person.date_of_birth)}"],
            ["Request received", words(request.received_on)],
            ["Answered", signed],
        ],
        "rights": RIGHTS,
        "meetings": [
            {"heading": each.heading, "lines": [list(line) for line in each.lines]} for each in meetings
        ],
        "nothing": "" if meetings else "There is nothing in the minutes that can be given to you.",
        "taken": taken.watermark.replace("OFFICIAL-SENSITIVE", heading.marking),
    }


def pdf(said: dict[str, Any], made_at: datetime) -> bytes:
    """The paper: tagged (PDF/UA-1); the same bytes for the same content."""
    made: bytes = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(TYPEFACE)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"answer": json.dumps(printable(said))},
        timestamp=int(made_at.timestamp()),
    )
    return made
