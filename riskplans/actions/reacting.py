"""Reactive management: proposed, supported and authorised by three people; told of; looked at again; ended."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from access.policies import Capability
from access.recording import lock, recording
from accounts.choices import Role
from accounts.models import User
from offenders.actions.guards import believe, reachable
from offenders.models import Person
from offenders.signals import facts_changed
from practice.policy import policy_of
from riskplans.actions.telling import answered, ask_inspector, ask_supervisor, inspectors_left, tell_manager
from riskplans.models import DeskCheck, DeskReview, ReactiveCase, ReactiveStep, SaidOfCriterion
from riskplans.reactive import record, rules
from riskplans.reactive.choices import WAITING, Conclusion, ReactiveState, StepKind
from riskplans.reactive.duties import desk_review_due, period_begins

_REASONS = "Give your reasons: they stand on the record."
_MOVED_ON = "This has been decided already. Open it again."
NOBODY_LEFT = (
    "You would then not be able to authorise it, and no other inspector is there who could. Leave the support to a "
    "supervisor, and authorise it afterwards."
)
Said = Mapping[str, tuple[bool, str]]


def propose_reactive(
    actor: User,
    *,
    person: Person,
    why: str,
    said: Said,
    now: datetime,
    override: str = "",
    submission: UUID | None = None,
) -> ReactiveCase:
    """Ask for reactive management; what is under review is asked for anew.

    `said` answers each criterion that the record cannot say, with its evidence. While one does not hold this is
    refused, unless `override` says why it is right all the same: an inspector then decides on that too. Raises
    PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    today = now.date()
    with recording(actor, "propose reactive management", reason=why.strip()[:500]):
        person = reachable(actor, person, Capability.RECORD, today)
        if submission and (
            already := ReactiveStep.objects.filter(person=person, submission=submission).first()
        ):
            return already.case
        found = record.criteria(person, policy_of(person.force_id, today), today)
        lacking = rules.unmet(found, {name: holds for name, (holds, _) in said.items()})
        wrong = rules.answers(found, said) or rules.override(lacking, override)
        believe(wrong if why.strip() else {"why": _REASONS, **wrong})
        case = ReactiveCase.objects.open().select_for_update().filter(person=person).first()
        if case is None:
            case = ReactiveCase.objects.create(person=person, recorded_at=now, recorded_by=actor)
        elif case.state == ReactiveState.REVIEW:
            case.round += 1
            _move(case, ReactiveState.PROPOSED)
        else:
            raise ValidationError("Reactive management is proposed or in force already.", code="open")
        step = _step(
            case,
            StepKind.PROPOSED,
            actor,
            why,
            now,
            unmet=lacking,
            override=override if lacking else "",
            submission=submission,
        )
        asked = {each.criterion.value for each in found if each.holds is None}
        for name in asked:
            holds, evidence = said[name]
            SaidOfCriterion.objects.create(
                person=person, step=step, criterion=name, holds=holds, evidence=evidence.strip()
            )
        ask_supervisor(
            actor,
            person=person,
            kind="reactive",
            about=f"{case.pk}:{case.round}",
            title="Decide on reactive management",
            due_on=today,
            now=now,
        )
        facts_changed.send(ReactiveCase, people=[person.pk], today=today)
    return case


def decide_reactive(
    actor: User,
    *,
    case: ReactiveCase,
    version: int,
    agree: bool,
    note: str,
    now: datetime,
    override: str = "",
) -> ReactiveCase:
    """Support a proposal, or authorise one that is supported; or refuse it. Nobody decides on what they did before.

    The criteria are asked of the record as it stands now: authorising is blocked while one does not hold, unless
    `override` says why it is right all the same. An inspector does not support what nobody else could then authorise.
    Raises PermissionDenied, Stale, or ValidationError keyed by field. The same decision by one person twice is one.
    """
    today = now.date()
    if not note.strip():
        raise ValidationError({"note": _REASONS})
    with recording(actor, "decide on reactive management", reason=note.strip()[:500]):
        person = reachable(actor, case.person, Capability.APPROVE, today)
        current = lock(case)
        current.person = person
        mine = current.steps.filter(round=current.round, by=actor).first()
        if mine and mine.note == note.strip() and mine.kind != StepKind.PROPOSED:
            return current
        lock(case, expected_version=version)
        if current.state not in WAITING:
            raise ValidationError(_MOVED_ON, code="decided")
        if mine:
            raise ValidationError("Somebody else decides: you have taken part in this already.", code="own")
        if current.state == ReactiveState.SUPPORTED and not actor.has_role([Role.DETECTIVE_INSPECTOR], today):
            raise PermissionDenied
        if agree and support_strands(actor, current, now):
            raise ValidationError(NOBODY_LEFT, code="nobody_left")
        lacking = lacks(current, now) if agree else []
        if agree and current.state == ReactiveState.SUPPORTED:
            believe(rules.override(lacking, override))
        said = _said(agree, current)
        answered(actor, person=person, kind="reactive", about=_about(current), note=said, now=now)
        if not agree:
            _step(current, StepKind.REFUSED, actor, note, now)
            _move(current, ReactiveState.REFUSED)
        elif current.state == ReactiveState.PROPOSED:
            _step(current, StepKind.SUPPORTED, actor, note, now, unmet=lacking)
            _move(current, ReactiveState.SUPPORTED)
            ask_inspector(
                actor,
                person=person,
                kind="reactive",
                about=_about(current),
                title="Decide on reactive management",
                due_on=today,
                now=now,
            )
        else:
            _step(
                current,
                StepKind.AUTHORISED,
                actor,
                note,
                now,
                unmet=lacking,
                override=override if lacking else "",
            )
            _move(
                current,
                ReactiveState.REACTIVE,
                starts_on=today,
                ends_on=None,
                questioned_on=None,
                told_on=None,
                told_how="",
            )
        if current.state != ReactiveState.SUPPORTED:
            _tell_manager(current, f"Reactive management: {said.lower()}", now, apart_from=[actor])
        facts_changed.send(ReactiveCase, people=[person.pk], today=today)
    return current


def support_strands(actor: User, case: ReactiveCase, now: datetime) -> bool:
    """Whether support by this inspector would leave nobody to authorise it: no other inspector without a part in it."""
    today = now.date()
    if case.state != ReactiveState.PROPOSED or not actor.has_role([Role.DETECTIVE_INSPECTOR], today):
        return False
    taken = set(case.steps.filter(round=case.round).values_list("by", flat=True))
    return not inspectors_left(case.person, today, apart_from={actor.pk, *taken} - {None})


def lacks(case: ReactiveCase, now: datetime) -> list[str]:
    """The criteria that do not hold now, with what the manager said of those that the record cannot say."""
    today = now.date()
    found = record.criteria(case.person, policy_of(case.person.force_id, today), today)
    said = SaidOfCriterion.objects.filter(step__case=case, step__round=case.round)
    return rules.unmet(found, dict(said.values_list("criterion", "holds")))


def withdraw_reactive(
    actor: User, *, case: ReactiveCase, version: int, why: str, now: datetime
) -> ReactiveCase:
    """Take a proposal back. Raises PermissionDenied, Stale, or ValidationError."""
    with _changing(actor, case, version, why, now, verb="withdraw reactive management") as current:
        if current.state not in WAITING:
            raise ValidationError(_MOVED_ON, code="decided")
        answered(
            actor, person=current.person, kind="reactive", about=_about(current), note="Withdrawn.", now=now
        )
        _step(current, StepKind.WITHDRAWN, actor, why, now)
        _move(current, ReactiveState.WITHDRAWN)
    return current


def end_reactive(actor: User, *, case: ReactiveCase, version: int, why: str, now: datetime) -> ReactiveCase:
    """Visit them again, from today. Raises PermissionDenied, Stale, or ValidationError."""
    with _changing(actor, case, version, why, now, verb="end reactive management") as current:
        if current.state not in (ReactiveState.REACTIVE, ReactiveState.REVIEW):
            raise ValidationError(_MOVED_ON, code="decided")
        _step(current, StepKind.ENDED, actor, why, now)
        _move(current, ReactiveState.ENDED, ends_on=current.ends_on or now.date())
    return current


def record_told(
    actor: User, *, case: ReactiveCase, version: int, told_on: date, told_how: str, now: datetime
) -> ReactiveCase:
    """They were told that their duty to notify goes on. Raises PermissionDenied, Stale, or ValidationError."""
    wrong = {}
    if told_on > now.date():
        wrong["told_on"] = "That day is still to come."
    elif case.starts_on and told_on < case.starts_on:
        wrong["told_on"] = "That was before reactive management began."
    if not told_how.strip():
        wrong["told_how"] = "Say how they were told: by letter, by telephone, at the counter."
    believe(wrong)
    with recording(actor, "record that they were told of reactive management"):
        person = reachable(actor, case.person, Capability.RECORD, now.date())
        current = lock(case)
        if (current.told_on, current.told_how) == (told_on, told_how.strip()):
            return current
        lock(case, expected_version=version)
        if current.state != ReactiveState.REACTIVE:
            raise ValidationError("They are not managed reactively now.", code="state")
        _move(current, ReactiveState.REACTIVE, told_on=told_on, told_how=told_how.strip())
        facts_changed.send(ReactiveCase, people=[person.pk], today=now.date())
    return current


def review_at_desk(
    actor: User,
    *,
    case: ReactiveCase,
    version: int,
    said: Mapping[str, tuple[date | None, str]],
    conclusion: Conclusion,
    reasons: str,
    now: datetime,
    submission: UUID | None = None,
) -> DeskReview:
    """Record what the systems showed, and whether they stay. `said` has of each system when it was looked at and what
    it showed. Raises PermissionDenied, Stale, or ValidationError keyed by field. The same `submission` twice is one.
    """
    today = now.date()
    with recording(actor, "review at desk", reason=reasons.strip()[:500]):
        person = reachable(actor, case.person, Capability.RECORD, today)
        if submission and (
            already := DeskReview.objects.filter(person=person, submission=submission).first()
        ):
            return already
        current = lock(case, expected_version=version)
        current.person = person
        if current.state != ReactiveState.REACTIVE:
            raise ValidationError("They are not managed reactively now.", code="state")
        wrong = rules.desk_review(said, since=period_begins(current), today=today)
        believe(wrong if reasons.strip() else {"reasons": _REASONS, **wrong})
        made = DeskReview.objects.create(
            person=person,
            case=current,
            conclusion=conclusion,
            reasons=reasons.strip(),
            was_due_on=desk_review_due(current, policy_of(person.force_id, today)),
            reviewed_on=today,
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        for system, (on, found) in said.items():
            assert on  # noqa: S101 - the rules have asked for it
            DeskCheck.objects.create(
                person=person, review=made, system=system, checked_on=on, found=found.strip()
            )
        if conclusion == Conclusion.QUESTION:
            question(current, "A desk review found something.", now, by=actor)
        elif conclusion == Conclusion.VISITS:
            _step(current, StepKind.ENDED, actor, reasons, now)
            _move(current, ReactiveState.ENDED, ends_on=today)
        else:
            _move(current, ReactiveState.REACTIVE)
        facts_changed.send(DeskReview, people=[person.pk], today=today)
    return made


@contextmanager
def _changing(
    actor: User, case: ReactiveCase, version: int, why: str, now: datetime, *, verb: str
) -> Iterator[ReactiveCase]:
    """The case, locked, to be changed by whoever keeps the record; the dates follow."""
    if not why.strip():
        raise ValidationError({"why": _REASONS})
    with recording(actor, verb, reason=why.strip()[:500]):
        person = reachable(actor, case.person, Capability.RECORD, now.date())
        current = lock(case, expected_version=version)
        current.person = person
        yield current
        facts_changed.send(ReactiveCase, people=[person.pk], today=now.date())


def question(case: ReactiveCase, why: str, now: datetime, *, by: User | None) -> None:
    """Put it under review, within a verb: visits begin again at once, whoever noticed it, whatever is decided later."""
    today = timezone.localdate(now)
    _step(case, StepKind.QUESTIONED, by, why, now)
    _move(case, ReactiveState.REVIEW, questioned_on=today, ends_on=today)
    _tell_manager(case, "Reactive management has come under review", now, apart_from=[by] if by else [])


def _tell_manager(case: ReactiveCase, what: str, now: datetime, *, apart_from: Collection[User]) -> None:
    tell_manager(
        case.person, apart_from=apart_from, cause=f"reactive {case.pk}:{case.version}", what=what, now=now
    )


def _about(case: ReactiveCase) -> str:
    """What a task about this stage of a proposal is about."""
    return f"{case.pk}:{case.round}{'' if case.state == ReactiveState.PROPOSED else ':inspector'}"


def _said(agree: bool, case: ReactiveCase) -> str:
    """What a decision makes of a case, in a word; asked before the case moves."""
    if not agree:
        return "Refused"
    return "Supported" if case.state == ReactiveState.PROPOSED else "Authorised"


def _step(
    case: ReactiveCase,
    kind: StepKind,
    by: User | None,
    note: str,
    now: datetime,
    *,
    unmet: Sequence[str] = (),
    override: str = "",
    submission: UUID | None = None,
) -> ReactiveStep:
    return ReactiveStep.objects.create(
        person_id=case.person_id,
        case=case,
        round=case.round,
        kind=kind,
        note=note.strip(),
        unmet=list(unmet),
        override=override.strip(),
        at=now,
        by=by,
        submission=submission,
    )


def _move(case: ReactiveCase, state: ReactiveState, **fields: object) -> None:
    case.state = state
    for name, value in fields.items():
        setattr(case, name, value)
    case.version += 1
    case.save()
