"""Which people fall within a user's reach. The querysets apply it, so that fetching is authorising."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from access.policies import Capability, Reach, reach
from accounts.models import User


def within(scope: Reach, person: str = "") -> Q:
    """The people of a reach's units and forces; `person` is the path to the person, such as `person__`."""
    if not scope:
        return Q(pk__in=[])
    return Q(**{f"{person}unit__in": scope.units}) | Q(**{f"{person}force__in": scope.forces})


def may_add_people(user: User, today: date) -> bool:
    return bool(reach(user, Capability.ADD, today))
