"""In which category and at which level the county's people are managed, by whose decision, and when last screened.

Pure: the same county and ordinal give the same rows. Nearly everybody is at level 1; a few are met about.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from offenders.choices import ManagementLevel, PersonKind
from ops.demo import level_rows, places
from ops.demo.county import County, uuid_from
from ops.demo.days import LONDON, months_after
from ops.demo.days_rows import Licence
from ops.demo.rows import Assignment
from ops.demo.rows import Person as PersonRow

_CATEGORIES = {PersonKind.REGISTERED_SEXUAL_OFFENDER.value: "1", PersonKind.VIOLENT.value: "2"}
# Every how many people one is at level 3, at level 2, has no category yet, and was screened too long ago.
_LEVEL_3, _LEVEL_2, _LATE = 150, 30, 45
# One in so many of those who have been on record for fewer days is in no category yet.
_UNPLACED, _UNPLACED_FOR = 2, 8
# However small the county, agencies meet about some of it: at least so many are at level 2, or one in so many.
_MET_ABOUT, _AT_MOST_ONE_IN = 12, 6
# At level 3 for so many days at least: met about before the year of the last annual report was over, whenever that was.
_LONG_AT_3 = 720
_MONTHS = 4
_WHY = {
    "1": "The plan is robust and nothing is in the way of it; probation and the council hold nothing we do not know.",
    "2": "High risk of serious harm, and housing and probation have to act together.",
    "3": "Senior staff have to commit resources: the press has written about him.",
}


class Spell(NamedTuple):
    """At one level from a day up to, not including, another; and who decided it."""

    since: date
    until: date | None
    level: str
    by: str


def levelled(county: County, ordinal: int, life: list[Any]) -> Iterator[Any]:
    """The rows of one person: the screening, then the status and the decision behind it."""
    person = next(row for row in life if isinstance(row, PersonRow))
    manager = next((row.manager_id for row in reversed(life) if isinstance(row, Assignment)), None)
    ends = [row.licence_ends_on for row in life if isinstance(row, Licence)]
    runs = any(each is None or each >= county.as_of for each in ends)
    # Category 2 ends with the licence; who must notify stays in category 1.
    left = bool(ends) and not runs and person.kind != PersonKind.REGISTERED_SEXUAL_OFFENDER.value
    opened = person.recorded_at.date()
    lately = opened > county.as_of - timedelta(days=_UNPLACED_FOR)
    if manager is None or left or (lately and ordinal % _UNPLACED == 0 and not runs):
        return
    rng = county.rng("levels", ordinal)
    apart = min(_LEVEL_2, max(_AT_MOST_ONE_IN, county.people // _MET_ABOUT))
    level = "3" if ordinal % _LEVEL_3 == 3 else "2" if ordinal % apart == 4 else "1"
    supervisor = county.supervisor_id(county.unit_of(county.manager_of(ordinal)))
    if supervisor == manager:
        supervisor = county.id_of("user", "inspector")
    days = 100 + rng.randrange(900)
    since = max(opened, county.as_of - timedelta(days=max(days, _LONG_AT_3) if level == "3" else days))
    ago = 130 if ordinal % _LATE == 7 else rng.randrange(2, 110)
    screened = max(since, county.as_of - timedelta(days=ago))
    category = _CATEGORIES[person.kind]
    yield level_rows.Screening(
        id=_id(rng),
        person_id=person.id,
        screened_on=screened,
        occasion="review" if screened > since else "identified",
        category=category,
        **dict.fromkeys(("others_hold", "checked"), "yes"),
        barriers="no",
        imminent="no",
        resources="no" if level == "1" else "yes",
        scrutiny="yes" if level == "3" else "no",
        harm_public="medium",
        harm_children=_harm(person.management_level),
        harm_known_adult="low",
        tools="",
        rationale=_WHY[level],
        level=level,
        next_on=months_after(screened, _MONTHS),
        answer="approved",
        answer_note="I have read the plan and agree.",
        answered_at=_at(screened, 15),
        answered_by_id=supervisor,
        recorded_at=_at(screened, 10),
        recorded_by_id=manager,
    )
    decider = supervisor if level == "1" else county.id_of("user", "chair")
    who = {"area": places.MAPPA_AREA, "lead_agency": "police", "category": category}
    if since > opened:
        # From the day the record was opened somebody is in a category: an annual report asks for years gone by.
        before = Spell(opened, None if level == "1" else since, "1", supervisor)
        yield from _spell(county.rng("levels before", ordinal), person.id, who, before)
    if level != "1" or since == opened:
        yield from _spell(rng, person.id, who, Spell(since, None, level, decider))


def _spell(rng: Any, person: str, who: dict[str, str], spell: Spell) -> Iterator[Any]:
    """A level, and the decision behind it."""
    status = _id(rng)
    yield level_rows.MappaStatus(
        id=status,
        person_id=person,
        level=spell.level,
        starts_on=spell.since,
        ends_on=spell.until,
        source="police",
        recorded_at=_at(spell.since, 16),
        recorded_by_id=spell.by,
        **who,
    )
    yield level_rows.MappaDecision(
        id=_id(rng),
        person_id=person,
        kind="set",
        status_id=status,
        level=spell.level,
        takes_effect_on=spell.since,
        why=_WHY[spell.level],
        rests_on="",
        decided_at=_at(spell.since, 16),
        decided_by_id=spell.by,
        **who,
    )


def _harm(level: str) -> str:
    return "medium" if level == ManagementLevel.UNASSESSED.value else level


def _id(rng: Any) -> str:
    return uuid_from(rng.getrandbits(128))


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), LONDON)
