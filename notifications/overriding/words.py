"""How an override is said: the computed date first among equals, the decision as somebody's, never as law."""

from __future__ import annotations

from typing import Any

from frontend import dates
from notifications.certificate.stated import moment_in_words
from notifications.models import Override


def computed(override: Override) -> str:
    """The date it replaced: both readings where they differ, the hour where the limit has one."""
    strict = _limit(override.computed_work_to, override.computed_work_to_at)
    lenient = _limit(override.computed_last, override.computed_last_at)
    return lenient if strict == lenient else f"work to {strict}; last {lenient}"


def summary_rows(override: Override) -> list[dict[str, Any]]:
    """Everything about it, for a summary list."""
    rows = [
        ("Duty", override.title),
        ("Computed", computed(override)),
        ("Asked for", dates.words(override.new_date)),
        ("Reason", override.reason),
        ("Asked for by", f"{override.requested_by}, {moment_in_words(override.requested_at)}"),
    ]
    if override.decided_at:
        rows.append(
            (
                str(override.get_decision_display()),
                f"{override.decided_by}, {moment_in_words(override.decided_at)}",
            )
        )
    if override.decision_note:
        rows.append(("Note", override.decision_note))
    if override.withdrawn_at:
        rows.append(("Withdrawn", f"{override.withdrawn_by}, {moment_in_words(override.withdrawn_at)}"))
        rows.append(("Why withdrawn", override.withdrawal_reason))
    return [{"key": key, "value": value} for key, value in rows]


def for_certificate(override: Override) -> str:
    """What a certificate of computed dates says of it: a decision, and no computation."""
    approved = moment_in_words(override.decided_at) if override.decided_at else ""
    later = (
        " It is later than the computed limit, which it does not extend in law." if override.is_later else ""
    )
    return (
        f"Worked to {dates.words(override.new_date)} by decision of {override.requested_by}, approved by "
        f"{override.decided_by} on {approved}. Reason given: “{override.reason}”. "
        f"This is a decision of officers, not a computation of law, and changes no date stated here.{later}"
    )


def _limit(day: Any, at: Any) -> str:
    return moment_in_words(at) if at else dates.words(day)
