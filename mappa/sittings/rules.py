"""Who may chair, whether a meeting is quorate, and by when a case is reviewed again: pure, with reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from frontend.dates import words
from mappa.sittings.choices import COMES, Reply

# Where a rank stands among the grades that may chair: sergeant, inspector, chief inspector, superintendent.
GRADES = {"PS": 1, "DS": 1, "Insp": 2, "DI": 2, "DCI": 3, "D/Supt": 4}
CALLED = {1: "a sergeant", 2: "an inspector", 3: "a chief inspector", 4: "a superintendent"}
POLICE = "police"


def grade_refusal(rank: str, level: str, least: int) -> str:
    """Why somebody of this rank does not chair a meeting of this level; empty where they do."""
    if GRADES.get(rank, 0) >= least:
        return ""
    return f"A level {level} meeting is chaired by {CALLED[least]} or above."


def grades_in_words(least: Mapping[str, int]) -> str:
    """Who may chair at each level: `least` is the lowest grade by level."""
    said = "; ".join(f"at level {level} {CALLED[grade]} or above" for level, grade in sorted(least.items()))
    return f"{said[:1].upper()}{said[1:]}."


def chair_warning(*, same_unit: bool, supervises: bool) -> str:
    """Whether the chair seems to be the line manager of whoever holds the case; a warning, and no refusal."""
    if same_unit and supervises:
        return "The chair supervises the unit that manages this person. Should somebody else chair?"
    return ""


@dataclass(frozen=True, slots=True)
class Needed:
    """Who has to be there for one case: the bodies of the lead agency and, in custody, of the prison besides."""

    lead: str
    in_custody: bool

    @property
    def bodies(self) -> dict[str, str]:
        """Each body that must be there, and what it is called."""
        lead = {self.lead: f"the lead agency ({_CALLED.get(self.lead, self.lead)})"}
        prison = {"prison": "the prison, because the person is in custody"} if self.in_custody else {}
        return {**lead, **prison, POLICE: "police", "probation": "probation"}


_CALLED = {"prison": "the prison", "youth": "youth justice", "health": "mental health"}


@dataclass(frozen=True, slots=True)
class There:
    """Who is there, or is expected: the bodies; the chair, of the grade or not; whoever holds the case.

    `powerless` are those of the bodies whose people may commit nothing, where the level asks that they may: they count
    as missing.
    """

    bodies: Collection[str]
    chair: bool
    chair_of_grade: bool
    holder: bool
    powerless: Collection[str] = ()


def quorum(needed: Needed, there: There) -> list[str]:
    """Who is missing, in words; nothing missing is a quorum."""
    missing = []
    if not there.chair:
        missing.append("the chair")
    elif not there.chair_of_grade:
        missing.append("a chair of the grade for this level")
    for body, called in needed.bodies.items():
        if body in there.powerless:
            missing.append(f"somebody of {called} who may commit resources")
        elif body not in there.bodies:
            missing.append(called)
    if not there.holder:
        missing.append("whoever manages the case, or a deputy who was briefed")
    return missing


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the replies say of the quorum: `missing` will not be there, of `unknown` nobody has heard."""

    missing: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        if self.missing:
            return f"Not quorate without {'; '.join(self.missing)}"
        if self.unknown:
            return f"Not heard from {'; '.join(self.unknown)}"
        return "Quorate, if all come who said so"

    @property
    def tag(self) -> tuple[str, str]:
        """Two words and their colour."""
        if self.missing:
            return "No quorum", "red"
        return ("Not certain", "yellow") if self.unknown else ("Quorate", "green")


def forecast(
    needed: Needed, coming: Collection[str], waiting: Iterable[str], *, chair_of_grade: bool = True
) -> Forecast:
    """The quorum as the replies to the invitations have it: the same rule as in the room.

    The chair is taken to come, and whoever manages the case to come with the agency that leads it.
    """

    def without(bodies: Collection[str]) -> list[str]:
        return quorum(
            needed, There(bodies, chair=True, chair_of_grade=chair_of_grade, holder=needed.lead in bodies)
        )

    sure, hoped = without(coming), without({*coming, *waiting})
    return Forecast(hoped, [each for each in sure if each not in hoped])


@dataclass(frozen=True, slots=True)
class Limits:
    """From the day of one review: when the next is expected, and when it is late."""

    expected_on: date
    last_on: date


def limits(held_on: date, expected_weeks: int, most_weeks: int) -> Limits:
    """Weeks count from the day of the meeting to the day of the next about the same person."""
    return Limits(held_on + timedelta(weeks=expected_weeks), held_on + timedelta(weeks=most_weeks))


@dataclass(frozen=True, slots=True)
class Level:
    """A level of one person, from a day; `ends_on` is the first day on which it is theirs no longer."""

    level: str
    since: date
    ends_on: date | None = None


def level_that_runs(levels: Iterable[Level], held_on: date, until: date) -> Level | None:
    """The level that stands on `until`, since the meeting of `held_on` or since it changed after that; None for nobody
    under MAPPA any more. Entries of one level that follow each other are one: a category alone has changed."""
    found: Level | None = None
    for each in sorted(levels, key=lambda each: each.since):
        if each.since > until:
            break
        goes_on = found is not None and found.level == each.level and found.ends_on == each.since
        since = found.since if goes_on and found else each.since
        found = Level(each.level, since, each.ends_on)
    if found is None or (found.ends_on is not None and found.ends_on <= until):
        return None
    return Level(found.level, max(found.since, held_on), found.ends_on)


def next_date(
    next_on: date | None, *, held_on: date, limit: date | None, why: str, exits: bool
) -> dict[str, str]:
    """What is wrong with the day of the next review, by field. Later than the limit it needs a reason, and is late."""
    if next_on is None:
        return {} if exits else {"next_on": "Enter the day of the next review."}
    if next_on <= held_on:
        return {"next_on": "The next review comes after this one."}
    if limit and next_on > limit and not why.strip():
        return {
            "next_on": f"That is later than the limit, {words(limit)}. Choose an earlier day, or say why below."
        }
    return {}


def within(starts_at: time, ends_at: time, hours: Iterable[tuple[time, time]]) -> dict[str, str]:
    """What is wrong with a meeting's hours: each of its cases, from and to, lies within them."""
    listed = list(hours)
    wrong = {}
    if any(begins < starts_at for begins, _ in listed):
        wrong["starts_at"] = "A case is listed before that. Move it first."
    if any(ends > ends_at for _, ends in listed):
        wrong["ends_at"] = "A case is listed until after that. Move it first."
    return wrong


def slot(begins: object, ends: object, first: object, last: object) -> dict[str, str]:
    """What is wrong with a case's time on the day: times of one kind, as the meeting's own."""
    if ends <= begins:  # type: ignore[operator]
        return {"ends_at": "A case ends after it begins."}
    if begins < first or ends > last:  # type: ignore[operator]
        return {"begins_at": "That is outside the meeting’s own time."}
    return {}


def reply(said: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with an agency's reply to its invitation, by field."""
    wrong = {}
    if said["reply"] in COMES and not said["who"].strip():
        wrong["who"] = "Say who comes: their name and role."
    if said["reply"] == Reply.DEPUTY and not said.get("deputy_for", "").strip():
        wrong["deputy_for"] = "Say whom the deputy stands in for."
    if said["reply"] == Reply.APOLOGIES and not said["why_not"].strip():
        wrong["why_not"] = "Say why nobody can come. A written return is asked for then all the more."
    return wrong


def kept_of_reply(said: Mapping[str, Any]) -> dict[str, str]:
    """What of it stands: nobody comes who has sent apologies, and only a deputy stands in for somebody."""
    comes, deputy = said["reply"] in COMES, said["reply"] == Reply.DEPUTY
    return {
        "reply": said["reply"],
        "who": said["who"].strip() if comes else "",
        "deputy_for": said.get("deputy_for", "").strip() if deputy else "",
        "why_not": said["why_not"].strip() if said["reply"] == Reply.APOLOGIES else "",
        "conflict": said["conflict"].strip(),
    }
