"""The risk assessments of the county's people: nearly everybody's stand, a few are begun, wait or were returned.

Pure: the same county and ordinal give the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from offenders.choices import ManagementLevel, Sex
from ops.demo.county import County, uuid_from
from ops.demo.days import LONDON, months_after
from ops.demo.rows import AssessedFactor, AssessedResult, Assessment, Assignment, Id, Row
from ops.demo.rows import Person as PersonRow
from riskplans.visits.rules import is_young

_FIRST = 21  # days after a record's opening: fifteen working days
_YEARLY = 12  # months
_STANDING = 0.9  # of whom the assessment stands; the others are being assessed again
_OVERDUE = 0.04
_LEVELS = [
    ManagementLevel.LOW.value,
    ManagementLevel.MEDIUM.value,
    ManagementLevel.HIGH.value,
    ManagementLevel.VERY_HIGH.value,
]
_FACTORS = (
    ("opportunity", "Lives alone; one telephone, which we have seen."),
    ("preoccupation", "Says it is no longer on his mind; nothing found that says otherwise."),
    ("interests", "As the conviction shows. Nothing new since."),
    ("congruence", "Talks of children only when asked."),
    ("hostility", "Short with us in spring, civil since."),
    ("self_management", "Drinks at weekends. Keeps appointments."),
    ("influences", "A brother with convictions of his own comes by."),
    ("network", "His sister knows, and rings most days."),
    ("routine", "Part-time work and a dog."),
    ("investment", "An allotment; little else."),
    ("desistance", "Says he wants it behind him, and keeps to the order."),
)
_ACCOUNT = (
    "Children of people he knows are at risk of contact offences when he drinks and is left with them; the harm would "
    "be serious. It would be sooner if he lost his work or his sister’s help."
)


def assessed(county: County, ordinal: int, life: list[Row]) -> Iterator[Row]:
    """What stands of a life that has been told, the first first; and sometimes one that is open."""
    rng = county.rng("assessed", ordinal)
    person = next(row for row in life if isinstance(row, PersonRow))
    officers = [row for row in life if isinstance(row, Assignment)]
    officer = officers[-1].manager_id if officers else person.recorded_by_id
    signs = county.supervisor_id(county.unit_of(county.manager_of(ordinal)))
    opened = person.recorded_at.date()
    man = person.sex == Sex.MALE.value and county.is_registered(ordinal)
    tool = "arms-1" if man and not is_young(person.date_of_birth, county.as_of) else "judgement-1"
    on = _last(rng, county.as_of, opened)
    state = "approved" if rng.random() < _STANDING else rng.choice(("submitted", "returned", "draft"))
    again = county.as_of - timedelta(days=rng.randrange(1, 10))  # what is open was begun these days
    if on is None:  # opened days ago: the first is begun at most
        on, state, again = county.as_of, "draft", max(opened, county.as_of - timedelta(days=1))
    elif state != "approved":
        on = max(again - timedelta(days=350), opened + timedelta(days=_FIRST - 1))
        if on >= again:
            state = "approved"
    level = person.management_level
    if level == ManagementLevel.UNASSESSED.value:
        level = ManagementLevel.MEDIUM.value
    write = _Writer(rng, person.id, officer, signs, person.recorded_at)
    if on < county.as_of:
        if tool == "arms-1":
            first = min(opened + timedelta(days=_FIRST), on)
            yield from write.static(first, level)
            yield from write.assessment("rosh-1", first, "approved", level)
        yield from write.assessment(tool, on, "approved", level)
    if state != "approved":
        yield from write.assessment(tool, again, state, level)


def _last(rng: Random, as_of: date, opened: date) -> date | None:
    """The day of the latest assessment; None for somebody whose first is not due yet."""
    if opened > as_of - timedelta(days=_FIRST):
        return None
    share = 1.02 + rng.random() * 0.15 if rng.random() < _OVERDUE else rng.random() * 0.97
    return max(
        opened + timedelta(days=rng.randrange(3, _FIRST)), as_of - timedelta(days=1 + round(360 * share))
    )


class _Writer:
    """Rows of one person's assessments."""

    def __init__(self, rng: Random, person: Id, officer: Id, signs: Id, opened_at: datetime) -> None:
        self.rng, self.person, self.officer, self.signs = rng, person, officer, signs
        self.opened_at = opened_at

    def static(self, on: date, level: str) -> Iterator[Row]:
        """RM2000, once; now and then a step away from the level."""
        yield from self.assessment("rm2000-2000", on, "approved", self._near(level))

    def assessment(self, tool: str, on: date, state: str, level: str) -> Iterator[Row]:
        """One assessment with its factors and results."""
        begun, handed_in = max(_at(on, 9), self.opened_at), _at(on, 15)
        whole = state != "draft"
        decided = handed_in + timedelta(hours=2) if state in ("approved", "returned") else None
        made = uuid_from(self.rng.getrandbits(128))
        if tool == "arms-1":
            yield from self._factors(made, on, begun, level, whole=whole)
        yield from self._results(made, tool, begun, level) if whole else ()
        yield Assessment(
            id=made,
            person_id=self.person,
            tool_id=tool,
            occasion="annual" if on > self.opened_at.date() + timedelta(days=200) else "first",
            state=state,
            authors=[self.officer],
            assessed_on=on if whole else None,
            interviewed_on=on if whole else None,
            formulation=_ACCOUNT if whole and tool in ("arms-1", "judgement-1") else "",
            evidence="The conviction, the record and what visits have shown." if whole else "",
            was_due_on=months_after(on, 1) if whole else None,
            submitted_at=handed_in if whole else None,
            submitted_by_id=self.officer if whole else None,
            decided_at=decided,
            decided_by_id=self.signs if decided else None,
            decision_note="Say how the brother’s visits are checked." if state == "returned" else "",
            recorded_at=begun,
            recorded_by_id=self.officer,
        )

    def _results(self, made: Id, tool: str, begun: datetime, level: str) -> Iterator[Row]:
        for result in _RESULTS[tool]:
            yield AssessedResult(
                id=uuid_from(self.rng.getrandbits(128)),
                person_id=self.person,
                assessment_id=made,
                result_id=f"{tool}-{result}",
                level=level if result == _RESULTS[tool][0] else self._lower(level),
                recorded_at=begun,
                recorded_by_id=self.officer,
            )

    def _factors(self, made: Id, on: date, begun: datetime, level: str, *, whole: bool) -> Iterator[Row]:
        high = _LEVELS.index(level)
        for place, (factor, evidence) in enumerate(_FACTORS):
            chance = self.rng.random()
            priority = "high" if chance < 0.1 * high else "medium" if chance < 0.2 + 0.15 * high else "low"
            done = whole or place < 4
            yield AssessedFactor(
                id=uuid_from(self.rng.getrandbits(128)),
                person_id=self.person,
                assessment_id=made,
                factor=factor,
                priority=priority if done else "",
                evidence=evidence if done else "",
                sources=["self", "observed"] if done else [],
                evidenced_on=on if done else None,
                confirmed_at=begun if done else None,
                recorded_at=begun,
                recorded_by_id=self.officer,
            )

    def _near(self, level: str) -> str:
        step = self.rng.choice((-1, 0, 0, 0))
        return _LEVELS[max(0, _LEVELS.index(level) + step)]

    def _lower(self, level: str) -> str:
        return _LEVELS[max(0, _LEVELS.index(level) - self.rng.randrange(3))]


_GROUPS = ("children", "public", "known_adult", "staff")
_RESULTS = {"arms-1": ("overall",), "rm2000-2000": ("s", "v", "c"), "rosh-1": _GROUPS, "judgement-1": _GROUPS}


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 20), LONDON)
