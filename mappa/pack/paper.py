"""The pack of a meeting on paper: what it says, as text, and the PDF."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import typst

from access.exporting import MARKING, Taken
from diary.clock import LONDON
from frontend.dates import time_in_words, words, words_with_weekday
from frontend.printable import printable
from mappa.models import Sitting
from mappa.pack.choices import Part
from mappa.pack.queries import Pack
from mappa.pack.shape import Block, Difference, Line
from notifications.certificate.typeset import TYPEFACE

TEMPLATE: Final = Path(__file__).with_name("pack.typ")
# No line of these gives way to the size of the sheet, nor does one that asks somebody to do something, in any block.
_WHOLE: Final = (Part.WHY, Part.RISK, Part.ORDERS, Part.VICTIMS)


def content(sitting: Sitting, packs: list[Pack], taken: Taken) -> dict[str, Any]:
    """Everything the document says, as far as whoever takes it reads."""
    at = taken.at.astimezone(LONDON)
    return {
        "marking": MARKING,
        "title": "Pack for a MAPPA meeting",
        "reference": sitting.reference,
        "about": [
            ["Day", words_with_weekday(sitting.held_on)],
            ["Time", f"{time_in_words(sitting.starts_at)} to {time_in_words(sitting.ends_at)}"],
            ["Level", f"{sitting.level}, {sitting.area}"],
            ["Chair", str(sitting.chair)],
            ["Where", ". ".join(filter(None, (sitting.place, sitting.joining)))],
            ["Cases", str(len(packs))],
        ],
        "watermark": f"{taken.by.get_full_name()} {at:%d.%m.%Y %H:%M}",
        "taken": taken.watermark,
        "cases": [_case(number, pack) for number, pack in enumerate(packs, 1)],
    }


def _case(number: int, pack: Pack) -> dict[str, Any]:
    person, begins = pack.case.person, pack.case.begins_at.astimezone(LONDON)
    ends = pack.case.ends_at.astimezone(LONDON)
    name = f"{(person.family_name or 'Name not recorded').upper()}, {person.given_names or ''}".rstrip(", ")
    locked = pack.locked
    how = (
        f"As locked by {locked.locked_by}, {_moment(locked.locked_at)}"
        if locked
        else "Not locked: as it stands now"
    )
    return {
        "heading": f"{number}. {name}, {person.reference}",
        "when": f"{time_in_words(begins)} to {time_in_words(ends)}",
        "how": f"{how}. Born {words(person.date_of_birth)}.",
        "held_back": f"Held back from you: {', '.join(pack.held_back).lower()}." if pack.held_back else "",
        "late": [
            {
                "heading": part.label,
                "lines": [
                    [
                        "",
                        _said(row.label, _since(row)),
                        "",
                    ]
                    for row in rows
                ],
            }
            for part, rows in pack.late
        ],
        "blocks": [
            _block(block) for block in pack.as_locked or pack.blocks if block.lines or block.held_back
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    return {
        "heading": block.heading,
        "lines": [_line(line, stays=line.is_gap or block.part in _WHOLE) for line in block.lines],
        "note": block.held_back_words,
    }


def _line(line: Line, *, stays: bool) -> list[str | bool]:
    return [line.label, line.text, line.tag, stays]


def _since(row: Difference) -> str:
    """What a line says that was locked otherwise, or not at all."""
    if not row.after:
        return f"No longer: {row.before}"
    return f"{row.after} (was: {row.before})" if row.before else row.after


def _said(label: str, text: str) -> str:
    return f"{label}: {text}" if label else text


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
        sys_inputs={"pack": json.dumps(printable(said))},
        timestamp=int(made_at.timestamp()),
    )
    return made
