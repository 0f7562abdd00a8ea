"""Questions for the meeting, each with the fact that raises it: pure. Drafts: the chair asks what they will."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from frontend.dates import words

_TWICE = 2


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a case, as far as it raises questions. `rose` and `fell` name values that moved; `level` is the
    MAPPA level; `returns_missing` the agencies that have sent nothing."""

    level: str = ""
    decision: str = ""
    rose: Sequence[str] = ()
    fell: Sequence[str] = ()
    harm: str = ""  # risk of serious harm: low, medium, high, very_high
    planned: bool = True
    plan_as_before: bool = False
    changes: int = 0
    gaps: Sequence[str] = ()  # sections of the plan that lack something
    ending: Sequence[tuple[str, date]] = ()
    released_on: date | None = None
    overdue: Sequence[str] = ()  # notifications
    failed_visits: int = 0
    open_breaches: int = 0
    actions_overdue: Sequence[str] = ()
    returns_missing: Sequence[str] = ()
    not_coming: Sequence[str] = ()
    children: str = ""  # whether convicted of an offence against a child: yes, no, or nobody said
    considered_327a: bool = False
    victims: bool = False
    liaison: bool = True  # the victims' view came in, or nobody speaks for them
    sought: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask, because of what. `name` is the rule's."""

    name: str
    text: str
    because: str


def questions(facts: Facts) -> list[Question]:
    """Every question that the facts raise, the gravest first."""
    return [*_danger(facts), *_plan(facts), *_agencies(facts), *_dates(facts), *_law(facts), *_level(facts)]


def _danger(facts: Facts) -> Iterator[Question]:
    if facts.sought:
        yield Question(
            "sought", "What is done today to find them, and who warns those at risk?", _list(facts.sought)
        )
    if facts.rose:
        what = (
            "What has to change in the plan, today?"
            if facts.plan_as_before
            else "Does the new plan answer it?"
        )
        yield Question("rose", what, f"{_list(facts.rose)} went up.")
    if facts.open_breaches:
        number = f"{facts.open_breaches} suspected {'breach is' if facts.open_breaches == 1 else 'breaches are'} open."
        yield Question("breach", "How and by when is it decided, and what holds the risk until then?", number)
    if facts.failed_visits >= _TWICE:
        yield Question(
            "unseen",
            "Who sees them next, when, and what if that fails too?",
            f"{facts.failed_visits} visits failed in a row.",
        )


def _plan(facts: Facts) -> Iterator[Question]:
    if not facts.planned:
        yield Question("no_plan", "Who writes the plan, and by when?", "No plan is in force.")
        return
    if facts.plan_as_before and (facts.changes or facts.fell):
        yield Question(
            "unchanged",
            "Is the plan still right, after what has changed?",
            "The plan says what it said at the last meeting.",
        )
    if "contingency" in facts.gaps:
        yield Question(
            "fails",
            "What if it fails tonight: who is called, and who decides?",
            "The plan has no contingency.",
        )
    if rest := [each for each in facts.gaps if each != "contingency"]:
        yield Question(
            "gaps", "Who closes the gaps in the plan, and by when?", f"{len(rest)} found by its rules."
        )


def _agencies(facts: Facts) -> Iterator[Question]:
    for called in facts.returns_missing:
        yield Question(f"return:{called}", f"{called}: what do they know?", "Its return has not come in.")
    if facts.not_coming:
        yield Question(
            "not_coming",
            "Who speaks for them, and can what they owe be agreed without them?",
            f"Not coming: {_list(facts.not_coming)}.",
        )
    for what in facts.actions_overdue:
        yield Question(
            f"action:{what}", "What stands in the way, and who does it now?", f"Not done in time: {what}"
        )


def _dates(facts: Facts) -> Iterator[Question]:
    if facts.released_on:
        yield Question(
            "release",
            "Who meets them on the day, where do they sleep, and which conditions are asked for?",
            f"To be released on {words(facts.released_on)}.",
        )
    for what, on in facts.ending:
        yield Question(f"ends:{what}:{on}", "What takes its place?", f"{what} ends on {words(on)}.")
    if facts.overdue:
        yield Question(
            "overdue", "Was it a breach, and what was done?", f"Not notified in time: {_list(facts.overdue)}."
        )


def _law(facts: Facts) -> Iterator[Question]:
    if facts.children != "no" and not facts.considered_327a:
        said = (
            "an offence against a child is on record"
            if facts.children == "yes"
            else "nobody has said whether a child was harmed"
        )
        yield Question(
            "327a",
            "Is there a child, or a parent of one, who has to be told (section 327A)?",
            f"No consideration is on record, and {said}.",
        )
    if facts.victims and (facts.changes or facts.released_on):
        yield Question(
            "victim",
            "Who tells the victim, what, and when?",
            "A victim is on record, and things have changed.",
        )
    if not facts.liaison:
        yield Question(
            "liaison", "What do the victims want the meeting to know?", "Nothing came from victim liaison."
        )


def _level(facts: Facts) -> Iterator[Question]:
    if facts.level in ("2", "3") and not facts.rose and facts.harm in ("low", "medium"):
        yield Question(
            "lower",
            f"What does level {facts.level} add that the lead agency could not do alone?",
            f"The risk of serious harm is {facts.harm}: the lowest level that can be defended.",
        )
    if facts.level == "2" and facts.harm == "very_high":
        yield Question(
            "higher",
            "Does the plan need what only senior staff can commit (level 3)?",
            "The risk of serious harm is very high.",
        )


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)
