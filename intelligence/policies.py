"""Who reports, who triages, who reads."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from access.policies import finds
from accounts.choices import Role
from accounts.models import User
from intelligence import rules
from intelligence.models import Concern, Link, Report
from offenders import policies as people
from offenders.models import Person
from offenders.models.person import PersonQuerySet
from offenders.policies import Relationship

TRIAGE = (Role.SUPERVISOR, Role.DETECTIVE_INSPECTOR)


def may_submit(user: User, today: date) -> bool:
    """Everybody of a force whom a search tells of records: whoever hears something can say it."""
    return user.force_id is not None and finds(user, today)


def may_triage(user: User, today: date) -> bool:
    """Supervisors and inspectors find out whom a concern is about, for their force."""
    return user.force_id is not None and user.has_role(TRIAGE, today)


def nameable(user: User, now: datetime) -> PersonQuerySet:
    """Those about whom this user may report: whom they may see, and whom a search tells them of."""
    return Person.objects.filter(people.seen(user, now)) | people.findable(user, now)


def may_be_told(relationship: Relationship, report: Report) -> bool:
    """Whether the report's words may be shown to this reader at all.

    To show them to who sees the record by exception is to pass them on: only what may be shared without conditions,
    since nobody has recorded how any were met.
    """
    return not (relationship.by_exception and rules.restricts(report.handling))


def to_triage(user: User, today: date) -> QuerySet[Concern]:
    """The concerns of the user's force that nobody has settled; none for who does not triage."""
    if not may_triage(user, today):
        return Concern.objects.none()
    return Concern.objects.waiting().filter(force=user.force_id)


def own_reports(user: User) -> QuerySet[Report]:
    return Report.objects.filter(submitted_by=user)


def own_concerns(user: User) -> QuerySet[Concern]:
    return Concern.objects.filter(recorded_by=user)


def to_report(user: User, today: date) -> QuerySet[Concern]:
    """The concerns that this user may make a report of: those they triage, and those that were passed to them."""
    mine = Link.objects.standing().filter(
        concern=OuterRef("pk"), person__assignments__manager=user, person__assignments__ends_on__isnull=True
    )
    passed = Concern.objects.filter(Exists(mine))
    return to_triage(user, today) | passed
