"""The statute engine: facts in, duties out (Sexual Offences Act 2003, Part 2).

Pure: no clock, no network, no database; the moment judged is one of the facts. One file for each part of the Act.
Nothing but what is named here is for use outside this package.
"""

from collections.abc import Iterable
from typing import TypedDict

from notifications.law.documents import Fault, Refused
from notifications.law.evaluate import UNSUPPORTED, evaluate
from notifications.law.results import DutyResult, PeriodResult, Result, ReviewResult, SubjectResult
from notifications.law.rulesets import RULESETS, RuleSet

__all__ = [
    "RULESETS",
    "UNSUPPORTED",
    "DutyResult",
    "Fault",
    "PeriodResult",
    "Refusal",
    "Refused",
    "Result",
    "ReviewResult",
    "RuleSet",
    "SubjectResult",
    "answer",
    "answers",
    "evaluate",
]


class Refusal(TypedDict):
    """What replaces the answer to a document at fault: its faults, sorted by path."""

    errors: list[Fault]


def answer(document: object) -> Result | Refusal:
    """The answer to a facts document, or its refusal."""
    try:
        return evaluate(document)
    except Refused as refused:
        return {"errors": refused.errors}


def answers(documents: Iterable[object]) -> list[Result | Refusal]:
    """The answer to each of several documents, or its refusal, in their order."""
    return [answer(document) for document in documents]
