"""Reads for whoever oversees officers: who stands in for whom, and whose people wait for a manager."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q

from access.policies import Capability, reach
from accounts.choices import Role
from accounts.models import Cover, RoleAssignment, User, UserQuerySet
from frontend.dates import words
from offenders.caseload.keys import MOST
from offenders.models import Assignment, Person
from offenders.models.person import PersonQuerySet
from practice.policy import policy_of

OFFICERS = [Role.OFFENDER_MANAGER, Role.SUPERVISOR]
ORDER = ("family_name", "given_name", "username")


def overseen(user: User, today: date) -> UserQuerySet:
    """Fetching is authorising: the officers of the units and forces where `user` names managers."""
    scope = reach(user, Capability.ASSIGN, today)
    theirs = Q(unit__in=scope.units) | Q(force__in=scope.forces) if scope else Q(pk__in=[])
    officers: UserQuerySet = User.objects.filter(theirs, _officer(today), is_active=True)
    return officers


def officers(today: date) -> UserQuerySet:
    """Everybody who can manage people today, whatever the force: for choices that name the unit themselves."""
    found: UserQuerySet = User.objects.filter(_officer(today))
    return found


def has_people(user: User, today: date) -> UserQuerySet:
    """Fetching is authorising: whoever manages somebody for whom `user` names managers, though they have left."""
    people = Person.objects.within_reach(user, Capability.ASSIGN, today)
    managers = Assignment.objects.filter(person__in=people, ends_on__isnull=True).values("manager")
    found: UserQuerySet = User.objects.filter(pk__in=managers)
    return found


def may_cover(manager: User, today: date) -> UserQuerySet:
    """The officers who can stand in for `manager`: any other of the force."""
    officers: UserQuerySet = User.objects.filter(
        ~Q(pk=manager.pk), _officer(today), force=manager.force_id, is_active=True
    )
    return officers


def with_caseload(officers: UserQuerySet) -> UserQuerySet:
    """Adds `people`: how many each manages."""
    return officers.annotate(people=Count("assignments", filter=Q(assignments__ends_on__isnull=True)))


def covers_of(managers: Iterable[UUID], today: date) -> list[Cover]:
    """Cover for these officers that runs or is to come, the earliest first."""
    covers = Cover.objects.filter(manager__in=managers, ends_on__gt=today).exclude(ends_on=F("starts_on"))
    return list(covers.select_related("covered_by").order_by("starts_on"))


def doubts_of_cover(
    manager: User, covered_by: User, starts_on: date, ends_on: date, today: date
) -> list[str]:
    """What somebody who arranges this cover ought to know first, in sentences: other cover on those days, and more
    people than the force's policy has for one officer. None of it is refused. Three queries."""
    both = [manager.pk, covered_by.pk]
    others = (
        Cover.objects.filter(Q(manager__in=both) | Q(covered_by=covered_by))
        .filter(starts_on__lt=ends_on, ends_on__gt=starts_on)
        .exclude(ends_on=F("starts_on"))
        .exclude(manager=manager, covered_by=covered_by)  # refused when it is arranged
        .select_related("manager", "covered_by")
        .order_by("starts_on", "pk")
    )
    said, besides = [], []
    for cover in others:
        when = f"from {words(cover.starts_on)} to {words(last_day(cover))}"
        if cover.manager_id == manager.pk:
            said.append(f"{cover.covered_by} covers for {manager} already, {when}: both would stand in.")
        elif cover.manager_id == covered_by.pk:
            said.append(f"{covered_by} is covered by {cover.covered_by} {when}: are they away themselves?")
        else:
            said.append(f"{covered_by} covers for {cover.manager} already, {when}.")
            besides.append(cover.manager_id)
    managers = {covered_by.pk, manager.pk, *besides}
    people = Assignment.objects.filter(manager__in=managers, ends_on__isnull=True).count()
    policy = policy_of(manager.force_id, today)
    if people > policy.value(MOST):
        said.append(
            f"{covered_by} would look after {people} people, their own and those covered. The force’s policy is "
            f"{policy.in_words(MOST)} at most."
        )
    return said


def left_behind(user: User, today: date) -> PersonQuerySet:
    """People within `user`'s reach whose manager has left, by name: each needs another."""
    people = Person.objects.within_reach(user, Capability.ASSIGN, today)
    left = people.filter(assignments__ends_on__isnull=True, assignments__manager__is_active=False)
    return left.with_name().with_manager().order_by(F("sort_name"), "reference")


def last_day(cover: Cover) -> date:
    """The last day on which the cover runs."""
    return cover.ends_on - timedelta(days=1)


def _officer(today: date) -> Exists:
    held = RoleAssignment.objects.held_on(today).filter(user=OuterRef("pk"), role__in=OFFICERS)
    return Exists(held)
