"""What a report or a concern is called aloud: its kind, and eight letters and digits, such as INT-7F3K-2QXM."""

from __future__ import annotations

import secrets

# Without the letters that are taken for digits or for one another.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference(kind: str) -> str:
    """By chance: it tells neither how many there are nor who has recorded it."""
    plain = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{kind}-{plain[:4]}-{plain[4:]}"
