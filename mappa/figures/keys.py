"""What a force aims at in the figures of its MAPPA meetings, and by when minutes are circulated."""

from __future__ import annotations

from mappa.figures.choices import Figure
from practice.keys import Group, Mark, add
from practice.rules import Unit

TARGET = {
    each: add(
        f"mappa.target.{each}",
        Unit.PERCENT,
        f"{each.number}: {each.label}, at least",
        Group.MAPPA,
        most=100,
        mark=Mark.COMMON,
    )
    for each in Figure
}
