"""Years of meetings as rows, valid and many, without the steps of each: what figures are counted from."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from typing import Any

import pgtrigger
from django.db.models import Model

from accounts.models import Agency, User
from mappa.models import (
    AgencyReturn,
    Attendance,
    CaseReview,
    DisclosureView,
    Invitation,
    LevelView,
    Minutes,
    Sitting,
)
from offenders.models import MappaStatus, Person
from tests import world
from tests.mappa import held

AREAS = ("Cumberfell", "Lanchester")
_ORDER = (
    MappaStatus,
    Sitting,
    CaseReview,
    DisclosureView,
    LevelView,
    Invitation,
    Attendance,
    AgencyReturn,
    Minutes,
)


class Meetings:
    """Rows of meetings of the force, each as it stands in the end; `write` writes them."""

    def __init__(self) -> None:
        self.by = held.coordinator()
        self.chair = held.chair()
        self._rows: list[Model] = []

    def write(self) -> None:
        """Past the steps by which each came to stand so: what else the database asks of a row it is asked."""
        with pgtrigger.ignore():
            for model in _ORDER:
                rows = [row for row in self._rows if type(row) is model]
                model._default_manager.bulk_create(rows)  # type: ignore[attr-defined]
        self._rows = []

    def under(self, person: Person, *spells: tuple[str, date, date | None, str]) -> None:
        """Levels one after another: level, first day, the day on which it ended, area."""
        for level, since, until, area in spells:
            self._rows.append(
                MappaStatus(
                    person=person,
                    category="1",
                    level=level,
                    lead_agency="police",
                    area=area,
                    starts_on=since,
                    ends_on=until,
                    recorded_at=world.at(since),
                )
            )

    def heard(
        self,
        person: Person,
        on: date,
        level: str = "2",
        *,
        area: str = AREAS[0],
        state: str = "decided",
        considered: bool | None = None,
        without_quorum: str = "adjourn",
        below_grade: bool = False,
    ) -> CaseReview:
        """A case of a meeting of its own; `considered`: whether disclosure was decided on."""
        at = world.at(on, 10)
        none = state == "inquorate"
        sitting = Sitting(
            force=world.force(),
            area=area,
            level=level,
            held_on=on,
            starts_at=time(10),
            ends_at=time(12),
            chair=self.chair,
            place="Room 1",
            state="closed",
            returns_due_on=on,
            recorded_at=at,
            recorded_by=self.by,
            below_grade=below_grade,
            override_why="Nobody else" if below_grade else "",
            override_by=self.by if below_grade else None,
            override_at=at if below_grade else None,
        )
        decided = state == "decided"
        case = CaseReview(
            person=person,
            sitting=sitting,
            begins_at=at,
            ends_at=at + timedelta(minutes=30),
            state=state,
            began_at=at,
            quorum="quorate" if decided else "inquorate" if none else "",
            quorum_missing=["the prison"] if none else [],
            without_quorum=without_quorum if none else "",
            quorum_why="One thing cannot wait" if none else "",
            reconvene_on=on + timedelta(days=9) if none else None,
            adjourned_why="Too late" if state == "adjourned" else "",
            decided_at=at if decided else None,
            decided_by=self.chair if decided else None,
            recorded_at=at,
            recorded_by=self.by,
        )
        self._rows += [sitting, case]
        if decided if considered is None else considered:
            said = {"decision": "not", "why": "Nobody is at risk.", "children": "no"}
            self._rows.append(DisclosureView(case=case, **said, **self._about(case, at)))
        if decided:
            said = {
                "outcome": "stays",
                "category": "1",
                "level": level,
                "lead_agency": "police",
                "dissents": "no",
            }
            self._rows.append(LevelView(case=case, rationale="Seen", **said, **self._about(case, at)))
        return case

    def invited(
        self, case: CaseReview, agency: Agency | None, presence: str = "", *, wrote: bool = False
    ) -> None:
        """An agency asked to the case; no `presence`: nothing was recorded of it."""
        at, on = case.begins_at, case.sitting.held_on
        there = presence in ("present", "remote", "deputy")
        asked = Invitation(case=case, agency=agency, opens_on=on, closes_on=on, **self._about(case, at))
        self._rows.append(asked)
        if presence:
            self._rows.append(
                Attendance(
                    case=case,
                    invitation=asked,
                    agency=agency,
                    presence=presence,
                    who="R. Cole" if there else "",
                    arrived_at=at if there else None,
                    **self._about(case, at),
                )
            )
        if wrote:
            self._rows.append(
                AgencyReturn(
                    person=case.person, invitation=asked, nothing_known=True, given_at=at, given_by=self.by
                )
            )

    def circulated(self, case: CaseReview, on: date) -> None:
        """The minutes went out late in the evening of a day."""
        at = world.at(on, 23, 30)
        self._rows.append(
            Minutes(
                case=case,
                state="circulated",
                submitted_at=at,
                submitted_by=self.by,
                approved_at=at,
                approved_by=self.chair,
                circulated_at=at,
                due_on=on,
                late_why="The chair was away",
                **self._about(case, at),
            )
        )

    def _about(self, case: CaseReview, at: datetime) -> dict[str, Any]:
        return {"person": case.person, "recorded_at": at, "recorded_by": self.by}


def county(seed: int, people: list[Person], *, until: date) -> Meetings:
    """A year and a half of reviews of these people, as chance has it: late, lowered, handed over, without a quorum."""
    chance = random.Random(seed)
    made = Meetings()
    agencies: list[Agency | None] = [
        None,
        held.agency(),
        held.agency("prison"),
        held.agency("housing", "duty"),
        held.agency("health", "duty"),
        held.agency("other", "associate", "Women’s refuge"),
    ]
    for person in people:
        level, area = chance.choice(["2", "2", "3"]), chance.choice(AREAS)
        since = date(2025, 1, 6) + timedelta(days=chance.randrange(90))
        day, spells = since, []
        while day < until:
            turn, change = chance.random(), day + timedelta(days=chance.choice([0, 0, 10, 20]))
            moved = (level, area)
            if turn < 0.15:  # the level changes, at the meeting or between two
                moved = (chance.choice(["1", "2", "3"]), area)
            elif turn < 0.25:  # another area takes the case on
                moved = (level, AREAS[area == AREAS[0]])
            if moved != (level, area) and since < change < until:
                spells.append((level, since, change, area))
                (level, area), since = moved, change
            state = chance.choice(["decided"] * 7 + ["inquorate", "adjourned"])
            interim = state == "inquorate" and chance.random() < 0.5
            case = made.heard(
                person,
                day,
                "3" if level == "3" else "2",
                area=area,
                state=state,
                without_quorum="proceed" if interim else "adjourn",
                considered=chance.random() < (0.95 if state == "decided" else 0.5 if interim else 0),
                below_grade=chance.random() < 0.05,
            )
            if state != "adjourned" and chance.random() < 0.8:
                made.circulated(case, day + timedelta(days=chance.choice([5, 7, 8, 9, 13, 14, 15, 16, 17])))
            for agency in agencies:
                presence = chance.choice(["present", "remote", "deputy", "apologies", "absent", ""])
                if chance.random() < 0.8:
                    made.invited(case, agency, presence, wrote=chance.random() < 0.3)
            day += timedelta(days=chance.choice([28, 56, 57, 84, 111, 112, 113, 150]))
        left = until - timedelta(days=30) if chance.random() < 0.15 else None
        spells.append((level, since, left if left and left > since else None, area))
        made.under(person, *spells)
    made.write()
    return made


def people(count: int) -> list[Person]:
    """Of one officer, under one name and a number."""
    by: User = world.officer()
    return [world.person(by, family_name=f"Case{number}") for number in range(count)]
