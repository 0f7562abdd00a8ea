"""Who is in the county: how many of whom, who manages whom, and which story each person is cast in.

Everything follows from the seed, the number of people and the day, and from a person's place in the county, so that
any part of it can be made alone, in any order and in any process.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import cached_property, lru_cache
from random import Random

from ops.demo.places import AREAS
from ops.demo.rows import Id

DEFAULT_PEOPLE = 787
REGISTERED_IN = (594, 787)  # registered sexual offenders among all, in the county whose size this is
_MANAGERS = 12


class Scene(Enum):
    """How a story stands on the as-of day. NOW: whatever the years have led to."""

    NOW = auto()
    YEARLY_OVERDUE = auto()
    YEARLY_TODAY = auto()
    YEARLY_SOON = auto()
    WEEKLY = auto()
    WEEKLY_OVERDUE = auto()
    MOVE_UNTOLD = auto()
    RELEASE_UNTOLD = auto()
    INITIAL_UNTOLD = auto()
    INSIDE = auto()
    RELEASED = auto()
    ABROAD = auto()
    FORETOLD = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """A part to be played: a case named in sentences.RARE (empty: any common one), the years since it began at
    least and at most, and how it stands today."""

    case: str = ""
    years: tuple[float, float] | None = None
    scene: Scene = Scene.NOW


def _rota() -> Sequence[Part]:
    """The parts of every 200 registered people: the same share of each at any size."""
    rare = [
        ("life", 2, (1, 20)),
        ("public protection", 2, (14, 21)),
        ("special custodial", 2, (1, 10)),
        ("detention and training", 1, (1, 4.5)),
        ("short detention and training", 1, (0.8, 3)),
        ("youth detention", 2, (1, 9)),
        ("extended", 1, (1, 12)),
        ("youth order", 1, (0.2, 2.3)),
        ("referral", 2, (0.2, 2.3)),
        ("hospital", 1, (1, 6)),
        ("restricted hospital", 2, (1, 15)),
        ("insanity", 1, (1, 6)),
        ("disability", 1, (1, 9)),
        ("disability, later tried", 1, (3, 6)),
        ("court martial", 1, (0.5, 4.5)),
        ("court martial, prison", 1, (1.5, 9)),
        ("overseas", 2, (0.2, 3.5)),
        ("overseas, long", 1, (0.2, 3.5)),
        ("risk order", 2, (0.2, 3)),
        ("conditional discharge", 2, (0.1, 1.8)),
        ("absolute discharge", 1, (0.5, 4)),
        ("fine", 1, (0.2, 4.5)),
        ("other", 1, (0.2, 4.5)),
        ("consecutive", 3, (0.5, 12)),
        ("concurrent", 2, (0.5, 9)),
        ("overlapping", 1, (0.5, 9)),
        ("before the Act", 3, (22, 29)),
        ("carried over", 1, (29, 33)),
        ("quashed", 1, (1, 4)),
        ("threshold", 2, (0.3, 4.5)),
        ("order on application", 2, (0.5, 4.5)),
        ("interim order", 1, (0.5, 4.5)),
        ("order discharged", 1, (7, 9.5)),
        ("reoffended", 2, (0.3, 4)),
        ("unsentenced", 2, (0.02, 0.16)),
        ("remanded", 2, (0.02, 0.25)),
        # Periods that have ended.
        ("community", 4, (5.3, 8)),
        ("caution", 3, (2.1, 5)),
        ("youth order", 1, (2.7, 5)),
    ]
    scenes = [
        (Scene.YEARLY_OVERDUE, 5, "", (2.2, 12)),
        (Scene.YEARLY_TODAY, 1, "", (2.2, 12)),
        (Scene.YEARLY_SOON, 2, "", (2.2, 12)),
        (Scene.WEEKLY, 4, "", (1.2, 9)),
        (Scene.WEEKLY_OVERDUE, 1, "", (1.2, 9)),
        (Scene.MOVE_UNTOLD, 2, "", (1.2, 12)),
        (Scene.RELEASE_UNTOLD, 1, "suspended", (1.8, 8)),
        (Scene.INITIAL_UNTOLD, 1, "community", (0.02, 0.07)),
        (Scene.INSIDE, 4, "suspended", (1.5, 9)),
        (Scene.RELEASED, 2, "suspended", (1.5, 9)),
        (Scene.ABROAD, 1, "suspended", (1.5, 9)),
        (Scene.FORETOLD, 2, "suspended", (1.5, 9)),
    ]
    parts = [Part(case, years) for case, count, years in rare for _ in range(count)]
    parts += [Part(case, years, scene) for scene, count, case, years in scenes for _ in range(count)]
    ordinary = 200 - len(parts)
    rota = [Part()] * ordinary + parts
    return [rota[place * 77 % 200] for place in range(200)]  # 77 and 200 share no factor: well mixed


ROTA = _rota()


@dataclass(frozen=True)
class County:
    """The whole of it, and the keys that its rows refer to. Small, and sent to whichever process makes a part."""

    seed: int
    people: int
    as_of: date
    force_id: int = 1
    unit_ids: tuple[int, ...] = (1, 2, 3)

    @cached_property
    def registered(self) -> int:
        ours, of = REGISTERED_IN
        return round(self.people * ours / of)

    @cached_property
    def managers(self) -> int:
        return max(_MANAGERS, round(self.people * _MANAGERS / DEFAULT_PEOPLE))

    @cached_property
    def units(self) -> int:
        return max(len(AREAS), round(self.managers / 4))

    @cached_property
    def supervisors(self) -> int:
        return max(2, round(self.units * 2 / 3))

    def rng(self, *of: object) -> Random:
        """The random numbers of one thing in the county."""
        return Random("/".join(map(str, (self.seed, *of))))  # noqa: S311 - fiction, not secrets

    def id_of(self, *of: object) -> Id:
        """The UUID of one thing in the county."""
        return _uuid("/".join(map(str, (self.seed, *of))))

    def manager_id(self, manager: int) -> Id:
        return self.id_of("user", "manager", manager)

    def unit_of(self, manager: int) -> int:
        return manager % self.units

    def supervisor_id(self, unit: int) -> Id:
        return self.id_of("user", "supervisor", unit % self.supervisors)

    def is_registered(self, ordinal: int) -> bool:
        """Registered and violent people are mixed evenly, in their exact numbers."""
        return self._registered_before(ordinal + 1) > self._registered_before(ordinal)

    def place_in_kind(self, ordinal: int) -> int:
        before = self._registered_before(ordinal)
        return before if self.is_registered(ordinal) else ordinal - before

    def _registered_before(self, ordinal: int) -> int:
        return ordinal * self.registered // self.people

    def manager_of(self, ordinal: int) -> int:
        """Everyone gets the same number of registered people; the first officer manages nobody else."""
        place = self.place_in_kind(ordinal)
        if self.is_registered(ordinal):
            round_number, seat = divmod(place, self.managers)
            return _seating(self.seed, self.managers, round_number)[seat]
        return 1 + place % (self.managers - 1)

    def part_of(self, ordinal: int) -> Part:
        return ROTA[self.place_in_kind(ordinal) % len(ROTA)]


@lru_cache(maxsize=4)
def _seating(seed: int, managers: int, round_number: int) -> list[int]:
    seats = list(range(managers))
    Random(f"{seed}/round/{round_number}").shuffle(seats)  # noqa: S311 - fiction, not secrets
    return seats


def _uuid(text: str) -> Id:
    return uuid_from(int.from_bytes(hashlib.blake2b(text.encode(), digest_size=16).digest()))


def uuid_from(bits: int) -> Id:
    """A random (version 4) UUID made of 128 given bits, as text; uuid.UUID would take four times as long."""
    digits = f"{bits:032x}"
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"
