"""Who takes a request for what minutes hold, who signs the answer, and what an agency's own people see of it."""

from __future__ import annotations

from datetime import date

from accounts.choices import Role
from accounts.models import User
from mappa.models import OwnerRequest
from mappa.models.subject import OwnerRequestQuerySet
from mappa.sittings import policies
from offenders.models import Person
from offenders.policies import archived, restricted


def takes(user: User, person: Person, today: date) -> bool:
    """Whether the user records and sees to requests about people of this force: who takes minutes."""
    return policies.plans(user, today) and user.force_id == person.force_id


def signs(user: User, person: Person, today: date) -> bool:
    """Whether the user signs the answer: a coordinator or a chair of the force."""
    held = user.has_role([Role.MAPPA_COORDINATOR, Role.CHAIR], today)
    return held and user.force_id == person.force_id


def sees(user: User, person: Person, today: date) -> bool:
    return takes(user, person, today) or signs(user, person, today)


def own_asked(user: User, today: date) -> OwnerRequestQuerySet:
    """What the user's agency is asked for, until the answer is signed."""
    found: OwnerRequestQuerySet = OwnerRequest.objects.filter(request__signed_at__isnull=True)
    if not policies.is_partner(user, today):
        return found.none()
    return found.filter(~restricted("person__"), ~archived("person__"), agency=user.agency_id)
