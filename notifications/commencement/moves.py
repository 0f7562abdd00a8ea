"""What commencing enacted law moves, worked out before anybody does it.

Only facts that the new law asks about can move a date: intended names and absences (`notifications.law.intended`).
So these people alone are computed, however many there are in the force.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from access.reading import as_vigil
from diary.models import Entry
from notifications import facts
from notifications.choices import INTENDED_KINDS
from notifications.duties import computed_duties
from notifications.law import RULESETS, RuleSet
from notifications.models import Change, Commencement

_BATCH = 500


def enacted() -> dict[str, RuleSet]:
    """The rule-sets that wait for a commencement, which data may date."""
    return {rules.key: rules for rules in RULESETS if rules.in_force_from is None}


def affected() -> list[UUID]:
    """The people with a fact on record that the waiting law asks about; as Vigil, all of them."""
    people = Change.objects.standing().filter(kind__in=INTENDED_KINDS).order_by("person").distinct("person")
    return list(people.values_list("person", flat=True))


@dataclass(slots=True)
class Moves:
    """How many dates would come, move and go; and how many duties would at most be told under the new name."""

    come: int = 0
    move: int = 0
    go: int = 0
    renamed: int = 0


def moves(ruleset: str, in_force_from: date | None, *, today: date) -> Moves:
    """What would follow if the rule-set were in force from that day; None: if it were not. Writes nothing.

    Counts everybody, restricted records too, and names nobody.
    """
    with as_vigil():
        return _moves(ruleset, in_force_from, today=today)


def _moves(ruleset: str, in_force_from: date | None, *, today: date) -> Moves:
    law = facts.rules_in_force()
    law.pop(ruleset, None)
    if in_force_from:
        law[ruleset] = in_force_from.isoformat()
    found = Moves()
    people = affected()
    for first in range(0, len(people), _BATCH):
        for _, document in facts.documents(people[first : first + _BATCH], as_at=today):
            was = _open(document)
            would = _open({**document, "rules": law})
            found.come += len(would.keys() - was.keys())
            found.go += len(was.keys() - would.keys())
            found.move += sum(was[key] != would[key] for key in was.keys() & would.keys())
    standing = Commencement.objects.standing().filter(ruleset=ruleset).first()
    days = [day for day in (in_force_from, standing and standing.in_force_from) if day]
    if days:
        found.renamed = Entry.objects.filter(arises_on__gte=min(days)).count()
    return found


def _open(document: facts.Document) -> dict[str, tuple[date | None, date | None]]:
    return {duty.key: (duty.work_to, duty.last) for duty in computed_duties(document) if duty.met_on is None}
