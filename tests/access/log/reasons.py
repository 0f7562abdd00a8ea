"""What the reasons that verbs were given tell to people who do not read their words where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pghistory.models import Context

from access.models import AccessEvent
from access.policies import FieldClass
from access.recording import events_of
from diary.models import Moved
from offenders import kinds, versions
from offenders.models import Assignment, Person

_DAILY = (FieldClass.GENERAL, FieldClass.MANAGEMENT)


@dataclass(frozen=True)
class Version:
    """One version of one row: who reads it, what else of it only some read, and why it was written."""

    called: str
    its: FieldClass
    words: dict[str, FieldClass]  # what is typed in it, and who reads that
    verb: str
    reason: str
    speaks_of: frozenset[str]


def overheard(person: Person) -> list[str]:
    """Each reason that stands where somebody reads it, and whose words stand where they read nothing: on a row, beside
    a date that moved, in the log. Reads nothing while no verb has given one."""
    if not Context.objects.filter(metadata__has_key="reason").exclude(metadata__reason="").exists():
        return []
    kept = list(_versions(person))
    found = [
        f"{each.verb}: “{each.reason}” on {each.called}"
        for each in kept
        if each.reason in _hidden(kept, each.its) and not _beyond(each.its) & each.speaks_of
    ]
    hidden = _hidden(kept, FieldClass.MANAGEMENT) - {""}
    for moved in Moved.objects.filter(person=person, reason__in=hidden):
        found.append(f"{moved.verb}: “{moved.reason}” beside a date that moved")
    for event in AccessEvent.objects.filter(person_ids__contains=[person.pk], reason__in=hidden):
        found.append(f"{event.action}: “{event.reason}” in the log")
    return found


def _beyond(its: FieldClass) -> set[FieldClass]:
    """The classes that not everybody reads who reads this one."""
    return set(FieldClass) - {its, *(_DAILY if its != FieldClass.GENERAL else ())}


def _hidden(kept: list[Version], its: FieldClass) -> set[str]:
    """The words that stand nowhere where whoever reads this class reads them."""
    beyond = _beyond(its)
    said = [(words, of in beyond or each.its in beyond) for each in kept for words, of in each.words.items()]
    return {words for words, hidden in said if hidden} - {words for words, hidden in said if not hidden}


def _versions(person: Person) -> Iterator[Version]:
    told = [(kind.model, kind.field_class, kind.sealed) for kind in kinds.all_kinds()]
    told += [(model, its, kinds.sealed_besides(model)) for model, its in kinds.told_besides().items()]
    for model, its, sealed in [*told, (Assignment, FieldClass.GENERAL, lambda values: {})]:
        columns = [column.attname for column in versions.told(model)]
        rows = events_of(model).filter(**versions.about(model, person.pk)).select_related("pgh_context")
        for row in rows:
            values = {name: getattr(row, name, None) for name in columns}
            guarded, why = sealed(values), (row.pgh_context.metadata if row.pgh_context else {})
            typed = {name: value.strip()[:500] for name, value in values.items() if isinstance(value, str)}
            yield Version(
                called=str(model._meta.verbose_name),
                its=its,
                words={words: guarded.get(name, its) for name, words in typed.items() if words},
                verb=why.get("verb", ""),
                reason=why.get("reason", ""),
                speaks_of=frozenset(why.get("speaks_of", ())),
            )
