"""Files longer than one person may take: asked for, decided by a second person, taken once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError

from access.policies import Capability, reach
from access.recording import lock, recording
from accounts.models import User
from dashboards.models import LargeExport
from diary.actions import tell
from frontend.dates import words
from practice.keys import EXPORT_CEILING, EXPORT_OPEN_FOR
from practice.policy import policy_of


@dataclass(frozen=True, slots=True)
class Asked:
    """Which file: what it is called, of which list, where that is read and taken, and its `fingerprint`."""

    name: str
    caption: str
    address: str
    page: str
    fingerprint: str
    rows: int


def ask_for_export(
    actor: User, *, asked: Asked, why: str, now: datetime, submission: UUID | None = None
) -> LargeExport:
    """Ask a second person for a file above the limit. The same `submission` twice, or the same file while it waits,
    gives the first back.

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
    with recording(actor, "ask for large export"):
        rows = LargeExport.objects.filter(asked_by=actor)
        if submission and (already := rows.filter(submission=submission).first()):
            return already
        if already := rows.waiting().filter(fingerprint=asked.fingerprint).first():
            return already
        return LargeExport.objects.create(
            force_id=actor.force_id,
            asked_by=actor,
            asked_at=now,
            name=asked.name,
            caption=asked.caption,
            address=asked.address,
            page=asked.page,
            fingerprint=asked.fingerprint,
            rows=asked.rows,
            why=why.strip(),
            submission=submission,
        )


def decide_export(
    actor: User, *, export: LargeExport, version: int, approved: bool, note: str, now: datetime
) -> LargeExport:
    """Approve it, for as many days as the force's policy says, or refuse it and say why. Whoever asked is told.

    Raises PermissionDenied, Stale, or ValidationError: decided already, or refused without a reason.
    """
    today = now.date()
    with recording(actor, "decide large export"):
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
    with recording(actor, "take large export"):
        current = LargeExport.objects.select_for_update().get(pk=export.pk)
        rows = LargeExport.objects.open_on(now.date()).filter(asked_by=actor, pk=current.pk)
        if not rows.exists():
            raise PermissionDenied
        current.taken_at = now
        current.version += 1
        current.save(update_fields=["taken_at", "version"])
    return current
