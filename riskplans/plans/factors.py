"""Which factors of the latest assessment are rated high priority: the one place where plans ask assessments."""

from __future__ import annotations

from offenders.models import Person


def high_priority(person: Person) -> dict[str, str]:
    """The codes of the factors with their words; a plan needs an open action for each."""
    return {}


def words(code: str) -> str:
    """What the factor of this code is called."""
    return code.replace("_", " ").capitalize()
