"""Breaking the glass: reading a record beyond one's reach at once, and answering for it afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError

from access.recording import recording
from accounts.models import Force, User
from offenders import policies, rules
from offenders.choices import EmergencyFinding, EmergencyReason
from offenders.models import EmergencyOpening
from offenders.models.sight import EMERGENCY_MINUTES, EMERGENCY_REASON_CHARACTERS
from offenders.signals import opened_in_emergency
from practice.keys import EMERGENCY_REVIEW
from practice.policy import policy_of


def open_in_emergency(
    actor: User, *, person_id: UUID, why: EmergencyReason, reason: str, now: datetime
) -> EmergencyOpening:
    """Read the record for an hour, and nothing else; the person's supervisors and data standards are told at once.

    Nobody approves it: a life may depend on it. An opening that still runs is given back. Raises PermissionDenied
    for one whose role finds nobody or a restricted record not theirs to find, ValidationError for too short a reason.
    """
    reason = reason.strip()
    if refusals := rules.emergency_reason(reason, at_least=EMERGENCY_REASON_CHARACTERS):
        raise ValidationError(refusals)
    with recording(actor, "open in emergency", reason=reason):
        # Of two clicks the second waits for the first, and finds its opening.
        User.objects.select_for_update(no_key=True).get(pk=actor.pk)
        running = EmergencyOpening.objects.open_at(now).filter(person=person_id, user=actor).first()
        if running:
            return running
        record = policies.may_open_in_emergency(actor, person_id, now)
        if record is None:
            raise PermissionDenied
        force = Force.objects.values_list("pk", flat=True).get(units=record.unit_id)
        opening = EmergencyOpening.objects.create(
            person_id=person_id,
            reference=record.reference,
            unit_id=record.unit_id,
            user=actor,
            reason_code=why,
            reason=reason,
            opened_at=now,
            expires_at=now + timedelta(minutes=EMERGENCY_MINUTES),
            review_by=policy_of(force, now.date()).after(EMERGENCY_REVIEW, now.date()),
        )
        opened_in_emergency.send(EmergencyOpening, opening=opening, now=now)
    return opening


def review_emergency(
    actor: User, *, opening: EmergencyOpening, finding: EmergencyFinding, note: str, now: datetime
) -> None:
    """Say whether an emergency opening was justified: the person's supervisor, or data standards (the auditor).

    One that was not justified ends at once. Raises PermissionDenied, also for one's own; ValidationError when it has
    been reviewed already or a finding other than `justified` has no note.
    """
    if finding != EmergencyFinding.JUSTIFIED and not note.strip():
        raise ValidationError({"note": "Say what you found and what was done."})
    with recording(actor, "review emergency opening", reason=note):
        if not policies.emergencies_reviewed_by(actor, now.date()).filter(pk=opening.pk).exists():
            raise PermissionDenied
        current = EmergencyOpening.objects.select_for_update().get(pk=opening.pk)
        if current.reviewed_at is not None:
            raise ValidationError("Somebody else has reviewed this already. Their finding stands.")
        current.reviewed_by, current.reviewed_at = actor, now
        current.finding, current.review_note = finding, note.strip()
        if finding != EmergencyFinding.JUSTIFIED and current.closed_at is None:
            current.closed_at = now
        current.save(update_fields=["reviewed_by", "reviewed_at", "finding", "review_note", "closed_at"])


def close_emergency(actor: User, *, person_id: UUID, now: datetime) -> None:
    """Close what the actor opened in an emergency before its hour is over; it is reviewed all the same."""
    with recording(actor, "close emergency opening"):
        running = EmergencyOpening.objects.select_for_update().open_at(now)
        for opening in running.filter(person=person_id, user=actor):
            opening.closed_at = now
            opening.save(update_fields=["closed_at"])
