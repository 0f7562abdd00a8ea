"""Suspected breaches of the county's people at each stage, and those of earlier years that ended at court.

Few rows, so they come by the verbs that officers use, each on the day it happened.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import F

from accounts.models import RoleAssignment, User
from diary.actions import refresh
from diary.models import Entry, passed_in_law
from notifications import actions
from notifications.breaches import rules
from notifications.breaches.choices import (
    BreachOf,
    CheckKind,
    CheckResult,
    DecisionKind,
    ExcuseView,
    Found,
    Meeting,
    Outcome,
    SearchStepKind,
    Verdict,
)
from notifications.duties import NAME as NOTIFICATIONS
from notifications.models import Breach
from offenders.choices import SoughtKind
from offenders.models import Person, Sought
from offenders.models.person import PersonQuerySet
from ops.demo.county import County
from ops.demo.days import LONDON

_EVIDENCE = {
    "subject": "Court extract of the conviction.",
    "own_duty": "Youth justice service: no direction was made.",
    "knew": "Signed acknowledgement of the last notification.",
    "failed": "Statement of the counter clerk: no attendance by the last day.",
}
_EXCUSES = (
    "I lost count of the days.",
    "I was working away and thought I could come when I got back.",
    "Nobody told me that it was this week.",
)
_MOST_ENDED = 12
_A_STAGE_EACH = 4


def breach(county: County) -> None:
    """Open what the sweep opens; take some on; and have those that were notified late end in the years before."""
    officer = User.objects.get(pk=county.manager_id(0))
    supervisor = User.objects.get(pk=county.supervisor_id(county.unit_of(0)))
    now = _at(county.as_of, 7)
    # The whole unit: the few of one officer are not late often enough to show every stage.
    theirs = Person.objects.filter(unit=officer.unit_id)
    touched = _ended(officer, supervisor, theirs, county.as_of)
    refresh(touched, today=county.as_of)  # what happened in earlier years left the diary as it was then
    late = (
        Entry.objects.overdue(now)
        .filter(person__in=theirs, kind__in=["initial", "periodic", "change", "travel_return"])
        .order_by("last", "key")
    )
    # Still in time by the law where only the strictest reading has passed: of those there is nothing to look into.
    late = late.filter(passed_in_law(now), met_on=None)
    for stage, entry in enumerate(late[:_A_STAGE_EACH]):
        touched.append(_at_stage(stage, officer, supervisor, entry, county.as_of))
    actions.notice_breaches(now=now)
    touched += _searched(officer, theirs, county.as_of)
    refresh(touched, today=county.as_of)


def _at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour, 10), LONDON)


def _opened(by: User, entry: Entry, now: datetime) -> Breach:
    return actions.open_suspected_breach(
        by, person=entry.person, of=BreachOf.REQUIREMENT, found=Found.OVERDUE, duty_key=entry.key, now=now
    )


def _check(by: User, breach: Breach, kinds: Iterable[CheckKind], now: datetime) -> None:
    for kind in kinds:
        first = rules.check_results(kind)[0]
        told = "Children’s services, at once." if first == CheckResult.TOLD else "No trace."
        actions.record_check(by, breach=breach, kind=kind, result=first, detail=told, now=now)


def _establish(by: User, breach: Breach, now: datetime) -> Breach:
    _check(by, breach, rules.checks(breach.of, children=breach.about_children), now)
    young = rules.is_young(breach.person.date_of_birth, breach.happened_on)
    shown = {str(each): _EVIDENCE[each] for each in rules.elements(breach.of, under_18=young)}
    return actions.establish_breach(by, breach=breach, version=breach.version, shown=shown, now=now)


def _tell_nationally(by: User, breach: Breach, now: datetime) -> Breach:
    return actions.record_nationally(
        by,
        breach=breach,
        version=breach.version,
        national_reference=f"26/{breach.person.reference[-4:]}B",
        agencies_told="Probation",
        meeting=Meeting.NOT_NEEDED,
        now=now,
    )


def _hear(by: User, breach: Breach, now: datetime) -> Breach:
    excuse = {
        "excuse_asked_on": now.date(),
        "excuse_with": "Duty solicitor",
        "excuse": _EXCUSES[int(breach.person.reference[-1]) % len(_EXCUSES)],
        "excuse_view": ExcuseView.UNREASONABLE,
        "excuse_why": "Reminded by telephone the week before; the contact log shows it.",
    }
    return actions.record_excuse(by, breach=breach, version=breach.version, excuse=excuse, now=now)


def _decide(by: User, supervisor: User, breach: Breach, kind: DecisionKind, now: datetime) -> Breach:
    put = actions.propose_decision(
        by, breach=breach, kind=kind, rationale="The requirement was clear and the excuse is none.", now=now
    )
    actions.give_verdict(
        supervisor, decision=put, version=1, verdict=Verdict.AUTHORISED, note="Agreed.", now=now
    )
    return Breach.objects.get(pk=breach.pk)


def _at_stage(stage: int, officer: User, supervisor: User, entry: Entry, today: date) -> UUID:
    """The first is being checked, the second on PNC next, the third waits for a supervisor, the fourth is at court."""
    began = max(entry.last_in_law or today, today - timedelta(days=9)) + timedelta(days=1)
    now = _at(min(began, today), 6)
    found = _opened(officer, entry, now)
    if stage == 0:
        _check(officer, found, (CheckKind.CUSTODY, CheckKind.HOSPITAL), now)
        return found.person_id
    found = _establish(officer, found, _at(today, 6))
    if stage >= 2:
        found = _hear(officer, _tell_nationally(officer, found, _at(today, 6)), _at(today, 6))
    if stage == 2:
        actions.propose_decision(
            officer,
            breach=found,
            kind=DecisionKind.CAUTION,
            rationale="A first failure, admitted at once, and put right the next day.",
            now=_at(today, 6),
        )
    elif stage == 3:
        _decide(officer, supervisor, found, DecisionKind.CHARGE, _at(today, 6))
    return found.person_id


def _ended(officer: User, supervisor: User, theirs: PersonQuerySet, today: date) -> list[UUID]:
    """Those who came late in earlier years: most were cautioned or convicted."""
    held = RoleAssignment.objects.filter(user__in=[officer, supervisor]).values_list("starts_on", flat=True)
    late = (
        Entry.objects.filter(
            person__in=theirs,
            met_on__gt=F("last"),
            met_on__range=(max(held), today - timedelta(days=120)),
            last_at=None,
            key__startswith=f"{NOTIFICATIONS}/",
        )
        .select_related("person")
        .order_by("-met_on", "key")
    )
    touched = []
    for number, entry in enumerate(late[:_MOST_ENDED]):
        assert entry.met_on is not None
        now = _at(entry.met_on + timedelta(days=1))
        found = _establish(officer, _opened(officer, entry, now), now)
        found = _hear(officer, _tell_nationally(officer, found, now), now)
        kind = (DecisionKind.CHARGE, DecisionKind.CAUTION, DecisionKind.ADVICE)[number % 3]
        found = _decide(officer, supervisor, found, kind, now)
        if found.is_open:
            charged = kind == DecisionKind.CHARGE
            ended = now + timedelta(days=60 if charged else 5)
            actions.finalise_breach(
                officer,
                breach=found,
                version=found.version,
                outcome=Outcome.CONVICTED if charged else Outcome.CAUTIONED,
                outcome_on=ended.date(),
                court="Cumberfell Magistrates' Court" if charged else "",
                note="Community order, 12 months" if charged else "",
                now=ended,
            )
        touched.append(found.person_id)
    return touched


def _searched(officer: User, theirs: PersonQuerySet, today: date) -> list[UUID]:
    """What was done to find those of the unit's people who are missing."""
    touched = []
    for sought in Sought.objects.on(today).filter(person__in=theirs, kind=SoughtKind.MISSING):
        for kind, result in (
            (SearchStepKind.FAMILY, "His sister has not heard from him since Sunday."),
            (SearchStepKind.DWP, "No claim at another office."),
        ):
            actions.record_search_step(
                officer,
                sought=sought,
                kind=kind,
                done_on=today - timedelta(days=2),
                result=result,
                now=_at(today, 6),
            )
        touched.append(sought.person_id)
    return touched
