"""Reads for the page that says who has access to a record, and who could be given it."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q

from access.policies import GRANTS, Capability, Width
from accounts.models import RoleAssignment, User, UserQuerySet
from offenders.models import Person, PersonUserObjectPermission, Restriction
from offenders.models.sight import ShareQuerySet
from offenders.policies import OPEN_RESTRICTED, VIEW_PERSON, Relationship

_GOVERNING = (Capability.SHARE, Capability.RESTRICT, Capability.ARCHIVE)


def governs(relationship: Relationship) -> bool:
    """Whether this reader decides who else reads the record."""
    return any(relationship.may(capability) for capability in _GOVERNING)


def shares_of(person: Person) -> list[PersonUserObjectPermission]:
    """Every share of the record by name, ended ones too, the newest first."""
    return list(
        PersonUserObjectPermission.objects.filter(content_object=person, permission__codename=VIEW_PERSON)
        .select_related("user__unit", "user__agency", "granted_by")
        .order_by("-starts_on", "-pk")
    )


def running(person: Person, today: date) -> ShareQuerySet:
    """The shares by name that run or are to come."""
    shares = PersonUserObjectPermission.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=today),
        content_object=person,
        permission__codename=VIEW_PERSON,
    )
    return shares.select_related("user")


def readers_of(person: Person, today: date) -> list[PersonUserObjectPermission]:
    """Those named on the restricted record."""
    named = PersonUserObjectPermission.objects.running_on(today).filter(
        content_object=person, permission__codename=OPEN_RESTRICTED
    )
    return list(named.select_related("user__unit", "granted_by").order_by("user__family_name"))


def restriction_of(person: Person) -> Restriction | None:
    return Restriction.objects.standing().filter(person=person).select_related("set_by").first()


def may_be_shown(actor: User, today: date) -> UserQuerySet:
    """Users of the actor's force and of the partner agencies it looks after, whose roles read records.

    A body that works with two forces has a row in each, and its people are users of the force they work with.
    """
    theirs = Q(force=actor.force_id) | Q(agency__force=actor.force_id)
    return _holding(set(GRANTS), today, theirs & ~Q(pk=actor.pk))


def may_be_named(actor: User, today: date) -> UserQuerySet:
    """Users of the actor's force whose roles reach records by themselves."""
    reaching = {role for role, grant in GRANTS.items() if grant.width is not Width.NAMED}
    return _holding(reaching, today, Q(force=actor.force_id))


def last_day(share: PersonUserObjectPermission) -> date | None:
    return share.ends_on - timedelta(days=1) if share.ends_on else None


def over(share: PersonUserObjectPermission, today: date) -> bool:
    return share.ends_on is not None and share.ends_on <= max(today, share.starts_on)


def on_the_form(refused: ValidationError) -> ValidationError:
    """The verb's refusals under the names of the form's questions."""
    questions = {"user": "who", "ends_on": "last_day"}
    if not hasattr(refused, "error_dict"):
        return refused
    return ValidationError({questions.get(name, name): said for name, said in refused.error_dict.items()})


def _holding(roles: set[str], today: date, those: Q) -> UserQuerySet:
    held = RoleAssignment.objects.held_on(today).filter(user=OuterRef("pk"), role__in=roles)
    users: UserQuerySet = User.objects.filter(those, Exists(held), is_active=True)
    return users
