"""One step of a referral: where it stands, that it was taken, and who is told."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError

from access.policies import Capability
from accounts.models import User
from mappa.actions.levels import within_reach
from mappa.actions.telling import ask, coordinators_of, say
from mappa.models import Referral, ReferralStep
from mappa.referrals import rules
from mappa.referrals.choices import ReferralState, StepKind
from offenders.models import Person
from riskplans.actions.telling import supervisors_of


def stands_in(referral: Referral, *states: ReferralState) -> None:
    """Refuse what is no step from where the referral stands. Raises ValidationError."""
    if referral.state not in states:
        raise ValidationError(rules.MOVED_ON, code="state")


def already_done(referral: Referral, kind: str, by: User, note: str) -> bool:
    """Whether the same person has done just this last: the same form again."""
    last = referral.steps.order_by("-number").first()
    return last is not None and (last.kind, last.by_id, last.note) == (kind, by.pk, note.strip())


def move(referral: Referral, state: ReferralState) -> None:
    """Leave the referral where it stands now, another version of it."""
    referral.state = state
    referral.version += 1
    referral.save()


def take_step(
    referral: Referral, kind: StepKind, by: User, now: datetime, note: str = "", advice: str = ""
) -> None:
    """Keep that a step was taken: numbered, by whom, in whose words."""
    ReferralStep.objects.create(
        person_id=referral.person_id,
        referral=referral,
        number=referral.steps.count() + 1,
        kind=kind,
        note=note.strip(),
        advice=advice.strip() if kind == StepKind.DECLINED else "",
        at=now,
        by=by,
    )


def about(referral: Referral) -> str:
    """Each time it is asked for is another task."""
    again = referral.steps.filter(kind__in=[StepKind.RESUBMITTED, StepKind.REWRITTEN])
    return f"{referral.pk}:{again.count()}"


def ask_endorsement(actor: User, person: Person, referral: Referral, now: datetime) -> None:
    """A task for the referrer’s supervisors who wrote nothing of it."""
    wrote = [user for user in (actor, referral.recorded_by, referral.edited_by) if user]
    ask(
        actor,
        supervisors_of(person, now.date(), apart_from=wrote),
        person=person,
        kind="endorse",
        about=about(referral),
        title="Endorse a MAPPA referral",
        due_on=now.date(),
        now=now,
    )


def ask_referrer(actor: User, person: Person, referral: Referral, now: datetime) -> None:
    """A task for the referrer: what is asked for."""
    referrer = referral.recorded_by
    if referrer and not within_reach(referrer, person, Capability.RECORD, now.date()):
        referrer = None  # they have moved on: whoever manages the person answers
    ask(
        actor,
        [referrer] if referrer else [],
        person=person,
        kind="returned",
        about=about(referral),
        title="A MAPPA referral came back: give what is asked for",
        due_on=now.date(),
        now=now,
    )


def tell_coordinators(referral: Referral, what: str, now: datetime) -> None:
    """A message to those who coordinate MAPPA in the force; it says what is urgent."""
    say(
        coordinators_of(referral.person, now.date()),
        person=referral.person,
        cause=f"referral {about(referral)} {referral.state}",
        what=f"Urgent: {what[0].lower()}{what[1:]}" if referral.urgent else what,
        now=now,
    )


def tell_referrer(referral: Referral, what: str, now: datetime, actor: User) -> None:
    """A message to the referrer, unless they did it themselves."""
    if referral.recorded_by and referral.recorded_by != actor:
        say(
            [referral.recorded_by],
            person=referral.person,
            cause=f"referral {about(referral)} {referral.state} {referral.version}",
            what=what,
            now=now,
        )
