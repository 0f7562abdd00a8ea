"""When an overdue action is told to whom, and who may take which step: pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta


def escalations(
    due_on: date, today: date, after: Sequence[int], told: Collection[str], kinds: Sequence[str]
) -> list[tuple[str, date]]:
    """Each step that is due and was not taken, with the day since which it was: `after` are calendar days past the
    action's day, one for each of `kinds`. However late it is asked, the days are the same."""
    found = []
    for kind, days in zip(kinds, after, strict=True):
        since = due_on + timedelta(days=days)
        if since <= today and kind not in told:
            found.append((kind, since))
    return found


def done(evidence: str, done_on: date | None, *, agreed_on: date, today: date) -> dict[str, str]:
    """What keeps an action from being reported as done, by field."""
    wrong = {}
    if not evidence.strip():
        wrong["evidence"] = "Say what shows that it is done."
    if done_on is None:
        wrong["done_on"] = "Enter the day on which it was done."
    elif done_on > today:
        wrong["done_on"] = "That day is still to come."
    elif done_on < agreed_on:
        wrong["done_on"] = "That was before the action was agreed."
    return wrong


def carried(due_on: date | None, why: str, *, was_due_on: date, today: date) -> dict[str, str]:
    """What keeps an action from being carried forward, by field."""
    wrong = {}
    if due_on is None:
        wrong["due_on"] = "Enter the new day."
    elif due_on < today or due_on <= was_due_on:
        wrong["due_on"] = "Enter a day to come, after the one it had."
    if not why.strip():
        wrong["why"] = "Say why it was not done in time."
    return wrong
