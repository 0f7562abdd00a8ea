"""The series of attempts since somebody was last seen."""

from __future__ import annotations

from offenders.models import Person
from riskplans.choices import YesNo
from riskplans.models import Visit
from riskplans.visits import rules


def of(person: Person) -> list[Visit]:
    """Those that failed since they were last seen, the first first; one query for the series and one for its start."""
    seen = Visit.objects.seen().filter(person=person).order_by("-outcome_at").first()
    failed = Visit.objects.failed().filter(person=person).select_related("officer").order_by("outcome_at")
    return list(failed.filter(outcome_at__gt=seen.outcome_at) if seen else failed)


def attempt(visit: Visit) -> rules.Attempt:
    """What the rules ask of it."""
    return rules.Attempt(visit.on, visit.outcome, visit.entry_sought == YesNo.YES)
