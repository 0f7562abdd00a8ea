"""Whom a user sees: the conditions that querysets apply, so that fetching is authorising."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache, reduce
from operator import or_

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

from access.policies import (
    Capability,
    FieldClass,
    Reach,
    finds,
    grants,
    holders,
    opens_records,
    reach,
    reach_of,
)
from accounts.choices import Role
from accounts.models import User
from offenders.models.ownership import Assignment
from offenders.models.person import Person, PersonQuerySet
from offenders.models.sight import (
    Archiving,
    EmergencyOpening,
    PersonUserObjectPermission,
    Restriction,
    ShareQuerySet,
)

VIEW_PERSON, OPEN_RESTRICTED = "view_person", "open_restricted"
# An archived record is kept for those who managed it, and worked on by nobody until it is opened again.
ON_ARCHIVED = frozenset({Capability.VIEW, Capability.ARCHIVE, Capability.REVIEW})
SEES_ARCHIVED = {Role.OFFENDER_MANAGER, Role.SUPERVISOR, Role.DETECTIVE_INSPECTOR}
# In an emergency: who they are, where they live, what they must do; no more.
EMERGENCY_CLASSES = frozenset({FieldClass.GENERAL, FieldClass.MANAGEMENT})


def is_shown_records(user: User, today: date) -> bool:
    """Whether any record is shared with this user by name; one query."""
    return opens_records(user, today) and by_name(user, VIEW_PERSON, today).exists()


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
    return in_reach(reach(user, capability, today), person) & not_closed(user, capability, today, person)


def within_reading(user: User, field_class: FieldClass, today: date, person: str = "") -> Q:
    """Those of whom the user reads this class by their own work: of others within reach they may read less."""
    held = [reach_of(user, grant, today) for grant in grants(user, today) if field_class in grant.classes]
    found = reduce(or_, (in_reach(scope, person) for scope in held), Q(pk__in=[]))
    return found & not_closed(user, Capability.VIEW, today, person)


def own(user: User, today: date) -> Q:
    """The user's own people and those they stand in for: what `within` says of them, without asking about others."""
    if not reach(user, Capability.VIEW, today):
        return Q(pk__in=[])
    managers = [user.pk, *user.covers_on(today)]
    mine = Q(assignments__manager__in=managers, assignments__ends_on__isnull=True)
    return mine & not_closed(user, Capability.VIEW, today)


def not_closed(user: User, capability: Capability, today: date, person: str = "") -> Q:
    """Those whose record is neither restricted nor archived as far as this user and this capability are concerned."""
    named = by_name(user, OPEN_RESTRICTED, today).filter(content_object=OuterRef(f"{person}pk"))
    found = ~restricted(person) | Q(Exists(named))
    if capability not in ON_ARCHIVED or not user.has_role(SEES_ARCHIVED, today):
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
        shared = by_name(user, VIEW_PERSON, today).filter(content_object=OuterRef(f"{person}pk"))
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
        named = Q(person__in=by_name(user, OPEN_RESTRICTED, today).values("content_object"))
        reached = reduce(or_, (own for own, _ in reaching)) & (~closed | named)
        if not user.has_role(SEES_ARCHIVED, today):
            reached &= ~put_away
        read = (
            reduce(or_, (own & classes for own, classes in reaching)) if len(reaching) > 1 else reaching[0][1]
        )
        cases.append(When(reached, then=read))
    if held:
        shared = by_name(user, VIEW_PERSON, today)
        place = Func(F("field_classes"), OuterRef("field_class"), function="array_position")
        opened = shared.filter(content_object=OuterRef("person")).annotate(place=Cast(place, IntegerField()))
        with_share = Q(person__in=shared.values("content_object")) & ~closed & ~put_away
        its = _of_class({FieldClass.GENERAL}) | Q(Exists(opened.filter(place__isnull=False)))
        cases.append(When(with_share, then=its))
    if finds(user, today):
        opening = EmergencyOpening.objects.open_at(now).filter(user=user)
        cases.append(When(person__in=opening.values("person"), then=_of_class(EMERGENCY_CLASSES)))
    # With no case the default is all there is, and alone it must still be a condition.
    return Case(*cases, default=Cast(Value(None), BooleanField()), output_field=BooleanField())


def sees_few(user: User, today: date) -> bool:
    """Whether the user's roles reach caseloads and units, and no whole force."""
    return not reach(user, Capability.VIEW, today).forces


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


def by_name(user: User, codename: str, today: date) -> ShareQuerySet:
    return PersonUserObjectPermission.objects.running_on(today).filter(
        user=user, permission__codename=codename, permission__content_type__app_label="offenders"
    )
