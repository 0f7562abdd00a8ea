"""PDF files: every object is looked at. ISO 32000-2."""

from __future__ import annotations

import re
from typing import Any, BinaryIO

import pikepdf

from offenders.documents.intake import DAMAGED, FileType, Findings, Refused

MOST_OBJECTS = 300_000
_ADVICE = "Print it to a new PDF, and file that."

_SCRIPTS = f"The PDF holds JavaScript. {_ADVICE}"
_STARTS = (
    f"The PDF starts something when it is opened or clicked: a program, another file or a form. {_ADVICE}"
)
_CARRIES = "The PDF carries another file inside. Take it out and file it by itself."
_MEDIA = f"The PDF holds film, sound or a moving model. {_ADVICE}"
_FORM = f"The PDF is a form of the kind that runs by itself (XFA). {_ADVICE}"

# Keys that alone are enough, wherever they stand.
_KEYS = {
    "/JS": _SCRIPTS,
    "/JavaScript": _SCRIPTS,
    "/EmbeddedFile": _CARRIES,
    "/EmbeddedFiles": _CARRIES,
    "/EF": _CARRIES,
    "/RF": _CARRIES,
    "/XFA": _FORM,
    "/RichMediaContent": _MEDIA,
    "/RichMediaSettings": _MEDIA,
}
# Values of /S (an action), /Type and /Subtype (an annotation).
_VALUES = {
    **dict.fromkeys(("/JavaScript",), _SCRIPTS),
    **dict.fromkeys(("/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/GoTo3DView"), _STARTS),
    **dict.fromkeys(("/EmbeddedFile", "/FileAttachment"), _CARRIES),
    **dict.fromkeys(
        ("/RichMedia", "/RichMediaExecute", "/Rendition", "/Movie", "/Sound", "/Screen", "/3D"), _MEDIA
    ),
}
# Also where no object seems to hold them: a reader that repairs a file finds objects that its own table leaves out.
_IN_THE_OPEN = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia)(?![A-Za-z0-9])")
_SAID = {b"JavaScript": _SCRIPTS, b"Launch": _STARTS, b"RichMedia": _MEDIA}
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_PART, _OVERLAP = 1 << 20, 64


def examine(file: BinaryIO, claim: FileType) -> Findings:
    """Raises Refused for what runs, opens, carries or hides something, and for what cannot be read to the end."""
    _ends_where_it_should(file)
    _nothing_in_the_open(file)
    file.seek(0)
    try:
        with pikepdf.open(file, attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise Refused("The PDF is encrypted or locked. Save it without protection, and file that.")
            if not len(pdf.pages):
                raise Refused("The PDF has no pages.")
            if len(pdf.objects) > MOST_OBJECTS:
                raise Refused(f"The PDF is made of too many parts to be looked at. {_ADVICE}")
            for each in (*pdf.objects, pdf.trailer):
                _look_at(each)
    except pikepdf.PasswordError:
        raise Refused("The PDF is protected by a password. Save it without one, and file that.") from None
    return Findings(FileType.PDF)


def _ends_where_it_should(file: BinaryIO) -> None:
    """Behind the last %%EOF stands nothing: what is hung on there is read by something else."""
    file.seek(0, 2)
    file.seek(max(file.tell() - 2048, 0))
    _, found, after = file.read().rpartition(b"%%EOF")
    if not found:
        raise Refused(DAMAGED)
    if after.strip(b"\r\n\t \0"):
        raise Refused(f"Something else hangs on the end of the PDF. {_ADVICE}")


def _nothing_in_the_open(file: BinaryIO) -> None:
    file.seek(0)
    tail = b""
    while part := file.read(_PART):
        window = _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), tail + part)
        if found := _IN_THE_OPEN.search(window):
            raise Refused(_SAID.get(found[1], _CARRIES))
        tail = part[-_OVERLAP:]


def _look_at(found: Any) -> None:
    """One object and what stands directly in it; what it refers to is looked at by itself."""
    waiting = [(found, True)]
    while waiting:
        each, outermost = waiting.pop()
        if not isinstance(each, pikepdf.Object) or (each.is_indirect and not outermost):
            continue
        if isinstance(each, (pikepdf.Dictionary, pikepdf.Stream)):
            for key, value in each.items():
                if key in _KEYS:
                    raise Refused(_KEYS[key])
                if (
                    key in ("/S", "/Type", "/Subtype")
                    and isinstance(value, pikepdf.Name)
                    and str(value) in _VALUES
                ):
                    raise Refused(_VALUES[str(value)])
                waiting.append((value, False))
        elif isinstance(each, pikepdf.Array):
            waiting += [(value, False) for value in each]
