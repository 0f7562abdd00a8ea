"""JSON text to plain values, for the doors that take text: the command and the API.

JSON as RFC 8259 has it, and no looser: Python would also take NaN, keep the last of two fields of one name, and pass
on half a character that no answer could be written with. A document that says two things is refused, not guessed at.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

# An escape for half of a character beyond the first 65,536: harmless in a pair, and not text when alone.
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")


class NotJson(Exception):
    """The text is not JSON; the message says what to do about it, in plain words."""


def read_json(text: bytes) -> Any:
    """The values that a JSON text holds. Raises NotJson."""
    try:
        found = json.loads(text.decode("utf-8-sig"), parse_constant=_constant, object_pairs_hook=_object)
        if _HALF.search(text):
            json.dumps(found, ensure_ascii=False).encode()
    except UnicodeError:
        raise NotJson("Send text in UTF-8: this holds something that is not a character.") from None
    except json.JSONDecodeError as fault:
        where = f"line {fault.lineno}, column {fault.colno}"
        raise NotJson(f"This is not JSON: {fault.msg[:1].lower()}{fault.msg[1:]}, {where}.") from None
    except RecursionError:
        raise NotJson("This is nested too deeply to be a facts document.") from None
    except ValueError:
        # Python refuses to read a whole number of several thousand digits.
        raise NotJson("A number in this is too long to be read.") from None
    return found


def _constant(name: str) -> NoReturn:
    raise NotJson(f"This is not JSON: {name} is not a number.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise NotJson(f"One object has the field {json.dumps(twice)} twice. Leave only the right one.")
    return found
