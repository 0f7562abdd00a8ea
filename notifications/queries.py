"""Reads for the station and for the person's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from diary.models import Entry
from notifications import facts
from notifications.duties import NAME
from notifications.law import evaluate
from offenders.models import Person

ANSWERABLE = ("initial", "change", "periodic")


def answerable(person: Person) -> list[Entry]:
    """The open duties an attendance at the station can answer, most pressing first."""
    return list(
        Entry.objects.open()
        .filter(person=person, kind__in=ANSWERABLE, key__startswith=f"{NAME}/")
        .order_by("last", "key")
    )


@dataclass(frozen=True, slots=True)
class Explained:
    """A duty of the diary with the engine's reasons, as they stand today."""

    entry: Entry
    reasoning: list[str]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the law says of one person today: the duties that run, those last met, and the engine's `subject`."""

    running: list[Explained]
    met: list[Explained]
    subject: dict[str, Any]


def standing(person: Person, today: date, *, recent: int = 5) -> Standing:
    """Open duties, the most pressing first, the last `recent` that were met, and the period; each with its reasons.

    The dates are the diary's; the reasons are computed now, from the same facts, because they speak of today.
    """
    result = evaluate(facts.document(person, as_at=today))
    reasons = {f"{NAME}/{duty['id']}": duty["reasoning"] for duty in result["duties"]}
    entries = Entry.objects.filter(person=person, key__startswith=f"{NAME}/")
    last_met = entries.filter(met_on__isnull=False).order_by("-met_on", "-last")[:recent]
    shown = [
        Explained(entry, reasons.get(entry.key, []))
        for entry in entries.filter(Q(met_on__isnull=True) | Q(pk__in=last_met.values("pk"))).order_by(
            "-met_on", F("last").asc(nulls_last=True), "key"
        )
    ]
    return Standing(
        running=[duty for duty in shown if duty.entry.met_on is None],
        met=[duty for duty in shown if duty.entry.met_on is not None],
        subject=dict(result["subject"]),
    )
