"""Serial numbers: sixteen letters and digits in fours, fit to be read from a paper and typed."""

from __future__ import annotations

import re
import secrets

# Without the letters that are taken for digits or for one another (Crockford).
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TAKEN_FOR = str.maketrans("OIL", "011")
_LENGTH = 16


def new_serial() -> str:
    """By chance: no two certificates will ever share one."""
    return _in_fours("".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)))


def read_serial(typed: str) -> str | None:
    """The serial number as it is kept, from however it was typed; None if it cannot be one."""
    plain = re.sub(r"[\s\-–—]", "", typed).upper().translate(_TAKEN_FOR)
    return _in_fours(plain) if len(plain) == _LENGTH and set(plain) <= set(_LETTERS) else None


def _in_fours(plain: str) -> str:
    return "-".join(plain[at : at + 4] for at in range(0, _LENGTH, 4))
