"""What is asked of a charge, a serious case review and a management review: pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

Refusals = dict[str, str]
# What the board must review is what happened while agencies met about them.
_MET_ABOUT = ("2", "3")


def is_mandatory(charged: str, level: str, *, qualifying: Collection[str]) -> bool:
    """Whether the guidance leaves the board no choice: level 2 or 3 on the day of the charge, and an offence on the
    list."""
    return charged in qualifying and level in _MET_ABOUT


def charge(
    *,
    charged: str,
    offence: str,
    charged_on: date,
    committed_on: date,
    account: str,
    known: Collection[str],
    today: date,
) -> Refusals:
    """What is wrong with a charge, by field."""
    wrong = {}
    if charged not in known:
        wrong["charged"] = "Select with what they were charged."
    if not offence.strip():
        wrong["offence"] = "Enter the offence as charged."
    if charged_on > today:
        wrong["charged_on"] = "That day is still to come."
    elif committed_on > charged_on:
        wrong["committed_on"] = "They were charged before that day."
    if not account.strip():
        wrong["account"] = "Say how it is known, and what is alleged."
    return wrong


def decided(
    *,
    commissioned: bool,
    mandatory: bool,
    why: str,
    body: str,
    decided_on: date,
    charged_on: date,
    today: date,
) -> Refusals:
    """What is wrong with the board's decision, by field."""
    wrong = {}
    if mandatory and not commissioned:
        wrong["commissioned"] = "This review is mandatory: it is to be held."
    if not why.strip():
        wrong["why"] = "Say why the board decided so."
    if not body.strip():
        wrong["body"] = "Say who decided for the board."
    if not charged_on <= decided_on <= today:
        wrong["decided_on"] = "Enter a day from the charge until today."
    return wrong


def started(*, started_on: date, author: str, decided_on: date, today: date) -> Refusals:
    """What is wrong with the start of a review, by field."""
    wrong = {}
    if not decided_on <= started_on <= today:
        wrong["started_on"] = "Enter a day from the decision until today."
    if not author.strip():
        wrong["author"] = "Say who writes the review."
    return wrong


def completed(*, completed_on: date, findings: str, started_on: date, today: date) -> Refusals:
    """What is wrong with the end of a review, by field."""
    wrong = {}
    if not started_on <= completed_on <= today:
        wrong["completed_on"] = "Enter a day from the start until today."
    if not findings.strip():
        wrong["findings"] = "Say what was found and what is to be learned."
    return wrong
