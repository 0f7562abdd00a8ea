"""Executive summaries: asked for by a body, drafted without victims and third parties, released by the chair."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from access.choices import Operation
from access.recording import lock, recording, same_again
from accounts.models import User
from mappa.actions.minuting import reached
from mappa.actions.telling import say
from mappa.minutes.choices import Release
from mappa.minutes.summary import in_words
from mappa.models import ExecutiveSummary, Minutes
from offenders.actions.guards import believe


def ask_summary(
    actor: User, *, minutes: Minutes, said: Mapping[str, Any], now: datetime, submission: UUID | None = None
) -> ExecutiveSummary:
    """A body asks what was decided: who, for what, on what basis, by when; drafted from the record at once.

    `said` has requester, who, purpose, basis and due_on. Raises PermissionDenied, or ValidationError. The same
    `submission` twice gives the first back, and raises SentOtherwise where it says something else.
    """
    with recording(actor, "draft executive summary"):
        current = reached(actor, minutes, now, either=True)
        rows = ExecutiveSummary.objects.select_related("minutes")
        if submission and (already := rows.filter(submission=submission).first()):
            # The page sends it of whatever version stands by now.
            same_again(already.minutes, case_id=current.case_id)
            return same_again(already, **said)
        if not current.is_final:
            raise ValidationError("The chair has not approved these minutes.", code="state")
        made = ExecutiveSummary.objects.create(
            person_id=current.person_id,
            minutes=current,
            text=in_words(current),
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
            **said,
        )
        what = f"An executive summary of {current.case.sitting.reference} is asked for"
        say(
            [current.case.sitting.chair],
            person=current.person,
            cause=f"summary {made.pk}",
            what=what,
            now=now,
        )
    return made


def decide_summary(
    actor: User,
    *,
    summary: ExecutiveSummary,
    version: int,
    release: bool,
    text: str,
    exemptions: str,
    why: str,
    now: datetime,
) -> ExecutiveSummary:
    """The chair releases it in these words, or refuses: a disclosure, logged as one. Raises PermissionDenied, Stale, or
    ValidationError keyed by field."""
    wrong = {}
    if release and not text.strip():
        wrong["text"] = "Write what is sent."
    if not why.strip():
        wrong["why"] = "Say why."
    believe(wrong)
    with recording(actor, "release executive summary" if release else "refuse executive summary") as changes:
        reached(actor, summary.minutes, now, as_chair=True)
        current = lock(summary, expected_version=version)
        if current.state != Release.DRAFT:
            raise ValidationError("This was decided already.", code="state")
        current.state = Release.RELEASED if release else Release.REFUSED
        current.text = text.strip() if release else current.text
        current.exemptions, current.why = exemptions.strip(), why.strip()
        current.decided_at, current.decided_by = now, actor
        current.version += 1
        current.save()
        if release:
            changes.operation = Operation.DISCLOSURE
            changes.about |= {
                "recipients": [f"{current.get_requester_display()}: {current.who}"],
                "lawful_basis": current.basis,
            }
    return current
