"""What supervisors have arranged in the county: policy, cover for an absence, people who are being handed over."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from accounts.models import User
from diary.actions import follow_policy
from handovers.actions import answer, ask, write
from handovers.choices import Answer, JointVisit
from handovers.rules import goes_together
from offenders.actions import arrange_cover
from offenders.models import Person
from offenders.overseeing import officers
from ops.demo.county import County
from ops.demo.days import LONDON
from practice.actions import decide, propose
from practice.choices import Decision
from practice.keys import HANDOVER_AHEAD, INTEL_READ

_FULL = "Nobody else of the unit has room"
_NOTE = {
    "matters": "He has a new partner and says little about her. He answers the door to me and not to others.",
    "first": "See him at home within a week, with me if you like: he does not take well to new faces.",
    "risks": "A large dog, shut in the kitchen on request. Shouts, has never touched anybody.",
    "people": "Lives alone. His sister visits on Sundays with two boys of nine and eleven.",
    "unwritten": "Ring the landlord before the housing office: he knows more and tells it.",
}


def arrange(county: County) -> None:
    """Of the first officer's unit; where it has one officer alone, policy and nothing else."""
    supervisor = User.objects.get(pk=county.supervisor_id(county.unit_of(0)))
    inspector = User.objects.get(pk=county.id_of("user", "inspector"))
    _policy(county, supervisor, inspector)
    officer = User.objects.get(pk=county.manager_id(0))
    colleagues = officers(county.as_of).filter(unit=officer.unit, is_active=True)
    other = colleagues.exclude(pk__in=[officer.pk, supervisor.pk]).order_by("family_name", "pk").first()
    if other is None:
        return
    arrange_cover(
        supervisor,
        manager=other,
        covered_by=officer,
        starts_on=county.as_of,
        ends_on=county.as_of + timedelta(days=10),
        reason="Sickness",
        now=_at(county, 0),
    )
    theirs = _people(other)
    given, rest = theirs[:1], theirs[1:]
    _wait_for_confirmation(county, supervisor, officer, rest)
    taken = _people(officer)[1:2]
    for person in given:
        handover = ask(
            supervisor,
            person=person,
            receiver=officer,
            why="Long sickness",
            over_why=_FULL,
            now=_at(county, 1),
        )
        write(supervisor, handover=handover, said=_NOTE, now=_at(county, 0))
    for person in taken:
        ask(
            supervisor,
            person=person,
            receiver=other,
            why="Caseload shared out",
            over_why=_FULL,
            now=_at(county, 1),
        )


def _wait_for_confirmation(county: County, supervisor: User, receiver: User, people: list[Person]) -> None:
    """The first of these at high risk is accepted with a joint visit in sight, and waits for the supervisor."""
    person = next((each for each in people if goes_together(each.management_level)), None)
    if person is None:
        return
    handover = ask(
        supervisor, person=person, receiver=receiver, why="Long sickness", over_why=_FULL, now=_at(county, 2)
    )
    answer(
        receiver,
        note=write(supervisor, handover=handover, said=_NOTE, now=_at(county, 1)),
        version=1,
        answer=Answer.ACCEPTED,
        missing="",
        joint_visit=JointVisit.PLANNED,
        joint_visit_on=county.as_of + timedelta(days=3),
        now=_at(county, 0),
    )


def _policy(county: County, supervisor: User, inspector: User) -> None:
    decided = propose(
        supervisor,
        key=INTEL_READ,
        value=3,
        effective_from=county.as_of - timedelta(days=30),
        reason="Two days were too few over a weekend.",
        now=_at(county, 40),
    )
    decide(inspector, proposal=decided, version=1, decision=Decision.APPROVED, note="", now=_at(county, 38))
    follow_policy(now=_at(county, 0))
    for key, value, days, why in (
        (HANDOVER_AHEAD, 42, 14, "Officers on long leave come back after six weeks."),
        ("visit.interval.medium", 4, 30, "The inspection found six months too long."),
    ):
        propose(
            supervisor,
            key=key,
            value=value,
            effective_from=county.as_of + timedelta(days=days),
            reason=why,
            now=_at(county, 1),
        )


def _people(manager: User) -> list[Person]:
    theirs = Person.objects.filter(assignments__manager=manager, assignments__ends_on__isnull=True)
    open_to_all = theirs.filter(restrictions__isnull=True, archivings__isnull=True)
    return list(open_to_all.order_by("reference"))


def _at(county: County, days_ago: int) -> datetime:
    return datetime.combine(county.as_of - timedelta(days=days_ago), time(9, 40), LONDON)
