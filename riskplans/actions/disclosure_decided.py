"""Disclosure: decided by somebody else, taken back, made; closed, also where it comes to nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from access.choices import Operation
from access.recording import lock, recording, same_again
from accounts.models import User
from diary.actions import tell
from offenders.actions.guards import believe
from practice.policy import policy_of
from riskplans.actions.disclosing import IN_DANGER, MOVED_ON, follow, further, move, person_of, stands, within
from riskplans.actions.telling import said_of, tell_manager
from riskplans.disclosure import policies, rules
from riskplans.disclosure.choices import DECIDED, EARLY, CaseState, Outcome, Verdict
from riskplans.disclosure.keys import TELL_WITHIN
from riskplans.models import DisclosureCase, DisclosureDecision, DisclosureTold

REASONS = "Give your reasons: they stand on the record."


def decide_disclosure(
    actor: User, *, case: DisclosureCase, version: int, agree: bool, why: str, now: datetime
) -> DisclosureCase:
    """Decide as proposed, or return it. Disclosing is a detective inspector's; nobody decides on their own proposal.

    Raises PermissionDenied, Stale, or ValidationError keyed by field. The same decision by the same person is one.
    """
    if not why.strip():
        raise ValidationError({"why": REASONS})
    # Why stands in a row of the class of victims: everybody whose dates move with it reads a reason.
    with recording(actor, "decide disclosure"):
        current = within(actor, case, policies.decidable(actor, now))
        made = current.decisions.filter(round=current.round).first()
        if made and (made.decided_by_id, made.verdict_why) == (actor.pk, why.strip()):
            return current
        lock(case, expected_version=version)
        stands(current, CaseState.DECISION)
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
        move(current, outcome.state if agree else CaseState.ASSESSMENT, tell_due_on=tell_due)
        follow(current, now)
    return current


def take_back_disclosure(
    actor: User, *, case: DisclosureCase, version: int, why: str, now: datetime
) -> DisclosureCase:
    """Disclose nothing yet: the decision to is taken back, and it is assessed anew. A detective inspector's.

    Whoever proposed it and the person's manager are told. Raises PermissionDenied, Stale, or ValidationError keyed by
    field. The same by the same person is one.
    """
    if not why.strip():
        raise ValidationError({"why": REASONS})
    with recording(actor, "take back decision to disclose"):
        current = within(actor, case, policies.decidable(actor, now))
        if not policies.may_decide(actor, Outcome.DISCLOSE, now.date()):
            raise PermissionDenied
        made = current.decisions.select_related("recorded_by").filter(round=current.round).first()
        if made and (made.withdrawn_by_id, made.withdrawn_why) == (actor.pk, why.strip()):
            return current
        lock(case, expected_version=version)
        stands(current, CaseState.AUTHORISED)
        assert made  # noqa: S101 - nothing is to be disclosed without a decision
        made.withdrawn_why, made.withdrawn_at, made.withdrawn_by = why.strip(), now, actor
        made.version += 1
        # What is encrypted would be written as another text.
        made.save(update_fields=["withdrawn_why", "withdrawn_at", "withdrawn_by", "version"])
        move(current, CaseState.ASSESSMENT, tell_due_on=None)
        _tell_of_taking_back(actor, current, made, now)
        follow(current, now)
    return current


def _tell_of_taking_back(actor: User, case: DisclosureCase, made: DisclosureDecision, now: datetime) -> None:
    assert case.person  # noqa: S101 - nothing else is decided to be disclosed
    what, cause = "Disclose nothing: the decision was taken back", f"disclosure back {case.pk}:{made.round}"
    tell_manager(case.person, apart_from=[actor, made.recorded_by], cause=cause, what=what, now=now)
    proposer = [] if made.recorded_by == actor else [made.recorded_by]
    tell(proposer, person=case.person, cause=cause, **said_of(case.person.reference, what), now=now)


def record_disclosed(
    actor: User,
    *,
    case: DisclosureCase,
    version: int,
    said: Mapping[str, Any],
    now: datetime,
    submission: UUID | None = None,
) -> DisclosureCase:
    """They whom the decision names were told: in which words, and their undertaking.

    Other words than were decided need a reason, and whoever decided is told of them. Raises PermissionDenied, Stale, or
    ValidationError keyed by field. The same `submission` twice is one, and raises SentOtherwise where it says something
    else.
    """
    if submission and (already := DisclosureTold.objects.filter(submission=submission).first()):
        # In the words that were decided there is no reason for others to keep.
        sent = said if already.words_why else {**said, "words_why": ""}
        return same_again(already, case=case, **sent).case
    with (
        recording(actor, "record disclosure") as changes,
        further(actor, case, version, now, "record disclosure") as current,
    ):
        stands(current, CaseState.AUTHORISED)
        made = current.decisions.select_related("decided_by").get(round=current.round)
        assert made.decided_at  # noqa: S101 - nothing else is to be disclosed
        decided_at = timezone.localtime(made.decided_at)
        believe(rules.told(said, words=made.words, decided_at=decided_at, now=now))
        as_decided = rules.same_words(said["words"], made.words)
        if as_decided:
            said = {**said, "words_why": ""}
        told = DisclosureTold.objects.create(
            person=person_of(current),
            case=current,
            recorded_by=actor,
            recorded_at=now,
            submission=submission,
            **said,
        )
        changes.operation = Operation.DISCLOSURE
        # Who that is is encrypted, and the log is not: it names the decision that does.
        changes.about = {
            "recipients": [f"As decided in {current.reference}"],
            "lawful_basis": current.get_scheme_display(),
            "object_type": "disclosure",
            "object_id": str(told.pk),
        }
        move(current, CaseState.DISCLOSED)
        if not as_decided:
            _tell_of_other_words(actor, current, made, now)
    return current


def _tell_of_other_words(actor: User, case: DisclosureCase, made: DisclosureDecision, now: datetime) -> None:
    assert case.person  # noqa: S101 - nothing else is disclosed
    assert made.decided_by  # noqa: S101 - nothing is disclosed undecided
    tell(
        [made.decided_by],
        person=case.person,
        cause=f"disclosure {case.pk}:words",
        **said_of(case.person.reference, "A disclosure was made in other words than you decided"),
        now=now,
    )


def close_disclosure(
    actor: User, *, case: DisclosureCase, version: int, note: str, now: datetime
) -> DisclosureCase:
    """Nothing is left to be done. Raises PermissionDenied, Stale, or ValidationError keyed by field."""
    if not note.strip():
        raise ValidationError({"note": "Say what came of it, and who was told of the decision."})
    with further(actor, case, version, now, "close disclosure") as current:
        if current.state not in DECIDED:
            raise ValidationError(MOVED_ON, code="state")
        move(current, CaseState.CLOSED, closed_at=now, closed_by=actor, closed_note=note.strip())
    return current


def drop_disclosure(
    actor: User, *, case: DisclosureCase, version: int, why: str, now: datetime
) -> DisclosureCase:
    """Nothing comes of it: it is closed before anything is decided, as where it was taken back or came in twice.

    For who decides not to disclose, or, where that was once decided, to disclose; not for who took it in or proposed.
    Raises PermissionDenied, Stale, or ValidationError keyed by field. The same by the same person is one.
    """
    if not why.strip():
        raise ValidationError({"why": REASONS})
    with recording(actor, "close disclosure that came to nothing"):
        current = within(actor, case, policies.decidable(actor, now))
        if (current.closed_by_id, current.closed_note) == (actor.pk, why.strip()):
            return current
        lock(case, expected_version=version)
        if current.state not in EARLY:
            raise ValidationError(MOVED_ON, code="state")
        if current.in_danger:
            raise ValidationError(IN_DANGER)
        if not policies.may_drop(actor, current, current.decisions.all(), now.date()):
            raise PermissionDenied
        move(current, CaseState.CLOSED, closed_at=now, closed_by=actor, closed_note=why.strip())
        follow(current, now)
    return current
