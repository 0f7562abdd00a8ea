"""Reads for the pages of administration: users, what each holds, and all that was ever changed about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import DateField, Exists, Model, OuterRef, Q
from django.utils import timezone

from access.administration.signals import answering_for
from access.models import ApiToken
from access.policies import administers
from access.recording import events_of
from accounts.choices import Role
from accounts.models import Agency, Cover, Force, RoleAssignment, Unit, User, UserQuerySet

VETTING_ENDS_SOON = timedelta(days=60)
ORDER = ("family_name", "given_name", "username")


def administered(actor: User, today: date) -> UserQuerySet:
    """Fetching is authorising: the users of the actor's force and of the agencies it looks after; else nobody."""
    theirs = Q(force=actor.force_id) | Q(force__isnull=True, agency__force=actor.force_id)
    users: UserQuerySet = User.objects.filter(theirs if administers(actor, today) else Q(pk__in=[]))
    return users


def listed(actor: User, today: date) -> UserQuerySet:
    """Users for the list: where they work and the roles they hold today (`roles_now`)."""
    held = Q(roles__starts_on__lte=today) & (Q(roles__ends_on__isnull=True) | Q(roles__ends_on__gt=today))
    return (
        administered(actor, today)
        .select_related("unit", "agency")
        .annotate(roles_now=ArrayAgg("roles__role", filter=held, order_by="roles__role", default=[]))
    )


def narrowed(users: UserQuerySet, chosen: Mapping[str, Any], today: date) -> UserQuerySet:
    """The users of the list that fit the filters: `unit`, `agency`, `role` and `state`."""
    if unit := chosen.get("unit"):
        users = users.filter(unit=unit)
    if agency := chosen.get("agency"):
        users = users.filter(agency=agency)
    held = RoleAssignment.objects.held_on(today).filter(user=OuterRef("pk"))
    if role := chosen.get("role"):
        users = users.filter(Exists(held.filter(role=role)))
    match chosen.get("state"):
        case "left":
            return users.filter(is_active=False)
        case "vetting":
            return users.filter(is_active=True, vetting_expires_on__lte=today + VETTING_ENDS_SOON)
        case "no role":
            return users.filter(~Exists(held), is_active=True)
        case _:
            return users.filter(is_active=True)


def found(users: UserQuerySet, words: Sequence[str], *, limit: int = 50) -> list[User]:
    """The users of the list, leavers too, whose name, username or collar number holds every word."""
    for word in words:
        users = users.filter(
            Q(family_name__icontains=word)
            | Q(given_name__icontains=word)
            | Q(username__icontains=word)
            | Q(collar_number__iexact=word)
        )
    return list(users.order_by(*ORDER)[:limit])


def roles_of(user: User) -> list[RoleAssignment]:
    """Every role the user holds, held or will hold, the newest first."""
    return list(user.roles.select_related("granted_by").order_by("-starts_on", "-pk"))


def covers_of(user: User, today: date) -> list[Cover]:
    """Cover that runs or is to come, for the user and by the user."""
    covers = Cover.objects.filter(Q(manager=user) | Q(covered_by=user), ends_on__gt=today)
    return list(covers.select_related("manager", "covered_by").order_by("starts_on"))


def sessions_of(user: User) -> list[UserSession]:
    return list(UserSession.objects.filter(user=user).order_by("-last_seen_at"))


def second_factors_of(user: User) -> list[Authenticator]:
    return list(Authenticator.objects.filter(user=user).order_by("created_at"))


def tokens_of(user: User) -> list[ApiToken]:
    """Those that work."""
    return list(ApiToken.objects.in_force(timezone.now()).filter(user=user))


def answers_for(user: User, today: date) -> list[str]:
    """What the user still answers for, as the floors above put it, without a name."""
    return [said for _, said in answering_for.send(User, user=user, today=today) if said]


@dataclass(frozen=True, slots=True)
class Change:
    """One change to a user, a role, a cover or a token: when, what, by whom, why, and what it changed from and to."""

    at: datetime
    what: str
    by: str
    reason: str
    fields: list[tuple[str, Any, Any]]


_SILENT = {"id", "version", "user", "recorded_at", "is_superuser", "granted_by", "arranged_by", "made_at"}
_SILENT |= {"submission", "revoked_at", "revoked_by"}  # the change itself says when and by whom
_NAMED: Mapping[str, type[Model]] = {
    "force": Force,
    "unit": Unit,
    "agency": Agency,
    "manager": User,
    "covered_by": User,
}

_WORDS = {
    "is_active": "may sign in",
    "temporary_password_until": "temporary password good until",
    "starts_on": "first day",
    "ends_on": "last day",
    "vetting_expires_on": "last day of vetting",
    "manager": "officer",
    "covered_by": "stood in for by",
}


def history(user: User, *, limit: int = 100) -> list[Change]:
    """The newest `limit` changes to the user, their roles, cover and tokens: four queries, and one a kind named."""
    told = [*_versions(User, Q(pgh_obj=user.pk), limit)]
    told += _versions(RoleAssignment, Q(user=user.pk), limit)
    told += _versions(Cover, Q(manager=user.pk) | Q(covered_by=user.pk), limit)
    told += _versions(ApiToken, Q(user=user.pk), limit)
    names = _names(told)
    changes = []
    for model, event, before in told:
        said = event["pgh_context__metadata"] or {}
        changes.append(
            Change(
                at=event["pgh_created_at"],
                what=str(said.get("verb") or _plainly(model, event["pgh_label"])),
                by=said.get("actor", "Vigil"),
                reason=said.get("reason", ""),
                fields=[
                    (
                        _WORDS.get(field.name, str(field.verbose_name)),
                        _shown(field, before, names) if before else None,
                        _shown(field, event, names),
                    )
                    for field in _fields(model)
                    if _moved(event, before, field.attname)
                ],
            )
        )
    return sorted(changes, key=lambda change: change.at, reverse=True)[:limit]


_Version = tuple[type[Model], dict[str, Any], dict[str, Any] | None]
_Names = Mapping[tuple[type[Model] | None, Any], str]


def _versions(model: type[Model], mine: Q, limit: int) -> Iterator[_Version]:
    """Each version with the one before it; the oldest of a cut-off history has none and tells everything."""
    columns = [field.attname for field in _fields(model)]
    rows = (
        events_of(model)
        .filter(mine)
        .order_by("-pgh_id")
        .values("pgh_obj_id", "pgh_created_at", "pgh_label", "pgh_context__metadata", *columns)[:limit]
    )
    before: dict[Any, dict[str, Any]] = {}
    for row in reversed(rows):
        yield model, row, before.get(row["pgh_obj_id"])
        before[row["pgh_obj_id"]] = row


def _fields(model: type[Model]) -> list[Any]:
    kept = {field.name for field in events_of(model).model._meta.concrete_fields}
    return [
        field
        for field in model._meta.concrete_fields
        if field.name in kept and field.name not in _SILENT and not field.primary_key
    ]


def _moved(event: dict[str, Any], before: dict[str, Any] | None, name: str) -> bool:
    return event[name] not in (None, "") if before is None else event[name] != before[name]


def _names(told: Sequence[_Version]) -> _Names:
    """The forces, units, agencies and users that the changes speak of."""
    wanted: dict[type[Model], set[Any]] = {}
    for model, event, _ in told:
        for field in _fields(model):
            if field.name in _NAMED and event[field.attname] is not None:
                wanted.setdefault(_NAMED[field.name], set()).add(event[field.attname])
    return {
        (model, row.pk): str(row)
        for model, keys in wanted.items()
        for row in model._default_manager.filter(pk__in=keys)
    }


def _shown(field: Any, event: dict[str, Any], names: _Names) -> Any:
    value = event[field.attname]
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value)
    if field.choices:
        return dict(field.flatchoices).get(value, value)
    if field.name == "ends_on" and isinstance(field, DateField):
        return value - timedelta(days=1)
    return names.get((_NAMED.get(field.name), value), value)


def _plainly(model: type[Model], label: str) -> str:
    """What was done outside any verb: in the demonstration's data, or a password chosen by the user."""
    words = {"insert": "recorded", "update": "changed"}
    return f"{model._meta.verbose_name} {words.get(label, label)}"


def last_day(ends_on: date | None) -> date | None:
    """The last day of a span whose `ends_on` is the first day outside it."""
    return ends_on - timedelta(days=1) if ends_on else None


def role_words(roles: Sequence[str]) -> str:
    return ", ".join(Role(role).label for role in roles)
