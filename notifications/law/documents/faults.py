"""What is wrong with a document: one message for each fault, at its own path."""

from typing import TypedDict


class Fault(TypedDict):
    """A fault: where it is (`triggers[0].disposal.term.months`) and what to do about it, in plain words."""

    path: str
    message: str


class Refused(Exception):
    """The document is at fault; nothing was computed. `errors` are its faults, sorted by path."""

    def __init__(self, errors: list[Fault]) -> None:
        self.errors = sorted(errors, key=lambda fault: (fault["path"], fault["message"]))
        super().__init__("; ".join(f"{fault['path']}: {fault['message']}" for fault in self.errors))


class Unreadable(Exception):
    """A single value is missing its mark; the message says what to enter instead."""


class Faults(list[Fault]):
    """The faults found so far."""

    def add(self, path: str, message: str) -> None:
        """Record a fault."""
        self.append({"path": path, "message": message})


def within(path: str, key: object) -> str:
    """The path of a key of the object at a path."""
    return f"{path}.{key}" if path else f"{key}"
