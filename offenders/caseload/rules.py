"""What one person counts for in a caseload, and when a caseload is full: pure.

Points are whole tenths of a point, as policy holds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

HIGH = ("very_high", "high")


@dataclass(frozen=True, slots=True)
class Kind:
    """What matters of one person: the level, and what takes the place of its weight or adds to it."""

    level: str
    away: bool = False  # in custody or detained in hospital
    reactive: bool = False  # managed without home visits
    devices: bool = False  # an order's condition about devices is in force
    breach: bool = False  # a suspected breach is open
    mappa: bool = False  # at MAPPA level 2 or 3


@dataclass(frozen=True, slots=True)
class Limits:
    """`most` people; `share`, the per cent at high or very high risk, asked of caseloads of at least `share_from`."""

    most: int
    share: int
    share_from: int


@dataclass(frozen=True, slots=True)
class Load:
    """One officer's caseload: people, those of them at high or very high risk, and points in tenths."""

    people: int = 0
    high: int = 0
    points: int = 0

    def __add__(self, other: Load) -> Load:
        return Load(self.people + other.people, self.high + other.high, self.points + other.points)

    def __sub__(self, other: Load) -> Load:
        return Load(self.people - other.people, self.high - other.high, self.points - other.points)

    @property
    def share(self) -> int | None:
        """The per cent at high or very high risk, to the nearest whole; None of an empty caseload."""
        return (self.high * 200 + self.people) // (2 * self.people) if self.people else None

    @property
    def score(self) -> str:
        """The points as they are said: `61`, `61.5`."""
        whole, tenth = divmod(self.points, 10)
        return f"{whole}.{tenth}" if tenth else str(whole)


# In the order in which a caseload is explained; the first three take the place of the level's weight.
_INSTEAD = ("reactive", "away")
_BESIDES = ("devices", "breach", "mappa")


def points(kind: Kind, weights: Mapping[str, int]) -> int:
    """Tenths of a point that one person of this kind counts for. Raises KeyError for a weight that nobody set."""
    base = next((weights[name] for name in _INSTEAD if getattr(kind, name)), None)
    if base is None:
        # Nobody knows the risk of somebody not assessed, so they weigh as at high risk.
        base = weights["high" if kind.level == "unassessed" else kind.level]
    return base + sum(weights[name] for name in _BESIDES if getattr(kind, name))


def one(kind: Kind, weights: Mapping[str, int]) -> Load:
    """One person of this kind, as a load to add or take away."""
    return Load(1, int(kind.level in HIGH), points(kind, weights))


def load(counts: Iterable[tuple[Kind, int]], weights: Mapping[str, int]) -> Load:
    """Of so many people of each kind."""
    found = Load()
    for kind, many in counts:
        of_one = one(kind, weights)
        found += Load(of_one.people * many, of_one.high * many, of_one.points * many)
    return found


def full(held: Load, limits: Limits) -> list[str]:
    """Why nobody more is to be allocated without a reason; empty when there is room. Says what the limit is."""
    found = []
    if held.people >= limits.most:
        found.append(f"{held.people} people; the force’s policy is {limits.most} at most")
    if held.people >= limits.share_from and held.high * 100 > limits.share * held.people:
        found.append(
            f"{held.share} per cent at high or very high risk; the force’s policy is {limits.share} per cent at most"
        )
    return found
