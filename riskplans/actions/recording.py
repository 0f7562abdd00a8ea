"""What came of a visit: the quick record, made at the kerb; the clock, the series of attempts, and what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import User
from frontend.dates import words
from offenders.actions.guards import believe, reachable
from offenders.choices import ManagementLevel
from offenders.models import LicenceCondition, OrderCondition
from offenders.signals import facts_changed
from practice.policy import policy_of
from riskplans.actions import effects
from riskplans.actions.going import begin, tell_of_going_alone
from riskplans.actions.planning import OVER, latest_record
from riskplans.actions.telling import answered, ask_supervisor, tell_supervisors
from riskplans.choices import Outcome, VisitState
from riskplans.keys import ATTEMPTS
from riskplans.models import AttemptsDecision, Visit
from riskplans.visits import attempts, rules
from riskplans.visits.clock import clock_of

DECIDE_TITLE = "Decide what is done after failed visits"
_TOLD_OF_THE_FIRST = (ManagementLevel.VERY_HIGH, ManagementLevel.HIGH, ManagementLevel.UNASSESSED)
_FIELDS = (
    "arrived_at",
    "left_at",
    "entry_sought",
    "body_worn",
    "happened",
    "risk",
    "risk_why",
    "safeguarding",
    "late_why",
)


def record_outcome(
    actor: User,
    *,
    visit: Visit,
    version: int,
    outcome: Outcome,
    said: Mapping[str, Any],
    now: datetime,
    devices: Sequence[Mapping[str, Any]] = (),
    breach: str = "",
    condition: OrderCondition | LicenceCondition | None = None,
    review: bool = False,
) -> Visit:
    """Record what came of a visit, and all that follows from it.

    `said` has `arrived_at`, and perhaps `left_at`, `entry_sought` (asked of every attempt), `happened`, `body_worn`,
    `risk` with `risk_why`, `safeguarding`, `late_why` and, of a visit alone that nobody authorised, `alone_why`. Of
    those seen, `devices` they had not declared go on the record, `breach` says what seems broken (`condition`: of which
    order or licence), `review` asks for one. Only being seen sets the clock; the attempt that reaches the force's
    number waits for a supervisor's decision. Raises PermissionDenied, Stale, or ValidationError keyed by field. The
    same outcome by the same officer twice is one.
    """
    seen = outcome.state == VisitState.SEEN
    limit = latest_record(visit, said["arrived_at"])
    late = words((limit - timedelta(seconds=1)).date()) if now >= limit else ""
    believe(rules.outcome(said, seen=seen, now=now, late=late))
    with recording(actor, "record visit"):
        person = reachable(actor, visit.person, Capability.RECORD, now.date())
        current = lock(visit)
        if (current.outcome, current.outcome_by_id, current.arrived_at) == (
            outcome,
            actor.pk,
            said["arrived_at"].astimezone(UTC),  # as it is stored: see diary.providers.Duty
        ):
            return current
        lock(visit, expected_version=version)
        if not current.is_open:
            raise ValidationError(OVER, code="over")
        current.person = person
        if current.state == VisitState.PLANNED:
            begin(current, now, started_at=said["arrived_at"], alone_why=said.get("alone_why", ""))
        clock = clock_of(person, now.date())
        current.was_due_on = clock.next(now.date()).by if clock else None
        for name in _FIELDS:
            if name in said:
                setattr(current, name, said[name])
        if seen:
            current.entry_sought = ""
        if not late:
            current.late_why = ""
        current.state, current.outcome = outcome.state, outcome
        current.outcome_at, current.outcome_by = now, actor
        current.version += 1
        for later in _in_series(current):
            later.version += 1
            later.save(update_fields=["follows", "attempt", "version"])
        current.save()
        _heard_from(actor, current, now)
        if seen:
            _follow_seen(actor, current, devices, breach, condition, review, now)
        else:
            effects.not_seen(actor, current, now)
            _follow_failed(actor, current, now)
        if current.alone_why:
            tell_of_going_alone(actor, current, now)
        if current.safeguarding:
            effects.safeguard(actor, current, current.safeguarding, now)
        facts_changed.send(Visit, people=[person.pk], today=now.date())
    return current


def _follow_seen(
    actor: User,
    visit: Visit,
    devices: Sequence[Mapping[str, Any]],
    breach: str,
    condition: OrderCondition | LicenceCondition | None,
    review: bool,
    now: datetime,
) -> None:
    found = [effects.undeclared_device(actor, visit, device, now).device for device in devices]
    if breach or found:
        what = breach or "A device was found that they had not declared."
        device = found[0] if found else None
        effects.suspect_breach(actor, visit, what, now, condition=condition, device=device)
    why = [
        *(
            [f"Risk {visit.get_risk_display().lower()}: {visit.risk_why}"]
            if visit.risk in ("up", "down")
            else []
        ),
        *(["Asked for by whoever made the visit."] if review else []),
    ]
    if why:
        effects.ask_for_review(visit, " ".join(why), now)


def _follow_failed(actor: User, visit: Visit, now: datetime) -> None:
    """The supervisors of somebody high are told of the first; the one that reaches the force's number is decided on.

    Nothing follows one that is entered late, after they have been seen.
    """
    person = visit.person
    tried = attempts.of(person)
    if visit not in tried:
        return
    if len(tried) < policy_of(person.force_id, now.date()).value(ATTEMPTS):
        if person.management_level in _TOLD_OF_THE_FIRST:
            tell_supervisors(
                person,
                apart_from=[actor],
                cause=f"attempt {visit.pk}",
                what=f"Attempt {visit.attempt} at a visit failed",
                now=now,
            )
        return
    decision = AttemptsDecision.objects.create(person=person, visit=visit, recorded_at=now, recorded_by=actor)
    ask_supervisor(
        actor,
        person=person,
        kind="decision",
        about=decision.pk,
        title=DECIDE_TITLE,
        due_on=now.date(),
        now=now,
        detail=f"{len(tried)} attempts since they were last seen.",
        apart_from=[visit.officer],
    )


def _in_series(visit: Visit) -> list[Visit]:
    """Number a visit by when it was made; the later attempts whose number that changes, the last first.

    In that order each leaves the one it followed before another takes its place there.
    """
    made = [*Visit.objects.over().filter(person=visit.person).exclude(pk=visit.pk), visit]
    before: Visit | None = None
    moved = []
    for each in sorted(made, key=lambda each: (each.arrived_at, each.outcome_at)):
        if each.state == VisitState.SEEN:
            before = None
            continue
        number = before.attempt + 1 if before else 1  # type: ignore[operator]
        if (each.follows_id, each.attempt) != (before.pk if before else None, number):
            each.follows, each.attempt = before, number
            moved.append(each)
        before = each
    return [each for each in reversed(moved) if each != visit]


def _heard_from(actor: User, visit: Visit, now: datetime) -> None:
    for silence in visit.silences.all():
        answered(
            actor,
            person=visit.person,
            kind="silence",
            about=silence.pk,
            note="The visit has been recorded.",
            now=now,
        )
