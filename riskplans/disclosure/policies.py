"""Who runs the schemes, who sees a disclosure, who takes it on, who decides.

That somebody has asked about a person tells of whoever asked and of a child, so it is read by those who read of
victims. While nobody knows whom it is about, supervisors and inspectors of the force see it, and whoever recorded it;
once it is about somebody, those who read of them by their own work. Whoever recorded it goes on seeing what they
recorded, and is not told more.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from access.policies import Capability, FieldClass, reach
from accounts.choices import Role
from accounts.models import User
from offenders.policies import within, within_reading
from riskplans.disclosure.choices import Outcome
from riskplans.models import DisclosureCase
from riskplans.models.disclosure import DisclosureCaseQuerySet

_TRIAGE = (Role.SUPERVISOR, Role.DETECTIVE_INSPECTOR)


def works(user: User, today: date) -> bool:
    """Whether the schemes are this user's work: whoever writes on records."""
    return user.force_id is not None and bool(reach(user, Capability.RECORD, today))


def triages(user: User, today: date) -> bool:
    return user.force_id is not None and user.has_role(_TRIAGE, today)


def _read_whole(user: User, today: date) -> Q:
    found = Q(person__isnull=False) & within_reading(user, FieldClass.VICTIMS, today, "person__")
    if works(user, today):
        found |= Q(person__isnull=True, recorded_by=user)
    if triages(user, today):
        found |= Q(person__isnull=True, force=user.force_id)
    return found


def visible_to(user: User, now: datetime) -> DisclosureCaseQuerySet:
    """Those that this user may open, be it only as they recorded them."""
    today = now.date()
    own = Q(recorded_by=user) if works(user, today) else Q(pk__in=[])
    return DisclosureCase.objects.filter(_read_whole(user, today) | own)


def reads_whole(user: User, case: DisclosureCase, now: datetime) -> bool:
    """Whether the user reads what became of it; one query."""
    return DisclosureCase.objects.filter(_read_whole(user, now.date()), pk=case.pk).exists()


def workable(user: User, now: datetime) -> DisclosureCaseQuerySet:
    """Those that this user takes further."""
    today = now.date()
    found = Q(person__isnull=False) & within(user, Capability.RECORD, today, "person__")
    if works(user, today):
        found |= Q(person__isnull=True, recorded_by=user)
    if triages(user, today):
        found |= Q(person__isnull=True, force=user.force_id)
    return DisclosureCase.objects.filter(found)


def decidable(user: User, now: datetime) -> DisclosureCaseQuerySet:
    """Those on which this user may decide, but for their own proposals and for what is an inspector's."""
    today = now.date()
    found = Q(person__isnull=False) & within(user, Capability.APPROVE, today, "person__")
    if triages(user, today):
        found |= Q(person__isnull=True, force=user.force_id)
    return DisclosureCase.objects.filter(found)


def may_decide(user: User, outcome: str, today: date) -> bool:
    """Disclosing is an inspector's decision; not to disclose is a supervisor's too."""
    inspector = user.has_role([Role.DETECTIVE_INSPECTOR], today)
    return inspector or (outcome != Outcome.DISCLOSE and user.has_role(_TRIAGE, today))
