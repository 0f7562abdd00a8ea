"""What a recorded step of a review must be like to be believed: pure, with reasons in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from frontend.dates import words
from notifications.choices import ReviewOutcome
from notifications.law import ReviewResult

Refusals = dict[str, str]
SHORTEST_FURTHER, LONGEST_FURTHER = 8, 15  # years, s.91B(4)-(6)

IN_FORCE_FROM = date(2012, 7, 30)  # S.I. 2012/1883

# Each day of an application, in words, and the day it cannot be before.
_STEPS = {
    "received_on": ("An application", ""),
    "acknowledged_on": ("An acknowledgement", "received_on"),
    "withdrawn_on": ("A withdrawal", "received_on"),
    "determined_on": ("A decision", "received_on"),
    "notice_received_on": ("Receipt of the notice", "determined_on"),
    "appealed_on": ("An appeal", "determined_on"),
    "appeal_decided_on": ("The court's decision", "appealed_on"),
}
_BEFORE = {
    "received_on": "before the application was received",
    "determined_on": "before the application was decided",
    "appealed_on": "before the appeal was made",
}
REFUSED_ALONE = "Only a refusal can be appealed against."


def application(facts: Mapping[str, Any], *, today: date) -> Refusals:
    """`facts` has the fields of an Application; missing and None are alike."""
    found: Refusals = {}
    for name, (what, after) in _STEPS.items():
        day, first = facts.get(name), facts.get(after) if after else None
        if day and day > today:
            found[name] = f"{what} that has not happened yet cannot be recorded. Record it on the day."
        elif day and first and day < first:
            found[name] = f"{what} cannot be {_BEFORE[after]}."
    if (received := facts.get("received_on")) and received < IN_FORCE_FROM:
        found["received_on"] = f"There was no review before {words(IN_FORCE_FROM)}: check the year."
    if facts.get("determined_on"):
        for name, message in (
            ("outcome", "Select what was decided."),
            ("decided_by", "Enter who decided."),
            (
                "reasons",
                "Enter the reasons: a refusal must give them (s.91C(3)), and a grant will be asked about.",
            ),
        ):
            if not facts.get(name):
                found.setdefault(name, message)
    refused = facts.get("outcome") == ReviewOutcome.REFUSED
    if (years := facts.get("further_years")) is not None:
        if not refused:
            found["further_years"] = "Only a refusal has a further period."
        elif not SHORTEST_FURTHER <= years <= LONGEST_FURTHER:
            found["further_years"] = (
                f"A further period is of {SHORTEST_FURTHER} to {LONGEST_FURTHER} years (s.91B(4)-(6))."
            )
    if facts.get("appealed_on") and not refused:
        found["appealed_on"] = REFUSED_ALONE
    if facts.get("appeal_outcome") and not facts.get("appeal_decided_on"):
        found["appeal_decided_on"] = "Enter the day the court decided."
    elif facts.get("appeal_decided_on") and not facts.get("appeal_outcome"):
        found["appeal_outcome"] = "Select what the court decided."
    elif facts.get("appeal_outcome") and not facts.get("appealed_on"):
        found["appealed_on"] = "Enter the day the appeal was made."
    return found


def body(facts: Mapping[str, Any], *, received_on: date, today: date) -> Refusals:
    """`facts` has the fields of a ResponsibleBody."""
    found: Refusals = {}
    told, answered = facts.get("notified_on"), facts.get("answered_on")
    if told and told > today:
        found["notified_on"] = "A body that has not been told yet cannot be recorded. Record it on the day."
    elif told and told < received_on:
        found["notified_on"] = "A body cannot be told before the application was received."
    if answered and answered > today:
        found["answered_on"] = "An answer that has not come yet cannot be recorded. Record it on the day."
    elif answered and told and answered < told:
        found["answered_on"] = "An answer cannot come before the body was told."
    if answered and not facts.get("answer"):
        found["answer"] = "Enter what it sent, or that it has nothing to send."
    elif facts.get("answer") and not answered:
        found["answered_on"] = "Enter the day the answer came."
    return found


def may_apply(review: ReviewResult | None, *, subject_without_end: bool) -> str:
    """Why no application can be taken on the day judged; empty if one can."""
    if not subject_without_end:
        return "That day they were not subject to requirements without end, so there is nothing to review (s.91A(2))."
    if review is None or review["qualifying_date"] is None:
        return (
            "Say first which notification counts (s.91B(10)): without it nobody can tell whether an application may "
            "be made."
        )
    if review["eligible"]:
        return ""
    if review["blocked_by"] or review["may_apply_from"] is None:
        return "No application may be made while an order is in force (s.91A(2)(b), (3)). Check the court orders."
    return (
        f"No application may be made before {words(date.fromisoformat(review['may_apply_from']))} (s.91B(1))."
    )
