"""Files as officers have them, and the pieces from which hostile ones are put together. Nothing here is downloaded."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pikepdf
from PIL import Image

OFFICE = "application/vnd.openxmlformats-officedocument"
WORD, SHEET = f"{OFFICE}.wordprocessingml.document.main+xml", f"{OFFICE}.spreadsheetml.sheet.main+xml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 80), mode: str = "RGB", **options: Any) -> bytes:
    out = io.BytesIO()
    image = Image.new(mode, size, (200, 30, 30) if mode == "RGB" else 0)
    image.save(out, form, **options)
    return out.getvalue()


def pdf(change: Callable[[pikepdf.Pdf], None] = lambda made: None, **options: Any) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(200, 200))
        change(made)
        made.save(out, **options)
    return out.getvalue()


def zipped(parts: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def relations(*those: tuple[str, str, bool]) -> str:
    """A part of relationships: kind, target, whether it is outside."""
    each = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATIONS}/{kind}" Target="{target}"'
        f"{' TargetMode=&quot;External&quot;'.replace('&quot;', chr(34)) if outside else ''}/>"
        for number, (kind, target, outside) in enumerate(those)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def content_types(main: str) -> str:
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/main.xml" ContentType="{main}"/></Types>'
    )


def word_text(body: str = "<w:p><w:r><w:t>Condition 4: no contact.</w:t></w:r></w:p>") -> str:
    return f"{_XML}<w:document {_W}><w:body>{body}</w:body></w:document>"


def word_parts(body: str | None = None, main: str = WORD) -> dict[str, bytes | str]:
    return {
        "[Content_Types].xml": content_types(main),
        "_rels/.rels": relations(("officeDocument", "word/document.xml", False)),
        "word/document.xml": word_text() if body is None else word_text(body),
    }


def sheet_parts(formula: str = "SUM(A1:A2)", main: str = SHEET) -> dict[str, bytes | str]:
    return {
        "[Content_Types].xml": content_types(main),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml", False)),
        "xl/workbook.xml": f"{_XML}<workbook><sheets><sheet name='One'/></sheets></workbook>",
        "xl/worksheets/sheet1.xml": f"{_XML}<worksheet><row><c><f>{formula}</f></c></row></worksheet>",
    }


def word(body: str | None = None, main: str = WORD, **more: bytes | str) -> bytes:
    return zipped(word_parts(body, main) | more)


def sheet(formula: str = "SUM(A1:A2)", main: str = SHEET, **more: bytes | str) -> bytes:
    return zipped(sheet_parts(formula, main) | more)
