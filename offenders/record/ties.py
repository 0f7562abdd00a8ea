"""Ties between people on record: each stands on one record and is seen from both, by whoever may see both."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from access.policies import FieldClass
from offenders import policies
from offenders.kinds import kind_of
from offenders.models import Association, Fact, Person
from offenders.queries import for_page


def name_others(person: Person, facts: Iterable[Fact]) -> None:
    """Put the other's name on each tie to somebody whom whoever fetched the person may see; one query, if any."""
    ties = [fact for fact in facts if isinstance(fact, Association) and fact.other_id]
    if not ties:
        return
    people = Person.objects.visible_to(person.read_by, person.read_at).with_name()
    seen = people.in_bulk([tie.other_id for tie in ties])
    for tie in ties:
        tie.named = seen.get(tie.other_id)


def from_elsewhere(person: Person) -> list[Association]:
    """The ties to this person that stand on other records, as far as their reader reads those; two queries, if any."""
    reader, now = person.read_by, person.read_at
    visible = Person.objects.visible_to(reader, now)
    ties = list(Association.objects.standing().filter(other=person, person__in=visible))
    if not ties:
        return []
    found = policies.seen(reader, now) & Q(pk__in={tie.person_id for tie in ties})
    people = for_page(found, now.date()).in_bulk()
    shown = []
    for tie in ties:
        holder = people[tie.person_id]
        relation = policies.relationship(reader, holder, now)
        needed = {FieldClass.MANAGEMENT, *kind_of(tie).sealed(vars(tie)).values()}
        if relation and all(map(relation.reads, needed)) and all(map(person.relationship.reads, needed)):
            tie.named = holder
            shown.append(tie)
    return shown
