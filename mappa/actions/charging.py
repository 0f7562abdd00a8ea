"""A charge with a serious further offence, and the serious case review that the board decides on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import User
from mappa.actions.levels import within_reach
from mappa.actions.telling import ask, coordinators_of, finished, inspectors_of, say
from mappa.further import rules
from mappa.further.choices import QUALIFYING, Charged, ReviewBasis
from mappa.further.keys import COMPLETE, DECIDE
from mappa.models import FurtherOffence, InternalReview, SeriousCaseReview
from mappa.status import record
from offenders.actions.guards import believe, reachable
from offenders.models import Person
from offenders.signals import facts_changed
from practice.policy import policy_of
from riskplans.actions.changing import collect
from riskplans.assessments.changes import Change
from riskplans.assessments.choices import ChangeKind

DECISION, COMPLETION = "case-review", "case-review-complete"
_PASSED = "This review has moved on. Open it again."


def record_charge(
    actor: User,
    *,
    person: Person,
    charged: str,
    offence: str,
    charged_on: date,
    committed_on: date,
    account: str,
    now: datetime,
    submission: UUID | None = None,
) -> FurtherOffence:
    """Somebody on record is charged with a grave offence; the category and level are those of the day of the charge.

    It is a significant change, so the open review of their risk collects it; the board's decision is asked for where
    they were under MAPPA that day, and the inspectors are told. For who keeps the record, or coordinates. Raises
    PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    today = now.date()
    with recording(actor, "record serious further offence"):
        coordinates = within_reach(actor, person, Capability.COORDINATE, today)
        person = reachable(actor, person, Capability.COORDINATE if coordinates else Capability.RECORD, today)
        if submission and (already := FurtherOffence.objects.filter(submission=submission).first()):
            return already
        believe(
            rules.charge(
                charged=charged,
                offence=offence,
                charged_on=charged_on,
                committed_on=committed_on,
                account=account,
                known=Charged.values,
                today=today,
            )
        )
        status = record.current(person, charged_on)
        made = FurtherOffence.objects.create(
            person=person,
            charged=charged,
            offence=offence.strip(),
            charged_on=charged_on,
            committed_on=committed_on,
            account=account.strip(),
            category=status.category if status else "",
            level=status.level if status else "",
            area=status.area if status else "",
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        said = Change(
            ChangeKind.ARREST,
            "Charged with a serious further offence.",
            charged_on,
            f"furtheroffence:{made.pk}",
        )
        collect(person.pk, [said], now=now)
        facts_changed.send(FurtherOffence, people=[person.pk], today=today)
        if status:
            ask(
                actor,
                coordinators_of(person, today),
                person=person,
                kind=DECISION,
                about=made.pk,
                title="Have the board decide on a serious case review",
                due_on=policy_of(person.force_id, today).after(DECIDE, today),
                now=now,
            )
        say(
            inspectors_of(person, today, apart_from=[actor]),
            person=person,
            cause=f"charge {made.pk}",
            what="A serious further offence was recorded: decide whether to open a management review",
            now=now,
        )
    return made


def take_back_charge(
    actor: User, *, charge: FurtherOffence, version: int, why: str, now: datetime
) -> FurtherOffence:
    """It was recorded in error: it stays in the history, and counts for nothing. Not once it is reviewed.

    For supervisors and inspectors. Raises PermissionDenied, Stale, or ValidationError keyed by field. Twice is once.
    """
    if not why.strip():
        raise ValidationError({"why": "Say why it is taken off the record."})
    # Why stands on the charge, of its own class: everybody who reads an event reads its reason.
    with recording(actor, "take back serious further offence"):
        person = reachable(actor, charge.person, Capability.APPROVE, now.date())
        current = lock(charge)
        if current.voided_at:
            return current
        lock(charge, expected_version=version)
        reviewed = SeriousCaseReview.objects.filter(charge=current).exists()
        if reviewed or InternalReview.objects.filter(charge=current).exists():
            raise ValidationError("A review rests on this charge, so it stays.", code="reviewed")
        current.voided_at, current.taken_back = now, why.strip()
        current.version += 1
        current.save(update_fields=["voided_at", "taken_back", "version"])
        finished(actor, person=person, kind=DECISION, about=current.pk, note="Taken back.", now=now)
        facts_changed.send(FurtherOffence, people=[person.pk], today=now.date())
    return current


def decide_case_review(
    actor: User,
    *,
    charge: FurtherOffence,
    commissioned: bool,
    why: str,
    body: str,
    decided_on: date,
    now: datetime,
    submission: UUID | None = None,
) -> SeriousCaseReview:
    """Record what the strategic management board decided about a serious case review; a mandatory one is held.

    For coordinators and chairs. Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice
    gives the first back.
    """
    today = now.date()
    with recording(actor, "decide on serious case review"):
        person = reachable(actor, charge.person, Capability.COORDINATE, today)
        current = lock(charge)
        if submission and (already := SeriousCaseReview.objects.filter(submission=submission).first()):
            return already
        if current.voided_at:
            raise ValidationError("This charge was taken off the record.", code="voided")
        if SeriousCaseReview.objects.filter(charge=current).exists():
            raise ValidationError("The board’s decision is on record already.", code="decided")
        mandatory = rules.is_mandatory(current.charged, current.level, qualifying=QUALIFYING)
        believe(
            rules.decided(
                commissioned=commissioned,
                mandatory=mandatory,
                why=why,
                body=body,
                decided_on=decided_on,
                charged_on=current.charged_on,
                today=today,
            )
        )
        made = SeriousCaseReview.objects.create(
            person=person,
            charge=current,
            basis=ReviewBasis.MANDATORY if mandatory else ReviewBasis.DISCRETIONARY,
            commissioned=commissioned,
            why=why.strip(),
            body=body.strip(),
            decided_on=decided_on,
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        finished(
            actor, person=person, kind=DECISION, about=current.pk, note="The board has decided.", now=now
        )
    return made


def start_case_review(
    actor: User, *, review: SeriousCaseReview, version: int, started_on: date, author: str, now: datetime
) -> SeriousCaseReview:
    """It has begun: when, and who writes it; from then runs the time to complete it.

    For coordinators and chairs. Raises PermissionDenied, Stale, or ValidationError keyed by field.
    """
    with _moved(actor, review, version, now, "start serious case review") as (person, current):
        if not current.commissioned or current.started_on:
            raise ValidationError(_PASSED, code="state")
        today = now.date()
        believe(
            rules.started(started_on=started_on, author=author, decided_on=current.decided_on, today=today)
        )
        current.started_on, current.author, current.started_by = started_on, author.strip(), actor
        current.due_on = policy_of(person.force_id, today).after(COMPLETE, started_on)
        current.version += 1
        current.save(update_fields=["started_on", "author", "due_on", "started_by", "version"])
        ask(
            actor,
            [actor],
            person=person,
            kind=COMPLETION,
            about=current.pk,
            title="Complete the serious case review",
            due_on=current.due_on,
            now=now,
        )
    return current


def complete_case_review(
    actor: User, *, review: SeriousCaseReview, version: int, completed_on: date, findings: str, now: datetime
) -> SeriousCaseReview:
    """It is complete: when, and what is to be learned. For coordinators and chairs.

    Raises PermissionDenied, Stale, or ValidationError keyed by field.
    """
    with _moved(actor, review, version, now, "complete serious case review") as (person, current):
        if not current.started_on or current.completed_on:
            raise ValidationError(_PASSED, code="state")
        believe(
            rules.completed(
                completed_on=completed_on,
                findings=findings,
                started_on=current.started_on,
                today=now.date(),
            )
        )
        current.completed_on, current.findings, current.completed_by = completed_on, findings.strip(), actor
        current.version += 1
        current.save(update_fields=["completed_on", "findings", "completed_by", "version"])
        finished(actor, person=person, kind=COMPLETION, about=current.pk, note="Complete.", now=now)
    return current


@contextmanager
def _moved(
    actor: User, review: SeriousCaseReview, version: int, now: datetime, verb: str
) -> Iterator[tuple[Person, SeriousCaseReview]]:
    """The person and the review, locked, for who coordinates."""
    with recording(actor, verb):
        person = reachable(actor, review.person, Capability.COORDINATE, now.date())
        yield person, lock(review, expected_version=version)
