"""What recorded changes and journeys must be like to be believed; pure, with reasons in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

Refusals = dict[str, str]
LONDON = ZoneInfo("Europe/London")

# In UK law these are abroad; within it nobody travels (s.86; Interpretation Act 1978 Sch.1).
UNITED_KINGDOM = "GB"
# Duties that are met before what they are about: every other is met only once it has arisen.
BEFOREHAND = ("travel", "absence")
OVERDUE = "The computed date has passed: this duty is overdue, and another date would only hide that."
LEAST_REASON = 20  # characters: enough that "as discussed" is no reason for another date


def change(facts: Mapping[str, Any], *, now: datetime) -> Refusals:
    """`facts` has the fields of a Change; missing and None are alike."""
    found: Refusals = {}
    intended = str(facts.get("kind", "")).endswith("_intended")
    on, starts, ends = facts.get("on"), facts.get("starts_on"), facts.get("ends_on")
    if on and on > now.date() and not intended:
        found["on"] = "What has not happened yet cannot be recorded. Record it on the day."
    if ends and ends > now.date():
        found["ends_on"] = "Record the days stayed so far: the last day cannot be in the future."
    if starts and ends and ends < starts:
        found["ends_on"] = "The last day cannot be before the first."
    arrived, left = facts.get("starts_at"), facts.get("ends_at")
    if arrived and arrived > now and not intended:
        found["starts_at"] = "A stay that has not begun yet cannot be recorded."
    if arrived and left and left < arrived:
        found["ends_at"] = "They cannot leave before they arrive."
    elif left and left > now:
        found["ends_at"] = "Record the hours stayed so far: the end cannot be in the future."
    return found


def has_passed(duty: Mapping[str, Any], now: datetime) -> bool:
    """Whether the last moment of the most lenient reading lies behind `now`, as `diary.models.passed` asks of many."""
    last, last_at = duty.get("last"), duty.get("last_at")
    return bool(last_at <= now if last_at else last and last < now.date())


def override(duty: Mapping[str, Any], *, new_date: date, reason: str, now: datetime) -> Refusals:
    """Whether a date may be asked for in place of the computed one; `duty` has the fields of a diary entry."""
    found: Refusals = {}
    today, arises = now.date(), duty.get("arises_on")
    if len(reason.strip()) < LEAST_REASON:
        found["reason"] = (
            f"Give the reason in at least {LEAST_REASON} characters: a supervisor decides by it."
        )
    if has_passed(duty, now):
        found["new_date"] = OVERDUE
    elif new_date < today:
        found["new_date"] = "Nobody can work to a day that has passed. Enter today or a later day."
    elif arises and new_date < arises and duty.get("kind") not in BEFOREHAND:
        found["new_date"] = "The duty arises only after that day, so it cannot be worked to."
    elif not duty.get("last_at") and new_date == duty.get("work_to") == duty.get("last"):
        found["new_date"] = "That is the computed date already."
    return found


def journey(facts: Mapping[str, Any], *, today: date) -> Refusals:
    """`facts` has the fields of a Journey."""
    found: Refusals = {}
    departs, known = facts.get("departs_on"), facts.get("details_known_on")
    at = facts.get("departs_at")
    if departs and at and at.astimezone(LONDON).date() != departs:
        found["departs_at"] = (
            "The time of departure is on another day than the day of departure. Correct both."
        )
    if known and known > today:
        found["details_known_on"] = "Details cannot have become known in the future."
    if departs:
        for name, words in (("return_date", "The return"), ("returned_on", "The return")):
            day = facts.get(name)
            if day and day < departs:
                found[name] = f"{words} cannot be before the departure."
    if (returned := facts.get("returned_on")) and returned > today:
        found["returned_on"] = "A return that has not happened yet cannot be recorded."
    if not facts.get("countries"):
        found["countries"] = "Enter the country they travel to."
    elif set(facts["countries"]) == {UNITED_KINGDOM}:
        found["countries"] = "A journey within the United Kingdom is not notified under section 86."
    return found


def alert(rationale: str) -> Refusals:
    """Whether a destination is told is recorded with its rationale, whichever way it was decided."""
    return {} if rationale else {"rationale": "Say why, whether the destination is told or not."}
