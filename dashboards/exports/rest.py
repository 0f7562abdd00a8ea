"""The last line of a file whose list counts more than whoever takes it may take away."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rest:
    """So many more are counted; nothing else is told of them."""

    number: int
    alone: bool = False  # nobody stands before it

    def __str__(self) -> str:
        more = "" if self.alone else " more"
        records = "record is" if self.number == 1 else "records are"
        return f"{self.number:,}{more} {records} counted that you may not take away"
