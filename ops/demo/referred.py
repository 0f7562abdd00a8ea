"""Referrals of the first officer's people at each stage, and a screening that waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from access.policies import Capability
from accounts.models import User
from mappa import actions
from mappa.actions import Written
from mappa.models import Referral, Screening
from mappa.referrals import prefill
from mappa.referrals.choices import Part
from mappa.status.choices import Prompt
from offenders.models import Person
from offenders.queries import person_within_reach
from ops.demo import places
from ops.demo.county import County
from ops.demo.days import LONDON

_ASKED = {
    Part.REASON: "He has moved near a primary school and will not say why. Probation ended in March; his sister has "
    "stopped answering. A meeting would bring housing, school and children’s services to one table.",
    Part.AGENCIES: "Cumberfell Council, housing; duty manager; housing@cumberfell.invalid; his tenancy; attend\n"
    "Cumberfell Council, children’s services; team manager; children@cumberfell.invalid; the school; attend",
    Part.DISCLOSURE: "None made. To the head teacher, if the meeting agrees.",
}
_NOTHING = "Nothing of this is on record yet."
_PLAN = "Seen at home every month; the devices checked each time. The plan is being written."
_LEVEL_3 = "A surveillance team for two weeks, and a house move that only a director can agree."
_WAITING = 6


def refer(county: County) -> None:
    """Of the first officer's unit; where the unit has too few people, what there are."""
    supervisor = User.objects.get(pk=county.supervisor_id(county.unit_of(0)))
    officer = User.objects.get(pk=county.manager_id(0))
    inspector, coordinator = (User.objects.get(username=name) for name in ("inspector", "coordinator"))
    people = _people(officer, county.as_of)
    second = inspector if supervisor == officer else supervisor
    for person, (kind, ago) in zip(
        people,
        (("endorse", 0), ("waits", 9), ("urgent", 1), ("returned", 6), ("accepted", 12), ("declined", 20)),
        strict=False,
    ):
        at = _at(county, ago)
        referral = _written(
            officer, person, at, urgent=kind == "urgent", level="3" if kind == "urgent" else "2"
        )
        if kind == "endorse":
            continue
        at += timedelta(hours=3)
        note = "I know the case and support it."
        referral = actions.endorse(
            second, referral=referral, version=referral.version, agree=True, note=note, now=at
        )
        _decide(coordinator, referral, kind, at + timedelta(days=1))
    rest = people[_WAITING:]
    for person in rest[:1]:
        _screened(officer, person, _at(county, 1), level="2")


def _decide(coordinator: User, referral: Referral, kind: str, at: datetime) -> None:
    if kind not in ("returned", "accepted", "declined"):
        return
    actions.triage(
        coordinator,
        referral=referral,
        version=referral.version,
        kind=kind,
        note={
            "returned": "What is the risk of serious harm to each group, and by which assessment?",
            "accepted": "The criteria of level 2 are met: agencies have to act together.",
            "declined": "One agency and the school can settle this without a meeting.",
        }[kind],
        advice="Level 1, with a professionals’ meeting at the school." if kind == "declined" else "",
        level_given="2" if kind == "accepted" else "",
        now=at,
    )


def _written(officer: User, person: Person, at: datetime, *, urgent: bool, level: str) -> Referral:
    seen = person_within_reach(officer, Capability.RECORD, person.pk, at)
    known = prefill.parts(seen, at.date())
    parts: dict[str, str] = {name: each.text for name, each in known.items()}
    parts |= {part.value: text for part, text in _ASKED.items()}
    parts[Part.PLAN] = parts[Part.PLAN] or _PLAN
    parts = {name: text or _NOTHING for name, text in parts.items()}
    return actions.refer(
        officer,
        person=person,
        written=Written(
            level=level,
            category="1" if person.kind == "rso" else "2",
            area=places.MAPPA_AREA,
            agency="police",
            contact=f"{officer.email}; 01632 960 001",
            parts=parts,
            checked=set(Part.values),
            urgent=urgent,
            urgent_why="He moves in on Friday." if urgent else "",
            why_level_3=_LEVEL_3 if level == "3" else "",
        ),
        known=known,
        now=at,
    )


def _screened(officer: User, person: Person, at: datetime, *, level: str) -> Screening:
    return actions.screen_level(
        officer,
        person=person,
        occasion="change",
        category="1" if person.kind == "rso" else "2",
        level=level,
        rationale="Two agencies have to act together since the move, and neither can alone.",
        prompts=dict.fromkeys(Prompt.values, "yes"),
        harm={"public": "medium", "children": "high", "known_adult": "low"},
        next_on=at.date() + timedelta(days=90),
        now=at,
    )


def _people(officer: User, today: date) -> list[Person]:
    """Registered people of theirs at level 1, at liberty and open to all, the gravest first."""

    def quiet() -> Iterator[Person]:
        theirs = Person.objects.filter(
            kind="rso",
            assignments__manager=officer,
            assignments__ends_on__isnull=True,
            restrictions__isnull=True,
            archivings__isnull=True,
            gone__isnull=True,
        )
        for person in theirs.order_by("reference"):
            standing = person.mappa_statuses.on(today).first()
            if standing and standing.level == "1":
                yield person

    found = list(quiet())
    return sorted(
        found, key=lambda person: (person.management_level not in ("very_high", "high"), person.reference)
    )


def _at(county: County, days_ago: int) -> datetime:
    return datetime.combine(county.as_of - timedelta(days=days_ago), time(9, 20), LONDON)
