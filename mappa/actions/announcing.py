"""What those who are invited to a case are told by message: a reference, a day, and nobody's name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.conf import settings
from django.db.models import QuerySet

from accounts.choices import Role
from accounts.models import RoleAssignment, User
from diary.actions import tell
from frontend.dates import words
from mappa.actions.guards import bump
from mappa.models import CaseReview, Invitation, Sitting
from mappa.models.case import InvitationQuerySet
from mappa.sittings import policies
from mappa.sittings.choices import CaseState


def told_of(sitting: Sitting, today: date) -> InvitationQuerySet:
    """The invitations of a meeting that were sent, whose case is still on its list."""
    rows = Invitation.objects.sent_on(today).filter(case__sitting=sitting)
    return rows.exclude(case__state=CaseState.ADJOURNED).select_related("person", "agency")


def send(invitation: Invitation, sitting: Sitting, now: datetime) -> None:
    """From now on the agency sees the case, and is told that it is invited."""
    invitation.opens_on = now.date()
    bump(invitation, "opens_on")
    announce(
        invitation,
        # Invited again after it was withdrawn, it is told anew.
        f"invited {invitation.version}",
        f"You are invited to a MAPPA meeting on {words(sitting.held_on)} ({sitting.reference}). "
        f"Your return is due by the end of {words(sitting.returns_due_on)}, even if nothing is known.",
        now,
    )


def send_all(sitting: Sitting, now: datetime) -> None:
    """Send every invitation of a meeting that stands."""
    rows = (
        Invitation.objects.standing().filter(case__sitting=sitting).exclude(case__state=CaseState.ADJOURNED)
    )
    for invitation in rows.select_related("person", "agency"):
        send(invitation, sitting, now)


def announce_change(sitting: Sitting, changed: Sequence[str], now: datetime) -> None:
    """Tell all who were invited what is different: each change by itself, also one that is taken back."""
    said = (
        f"The MAPPA meeting {sitting.reference} has changed: {', '.join(changed)}. It is now on "
        f"{words(sitting.held_on)}, from {sitting.starts_at:%H:%M} to {sitting.ends_at:%H:%M}. "
        f"Your return is due by the end of {words(sitting.returns_due_on)}. Sign in to see where, and how to join."
    )
    for invitation in told_of(sitting, now.date()):
        announce(invitation, f"changed {sitting.version}", said, now)


def announce_off(told: Iterable[Invitation], sitting: Sitting, now: datetime) -> None:
    """Tell those who were invited that the meeting is not held."""
    said = f"The MAPPA meeting of {words(sitting.held_on)} is not held. Sign in to see why."
    for invitation in told:
        announce(invitation, "called off", said, now)


def announce_case(case: CaseReview, what: str, now: datetime) -> None:
    """Tell those who were invited to one case of it alone; `what` is the rest of a sentence."""
    on = words(case.sitting.held_on)
    for invitation in told_of(case.sitting, now.date()).filter(case=case):
        said = f"A case of the MAPPA meeting of {on} ({case.sitting.reference}) {what}."
        announce(invitation, f"case {case.version}", said, now)


def announce(invitation: Invitation, cause: str, said: str, now: datetime) -> None:
    """Those who speak for the agency; of the police, whoever manages the person."""
    _say(_speaking_for(invitation, now), invitation, cause, said, now)


def tell_planners(invitation: Invitation, cause: str, said: str, now: datetime) -> None:
    """Those who plan the force's meetings."""
    held = RoleAssignment.objects.held_on(now.date()).filter(role=Role.MAPPA_COORDINATOR)
    planners = User.objects.filter(force=invitation.case.sitting.force_id, pk__in=held.values("user"))
    _say(planners, invitation, cause, said, now)


def _speaking_for(invitation: Invitation, now: datetime) -> QuerySet[User]:
    if invitation.agency_id is None:
        managers: QuerySet[User] = User.objects.filter(
            assignments__person=invitation.person_id, assignments__ends_on__isnull=True
        )
        return managers
    speaking = RoleAssignment.objects.held_on(now.date()).filter(role__in=policies.PARTNERS)
    partners: QuerySet[User] = User.objects.filter(
        agency=invitation.agency_id, pk__in=speaking.values("user")
    )
    return partners


def _say(recipients: Iterable[User], invitation: Invitation, cause: str, said: str, now: datetime) -> None:
    tell(
        recipients,
        person=invitation.person,
        cause=f"mappa/invitation:{invitation.pk} {cause}",
        subject=f"{invitation.person.reference}: MAPPA meeting",
        body=f"{said}\n\nSign in: {settings.PUBLIC_URL}",
        now=now,
    )
