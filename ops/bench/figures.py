"""One figure of a run, and the table of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured; `met` is None where there is no goal."""

    what: str
    found: str
    compared: str = ""
    goal: str = ""
    met: bool | None = None

    @property
    def verdict(self) -> str:
        return {True: "met", False: "missed", None: ""}[self.met]


HEADINGS = ("What", "Found", "In this run's own terms", "Goal", "")


def table(figures: Iterable[Figure]) -> str:
    """The figures under each other, in columns."""
    lines = [
        HEADINGS,
        *((each.what, each.found, each.compared, each.goal, each.verdict) for each in figures),
    ]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    ruled = [lines[0], tuple("-" * width for width in widths), *lines[1:]]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in ruled
    )


def seconds(action: Callable[[], object]) -> float:
    """How long one run of something takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def median_ms(samples: list[float]) -> float:
    """The median of samples in seconds, in milliseconds."""
    return median(samples) * 1000
