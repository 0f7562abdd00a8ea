"""Opening a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Model

from access.recording import SentOtherwise, as_first_written, events_of, recording, same_again
from accounts.choices import Role
from accounts.models import Force, User
from offenders import policies, rules
from offenders.actions.guards import believe
from offenders.choices import ManagementLevel, NameKind, OccupancyKind, PersonKind, Sex, YesNoUnknown
from offenders.models import Absence, Address, Assignment, Disposal, Name, Occupancy, Person, Trigger
from offenders.signals import facts_changed


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What the add-a-person journey has gathered. `trigger`, `disposal`, `home` and `absence` are the fields of
    those models; each may be empty, because a record is often opened before everything is known."""

    given_names: str
    family_name: str
    date_of_birth: date
    sex: str = Sex.UNKNOWN
    kind: str = PersonKind.REGISTERED_SEXUAL_OFFENDER
    management_level: str = ManagementLevel.UNASSESSED
    trigger: dict[str, Any] = field(default_factory=dict)
    disposal: dict[str, Any] = field(default_factory=dict)
    address: dict[str, str] = field(default_factory=dict)
    home: dict[str, Any] = field(default_factory=dict)
    absence: dict[str, Any] = field(default_factory=dict)


def add_person(actor: User, *, new: NewPerson, now: datetime, submission: UUID | None = None) -> Person:
    """Open a record with its first facts; an offender manager who opens one is its manager until it is allocated.

    Raises PermissionDenied, or ValidationError keyed by the fields of the facts. The same `submission` twice gives
    the first record back, and raises SentOtherwise where it says something else.
    """
    today = now.date()
    if not policies.may_add_people(actor, today) or actor.unit is None or actor.force_id is None:
        raise PermissionDenied
    believe(
        rules.identity(date_of_birth=new.date_of_birth, today=today)
        | rules.trigger(
            {**new.trigger, **{f"disposal_{name}": value for name, value in new.disposal.items()}},
            date_of_birth=new.date_of_birth,
            today=today,
        )
        | rules.home(starts_on=new.home.get("starts_on"), date_of_birth=new.date_of_birth, today=today)
        | rules.absence(
            starts_on=new.absence.get("starts_on"),
            ended_on=new.absence.get("ended_on"),
            date_of_birth=new.date_of_birth,
            today=today,
        )
    )
    with recording(actor, "add person"):
        # The force's row is the queue: references have no gap, and two officers never get the same one.
        force = Force.objects.select_for_update().get(pk=actor.force_id)
        if submission and (already := Person.objects.filter(submission=submission).first()):
            return _opened_again(already, new)
        force.last_person_number += 1
        force.save(update_fields=["last_person_number"])
        recorded = {"recorded_at": now, "recorded_by": actor}
        person = Person.objects.create(
            reference=f"{force.code}-{force.last_person_number:06d}",
            force=force,
            unit=actor.unit,
            kind=new.kind,
            date_of_birth=new.date_of_birth,
            sex=new.sex,
            management_level=new.management_level,
            submission=submission,
            **recorded,
        )
        Name.objects.create(
            person=person,
            kind=NameKind.LEGAL,
            given_names=new.given_names,
            family_name=new.family_name,
            **recorded,
        )
        if new.trigger:
            trigger = Trigger.objects.create(person=person, **new.trigger, **recorded)
            if new.disposal:
                Disposal.objects.create(person=person, trigger=trigger, **new.disposal, **recorded)
        if new.address:
            address = Address.once(**new.address)
            Occupancy.objects.create(
                person=person,
                address=address,
                **_home(new),
                **recorded,
            )
        if new.absence:
            Absence.objects.create(person=person, **new.absence, **recorded)
        if actor.has_role([Role.OFFENDER_MANAGER], today):
            Assignment.objects.create(
                person=person, manager=actor, starts_on=today, assigned_by=actor, recorded_at=now
            )
        facts_changed.send(Person, people=[person.pk], today=today)
    return person


def _home(new: NewPerson) -> dict[str, Any]:
    return {"kind": OccupancyKind.RESIDENCE, "child_in_household": YesNoUnknown.UNKNOWN, **new.home}


def _opened_again(already: Person, new: NewPerson) -> Person:
    """The record that was opened with these facts, whatever has been corrected since. Raises SentOtherwise where they
    were others."""
    first = as_first_written(already)
    same_again(
        already,
        written=first,
        kind=new.kind,
        date_of_birth=new.date_of_birth,
        sex=new.sex,
        management_level=new.management_level,
    )
    legal = {"kind": NameKind.LEGAL, "given_names": new.given_names, "family_name": new.family_name}
    at = first.recorded_at
    _first_fact(already, at, Name, legal)
    _first_fact(already, at, Trigger, new.trigger)
    _first_fact(already, at, Disposal, new.disposal if new.trigger else {})
    _first_fact(already, at, Absence, new.absence)
    home = _first_fact(already, at, Occupancy, _home(new) if new.address else {})
    if home is not None:
        same_again(home.address, **new.address)
    return already


def _first_fact(already: Person, at: datetime, model: type[Model], sent: Mapping[str, Any]) -> Any:
    """The fact of this kind that the record was opened with, as it was then; None for none."""
    first = events_of(model).filter(person=already, recorded_at=at).order_by("pgh_id").first()
    if (first is None) != (not sent):
        raise SentOtherwise
    if first is not None:
        same_again(first, **sent)
    return first
