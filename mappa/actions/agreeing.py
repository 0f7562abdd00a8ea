"""Agreed actions: proposed in the meeting, agreed with its decision, acknowledged, done, verified, carried forward."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from access.policies import Capability
from access.reading import as_vigil
from access.recording import lock, recording, same_again
from accounts.choices import Role
from accounts.models import Agency, User
from frontend.dates import words
from mappa.actions.guards import changing, in_session
from mappa.actions.owed import above, tell_owner, tell_those
from mappa.agreed import rules
from mappa.agreed.choices import ESCALATIONS, OPEN, UNSETTLED, ActionState, StepKind
from mappa.models import ActionStep, AgreedAction, CaseReview
from mappa.sittings import policies
from mappa.sittings.keys import TO_BOARD, TO_CONTACT, TO_MANAGER
from offenders.actions.guards import believe, reachable
from offenders.models import Person
from offenders.signals import facts_changed
from practice.policy import policy_of

_PASSED = "This action has moved on. Open it again."


def propose_action(
    actor: User,
    *,
    case: CaseReview,
    what: str,
    agency: Agency | None,
    owner: User | None,
    owner_name: str,
    due_on: date,
    success: str,
    now: datetime,
    submission: UUID | None = None,
) -> AgreedAction:
    """An action put before the meeting; with the case's decision it is agreed. No `agency`: the police.

    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back,
    and raises SentOtherwise where it says something else.
    """
    today, wrong = now.date(), {}
    if not what.strip():
        wrong["what"] = "Say what is to be done: begin with a verb."
    if owner is None and not owner_name.strip():
        wrong["owner"] = "Say who does it: a person, not an agency alone."
    if not success.strip():
        wrong["success"] = "Say by what one will know that it is done."
    if due_on < today:
        wrong["due_on"] = "Enter today or a later day."
    if owner and owner.agency_id != (agency.pk if agency else None):
        wrong["owner"] = "They do not work for the agency that you chose."
    believe(wrong)
    with changing(actor, case, now, "propose MAPPA action") as current:
        if submission and (already := AgreedAction.objects.filter(submission=submission).first()):
            return same_again(
                already,
                case=current,
                what=what.strip(),
                agency=agency,
                owner=owner,
                due_on=due_on,
                success=success.strip(),
            )
        in_session(current)
        force = current.sitting.force_id
        if agency and agency.force_id != force:
            raise PermissionDenied
        if owner and agency is None and owner.force_id != force:
            raise PermissionDenied
        return _made(
            current, actor, now, what, agency, owner, owner_name, due_on, success, submission=submission
        )


def agree_proposed(actor: User, case: CaseReview, now: datetime) -> None:
    """What was proposed in the case is agreed with its decision, and each owner is told."""
    rows = AgreedAction.objects.filter(case=case, state=ActionState.PROPOSED).select_related(
        "owner", "agency"
    )
    for action in rows:
        _move(action, ActionState.AGREED, StepKind.AGREED, actor, now)
        tell_owner(action, "agreed", f"agreed, by the end of {words(action.due_on)}", now)


def drop_proposed(actor: User, case: CaseReview, why: str, now: datetime) -> None:
    """What was proposed in a case that ends without a decision is not agreed; for verbs that have guarded it."""
    for action in AgreedAction.objects.filter(case=case, state=ActionState.PROPOSED):
        action.ended_why = why
        _move(action, ActionState.CANCELLED, StepKind.CANCELLED, actor, now, "ended_why", note=why)


def acknowledge_action(actor: User, *, action: AgreedAction, version: int, now: datetime) -> AgreedAction:
    """Its owner has seen it and takes it on. Raises PermissionDenied, Stale, or ValidationError."""
    with _owned(actor, action, version, now, "acknowledge MAPPA action") as current:
        _from(current, [ActionState.AGREED])
        _move(current, ActionState.ACKNOWLEDGED, StepKind.ACKNOWLEDGED, actor, now)
    return current


def start_action(
    actor: User, *, action: AgreedAction, version: int, note: str, now: datetime
) -> AgreedAction:
    """It has been begun. Raises PermissionDenied, Stale, or ValidationError."""
    with _owned(actor, action, version, now, "start MAPPA action") as current:
        _from(current, [ActionState.AGREED, ActionState.ACKNOWLEDGED])
        _move(current, ActionState.IN_PROGRESS, StepKind.STARTED, actor, now, note=note)
    return current


def finish_action(
    actor: User, *, action: AgreedAction, version: int, evidence: str, done_on: date | None, now: datetime
) -> AgreedAction:
    """It is done, and what shows it: somebody else verifies it. Raises PermissionDenied, Stale, or ValidationError."""
    with _owned(actor, action, version, now, "finish MAPPA action") as current:
        _from(current, OPEN)
        agreed_on = timezone.localtime(current.recorded_at).date()
        believe(rules.done(evidence, done_on, agreed_on=agreed_on, today=now.date()))
        current.evidence, current.done_on = evidence.strip(), done_on
        _move(current, ActionState.DONE, StepKind.DONE, actor, now, "evidence", "done_on", note=evidence)
    return current


def verify_action(
    actor: User, *, action: AgreedAction, version: int, shown: bool, note: str, now: datetime
) -> AgreedAction:
    """A coordinator or a chair accepts the evidence; or does not (`shown` false), and it goes on, as its owner is told.

    Nobody verifies what they did. Raises PermissionDenied, Stale, or ValidationError.
    """
    with _overseen(actor, action, version, now, "verify MAPPA action") as current:
        if not judges(actor, now.date()):
            raise PermissionDenied
        _from(current, [ActionState.DONE])
        if current.owner_id == actor.pk or current.steps.filter(kind=StepKind.DONE, by=actor).exists():
            raise ValidationError("Somebody else verifies it: you said that it is done.", code="own")
        if not shown and not note.strip():
            believe({"note": "Say what the evidence does not show."})
        state = ActionState.VERIFIED if shown else ActionState.IN_PROGRESS
        _move(current, state, StepKind.VERIFIED if shown else StepKind.REOPENED, actor, now, note=note)
        if not shown:
            tell_owner(current, f"reopened {current.version}", "not shown to be done: it goes on", now)
    return current


def carry_action(
    actor: User,
    *,
    action: AgreedAction,
    version: int,
    due_on: date | None,
    why: str,
    now: datetime,
    case: CaseReview | None = None,
) -> AgreedAction:
    """It goes on with a later day and a reason: another row, which names this one. Gives back the new one.

    `case` is the meeting about them at which that was decided; none where it was between meetings. Raises
    PermissionDenied, Stale, or ValidationError keyed by field.
    """
    if case and case.person_id != action.person_id:
        raise PermissionDenied
    with _overseen(actor, action, version, now, "carry MAPPA action forward") as current:
        _from(current, UNSETTLED)
        believe(rules.carried(due_on, why, was_due_on=current.due_on, today=now.date()))
        assert due_on  # noqa: S101 - the rules have asked for it
        new = _made(
            case or current.case,
            actor,
            now,
            current.what,
            current.agency,
            current.owner,
            current.owner_name,
            due_on,
            current.success,
            carried_from=current,
        )
        _move(new, ActionState.AGREED, StepKind.AGREED, actor, now, note=why)
        current.ended_why = why.strip()
        _move(current, ActionState.CARRIED, StepKind.CARRIED, actor, now, "ended_why", note=why)
        tell_owner(new, "carried", f"carried forward, to the end of {words(due_on)}", now)
    return new


def cancel_action(
    actor: User, *, action: AgreedAction, version: int, why: str, now: datetime
) -> AgreedAction:
    """It need not be done: a chair says so, and why; once agreed, its owner is told.

    Raises PermissionDenied, Stale, or ValidationError.
    """
    if not why.strip():
        raise ValidationError({"why": "Say why it need not be done."})
    with _overseen(actor, action, version, now, "cancel MAPPA action") as current:
        if not actor.has_role([Role.CHAIR], now.date()):
            raise PermissionDenied
        _from(current, [ActionState.PROPOSED, *UNSETTLED])
        agreed = current.state != ActionState.PROPOSED
        current.ended_why = why.strip()
        _move(current, ActionState.CANCELLED, StepKind.CANCELLED, actor, now, "ended_why", note=why)
        if agreed:
            tell_owner(current, "cancelled", "cancelled: it need not be done", now)
    return current


def notice_overdue(*, now: datetime) -> int:
    """Tell those above the owner of actions past their day, step by step; says how many. However often it runs, each
    step is taken once, with the day since which it was due. Where evidence was refused it begins again at the first.

    Each action stands for itself: raises ExceptionGroup, once all the others are told, of those that failed.
    """
    today, count, failures = timezone.localdate(now), 0, []
    rows = AgreedAction.objects.overdue(today).select_related(
        "person", "owner__unit", "agency__mappa_standing"
    )
    for action in rows.prefetch_related("steps"):
        try:
            count += _escalate(action, today, now)
        except Exception as failure:
            failures.append(failure)
    if failures:
        raise ExceptionGroup(f"{len(failures)} overdue MAPPA actions could not be told of", failures)
    return count


def _escalate(action: AgreedAction, today: date, now: datetime) -> int:
    policy = policy_of(action.person.force_id, today)
    after = [policy.value(key) for key in (TO_MANAGER, TO_CONTACT, TO_BOARD)]
    refused = sum(step.kind == StepKind.REOPENED for step in action.steps.all())
    told = {step.kind for step in action.steps.all() if step.refused == refused}
    steps = list(rules.escalations(action.due_on, today, after, told, ESCALATIONS))
    if steps:
        with recording(None, "notice overdue MAPPA actions"):
            for kind, since in steps:
                ActionStep.objects.create(
                    person_id=action.person_id, action=action, kind=kind, since=since, refused=refused, at=now
                )
                said = f"A MAPPA action of {action.called} is overdue since {words(action.due_on)}."
                tell_those(
                    action, above(action, kind, now), f"{kind} {refused}" if refused else kind, said, now
                )
    return len(steps)


def _made(
    case: CaseReview,
    actor: User,
    now: datetime,
    what: str,
    agency: Agency | None,
    owner: User | None,
    owner_name: str,
    due_on: date,
    success: str,
    **more: Any,
) -> AgreedAction:
    return AgreedAction.objects.create(
        person_id=case.person_id,
        case=case,
        what=what.strip(),
        agency=agency,
        owner=owner,
        owner_name="" if owner else owner_name.strip(),
        due_on=due_on,
        success=success.strip(),
        recorded_at=now,
        recorded_by=actor,
        **more,
    )


@contextmanager
def _owned(
    actor: User, action: AgreedAction, version: int, now: datetime, verb: str
) -> Iterator[AgreedAction]:
    """The action, locked, for its owner, its agency, whoever keeps the record, or who plans meetings."""
    today = now.date()
    with recording(actor, verb):
        if not policies.actions(actor, now).filter(pk=action.pk).exists():
            raise PermissionDenied
        person = Person.objects.select_for_update(no_key=True).get(pk=action.person_id)
        if not does(actor, action, person, today):
            raise PermissionDenied
        current = lock(action, expected_version=version)
        current.person = person
        yield current


def judges(actor: User, today: date) -> bool:
    """Whether to believe what shows that an action is done is this user's work: not the minute taker's."""
    return actor.has_role([Role.MAPPA_COORDINATOR, Role.CHAIR], today)


def does(actor: User, action: AgreedAction, person: Person, today: date) -> bool:
    """Whether it is for the actor to say how an action that they see stands. Who opened the record in an emergency, or
    was shown it by name, says nothing of it."""
    if policies.is_partner(actor, today):
        return True
    own = action.owner_id == actor.pk or policies.plans(actor, today)
    if not own and action.agency_id is not None:
        return False
    needs = Capability.VIEW if own else Capability.RECORD
    return Person.objects.within_reach(actor, needs, today).filter(pk=person.pk).exists()


@contextmanager
def _overseen(
    actor: User, action: AgreedAction, version: int, now: datetime, verb: str
) -> Iterator[AgreedAction]:
    """The action, locked, for who plans meetings of its force, or chairs them."""
    today = now.date()
    if not (policies.plans(actor, today) or actor.has_role([Role.CHAIR], today)):
        raise PermissionDenied
    # Why stands on the action, of its own class: everybody who reads an event reads its reason.
    with recording(actor, verb):
        person = reachable(actor, action.person, Capability.VIEW, today)
        current = lock(action, expected_version=version)
        current.person = person
        yield current


def _from(action: AgreedAction, states: list[ActionState]) -> None:
    if action.state not in states:
        raise ValidationError(_PASSED, code="state")


def _move(
    action: AgreedAction,
    state: ActionState,
    kind: StepKind,
    actor: User,
    now: datetime,
    *fields: str,
    note: str = "",
) -> None:
    action.state = state
    action.version += 1
    action.save(update_fields=["state", "version", *fields])
    ActionStep.objects.create(
        person_id=action.person_id, action=action, kind=kind, note=note.strip(), at=now, by=actor
    )
    # Dates rest on rows that somebody of an agency is not shown.
    with as_vigil():
        facts_changed.send(AgreedAction, people=[action.person_id], today=now.date())
