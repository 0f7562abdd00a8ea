"""What must be known before a visit, and how the person stands: warned of, sought, gone, managed with others."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from access.policies import FieldClass
from offenders.choices import SearchKind
from offenders.kinds.asking import asked
from offenders.kinds.kind import FactKind
from offenders.models import Gone, MappaStatus, SafetyWarning, Sought


def _dated(fact: Any, now: datetime) -> dict[str, str]:
    return {} if fact.starts_on else {"starts_on": "Enter the day from which it is so."}


def _sought(fact: Any, now: datetime) -> dict[str, str]:
    found = _dated(fact, now)
    for name, words in (("circulated_on", "circulation"), ("last_seen_on", "sighting")):
        if (day := getattr(fact, name)) and day > now.date():
            found[name] = f"That {words} has not happened yet. Record it on the day."
    return found


KINDS = (
    FactKind(
        "warning",
        SafetyWarning,
        "a warning",
        asked(SafetyWarning, "kind", "words", "review_on"),
        block="safety",
        title=str,
        order=10,
    ),
    FactKind(
        "sought",
        Sought,
        "a missing or wanted entry",
        asked(
            Sought,
            "kind",
            "why",
            "risk",
            "circulation",
            "circulated_on",
            "last_seen_on",
            "last_seen_at",
            "found",
            "outcome",
        ),
        refusals=_sought,
        block="whereabouts",
        title=str,
        add_words="Record that they are missing or wanted",
        order=10,
        searched={"circulation": SearchKind.REFERENCE},
    ),
    FactKind(
        "gone",
        Gone,
        "a death or deportation",
        asked(Gone, "kind", "where"),
        refusals=_dated,
        block="whereabouts",
        title=str,
    ),
    FactKind(
        "mappa",
        MappaStatus,
        "the MAPPA category and level",
        asked(MappaStatus, "category", "level", "lead_agency", "area"),
        refusals=_dated,
        field_class=FieldClass.MANAGEMENT,
        block="decisions",
        title=str,
        add_at="person-mappa",
        add_words="Screen, refer or decide the level",
        by_its_verbs=True,
        order=10,
    ),
)
