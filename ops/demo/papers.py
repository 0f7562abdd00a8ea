"""Photographs and documents for a few people: drawn figures, whom nobody can know, and papers that no court made."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import typst
from django.db.models import Exists, OuterRef
from PIL import Image, ImageDraw, ImageFilter

from access.policies import FieldClass
from accounts.models import User
from frontend.dates import words
from offenders import actions
from offenders.choices import ManagementLevel
from offenders.documents.choices import CaptureReason, DocumentKind, Marking, Shows
from offenders.documents.examining import Examined
from offenders.documents.intake import FileType, examine
from offenders.models import CourtOrder, Person
from ops.demo.county import County
from ops.demo.staff import dawn

_FACES = 12
_SIZE = (480, 600)
_SKIN = ("#f1cfb2", "#e3b48f", "#c98f66", "#9c6b47", "#6f4a31")
_HAIR = ("#2b211c", "#5a3b26", "#8c6a46", "#b9b2a8", "#3a3a3d")
_CLOTH = ("#3b4a5a", "#55606b", "#5c4a3e", "#2f4f4f", "#6b5b73")
_PAPER = """#set document(title: sys.inputs.title)
#set page(margin: 25mm)
#set text(11pt)
#align(center)[#text(9pt)[FICTIONAL: made for a demonstration. No court, person or case is real.]]
#v(12mm)
= #sys.inputs.title
#v(4mm)
Reference #sys.inputs.reference, #sys.inputs.day
#v(6mm)
#sys.inputs.body
"""


def file_papers(county: County) -> int:
    """Photographs for some of the caseload of `officer`, and papers for two; how many files."""
    officer = User.objects.get(username="officer")
    people = Person.objects.filter(assignments__manager=officer, assignments__ends_on__isnull=True).filter(
        management_level__in=[ManagementLevel.VERY_HIGH, ManagementLevel.HIGH]
    )
    count = 0
    ordered = Exists(CourtOrder.objects.standing().filter(person=OuterRef("pk")))
    people = people.annotate(ordered=ordered).order_by("-ordered", "reference")
    for place, person in enumerate(people[:_FACES]):
        dice = random.Random(f"{county.seed} {person.reference}")  # noqa: S311 - drawings, not secrets
        for photograph, drawn in _photographs(county, dice, several=place < 2):
            actions.add_photograph(
                officer, person=person, photograph=photograph, content=drawn, now=dawn(county.as_of)
            )
            count += 1
        for document, written in _documents(county, person) if place < 2 else ():
            actions.file_document(
                officer, person=person, document=document, content=written, now=dawn(county.as_of)
            )
            count += 1
    return count


def _photographs(
    county: County, dice: random.Random, *, several: bool
) -> Iterator[tuple[dict[str, Any], Examined]]:
    look = dice.choice(_SKIN), dice.choice(_HAIR), dice.choice(_CLOTH), dice.random()
    ages = (dice.randrange(30, 300), dice.randrange(700, 1100)) if several else (dice.randrange(30, 480),)
    for days in ages:
        yield (
            {
                "shows": Shows.FACE,
                "taken_on": county.as_of - timedelta(days=days),
                "reason": CaptureReason.NOTIFICATION,
                "source": "Police station counter",
            },
            _examined(_face(*look)),
        )
    if several:
        yield (
            {
                "shows": Shows.TATTOO,
                "taken_on": county.as_of - timedelta(days=ages[0]),
                "reason": CaptureReason.NOTIFICATION,
                "description": "Left forearm: an anchor",
            },
            _examined(_tattoo(look[0])),
        )


def _documents(county: County, person: Person) -> Iterator[tuple[dict[str, Any], Examined]]:
    order = person.orders.standing().first()
    made = order.made_on if order else county.as_of - timedelta(days=200)
    papers = (
        (
            order.get_kind_display() if order else "Letter to the registrant",
            DocumentKind.ORDER if order else DocumentKind.LETTER,
            made,
            FieldClass.GENERAL,
            "1. Not to live in any address where anyone under 18 lives or stays.\n\n"
            "2. Not to own or use a device that can reach the internet unless its history is kept and shown.",
        ),
        (
            "Minutes of the level 2 meeting",
            DocumentKind.MINUTES,
            county.as_of - timedelta(days=40),
            FieldClass.MANAGEMENT,
            "Those present agreed to stay at level 2. Housing confirms the move by the end of the month.",
        ),
    )
    for title, kind, day, field_class, body in papers:
        yield (
            {
                "title": title,
                "kind": kind,
                "dated": day,
                "marking": Marking.OFFICIAL_SENSITIVE,
                "field_class": field_class.value,
            },
            _paper(title=title, reference=person.reference, day=words(day), body=body),
        )


def _paper(**said: str) -> Examined:
    pdf: bytes = typst.compile(_PAPER.encode(), sys_inputs=said, format="pdf")
    examine(io.BytesIO(pdf), FileType.PDF)
    return Examined(FileType.PDF, io.BytesIO(pdf))


def _examined(picture: Image.Image) -> Examined:
    """As an upload is, but here: nobody else has had these in hand."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    out.seek(0)
    found = examine(out, FileType.JPEG)
    return Examined(found.type, io.BytesIO(found.content or b""), found.thumbnail or b"")


def _face(skin: str, hair: str, cloth: str, build: float) -> Image.Image:
    """Head and shoulders without a face, before a grey wall."""
    picture = Image.new("RGB", _SIZE, "#c9d1d6")
    draw = ImageDraw.Draw(picture)
    wide = 118 + int(build * 28)
    draw.ellipse((240 - wide - 90, 440, 240 + wide + 90, 900), fill=cloth)
    draw.rectangle((198, 380, 282, 480), fill=skin)
    draw.ellipse((240 - wide + 8, 96, 240 + wide - 8, 330), fill=hair)
    draw.ellipse((240 - wide + 18, 130, 240 + wide - 18, 440), fill=skin)
    draw.chord((240 - wide + 8, 100, 240 + wide - 8, 330), 190, 350, fill=hair)
    return picture.filter(ImageFilter.GaussianBlur(1.2))


def _tattoo(skin: str) -> Image.Image:
    picture = Image.new("RGB", (600, 450), skin)
    draw = ImageDraw.Draw(picture)
    ink = "#33414d"
    draw.line((300, 90, 300, 360), fill=ink, width=16)
    draw.ellipse((278, 50, 322, 94), outline=ink, width=10)
    draw.line((230, 140, 370, 140), fill=ink, width=14)
    draw.arc((180, 190, 420, 370), 10, 170, fill=ink, width=16)
    return picture.filter(ImageFilter.GaussianBlur(1.5))
