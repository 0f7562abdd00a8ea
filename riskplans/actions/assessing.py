"""Risk assessments: begun, gone through, handed in, approved or returned, given up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import User
from diary.actions import finish_task, set_task
from diary.models import Task
from offenders.actions.guards import believe, reachable
from offenders.choices import Source
from offenders.models import Person
from offenders.signals import facts_changed
from riskplans.actions.changing import settle_by
from riskplans.actions.telling import SOURCE, answered, ask_supervisor
from riskplans.assessments import duties, queries, rules, tools
from riskplans.assessments.choices import AssessmentState, Occasion
from riskplans.models import AssessedFactor, AssessedResult, Assessment, Tool, ToolFactor, ToolResult

CLOSED = "This assessment has been handed in: what it says changes no more."
RETURNED_TITLE = "Put right a risk assessment that was returned"


def start_assessment(
    actor: User,
    *,
    person: Person,
    tool: Tool,
    occasion: Occasion,
    now: datetime,
    led_by: str = "",
    submission: UUID | None = None,
) -> Assessment:
    """Begin an assessment. Factors carry what visits since the last one say; each is to be gone through.

    Raises PermissionDenied, or ValidationError for a tool that is not for this person, or that has been begun already.
    The same `submission` twice gives the first back.
    """
    today = now.date()
    with recording(actor, "start assessment"):
        person = reachable(actor, person, Capability.RECORD, today)
        if submission and (
            already := Assessment.objects.filter(person=person, submission=submission).first()
        ):
            return already
        if why_not := tools.why_not(tool, person, today):
            raise ValidationError({"tool": f"{tool} is not for this person. {why_not}"})
        approved = Assessment.objects.approved().filter(person=person, tool__code=tool.code)
        before = approved.order_by("-assessed_on").first()
        made = Assessment.objects.create(
            person=person,
            tool=tool,
            occasion=occasion,
            led_by=led_by.strip(),
            authors=[actor.pk],
            previous=before,
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        _carry_forward(actor, made, now)
    return made


def _carry_forward(actor: User, made: Assessment, now: datetime) -> None:
    """A row for each factor: what it was, and what visits since have said. None counts before it is gone through."""
    named = list(ToolFactor.objects.filter(tool=made.tool))
    if not named:
        return
    before = {row.factor: row.priority for row in made.previous.factors.standing()} if made.previous else {}
    said, last = tools.said_on_visits(made.person, made.previous.assessed_on if made.previous else None)
    for each in named:
        evidence = said.get(each.code, "")
        AssessedFactor.objects.create(
            person=made.person,
            assessment=made,
            factor=each.code,
            before=before.get(each.code, ""),
            evidence=evidence,
            sources=[Source.OBSERVED] if evidence else [],
            evidenced_on=last if evidence else None,
            recorded_at=now,
            recorded_by=actor,
        )


def go_through_factor(
    actor: User, *, factor: AssessedFactor, version: int, said: Mapping[str, Any], now: datetime
) -> AssessedFactor:
    """Rate a factor on its evidence; it counts as gone through from then on.

    `said` has `priority`, `evidence`, `sources`, `evidenced_on`, `contradicted`, `changed_why`. Raises
    PermissionDenied, Stale, or ValidationError keyed by field.
    """
    with recording(actor, "go through factor"):
        reachable(actor, factor.person, Capability.RECORD, now.date())
        assessment = lock(factor.assessment)
        _writable(assessment)
        current = lock(factor, expected_version=version)
        if actor.pk not in assessment.authors:
            assessment.authors = [*assessment.authors, actor.pk]
            assessment.save(update_fields=["authors"])
        believe(rules.factor(said, before=current.before, today=now.date()))
        for name in ("priority", "evidence", "sources", "evidenced_on", "contradicted", "changed_why"):
            setattr(current, name, said[name])
        current.evidence = current.evidence.strip()
        if current.before == current.priority:
            current.changed_why = ""
        current.confirmed_at = now
        current.version += 1
        current.save()
    return current


def write_assessment(
    actor: User,
    *,
    assessment: Assessment,
    version: int,
    said: Mapping[str, Any],
    results: Mapping[str, Mapping[str, Any]],
    now: datetime,
) -> Assessment:
    """Write down the interview, the records looked at, the account and the results.

    `said` has columns of the assessment; `results` the `level`, `score` and `note` of each result by its code. Raises
    PermissionDenied, Stale, or ValidationError keyed by field.
    """
    with recording(actor, "write assessment"):
        reachable(actor, assessment.person, Capability.RECORD, now.date())
        current = lock(assessment, expected_version=version)
        _writable(current)
        for name in ("assessed_on", "interviewed_on"):
            if said.get(name) and said[name] > now.date():
                raise ValidationError({name: "That day is still to come."})
        for name, value in said.items():
            setattr(current, name, value.strip() if isinstance(value, str) else value)
        believe(rules.interview(interviewed_on=current.interviewed_on, assessed_on=current.assessed_on))
        current.authors = sorted({*current.authors, actor.pk})
        current.version += 1
        current.save()
        for result in ToolResult.objects.filter(tool=current.tool_id):
            if result.code in results:
                _result(actor, current, result, results[result.code], now)
    return current


def _result(
    actor: User, assessment: Assessment, result: ToolResult, said: Mapping[str, Any], now: datetime
) -> None:
    """What one result was; what says nothing is left out, and what said something before is corrected."""
    value = {"level": said.get("level", ""), "score": said.get("score"), "note": said.get("note", "").strip()}
    row = AssessedResult.objects.filter(assessment=assessment, result=result).first()
    empty = not (value["level"] or value["note"])
    if row is None and not empty:
        AssessedResult.objects.create(
            person=assessment.person,
            assessment=assessment,
            result=result,
            recorded_at=now,
            recorded_by=actor,
            **value,
        )
    elif row is not None:
        if empty:
            value, row.voided_at = {}, now
        else:
            row.voided_at = None
        for name, new in value.items():
            setattr(row, name, new)
        row.version += 1
        row.save()


def missing(assessment: Assessment, now: datetime) -> list[str]:
    """What it needs before it can be handed in, in whole sentences."""
    names = {each.code: each.name for each in ToolFactor.objects.filter(tool=assessment.tool_id)}
    rows = assessment.factors.standing().filter(confirmed_at__isnull=True)
    return rules.hand_in(
        assessed_on=assessment.assessed_on,
        rests_on=assessment.formulation + assessment.evidence,
        results=assessment.results.standing().count(),
        unconfirmed=[names.get(row.factor, row.factor) for row in rows],
        today=now.date(),
        unchanged=queries.is_unchanged(assessment),
    )


def hand_in_assessment(actor: User, *, assessment: Assessment, version: int, now: datetime) -> Assessment:
    """Hand it to a supervisor who had no part in it. The duty is met by it.

    Raises PermissionDenied, Stale, or ValidationError with all that is missing. Twice by the same person is once.
    """
    today = now.date()
    with recording(actor, "hand in assessment"):
        person = reachable(actor, assessment.person, Capability.RECORD, today)
        current = lock(assessment)
        if (current.state, current.submitted_by_id) == (AssessmentState.SUBMITTED, actor.pk):
            return current
        lock(assessment, expected_version=version)
        _writable(current)
        if wrong := missing(current, now):
            raise ValidationError(wrong)
        clock = duties.clock_of(person, today)
        if clock and clock.counts(current.tool.code, current.tool.measure):
            current.was_due_on = clock.next(today).by
        current.state = AssessmentState.SUBMITTED
        current.submitted_at, current.submitted_by = now, actor
        current.authors = sorted({*current.authors, actor.pk})
        current.decided_at, current.decided_by, current.decision_note = None, None, ""
        current.version += 1
        current.save()
        _returned_is_done(actor, current, now)
        ask_supervisor(
            actor,
            person=person,
            kind="approve",
            about=f"{current.pk}:{current.version}",
            title="Decide on a risk assessment",
            detail=str(current.tool),
            due_on=today,
            now=now,
            apart_from=list(User.objects.filter(pk__in=current.authors)),
        )
        facts_changed.send(Assessment, people=[person.pk], today=today)
    return current


def _returned_is_done(actor: User, assessment: Assessment, now: datetime) -> None:
    waiting = Task.objects.open().filter(
        person=assessment.person, source__startswith=f"{SOURCE}/returned:{assessment.pk}"
    )
    for task in waiting:
        finish_task(actor, task=task, version=task.version, note="Handed in again.", now=now)


def decide_assessment(
    actor: User, *, assessment: Assessment, version: int, approve: bool, note: str, now: datetime
) -> Assessment:
    """Approve an assessment, so that it stands in place of the one before; or return it with reasons.

    Where a later one stands already, it is kept beside that as replaced. Once approved it answers the review after a
    change, if it meets the duty to assess and all that changed was known when it was handed in. Raises
    PermissionDenied, Stale, or ValidationError: of what one wrote in, or a return without reasons. The same answer by
    the same supervisor twice is one.
    """
    if not approve and not note.strip():
        raise ValidationError({"note": "Say what is to be put right: the officer sees it."})
    to = AssessmentState.APPROVED if approve else AssessmentState.RETURNED
    with recording(actor, f"{'approve' if approve else 'return'} assessment", reason=note.strip()[:500]):
        person = reachable(actor, assessment.person, Capability.APPROVE, now.date())
        current = lock(assessment)
        states = (to, AssessmentState.SUPERSEDED) if approve else (to,)
        if current.state in states and current.decided_by_id == actor.pk:
            return current
        lock(assessment, expected_version=version)
        if current.state != AssessmentState.SUBMITTED:
            raise ValidationError("This assessment does not wait for a decision.", code="decided")
        if actor.pk in current.authors:
            raise ValidationError("You wrote in this assessment, so somebody else decides on it.", code="own")
        about = f"{current.pk}:{current.version}"
        if approve and queries.later_than(current):
            to, current.superseded_on = AssessmentState.SUPERSEDED, now.date()
        elif approve:
            _replace(current, now)
        current.state, current.decision_note = to, note.strip()
        current.decided_at, current.decided_by = now, actor
        current.version += 1
        current.save()
        answered(actor, person=person, kind="approve", about=about, note=f"{to.label}.", now=now)
        if approve:
            settle_by(actor, current, now)
        else:
            set_task(
                actor,
                person=person,
                title=RETURNED_TITLE,
                detail=note,
                owner=current.submitted_by,
                due_on=now.date(),
                source=f"{SOURCE}/returned:{about}",
                now=now,
            )
        facts_changed.send(Assessment, people=[person.pk], today=now.date())
    return current


def _replace(by: Assessment, now: datetime) -> None:
    """The one that stood until now, in whichever edition of the tool."""
    stood = Assessment.objects.approved().filter(person=by.person, tool__code=by.tool.code)
    for each in stood.select_for_update(of=("self",)):
        each.state, each.superseded_on = AssessmentState.SUPERSEDED, now.date()
        each.version += 1
        each.save(update_fields=["state", "superseded_on", "version"])


def drop_assessment(
    actor: User, *, assessment: Assessment, version: int, why: str, now: datetime
) -> Assessment:
    """Give up an assessment that was begun. Raises PermissionDenied, Stale, or ValidationError."""
    if not why.strip():
        raise ValidationError({"why": "Say why it is given up."})
    with recording(actor, "give up assessment", reason=why.strip()):
        reachable(actor, assessment.person, Capability.RECORD, now.date())
        current = lock(assessment, expected_version=version)
        _writable(current)
        current.state, current.dropped_why = AssessmentState.DROPPED, why.strip()
        current.version += 1
        current.save(update_fields=["state", "dropped_why", "version"])
        _returned_is_done(actor, current, now)
    return current


def _writable(assessment: Assessment) -> None:
    if not assessment.is_writable:
        raise ValidationError(CLOSED, code="closed")
