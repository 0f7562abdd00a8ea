"""Disclosure: taken in, checked, spoken about, assessed, decided by somebody else, made, closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import User
from intelligence.references import new_reference
from offenders.actions.guards import believe
from offenders.models import MappaStatus, Person
from offenders.signals import facts_changed
from practice.policy import policy_of
from riskplans.actions.telling import tell_supervisors
from riskplans.disclosure import policies, rules
from riskplans.disclosure.choices import APPLIED, OPEN, CaseState, Outcome, Verdict
from riskplans.disclosure.keys import CLOCKS, TELL_WITHIN
from riskplans.models import DisclosureCase, DisclosureDecision, DisclosureTold

_REASONS = "Give your reasons: they stand on the record."
_MOVED_ON = "This has gone further already. Open it again."
_SAID = ("applicant", "contact", "relation", "at_risk", "subject", "worry")


def receive_disclosure(
    actor: User,
    *,
    said: Mapping[str, Any],
    now: datetime,
    person: Person | None = None,
    danger: str = "",
    submission: UUID | None = None,
) -> DisclosureCase:
    """Take in that somebody asks, or that the force thinks of telling somebody. The clocks run from `received_at`.

    `said` has `scheme`, `received_at` and who asks, who is at risk, whom it is about and what the worry is, in words.
    `danger` is what cannot wait: it is told at once. Raises PermissionDenied, or ValidationError keyed by field. The
    same `submission` twice gives the first back.
    """
    today = now.date()
    if not policies.works(actor, today) or actor.force_id is None:
        raise PermissionDenied
    believe(rules.received(said, now=now))
    with recording(actor, "take in disclosure"):
        if submission and (already := DisclosureCase.objects.filter(submission=submission).first()):
            return already
        if person and not _may_name(actor, person, now):
            raise PermissionDenied
        received, scheme = said["received_at"], said["scheme"]
        policy = policy_of(actor.force_id, received.date())
        checks, interview, decision = CLOCKS[scheme]
        asks = scheme in APPLIED
        case = DisclosureCase.objects.create(
            reference=new_reference("DIS"),
            force_id=actor.force_id,
            person=person,
            recorded_by=actor,
            recorded_at=now,
            submission=submission,
            scheme=scheme,
            received_at=received,
            checks_due_at=policy.moment_after(checks, received),
            interview_due_on=policy.after(interview, received.date()) if interview else None,
            decision_due_on=policy.after(decision, received.date()),
            imminent_at=now if danger.strip() else None,
            danger=danger.strip(),
            **{name: (said.get(name) or "").strip() for name in _SAID if name != "applicant"},
            applicant=(said.get("applicant") or "").strip() or None if asks else None,
        )
        if case.in_danger:
            _tell_of_danger(actor, case, now)
        _follow(case, now)
    return case


def name_subject(
    actor: User, *, case: DisclosureCase, version: int, person: Person, now: datetime
) -> DisclosureCase:
    """It is about this person, whom the actor may write about. Until something is proposed it can be put right.

    Raises PermissionDenied, Stale, or ValidationError.
    """
    with _further(actor, case, version, now, "name whom a disclosure is about") as current:
        if (
            current.state not in (CaseState.RECEIVED, CaseState.INTERVIEW, CaseState.ASSESSMENT)
            or current.round
        ):
            raise ValidationError("Whom it is about is settled: something has been proposed.", code="settled")
        if not _may_name(actor, person, now):
            raise PermissionDenied
        before = current.person_id
        _move(current, current.state, person=person)
        if before and before != person.pk:
            facts_changed.send(DisclosureCase, people=[before], today=now.date())
    return current


def record_first_checks(
    actor: User, *, case: DisclosureCase, version: int, checks: str, now: datetime
) -> DisclosureCase:
    """Say what the first checks showed. Raises PermissionDenied, Stale, or ValidationError keyed by field."""
    if not checks.strip():
        raise ValidationError({"checks": "Say what you looked at and what it showed."})
    with _further(actor, case, version, now, "record first checks") as current:
        _stands(current, CaseState.RECEIVED)
        after = CaseState.INTERVIEW if current.applied else CaseState.ASSESSMENT
        _move(current, after, checks=checks.strip(), checked_at=now)
    return current


def record_interview(
    actor: User,
    *,
    case: DisclosureCase,
    version: int,
    interviewed_at: datetime,
    identity: str,
    interview: str,
    now: datetime,
) -> DisclosureCase:
    """They were spoken with face to face, and proved who they are. Raises PermissionDenied, Stale, or ValidationError
    keyed by field."""
    wrong = {}
    if interviewed_at > now:
        wrong["interviewed_on"] = "That is still to come."
    if not identity.strip():
        wrong["identity"] = (
            "Say how they proved who they are, where they live, and what they are to those at risk."
        )
    if not interview.strip():
        wrong["interview"] = "Say what they told you."
    believe(wrong)
    with _further(actor, case, version, now, "record interview") as current:
        _stands(current, CaseState.INTERVIEW)
        _move(
            current,
            CaseState.ASSESSMENT,
            interviewed_at=interviewed_at,
            identity=identity.strip(),
            interview=interview.strip(),
        )
    return current


def propose_disclosure(
    actor: User,
    *,
    case: DisclosureCase,
    version: int,
    said: Mapping[str, Any],
    now: datetime,
    submission: UUID | None = None,
) -> DisclosureDecision:
    """Answer each test and propose what is done; somebody else decides.

    `said` has the columns of a DisclosureDecision that are the officer's to give. Raises PermissionDenied, Stale, or
    ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    if submission and (already := DisclosureDecision.objects.filter(submission=submission).first()):
        return already
    with _further(actor, case, version, now, "propose disclosure") as current:
        _stands(current, CaseState.ASSESSMENT)
        if current.in_danger:
            raise ValidationError("Somebody is in danger: say first what was done to make them safe.")
        believe(
            rules.proposal(said, known=current.person_id is not None, managed_at=_mappa_level(current, now))
        )
        current.round += 1
        texts = {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}
        made = DisclosureDecision.objects.create(
            person_id=current.person_id,
            case=current,
            round=current.round,
            recorded_by=actor,
            recorded_at=now,
            submission=submission,
            **texts,
        )
        _move(current, CaseState.DECISION)
        if current.person_id:
            tell_supervisors(
                _person(current),
                apart_from=[actor],
                cause=f"disclosure {current.pk}:{current.round}",
                what="A disclosure waits for a decision",
                now=now,
            )
    return made


def decide_disclosure(
    actor: User, *, case: DisclosureCase, version: int, agree: bool, why: str, now: datetime
) -> DisclosureCase:
    """Decide as proposed, or return it. Disclosing is a detective inspector's; nobody decides on their own proposal.

    Raises PermissionDenied, Stale, or ValidationError keyed by field. The same decision by the same person is one.
    """
    if not why.strip():
        raise ValidationError({"why": _REASONS})
    with recording(actor, "decide disclosure", reason=why.strip()[:500]):
        current = _within(actor, case, policies.decidable(actor, now))
        made = current.decisions.filter(round=current.round).first()
        if made and (made.decided_by_id, made.verdict_why) == (actor.pk, why.strip()):
            return current
        lock(case, expected_version=version)
        _stands(current, CaseState.DECISION)
        assert made  # noqa: S101 - nothing waits for a decision without a proposal
        if made.recorded_by_id == actor.pk:
            raise ValidationError("Somebody else decides: you have made the assessment.", code="own")
        if not policies.may_decide(actor, made.outcome, now.date()):
            raise PermissionDenied
        made.verdict = Verdict.AGREED if agree else Verdict.RETURNED
        made.verdict_why, made.decided_at, made.decided_by = why.strip(), now, actor
        made.version += 1
        made.save()
        outcome = Outcome(made.outcome)
        due = policy_of(current.force_id, now.date()).after(TELL_WITHIN, now.date())
        tell_due = due if agree and outcome is Outcome.DISCLOSE else None
        _move(current, outcome.state if agree else CaseState.ASSESSMENT, tell_due_on=tell_due)
        _follow(current, now)
    return current


def record_disclosed(
    actor: User,
    *,
    case: DisclosureCase,
    version: int,
    said: Mapping[str, Any],
    now: datetime,
    submission: UUID | None = None,
) -> DisclosureCase:
    """What was disclosed, to whom, in which words, and their undertaking. Raises PermissionDenied, Stale, or
    ValidationError keyed by field."""
    believe(rules.told(said, now=now))
    if submission and (already := DisclosureTold.objects.filter(submission=submission).first()):
        return already.case
    with _further(actor, case, version, now, "record disclosure") as current:
        _stands(current, CaseState.AUTHORISED)
        made = current.decisions.get(round=current.round)
        if made.decided_at and said["told_at"] < made.decided_at:
            raise ValidationError({"told_on": "That was before it was decided."})
        DisclosureTold.objects.create(
            person=_person(current),
            case=current,
            recorded_by=actor,
            recorded_at=now,
            submission=submission,
            **said,
        )
        _move(current, CaseState.DISCLOSED)
    return current


def raise_danger(
    actor: User, *, case: DisclosureCase, version: int, danger: str, now: datetime
) -> DisclosureCase:
    """Somebody may be in danger now. Raises PermissionDenied, Stale, or ValidationError keyed by field."""
    if not danger.strip():
        raise ValidationError({"danger": "Say who is in danger, and of what."})
    with _further(actor, case, version, now, "raise danger in disclosure") as current:
        if current.in_danger or current.state not in OPEN:
            raise ValidationError(_MOVED_ON, code="state")
        _move(
            current,
            current.state,
            danger=danger.strip(),
            imminent_at=now,
            safeguarded_at=None,
            safeguarding="",
        )
        _tell_of_danger(actor, current, now)
    return current


def record_made_safe(
    actor: User, *, case: DisclosureCase, version: int, safeguarding: str, now: datetime
) -> DisclosureCase:
    """What was done so that they are safe. Raises PermissionDenied, Stale, or ValidationError keyed by field."""
    if not safeguarding.strip():
        raise ValidationError({"safeguarding": "Say what was done, and who was told."})
    with _further(actor, case, version, now, "record that they are safe") as current:
        if not current.in_danger:
            raise ValidationError(_MOVED_ON, code="state")
        _move(current, current.state, safeguarding=safeguarding.strip(), safeguarded_at=now)
    return current


def close_disclosure(
    actor: User, *, case: DisclosureCase, version: int, note: str, now: datetime
) -> DisclosureCase:
    """Nothing is left to be done. Raises PermissionDenied, Stale, or ValidationError keyed by field."""
    if not note.strip():
        raise ValidationError({"note": "Say what came of it, and who was told of the decision."})
    with _further(actor, case, version, now, "close disclosure") as current:
        if current.state not in (CaseState.DISCLOSED, CaseState.NOT_DISCLOSED, CaseState.OTHER_ROUTE):
            raise ValidationError(_MOVED_ON, code="state")
        _move(current, CaseState.CLOSED, closed_at=now, closed_note=note.strip())
    return current


@contextmanager
def _further(
    actor: User, case: DisclosureCase, version: int, now: datetime, verb: str
) -> Iterator[DisclosureCase]:
    """The case, locked, for whoever takes it further; the diary follows."""
    with recording(actor, verb):
        current = _within(actor, case, policies.workable(actor, now))
        lock(case, expected_version=version)
        yield current
        _follow(current, now)


def _within(actor: User, case: DisclosureCase, may: QuerySet[DisclosureCase]) -> DisclosureCase:
    if not may.filter(pk=case.pk).exists():
        raise PermissionDenied
    return lock(case)


def _may_name(actor: User, person: Person, now: datetime) -> bool:
    return Person.objects.within_reach(actor, Capability.RECORD, now.date()).filter(pk=person.pk).exists()


def _stands(case: DisclosureCase, state: CaseState) -> None:
    if case.state != state:
        raise ValidationError(_MOVED_ON, code="state")


def _person(case: DisclosureCase) -> Person:
    assert case.person_id  # noqa: S101 - asked before
    return Person.objects.get(pk=case.person_id)


def _mappa_level(case: DisclosureCase, now: datetime) -> str:
    if case.person_id is None:
        return ""
    status = MappaStatus.objects.on(now.date()).filter(person=case.person_id).first()
    return status.level if status else ""


def _tell_of_danger(actor: User, case: DisclosureCase, now: datetime) -> None:
    """Supervisors learn of it at once: of the person's unit, or while nobody knows whom it is about, on the queue."""
    if case.person_id:
        tell_supervisors(
            _person(case),
            apart_from=[actor],
            cause=f"danger {case.pk}:{case.version}",
            what="Somebody may be in danger: a disclosure cannot wait",
            now=now,
            at_once=True,
        )


def _follow(case: DisclosureCase, now: datetime) -> None:
    if case.person_id:
        facts_changed.send(DisclosureCase, people=[case.person_id], today=now.date())


def _move(case: DisclosureCase, state: str, **fields: object) -> None:
    case.state = state
    for name, value in fields.items():
        setattr(case, name, value)
    case.version += 1
    case.save()
