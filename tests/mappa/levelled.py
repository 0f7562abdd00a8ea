"""Categories, levels and referrals for tests, through the application's own verbs where they have one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from accounts.choices import Role
from accounts.models import User
from mappa import actions
from mappa.actions import Written
from mappa.agreed.choices import UNSETTLED
from mappa.models import (
    AgreedAction,
    CaseReview,
    ExitLetter,
    LevelReduction,
    MappaDecision,
    Referral,
    Screening,
)
from mappa.referrals.choices import NEEDED, Part
from mappa.status.choices import Closing, Prompt, Stability
from offenders.models import Licence, MappaStatus, Person
from tests import world
from tests.mappa import held

SINCE = date(2026, 1, 5)
NOW = world.at(world.TODAY)
LATER = world.at(world.TODAY, 16)  # after the day's meetings
PROMPTS = {each.value: "no" for each in Prompt}
HARM = {"public": "medium", "children": "medium", "known_adult": "low"}
WHY = "Nothing in the way of the plan; every agency was asked."


def coordinator(**fields: Any) -> User:
    return world.user(Role.MAPPA_COORDINATOR, **fields)


def chair(**fields: Any) -> User:
    return world.user(Role.CHAIR, **fields)


def inspector(**fields: Any) -> User:
    return world.user(Role.DETECTIVE_INSPECTOR, **fields)


def stands(of: Person, level: str = "1", *, category: str = "1", since: date = SINCE) -> MappaStatus:
    """As an older system would give it: nobody's decision is on record."""
    return MappaStatus.objects.create(
        person=of,
        category=category,
        level=level,
        lead_agency="police",
        area="Cumberfell",
        starts_on=since,
        recorded_at=world.at(since),
        source="police",
    )


def licensed(by: User, of: Person, released_on: date, **fields: Any) -> Licence:
    """On licence since a day, or to be; recorded today."""
    found: Licence = world.detail(
        by,
        of,
        "licence",
        **{"kind": "standard", "starts_on": released_on, "licence_ends_on": date(2028, 1, 5), **fields},
    )
    return found


def screened(by: User, of: Person, *, now: datetime = NOW, **said: Any) -> Screening:
    """Screened at level 1, next in two months."""
    return actions.screen_level(
        by,
        person=of,
        now=now,
        **{
            "occasion": "review",
            "category": "1",
            "level": "1",
            "rationale": WHY,
            "prompts": PROMPTS,
            "harm": HARM,
            "next_on": now.date() + world.days(60),
            **said,
        },
    )


def countersigned(
    by: User, screening: Screening, answer: str = "approved", *, now: datetime = NOW
) -> Screening:
    return actions.countersign_screening(
        by,
        screening=screening,
        version=screening.version,
        answer=answer,
        note="I have read it.",
        lead_agency="police",
        area="Cumberfell",
        now=now,
    )


def decided(by: User, of: Person, level: str, *, now: datetime = NOW, **said: Any) -> MappaStatus:
    return actions.decide_level(
        by,
        person=of,
        level=level,
        now=now,
        **{
            "category": "1",
            "lead_agency": "police",
            "area": "Cumberfell",
            "why": WHY,
            "starts_on": now.date(),
            **said,
        },
    )


def led(by: User, of: Person, *, now: datetime = NOW, **said: Any) -> MappaStatus:
    """Probation leads from today, from its own office."""
    stands = MappaStatus.objects.on(world.TODAY).get(person=of)
    return actions.change_lead_agency(
        by,
        person=of,
        now=now,
        **{
            "seen": stands.pk,
            "version": stands.version,
            "lead_agency": "probation",
            "lead_office": "Kirkby probation office",
            "why": "Probation supervises from his release.",
            "starts_on": world.TODAY,
            **said,
        },
    )


def heard(of: Person, level: str = "1", **said: Any) -> CaseReview:
    """A meeting that decided today that they go to that level; soon after a release it waits for an inspector."""
    stands = MappaStatus.objects.on(world.TODAY).get(person=of)
    case = held.begun(of, level=stands.level)
    view = {"level": level, "category": stands.category, "rationale": WHY, **said}
    for action in AgreedAction.objects.filter(person=of, state__in=UNSETTLED):
        actions.carry_action(
            case.sitting.recorded_by,
            action=action,
            version=action.version,
            due_on=world.TODAY + world.days(7),
            why="He was ill",
            case=case,
            now=world.at(world.TODAY, 10, 5),
        )
    weeks = 4 if level == "3" else 8
    return held.decided(held.complete(case, level=view, next_on=world.TODAY + world.days(weeks * 7)))


def lowered(by: User, of: Person, level: str = "1", *, now: datetime = LATER, **said: Any) -> LevelReduction:
    """Asked for as a meeting decided; without `heard` one is held first."""
    if "heard" not in said:
        said["heard"] = heard(of, level).pk
    return actions.ask_lower_level(
        by,
        person=of,
        level=level,
        now=now,
        **{
            "category": "1",
            "lead_agency": "police",
            "area": "Cumberfell",
            "why": WHY,
            "starts_on": now.date(),
            "stable": list(Stability.values),
            "despite": "",
            **said,
        },
    )


def written(**said: Any) -> Written:
    """To level 2, every part that is needed filled in and checked."""
    parts = {each.value: f"What is to be said of {each.label.lower()}." for each in NEEDED}
    return Written(
        **{
            "level": "2",
            "category": "1",
            "area": "Cumberfell",
            "agency": "police",
            "contact": "01632 960 001",
            "parts": parts,
            "checked": {each.value for each in Part},
            **said,
        }
    )


def referred(by: User, of: Person, *, now: datetime = NOW, **said: Any) -> Referral:
    return actions.refer(by, person=of, written=written(**said), known={}, now=now)


def endorsed(
    by: User, referral: Referral, agree: bool = True, *, now: datetime = NOW, note: str = "I agree."
) -> Referral:
    return actions.endorse(by, referral=referral, version=referral.version, agree=agree, note=note, now=now)


def triaged(by: User, referral: Referral, kind: str, *, now: datetime = NOW, **said: Any) -> Referral:
    return actions.triage(
        by,
        referral=referral,
        version=referral.version,
        kind=kind,
        now=now,
        **{
            "note": "By the criteria.",
            "advice": "Manage at level 1." if kind == "declined" else "",
            "level_given": "2" if kind == "accepted" else "",
            **said,
        },
    )


def submitted(officer: User, of: Person, *, now: datetime = NOW, **said: Any) -> Referral:
    """Written by the officer, endorsed by a supervisor: it waits for the coordinator."""
    return endorsed(world.supervisor(), referred(officer, of, now=now, **said), now=now)


def one_of_each(officer: User, person: Person) -> dict[str, list[object]]:
    """What stands in the addresses of the pages, of somebody whom a meeting (`held.one_of_each`) decided to manage at
    level 2: at level 3 and soon after release, so that each of them opens."""
    at_3 = stands(person, "3")
    licensed(officer, person, world.TODAY - world.days(14))
    countersigned(world.supervisor(), screened(world.officer(), person))
    screening = screened(world.officer(), person)
    before = CaseReview.objects.held().filter(person=person).latest("decided_at")
    reduction = lowered(coordinator(), person, "2", heard=before.pk)
    referral = referred(world.officer(), person)
    left = MappaDecision.objects.create(
        person=person,
        kind="ended",
        status=at_3,
        category="1",
        level="3",
        lead_agency="police",
        area="Cumberfell",
        takes_effect_on=world.TODAY,
        why=WHY,
        trigger="moved",
        closed=list(Closing.values),
        decided_at=NOW,
        decided_by=referral.recorded_by,
    )
    letter = ExitLetter.objects.create(person=person, decision=left, to="The school", by="police")
    return {
        "send-exit-letter": [person.pk, letter.pk],
        "countersign-screening": [person.pk, screening.pk],
        "answer-lower-level": [person.pk, reduction.pk],
        "take-back-lower-level": [person.pk, reduction.pk],
        "referral": [person.pk, referral.pk],
        "resubmit-referral": [person.pk, referral.pk],
        "referral-step": [person.pk, referral.pk, "endorse"],
    }
