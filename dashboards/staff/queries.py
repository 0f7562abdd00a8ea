"""Officers with what they were trained in and when they were screened; units with their posts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from accounts.choices import Role
from accounts.models import RoleAssignment, Unit, User, UserQuerySet
from dashboards.staff.rules import Screening
from offenders.choices import Course
from offenders.models import (
    Archiving,
    Assignment,
    Establishment,
    PsychologicalScreening,
    Training,
)
from practice.keys import SCREENING_EVERY
from practice.policy import Policy, policy_of


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one officer, the newest first, what was taken back too."""

    trainings: list[Training]
    over: set[int]  # which of them count no more by their own end
    screenings: list[PsychologicalScreening]
    accredited: bool  # by a MOSOVO course that counts today
    screening: Screening
    every: str  # how often screening comes again, in words


def kept_of(officer: User, today: date) -> Kept:
    """Three queries."""
    policy = policy_of(officer.force_id, today)
    trainings = list(officer.trainings.select_related("recorded_by", "taken_back_by"))
    screenings = list(officer.screenings.select_related("recorded_by", "taken_back_by"))
    last = max(
        (each.took_place_on for each in screenings if not each.taken_back_at and each.took_place_on <= today),
        default=None,
    )
    accredited = any(each.course == Course.MOSOVO and each.counts_on(today) for each in trainings)
    over = {each.pk for each in trainings if each.valid_until and each.valid_until < today}
    return Kept(
        trainings,
        over,
        screenings,
        accredited,
        screening(last, policy, today),
        policy.in_words(SCREENING_EVERY),
    )


def screening(last: date | None, policy: Policy, today: date) -> Screening:
    """As the force's policy of the day has it."""
    return Screening(last, policy.after(SCREENING_EVERY, last) if last else None, today)


def with_kept(officers: UserQuerySet, today: date) -> UserQuerySet:
    """Adds `accredited_on` (when their MOSOVO course that counts was completed), `screened_on`, `manages_people`
    (somebody whom the reader may open and who is not archived) and `holds_post` (as an offender manager)."""
    courses = Training.objects.valid_on(today).filter(user=OuterRef("pk"), course=Course.MOSOVO)
    screenings = PsychologicalScreening.objects.standing().filter(
        user=OuterRef("pk"), took_place_on__lte=today
    )
    archived = Archiving.objects.standing().filter(person=OuterRef("person"))
    lasts = Q(ends_on__isnull=True) | Q(ends_on__gt=today)
    managed = Assignment.objects.filter(
        lasts, ~Exists(archived), manager=OuterRef("pk"), starts_on__lte=today
    )
    roles = RoleAssignment.objects.held_on(today).filter(user=OuterRef("pk"), role=Role.OFFENDER_MANAGER)
    found: UserQuerySet = officers.annotate(
        accredited_on=courses.order_by("-completed_on").values("completed_on")[:1],
        screened_on=screenings.order_by("-took_place_on").values("took_place_on")[:1],
        manages_people=Exists(managed),
        holds_post=Exists(roles),
    )
    return found


def establishments(units: Iterable[Unit], today: date) -> dict[int, Establishment]:
    """By unit, the row that holds on the day; none where nobody has said. One query."""
    return {each.unit_id: each for each in Establishment.objects.in_force(today).filter(unit__in=units)}


def holding_posts(unit: Unit, today: date) -> int:
    """How many active officers of the unit are offender managers on the day."""
    roles = RoleAssignment.objects.held_on(today).filter(user=OuterRef("pk"), role=Role.OFFENDER_MANAGER)
    officers: UserQuerySet = User.objects.filter(Exists(roles), unit=unit, is_active=True)
    return officers.count()
