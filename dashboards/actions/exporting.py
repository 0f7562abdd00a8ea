"""Files longer than one person may take: asked for, decided by a second person, taken once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError

from access.policies import Capability, reach
from access.recording import events_of, lock, recording, same_again
from accounts.models import User
from dashboards.models import LargeExport
from diary.actions import tell
from frontend.dates import words
from practice.keys import EXPORT_CEILING, EXPORT_OPEN_FOR
from practice.policy import policy_of


@dataclass(frozen=True, slots=True)
class Asked:
    """Which file: what it is called, of which list, where that is read and taken, its `fingerprint`, its columns, and
    in words how the list is narrowed."""

    name: str
    caption: str
    address: str
    page: str
    fingerprint: str
    rows: int
    headings: Sequence[str]
    narrowed: Sequence[str] = ()


def ask_for_export(
    actor: User, *, asked: Asked, why: str, now: datetime, submission: UUID | None = None
) -> LargeExport:
    """Ask a second person for a file above the limit. The same `submission` twice gives the first back, and raises
    SentOtherwise where it asks for another file or gives another reason; asked again with another while it waits, the
    request says the new reason and as many rows as there are now, and has a new `version`.

    Raises PermissionDenied, or ValidationError: no reason, or more rows than anybody may approve.
    """
    today = now.date()
    if actor.force_id is None or not reach(actor, Capability.EXPORT, today):
        raise PermissionDenied
    ceiling = policy_of(actor.force_id, today).value(EXPORT_CEILING)
    if asked.rows > ceiling:
        raise ValidationError(f"Nobody takes more than {ceiling:,} rows away at once. Narrow the list.")
    if not why.strip():
        raise ValidationError({"why": "Say what the file is for."})
    with recording(actor, "ask for large export") as changes:
        rows = LargeExport.objects.filter(asked_by=actor)
        if submission and (version := _asked_with(actor, submission)):
            # How many rows the list has is not the form's to say.
            already = rows.get(pk=version.pgh_obj_id)
            return same_again(already, written=version, fingerprint=asked.fingerprint, why=why.strip())
        said = {"asked_at": now, "rows": asked.rows, "why": why.strip(), "submission": submission}
        waits = rows.waiting().select_for_update().filter(fingerprint=asked.fingerprint).first()
        if waits and (waits.rows, waits.why) == (asked.rows, why.strip()):
            return waits
        if waits:
            for field, value in said.items():
                setattr(waits, field, value)
            waits.version += 1
            waits.save(update_fields=[*said, "version"])
            changes.about.update(_in_the_log(waits))
            return waits
        export = LargeExport.objects.create(
            force_id=actor.force_id,
            asked_by=actor,
            name=asked.name,
            caption=asked.caption,
            address=asked.address,
            page=asked.page,
            fingerprint=asked.fingerprint,
            headings=list(asked.headings),
            narrowed=list(asked.narrowed),
            **said,
        )
        changes.about.update(_in_the_log(export))
        return export


def _asked_with(actor: User, submission: UUID) -> Any:
    """The version that was asked for with this form, though something else has been said since; None for none."""
    return events_of(LargeExport).filter(submission=submission, asked_by=actor).order_by("pgh_id").first()


def _in_the_log(export: LargeExport) -> dict[str, Any]:
    """What the log's event says of it: which list, narrowed how, which columns, how many rows."""
    return {
        "object_type": export.name[:60],
        "object_id": str(export.pk),
        "sections": [heading.lower() for heading in export.headings],
        "sources": [export.caption, *export.narrowed],
        "row_count": export.rows,
    }


def decide_export(
    actor: User, *, export: LargeExport, version: int, approved: bool, note: str, now: datetime
) -> LargeExport:
    """Approve it, for as many days as the force's policy says, or refuse it and say why. Whoever asked is told.

    Raises PermissionDenied, Stale, or ValidationError: decided already, or refused without a reason.
    """
    today = now.date()
    with recording(actor, "decide large export") as changes:
        if not LargeExport.objects.decided_for(actor, today).filter(pk=export.pk).exists():
            raise PermissionDenied
        current = lock(export, expected_version=version)
        if current.decided_at:
            raise ValidationError("Somebody else has decided it meanwhile.", code="decided")
        if not approved and not note.strip():
            raise ValidationError({"note": "Say why it is refused."})
        current.decided_at, current.decided_by, current.approved = now, actor, approved
        current.note = note.strip()
        if approved:
            current.open_to = policy_of(current.force_id, today).after(EXPORT_OPEN_FOR, today)
        current.version += 1
        current.save(
            update_fields=["decided_at", "decided_by", "approved", "note", "open_to", "version"],
        )
        changes.about.update(_in_the_log(current))
        tell(
            [current.asked_by],
            person=None,
            cause=f"large export {current.pk}",
            subject="The file that you asked for was " + ("approved" if approved else "refused"),
            body=f"You may take it to the end of {words(current.open_to)}."
            if current.open_to
            else "Sign in to read why.",
            now=now,
            reference="Export above the limit",
        )
    return current


def take_export(actor: User, *, export: LargeExport, now: datetime) -> LargeExport:
    """It was taken, and is not taken again; within the transaction that makes the file.

    Raises PermissionDenied unless it is the actor's own, and open.
    """
    with recording(actor, "take large export") as changes:
        current = LargeExport.objects.select_for_update().get(pk=export.pk)
        rows = LargeExport.objects.open_on(now.date()).filter(asked_by=actor, pk=current.pk)
        if not rows.exists():
            raise PermissionDenied
        current.taken_at = now
        current.version += 1
        current.save(update_fields=["taken_at", "version"])
        changes.about.update(_in_the_log(current))
    return current
