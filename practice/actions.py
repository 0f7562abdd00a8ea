"""Changing a force's policy: one proposes with a reason, another approves, and what is still to come is withdrawn."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError

from access.recording import lock, recording
from accounts.models import Force, User
from frontend.dates import words
from practice import policies
from practice.choices import Decision
from practice.keys import KEYS
from practice.models import Effect, Proposal, Setting, Withdrawal
from practice.policy import policy_of
from practice.signals import policy_decided


def propose(
    actor: User,
    *,
    key: str,
    value: int,
    effective_from: date,
    reason: str,
    now: datetime,
    submission: UUID | None = None,
) -> Proposal:
    """Ask that the actor's force works by `value` from a day on; nothing changes before somebody else approves.

    Raises PermissionDenied unless the actor proposes policy, or ValidationError keyed by field. The same `submission`
    twice gives the first back.
    """
    today, reason = now.date(), reason.strip()
    if not policies.proposes(actor, today) or key not in KEYS:
        raise PermissionDenied
    with recording(actor, "propose policy", reason=reason):
        force = _decided_in_turn(actor)
        if submission and (already := Proposal.objects.filter(force=force, submission=submission).first()):
            return already
        _refuse(force, key, value, effective_from, reason, today)
        return Proposal.objects.create(
            force=force,
            key=key,
            value=value,
            effective_from=effective_from,
            reason=reason,
            proposed_at=now,
            proposed_by=actor,
            submission=submission,
        )


def decide(
    actor: User, *, proposal: Proposal, version: int, decision: Decision, note: str, now: datetime
) -> Proposal:
    """Approve or refuse what another proposed, or take back what one proposed oneself.

    An approved value is a setting from its day on; every date that rests on it follows, here where the force is small
    and the day has come, else by the task that goes over its people. Raises PermissionDenied, Stale when it was decided
    after `version`, or ValidationError. The same decision by the same person twice is one.
    """
    today, note = now.date(), note.strip()
    own = decision == Decision.TAKEN_BACK
    entitled = policies.proposes(actor, today) if own else policies.approves(actor, today)
    if not entitled or proposal.force_id != actor.force_id:
        raise PermissionDenied
    with recording(actor, f"{_VERBS[decision]} policy", reason=note or proposal.reason):
        _decided_in_turn(actor)
        current = lock(proposal)
        if (current.decision, current.decided_by_id, current.version) == (decision, actor.pk, version + 1):
            return current  # the same form again
        lock(proposal, expected_version=version)
        _refuse_decision(actor, current, decision, note, today)
        current.decision, current.decision_note = decision, note
        current.decided_at, current.decided_by = now, actor
        current.version += 1
        current.save(update_fields=["decision", "decision_note", "decided_at", "decided_by", "version"])
        if decision == Decision.APPROVED:
            _set(current, now)
    return current


def withdraw(actor: User, *, setting: Setting, reason: str, now: datetime) -> Withdrawal:
    """Take back a setting whose day is still to come. It needs nobody's approval: what holds goes on holding.

    Raises PermissionDenied unless the actor approves policy, or ValidationError. Twice is once.
    """
    reason = reason.strip()
    if not policies.approves(actor, now.date()) or setting.force_id != actor.force_id:
        raise PermissionDenied
    if not reason:
        raise ValidationError({"reason": "Say why: whoever reads the history needs to know."})
    with recording(actor, "withdraw policy", reason=reason):
        _decided_in_turn(actor)
        if already := Withdrawal.objects.filter(setting=setting).first():
            return already
        if setting.effective_from <= now.date():
            raise ValidationError(
                f"This has held since {words(setting.effective_from)}. Propose another value instead."
            )
        return Withdrawal.objects.create(setting=setting, withdrawn_at=now, withdrawn_by=actor, reason=reason)


_VERBS = {Decision.APPROVED: "approve", Decision.REFUSED: "refuse", Decision.TAKEN_BACK: "take back"}


def _decided_in_turn(actor: User) -> Force:
    """The force, locked: two changes of its policy follow each other."""
    assert actor.force_id is not None  # noqa: S101 - policies ask for it
    return Force.objects.select_for_update(no_key=True).get(pk=actor.force_id)


def _refuse(force: Force, key: str, value: int, effective_from: date, reason: str, today: date) -> None:
    refusals = {}
    if said := KEYS[key].refusal(value):
        refusals["value"] = said
    elif policy_of(force.pk, effective_from).values.get(key) == value:
        refusals["value"] = f"It is {KEYS[key].in_words(value)} on that day already."
    if effective_from < today:
        refusals["effective_from"] = "Choose today or a later day: what held before stays as it was."
    elif Setting.objects.standing().filter(force=force, key=key, effective_from=effective_from).exists():
        refusals["effective_from"] = "This policy has already been set from that day. Choose another day."
    if not reason:
        refusals["reason"] = "Say why: whoever approves it needs to know."
    if refusals:
        raise ValidationError(refusals)


def _refuse_decision(actor: User, proposal: Proposal, decision: Decision, note: str, today: date) -> None:
    if decision == Decision.TAKEN_BACK:
        if proposal.proposed_by_id != actor.pk:
            raise PermissionDenied
    elif proposal.proposed_by_id == actor.pk:
        raise ValidationError("You proposed this, so somebody else must decide.", code="own")
    if decision != Decision.APPROVED:
        if not note:
            raise ValidationError({"note": "Say why: whoever reads the history needs to know."})
    elif proposal.effective_from < today:
        raise ValidationError(
            f"{words(proposal.effective_from)} has passed, so this cannot be approved. "
            "Refuse it, and have it proposed from a later day.",
            code="past",
        )


def _set(proposal: Proposal, now: datetime) -> None:
    before = Setting.objects.filter(
        force=proposal.force_id, key=proposal.key, effective_from=proposal.effective_from
    )
    setting = Setting.objects.create(
        key=proposal.key,
        force_id=proposal.force_id,
        value=proposal.value,
        effective_from=proposal.effective_from,
        turn=before.filter(withdrawal__isnull=False).count(),
        proposal=proposal,
        approved_by=proposal.decided_by,
        reason=proposal.reason,
    )
    effect = Effect.objects.create(setting=setting, day=setting.effective_from)
    policy_decided.send(Setting, effect=effect, now=now)
