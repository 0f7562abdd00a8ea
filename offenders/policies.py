"""How a user stands to a record: who sees it, by which relationship, and which classes of it.

The querysets apply `seen` and `within`, so that fetching is authorising; `relationship` says the same of one person
already fetched, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, reduce
from operator import or_
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast

from access.log import consulted
from access.policies import (
    Capability,
    FieldClass,
    Grant,
    Reach,
    Width,
    finds,
    grants,
    holders,
    opens_records,
    reach,
    reach_of,
)
from accounts.choices import Role
from accounts.models import Force, User
from frontend.dates import time_in_words
from offenders.choices import Basis, ShareBasis
from offenders.models.ownership import Assignment
from offenders.models.person import Person, PersonQuerySet
from offenders.models.sight import (
    Archiving,
    EmergencyOpening,
    EmergencyQuerySet,
    PersonUserObjectPermission,
    Restriction,
    ShareQuerySet,
)

LONDON = ZoneInfo("Europe/London")
VIEW_PERSON, OPEN_RESTRICTED = "view_person", "open_restricted"
_READ_ONLY = frozenset({Capability.VIEW})
# An archived record is kept for those who managed it, and worked on by nobody until it is opened again.
_ON_ARCHIVED = frozenset({Capability.VIEW, Capability.ARCHIVE, Capability.REVIEW})
_SEES_ARCHIVED = {Role.OFFENDER_MANAGER, Role.SUPERVISOR, Role.DETECTIVE_INSPECTOR}
# In an emergency: who they are, where they live, what they must do; no more.
EMERGENCY_CLASSES = frozenset({FieldClass.GENERAL, FieldClass.MANAGEMENT})


def may_add_people(user: User, today: date) -> bool:
    return bool(reach(user, Capability.ADD, today))


def in_reach(scope: Reach, person: str = "") -> Q:
    """The people of a reach's units, forces and caseloads; `person` is the path to the person, such as `person__`."""
    if not scope:
        return Q(pk__in=[])
    found = Q(**{f"{person}unit__in": scope.units}) | Q(**{f"{person}force__in": scope.forces})
    if scope.managers:
        found |= Q(
            Exists(
                Assignment.objects.filter(
                    person=OuterRef(f"{person}pk"), manager__in=scope.managers, ends_on__isnull=True
                )
            )
        )
    return found


def within(user: User, capability: Capability, today: date, person: str = "") -> Q:
    """Those for whom the user's own roles carry `capability` today: exceptions by name let people look, not write."""
    return in_reach(reach(user, capability, today), person) & _not_closed(user, capability, today, person)


def own(user: User, today: date) -> Q:
    """The user's own people and those they stand in for: what `within` says of them, without asking about others."""
    if not reach(user, Capability.VIEW, today):
        return Q(pk__in=[])
    managers = [user.pk, *user.covers_on(today)]
    mine = Q(assignments__manager__in=managers, assignments__ends_on__isnull=True)
    return mine & _not_closed(user, Capability.VIEW, today)


def _not_closed(user: User, capability: Capability, today: date, person: str = "") -> Q:
    """Those whose record is neither restricted nor archived as far as this user and this capability are concerned."""
    named = _named(user, OPEN_RESTRICTED, today).filter(content_object=OuterRef(f"{person}pk"))
    found = ~restricted(person) | Q(Exists(named))
    if capability not in _ON_ARCHIVED or not user.has_role(_SEES_ARCHIVED, today):
        found &= ~archived(person)
    return found


def holders_for(person: Person, capability: Capability, today: date) -> QuerySet[User]:
    """Who may use `capability` on this record by their own roles: `within`, asked from the other side."""
    found = holders(capability, today, unit_id=person.unit_id, force_id=person.force_id)
    if Restriction.objects.standing().filter(person=person).exists():
        named = PersonUserObjectPermission.objects.running_on(today).filter(
            content_object=person, permission__codename=OPEN_RESTRICTED
        )
        found = found.filter(pk__in=named.values("user"))
    return found


@cache  # asked for every page of a person: dearer to put together than to answer
def restricted(person: str = "") -> Q:
    return Q(Exists(Restriction.objects.standing().filter(person=OuterRef(f"{person}pk"))))


@cache
def archived(person: str = "") -> Q:
    return Q(Exists(Archiving.objects.standing().filter(person=OuterRef(f"{person}pk"))))


def seen(user: User, now: datetime, person: str = "") -> Q:
    """Those whom the user may look at now: within reach, shared by name, or opened in an emergency."""
    today = now.date()
    emergency = EmergencyOpening.objects.open_at(now).filter(user=user, person=OuterRef(f"{person}pk"))
    found = within(user, Capability.VIEW, today, person)
    if opens_records(user, today):
        shared = _named(user, VIEW_PERSON, today).filter(content_object=OuterRef(f"{person}pk"))
        found |= Q(Exists(shared)) & ~restricted(person) & ~archived(person)
    if finds(user, today):
        found |= Q(Exists(emergency))
    return found


def reading(user: User, now: datetime) -> Case:
    """Whether the user reads rows with a `person` and a `field_class` now: `relationship`, case by case, as SQL.

    True where they do, false where they see the person but not this class, null where the person is beyond their sight.
    Sets rather than joins: it is asked of thousands of rows at once, and most sets are small and read once.
    """
    today = now.date()
    closed = Q(person__in=Restriction.objects.standing().values("person"))
    put_away = Q(person__in=Archiving.objects.standing().values("person"))
    held = [(reach_of(user, grant, today), grant.classes) for grant in grants(user, today)]
    reaching = [(_of_reach(own), _of_class(classes)) for own, classes in held if own]
    cases = []
    if reaching:
        named = Q(person__in=_named(user, OPEN_RESTRICTED, today).values("content_object"))
        reached = reduce(or_, (own for own, _ in reaching)) & (~closed | named)
        if not user.has_role(_SEES_ARCHIVED, today):
            reached &= ~put_away
        read = (
            reduce(or_, (own & classes for own, classes in reaching)) if len(reaching) > 1 else reaching[0][1]
        )
        cases.append(When(reached, then=read))
    if held:
        shared = _named(user, VIEW_PERSON, today)
        place = Func(F("field_classes"), OuterRef("field_class"), function="array_position")
        opened = shared.filter(content_object=OuterRef("person")).annotate(place=Cast(place, IntegerField()))
        by_name = Q(person__in=shared.values("content_object")) & ~closed & ~put_away
        its = _of_class({FieldClass.GENERAL}) | Q(Exists(opened.filter(place__isnull=False)))
        cases.append(When(by_name, then=its))
    if finds(user, today):
        opening = EmergencyOpening.objects.open_at(now).filter(user=user)
        cases.append(When(person__in=opening.values("person"), then=_of_class(EMERGENCY_CLASSES)))
    # Cast, because of nobody's rows at all the database has nothing else to know its type by.
    beyond = Cast(Value(None), BooleanField())
    return Case(*cases, default=beyond, output_field=BooleanField())


def _of_reach(own: Reach) -> Q:
    """The rows of a reach's people: of a force, which is large, asked row by row; of a unit, as a set."""
    found = Q(pk__in=[])
    if own.forces:
        found |= Q(Exists(Person.objects.filter(pk=OuterRef("person"), force__in=own.forces)))
    if own.units:
        found |= Q(person__in=Person.objects.filter(unit__in=own.units).values("pk"))
    if own.managers:
        caseloads = Assignment.objects.filter(manager__in=own.managers, ends_on__isnull=True)
        found |= Q(person__in=caseloads.values("person"))
    return found


def _of_class(classes: Iterable[FieldClass]) -> Q:
    return Q(field_class__in=sorted(classes))


def classes_told(user: User, today: date) -> frozenset[FieldClass]:
    """By which classes a search tells of records beyond the user's sight: what they may read elsewhere, and what an
    emergency would open."""
    finding = [grant.classes for grant in grants(user, today) if grant.finds]
    return frozenset().union(*finding) & EMERGENCY_CLASSES


def findable(user: User, now: datetime) -> PersonQuerySet:
    """Those beyond the user's sight whom a search tells of; never a restricted record."""
    if not finds(user, now.date()):
        return Person.objects.none()
    return Person.objects.exclude(seen(user, now)).exclude(restricted())


@dataclass(frozen=True, slots=True)
class Beyond:
    """A record beyond the user's sight that they may open in an emergency."""

    id: UUID
    reference: str
    unit_id: int
    force_id: int


def restricted_record(
    user: User, now: datetime, *, person_id: UUID | None = None, reference: str = ""
) -> Beyond | None:
    """The restricted record with just this id or reference, for a detective inspector of its force.

    Row-level security hides its rows from them until they have broken the glass.
    """
    if not user.has_role([Role.DETECTIVE_INSPECTOR], now.date()):
        return None
    return restricted_in(user.force, person_id=person_id, reference=reference)


def restricted_in(
    force: Force | None, *, person_id: UUID | None = None, reference: str = ""
) -> Beyond | None:
    """The restricted record of the force with just this id or reference, past row-level security.

    For whoever has been found to be entitled to know that it exists: an inspector, the auditor of the access log.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, reference, unit_id, force_id FROM vigil_restricted_record(%s, %s) WHERE force_id = %s",
            [person_id, reference, force.pk if force else None],
        )
        row = cursor.fetchone()
    return Beyond(*row) if row else None


def emergencies_reviewed_by(user: User, today: date) -> EmergencyQuerySet:
    """The emergency openings that this user judges: of their unit's or force's records, never their own."""
    scope = reach(user, Capability.REVIEW, today)
    reviewed = Q(unit__in=scope.units) | Q(unit__force__in=scope.forces)
    if user.has_role([Role.AUDITOR], today):
        reviewed |= Q(unit__force=user.force_id)
    return EmergencyOpening.objects.filter(reviewed).exclude(user=user)


def reviews_emergencies(user: User, today: date) -> bool:
    """Supervisors and inspectors for the people they answer for; auditors, who keep data standards, for the force."""
    return user.has_role([Role.AUDITOR], today) or bool(reach(user, Capability.REVIEW, today))


def may_open_in_emergency(user: User, person_id: UUID, now: datetime) -> Beyond | None:
    """The record, for anyone whom a search tells of it; a restricted one, for the inspectors of its force."""
    row = findable(user, now).filter(pk=person_id).values_list("pk", "reference", "unit", "force").first()
    return Beyond(*row) if row else restricted_record(user, now, person_id=person_id)


def _named(user: User, codename: str, today: date) -> ShareQuerySet:
    return PersonUserObjectPermission.objects.running_on(today).filter(
        user=user, permission__codename=codename, permission__content_type__app_label="offenders"
    )


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
            reaching if _named(user, OPEN_RESTRICTED, today).filter(content_object=person).exists() else []
        )
    if person.archived and not user.has_role(_SEES_ARCHIVED, today):
        reaching = []
    if reaching:
        capabilities = frozenset().union(*(grant.capabilities for grant in reaching))
        return Relationship(
            basis=_basis(user, person, today),
            capabilities=capabilities & _ON_ARCHIVED if person.archived else capabilities,
            classes=frozenset().union(*(grant.classes for grant in reaching)),
            archived=person.archived,
        )
    return _by_name(user, person, today) or _in_emergency(user, person, now)


def own_work(user: User, person_id: UUID, today: date) -> Basis | None:
    """Whether the user manages this person or covers for who does, whatever the record's pages allow; one query."""
    managers = Assignment.objects.filter(person=person_id, ends_on__isnull=True).values_list(
        "manager", flat=True
    )
    manager = managers.first()
    if manager == user.pk:
        return Basis.MANAGER
    return Basis.COVER if manager is not None and manager in user.covers_on(today) else None


def restricted_among(people: Iterable[UUID], force: Force | None) -> set[UUID]:
    """Those of `people` whose record is a restricted one of the force, past row-level security; one query.

    For whoever has been found to be entitled to know, as in `restricted_in`.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM unnest(%s::uuid[]) wanted, vigil_restricted_record(wanted, NULL) WHERE force_id = %s",
            [list(people), force.pk if force else None],
        )
        return {row[0] for row in cursor.fetchall()}


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


def _by_name(user: User, person: Person, today: date) -> Relationship | None:
    if person.restricted or person.archived or not opens_records(user, today):
        return None
    share = _named(user, VIEW_PERSON, today).filter(content_object=person).first()
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
