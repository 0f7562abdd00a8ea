"""Word and Excel files: a zip of parts, each of which is unpacked within bounds and looked at. ECMA-376.

Refused are macros, controls, embedded objects, fields and formulas that start or fetch something, and every
relationship to something outside but a link that somebody has to click. A part of a kind that such a file has no need
of is refused too.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import PurePosixPath
from typing import Any, BinaryIO
from xml.parsers import expat

from offenders.documents.intake import DAMAGED, FileType, Findings, Refused

MOST_PARTS = 5_000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_TIMES = 150  # what a part of more than a megabyte may grow to: text seldom shrinks to a fiftieth
MOST_DEPTH = 256  # of elements within elements
_READ = 64 * 1024

_MAIN = {
    FileType.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    FileType.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
_XML = frozenset({"xml", "rels", "vml"})
_PLAIN = frozenset("png jpeg jpg gif bmp tif tiff emf wmf odttf".split())
_SAVE_AS_PDF = "Save it as a PDF, and file that."
_MACROS = f"The file holds macros or controls. {_SAVE_AS_PDF}"
_EMBEDDED = f"The file has another file or program embedded in it. {_SAVE_AS_PDF}"
_OUTSIDE = f"The file fetches something from outside, such as a template, a picture or another workbook. {_SAVE_AS_PDF}"
_STARTS = f"The file has a field or formula that starts or fetches something. {_SAVE_AS_PDF}"
_STRANGE = f"The file is put together as Word and Excel put none together. {_SAVE_AS_PDF}"
_BOMB = "The file unpacks to far more than it should. Save it again, or as a PDF."

_NAMES = {
    **dict.fromkeys(
        ("vbaproject", "vbadata", "activex", "macrosheets", "dialogsheets", "customui", "ctrlprops"), _MACROS
    ),
    **dict.fromkeys(("embeddings", "afchunk"), _EMBEDDED),
    **dict.fromkeys(("externallinks",), _OUTSIDE),
}
_ELEMENTS = {
    **dict.fromkeys(("oleObject", "OLEObject", "altChunk"), _EMBEDDED),
    **dict.fromkeys(("ddeLink", "oleLink", "externalReference", "subDoc"), _OUTSIDE),
    **dict.fromkeys(("control", "ocx"), _MACROS),
}
# Relationships that are refused even within the file.
_RELATIONS = {
    **dict.fromkeys(("vbaProject", "wordVbaData", "control", "activeXControlBinary", "ctrlProp"), _MACROS),
    **dict.fromkeys(("oleObject", "package", "aFChunk"), _EMBEDDED),
    **dict.fromkeys(
        ("attachedTemplate", "externalLink", "externalLinkPath", "subDocument", "frame"), _OUTSIDE
    ),
}
_LINK = re.compile(r"(https?://|mailto:|tel:|#)", re.IGNORECASE)
# The first word of a field is what it does; one that begins with another field may put any word together.
_STARTING = (
    "DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|MACROBUTTON|DATABASE|EMBED|HTMLACTIVEX"
)
_FIELDS = re.compile(rf"(\0|^)\s*({_STARTING})\b|\0\s*\0", re.IGNORECASE)
# cmd|' /C calc'!A0 is a conversation with a program; the functions fetch or run.
_FORMULAS = re.compile(
    r"\w\s*'?\s*\|[^\n!]*!|\b(WEBSERVICE|RTD|REGISTER(\.ID)?|CALL|EXEC|IMAGE|FILTERXML)\s*\(", re.IGNORECASE
)


def examine(file: BinaryIO, claim: FileType) -> Findings:
    """Raises Refused."""
    _ends_where_it_should(file)
    with zipfile.ZipFile(file) as parts:
        listed = _believed(parts)
        main = _main_part(parts, listed)
        unpacked = sum(_look_at(parts, each) for each in listed if not each.is_dir())
    if main != _MAIN[claim]:
        if "macroEnabled" in main:
            raise Refused(_MACROS)
        raise Refused(
            f"The file’s name says {claim.label}, but what is in it is not. Save it again as what it is."
        )
    if unpacked > MOST_UNPACKED:
        raise Refused(_BOMB)
    return Findings(claim)


def _ends_where_it_should(file: BinaryIO) -> None:
    """The zip's directory is the last thing in the file, and says nothing besides."""
    file.seek(0, 2)
    if file.tell() < 22:
        raise Refused(DAMAGED)
    file.seek(-22, 2)
    end = file.read(22)
    if end[:4] != b"PK\x05\x06" or end[20:] != b"\0\0":
        raise Refused("Something else hangs on the end of the file, or part of it is missing. Save it again.")
    file.seek(0)


def _believed(parts: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The parts, once their names and sizes are what those of such a file may be."""
    listed = parts.infolist()
    if len(listed) > MOST_PARTS or sum(each.file_size for each in listed) > MOST_UNPACKED:
        raise Refused(_BOMB)
    names = [each.filename.casefold() for each in listed]
    if len(set(names)) != len(names):
        raise Refused(_STRANGE)
    behind = 0
    for each in sorted(listed, key=lambda part: part.header_offset):
        # Nothing stands before the first part, and none shares its bytes with the next.
        if each.header_offset < behind or (behind == 0 and each.header_offset):
            raise Refused(_STRANGE)
        behind = (
            each.header_offset + 30 + len(each.orig_filename.encode("utf-8", "replace")) + each.compress_size
        )
        _believed_part(each)
    return listed


def _believed_part(part: zipfile.ZipInfo) -> None:
    name = part.orig_filename
    folders = PurePosixPath(name.casefold()).parts
    if name.startswith("/") or "\\" in name or "\0" in name or ":" in name or ".." in folders:
        raise Refused(_STRANGE)
    if part.flag_bits & 0x1:
        raise Refused("The file is protected by a password. Save it without one.")
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused(_STRANGE)
    if (part.external_attr >> 16) & 0o170000 == 0o120000:  # a symbolic link
        raise Refused(_STRANGE)
    if part.file_size > 1 << 20 and part.file_size > MOST_TIMES * max(part.compress_size, 1):
        raise Refused(_BOMB)
    for folder in folders:
        if said := _NAMES.get(re.sub(r"\d*(\.\w+)?$", "", folder)):
            raise Refused(said)
    suffix = name.rpartition(".")[2].casefold()
    if part.is_dir() or suffix in _XML | _PLAIN or (suffix == "bin" and "printersettings" in folders):
        return
    raise Refused(f"The file holds a part that it has no need of (.{suffix[:12]}). {_SAVE_AS_PDF}")


def _main_part(parts: zipfile.ZipFile, listed: list[zipfile.ZipInfo]) -> str:
    """The content type of the part that makes the file what it is."""
    if not any(each.filename == "[Content_Types].xml" for each in listed):
        raise Refused("The file is an archive, and not a document. File what is in it by itself.")
    types: list[str] = []

    def found(name: str, attributes: dict[str, str]) -> None:
        if said := attributes.get("ContentType"):
            types.append(said)

    _read_xml(parts, "[Content_Types].xml", found)
    if any("macroEnabled" in each or "vbaProject" in each for each in types):
        raise Refused(_MACROS)
    return next((each for each in types if each in _MAIN.values()), "")


def _look_at(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Unpack one part and look at it; how long it was."""
    suffix = part.filename.rpartition(".")[2].casefold()
    if suffix not in _XML:
        return _look_at_bytes(parts, part)
    texts: dict[str, list[str]] = {"field": [], "formula": []}

    def found(name: str, attributes: dict[str, str]) -> None:
        _look_at_element(name, attributes, relationships=suffix == "rels")
        if attributes.get("fldCharType") == "begin" or name == "fldSimple":
            texts["field"].append("\0" + attributes.get("instr", ""))

    length = _read_xml(parts, part.filename, found, texts)
    if _FIELDS.search("".join(texts["field"])) or _FORMULAS.search("\n".join(texts["formula"])):
        raise Refused(_STARTS)
    return length


def _look_at_element(name: str, attributes: dict[str, str], *, relationships: bool) -> None:
    if said := _ELEMENTS.get(name):
        raise Refused(said)
    if relationships and name == "Relationship":
        kind = attributes.get("Type", "").rpartition("/")[2]
        if said := _RELATIONS.get(kind):
            raise Refused(said)
        outside = attributes.get("TargetMode", "Internal").casefold() != "internal"
        if outside and not (kind == "hyperlink" and _LINK.match(attributes.get("Target", ""))):
            raise Refused(_OUTSIDE)


def _look_at_bytes(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    length = 0
    with parts.open(part) as content:
        head = content.read(16)
        if head.startswith(
            (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"%PDF", b"Rar!", b"7z\xbc\xaf", b"#!")
        ):
            raise Refused(_EMBEDDED)
        length += len(head)
        while read := content.read(_READ):
            length += len(read)
    return length


def _read_xml(
    parts: zipfile.ZipFile,
    name: str,
    found: Any,
    texts: dict[str, list[str]] | None = None,
) -> int:
    """Read one part to its end, telling `found` each element's name and attributes without their prefixes.

    A document type is refused: with it come entities that grow, or fetch. `texts` gathers fields and formulas.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    within: list[str] = []

    def start(element: str, attributes: dict[str, str]) -> None:
        within.append(element.rpartition(":")[2])
        if len(within) > MOST_DEPTH:
            raise Refused(_STRANGE)
        found(within[-1], {key.rpartition(":")[2]: value for key, value in attributes.items()})

    def text(said: str) -> None:
        if texts is None or not within:
            return
        if within[-1] in ("instrText", "delInstrText"):
            texts["field"].append(said)
        elif within[-1] in ("f", "formula", "formula1", "formula2", "definedName"):
            texts["formula"].append(said)

    def doctype(*_: object) -> None:
        raise Refused(_STRANGE)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda element: within.pop()
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = doctype
    length = 0
    with parts.open(name) as content:
        while read := content.read(_READ):
            length += len(read)
            parser.Parse(read)
        parser.Parse(b"", True)
    return length
