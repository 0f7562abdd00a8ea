"""What partners are given, a plan or a summary of an assessment, as a Word file: with real headings, tables and
language, so that they can work with it."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from frontend.printable import printable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_COLUMNS = ("What is done", "Who", "By", "How we know")


def document(said: dict[str, Any]) -> bytes:
    """The file, from what `paper.content` or `assessments.summary.content` says."""
    given = printable(said)
    made = blank()
    made.core_properties.title = f"{given['title']} {given['reference']}"
    made.core_properties.author = "Vigil"
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10)
    _mark(made, given["marking"])
    made.add_heading(f"{given['title']}", level=1)
    _pairs(made, given["about"])
    for section in given["sections"]:
        made.add_heading(section["heading"], level=2)
        for label, text in section["lines"]:
            paragraph = made.add_paragraph()
            paragraph.add_run(f"{label}: ").bold = True
            paragraph.add_run(text)
        if section["actions"]:
            _table(made, _COLUMNS, section["actions"])
    made.add_paragraph(f"{given['made']}, from the record held in Vigil.")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def blank() -> WordDocument:
    """An empty file on A4, whose words are British English to spelling and to screen readers."""
    made = Document()
    made.core_properties.language = "en-GB"
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    for lang in made.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "en-GB")
    return made


def _mark(made: WordDocument, marking: str) -> None:
    for of in (made.sections[0].header, made.sections[0].footer):
        paragraph = of.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(marking).bold = True


def _pairs(made: WordDocument, pairs: list[list[str]]) -> None:
    for label, text in pairs:
        paragraph = made.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(text)


def _table(made: WordDocument, columns: tuple[str, ...], rows: list[list[str]]) -> None:
    table = made.add_table(rows=1, cols=len(columns), style="Table Grid")
    for cell, heading in zip(table.rows[0].cells, columns, strict=True):
        cell.paragraphs[0].add_run(heading).bold = True
    # Said to screen readers, and repeated on each page: the first row holds the headings.
    of_row = table.rows[0]._tr.get_or_add_trPr()
    repeats = OxmlElement("w:tblHeader")
    repeats.set(qn("w:val"), "true")
    of_row.append(repeats)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
