"""How often one person is visited: shorter than policy at once, longer only when a supervisor approves."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import User
from offenders.actions.guards import reachable
from offenders.models import Person
from offenders.signals import facts_changed
from practice.policy import policy_of
from practice.rules import Unit, later
from riskplans.actions.telling import answered, ask_supervisor
from riskplans.choices import Asked, Span
from riskplans.keys import LONGEST
from riskplans.models import VisitInterval
from riskplans.visits import rules
from riskplans.visits.clock import clock_of, span


def set_interval(
    actor: User,
    *,
    person: Person,
    amount: int,
    span_of: str,
    why: str,
    now: datetime,
    submission: UUID | None = None,
) -> VisitInterval:
    """Have them visited every `amount` weeks or months. A longer interval than policy's, or than the one of the plan in
    force, waits for a supervisor.

    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    wrong = {}
    if not why.strip():
        wrong["why"] = "Say why the force’s interval does not fit this person."
    today = now.date()
    most = most_of(span_of, person, today)
    if not 1 <= amount <= most:
        wrong["amount"] = f"Enter a number from 1 to {most}."
    if wrong:
        raise ValidationError(wrong)
    with recording(actor, "set visit interval", reason=why.strip()):
        person = reachable(actor, person, Capability.RECORD, today)
        if submission and (
            already := VisitInterval.objects.filter(person=person, submission=submission).first()
        ):
            return already
        clock = clock_of(person, today)
        if clock is None:
            raise ValidationError(
                "Nobody visits them: they have died, been deported, or the record is archived."
            )
        wanted = span(amount, span_of)
        longer = rules.is_longer(wanted, clock.policy, on=today) or (
            clock.by_plan and rules.is_longer(wanted, clock.interval, on=today)
        )
        if not longer:
            end_current(person, now)
        made = VisitInterval.objects.create(
            person=person,
            amount=amount,
            span=span_of,
            why=why.strip(),
            longer=longer,
            starts_on=today,
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        if longer:
            ask_supervisor(
                actor,
                person=person,
                kind="interval",
                about=made.pk,
                title="Decide on a longer interval between visits",
                due_on=today,
                now=now,
            )
        facts_changed.send(VisitInterval, people=[person.pk], today=today)
    return made


def answer_interval(
    actor: User, *, interval: VisitInterval, version: int, answer: str, note: str, now: datetime
) -> VisitInterval:
    """Approve a longer interval, or refuse it; never one's own. Raises PermissionDenied, Stale, or ValidationError."""
    if not note.strip():
        raise ValidationError({"note": "Give your reasons: they stand on the record."})
    with recording(actor, "answer request for interval", reason=note.strip()):
        person = reachable(actor, interval.person, Capability.APPROVE, now.date())
        current = lock(interval)
        if (current.answer, current.answered_by_id) == (answer, actor.pk):
            return current
        lock(interval, expected_version=version)
        if current.recorded_by_id == actor.pk:
            raise ValidationError("You cannot approve what you have asked for yourself.")
        if current.answer or not current.longer or current.ended_on:
            raise ValidationError("This has been answered already.", code="answered")
        if answer == Asked.APPROVED:
            end_current(person, now)
            current.starts_on = now.date()
        current.answer, current.answer_note = answer, note.strip()
        current.answered_at, current.answered_by = now, actor
        current.version += 1
        current.save()
        answered(actor, person=person, kind="interval", about=current.pk, note=Asked(answer).label, now=now)
        facts_changed.send(VisitInterval, people=[person.pk], today=now.date())
    return current


def end_interval(
    actor: User, *, interval: VisitInterval, version: int, why: str, now: datetime
) -> VisitInterval:
    """Go back to the force's interval. Raises PermissionDenied, Stale, or ValidationError."""
    if not why.strip():
        raise ValidationError({"why": "Say why the force’s interval fits again."})
    with recording(actor, "end visit interval", reason=why.strip()):
        person = reachable(actor, interval.person, Capability.RECORD, now.date())
        current = lock(interval, expected_version=version)
        if current.ended_on is not None:
            raise ValidationError("This has ended already.", code="ended")
        if current.plan_id:
            raise ValidationError("The plan in force sets it: it changes with the next plan.", code="plan")
        _end(current, why.strip(), now)
        facts_changed.send(VisitInterval, people=[person.pk], today=now.date())
    return current


def most_of(span_of: str, person: Person, today: date) -> int:
    """How many weeks or months the longest interval has by the force's policy, counted from today."""
    months = policy_of(person.force_id, today).value(LONGEST)
    if span_of == Span.MONTHS:
        return months
    return (later(today, months, Unit.MONTHS) - today).days // rules.WEEK


def end_current(person: Person, now: datetime, *, why: str = "Another interval was set.") -> None:
    """End the interval of this person's own, if there is one; the caller sets another, or goes back to the force's."""
    for current in VisitInterval.objects.in_force().select_for_update().filter(person=person):
        _end(current, why, now)


def _end(interval: VisitInterval, why: str, now: datetime) -> None:
    interval.ended_on, interval.ended_why = now.date(), why
    interval.version += 1
    interval.save(update_fields=["ended_on", "ended_why", "version"])
