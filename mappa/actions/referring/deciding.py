"""Referrals endorsed, decided, appealed, taken back."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.choices import Role
from accounts.models import User
from mappa.actions.referring.steps import (
    about,
    already_done,
    ask_referrer,
    move,
    stands_in,
    take_step,
    tell_coordinators,
    tell_referrer,
)
from mappa.actions.telling import answered, chairs_of, say
from mappa.models import Referral
from mappa.referrals import rules
from mappa.referrals.choices import OPEN, ReferralState, StepKind
from offenders.actions.guards import believe, reachable
from offenders.choices import MappaLevel
from offenders.signals import facts_changed

_REASONS = "Give your reasons: they stand on the record."


def endorse(
    actor: User, *, referral: Referral, version: int, agree: bool, note: str, now: datetime
) -> Referral:
    """Endorse a referral as the referrer's supervisor, or send it back; never one's own.

    Raises PermissionDenied, Stale, or ValidationError keyed by field. The same by the same person twice is one.
    """
    _with_reasons(note)
    with recording(actor, "endorse MAPPA referral"):
        person = reachable(actor, referral.person, Capability.APPROVE, now.date())
        current = lock(referral)
        kind = StepKind.ENDORSED if agree else StepKind.RETURNED
        if already_done(current, kind, actor, note):
            return current
        lock(referral, expected_version=version)
        stands_in(current, ReferralState.ENDORSING)
        if actor.pk in (current.recorded_by_id, current.edited_by_id):
            raise ValidationError("Somebody else endorses what you have written.")
        answered(actor, person=person, kind="endorse", about=about(current), note=str(kind.label), now=now)
        take_step(current, kind, actor, now, note)
        if agree:
            move(current, ReferralState.SUBMITTED)
            tell_coordinators(current, "A MAPPA referral to decide on", now)
        else:
            move(current, ReferralState.RETURNED)
            ask_referrer(actor, person, current, now)
    return current


def triage(
    actor: User,
    *,
    referral: Referral,
    version: int,
    kind: str,
    note: str,
    now: datetime,
    advice: str = "",
    level_given: str = "",
    given_why: str = "",
) -> Referral:
    """Accept a referral at a level, decline it with reason and advice, or return it for information.

    At level 3 `given_why` is what level 2 cannot deliver, unless the referral says it. For coordinators and chairs;
    what was appealed, for a chair who has not declined it, who does not return it. Raises PermissionDenied, Stale, or
    ValidationError keyed by field. The same by the same person twice is one.
    """
    today = now.date()
    believe(
        rules.decision(
            kind=kind,
            note=note,
            advice=advice,
            level=level_given,
            why_level_3=given_why or referral.why_level_3,
        )
    )
    with recording(actor, "decide on MAPPA referral"):
        person = reachable(actor, referral.person, Capability.COORDINATE, today)
        current = lock(referral)
        if already_done(current, kind, actor, note):
            return current
        lock(referral, expected_version=version)
        stands_in(current, ReferralState.SUBMITTED, ReferralState.APPEALED)
        if actor.pk in (current.recorded_by_id, current.edited_by_id):
            raise ValidationError("Somebody else decides on what you have written.")
        if current.state == ReferralState.APPEALED:
            _hears_appeal(actor, current, kind, today)
        take_step(current, StepKind(kind), actor, now, note, advice)
        current.level_given = level_given if kind == StepKind.ACCEPTED else ""
        current.given_why = given_why.strip() if current.level_given == MappaLevel.THREE else ""
        move(current, ReferralState(kind))
        if kind == StepKind.RETURNED:
            ask_referrer(actor, person, current, now)
        else:
            tell_referrer(current, f"A MAPPA referral was {kind}", now, actor)
        facts_changed.send(Referral, people=[person.pk], today=today)
    return current


def appeal(actor: User, *, referral: Referral, version: int, note: str, now: datetime) -> Referral:
    """Ask a chair to look at a referral that was declined: once. Raises PermissionDenied, Stale, or ValidationError."""
    _with_reasons(note)
    with recording(actor, "appeal MAPPA referral"):
        person = reachable(actor, referral.person, Capability.RECORD, now.date())
        current = lock(referral)
        if already_done(current, StepKind.APPEALED, actor, note):
            return current
        lock(referral, expected_version=version)
        stands_in(current, ReferralState.DECLINED)
        if current.steps.filter(kind=StepKind.APPEALED).exists():
            raise ValidationError("This was appealed already: a chair has decided.")
        if Referral.objects.open().filter(person=person).exists():
            raise ValidationError("Another referral is under way.", code="open")
        take_step(current, StepKind.APPEALED, actor, now, note)
        move(current, ReferralState.APPEALED)
        decliners = [step.by for step in current.steps.filter(kind=StepKind.DECLINED).select_related("by")]
        say(
            chairs_of(person, now.date(), apart_from=decliners),
            person=person,
            cause=f"referral {current.pk} appealed",
            what="A declined MAPPA referral was appealed",
            now=now,
        )
    return current


def withdraw_referral(actor: User, *, referral: Referral, version: int, note: str, now: datetime) -> Referral:
    """Take a referral back; one that was accepted, the coordinator does. Raises as the others do."""
    _with_reasons(note)
    today = now.date()
    with recording(actor, "withdraw MAPPA referral"):
        accepted = referral.state == ReferralState.ACCEPTED
        person = reachable(
            actor, referral.person, Capability.COORDINATE if accepted else Capability.RECORD, today
        )
        current = lock(referral)
        if already_done(current, StepKind.WITHDRAWN, actor, note):
            return current
        lock(referral, expected_version=version)
        stands_in(current, *OPEN, ReferralState.ACCEPTED)
        if not accepted:
            for kind in ("endorse", "returned"):
                answered(actor, person=person, kind=kind, about=about(current), note="Withdrawn.", now=now)
        take_step(current, StepKind.WITHDRAWN, actor, now, note)
        move(current, ReferralState.WITHDRAWN)
        tell_referrer(current, "A MAPPA referral was withdrawn", now, actor)
    return current


def _hears_appeal(actor: User, referral: Referral, kind: str, today: object) -> None:
    if not actor.has_role([Role.CHAIR], today):  # type: ignore[arg-type]
        raise PermissionDenied
    if referral.steps.filter(kind=StepKind.DECLINED, by=actor).exists():
        raise ValidationError("Somebody else hears an appeal against your own decision.")
    if kind == StepKind.RETURNED:
        raise ValidationError("An appeal is accepted or declined.")


def _with_reasons(note: str) -> None:
    if not note.strip():
        raise ValidationError({"note": _REASONS})
