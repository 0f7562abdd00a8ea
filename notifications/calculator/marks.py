"""What a drawing is made of, and how the time it shows is spread across its width."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

WIDE: Final = 1000
NARROW: Final = 330
EDGE: Final = 6.0
_CHARACTER: Final = 8.3
_BOLD_CHARACTER: Final = 9.2
"""The width of a character at 14 pixels in the widest typeface a machine without Arial would put in its place."""
_BOLD: Final = ("judged", "period", "duty")


@dataclass(frozen=True, slots=True)
class Text:
    """Words whose left end (or, by `anchor`, middle or right end) is at x, on the base line y."""

    x: float
    y: float
    text: str
    kind: str
    anchor: str = "start"

    @property
    def left(self) -> float:
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]
        return self.x - share * size(self.text, self.kind)

    @property
    def right(self) -> float:
        return self.left + size(self.text, self.kind)


def size(text: str, kind: str) -> float:
    """How wide a text may come out."""
    return len(text) * (_BOLD_CHARACTER if kind in _BOLD else _CHARACTER)


@dataclass(frozen=True, slots=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    kind: str


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    kind: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The moment to work to (a diamond) or the last moment (an upright), about the middle of a lane."""

    x: float
    y: float
    kind: str

    @property
    def points(self) -> str:
        x, y = self.x, self.y
        if self.kind == "work-to":
            around = ((x, y - 7), (x + 6, y), (x, y + 7), (x - 6, y))
        elif self.kind == "on":
            around = ((x, y - 12), (x + 10, y), (x, y + 12), (x, y - 12))
        else:
            around = ((x - 2, y - 10), (x + 2, y - 10), (x + 2, y + 10), (x - 2, y + 10))
        return " ".join(f"{round(a, 1)},{round(b, 1)}" for a, b in around)


@dataclass(slots=True)
class Drawing:
    """A picture: its size, what it says in a sentence or two, and its parts in the order of drawing."""

    key: str
    title: str
    description: str
    width: int
    height: float = 0
    bars: list[Bar] = field(default_factory=list)
    hatched: list[Bar] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Span:
    """The time a drawing shows, in days, across its width."""

    first: float
    last: float
    width: int

    def x(self, at: float) -> float:
        share = (at - self.first) / (self.last - self.first)
        return round(EDGE + min(1.0, max(0.0, share)) * (self.width - 2 * EDGE), 1)

    def holds(self, at: float) -> bool:
        return self.first <= at <= self.last
