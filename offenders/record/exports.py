"""The record as a file: every answer on its own line. What is said of somebody's money never leaves as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from access.exporting import Column
from access.policies import FieldClass
from frontend.dates import words
from offenders.record.reading import BlockRead

# Financial details are not copied out of the record, whoever reads them there (practice: local intelligence systems).
NEVER_LEAVE = frozenset({FieldClass.FINANCE})


@dataclass(frozen=True, slots=True)
class Line:
    block: str
    entry: str
    question: str
    answer: str


ANSWERS: tuple[Column[Line], ...] = (
    Column("Part of the record", lambda line: line.block),
    Column("Entry", lambda line: line.entry),
    Column("Question", lambda line: line.question),
    Column("Answer", lambda line: line.answer),
)


def lines(blocks: Iterable[BlockRead]) -> Iterator[Line]:
    """The standing entries, former ones too, without the classes that never leave."""
    for read in blocks:
        for entry in (*read.entries, *read.former):
            sealed = entry.kind.sealed(vars(entry.fact))
            if entry.kind.field_class in NEVER_LEAVE or NEVER_LEAVE & set(sealed.values()):
                continue
            title = f"{entry.title} (no longer so)" if entry.over else entry.title
            for row in entry.rows:
                yield Line(read.block.title, title, row["key"], _text(row["value"]))


def _text(value: Any) -> str:
    return words(value) if hasattr(value, "isoformat") else str(value)
