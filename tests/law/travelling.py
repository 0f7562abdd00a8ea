"""Journeys, and documents about a man who makes them."""

from typing import Any

from tests.law.documents import Document, conviction, facts


def journey(departs: str = "2026-08-20", known: str = "2026-07-01", **given: Any) -> Document:
    return {"id": "J1", "departs": departs, "details_known": known, "to": ["FR"], **given}


def told(on: str, identity: str = "N1", section: str = "86(2)", *about: str) -> Document:
    return {"id": identity, "section": section, "given_at": on, "about": list(about or ("J1",))}


def document(made: Document, *notifications: Document, as_at: str = "2026-08-15", **given: Any) -> Document:
    return facts(
        as_at=as_at,
        **{
            "triggers": [conviction("2010-03-02")],
            "journeys": [made],
            "notifications": list(notifications),
            **given,
        },
    )
