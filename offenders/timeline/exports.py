"""The timeline as a file: every event on its own line, in the words of its page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.template.loader import render_to_string

from access.exporting import Column
from frontend.dates import time_in_words, words
from offenders.models import Person
from offenders.record.exports import NEVER_LEAVE
from offenders.timeline.reading import Asked, Event, page

_LAYOUT = "offenders/timeline/as_text.html"
_PARTS = "|||"  # between title and detail in that layout
_TAG, _SPACE = re.compile(r"<[^>]+>"), re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Line:
    on: str
    what: str
    detail: str
    by: str
    recorded: str
    reason: str


EVENTS: tuple[Column[Line], ...] = (
    Column("Day", lambda line: line.on),
    Column("What happened", lambda line: line.what),
    Column("What was said", lambda line: line.detail),
    Column("Recorded by", lambda line: line.by),
    Column("Recorded", lambda line: line.recorded),
    Column("Reason", lambda line: line.reason),
)


def lines(person: Person, asked: Asked, today: date, *, most: int) -> list[Line]:
    """The newest first, as far as whoever fetched the person reads them, without the classes that never leave; one more
    than `most` where there are more. Two queries."""
    reader = person.relationship
    person.relationship = replace(reader, classes=reader.classes - NEVER_LEAVE)
    try:
        return list(_told(person, page(person, asked, today, {}, size=most + 1).rows))
    finally:
        person.relationship = reader


def _told(person: Person, events: Iterable[Event]) -> Iterator[Line]:
    for event in events:
        text = render_to_string(event.template, {"layout": _LAYOUT, "event": event, "person": person})
        what, _, detail = text.partition(_PARTS)
        recorded = f"{words(event.at)}, {time_in_words(event.at)}"
        yield Line(words(event.on), _plain(what), _plain(detail), event.by, recorded, event.reason)


def _plain(text: str) -> str:
    return _SPACE.sub(" ", html.unescape(_TAG.sub(" ", text))).strip()
