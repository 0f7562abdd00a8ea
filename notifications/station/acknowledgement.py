"""The written acknowledgement that must be given (s.87(3)): what it says, and the PDF of it.

What it says is kept, so that the same paper can be printed again, byte for byte, whatever the record says later.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import typst

from accounts.models import User
from frontend.dates import age, time_in_words, words
from frontend.printable import printable
from notifications.certificate.typeset import TYPEFACE
from notifications.choices import HomeNotified, Section
from notifications.duties import LONDON
from notifications.models import Attendance
from notifications.station.choices import Accompanied, Taken
from notifications.station.outcome import Answered, Outcome
from notifications.station.rules import is_young
from offenders.choices import YesNoUnknown
from offenders.models import Person

MARKING: Final = "OFFICIAL-SENSITIVE"
TEMPLATE: Final = Path(__file__).with_name("acknowledgement.typ")
_DUTIES: Final = (
    "Within 3 days, and the day it happens is day 1: a new name, a new home address, release from custody, a home "
    "where someone under 18 lives or where you stay with them for 12 hours, a new or closed account or card, a new "
    "passport or identity document or one you no longer hold.",
    "Within 3 days of the seventh day: staying 7 days at one address that you have not notified, in a row or added up "
    "over 12 months.",
    "At least 7 days before you leave the United Kingdom, for however short a time; and within 3 days of coming back, "
    "unless you kept to the return you notified.",
)


def content_of(found: Outcome, officer: User) -> dict[str, Any]:
    """What the paper says, of JSON's kinds."""
    attendance, person = found.attendance, found.attendance.person
    at = attendance.given_at.astimezone(LONDON)
    return {
        "marking": MARKING,
        "title": "Acknowledgement of notification",
        "reference": person.reference,
        "serial": found.serial,
        "about": [[label, said] for label, said in _about(attendance, person, at) if said],
        "items": [
            [
                item.called,
                item.new or "Not given",
                "Still so" if not item.changed else _since(item.old, item.effective_on),
            ]
            for item in found.items
        ],
        "answered": [[each.answer.title, _under(each), _standing(each)] for each in found.answered],
        "notices": [
            f"Notice in advance of a change on {words(notice.specified_date)}: {notice.foretells}"
            for notice in found.notices
            if notice.specified_date
        ],
        "next": f"You must notify again by the end of {words(found.next.work_to or found.next.last)}."
        if found.next and found.next.last
        else "No date for the next regular notification runs at present.",
        "duties": [_regular(found), *_DUTIES],
        "young": _young(attendance, person, at),
        "officer": f"{officer.get_rank_display()} {officer.collar_number}, {officer.family_name}".strip(),
    }


def pdf(content: str, made_at: datetime) -> bytes:
    """The paper: tagged (PDF/UA-1), the same bytes for the same content. Nothing of it is read as markup."""
    made: bytes = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(TYPEFACE)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"acknowledgement": json.dumps(printable(json.loads(content)))},
        timestamp=int(made_at.timestamp()),
    )
    return made


def _about(attendance: Attendance, person: Person, at: datetime) -> list[tuple[str, str]]:
    legal = person.names.standing().filter(kind="legal", used_to__isnull=True).first()
    companion = attendance.get_accompanied_display() if attendance.accompanied != Accompanied.NOBODY else ""
    taken = [
        what
        for what, how in (("fingerprints", attendance.fingerprints), ("photograph", attendance.photograph))
        if how == Taken.TAKEN
    ]
    return [
        ("Name", str(legal or "")),
        ("Date of birth", words(person.date_of_birth)),
        ("Notified on", f"{words(at.date())} at {time_in_words(at)}"),
        (
            "Recorded on",
            words(attendance.recorded_at.astimezone(LONDON).date()) if attendance.is_backdated else "",
        ),
        ("At", attendance.station),
        ("With", ", ".join(each for each in (companion, attendance.companion) if each)),
        ("Taken", " and ".join(taken).capitalize()),
    ]


def _since(old: str, effective_on: Any) -> str:
    said = f"From {words(effective_on)}" if effective_on else "New"
    return f"{said}. Before: {old}" if old else said


def _under(each: Answered) -> str:
    return str(Section(each.section).label)


def _standing(each: Answered) -> str:
    last = each.answer.computed_last or each.answer.last
    due = f"was due by {words(last)}" if last else "no date ran"
    return f"Late: it {due}" if each.late else f"In time: it {due}" if last else "Noted"


def _regular(found: Outcome) -> str:
    weekly = found.attendance.person.notifications.standing().order_by("-given_at").first()
    if weekly and weekly.home == HomeNotified.NO_FIXED_ABODE:
        return "Every 7 days, all of this again, for as long as you have no sole or main residence."
    return "Every year, all of this again, even if nothing has changed."


def _young(attendance: Attendance, person: Person, at: datetime) -> str:
    if not is_young(person.date_of_birth, at.date()):
        return ""
    if attendance.parental_direction == YesNoUnknown.YES:
        return (
            "A court has directed a parent to notify for you. The parent must see that you come with them, until you "
            f"are 18 or until the day the court has set (section 89). You are {age(person.date_of_birth, at.date())}."
        )
    return "If anything here is not clear, ask the officer, or the person who came with you, before you sign."
