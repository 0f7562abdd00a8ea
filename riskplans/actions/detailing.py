"""The full record of a visit, what was looked at before it, and the supervisor's look at it afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, overtaken, recording
from accounts.models import User
from diary.actions import set_task
from offenders.actions.guards import reachable
from offenders.models import Device, LicenceCondition, OrderCondition, Person
from offenders.signals import facts_changed
from riskplans.actions import effects
from riskplans.actions.telling import SOURCE, answered
from riskplans.choices import Complied, Reviewed, System, VisitState
from riskplans.models import ConditionChecked, PersonPresent, PreVisitCheck, Visit, VisitRecord


@dataclass(frozen=True, slots=True)
class Found:
    """What a visit showed, besides the texts of its record."""

    people: Sequence[Mapping[str, Any]] = ()  # the fields of PersonPresent
    devices: Mapping[UUID, Mapping[str, Any]] = field(default_factory=dict)  # on record: examined, seized
    undeclared: Sequence[Mapping[str, Any]] = ()  # the fields of a Device
    conditions: Mapping[UUID, tuple[str, str]] = field(default_factory=dict)  # found, and a note


def complete_visit(
    actor: User, *, visit: Visit, version: int, record: Mapping[str, Any], found: Found, now: datetime
) -> VisitRecord:
    """Write the full record of a visit at which they were seen, or change it.

    `version` is that of the record the officer saw, 0 where there was none. Undeclared devices and conditions that seem
    broken have the same effects as in the quick record. Raises PermissionDenied, Stale, or ValidationError.
    """
    with recording(actor, "complete visit record"):
        person = reachable(actor, visit.person, Capability.RECORD, now.date())
        visit = lock(visit)
        visit.person = person
        if visit.state != VisitState.SEEN:
            raise ValidationError("Only a visit at which they were seen has a full record.")
        full = VisitRecord.objects.standing().select_for_update().filter(visit=visit).first()
        if full is None:
            full = VisitRecord(person=person, visit=visit, recorded_at=now, recorded_by=actor, version=0)
        if full.version != version:
            raise overtaken(full)
        for name, value in record.items():
            setattr(full, name, value)
        full.version += 1
        full.save()
        _note(actor, visit, found, now)
        facts_changed.send(VisitRecord, people=[person.pk], today=now.date())
    return full


def _note(actor: User, visit: Visit, found: Found, now: datetime) -> None:
    recorded = {"person": visit.person, "visit": visit, "recorded_at": now, "recorded_by": actor}
    known = set(visit.present.standing().values_list("name", flat=True))
    for somebody in found.people:
        if somebody["name"] not in known:
            PersonPresent.objects.create(**somebody, **recorded)
    devices = Device.objects.standing().filter(person=visit.person, pk__in=found.devices)
    for device in devices:
        effects.seen(actor, visit, device, now, declared=True, **found.devices[device.pk])
    new = [effects.undeclared_device(actor, visit, undeclared, now).device for undeclared in found.undeclared]
    broken = _conditions(visit, found.conditions, recorded)
    for condition, note in broken:
        effects.suspect_breach(actor, visit, note or str(condition), now, condition=condition)
    if new and not broken:
        what = "A device was found that they had not declared."
        effects.suspect_breach(actor, visit, what, now, device=new[0])


def _conditions(
    visit: Visit, answers: Mapping[UUID, tuple[str, str]], recorded: Mapping[str, Any]
) -> list[tuple[OrderCondition | LicenceCondition, str]]:
    """Write down how each condition was found; those that seem broken, each with its note."""
    broken = []
    for column, model in (("order_condition", OrderCondition), ("licence_condition", LicenceCondition)):
        for condition in model._default_manager.standing().filter(person=visit.person, pk__in=answers):
            found, note = answers[condition.pk]
            row = ConditionChecked.objects.standing().filter(visit=visit, **{column: condition}).first()
            if row is None:
                ConditionChecked.objects.create(found=found, note=note, **{column: condition}, **recorded)
            elif (row.found, row.note) != (found, note):
                row.found, row.note = found, note
                row.version += 1
                row.save(update_fields=["found", "note", "version"])
            if found == Complied.BREACH:
                broken.append((condition, note))
    return broken


def record_check(
    actor: User,
    *,
    person: Person,
    systems: Iterable[str],
    checked_on: date,
    found: str,
    now: datetime,
    submission: UUID | None = None,
) -> list[PreVisitCheck]:
    """Record that systems were looked at before a visit, and what they showed.

    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice records nothing again.
    """
    wanted = [System(each) for each in systems]
    wrong = {}
    if not wanted:
        wrong["systems"] = "Select what was looked at."
    if not found.strip():
        wrong["found"] = "Say what it showed, or that it showed nothing new."
    if checked_on > now.date():
        wrong["checked_on"] = "That day is still to come."
    if wrong:
        raise ValidationError(wrong)
    with recording(actor, "record check before visit"):
        person = reachable(actor, person, Capability.RECORD, now.date())
        if submission and PreVisitCheck.objects.filter(person=person, submission=submission).exists():
            return []
        return [
            PreVisitCheck.objects.create(
                person=person,
                system=system,
                checked_on=checked_on,
                found=found.strip(),
                recorded_at=now,
                recorded_by=actor,
                submission=submission if place == 0 else None,
            )
            for place, system in enumerate(wanted)
        ]


def review_visit(
    actor: User, *, visit: Visit, version: int, reviewed: Reviewed, note: str, now: datetime
) -> Visit:
    """A supervisor has looked at the record of a visit; a question goes back to its officer as a task.

    Raises PermissionDenied, Stale, or ValidationError: of one's own visit, or a question without words.
    """
    if reviewed == Reviewed.QUERY and not note.strip():
        raise ValidationError({"note": "Say what is to be answered or put right."})
    with recording(actor, "review visit"):
        person = reachable(actor, visit.person, Capability.APPROVE, now.date())
        current = lock(visit, expected_version=version)
        if not current.is_over:
            raise ValidationError("This visit has not been recorded yet.")
        if actor.pk in (current.officer_id, current.outcome_by_id):
            raise ValidationError("Somebody else reviews a visit of yours.")
        current.reviewed, current.review_note = reviewed, note.strip()
        current.reviewed_at, current.reviewed_by = now, actor
        current.version += 1
        current.save(update_fields=["reviewed", "review_note", "reviewed_at", "reviewed_by", "version"])
        answered(
            actor,
            person=person,
            kind="unauthorised",
            about=current.pk,
            note="The visit is reviewed.",
            now=now,
        )
        if reviewed == Reviewed.QUERY:
            set_task(
                actor,
                person=person,
                title="Answer a question about the record of a visit",
                detail=note,
                owner=current.officer,
                due_on=now.date(),
                source=f"{SOURCE}/query:{current.pk}:{current.version}",
                now=now,
            )
    return current
