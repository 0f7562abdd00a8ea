"""What a force decides about the pack for a meeting."""

from __future__ import annotations

from practice.keys import Group, add
from practice.rules import Unit

ENDS_WITHIN = add(
    "mappa.pack_ends_within",
    Unit.WEEKS,
    "In the pack for a meeting, orders and licences that end within so long are marked",
    Group.MAPPA,
    most=104,
)
LOOKS_BACK = add(
    "mappa.pack_looks_back",
    Unit.WEEKS,
    "In the pack, what changed is told of so long where no meeting was held before",
    Group.MAPPA,
    most=104,
)
READY_BEFORE = add(
    "mappa.pack_ready_before",
    Unit.WORKING_DAYS,
    "Before a meeting, its packs are ready",
    Group.MAPPA,
    most=20,
)
