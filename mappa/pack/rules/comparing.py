"""What a record says now that it did not say at the last meeting: pure, from the versions of its rows since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Said = Mapping[str, Any]


class Sign(StrEnum):
    """How a row differs from what it was at the last meeting."""

    NEW = "new"
    ENDED = "ended"
    CHANGED = "changed"
    GONE = "gone"  # it was never so, and was taken off the record


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the row `of`, as the timeline tells it: what was done, what it says since, what it said before."""

    of: str
    did: str  # one of: recorded, changed, ended, void, removed
    said: Said
    before: Said | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One row that says something else. `differs` is column, old and new value; of a new row it is empty."""

    of: str
    sign: Sign
    said: Said
    differs: tuple[tuple[str, Any, Any], ...] = ()


_OFF = ("void", "removed")


def compare(versions: Iterable[Version]) -> list[Change]:
    """The net of these versions, in the order in which they were recorded: a row each, in the order of their first.

    What was corrected and corrected back, and what was recorded and taken off again, has not changed.
    """
    rows: dict[str, list[Version]] = {}
    for version in versions:
        rows.setdefault(version.of, []).append(version)
    return [change for of, its in rows.items() if (change := _net(of, its))]


def _net(of: str, its: list[Version]) -> Change | None:
    first, last = its[0], its[-1]
    is_new = first.did == "recorded"
    if last.did in _OFF:
        return None if is_new else Change(of, Sign.GONE, last.before or last.said)
    if is_new:
        return Change(of, Sign.NEW, last.said)
    before = first.before or {}
    differs = tuple(
        (name, before.get(name), last.said.get(name))
        for name in dict.fromkeys([*before, *last.said])
        if before.get(name) != last.said.get(name)
    )
    if not differs:
        return None
    ended = any(each.did == "ended" for each in its)
    return Change(of, Sign.ENDED if ended else Sign.CHANGED, last.said, differs)
