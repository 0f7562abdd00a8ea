"""A role is granted from a day, and ends on a day; who granted it is never who holds it."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError

from access.administration.actions.guards import give_reason, leave_one_administrator, other_user
from access.policies import GRANTS, Width
from access.recording import recording
from accounts.choices import Role
from accounts.models import RoleAssignment, User

# Whoever looks after accounts, or after the record of who looked, looks after nothing else.
ALONE = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.AUDITOR})
OF_PARTNERS = frozenset({Role.PARTNER, Role.VICTIM_LIAISON})


def grant_role(
    actor: User,
    *,
    user: User,
    role: str,
    starts_on: date,
    ends_on: date | None,
    reason: str,
    now: datetime,
) -> RoleAssignment:
    """`user` holds `role` from `starts_on` up to, not including, `ends_on`; without one, until it is ended.

    Raises PermissionDenied, or ValidationError keyed by field: nobody grants themselves a role, what a role reaches
    must be known, and nobody looks after accounts or the audit beside other work.
    """
    today = now.date()
    chosen = Role(role)
    with recording(actor, f"grant role: {chosen.label.lower()}", reason=give_reason(reason)):
        current = other_user(actor, user, today)
        if refusals := _refusals(current, chosen, starts_on, ends_on, today):
            raise ValidationError(refusals)
        return RoleAssignment.objects.create(
            user=current, role=chosen, starts_on=starts_on, ends_on=ends_on, granted_by=actor
        )


def end_role(actor: User, *, role: RoleAssignment, reason: str, now: datetime) -> None:
    """The role is no longer held, from today; one that has not begun never begins. Ending twice does nothing.

    Raises PermissionDenied, or ValidationError for one's own role and for the last system administrator's.
    """
    today = now.date()
    label = Role(role.role).label.lower()
    with recording(actor, f"end role: {label}", reason=give_reason(reason)):
        user = other_user(actor, role.user, today)
        current = RoleAssignment.objects.select_for_update().get(pk=role.pk)
        if current.ends_on is not None and current.ends_on <= today:
            return
        if current.role == Role.SYSTEM_ADMINISTRATOR:
            leave_one_administrator(actor, user, today)
        current.ends_on = max(today, current.starts_on)
        current.save(update_fields=["ends_on"])


def _refusals(
    user: User, role: Role, starts_on: date, ends_on: date | None, today: date
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if not user.is_active:
        found.setdefault("role", []).append("This user has left: let them sign in again first.")
    if user.force_id is None and role not in OF_PARTNERS:
        found.setdefault("role", []).append("Choose a role of a partner agency: this user works for one.")
    if user.force_id is not None and role == Role.PARTNER:
        found.setdefault("role", []).append("A partner representative works for a partner agency.")
    if role in GRANTS and GRANTS[role].width is Width.UNIT and user.unit_id is None:
        found.setdefault("role", []).append(
            "This role reaches a unit's records: say first which unit they work in."
        )
    if starts_on < today:
        found["starts_on"] = [
            "It must start today or later: nobody held a role yesterday that they did not have."
        ]
    if ends_on is not None and ends_on <= starts_on:
        found["ends_on"] = ["The last day must not be before the first."]
    until = ends_on or date.max
    others = [
        Role(held.role)
        for held in user.roles.not_over(starts_on).filter(starts_on__lt=until)
        if held.role != role
    ]
    if others and (role in ALONE or ALONE.intersection(others)):
        held = ", ".join(sorted(other.label.lower() for other in others))
        alone = " and ".join(sorted(other.label.lower() for other in ALONE))
        found.setdefault("role", []).append(
            f"They hold another role on those dates ({held}): {alone} are held alone. End the other first."
        )
    return found
