"""What a notification at the station consists of, between the pages that ask and the verb that records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from access.policies import FieldClass
from notifications.station.choices import Accompanied, Happened, Part, Taken


@dataclass(frozen=True, slots=True)
class Noted:
    """One item: what stood on record, what they say, since when. Equal texts have not changed."""

    part: Part
    called: str
    old: str
    new: str
    effective_on: date | None = None
    changed: bool = True
    field_class: FieldClass = FieldClass.MANAGEMENT


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened. `values` are for the verb that records it (notifications.actions.telling)."""

    happened: Happened
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody at the counter: when and where, who, with whom, and what was done there."""

    given_at: datetime
    station: str
    shown: str
    accompanied: str = Accompanied.NOBODY
    companion: str = ""
    parental_direction: str = ""
    fingerprints: str = Taken.NOT_ASKED
    photograph: str = Taken.NOT_ASKED
    late_reason: str = ""
    backdated_reason: str = ""  # why it is recorded later than the day they came


@dataclass(frozen=True, slots=True)
class Notified:
    """All that was said. `answers` are keys of open duties that they came for; `check` says why to look at it again."""

    coming: Coming
    answers: Sequence[str] = ()
    told: Sequence[Told] = ()
    items: Sequence[Noted] = ()
    check: Sequence[str] = ()
    insurance: str = ""  # a National Insurance number that they gave
    late_asked: bool = False  # whether they were asked why, if anything is late
