"""Disclosure: taken in, checked, spoken about, assessed, and proposed; and whoever is in danger meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet

from access.policies import Capability
from access.recording import as_first_written, lock, recording, same_again
from accounts.models import User
from diary.actions import tell
from intelligence.references import new_reference
from offenders.actions.guards import believe
from offenders.models import MappaStatus, Person
from offenders.signals import facts_changed
from practice.policy import policy_of
from riskplans.actions.telling import said_of, tell_manager, tell_supervisors
from riskplans.disclosure import policies, rules
from riskplans.disclosure.choices import APPLIED, EARLY, OPEN, CaseState
from riskplans.disclosure.keys import CLOCKS
from riskplans.models import DisclosureCase, DisclosureDecision

MOVED_ON = "This has gone further already. Open it again."
IN_DANGER = "Somebody is in danger: say first what was done to make them safe."
_CANNOT_WAIT = "Somebody may be in danger: a disclosure cannot wait"
_AT_THE_COUNTER = "A disclosure was taken in at the counter: the first checks come next"
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
    `danger` is what cannot wait: it is told at once. Of what the counter takes in whoever goes on with it is
    told. Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back,
    and raises SentOtherwise where it says something else.
    """
    today = now.date()
    if not policies.takes_in(actor, today) or actor.force_id is None:
        raise PermissionDenied
    believe(rules.received(said, now=now))
    with recording(actor, "take in disclosure"):
        if submission and (already := DisclosureCase.objects.filter(submission=submission).first()):
            # Whom it is about and who is in danger may have been said since.
            return same_again(
                already,
                written=as_first_written(already),
                person_id=person.pk if person else None,
                scheme=said["scheme"],
                received_at=said["received_at"],
                danger=danger.strip(),
                **_said_of_it(said),
            )
        if person and not _may_name(actor, person, now):
            raise PermissionDenied
        received, scheme = said["received_at"], said["scheme"]
        policy = policy_of(actor.force_id, received.date())
        checks, interview, decision = CLOCKS[scheme]
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
            **_said_of_it(said),
        )
        if case.in_danger:
            _tell_of_danger(actor, case, now)
        elif not policies.works(actor, today):
            _tell_supervisors(actor, case, f"taken in {case.pk}", _AT_THE_COUNTER, now)
        follow(case, now)
    return case


def _said_of_it(said: Mapping[str, Any]) -> dict[str, str | None]:
    """In words; nobody applies where the force itself thinks of telling somebody."""
    words = {name: (said.get(name) or "").strip() for name in _SAID}
    return {**words, "applicant": words["applicant"] or None if said["scheme"] in APPLIED else None}


def name_subject(
    actor: User, *, case: DisclosureCase, version: int, person: Person, now: datetime
) -> DisclosureCase:
    """It is about this person, whom the actor may write about. Until something is proposed it can be put right.

    While somebody is in danger, their manager and supervisors are told at once.

    Raises PermissionDenied, Stale, or ValidationError.
    """
    with further(actor, case, version, now, "name whom a disclosure is about") as current:
        if current.state not in EARLY or current.round:
            raise ValidationError("Whom it is about is settled: something has been proposed.", code="settled")
        if not _may_name(actor, person, now):
            raise PermissionDenied
        before = current.person_id
        move(current, current.state, person=person)
        if before and before != person.pk:
            facts_changed.send(DisclosureCase, people=[before], today=now.date())
        if current.in_danger:
            _tell_of_danger(actor, current, now)
    return current


def record_first_checks(
    actor: User, *, case: DisclosureCase, version: int, checks: str, checked_at: datetime, now: datetime
) -> DisclosureCase:
    """Say what the first checks showed, and when they were made: lateness is judged by that.

    Raises PermissionDenied, Stale, or ValidationError keyed by field.
    """
    believe(rules.checked(checks, checked_at=checked_at, received_at=case.received_at, now=now))
    with further(actor, case, version, now, "record first checks") as current:
        stands(current, CaseState.RECEIVED)
        after = CaseState.INTERVIEW if current.applied else CaseState.ASSESSMENT
        move(current, after, checks=checks.strip(), checked_at=checked_at)
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
    believe(
        rules.met(
            interviewed_at=interviewed_at,
            identity=identity,
            interview=interview,
            received_at=case.received_at,
            now=now,
        )
    )
    with further(actor, case, version, now, "record interview") as current:
        stands(current, CaseState.INTERVIEW)
        move(
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

    `said` has the columns of a DisclosureDecision that are the officer's to give; what belongs to another outcome than
    the one proposed is not kept. Raises PermissionDenied, Stale, or
    ValidationError keyed by field. The same `submission` twice gives the first back, and raises SentOtherwise where it
    says something else.
    """
    if submission and (already := DisclosureDecision.objects.filter(submission=submission).first()):
        return same_again(already, case=case, **_proposed(said, known=already.person_id is not None))
    with further(actor, case, version, now, "propose disclosure") as current:
        stands(current, CaseState.ASSESSMENT)
        if current.in_danger:
            raise ValidationError(IN_DANGER)
        known = current.person_id is not None
        believe(rules.proposal(said, known=known, managed_at=_mappa_level(current, now)))
        current.round += 1
        made = DisclosureDecision.objects.create(
            person_id=current.person_id,
            case=current,
            round=current.round,
            recorded_by=actor,
            recorded_at=now,
            submission=submission,
            **_proposed(said, known=known),
        )
        move(current, CaseState.DECISION)
        cause = f"disclosure {current.pk}:{current.round}"
        _tell_supervisors(actor, current, cause, "A disclosure waits for a decision", now)
    return made


def _proposed(said: Mapping[str, Any], *, known: bool) -> dict[str, Any]:
    """The columns of a decision as they are kept."""
    kept = rules.of_this_proposal(said, known=known)
    return {name: value.strip() if isinstance(value, str) else value for name, value in kept.items()}


def raise_danger(
    actor: User, *, case: DisclosureCase, version: int, danger: str, now: datetime
) -> DisclosureCase:
    """Somebody may be in danger now. Raises PermissionDenied, Stale, or ValidationError keyed by field."""
    if not danger.strip():
        raise ValidationError({"danger": "Say who is in danger, and of what."})
    with further(actor, case, version, now, "raise danger in disclosure") as current:
        if current.in_danger or current.state not in OPEN:
            raise ValidationError(MOVED_ON, code="state")
        move(
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
    with further(actor, case, version, now, "record that they are safe") as current:
        if not current.in_danger:
            raise ValidationError(MOVED_ON, code="state")
        move(current, current.state, safeguarding=safeguarding.strip(), safeguarded_at=now)
    return current


@contextmanager
def further(
    actor: User, case: DisclosureCase, version: int, now: datetime, verb: str
) -> Iterator[DisclosureCase]:
    """The case, locked, for whoever takes it further; the diary follows."""
    with recording(actor, verb):
        current = within(actor, case, policies.workable(actor, now))
        lock(case, expected_version=version)
        yield current
        follow(current, now)


def within(actor: User, case: DisclosureCase, may: QuerySet[DisclosureCase]) -> DisclosureCase:
    if not may.filter(pk=case.pk).exists():
        raise PermissionDenied
    return lock(case)


def _may_name(actor: User, person: Person, now: datetime) -> bool:
    return Person.objects.within_reach(actor, Capability.RECORD, now.date()).filter(pk=person.pk).exists()


def stands(case: DisclosureCase, state: CaseState) -> None:
    if case.state != state:
        raise ValidationError(MOVED_ON, code="state")


def person_of(case: DisclosureCase) -> Person:
    assert case.person_id  # noqa: S101 - asked before
    return Person.objects.get(pk=case.person_id)


def _mappa_level(case: DisclosureCase, now: datetime) -> str:
    if case.person_id is None:
        return ""
    status = MappaStatus.objects.on(now.date()).filter(person=case.person_id).first()
    return status.level if status else ""


def _tell_of_danger(actor: User, case: DisclosureCase, now: datetime) -> None:
    """Supervisors learn of it at once, and whoever manages the person, whom they may see today."""
    cause = f"danger {case.pk}:{case.version}"
    _tell_supervisors(actor, case, cause, _CANNOT_WAIT, now, at_once=True)
    if case.person_id:
        tell_manager(
            person_of(case), apart_from=[actor], cause=cause, what=_CANNOT_WAIT, now=now, at_once=True
        )


def _tell_supervisors(
    actor: User, case: DisclosureCase, cause: str, what: str, now: datetime, *, at_once: bool = False
) -> None:
    """Those of the person's unit; while it is about nobody on record, whoever sees to such cases for the force."""
    if case.person_id:
        person = person_of(case)
        tell_supervisors(person, apart_from=[actor], cause=cause, what=what, now=now, at_once=at_once)
        return
    tell(
        policies.triaging(case.force_id, now.date(), apart_from=actor),
        person=None,
        reference=case.reference,
        cause=cause,
        **said_of(case.reference, what),
        now=now,
        at_once=at_once,
    )


def follow(case: DisclosureCase, now: datetime) -> None:
    if case.person_id:
        facts_changed.send(DisclosureCase, people=[case.person_id], today=now.date())


def move(case: DisclosureCase, state: str, **fields: object) -> None:
    case.state = state
    for name, value in fields.items():
        setattr(case, name, value)
    case.version += 1
    case.save()
