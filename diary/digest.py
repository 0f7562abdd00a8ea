"""What a day's e-mail says: how much there is to do, and the first of it. References and kinds of duty, no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import User
from diary.agenda import lists, whose
from frontend.dates import due_in_words, words_with_weekday

A_FEW = 15  # rows of each list


@dataclass(frozen=True, slots=True)
class Digest:
    """The subject and the text, and which duties of whom stand in it, by person and key."""

    subject: str
    text: str
    duties: frozenset[tuple[UUID, str]]


def of(user: User, now: datetime) -> Digest:
    """The digest of what `user` sees on Today."""
    today = now.date()
    mine = whose(user, now).duties
    buckets = [bucket for bucket in lists(user, mine, now, rows=A_FEW) if bucket.name != "waiting"]
    parts = [f"Today, {words_with_weekday(today)}"]
    duties: set[tuple[UUID, str]] = set()
    for bucket in buckets:
        if not bucket.total and bucket.name == "later":
            continue
        lines = [bucket.empty if not bucket.total else f"{bucket.heading}: {bucket.total}"]
        for entry in bucket.entries:
            assert entry.work_to is not None  # noqa: S101 - only what waits for a release has no date
            duties.add((entry.person_id, entry.key))
            said = entry.plain_title or entry.title
            due = entry.last if bucket.name == "overdue" and entry.last else entry.work_to
            lines.append(
                f"- {entry.person.reference}: {said[0].lower()}{said[1:]}, {due_in_words(due, today)}"
            )
        if bucket.total > len(bucket.entries):
            lines.append(f"- and {bucket.total - len(bucket.entries)} more")
        parts.append("\n".join(lines))
    counts = {bucket.name: bucket.total for bucket in buckets}
    subject = f"Vigil today: {counts['overdue']} overdue, {counts['today']} due today"
    return Digest(subject, "\n\n".join(parts), frozenset(duties))
