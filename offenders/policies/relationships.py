"""How a user stands to one person already fetched: by which relationship, what they may do, which classes they read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from access.log import consulted
from access.policies import Capability, FieldClass, Grant, Width, finds, grants, opens_records
from accounts.choices import Role
from accounts.models import User
from frontend.dates import time_in_words
from offenders.choices import Basis, ShareBasis
from offenders.models.ownership import Assignment
from offenders.models.person import Person
from offenders.models.sight import EmergencyOpening
from offenders.policies.sight import (
    EMERGENCY_CLASSES,
    ON_ARCHIVED,
    OPEN_RESTRICTED,
    SEES_ARCHIVED,
    VIEW_PERSON,
    by_name,
)

LONDON = ZoneInfo("Europe/London")
_READ_ONLY = frozenset({Capability.VIEW})


@dataclass(frozen=True, slots=True)
class Relationship:
    """By which relationship a user sees a person, what they may do, and which classes of the record they read."""

    basis: Basis
    capabilities: frozenset[Capability]
    classes: frozenset[FieldClass]
    until: datetime | None = None  # an emergency ends
    archived: bool = False

    @property
    def by_exception(self) -> bool:
        """Whether the user sees the record by name or in an emergency, not by their own work."""
        return self.basis in (Basis.PANEL, Basis.NAMED, Basis.EMERGENCY)

    @property
    def in_words(self) -> str:
        """The sentence above a record that is seen by exception."""
        if self.until:
            return (
                f"You can read this record until {time_in_words(self.until.astimezone(LONDON))} and change nothing. "
                "Its supervisor and data standards have been told, and will review why you opened it."
            )
        return f"{self.basis.label}. You can read the parts that were shared, and change nothing."

    def may(self, capability: Capability) -> bool:
        return capability in self.capabilities

    def reads(self, field_class: FieldClass) -> bool:
        return field_class in self.classes


def relationship(user: User, person: Person, now: datetime) -> Relationship | None:
    """How `user` stands to `person` now; None when they do not, and may not know of them.

    `person` comes from `offenders.queries.for_page`. Asks the database only where no role reaches the person, or the
    record is restricted: on an officer's own caseload it costs nothing.
    """
    today = now.date()
    reaching = [grant for grant in grants(user, today) if _reaches(grant, user, person, today)]
    if person.restricted and reaching:
        reaching = (
            reaching if by_name(user, OPEN_RESTRICTED, today).filter(content_object=person).exists() else []
        )
    if person.archived and not user.has_role(SEES_ARCHIVED, today):
        reaching = []
    if reaching:
        capabilities = frozenset().union(*(grant.capabilities for grant in reaching))
        return Relationship(
            basis=_basis(user, person, today),
            capabilities=capabilities & ON_ARCHIVED if person.archived else capabilities,
            classes=frozenset().union(*(grant.classes for grant in reaching)),
            archived=person.archived,
        )
    return _shared(user, person, today) or _in_emergency(user, person, now)


def own_work(user: User, person_id: UUID, today: date) -> Basis | None:
    """Whether the user manages this person or covers for who does, whatever the record's pages allow; one query."""
    managers = Assignment.objects.filter(person=person_id, ends_on__isnull=True).values_list(
        "manager", flat=True
    )
    manager = managers.first()
    if manager == user.pk:
        return Basis.MANAGER
    return Basis.COVER if manager is not None and manager in user.covers_on(today) else None


def _reaches(grant: Grant, user: User, person: Person, today: date) -> bool:
    if grant.width is Width.FORCE:
        return person.force_id == user.force_id
    return grant.width is Width.UNIT and (
        person.unit_id == user.unit_id or person.manager_id in {user.pk, *user.covers_on(today)}
    )


def _basis(user: User, person: Person, today: date) -> Basis:
    if person.manager_id == user.pk:
        return Basis.MANAGER
    if person.manager_id in user.covers_on(today):
        return Basis.COVER
    if person.unit_id == user.unit_id:
        if user.has_role([Role.SUPERVISOR], today):
            return Basis.SUPERVISOR
        if user.has_role([Role.OFFENDER_MANAGER], today):
            return Basis.UNIT
    return Basis.FORCE


def _shared(user: User, person: Person, today: date) -> Relationship | None:
    if person.restricted or person.archived or not opens_records(user, today):
        return None
    share = by_name(user, VIEW_PERSON, today).filter(content_object=person).first()
    if share is None:
        return None
    basis = Basis.PANEL if share.basis == ShareBasis.PANEL else Basis.NAMED
    classes = frozenset(FieldClass(name) for name in share.field_classes)
    return Relationship(basis, _READ_ONLY, classes | {FieldClass.GENERAL})


def _in_emergency(user: User, person: Person, now: datetime) -> Relationship | None:
    if not finds(user, now.date()):
        return None
    opening = EmergencyOpening.objects.open_at(now).filter(user=user, person=person).first()
    if opening is None:
        return None
    consulted(reason_code=opening.reason_code, reason=opening.reason)
    return Relationship(Basis.EMERGENCY, _READ_ONLY, EMERGENCY_CLASSES, opening.expires_at, person.archived)
