"""What is asked before anything of a meeting is written: who may, of whom, and whether it stands open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import User
from mappa.models import CaseReview, Invitation, Sitting
from mappa.sittings import policies
from mappa.sittings.choices import OVER, CaseState
from offenders.actions.guards import reachable
from offenders.models import Person

NOT_IN_SESSION = "This case is not in session. Begin it first."
_STOPPED = "There is no quorum: the chair decides whether it goes on, or whoever left comes back."


def planner(actor: User, today: date) -> None:
    """Raises PermissionDenied unless planning meetings is the actor's work."""
    if not policies.plans(actor, today):
        raise PermissionDenied


@contextmanager
def changing(
    actor: User, case: CaseReview, now: datetime, verb: str, *, version: int | None = None
) -> Iterator[CaseReview]:
    """The case, locked, to be changed by who writes in the meeting. Raises PermissionDenied or Stale."""
    with recording(actor, verb):
        current = reached(actor, case, now)
        if version is not None:
            lock(case, expected_version=version)
        yield current


def reached(actor: User, case: CaseReview, now: datetime) -> CaseReview:
    """The case and its person, locked, for who writes in the meeting. Raises PermissionDenied."""
    today = now.date()
    sitting = Sitting.objects.get(pk=case.sitting_id)
    if not policies.writes(actor, sitting, today):
        raise PermissionDenied
    person = reachable(actor, case.person, Capability.VIEW, today)
    current = lock(case)
    current.person, current.sitting = person, sitting
    return current


def in_session(case: CaseReview) -> None:
    """Raises ValidationError unless things are said and decided about the case now."""
    if case.state != CaseState.IN_SESSION and not case.is_interim:
        raise ValidationError(_STOPPED if case.waits_for_quorum else NOT_IN_SESSION, code="state")


def invited(actor: User, invitation: Invitation, now: datetime) -> Invitation:
    """The invitation, locked, for the agency's own people while it runs, of the police for who keeps the record, or for
    who writes in the meeting, with its case and person. Raises PermissionDenied."""
    today = now.date()
    case = CaseReview.objects.select_related("sitting", "person").get(pk=invitation.case_id)
    if policies.own_invitations(actor, today).filter(pk=invitation.pk).exists():
        Person.objects.select_for_update(no_key=True).get(pk=invitation.person_id)
    elif policies.writes(actor, case.sitting, today) or (
        invitation.agency_id is None and policies.answers(actor, case, today)
    ):
        reachable(actor, case.person, Capability.VIEW, today)
    else:
        raise PermissionDenied
    current = lock(invitation)
    if current.is_withdrawn:
        raise ValidationError("This invitation was withdrawn.", code="withdrawn")
    if case.state == CaseState.ADJOURNED:
        raise ValidationError("This case was taken off the list.", code="state")
    current.case = case
    return current


def stands(sitting: Sitting) -> None:
    """Raises ValidationError once the meeting is over."""
    if sitting.state in OVER:
        raise ValidationError("This meeting is over.", code="over")


def bump(row: CaseReview | Sitting | Invitation, *fields: str) -> None:
    """Save these columns as the next version."""
    row.version += 1
    row.save(update_fields=[*fields, "version"])
