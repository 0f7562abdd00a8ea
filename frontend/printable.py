"""Text as it can be shown: pure.

A certificate is set in a typeface that knows Latin, Greek and Cyrillic letters, and PDF/UA refuses a character that no
typeface can show. Whatever else somebody typed, an emoji or a mark that turns text round, is written out by its
number in angle quotes, ‹U+202E›: shown, never acted on and never dropped.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

_SHOWN = (
    (0x20, 0x7E),
    (0xA1, 0x24F),  # Latin
    (0x370, 0x4FF),  # Greek, Cyrillic
    (0x1E00, 0x1EFF),  # Latin, the letters of Welsh and Vietnamese
    (0x2010, 0x2027),  # dashes and quotation marks
    (0x2030, 0x203A),
    (0x20A0, 0x20BF),  # currencies
)
_SPACES = re.compile(r"\s+")
_LONG = re.compile(r"\S{40,}")
_PIECE = re.compile(r"(\S{20})(?=\S)")
_MAY_BREAK = "\u200b"


def printable(value: Any) -> Any:
    """The same structure with every text in it made printable."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, dict):
        return {name: printable(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [printable(each) for each in value]
    return value


def text(given: str) -> str:
    """One line, in letters that can be shown, with places to break a word that no line could hold."""
    shown = "".join(map(_shown, _SPACES.sub(" ", unicodedata.normalize("NFC", given)).strip()))
    return _LONG.sub(lambda word: _PIECE.sub(rf"\1{_MAY_BREAK}", word[0]), shown)


def _shown(character: str) -> str:
    number = ord(character)
    if character == " " or (
        any(first <= number <= last for first, last in _SHOWN)
        and unicodedata.category(character)[0] in "LNPS"
    ):
        return character
    return f"‹U+{number:04X}›"
