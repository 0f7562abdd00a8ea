"""What a duty is, whether it is returned, and its state at the moment judged (law-engine.md, "Result").

A limit is a `When`: a date, which ends at 24:00 that day, or an instant. It has passed, and a notification is late,
when the limit is certainly before the moment: a bare date is always read in the person's favour.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from notifications.law.counting import Day, Moment, When, end_of
from notifications.law.disregarded import Disregarded
from notifications.law.facts import Facts, Notification
from notifications.law.notified import Notified
from notifications.law.period import Period
from notifications.law.results import DutyResult, Kind, State
from notifications.law.rulesets import Rulebook
from notifications.law.subject import Runs
from notifications.law.wording import happened, iso, iso_when, words_when


@dataclass(frozen=True, slots=True)
class Case:
    """A person's facts at the moment judged, with what follows from them so far."""

    facts: Facts
    rulebook: Rulebook
    periods: list[Period]
    runs: Runs
    disregarded: Disregarded
    notified: Notified

    @property
    def as_at(self) -> When:
        """The moment judged."""
        return self.facts.as_at


@dataclass(frozen=True, slots=True)
class Rule:
    """Where a duty comes from: a stable id, and the citation."""

    id: str
    citation: str


@dataclass(slots=True)
class Duty:
    """A duty considered. `arises_on`, `work_to` and `last` are None as law-engine.md says."""

    id: str
    kind: Kind
    source: str
    """The id of what gave rise to it."""
    arises_on: Day | None
    work_to: When | None
    last: When | None
    state: State
    met_by: str | None
    rule: Rule
    ruleset: str
    reasoning: list[str]

    def order(self) -> tuple[bool, Moment, str]:
        """By the moment `last` ends, those without one last; then by id."""
        if self.last is None:
            return True, 0, self.id
        return False, self.last.moment if self.last.timed else end_of(self.last.day), self.id

    def written(self) -> DutyResult:
        """As it is answered. Raises BeyondCalendar."""
        return {
            "id": self.id,
            "kind": self.kind,
            "arises_on": None if self.arises_on is None else iso(self.arises_on),
            "work_to": None if self.work_to is None else iso_when(self.work_to),
            "last": None if self.last is None else iso_when(self.last),
            "state": self.state,
            "met_by": self.met_by,
            "rule": self.rule.id,
            "ruleset": self.ruleset,
            "citation": self.rule.citation,
            "reasoning": self.reasoning,
        }


def binding(
    case: Case,
    kind: Kind,
    source: str,
    rule: Rule,
    *,
    arises_on: Day,
    work_to: When | None,
    last: When | None,
    told: Notification | None,
    reasoning: list[str],
    event: Day | None = None,
    departure: Day | None = None,
) -> list[Duty]:
    """The duty, if one run of subject days holds the day it arises, its last day and any departure.

    `told` is what met it, if anything did; `event` the day whose rule-set governs, if not the day it arises. Where
    no `last` can be given no `work_to` is, and the run must hold the moment judged instead.
    """
    run = case.runs.holding(arises_on)
    if run is None or not run.first <= (case.as_at if last is None else last).day <= run.last:
        return []
    if departure is not None and not run.first <= departure <= run.last:
        return []
    if last is None:
        work_to = None
    state = _state(case.as_at, work_to, last, told, reasoning)
    return [
        Duty(
            f"{kind}:{source}",
            kind,
            source,
            arises_on,
            work_to,
            last,
            state,
            None if told is None else told.id,
            rule,
            case.rulebook.on(arises_on if event is None else event),
            reasoning,
        )
    ]


def not_required(
    case: Case,
    kind: Kind,
    source: str,
    rule: Rule,
    *,
    event: Day,
    reasoning: list[str],
    departure: Day | None = None,
) -> list[Duty]:
    """A duty considered that does not bind, if a run of subject days holds the day of its event and any departure."""
    run = case.runs.holding(event)
    if run is None or (departure is not None and not run.first <= departure <= run.last):
        return []
    ruleset = case.rulebook.on(event if departure is None else departure)
    return [
        Duty(
            f"{kind}:{source}", kind, source, None, None, None, "not_required", None, rule, ruleset, reasoning
        )
    ]


def first_since(told: Iterable[Notification], day: Day) -> Notification | None:
    """The first notification not before a day."""
    return next((each for each in told if each.given.day >= day), None)


def _state(
    as_at: When, work_to: When | None, last: When | None, told: Notification | None, reasoning: list[str]
) -> State:
    if told is not None:
        said = f"Notified under s.{told.section} {happened(told.given)} ({told.id})"
        if last is not None and last.before(told.given):
            reasoning.append(f"{said}, after the last moment, {_end_in_words(last)}: late.")
            return "met_late"
        reasoning.append(f"{said}: in time.")
        return "met"
    if work_to is None or last is None:
        reasoning.append(
            "No end of that time is known: no date can be given, and time does not run meanwhile."
        )
        return "suspended"
    if last.before(as_at):
        reasoning.append(f"Nothing was notified by {_end_in_words(last)}.")
        return "overdue"
    return "pending" if as_at.day < work_to.day else "due"


def _end_in_words(limit: When) -> str:
    return words_when(limit) if limit.timed else f"the end of {words_when(limit)}"
