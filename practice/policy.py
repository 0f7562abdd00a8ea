"""Asking what a force's policy says on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from practice.keys import KEYS
from practice.models import Setting
from practice.rules import in_words, later, moment_later


@dataclass(frozen=True, slots=True)
class Policy:
    """Every value in force for one force on one day; read once a page."""

    values: dict[str, int]

    def value(self, key: str) -> int:
        """In the key's unit. Raises KeyError for a key that nobody has ever set: a deployment without its defaults."""
        return self.values[key]

    def after(self, key: str, day: date) -> date:
        """The day on which the key's interval, begun on `day`, has passed."""
        return later(day, self.values[key], KEYS[key].unit)

    def moment_after(self, key: str, moment: datetime) -> datetime:
        """The moment at which an interval in hours, begun at `moment`, has passed."""
        return moment_later(moment, self.values[key])

    def in_words(self, key: str) -> str:
        return in_words(self.values[key], KEYS[key].unit)


def policy_of(force_id: int | None, on: date) -> Policy:
    """One query."""
    rows = Setting.objects.in_force(force_id, on)
    return Policy(dict(rows.values_list("key", "value")))
