"""Who runs the schemes, who sees a disclosure, who takes it on, who decides.

That somebody has asked about a person tells of whoever asked and of a child, so it is read by those who read of
victims. While nobody knows whom it is about, supervisors and inspectors of the force see it, and whoever recorded it;
once it is about somebody, those who read of them by their own work. Whoever recorded it goes on seeing what they
recorded, and is not told more.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from access.policies import Capability, FieldClass, reach
from accounts.choices import Role
from accounts.models import RoleAssignment, User
from offenders.policies import within, within_reading
from riskplans.disclosure.choices import Outcome
from riskplans.models import DisclosureCase, DisclosureDecision
from riskplans.models.disclosure import DisclosureCaseQuerySet

_TRIAGE = (Role.SUPERVISOR, Role.DETECTIVE_INSPECTOR)


def works(user: User, today: date) -> bool:
    """Whether the schemes are this user's work: whoever writes on records."""
    return user.force_id is not None and bool(reach(user, Capability.RECORD, today))


def takes_in(user: User, today: date) -> bool:
    """Whether this user takes in what is asked for: the public asks at the counter too."""
    return works(user, today) or (user.force_id is not None and bool(reach(user, Capability.NOTIFY, today)))


def triages(user: User, today: date) -> bool:
    return user.force_id is not None and user.has_role(_TRIAGE, today)


def triaging(force_id: int, today: date, *, apart_from: User) -> list[User]:
    """Those who see to what is about nobody on record, of one force."""
    held = RoleAssignment.objects.held_on(today).filter(role__in=_TRIAGE)
    found = User.objects.filter(pk__in=held.values("user"), force=force_id, is_active=True)
    return list(found.exclude(pk=apart_from.pk).order_by("family_name", "collar_number"))


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
    return DisclosureCase.objects.filter(_read_whole(user, today) | _own(user, today))


def read_whole(user: User, now: datetime) -> DisclosureCaseQuerySet:
    """Those of which this user reads what became of them."""
    return DisclosureCase.objects.filter(_read_whole(user, now.date()))


def passed_on(user: User, now: datetime) -> DisclosureCaseQuerySet:
    """Those that this user took in, and of which they read no more than that."""
    return DisclosureCase.objects.filter(_own(user, now.date())).exclude(
        pk__in=read_whole(user, now).values("pk")
    )


def _own(user: User, today: date) -> Q:
    return Q(recorded_by=user) if takes_in(user, today) else Q(pk__in=[])


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
    """Disclosing is an inspector's decision, as is taking that back; not to disclose is a supervisor's too."""
    inspector = user.has_role([Role.DETECTIVE_INSPECTOR], today)
    return inspector or (outcome != Outcome.DISCLOSE and user.has_role(_TRIAGE, today))


def may_drop(user: User, case: DisclosureCase, decisions: Iterable[DisclosureDecision], today: date) -> bool:
    """Closing what came to nothing is for who decides not to disclose, and of what was to be disclosed once, for who
    decides to; of those who neither took it in nor proposed anything."""
    had_part = {case.recorded_by_id, *(made.recorded_by_id for made in decisions)}
    once = any(made.withdrawn_at for made in decisions)
    return user.pk not in had_part and may_decide(user, Outcome.DISCLOSE if once else Outcome.NOT, today)
