"""Putting a fact right: the old version stays in the history, with who changed it and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import reduce
from typing import Any, TypeVar

from django.core.exceptions import ValidationError

from access.policies import Capability, FieldClass
from access.recording import lock, recording
from accounts.models import User
from offenders import kinds, rules
from offenders.actions.guards import believe, linked, reachable
from offenders.choices import NameKind
from offenders.models import Absence, CourtOrder, Detail, Disposal, Fact, Name, Occupancy, Person, Trigger
from offenders.signals import facts_changed

Correctable = TypeVar("Correctable", bound=Person | Fact)

REASON_NEEDED = "Say why this is being corrected: whoever reads the history needs to know."


def correct(
    actor: User,
    *,
    fact: Correctable,
    version: int,
    changes: Mapping[str, Any],
    reason: str,
    now: datetime,
) -> Correctable:
    """Change fields of a fact that was recorded wrongly, and recompute every duty that rests on it.

    `version` is the one the officer saw: if somebody has changed it since, raises Stale and writes nothing. Raises
    PermissionDenied, or ValidationError keyed by field (`reason` when none is given).
    """
    today = now.date()
    if not reason.strip():
        raise ValidationError({"reason": REASON_NEEDED})
    person = fact if isinstance(fact, Person) else fact.person
    guarded = _spoken_of(fact, changes)
    with recording(actor, f"correct {fact._meta.verbose_name}", reason=reason, speaks_of=guarded):
        person = reachable(actor, person, Capability.RECORD, today)
        current = lock(fact, expected_version=version)
        kind = kinds.kind_of(current)
        if kind.by_its_verbs:
            raise TypeError(f"{type(current).__name__} is written by verbs of its own.")
        columns = kind.columns(kind.tidied(changes))
        changed = {name for name, value in columns.items() if getattr(current, name) != value}
        for name, value in columns.items():
            setattr(current, name, value)
        refused = {**_refusals(current, person, now), **kind.refusals(current, now)}
        if isinstance(current, Detail):
            # What stood already may name somebody whom this officer does not see.
            strange = linked(actor, current, now)
            refused = {name: said for name, said in strange.items() if name in changed} | refused
        believe(refused)
        current.full_clean(validate_unique=False)
        current.version += 1
        current.save()
        facts_changed.send(type(current), people=[person.pk], today=today)
    return current


def void(actor: User, *, fact: Fact, version: int, reason: str, now: datetime) -> None:
    """Take off the record a fact that was entered in error; it stays in the history, and counts for nothing.

    By whoever may for its kind (`FactKind.void_needs`): what an enquiry rests on is a supervisor's to take back. Raises
    Stale, PermissionDenied, or ValidationError: for no reason, or for the only legal name.
    """
    today = now.date()
    if not reason.strip():
        raise ValidationError({"reason": REASON_NEEDED})
    with recording(actor, f"void {fact._meta.verbose_name}", reason=reason, speaks_of=_spoken_of(fact, {})):
        person = reachable(actor, fact.person, kinds.kind_of(fact).void_needs, today)
        current = lock(fact, expected_version=version)
        if isinstance(current, Name) and current.kind == NameKind.LEGAL and current.used_to is None:
            raise ValidationError("A record must have a current legal name. Correct it instead.")
        current.voided_at = now
        current.version += 1
        current.save(update_fields=["voided_at", "version"])
        facts_changed.send(type(current), people=[person.pk], today=today)


def _spoken_of(fact: Person | Fact, changes: Mapping[str, Any]) -> set[FieldClass]:
    """The guarded classes of which the reason for such a change speaks: of the entry, and of each answer changed."""
    kind = kinds.kind_of(fact)
    stood = vars(fact)
    sealed = {**kind.sealed(stood), **kind.sealed({**stood, **changes})}
    its: Any = reduce(getattr, kind.each_class.split("__"), fact) if kind.each_class else kind.field_class
    of_answers = {sealed[name] for name, new in changes.items() if name in sealed and stood.get(name) != new}
    return {FieldClass(its), *of_answers} - {FieldClass.GENERAL, FieldClass.MANAGEMENT}


def _refusals(fact: Person | Fact, person: Person, now: datetime) -> rules.Refusals:
    today, born = now.date(), person.date_of_birth
    match fact:
        case Person():
            found = rules.identity(date_of_birth=fact.date_of_birth, today=today)
            first = fact.triggers.standing().order_by("date").first()
            if (
                not found
                and first
                and rules.trigger({"date": first.date}, date_of_birth=fact.date_of_birth, today=today)
            ):
                found["date_of_birth"] = (
                    "That would make them too young for the conviction on record. Check both."
                )
            return found
        case Name():
            others = fact.person.names.standing().filter(kind=NameKind.LEGAL, used_to__isnull=True)
            if fact.kind == NameKind.LEGAL and fact.used_to and not others.exclude(pk=fact.pk).exists():
                return {
                    "used_to": "A record must have a current legal name. Record the new one: this one ends then."
                }
            used = [day for day in (fact.used_from, fact.used_to) if day]
            return (
                {"used_from": "A name that has not been used yet cannot be recorded."}
                if max(used, default=today) > today
                else {}
            )
        case Trigger():
            sentence = Disposal.objects.standing().filter(trigger=fact).first()
            found = rules.trigger(
                {
                    "date": fact.date,
                    "offence_on": fact.offence_on,
                    "disposal_date": sentence.date if sentence else None,
                },
                date_of_birth=born,
                today=today,
            )
            if found.pop("disposal_date", None):
                found["date"] = "The sentence on record is before this day. Correct the sentence first."
            return found
        case Disposal():
            found = rules.trigger(
                {"date": fact.trigger.date, "disposal_date": fact.date}, date_of_birth=born, today=today
            )
            return {"date": found["disposal_date"]} if "disposal_date" in found else {}
        case Absence():
            return rules.absence(
                starts_on=fact.starts_on, ended_on=fact.ended_on, date_of_birth=born, today=today
            )
        case Occupancy():
            return rules.stay(
                kind=fact.kind,
                starts_on=fact.starts_on,
                ends_on=fact.ends_on,
                date_of_birth=born,
                today=today,
            )
        case CourtOrder():
            return rules.order(
                {name: getattr(fact, name) for name in ("made_on", "served_on", "last_day", "discharged_on")},
                today=today,
            )
        case Detail():
            return rules.detail(
                starts_on=fact.starts_on,
                ends_on=fact.ends_on,
                date_of_birth=born,
                today=today,
                foretold=fact.FORETOLD,
                end_foretold=fact.END_FORETOLD,
            )
        case _:
            return {}
