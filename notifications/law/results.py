"""The shapes of an answer, in plain JSON values, keys in law-engine.md's order. Dates and instants are text."""

from typing import Literal, NotRequired, TypedDict

Status = Literal["subject", "not_subject", "ended", "undetermined"]
State = Literal["not_required", "pending", "due", "overdue", "met", "met_late", "suspended"]
Kind = Literal[
    "initial", "change", "non_occurrence", "periodic", "travel", "travel_change", "travel_return", "absence"
]


class PeriodResult(TypedDict):
    """A period, under the id of the trigger or order it comes from."""

    trigger: NotRequired[str]
    order: NotRequired[str]
    relevant_date: str | None
    rule: str
    ruleset: str
    length: str
    last_day: str | None
    citation: str
    reasoning: list[str]


SubjectResult = TypedDict(
    "SubjectResult",
    {
        "status": Status,
        "from": str | None,  # a keyword, so not to be written as a class
        "last_day": str | None,
        "indefinite": bool,
        "periods": list[PeriodResult],
    },
)
"""Whether, from when and until when the person is subject."""


class DutyResult(TypedDict):
    """A duty, its limits and its state."""

    id: str
    kind: Kind
    arises_on: str | None
    work_to: str | None
    last: str | None
    state: State
    met_by: str | None
    rule: str
    ruleset: str
    citation: str
    reasoning: list[str]


class ReviewResult(TypedDict):
    """Review of indefinite requirements."""

    qualifying_date: str | None
    may_apply_from: str | None
    eligible: bool
    blocked_by: list[str]
    acknowledge_by: str | None
    bodies_by: str | None
    determine_by: str | None
    appeal_by: str | None
    ceased_on: str | None
    citation: str
    reasoning: list[str]


class Result(TypedDict):
    """An answer."""

    ruleset: str
    as_at: str
    unsupported: list[str]
    subject: SubjectResult
    duties: list[DutyResult]
    review: ReviewResult | None
