"""What is sent to do harm is refused with a reason, and nothing of it is left: no row, no file, no temporary file."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.test import Client
from PIL import ExifTags, Image

from offenders.documents.intake import DAMAGED, DOCUMENTS, Refused, claimed
from offenders.models import Person, Photograph, StoredFile
from tests.offenders.documents import hostile
from tests.offenders.documents.conftest import ABOUT, FACE, error_of, left, read, sent
from tests.offenders.documents.hostile import FAMILIES, OTHERS, PICTURES
from tests.offenders.documents.samples import pdf, picture, sheet, word, zipped

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

# Of the others the reason is told; these are refused because nothing can be read in them.
UNREADABLE = {
    "a bomb that lies",
    "a picture of nothing",
    "a picture with a wrong sum",
    "a table of gigabytes",
    "a text of a gigabyte in a picture",
    "half a photograph",
    "half of it",
    "rubbish that says HEIC",
    "the first bytes of a photograph",
}


def test_there_are_enough_of_them() -> None:
    assert sum(len(samples) for samples in FAMILIES.values()) >= 60


@pytest.mark.parametrize("family", FAMILIES)
def test_it_is_refused_and_nothing_is_left(client: Client, person: Person, folder: Path, family: str) -> None:
    before = left(folder)
    told, kept_of = {}, {}
    for what, (name, make) in FAMILIES[family].items():
        answer = sent(client, "file-document", ABOUT, name, make(), person.pk)
        told[what] = error_of(answer) if answer.status_code == 200 else "it was taken"
        if (now := left(folder)) != before:
            kept_of[what] = now
    assert kept_of == {}
    assert {what for what, said in told.items() if said == "it was taken"} == set()
    assert {what for what, said in told.items() if said == DAMAGED} == UNREADABLE & set(told)


def test_nor_is_it_taken_for_a_photograph(client: Client, person: Person, folder: Path) -> None:
    before = left(folder)
    for what in (
        "SVG that says picture",
        "a page that says picture",
        "GIF that says JPEG",
        "a picture that moves",
    ):
        name, make = (OTHERS | PICTURES)[what]
        assert error_of(sent(client, "add-photograph", FACE, name, make(), person.pk))
    assert left(folder) == before


@pytest.mark.parametrize("name", ["order.pdf", "order.docx", "order.txt"])
def test_a_photograph_is_a_picture(client: Client, person: Person, name: str) -> None:
    assert "must be a JPEG, PNG or HEIC picture" in error_of(
        sent(client, "add-photograph", FACE, name, pdf(), person.pk)
    )


@pytest.mark.parametrize(
    "name", ["a\u202efdp.pdf", "a\u200b.pdf", "a\x07.pdf", "a\x00.pdf", "a\ue000.pdf", "a\n.pdf"]
)
def test_a_name_that_hides_what_it_is(name: str) -> None:
    with pytest.raises(Refused, match="hide"):
        claimed(name, DOCUMENTS)


LINK = '<w:p><w:hyperlink w:anchor="a"><w:r><w:t>Link to the database</w:t></w:r></w:hyperlink></w:p>'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("order.pdf", pdf()),
        ("ORDER.PDF", pdf()),
        ("Order of 1.6.2026 (final).pdf", pdf()),
        # Django takes what hides out of a name, and of what is left Vigil keeps nothing.
        ("../../../order.pdf", pdf()),
        ("..\\..\\order.pdf", pdf()),
        ("order\u202efdp.pdf", pdf()),
        ("order\u200b.pdf", pdf()),
        ("order.docx", word()),
        ("order.docx", word(LINK)),
        ("order.docx", word(hostile._field(' HYPERLINK "https://gov.uk" \\o "Link: import, include" '))),
        ("order.docx", word(**{hostile._RELS: hostile.relations(("hyperlink", "https://gov.uk", True))})),
        ("order.xlsx", sheet()),
        ("order.xlsx", sheet("CONCATENATE(A1,&quot;a|b&quot;)")),
        ("order.xlsx", sheet(**{"xl/printerSettings/printerSettings1.bin": b"\0\1"})),
        ("order.txt", "Condition 4: no contact – naïve".encode()),
        ("order.txt", "Condition 4: no contact – naïve".encode("cp1252")),
        ("order.txt", "Condition 4".encode("utf-16")),
        ("scan.jpeg", picture()),
        ("scan.png", picture("PNG", mode="RGBA")),
    ],
)
def test_what_an_officer_has_is_taken(client: Client, person: Person, name: str, content: bytes) -> None:
    answer = sent(client, "file-document", ABOUT, name, content, person.pk)
    assert answer.status_code == 302, error_of(answer)
    assert StoredFile.objects.get().person == person


def kept(client: Client, person: Person, name: str, content: bytes) -> bytes:
    """What is shown of a photograph that was sent."""
    answer = sent(client, "add-photograph", FACE, name, content, person.pk)
    assert answer.status_code == 302, error_of(answer)
    photograph = Photograph.objects.get()
    shown = read(client.get(f"/people/{person.pk}/photographs/{photograph.pk}/"))
    small = read(client.get(f"/people/{person.pk}/photographs/{photograph.pk}/small/"))
    assert Image.open(io.BytesIO(small)).size == (216, 270)
    return shown


def _with_exif() -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "TELEPHONE"
    exif[ExifTags.Base.Orientation] = 6  # turned by a quarter
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (54.0, 39.0, 51.0)
    return picture(size=(80, 60), exif=exif)


@pytest.mark.parametrize(
    ("name", "content", "gone"),
    [
        ("face.jpg", picture() + hostile.PHP, b"<?php"),
        ("face.png", picture("PNG") + hostile.HTML, b"<script>"),
        ("face.jpg", picture() + zipped({"evil.class": b"\xca\xfe\xba\xbe"}), b"PK\x03\x04"),
        ("face.jpg", picture(comment=hostile.PHP), b"<?php"),
        ("face.png", hostile.png_of(10, 10, (b"tEXt", b"Comment\0" + hostile.PHP)), b"<?php"),
        ("face.jpg", picture(icc_profile=hostile.HTML), b"<script>"),
        ("face.jpg", picture() + b"\xff\xd9" + hostile.PROGRAM, b"MZ\x90"),
        ("face.jpg", _with_exif(), b"TELEPHONE"),
    ],
)
def test_of_a_picture_nothing_is_kept_but_the_picture(
    client: Client, person: Person, name: str, content: bytes, gone: bytes
) -> None:
    assert gone in content
    shown = kept(client, person, name, content)
    assert gone not in shown
    image = Image.open(io.BytesIO(shown))
    image.load()
    assert not image.getexif()
    assert not {"comment", "icc_profile", "Comment", "exif"} & set(image.info)


def test_where_and_how_it_was_taken_is_forgotten_and_it_stands_upright(
    client: Client, person: Person
) -> None:
    image = Image.open(io.BytesIO(kept(client, person, "face.jpg", _with_exif())))
    assert image.size == (60, 80)
    assert not image.getexif().get_ifd(ExifTags.IFD.GPSInfo)


def test_a_telephones_double_picture_becomes_one(client: Client, person: Person) -> None:
    out = io.BytesIO()
    first, second = Image.new("RGB", (60, 80), "red"), Image.new("RGB", (60, 80), "blue")
    first.save(out, "MPO", save_all=True, append_images=[second])
    image = Image.open(io.BytesIO(kept(client, person, "face.jpg", out.getvalue())))
    assert (image.format, getattr(image, "n_frames", 1)) == ("JPEG", 1)
