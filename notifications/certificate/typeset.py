"""From what a certificate says to a PDF: tagged (PDF/UA-1), with its own typeface, the same bytes for the same content.

The content goes to typst as data, a JSON text that the template reads; nothing of it is ever read as markup.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import typst

from frontend.printable import printable

TEMPLATE: Final = Path(__file__).with_name("certificate.typ")
# Put there by the build of the pages (frontend/build.mjs). Without it typst's own serif would stand in.
TYPEFACE: Final = Path(__file__).parents[2] / "static" / "build" / "fonts"


def pdf(content: dict[str, Any], made_at: datetime) -> bytes:
    """The document. `made_at` is written into it as the time it was made; the machine's own clock is not read."""
    made: bytes = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(TYPEFACE)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"certificate": json.dumps(printable(content))},
        timestamp=int(made_at.timestamp()),
    )
    return made
