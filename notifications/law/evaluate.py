"""Facts in, duties out: the Act's parts put together, in the order in which they depend on one another."""

from collections.abc import Iterator, Mapping
from typing import Final

from notifications.law.advance import non_occurrence_duties
from notifications.law.changes import change_duties
from notifications.law.counting import Day
from notifications.law.disregarded import Disregarded
from notifications.law.documents import Refused, read
from notifications.law.documents.checks import IDENTIFIED
from notifications.law.duties import Case, Duty
from notifications.law.facts import Facts, Review
from notifications.law.households import household_duties
from notifications.law.initial import initial_duties
from notifications.law.intended import absence_duties, name_duties
from notifications.law.notified import Notified
from notifications.law.period import Period
from notifications.law.periodic import periodic_duties
from notifications.law.results import DutyResult, Result, ReviewResult, SubjectResult
from notifications.law.review import Ending, answer_review, ended, ending, under_review
from notifications.law.rulesets import EW, NI, SCOTLAND, rulebook_of
from notifications.law.stays import stay_duties
from notifications.law.subject import answer_subject, runs_elsewhere, runs_of, statutory_periods, with_orders
from notifications.law.travel import travel_duties
from notifications.law.wording import BeyondCalendar, iso_when

UNSUPPORTED: Final[Mapping[str, tuple[str, ...]]] = {
    EW: (),
    SCOTLAND: (
        "absence",
        "change",
        "initial",
        "non_occurrence",
        "period",
        "periodic",
        "review",
        "travel_change",
        "travel_return",
    ),
    NI: ("change", "initial", "non_occurrence", "period", "periodic", "review", "travel_return"),
}
"""What is not computed, by jurisdiction."""

_TOO_LATE = "Enter an earlier date: what follows from it falls after the year 9999."


def evaluate(document: object) -> Result:
    """Every legal date that follows from a facts document, at its `as_at`.

    `document` is plain JSON values, as law-engine.md describes; so is the answer. Pure: the same facts give the same
    bytes, whatever the order of their lists. Raises Refused, with every fault, when the document is at fault.
    """
    facts = read(document)
    rulebook = rulebook_of(facts.jurisdiction, facts.forced)
    periods: list[Period] = []
    end: Ending | None = None
    review: Review | None = None
    if facts.jurisdiction == EW:
        periods = statutory_periods(facts, rulebook)
        review = under_review(facts, periods)
        if review is not None:
            end = ending(review, facts.as_at.day)
            periods = ended(periods, end)
        periods = with_orders(facts, periods, rulebook)
        runs = runs_of(periods)
    else:
        runs = runs_elsewhere(facts)
    known = (absence for absence in facts.absences if not facts.is_after(absence.start))
    case = Case(facts, rulebook, periods, runs, Disregarded(known), Notified(facts))
    try:
        as_at = iso_when(facts.as_at)
    except BeyondCalendar:
        raise Refused([{"path": "as_at", "message": _TOO_LATE}]) from None
    return {
        "ruleset": rulebook.on(facts.as_at.day),
        "as_at": as_at,
        "unsupported": list(UNSUPPORTED[facts.jurisdiction]),
        "subject": _subject(case),
        "duties": [_duty(case, duty) for duty in sorted(_duties(case), key=Duty.order)],
        "review": None if review is None else _review(case, review, end),
    }


def _duties(case: Case) -> Iterator[Duty]:
    yield from travel_duties(case)
    if case.facts.jurisdiction != SCOTLAND:
        yield from absence_duties(case)
    if case.facts.jurisdiction != EW:
        return
    events: dict[str, Day | None] = {}
    yield from initial_duties(case)
    yield from change_duties(case, events)
    yield from stay_duties(case, events)
    yield from household_duties(case, events)
    yield from name_duties(case)
    yield from non_occurrence_duties(case, events)
    yield from periodic_duties(case)


def _subject(case: Case) -> SubjectResult:
    try:
        return answer_subject(case.facts, case.periods, case.runs)
    except BeyondCalendar:
        late = max(case.periods, key=lambda period: period.last or 0)
        raise _refusal(case.facts, late.id) from None


def _duty(case: Case, duty: Duty) -> DutyResult:
    try:
        return duty.written()
    except BeyondCalendar:
        raise _refusal(case.facts, duty.source) from None


def _review(case: Case, review: Review, end: Ending | None) -> ReviewResult:
    try:
        return answer_review(case, review, end)
    except BeyondCalendar:
        raise Refused([{"path": "review", "message": _TOO_LATE}]) from None


def _refusal(facts: Facts, identity: str) -> Refused:
    # Only dates at the end of the calendar lead here, so the place is looked for only then.
    places = (
        f"{name}[{index}]"
        for name in IDENTIFIED
        for index, item in enumerate(getattr(facts, name))
        if item.id == identity
    )
    return Refused([{"path": next(places), "message": _TOO_LATE}])
