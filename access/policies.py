"""What each role may do, how far it reaches, and which classes of a record it opens. Deny by default.

Each app's policies.py turns a `Reach` into a queryset filter; nothing else decides who sees what.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.choices import Role
from accounts.models import RoleAssignment, User


class Capability(StrEnum):
    """What may be done with a record once it is within reach."""

    VIEW = "view"
    RECORD = "record"  # write and correct facts
    NOTIFY = "notify"  # take a notification at the station
    ADD = "add"  # open a record for a new person
    ASSIGN = "assign"  # name the manager
    SHARE = "share"  # open the record to someone by name, from a day to a day
    ARCHIVE = "archive"  # close the record of someone no longer managed, and open it again
    RESTRICT = "restrict"  # close a record to all but those named
    APPROVE = "approve"  # decide what another officer has asked for
    EXPORT = "export"  # take a list of records away as a file
    REVIEW = "review"  # judge the looks that others took in an emergency
    COORDINATE = "coordinate"  # decide on MAPPA levels and referrals


class FieldClass(StrEnum):
    """The access classes of what a record holds. A screen, an export and an answer show the reader's classes alone."""

    GENERAL = "general"  # who they are, their legal status, where to ring
    MANAGEMENT = "management"  # addresses, contact, what was notified: the manager's daily work
    FINANCE = "finance"
    HEALTH = "health"
    VICTIMS = "victims"
    INTELLIGENCE = "intelligence"

    @property
    def label(self) -> str:
        return _CLASS_LABELS[self]


_CLASS_LABELS = {
    FieldClass.GENERAL: "Identity and legal status",
    FieldClass.MANAGEMENT: "Addresses, contact and notifications",
    FieldClass.FINANCE: "Finance",
    FieldClass.HEALTH: "Health",
    FieldClass.VICTIMS: "Victims",
    FieldClass.INTELLIGENCE: "Restricted intelligence",
}


class Width(StrEnum):
    """How far a role reaches by itself. Every one of these may also be shown a record by name."""

    NAMED = "named"  # only what is shared by name
    UNIT = "unit"
    FORCE = "force"


@dataclass(frozen=True, slots=True)
class Grant:
    """What one role carries. `finds`: a search also tells that a record exists elsewhere, and whom to ring."""

    width: Width
    capabilities: frozenset[Capability] = frozenset({Capability.VIEW})
    classes: frozenset[FieldClass] = frozenset({FieldClass.GENERAL, FieldClass.MANAGEMENT})
    finds: bool = True


_EVERYTHING = frozenset(Capability) - {Capability.COORDINATE}
_ALL_CLASSES = frozenset(FieldClass)
_GENERAL = frozenset({FieldClass.GENERAL})
GRANTS: dict[str, Grant] = {
    Role.OFFENDER_MANAGER: Grant(
        Width.UNIT,
        frozenset({Capability.VIEW, Capability.RECORD, Capability.NOTIFY, Capability.ADD}),
        _ALL_CLASSES,
    ),
    Role.SUPERVISOR: Grant(Width.UNIT, _EVERYTHING - {Capability.RESTRICT}, _ALL_CLASSES),
    Role.DETECTIVE_INSPECTOR: Grant(Width.FORCE, _EVERYTHING, _ALL_CLASSES),
    Role.MAPPA_COORDINATOR: Grant(
        Width.FORCE,
        frozenset({Capability.VIEW, Capability.SHARE, Capability.COORDINATE}),
        _ALL_CLASSES - {FieldClass.FINANCE, FieldClass.INTELLIGENCE},
    ),
    Role.MAPPA_ADMINISTRATOR: Grant(Width.FORCE),
    Role.CHAIR: Grant(
        Width.FORCE,
        frozenset({Capability.VIEW, Capability.COORDINATE}),
        _ALL_CLASSES - {FieldClass.FINANCE, FieldClass.INTELLIGENCE},
    ),
    # A person may attend any station of the force (s.87), so the counter sees the force.
    Role.FRONT_COUNTER: Grant(Width.FORCE, frozenset({Capability.VIEW, Capability.NOTIFY})),
    Role.BRIEFING_READER: Grant(Width.FORCE, classes=_GENERAL),
    # A share says itself which classes it opens.
    Role.PARTNER: Grant(Width.NAMED, classes=_GENERAL, finds=False),
    Role.VICTIM_LIAISON: Grant(Width.NAMED, classes=_GENERAL, finds=False),
}


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a user holds a capability. Empty reaches nobody."""

    units: frozenset[int] = frozenset()
    forces: frozenset[int] = frozenset()
    managers: frozenset[UUID] = frozenset()  # whose caseloads: the user's own, and those covered

    def __bool__(self) -> bool:
        return bool(self.units or self.forces or self.managers)

    def __or__(self, other: Reach) -> Reach:
        return Reach(self.units | other.units, self.forces | other.forces, self.managers | other.managers)

    def covers(self, *, unit_id: int | None, force_id: int) -> bool:
        return unit_id in self.units or force_id in self.forces


def grants(user: User, today: date) -> list[Grant]:
    """What the roles held on `today` carry; the auditor's and the administrator's carry no record."""
    return [GRANTS[role] for role in user.roles_on(today) if role in GRANTS]


def opens_records(user: User, today: date) -> bool:
    """Whether a record shared by name opens for this user: not once the last role has ended."""
    return bool(grants(user, today))


def administers(user: User, today: date) -> bool:
    """Whether this user looks after the users of their force and of its partners. It opens no record."""
    return user.force_id is not None and user.has_role([Role.SYSTEM_ADMINISTRATOR], today)


def finds(user: User, today: date) -> bool:
    """Whether a search tells this user that a record exists beyond their reach; so may they open it in an emergency."""
    return any(grant.finds for grant in grants(user, today))


def holders(capability: Capability, today: date, *, unit_id: int, force_id: int) -> QuerySet[User]:
    """Who may use `capability` on a record of that unit and force: `reach`, asked from the other side."""

    def holding(width: Width) -> Exists:
        roles = [
            role
            for role, grant in GRANTS.items()
            if grant.width is width and capability in grant.capabilities
        ]
        return Exists(RoleAssignment.objects.held_on(today).filter(user=OuterRef("pk"), role__in=roles))

    found: QuerySet[User] = User.objects.filter(
        (Q(unit=unit_id) & holding(Width.UNIT)) | (Q(force=force_id) & holding(Width.FORCE)), is_active=True
    )
    return found


def reach(user: User, capability: Capability, today: date) -> Reach:
    """Where `user` may use `capability` on `today`: by the roles held that day, and for whom they stand in."""
    found = Reach()
    for grant in grants(user, today):
        if capability in grant.capabilities:
            found |= reach_of(user, grant, today)
    return found


def reach_of(user: User, grant: Grant, today: date) -> Reach:
    """How far one of the user's grants reaches by itself."""
    if grant.width is Width.FORCE and user.force_id is not None:
        return Reach(forces=frozenset({user.force_id}))
    if grant.width is Width.UNIT:
        units = frozenset({user.unit_id} if user.unit_id is not None else ())
        return Reach(units=units, managers=frozenset({user.pk, *user.covers_on(today)}))
    return Reach()
