"""Which of those counted are named to a reader. The count is everybody's; a name is for who may open the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from access.policies import Capability
from accounts.models import User
from dashboards.returns.reading import Counted
from mappa.figures import queries as figures
from offenders.models import Person
from offenders.models.person import PersonQuerySet


def reads(user: User, today: date) -> bool:
    """Whether the returns are this user's: who supervises, and who plans or chairs meetings."""
    return figures.reads(user, today)


@dataclass(frozen=True, slots=True)
class Named:
    """One row of a list: of a record that the reader may open."""

    counted: Counted
    person: Person


def open_to(
    user: User, rows: Sequence[Counted], now: datetime, *, may: Capability | None = None
) -> list[Counted]:
    """Of all that is counted, what is of records that this reader may open: of the rest there is a number and nothing
    more. `may` narrows it to records for which the reader holds a capability. One query."""
    seen = set(_people(user, rows, now, may).values_list("pk", flat=True))
    return [each for each in rows if each.person in seen]


def named(
    user: User, rows: Sequence[Counted], now: datetime, *, may: Capability | None = None
) -> list[Named]:
    """The rows of one page, with the names that this reader may know; one query."""
    seen = {person.pk: person for person in _people(user, rows, now, may).with_name()}
    return [Named(each, seen[each.person]) for each in rows if each.person in seen]


def _people(user: User, rows: Sequence[Counted], now: datetime, may: Capability | None) -> PersonQuerySet:
    people = Person.objects.visible_to(user, now).filter(pk__in={each.person for each in rows})
    return people.within_reach(user, may, now.date()) if may else people
