"""What a pack is made of: lines in blocks. The page, the PDF, the locked version and its differences are made from it.

Every line says of which class it is. A reader who does not read it learns that its block holds something back, no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from access.policies import FieldClass
from mappa.pack.choices import Part

Reads = Callable[[FieldClass], bool]
_RED, _YELLOW = "red", "yellow"


@dataclass(frozen=True, slots=True)
class Line:
    """A label and what stands beside it; `key` is the same whenever the pack is put together.

    Texts name days and never count them ("since 4 June", not "for 12 days"): the same record gives the same line
    tomorrow. `tag` is one or two words that say how it stands.
    """

    key: str
    label: str
    text: str
    tag: str = ""
    colour: str = "grey"
    field_class: FieldClass = FieldClass.MANAGEMENT

    @property
    def is_gap(self) -> bool:
        """Whether somebody has to do something about it."""
        return self.colour in (_RED, _YELLOW)

    @property
    def in_words(self) -> str:
        """The line as one text."""
        said = f"{self.label}: {self.text}" if self.label and self.text else self.label or self.text
        return f"{said} ({self.tag.lower()})" if self.tag else said


Content = dict[Part, list[Line]]


@dataclass(frozen=True, slots=True)
class Block:
    """One block as a reader sees it. `held_back` names the classes of what they do not read of it."""

    part: Part
    lines: list[Line] = field(default_factory=list)
    held_back: list[str] = field(default_factory=list)

    @property
    def heading(self) -> str:
        return str(self.part.label)

    @property
    def name(self) -> str:
        return str(self.part.value)

    @property
    def gaps(self) -> int:
        """How many of its lines ask somebody to do something."""
        return sum(line.is_gap for line in self.lines)

    @property
    def held_back_words(self) -> str:
        return (
            f"Held back from you: {', '.join(each.lower() for each in self.held_back)}."
            if self.held_back
            else ""
        )


def shown(content: Mapping[Part, Sequence[Line]], reads: Reads) -> list[Block]:
    """Every block, in order, as far as `reads` says."""
    found = []
    for part in Part:
        lines = content.get(part, ())
        withheld = {line.field_class for line in lines if not reads(line.field_class)}
        found.append(
            Block(
                part,
                [line for line in lines if reads(line.field_class)],
                [each.label for each in FieldClass if each in withheld],
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Difference:
    """What one line said when the pack was locked, and what it says now; empty where it is not there."""

    label: str
    before: str
    after: str


def differences(before: Iterable[Block], after: Iterable[Block]) -> list[tuple[Part, list[Difference]]]:
    """What differs, by block; blocks that say the same are left out."""
    found = []
    for old, new in zip(before, after, strict=True):
        was, now = ({line.key: line for line in block.lines} for block in (old, new))
        rows = [
            Difference((now.get(key) or was[key]).label, _words(was.get(key)), _words(now.get(key)))
            for key in dict.fromkeys([*was, *now])
            if was.get(key) != now.get(key)
        ]
        if rows:
            found.append((new.part, rows))
    return found


def inside(text: str) -> str:
    """The text as it stands inside a sentence: a name like CRO or ViSOR keeps its capitals."""
    first = text.partition(" ")[0]
    return text if first[1:] != first[1:].lower() else text[:1].lower() + text[1:]


def _words(line: Line | None) -> str:
    if line is None:
        return ""
    return f"{line.text} ({line.tag.lower()})" if line.tag and line.text else line.text or line.tag


def as_json(content: Mapping[Part, Sequence[Line]]) -> dict[str, Any]:
    """The content as it is kept: by block, a list a line."""
    return {
        part.value: [
            [line.key, line.label, line.text, line.tag, line.colour, line.field_class.value] for line in lines
        ]
        for part, lines in content.items()
    }


def from_json(kept: Mapping[str, Any]) -> Content:
    """`as_json` back again."""
    return {
        Part(part): [
            Line(key, label, text, tag, colour, FieldClass(its))
            for key, label, text, tag, colour, its in lines
        ]
        for part, lines in kept.items()
    }
