"""Reasons as they are read out: the engine names facts by their ids, a person by what and when they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from frontend.dates import words
from notifications.facts import Document
from offenders.choices import OrderKind, TriggerKind

_ID = r"(?:[a-z]+:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_BEHIND = re.compile(rf" \({_ID}(?:; )?\)")
_IN_PLACE = re.compile(_ID)


def aloud(reasons: Iterable[str], document: Document) -> list[str]:
    """The reasons with every id put into words; one that only follows a date already said is left out."""
    called = _called(document)
    return [
        _IN_PLACE.sub(lambda found: called.get(found[0], "a fact of this record"), _BEHIND.sub("", reason))
        for reason in reasons
    ]


def _called(document: Document) -> dict[str, str]:
    """What each fact of the document is called in the middle of a sentence."""
    return {
        **{
            row["id"]: f"the {_label(TriggerKind, row['kind'])} of {_day(row['date'])}"
            for row in document["triggers"]
        },
        **{
            row["id"]: f"the {_label(OrderKind, row['kind'])} of {_day(row['made_on'])}"
            for row in document["orders"]
        },
        **{row["id"]: f"The notification of {_day(row['given_at'])}" for row in document["notifications"]},
    }


def _label(kinds: Any, kind: str) -> str:
    return str(kinds(kind).label).lower()


def _day(text: str) -> str:
    return words(date.fromisoformat(text[:10]))
