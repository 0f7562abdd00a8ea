"""The series of attempts since somebody was last seen."""

from __future__ import annotations

from collections.abc import Iterable

from offenders.models import Person
from riskplans.choices import YesNo
from riskplans.models import Visit
from riskplans.visits import rules


def of(person: Person) -> list[Visit]:
    """Those that failed since they were last seen, in the order in which they were made; one query."""
    rows = Visit.objects.since_seen().filter(person=person).select_related("officer")
    return list(rows.order_by("arrived_at", "outcome_at"))


def attempt(visit: Visit) -> rules.Attempt:
    """What the rules ask of it."""
    return rules.Attempt(visit.on, visit.outcome, visit.entry_sought == YesNo.YES, visit.place)


def by_place(tried: Iterable[Visit]) -> list[list[Visit]]:
    """The attempts at each of the premises, in the order in which those were first tried."""
    found: dict[str, list[Visit]] = {}
    for visit in tried:
        found.setdefault(rules.bare(visit.place), []).append(visit)
    return list(found.values())
