"""Reads for the pages of meeting days: the lists, one day with its cases, one case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from access.log import consulted
from access.policies import FieldClass
from accounts.models import Agency, User
from diary.clock import LONDON
from mappa.models import AgencyReturn, CaseReview, Invitation, Sitting
from mappa.room import record
from mappa.sittings import policies, rules
from mappa.sittings.choices import COMES, NOT_DONE, OVER, CaseState, Reply
from offenders.choices import DETENTION_KINDS, Basis
from offenders.models import Absence, MappaStatus, Person
from offenders.queries import visible_person

A_LIST = 100


@dataclass(frozen=True, slots=True)
class Lists:
    coming: list[Sitting]
    past: list[Sitting]
    areas: list[str]


def meetings(user: User, now: datetime, *, area: str = "", level: str = "") -> Lists:
    """The meeting days that this user sees: to come, in progress, and the last that are over. Three queries."""
    seen = policies.sittings(user, now).select_related("chair")
    if policies.reads(user, now.date()):
        listed = ~Q(cases__state=CaseState.ADJOURNED)
        seen = seen.annotate(how_many=Count("cases", filter=listed))
    areas = sorted(set(policies.sittings(user, now).values_list("area", flat=True)))
    if area:
        seen = seen.filter(area=area)
    if level:
        seen = seen.filter(level=level)
    coming = seen.exclude(state__in=OVER).order_by("held_on", "starts_at")[:A_LIST]
    past = seen.filter(state__in=OVER).order_by("-held_on", "-starts_at")[:A_LIST]
    return Lists(list(coming), list(past), areas)


@dataclass(slots=True)
class Row:
    """One case of a day as its page shows it."""

    case: CaseReview
    invitations: list[Invitation]
    status: MappaStatus | None
    forecast: rules.Forecast
    warning: str
    lacks: str = ""  # why the pack is not ready, where it should be

    @property
    def returned(self) -> list[Invitation]:
        return [each for each in self.invitations if each.has_returned]  # type: ignore[attr-defined]

    @property
    def missing(self) -> list[Invitation]:
        return [each for each in self.invitations if not each.has_returned]  # type: ignore[attr-defined]


@dataclass(slots=True)
class Day:
    sitting: Sitting
    rows: list[Row]
    is_partner: bool

    @property
    def missing(self) -> int:
        """Returns that have not come in, of the cases still to be heard."""
        return sum(len(row.missing) for row in self.rows if row.case.state in NOT_DONE)

    @property
    def left(self) -> int:
        return sum(row.case.state in NOT_DONE for row in self.rows)


def sitting_of(user: User, sitting_id: UUID, now: datetime) -> Sitting:
    """The meeting day, or Http404; one query."""
    seen = policies.sittings(user, now).select_related("chair", "force", "override_by", "postponed_to")
    return get_object_or_404(seen, pk=sitting_id)


def day_of(user: User, sitting: Sitting, now: datetime) -> Day:
    """The day with the cases that this user sees, each with its returns and its forecast; six queries."""
    today = now.date()
    partner = policies.is_partner(user, today)
    invited = (
        Invitation.objects.standing()
        .select_related("agency__mappa_standing")
        .annotate(has_returned=Exists(AgencyReturn.objects.filter(invitation=OuterRef("pk"))))
    )
    if partner:
        invited = invited.filter(agency=user.agency_id)
        consulted(basis=Basis.PANEL)
    people = Person.objects.with_name().with_manager()
    cases = list(
        policies.cases(user, now)
        .filter(sitting=sitting)
        .prefetch_related(Prefetch("person", people), Prefetch("invitations", invited))
    )
    inside = set(
        Absence.objects.standing()
        .on(sitting.held_on)
        .filter(person__in=[case.person_id for case in cases], kind__in=DETENTION_KINDS)
        .values_list("person", flat=True)
    )
    held = MappaStatus.objects.on(sitting.held_on).filter(person__in=[case.person_id for case in cases])
    status = {each.person_id: each for each in held}
    supervises = sitting.chair.has_role(["supervisor"], today)
    rows = []
    for case in cases:
        case.sitting = sitting
        own = status.get(case.person_id)
        invitations = list(case.invitations.all())
        rows.append(
            Row(
                case,
                invitations,
                own,
                forecast(sitting, own, invitations, in_custody=case.person_id in inside),
                rules.chair_warning(
                    same_unit=case.person.unit_id == sitting.chair.unit_id, supervises=supervises
                ),
            )
        )
    return Day(sitting, rows, partner)


def forecast(
    sitting: Sitting, status: MappaStatus | None, invitations: list[Invitation], *, in_custody: bool
) -> rules.Forecast:
    """The quorum as the replies have it; status and custody are those of the meeting's day."""
    coming = [record.body_of(each) for each in invitations if each.reply in COMES]
    waiting = [record.body_of(each) for each in invitations if each.reply == Reply.WAITING]
    needed = record.needed(status, in_custody=in_custody)
    return rules.forecast(needed, coming, waiting, chair_of_grade=not sitting.needs_override)


def case_of(user: User, sitting_id: UUID, case_id: UUID, now: datetime) -> CaseReview:
    """The case with its sitting and its person as a page of theirs shows them, or Http404.

    For police readers the person is `visible_person`; for partners their name alone. Four queries.
    """
    sitting = sitting_of(user, sitting_id, now)
    case = get_object_or_404(policies.cases(user, now).filter(sitting=sitting), pk=case_id)
    case.sitting = sitting
    if policies.is_partner(user, now.date()):
        person = Person.objects.with_name().filter(pk=case.person_id).first()
        if person is None:
            raise Http404
        case.person = person
        consulted(basis=Basis.PANEL)
    else:
        case.person = visible_person(user, case.person_id, now, reading=FieldClass.MANAGEMENT)
    return case


def invitation_of(user: User, case: CaseReview, invitation_id: UUID, now: datetime) -> Invitation:
    """An invitation to the case that stands: the agency's own for partners, that of the police for who keeps the
    record, any for those who write in the meeting."""
    rows = Invitation.objects.standing().filter(case=case).select_related("agency__mappa_standing")
    today = now.date()
    if policies.is_partner(user, today):
        rows = rows.filter(pk__in=policies.own_invitations(user, today).values("pk"))
    elif not policies.writes(user, case.sitting, today):
        rows = rows.filter(agency__isnull=True)
        if not policies.answers(user, case, today):
            raise Http404
    found = get_object_or_404(rows, pk=invitation_id)
    found.case = case
    return found


def free_slot(sitting: Sitting) -> tuple[datetime, datetime]:
    """The first time after all cases that are listed: 30 minutes, cut off where the meeting ends."""
    last = (
        CaseReview.objects.filter(sitting=sitting)
        .exclude(state=CaseState.ADJOURNED)
        .order_by("-ends_at")
        .values_list("ends_at", flat=True)
        .first()
    )
    begins = last or datetime.combine(sitting.held_on, sitting.starts_at, LONDON)
    ends = datetime.combine(sitting.held_on, sitting.ends_at, LONDON)
    return begins.astimezone(LONDON), min(begins + timedelta(minutes=30), ends).astimezone(LONDON)


def agencies(force_id: int | None) -> list[Agency]:
    """The force's partner agencies with what they are under section 325; one query."""
    rows = Agency.objects.filter(force=force_id).select_related(
        "mappa_standing__contact", "mappa_standing__board"
    )
    return list(rows.order_by("name"))


def last_held(case: CaseReview) -> CaseReview | None:
    """The review before this one that counts; one query."""
    return (
        CaseReview.objects.held()
        .filter(person=case.person_id, begins_at__lt=case.begins_at)
        .select_related("sitting")
        .order_by("-begins_at")
        .first()
    )
