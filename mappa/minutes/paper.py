"""Minutes on paper: what they say, as text, on the force's own heading; the PDF, and the same as a Word file."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import typst
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from access.exporting import Taken
from diary.clock import LONDON
from frontend.dates import time_in_words, words, words_with_weekday
from frontend.printable import printable
from mappa.minutes.queries import Part
from mappa.models import Minutes, MinutesHeading
from notifications.certificate.typeset import TYPEFACE
from offenders.models import Person
from riskplans.plans.word import blank

TEMPLATE: Final = Path(__file__).with_name("minutes.typ")


def content(
    minutes: Minutes, person: Person, parts: Sequence[Part], heading: MinutesHeading, taken: Taken
) -> dict[str, Any]:
    """Everything the document says: `parts` are those that whoever takes it reads."""
    on, at = minutes.case.sitting, taken.at.astimezone(LONDON)
    name = f"{(person.family_name or 'Name not recorded').upper()}, {person.given_names or ''}".rstrip(", ")
    signed = (
        f"{minutes.approved_by}, {_moment(minutes.approved_at)}"
        if minutes.approved_by and minutes.approved_at
        else "Not approved: a draft"
    )
    corrects = minutes.correction
    return {
        "force": on.force.name,
        "marking": heading.marking,
        "title": heading.title,
        "foot": heading.footer,
        "reference": f"{on.reference}, {person.reference}, version {minutes.number}",
        "about": [
            ["Person", f"{name}, born {words(person.date_of_birth)}"],
            ["Reference", person.reference],
            ["Meeting", f"Level {on.level}, {on.area}, {words_with_weekday(on.held_on)}"],
            ["Version", f"{minutes.number}, {minutes.get_state_display().lower()}"],
            ["Approved by", signed],
            *(
                [["Corrects", f"version {corrects.minutes.number}: {corrects.answer_why}"]]
                if corrects
                else []
            ),
        ],
        "watermark": f"{taken.by.get_full_name()} {at:%d.%m.%Y %H:%M}",
        "taken": taken.watermark.replace("OFFICIAL-SENSITIVE", heading.marking),
        "sections": [
            {
                "heading": part.heading,
                "lines": [
                    [each.label, each.text, f"{each.called}{', restricted' if each.restricted else ''}"]
                    for each in part.paragraphs
                ],
            }
            for part in parts
        ],
    }


def _moment(at: datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{words(local.date())} at {time_in_words(local)}"


def pdf(said: dict[str, Any], made_at: datetime) -> bytes:
    """The document: tagged (PDF/UA-1); the same bytes for the same content."""
    made: bytes = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(TYPEFACE)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"minutes": json.dumps(printable(said))},
        timestamp=int(made_at.timestamp()),
    )
    return made


def document(said: dict[str, Any]) -> bytes:
    """The same as a Word file, with real headings and a language."""
    given = printable(said)
    made = blank()
    made.core_properties.title = f"{given['title']} {given['reference']}"
    made.core_properties.author = "Vigil"
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10)
    page = made.sections[0]
    for of, text in (
        (page.header, f"{given['force']}  {given['marking']}"),
        (page.footer, given["marking"]),
    ):
        of.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        of.paragraphs[0].add_run(text).bold = True
    for text in (given["reference"], given["foot"], given["taken"]):
        below = page.footer.add_paragraph(text)
        below.alignment = WD_ALIGN_PARAGRAPH.CENTER
        below.paragraph_format.space_after = Pt(0)
    made.add_heading(given["title"], level=1)
    for label, text in given["about"]:
        paragraph = made.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(text)
    for section in given["sections"]:
        made.add_heading(section["heading"], level=2)
        for label, text, whose in section["lines"]:
            paragraph = made.add_paragraph()
            if label:
                paragraph.add_run(f"{label}: ").bold = True
            paragraph.add_run(text)
            paragraph.add_run(f" [{whose}]").italic = True
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
