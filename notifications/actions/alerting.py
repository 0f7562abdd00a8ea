"""Whether the country that somebody travels to is told: a person decides, with a rationale; Vigil tells nobody."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from access.policies import Capability
from access.recording import lock, recording, same_again
from accounts.models import User
from diary.actions import settle_task
from diary.models import Task
from notifications import rules
from notifications.choices import AlertKind
from notifications.duties import NAME
from notifications.models import AlertDecision, Attendance, Journey
from offenders.actions.guards import believe, reachable

ALERT_ABROAD = f"{NAME}/alert-abroad:"


def decide_alert(
    actor: User,
    *,
    journey: Journey,
    decision: AlertKind,
    rationale: str,
    now: datetime,
    submission: UUID | None = None,
) -> AlertDecision:
    """Record whether the destination of a journey is told, and why. An earlier decision stays on the record, the latest
    holds; the task that the counter set is done once each journey it was set for is decided.

    Raises PermissionDenied, SentOtherwise, or ValidationError keyed by field. The same `submission` twice gives the
    first back.
    """
    rationale = rationale.strip()
    believe(rules.alert(rationale))
    with recording(actor, "decide alert to destination"):
        person = reachable(actor, journey.person, Capability.RECORD, now.date())
        journey = lock(journey)
        if submission and (
            already := AlertDecision.objects.filter(person=person, submission=submission).first()
        ):
            return same_again(already, journey_id=journey.pk, decision=decision, rationale=rationale)
        made = AlertDecision.objects.create(
            person=person,
            journey=journey,
            decision=decision,
            rationale=rationale,
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        _settle(actor, journey, made, now)
    return made


def _settle(actor: User, journey: Journey, made: AlertDecision, now: datetime) -> None:
    """What was told at one attendance is recorded at one moment."""
    told = Journey.objects.standing().filter(person=journey.person_id, recorded_at=journey.recorded_at)
    if told.exclude(pk__in=AlertDecision.objects.standing().values("journey")).exists():
        return
    came = Attendance.objects.filter(person=journey.person_id, recorded_at=journey.recorded_at)
    sources = [f"{ALERT_ABROAD}{key}" for key in came.values_list("pk", flat=True)]
    for task in Task.objects.filter(person=journey.person_id, source__in=sources):
        settle_task(actor, task=task, note=f"{made}. {made.rationale}", now=now)
