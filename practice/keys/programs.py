"""What programs are let do on behalf of a user, and for how long."""

from __future__ import annotations

from practice.keys.key import Group, add
from practice.rules import Unit

TOKEN_LASTS = add(
    "api.token_lasts",
    Unit.DAYS,
    "A token for a program is good for at most",
    Group.PROGRAMS,
    most=366,
    note="Tokens that were made before a change keep their last day.",
)
ANSWERS_KEPT = add(
    "api.answers_kept",
    Unit.DAYS,
    "What a program was answered is kept, so that the same again is one",
    Group.PROGRAMS,
    most=30,
)
