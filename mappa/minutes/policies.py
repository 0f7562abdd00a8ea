"""Who writes minutes, who approves them, who reads their words, and who is named on an annex: deny by default."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, Q, QuerySet

from access.policies import Capability, FieldClass
from accounts.models import User
from mappa.models import AgencyStanding, Annex, CaseReview, Minutes, MinutesCopy, Sitting
from mappa.models.circulated import MinutesCopyQuerySet
from mappa.sittings import policies
from mappa.sittings.choices import Standing
from offenders.models import Person
from offenders.policies import archived, restricted


def writes(user: User, sitting: Sitting, today: date) -> bool:
    """Whether the user takes the minutes of this meeting: who plans them, and never its chair."""
    return policies.plans(user, today) and sitting.force_id == user.force_id and sitting.chair_id != user.pk


def chairs(user: User, sitting: Sitting, today: date) -> bool:
    """Whether the user approves the minutes of this meeting."""
    return sitting.force_id == user.force_id and policies.chairs(user, sitting, today)


def reads(user: User, case: CaseReview, minutes: Minutes, today: date) -> bool:
    """Whether a reader of the force reads the words of these minutes: until they are approved, who writes and who
    approves them alone. `case.person` comes from `visible_person`."""
    at_work = writes(user, case.sitting, today) or chairs(user, case.sitting, today)
    return at_work or (minutes.is_final and case.person.relationship.reads(FieldClass.VICTIMS))


def own_copies(user: User, today: date) -> MinutesCopyQuerySet:
    """The copies that this user may read today: their own, while they work for whom they were named for, and while that
    is an agency of these arrangements."""
    party = AgencyStanding.objects.exclude(standing=Standing.OTHER).filter(agency=user.agency_id)
    found: MinutesCopyQuerySet = MinutesCopy.objects.open_on(today).filter(
        Q(Exists(party), agency=user.agency_id) if user.agency_id else Q(agency__isnull=True),
        ~restricted("person__"),
        ~archived("person__"),
        reader=user,
    )
    return found if policies.opens(user, today) else found.none()


def annexes(user: User, now: datetime) -> QuerySet[Annex]:
    """Those on which this user is named, while they work for whom they were named for; the database says the same of
    each row."""
    rows = Annex.objects.naming(user).filter(~restricted("person__"))
    if policies.is_partner(user, now.date()):
        rows = rows.filter(~archived("person__"))
    return rows if policies.opens(user, now.date()) else rows.none()


def names(user: User, annex: Annex) -> bool:
    """Whether a reader of this annex says who reads it: who opened it, and those of the police. No agency does."""
    return user.agency_id is None or annex.opened_by_id == user.pk


def opens_annex(user: User, case: CaseReview, today: date) -> bool:
    """Whether the user may put something apart from the minutes of this case: who manages or supervises the person,
    takes the minutes, or chairs."""
    if writes(user, case.sitting, today) or chairs(user, case.sitting, today):
        return True
    return Person.objects.within_reach(user, Capability.RECORD, today).filter(pk=case.person_id).exists()
