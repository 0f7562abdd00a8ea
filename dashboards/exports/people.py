"""What a list says of each person once it is a file: these columns and no others."""

from __future__ import annotations

from access.exporting import Column
from frontend import dates
from offenders.models import Person

PEOPLE: tuple[Column[Person], ...] = (
    Column("Reference", lambda person: person.reference),
    Column("Family name", lambda person: person.family_name.upper()),
    Column("Given names", lambda person: person.given_names),
    Column("Date of birth", lambda person: dates.words(person.date_of_birth)),
    Column("Management level", lambda person: person.level_word),
    Column("Where", lambda person: person.where),
    Column("Next date", lambda person: dates.words(person.next_due) if person.next_due else ""),  # type: ignore[attr-defined]
    Column("Computed date", lambda person: _computed(person)),
    Column("What is next", lambda person: person.next_title or ""),  # type: ignore[attr-defined]
    Column("Manager", lambda person: _manager(person)),
    Column("Unit", lambda person: person.unit.name),
)


def _computed(person: Person) -> str:
    """The law's own last day, where another date is worked to."""
    computed = person.next_computed  # type: ignore[attr-defined]
    return dates.words(computed) if computed else ""


def _manager(person: Person) -> str:
    if person.manager_id is None:
        return "Not allocated"
    return f"{person.manager_family_name}, {person.manager_rank} {person.manager_collar_number}"
