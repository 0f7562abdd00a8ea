"""Whether a file may be filed: what it claims to be, what it is, and why not. Pure; the standard library and decoders.

A file's name says what it claims to be, its content what it is, and both must be the same. The name is used for nothing
else and is not kept. What is refused is refused with a reason that the officer can act on.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import BinaryIO


class Refused(ValueError):
    """The file may not be filed; the message says why, in plain words."""


class FileType(StrEnum):
    """What may be filed. A photograph in HEIC is kept as JPEG."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    TEXT = "txt"
    JPEG = "jpeg"
    PNG = "png"
    HEIC = "heic"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]


_LABELS = {
    FileType.PDF: "PDF",
    FileType.DOCX: "Word document",
    FileType.XLSX: "Excel workbook",
    FileType.TEXT: "Text",
    FileType.JPEG: "JPEG picture",
    FileType.PNG: "PNG picture",
    FileType.HEIC: "HEIC picture",
}
_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {
    FileType.PDF: "application/pdf",
    FileType.DOCX: f"{_OFFICE}.wordprocessingml.document",
    FileType.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    FileType.TEXT: "text/plain",
    FileType.JPEG: "image/jpeg",
    FileType.PNG: "image/png",
    FileType.HEIC: "image/heic",
}
_SUFFIXES = {
    ".pdf": FileType.PDF,
    ".docx": FileType.DOCX,
    ".xlsx": FileType.XLSX,
    ".txt": FileType.TEXT,
    ".jpg": FileType.JPEG,
    ".jpeg": FileType.JPEG,
    ".png": FileType.PNG,
    ".heic": FileType.HEIC,
    ".heif": FileType.HEIC,
}
PICTURES = frozenset({FileType.JPEG, FileType.PNG, FileType.HEIC})
DOCUMENTS = frozenset(FileType)

DAMAGED = "The file is damaged, or not all there. Choose the original again."
# What a second, inner suffix gives away: order.exe.pdf is no slip of the pen.
_RUN_BY_SOMETHING = frozenset(
    "app bat cmd com cpl dll docm dotm exe hta htm html jar js jse jsp lnk mht msi php phtml pif ps1 py reg rtf scr "
    "sh shtml svg swf url vbe vbs wsf xhtml xlsb xlsm xltm xml zip".split()
)


@dataclass(frozen=True, slots=True)
class Findings:
    """What a file turned out to be, and the bytes to keep of it where they are not its own."""

    type: FileType
    content: bytes | None = None
    thumbnail: bytes | None = None


def accepted(allowed: frozenset[FileType]) -> str:
    """The value of a file input's `accept`."""
    return ",".join(suffix for suffix, kind in _SUFFIXES.items() if kind in allowed)


def claimed(name: str, allowed: frozenset[FileType]) -> FileType:
    """What a file of this name claims to be. Raises Refused."""
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs") for letter in name):
        raise Refused("The file’s name holds characters that hide what it is. Rename it and choose it again.")
    *_, last = PurePosixPath(name.replace("\\", "/")).parts or [""]
    suffixes = [suffix.lower() for suffix in PurePosixPath(last.rstrip(". ")).suffixes]
    found = _SUFFIXES.get(suffixes[-1]) if suffixes else None
    if found not in allowed:
        kinds = (
            "a JPEG, PNG or HEIC picture"
            if allowed == PICTURES
            else "a PDF, Word, Excel, text or picture file"
        )
        raise Refused(
            f"The file must be {kinds} ({', '.join(s for s, k in _SUFFIXES.items() if k in allowed)})."
        )
    if any(suffix[1:].strip() in _RUN_BY_SOMETHING for suffix in suffixes[:-1]):
        raise Refused("The file’s name has two endings. Rename it to what it is and choose it again.")
    return found


def sniffed(head: bytes) -> FileType | None:
    """What the first bytes say; None for text and for whatever may not be filed."""
    if head.startswith(b"%PDF-"):
        return FileType.PDF
    if head.startswith(b"PK\x03\x04"):
        return FileType.DOCX  # or a workbook: its parts will tell
    if head.startswith(b"\xff\xd8\xff"):
        return FileType.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileType.PNG
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"):
        return FileType.HEIC
    return None


def examine(file: BinaryIO, claim: FileType) -> Findings:
    """Look at all of a file that claims to be `claim`. Raises Refused.

    Meant to run in a process of its own (offenders.documents.examining): decoders meet hostile bytes here.
    """
    head = file.read(64)
    file.seek(0)
    if not head:
        raise Refused("The file is empty.")
    found = sniffed(head)
    alike = {FileType.XLSX: FileType.DOCX}.get(claim, claim)
    if claim is FileType.TEXT:
        if found is not None:
            raise Refused(f"The file ends in .txt, but it is a {found.label}. Rename it to what it is.")
    elif found is not alike:
        raise Refused(_something_else(claim, head))
    try:
        return _examiner(claim)(file, claim)
    except (Refused, MemoryError):
        raise
    except Exception:
        # Decoders fail in every way there is; their own words are for programmers, and may quote the file.
        raise Refused(DAMAGED) from None


def _something_else(claim: FileType, head: bytes) -> str:
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return (
            "The file is in an older format, or protected by a password. Save it without a password as a "
            f"{claim.label}, and choose it again."
        )
    return f"The file’s name says {claim.label}, but what is in it is not. Save it again as what it is."


def _examiner(claim: FileType) -> Callable[[BinaryIO, FileType], Findings]:
    # Each brings its own decoder, and a file of one kind needs none of the others.
    if claim is FileType.PDF:
        from offenders.documents import pdfs

        return pdfs.examine
    if claim in (FileType.DOCX, FileType.XLSX):
        from offenders.documents import office

        return office.examine
    if claim in PICTURES:
        from offenders.documents import pictures

        return pictures.examine
    return _plain_text


# How other formats begin that are text too.
_NOT_PLAIN = (
    *(
        "<!doctype",
        "<html",
        "<head",
        "<body",
        "<script",
        "<svg",
        "<?xml",
        "<?php",
        "<?=",
        "<%",
        "{\\rtf",
        "%!ps",
    ),
    *("#!", "mime-version:", "from ", "[internetshortcut]", "windows registry editor", "begin:vcard"),
)
_LINE_ENDS = "\t\n\r\f"


def _plain_text(file: BinaryIO, claim: FileType) -> Findings:
    content = file.read()
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = content.decode("utf-16")
        else:
            try:
                text = content.decode("utf-8-sig")
            except UnicodeDecodeError:
                text = content.decode("cp1252")
    except UnicodeDecodeError:
        raise Refused("The file ends in .txt, but what is in it is not text.") from None
    if any(unicodedata.category(letter) == "Cc" and letter not in _LINE_ENDS for letter in set(text)):
        raise Refused("The file ends in .txt, but what is in it is not text.")
    if text.lstrip().casefold().startswith(_NOT_PLAIN):
        raise Refused(
            "The file ends in .txt, but it is made to be opened by another program. Save it as a PDF."
        )
    return Findings(FileType.TEXT)
