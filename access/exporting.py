"""Lists that leave Vigil as files: CSV, XLSX with text cells alone, and PDF, marked, and naming who took them.

Columns are a constant of the export, never what a request asks for, and the file is built from nothing else: no
hidden sheet, no formula, no author, nothing left over (what went wrong in Northern Ireland in August 2023 was a
worksheet nobody saw).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Generic, TypeVar

import typst
import xlsxwriter
from django.db import models
from django.http import HttpResponse

from access.choices import Channel
from access.log import consulted
from accounts.models import User
from frontend.printable import printable

MOST_ROWS = 500  # where no policy of a force says another number
MARKING = "OFFICIAL-SENSITIVE"

Row = TypeVar("Row")


class Form(models.TextChoices):
    """What the file is."""

    CSV = "csv", "CSV, for any program"
    XLSX = "xlsx", "Excel workbook"
    PDF = "pdf", "PDF, to print"


_TYPES = {
    Form.CSV: "text/csv; charset=utf-8",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.PDF: "application/pdf",
}
_TEMPLATE: Final = Path(__file__).with_name("exporting.typ")
# Put there by the build of the pages (frontend/build.mjs). Without it typst's own serif would stand in.
_TYPEFACE: Final = Path(__file__).parents[1] / "static" / "build" / "fonts"


class TooMany(Exception):
    """More rows than may leave at once. Nothing is handed over, rather than a part that looks like the whole."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A heading, and what stands under it for one row."""

    heading: str
    text: Callable[[Row], str]


@dataclass(frozen=True, slots=True)
class Taken:
    """Who takes a file, when, and by which request: the first line of every one."""

    by: User
    at: datetime  # London time
    request_id: str
    approved_by: str = ""  # the second person, for a file above the limit

    @property
    def watermark(self) -> str:
        who = f"{self.by.get_full_name()}, {self.by.get_rank_display()} {self.by.collar_number}".strip()
        when = f"{self.at.day} {self.at:%B %Y at %H:%M}"
        second = f" Approved by {self.approved_by}." if self.approved_by else ""
        return f"{MARKING}. Taken by {who} on {when}.{second} Request {self.request_id}"


def hand_over(
    rows: Iterable[Row],
    columns: Sequence[Column[Row]],
    *,
    form: Form,
    name: str,
    taken: Taken,
    most: int = MOST_ROWS,
    of: Sequence[str] = (),
) -> HttpResponse:
    """The one door by which a list leaves as a file. `name` goes into the file's name: nothing personal. `of` says in
    words, for the log, which list it is and how it was narrowed.

    Raises TooMany for more rows than `most`. The rows are read here, within the request, so the access log sees whom
    the file is about.
    """
    lines = [[column.text(row) for column in columns] for row in rows]
    if len(lines) > most:
        raise TooMany
    consulted(
        channel=Channel.EXPORT,
        object_type=name,
        sections=[column.heading.lower() for column in columns],
        row_count=len(lines),
        sources=list(of),
    )
    headings = [column.heading for column in columns]
    if form is Form.PDF:
        content = _pdf(name, headings, lines, taken)
    else:
        table = [[taken.watermark], headings, *([neutral(cell) for cell in line] for line in lines)]
        content = _csv(table) if form is Form.CSV else _xlsx(table, taken.at)
    response = HttpResponse(content, content_type=_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{MARKING} {name} {taken.at:%Y-%m-%d}.{form}"'
    return response


# What Excel, LibreOffice or Google Sheets take for the start of a formula or a command, in full width too.
_ACTIVE = re.compile(r"^[\s'\"]*[=+\-@|%＝＋－＠]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0080-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")


def neutral(text: str) -> str:
    """Text that no spreadsheet runs, whatever is saved as what afterwards: one line, and an apostrophe before
    anything that could be a formula (OWASP, CSV Injection)."""
    line = _CONTROL.sub(" ", text).strip()
    return f"'{line}" if _ACTIVE.match(line) else line


def _csv(table: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(table)
    return out.getvalue().encode("utf-8-sig")  # Excel takes CSV without the mark for the local code page


def _xlsx(table: list[list[str]], at: datetime) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    # Who and when stand in the first line, where they are seen; the file's own properties say nothing of them.
    book.set_properties({"author": "", "created": at.replace(tzinfo=None)})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    bold = book.add_format({"num_format": "@", "bold": True})
    sheet = book.add_worksheet("Export")
    sheet.set_column(0, max(len(table[1]) - 1, 0), 24)
    sheet.set_header(f"&C{MARKING}")
    sheet.set_footer("&C&P of &N")
    for number, line in enumerate(table):
        for place, cell in enumerate(line):
            sheet.write_string(number, place, cell, bold if number < 2 else text)
    sheet.freeze_panes(2, 0)
    book.close()
    return out.getvalue()


def _pdf(name: str, headings: list[str], lines: list[list[str]], taken: Taken) -> bytes:
    """Tagged (PDF/UA-1); who took it stands behind every page, and the whole of it at its foot."""
    said = {
        "title": name[0].upper() + name[1:],
        "marking": MARKING,
        "taken": taken.watermark,
        "watermark": f"{taken.by.get_full_name()} {taken.at:%d.%m.%Y %H:%M}",
        "columns": headings,
        "rows": lines,
    }
    made: bytes = typst.compile(
        str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        font_paths=[str(_TYPEFACE)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"list": json.dumps(printable(said))},
        timestamp=int(taken.at.timestamp()),
    )
    return made
