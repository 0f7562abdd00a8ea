"""What a force's policy said on each of many days: one query, however many they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from practice.models import Setting
from practice.policy import supposed


class History:
    """Some keys of one force over all days; as `policy_of` says it of one, and what is being supposed counts too."""

    def __init__(self, force_id: int, keys: Iterable[str]) -> None:
        asked = list(keys)
        rows = Setting.objects.standing().of(force_id).filter(key__in=asked)
        # By key: whether it is the force's own, since when, whether it is supposed, the value.
        self._rows: dict[str, list[tuple[bool, date, bool, int]]] = defaultdict(list)
        for key, own, since, value in rows.values_list("key", "force", "effective_from", "value"):
            self._rows[key].append((own is not None, since, False, value))
        new = supposed()
        if new and new.force_id == force_id and new.key in asked:
            self._rows[new.key].append((True, new.effective_from, True, new.value))

    def value(self, key: str, on: date) -> int:
        """The force's own latest, else the latest of everybody's; before any began, the first. In the key's unit."""
        found = [row for row in self._rows[key] if row[1] <= on]
        return (max(found) if found else min(self._rows[key], key=lambda row: row[1]))[-1]
