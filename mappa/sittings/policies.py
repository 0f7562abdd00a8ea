"""Who plans meetings, who chairs one, who sees which: deny by default.

Police readers see the cases of the people they see, where they read the daily work of management. Partners see the
cases that their own agency is invited to while the invitation runs, and of those never a restricted or archived record.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When

from access.policies import Capability, FieldClass
from accounts.choices import Role
from accounts.models import User
from mappa.agreed.choices import ENDINGS, UNSETTLED, ActionState
from mappa.models import ActionStep, AgreedAction, CaseReview, Invitation, Sitting
from mappa.models.agreed import AgreedActionQuerySet
from mappa.models.case import InvitationQuerySet
from mappa.sittings.choices import OVER, SittingState
from mappa.sittings.keys import ACTION_OPEN_AFTER
from offenders.models import Person
from offenders.policies import archived, own, reading, restricted
from practice.policy import policy_of

# What `reading` asks of a row: the class of what meetings are about.
_CLASS = {"field_class": Value(FieldClass.MANAGEMENT.value)}
_WORDS = Value(FieldClass.VICTIMS.value)
STAFF = (Role.MAPPA_COORDINATOR, Role.MAPPA_ADMINISTRATOR)
_READERS = (Role.OFFENDER_MANAGER, Role.SUPERVISOR, Role.DETECTIVE_INSPECTOR, Role.CHAIR, *STAFF)
PARTNERS = (Role.PARTNER, Role.VICTIM_LIAISON)


def plans(user: User, today: date) -> bool:
    """Whether planning meetings and writing in them is this user's work."""
    return user.force_id is not None and user.has_role(STAFF, today)


def is_partner(user: User, today: date) -> bool:
    """Whether the user speaks for an agency of the force's arrangements."""
    return user.agency_id is not None and user.force_id is None and user.has_role(PARTNERS, today)


def reads(user: User, today: date) -> bool:
    """Whether the user, of a force, reads what meetings are about: who manages people, plans or chairs."""
    return user.force_id is not None and user.has_role(_READERS, today)


def opens(user: User, today: date) -> bool:
    """Whether there are meetings for this user at all."""
    return reads(user, today) or is_partner(user, today)


def convenes(user: User, today: date) -> bool:
    """Whether meetings are a place of this user's own: who plans or chairs them, and partners."""
    return plans(user, today) or user.has_role([Role.CHAIR], today) or is_partner(user, today)


def chairs(user: User, sitting: Sitting, today: date) -> bool:
    return sitting.chair_id == user.pk and user.has_role([Role.CHAIR], today)


def advances(user: User, sitting: Sitting, to: SittingState, today: date) -> bool:
    """Whether the user takes this step of the meeting: who plans meetings, and on its day the chair."""
    on_the_day = to in (SittingState.OPEN, SittingState.CLOSED)
    return plans(user, today) or (on_the_day and chairs(user, sitting, today))


def overrides(user: User, sitting: Sitting, today: date) -> bool:
    """Whether the user speaks for the strategic management board on a chair below the grade."""
    inspects = user.has_role([Role.DETECTIVE_INSPECTOR], today)
    return inspects and user.force_id == sitting.force_id and user.pk != sitting.chair_id


def writes(user: User, sitting: Sitting, today: date) -> bool:
    """Whether the user writes in this meeting: who plans it, and its chair."""
    return sitting.force_id == user.force_id and (plans(user, today) or chairs(user, sitting, today))


def own_invitations(user: User, today: date) -> InvitationQuerySet:
    """Those of the user's agency that open a case today."""
    return _sent_to(user, today).open_on(today)


def _sent_to(user: User, today: date) -> InvitationQuerySet:
    """Those of the user's agency that run today, whatever became of the meeting or of the case."""
    if not is_partner(user, today):
        return Invitation.objects.none()
    mine = Invitation.objects.sent_on(today).filter(agency=user.agency_id)
    return mine.filter(~restricted("person__"), ~archived("person__"))


def answers(user: User, case: CaseReview, today: date) -> bool:
    """Whether the user answers for the police where they are invited: who keeps the person's record."""
    keeps = Person.objects.within_reach(user, Capability.RECORD, today)
    return user.force_id == case.sitting.force_id and keeps.filter(pk=case.person_id).exists()


def joins(user: User, sitting: Sitting, now: datetime) -> bool:
    """Whether the user is shown how to join: who plans or chairs the meeting, and who is asked to a case of it that is
    heard; of the police whoever manages its person. Two queries at most."""
    today = now.date()
    if sitting.state in OVER:
        return False
    if writes(user, sitting, today):
        return True
    if is_partner(user, today):
        return own_invitations(user, today).filter(case__sitting=sitting).exists()
    managed = Person.objects.filter(own(user, today))
    asked = Invitation.objects.open_on(today).filter(case__sitting=sitting, agency__isnull=True)
    return reads(user, today) and asked.filter(person__in=managed.values("pk")).exists()


def sittings(user: User, now: datetime) -> QuerySet[Sitting]:
    """The meeting days that this user sees; partners also one that was called off after they were asked."""
    today = now.date()
    if reads(user, today):
        return Sitting.objects.filter(force=user.force_id)
    invited = _sent_to(user, today).filter(case__sitting=OuterRef("pk"))
    return Sitting.objects.filter(Exists(invited))


def cases(user: User, now: datetime) -> QuerySet[CaseReview]:
    """The cases that this user sees."""
    today = now.date()
    if reads(user, today):
        return (
            CaseReview.objects.filter(sitting__force=user.force_id)
            .annotate(**_CLASS)
            .filter(Q(reading(user, now)))
        )
    return CaseReview.objects.filter(Exists(own_invitations(user, today).filter(case=OuterRef("pk"))))


def told(user: User, now: datetime) -> QuerySet[CaseReview]:
    """The cases of which this user reads what was said in the room and around it; of partners none."""
    if not reads(user, now.date()):
        return CaseReview.objects.none()
    of_force = CaseReview.objects.filter(sitting__force=user.force_id).annotate(field_class=_WORDS)
    return of_force.filter(Q(reading(user, now)))


def actions(user: User, now: datetime) -> AgreedActionQuerySet:
    """The actions that this user sees, each with whether they read its words (`told`): police those of the people they
    see; partners those of the agency they work for now, while they are open and for some weeks after."""
    today = now.date()
    if reads(user, today):
        of_force = AgreedAction.objects.filter(case__sitting__force=user.force_id).annotate(**_CLASS)
        found = of_force.filter(Q(reading(user, now))).annotate(field_class=_WORDS)
        owned = When(owner=user, then=Value(value=True))
        return found.annotate(told=Case(owned, default=reading(user, now), output_field=BooleanField()))  # type: ignore[no-redef]
    if not is_partner(user, today) or user.agency is None:
        return AgreedAction.objects.none()
    lately = now - timedelta(days=policy_of(user.agency.force_id, today).value(ACTION_OPEN_AFTER))
    ended = ActionStep.objects.filter(action=OuterRef("pk"), kind__in=ENDINGS, at__gte=lately)
    runs = Q(state__in=UNSETTLED) | Exists(ended)
    theirs = AgreedAction.objects.filter(runs, ~restricted("person__"), ~archived("person__"))
    theirs = theirs.exclude(state=ActionState.PROPOSED)
    return theirs.filter(agency=user.agency_id).annotate(told=Value(value=True))  # type: ignore[no-redef]
