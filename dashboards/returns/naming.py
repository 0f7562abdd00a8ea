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


def reads(user: User, today: date) -> bool:
    """Whether the returns are this user's: who supervises, and who plans or chairs meetings."""
    return figures.reads(user, today)


@dataclass(frozen=True, slots=True)
class Named:
    """One row of a list. Without a `person` the reader may not open the record: nothing of it is told."""

    counted: Counted
    person: Person | None


def named(
    user: User, rows: Sequence[Counted], now: datetime, *, may: Capability | None = None
) -> list[Named]:
    """The rows of one page, with the names that this reader may know; one query. `may` narrows them to those for whom
    the reader holds a capability."""
    people = Person.objects.visible_to(user, now).filter(pk__in={each.person for each in rows}).with_name()
    if may:
        people = people.within_reach(user, may, now.date())
    seen = {person.pk: person for person in people}
    return [Named(each, seen.get(each.person)) for each in rows]
