"""Opening one record to one user by name, from a day to a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet

from access.policies import Capability, FieldClass, grants, holders, opens_records
from access.recording import Changes, recording
from accounts.models import User
from offenders.actions.guards import reachable
from offenders.choices import ShareBasis
from offenders.models import Person, PersonUserObjectPermission
from offenders.models.sight import ShareQuerySet
from offenders.policies import OPEN_RESTRICTED, VIEW_PERSON

SHORTEST_PURPOSE = 10


def share(
    actor: User,
    *,
    person: Person,
    user: User,
    purpose: str,
    classes: Iterable[FieldClass],
    starts_on: date,
    ends_on: date | None,
    now: datetime,
    basis: ShareBasis = ShareBasis.NAMED,
) -> PersonUserObjectPermission:
    """Let `user` read the classes given of the person's record from `starts_on` up to, not including, `ends_on`.

    Sharing again replaces the earlier share. Raises PermissionDenied, or ValidationError keyed by field: a partner
    agency's share must end, nobody is shown a class the actor does not read.
    """
    today = now.date()
    chosen = sorted({FieldClass(name) for name in classes} | {FieldClass.GENERAL})
    reading = frozenset[FieldClass]().union(*(grant.classes for grant in grants(actor, today)))
    if not reading.issuperset(chosen):
        raise ValidationError({"classes": "You can share only what you read yourself."})
    if actor.force_id not in (user.force_id, user.agency.force_id if user.agency else None):
        raise ValidationError({"user": "This user works for another force, or for an agency of one."})
    if not opens_records(user, today):
        raise ValidationError({"user": "This user holds no role that reads records."})
    if user.force_id is None and ends_on is None:
        raise ValidationError(
            {"ends_on": "Enter the day it ends: a partner agency sees a record for a time."}
        )
    if ends_on is not None and ends_on <= starts_on:
        raise ValidationError({"ends_on": "It must end after it starts."})
    if ends_on is not None and ends_on <= today:
        raise ValidationError({"ends_on": "The day it ends must be in the future."})
    if len(purpose.strip()) < SHORTEST_PURPOSE:
        raise ValidationError({"purpose": "Say what they need it for, in a few words."})
    with recording(actor, "share record", reason=purpose):
        person = reachable(actor, person, Capability.SHARE, today)
        return _write(
            person,
            user,
            VIEW_PERSON,
            basis=basis,
            purpose=purpose.strip(),
            field_classes=chosen,
            starts_on=starts_on,
            ends_on=ends_on,
            granted_by=actor,
        )


def end_share(actor: User, *, share: PersonUserObjectPermission, reason: str, now: datetime) -> None:
    """Close the record to the user from this moment on. Raises PermissionDenied; an ended share stays as it is."""
    today = now.date()
    with recording(actor, "end share", reason=reason):
        reachable(actor, share.content_object, Capability.SHARE, today)
        current = PersonUserObjectPermission.objects.select_for_update().get(pk=share.pk)
        if current.ends_on is None or current.ends_on > today:
            current.ends_on = today
            current.starts_on = min(current.starts_on, today)
            current.save(update_fields=["starts_on", "ends_on"])


def name_reader(actor: User, *, person: Person, user: User, now: datetime) -> PersonUserObjectPermission:
    """Name one more officer whose own reach shall hold on a restricted record."""
    with recording(actor, "name reader"):
        person = reachable(actor, person, Capability.RESTRICT, now.date())
        return name_on(person, user, actor, now)


def remove_reader(actor: User, *, person: Person, user: User, reason: str, now: datetime) -> None:
    """Take `user`'s name off a restricted record, from this moment on. Somebody who is not named stays so.

    Raises PermissionDenied, or ValidationError without a reason and for the last who may lift the restriction.
    """
    today = now.date()
    if not reason.strip():
        raise ValidationError({"reason": "Say why, in a few words."})
    with recording(actor, "remove reader", reason=reason.strip()) as changes:
        person = reachable(actor, person, Capability.RESTRICT, today)
        if not governors(person, today).exclude(pk=user.pk).exists():
            raise ValidationError(
                "Nobody else named here may lift the restriction: name somebody who may first."
            )
        strike_off(changes, person, user)


def governors(person: Person, today: date) -> QuerySet[User]:
    """Those named on the restricted record who may lift the restriction."""
    may = holders(Capability.RESTRICT, today, unit_id=person.unit_id, force_id=person.force_id)
    return may.filter(Exists(_names(person).filter(user=OuterRef("pk"))))


def strike_off(changes: Changes, person: Person, *users: User) -> None:
    """Delete the rows of these named readers (without any: of all), in the transaction of the verb that calls it.

    Deleted, not ended: row-level security reads no clock. That they were named stays in the rows' history.
    """
    names = _names(person)
    deleted, _ = (names.filter(user__in=users) if users else names).delete()
    if deleted:
        changes.touches([person.pk], PersonUserObjectPermission.in_the_log())


def _names(person: Person) -> ShareQuerySet:
    return PersonUserObjectPermission.objects.filter(
        content_object=person, permission__codename=OPEN_RESTRICTED
    )


def name_on(person: Person, user: User, actor: User, now: datetime) -> PersonUserObjectPermission:
    """Write the row of one named reader, in the transaction of the verb that calls it."""
    return _write(
        person,
        user,
        OPEN_RESTRICTED,
        basis=ShareBasis.RESTRICTED,
        purpose="Named on the restricted record",
        field_classes=[],
        starts_on=now.date(),
        ends_on=None,
        granted_by=actor,
    )


def _write(person: Person, user: User, codename: str, **fields: object) -> PersonUserObjectPermission:
    written, _ = PersonUserObjectPermission.objects.update_or_create(
        content_object=person,
        user=user,
        permission=Permission.objects.get_by_natural_key(codename, "offenders", "person"),
        defaults=fields,
    )
    return written
