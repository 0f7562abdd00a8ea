"""The supervisor's decision after failed attempts, and the warrant of section 96B that may follow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import User
from diary.actions import set_task
from offenders.actions.guards import believe, reachable
from offenders.models import Occupancy, Person
from riskplans.actions.telling import SOURCE, answered
from riskplans.choices import NextStep, PremisesBasis
from riskplans.models import AttemptsDecision, Visit, Warrant, WarrantAttempt
from riskplans.visits import attempts as series
from riskplans.visits import rules
from riskplans.visits.clock import clock_of

_SET = {
    NextStep.WARRANT: "Prepare the application for a warrant (section 96B)",
    NextStep.ARREST: "Arrange the arrest decided after failed visits",
    NextStep.BREACH: "Open a breach enquiry after failed visits",
    NextStep.MISSING: "Open a missing person enquiry after failed visits",
    NextStep.WAIT: "Record where they are held or have gone: visits wait for it",
}


def decide_attempts(
    actor: User, *, decision: AttemptsDecision, version: int, step: NextStep, reasons: str, now: datetime
) -> AttemptsDecision:
    """Decide what is done after attempts have failed: visits can be planned again, and what is decided is a task.

    Raises PermissionDenied for who approves nothing, Stale, or ValidationError. The same decision by the same
    supervisor twice is one.
    """
    if not reasons.strip():
        raise ValidationError({"reasons": "Give your reasons: they stand beside the attempts."})
    with recording(actor, "decide after failed visits", reason=reasons.strip()[:500]):
        person = reachable(actor, decision.person, Capability.APPROVE, now.date())
        current = lock(decision)
        if (current.step, current.decided_by_id) == (step, actor.pk):
            return current
        lock(decision, expected_version=version)
        if actor.pk in (current.visit.officer_id, current.visit.outcome_by_id):
            raise ValidationError("Somebody else decides on a visit of yours.")
        if current.decided_at is not None:
            raise ValidationError("This has been decided already.", code="decided")
        current.step, current.reasons = step, reasons.strip()
        current.decided_at, current.decided_by = now, actor
        current.version += 1
        current.save(update_fields=["step", "reasons", "decided_at", "decided_by", "version"])
        answered(actor, person=person, kind="decision", about=current.pk, note=f"{step.label}.", now=now)
        if step in _SET:
            set_task(
                actor,
                person=person,
                title=_SET[step],
                detail=reasons,
                due_on=now.date(),
                source=f"{SOURCE}/{step}:{current.pk}",
                now=now,
            )
    return current


def prepare_warrant(
    actor: User, *, person: Person, fields: Mapping[str, Any], now: datetime, submission: UUID | None = None
) -> Warrant:
    """Prepare an application under section 96B; it rests on every attempt at its premises since they were last seen
    that counts.

    Raises PermissionDenied, or ValidationError: with too few that count, for somebody in custody, in hospital or
    abroad, or (keyed by `basis`) for a home that is none on record. The same `submission` twice gives the first back.
    """
    premises = fields["premises"]
    with recording(actor, "prepare warrant"):
        person = reachable(actor, person, Capability.RECORD, now.date())
        if submission and (already := Warrant.objects.filter(person=person, submission=submission).first()):
            return already
        tried = series.of(person)
        _refuse(person, [series.attempt(each) for each in tried], premises, now.date())
        if fields["basis"] == PremisesBasis.NOTIFIED and not _is_home(person, premises):
            raise ValidationError(
                {"basis": "No home address on record reads like that. Give reasonable grounds."}
            )
        made = Warrant.objects.create(
            person=person, **fields, recorded_at=now, recorded_by=actor, submission=submission
        )
        for each in tried:
            if not rules.counts(series.attempt(each), at=premises):
                WarrantAttempt.objects.create(
                    person=person, warrant=made, visit=each, recorded_at=now, recorded_by=actor
                )
        decision = AttemptsDecision.objects.standing().filter(person=person, step=NextStep.WARRANT).first()
        if decision:
            answered(
                actor, person=person, kind=NextStep.WARRANT, about=decision.pk, note="Prepared.", now=now
            )
    return made


_STEPS = {
    "applied": ("applied_on",),
    "answered": ("answered_on", "applied_on"),
    "executed": ("executed_on", "answered_on"),
    "withdrawn": ("withdrawn_on",),
}


def take_warrant_further(
    actor: User, *, warrant: Warrant, version: int, step: str, said: Mapping[str, Any], now: datetime
) -> Warrant:
    """Record that it was applied for, answered by the court, executed, or not pursued (`step`), with its day.

    Raises PermissionDenied, Stale, or ValidationError keyed by field: out of order, or in the future; an application
    while the person is in custody, in hospital or abroad.
    """
    day, *needs = _STEPS[step]
    with recording(actor, f"record warrant {step}"):
        person = reachable(actor, warrant.person, Capability.RECORD, now.date())
        current = lock(warrant)
        if all(getattr(current, name) == value for name, value in said.items()):
            return current
        lock(warrant, expected_version=version)
        if said[day] > now.date():
            raise ValidationError({day: "That day is still to come."})
        if (
            getattr(current, day) is not None
            or current.withdrawn_on
            or any(not getattr(current, each) for each in needs)
        ):
            raise ValidationError("The application does not stand where this could follow. Look at it again.")
        if step == "applied":
            rests_on = Visit.objects.filter(pk__in=current.rests_on.standing().values("visit"))
            _refuse(person, [series.attempt(each) for each in rests_on], current.premises, said[day])
        for name, value in said.items():
            setattr(current, name, value)
        current.version += 1
        current.save()
    return current


def _is_home(person: Person, premises: str) -> bool:
    """Whether they live there, or did: the home last notified need not be the one they have moved to since."""
    homes = Occupancy.objects.standing().homes().filter(person=person).select_related("address")
    return any(rules.same_place(str(home.address), premises) for home in homes)


def _refuse(person: Person, attempts: list[rules.Attempt], at: str, on: date) -> None:
    clock = clock_of(person, on)
    if wrong := rules.warrant(attempts, at=at, away=clock.away_on(on) if clock else ""):
        believe({"__all__": " ".join(wrong)})
