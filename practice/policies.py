"""Who reads a force's policy, who proposes to change it, and who decides."""

from __future__ import annotations

from datetime import date

from accounts.choices import Role
from accounts.models import User

PROPOSERS = [Role.SUPERVISOR, Role.DETECTIVE_INSPECTOR]
APPROVERS = [Role.DETECTIVE_INSPECTOR]
KEEPERS = [Role.SUPERVISOR, Role.DETECTIVE_INSPECTOR, Role.SYSTEM_ADMINISTRATOR]


def reads(user: User, today: date) -> bool:
    """Everybody of a force who holds a role: they work by it."""
    return user.force_id is not None and bool(user.roles_on(today))


def proposes(user: User, today: date) -> bool:
    return user.force_id is not None and user.has_role(PROPOSERS, today)


def approves(user: User, today: date) -> bool:
    return user.force_id is not None and user.has_role(APPROVERS, today)


def keeps_lists(user: User, today: date) -> bool:
    """Who keeps what a force's officers choose from, as the products for devices."""
    return user.force_id is not None and user.has_role(KEEPERS, today)
