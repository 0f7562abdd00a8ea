"""One sheet a case: what asks somebody to do something, or forbids something, gives way to no other line."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pypdf
import pytest

from mappa.pack import paper

MADE = datetime(2026, 11, 2, 9, tzinfo=UTC)
_WORDS = "He was seen at home, and the tablet he had not told us of was examined on the day after the visit."


def _lines(part: str, count: int, *, stays: bool = False, tag: str = "") -> list[list[str | bool]]:
    return [[f"{part} {number}", _WORDS, tag, stays] for number in range(1, count + 1)]


def _said(much: int, cases: int = 2) -> dict[str, Any]:
    """Cases of eleven blocks with `much` lines each besides two that stay."""
    case = {
        "when": "10am to 10:30am",
        "how": "Not locked: as it stands now. Born 3 May 1980.",
        "held_back": "Held back from you: victims.",
        "late": [{"heading": "Plan", "lines": [["", "Late change", ""]]}],
        "blocks": [
            {
                "heading": f"Block {letter}",
                "lines": [
                    *_lines(f"Plain{letter}", much),
                    *_lines(f"Gap{letter}", 2, stays=True, tag="Overdue"),
                ],
                "note": "Held back from you: health." if letter == "C" else "",
            }
            for letter in "ABCDEFGHIJK"
        ],
    }
    return {
        "marking": "OFFICIAL-SENSITIVE",
        "title": "Pack for a MAPPA meeting",
        "reference": "MM-000001",
        "about": [["Day", "Monday 2 November 2026"]],
        "watermark": "Ann Example 02.11.2026 09:00",
        "taken": "OFFICIAL-SENSITIVE. Taken by Ann Example on 2 November 2026 at 09:00. Request 1",
        "cases": [
            {**case, "heading": f"{number}. MARSH, Alan, P-{number}"} for number in range(1, cases + 1)
        ],
    }


def _pages(said: dict[str, Any]) -> list[str]:
    document = pypdf.PdfReader(io.BytesIO(paper.pdf(said, MADE)))
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    return [" ".join(page.extract_text().split()) for page in document.pages]


@pytest.mark.parametrize("much", [0, 1, 3, 6, 12, 30])
def test_a_case_is_one_sheet_however_much_is_on_record(much: int) -> None:
    _cover, *sheets = _pages(_said(much))
    assert len(sheets) == 2
    for number, sheet in enumerate(sheets, 1):
        assert f"{number}. MARSH, Alan" in sheet
        assert all(f"Gap{letter} {each}:" in sheet for letter in "ABCDEFGHIJK" for each in (1, 2))
        assert "Late change" in sheet
        assert "Held back from you: health." in sheet


def test_it_says_how_many_more_there_are_and_nothing_where_there_are_none() -> None:
    long, short = _pages(_said(12))[1], _pages(_said(1))[1]
    there = sum(f"PlainA {each}:" in long for each in range(1, 13))
    assert 0 < there < 12
    assert f"{12 - there} more in Vigil" in long
    assert "more in Vigil" not in short


def test_what_stays_is_never_dropped_for_the_sheet() -> None:
    said = _said(2, cases=1)
    said["cases"][0]["blocks"][0]["lines"] += _lines("Order", 80, stays=True)
    pages = _pages(said)
    assert len(pages) > 2
    assert all(f"Order {each}:" in " ".join(pages) for each in range(1, 81))
