"""Overriding a computed date: an officer asks with a reason, another decides; the computed date stays in sight."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import Stale, lock, recording
from accounts.models import User
from diary.actions import tell
from diary.models import Entry
from frontend.dates import words
from notifications import rules
from notifications.choices import OverrideDecision
from notifications.duties import NAME
from notifications.models import Override
from notifications.reviews.duties import KINDS as REVIEW_KINDS
from offenders.actions.guards import believe, reachable
from offenders.models import Person
from offenders.policies import holders_for
from offenders.signals import facts_changed

SUPERSEDED = "The computed date has changed, and another override was asked for."


def request_override(
    actor: User,
    *,
    person: Person,
    key: str,
    seen: date,
    new_date: date,
    reason: str,
    now: datetime,
    submission: UUID | None = None,
) -> Override:
    """Ask that the open duty `key` be worked to `new_date`; nothing moves before somebody else approves.

    `seen` is the computed last day that the officer saw: raises Stale when it is another by now. Raises
    PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    today = now.date()
    reason = reason.strip()
    with recording(actor, "request override of date", reason=reason):
        person = reachable(actor, person, Capability.RECORD, today)
        if submission and (already := Override.objects.filter(person=person, submission=submission).first()):
            return already
        entry = _running(person, key)
        standing = Override.objects.standing().filter(person=person, key=key).first()
        if standing and (entry.is_overridden or standing.replaces(entry)):
            raise ValidationError(
                "This date is overridden already, or somebody has asked for it. Withdraw that first.",
                code="standing",
            )
        if entry.last != seen:
            raise Stale("The computed date has changed since you opened this page.")
        believe(rules.override(vars(entry), new_date=new_date, reason=reason, now=now))
        assert entry.work_to is not None  # noqa: S101 - it runs
        if standing:
            _withdraw(standing, actor, SUPERSEDED, now)
        override = Override.objects.create(
            person=person,
            key=key,
            title=entry.title,
            computed_work_to=entry.work_to,
            computed_last=entry.last,
            computed_work_to_at=entry.work_to_at,
            computed_last_at=entry.last_at,
            new_date=new_date,
            reason=reason,
            requested_at=now,
            requested_by=actor,
            submission=submission,
        )
        facts_changed.send(Override, people=[person.pk], today=today)
        _tell_supervisors(override, actor, person, now)
    return override


def decide_override(
    actor: User, *, override: Override, version: int, decision: OverrideDecision, note: str, now: datetime
) -> Override:
    """Approve or refuse what another officer asked for; an approved one moves the date in the diary at once.

    Raises PermissionDenied for anybody without the capability to approve, Stale when it was decided or withdrawn after
    `version`, ValidationError when the actor asked for it, or it can no longer be approved. The same decision by the
    same person twice is one.
    """
    today, note = now.date(), note.strip()
    verb = "approve override of date" if decision == OverrideDecision.APPROVED else "refuse override of date"
    with recording(actor, verb, reason=override.reason if decision == OverrideDecision.APPROVED else note):
        person = reachable(actor, override.person, Capability.APPROVE, today)
        current = lock(override)
        if (current.decision, current.decided_by_id, current.version) == (decision, actor.pk, version + 1):
            return current  # the same form again
        lock(current, expected_version=version)
        if current.requested_by_id == actor.pk:
            raise ValidationError("You asked for this, so somebody else must decide.", code="own")
        if decision == OverrideDecision.APPROVED:
            _refuse_what_has_passed(current, person, now)
        elif not note:
            raise ValidationError({"note": "Say why it is refused: whoever asked needs to know."})
        current.decision, current.decision_note = decision, note
        current.decided_at, current.decided_by = now, actor
        current.version += 1
        current.save(update_fields=["decision", "decision_note", "decided_at", "decided_by", "version"])
        facts_changed.send(Override, people=[person.pk], today=today)
        _tell_requester(current, person, now)
    return current


def withdraw_override(
    actor: User, *, override: Override, version: int, reason: str, now: datetime
) -> Override:
    """Take back a request or an approved override: the computed date rules again. It needs nobody's approval.

    Raises PermissionDenied, Stale, or ValidationError: without a reason, or once the duty has been met by it. The same
    person withdrawing twice has withdrawn once.
    """
    today, reason = now.date(), reason.strip()
    if not reason:
        raise ValidationError({"reason": "Say why it is withdrawn: whoever reads the history needs to know."})
    with recording(actor, "withdraw override of date", reason=reason):
        person = reachable(actor, override.person, Capability.RECORD, today)
        current = lock(override)
        if current.withdrawn_at is not None and current.withdrawn_by_id == actor.pk:
            return current
        lock(current, expected_version=version)
        if not current.is_standing:
            raise ValidationError("This was refused: there is nothing to withdraw.")
        met = Entry.objects.filter(person=person, key=current.key, met_on__isnull=False)
        if current.decision and met.exists():
            raise ValidationError("This duty has been met. It keeps the date it had when it was acted on.")
        _withdraw(current, actor, reason, now)
        facts_changed.send(Override, people=[person.pk], today=today)
    return current


def _withdraw(override: Override, actor: User, reason: str, now: datetime) -> None:
    override.withdrawn_at, override.withdrawn_by, override.withdrawal_reason = now, actor, reason
    override.version += 1
    override.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason", "version"])


def _running(person: Person, key: str) -> Entry:
    """The open duty with a date; a suspended one has none that could be replaced, a met one keeps what it had."""
    entry = Entry.objects.open().filter(person=person, key=key, key__startswith=f"{NAME}/").first()
    if entry is None:
        raise ValidationError("This duty is no longer open: it was met, or is no longer required.")
    if entry.kind in REVIEW_KINDS:
        raise ValidationError("What the police owe an application for review has no date to override.")
    if entry.is_suspended:
        raise ValidationError("No date runs while this duty is suspended, so there is none to override.")
    return entry


def _refuse_what_has_passed(override: Override, person: Person, now: datetime) -> None:
    """What was asked for can only be approved while it still answers the date that was computed."""
    entry = _running(person, override.key)
    if not override.replaces(entry):
        raise ValidationError(
            f"The computed date is no longer {words(override.computed_last)}, so this cannot be approved. "
            "Refuse it, and have it asked for again.",
            code="lapsed",
        )
    if override.new_date < now.date():
        raise ValidationError(
            f"{words(override.new_date)} has passed, so this cannot be approved. "
            "Refuse it, and have it asked for again.",
            code="past",
        )
    if rules.has_passed(vars(entry), now):
        raise ValidationError(f"{rules.OVERDUE} Refuse it.", code="overdue")


def _tell_supervisors(override: Override, actor: User, person: Person, now: datetime) -> None:
    """Those of the person's own unit who may approve; where it has none, whoever else may.

    Of a restricted record only those named on it: nobody else learns even of its reference.
    """
    may = holders_for(person, Capability.APPROVE, now.date()).exclude(pk=actor.pk)
    recipients = list(may.filter(unit=person.unit_id)) or list(may)
    tell(
        recipients,
        person=person,
        cause=f"override {override.pk} asked",
        subject=f"{person.reference}: override of a date waits for approval",
        body=f"{override.title}: computed {words(override.computed_last)}, asked for "
        f"{words(override.new_date)}.\n\nSign in to see why, and to approve or refuse: {settings.PUBLIC_URL}",
        now=now,
    )


def _tell_requester(override: Override, person: Person, now: datetime) -> None:
    """Whoever asked, unless the record has been closed to them, or they have moved away, since."""
    if not Person.objects.visible_to(override.requested_by, now).filter(pk=person.pk).exists():
        return
    decided = str(override.get_decision_display()).lower()
    tell(
        [override.requested_by],
        person=person,
        cause=f"override {override.pk} {override.decision}",
        subject=f"{person.reference}: override of a date {decided}",
        body=f"{override.title}: the override to {words(override.new_date)} was {decided}. Computed: "
        f"{words(override.computed_last)}.\n\nSign in to see the decision: {settings.PUBLIC_URL}",
        now=now,
    )
