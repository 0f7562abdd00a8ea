"""Agencies: invited to cases, their replies and returns, and those chased that have sent none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError

from access.policies import Capability
from access.recording import SentOtherwise, lock, recording, same_again
from accounts.models import Agency, User
from frontend.dates import words
from mappa.actions.announcing import announce, send, tell_planners
from mappa.actions.guards import bump, invited, planner, stands
from mappa.models import AgencyReturn, CaseReview, Invitation, Sitting, VictimSafety
from mappa.sittings import policies, rules
from mappa.sittings.choices import COMING, OVER, TO_HEAR, SittingState
from mappa.sittings.keys import OPEN_AFTER
from offenders.actions.guards import believe, reachable
from practice.policy import policy_of


def invite(
    actor: User,
    *,
    cases: Iterable[CaseReview],
    agencies: Iterable[Agency | None],
    now: datetime,
) -> list[Invitation]:
    """Ask agencies (None: the police) to cases of one meeting; those asked already stay as they are, and those whose
    invitation was withdrawn are asked again.

    They see the case, and are told, once the meeting was sent out. Raises PermissionDenied, or ValidationError: to what
    is finished nobody is asked.
    """
    today, made = now.date(), []
    planner(actor, today)
    wanted = list(agencies)
    if any(agency and agency.force_id != actor.force_id for agency in wanted):
        raise PermissionDenied
    with recording(actor, "invite agencies to meeting"):
        for case in sorted(cases, key=lambda each: str(each.person_id)):
            person = reachable(actor, case.person, Capability.VIEW, today)
            sitting = Sitting.objects.get(pk=case.sitting_id, force=actor.force_id)
            stands(sitting)
            if not lock(case).is_unfinished:
                raise ValidationError(
                    "A case that you chose was heard or taken off meanwhile. Choose again.", code="state"
                )
            closes = sitting.held_on + timedelta(days=policy_of(sitting.force_id, today).value(OPEN_AFTER))
            held = {
                each.agency_id: each
                for each in Invitation.objects.select_for_update().filter(case=case).order_by()
            }
            for agency in wanted:
                invitation = held.get(agency.pk if agency else None)
                if invitation is None:
                    invitation = Invitation.objects.create(
                        person=person,
                        case=case,
                        agency=agency,
                        closes_on=closes,
                        recorded_at=now,
                        recorded_by=actor,
                    )
                elif invitation.is_withdrawn:
                    invitation.withdrawn_at, invitation.withdrawn_why, invitation.opens_on = None, "", None
                    bump(invitation, "withdrawn_at", "withdrawn_why", "opens_on")
                else:
                    continue
                made.append(invitation)
                if sitting.state != SittingState.PLANNED:
                    send(invitation, sitting, now)
    return made


def withdraw_invitation(
    actor: User, *, invitation: Invitation, version: int, why: str, now: datetime
) -> Invitation:
    """The agency is no longer asked, and sees nothing of the case from now on; what it returned stays.

    Once it was sent the agency is told, without the reason. Withdrawn twice it is withdrawn once. Raises
    PermissionDenied, Stale, or ValidationError.
    """
    today = now.date()
    planner(actor, today)
    if not why.strip():
        raise ValidationError({"why": "Say why the agency is no longer asked."})
    with recording(actor, "withdraw invitation"):
        case = CaseReview.objects.select_related("sitting", "person").get(pk=invitation.case_id)
        if case.sitting.force_id != actor.force_id:
            raise PermissionDenied
        reachable(actor, case.person, Capability.VIEW, today)
        if (current := lock(invitation)).is_withdrawn:
            return current
        current = lock(invitation, expected_version=version)
        current.withdrawn_at, current.withdrawn_why = now, why.strip()
        bump(current, "withdrawn_at", "withdrawn_why")
        current.case, current.person = case, case.person
        if current.opens_on and case.sitting.state not in OVER:
            on = words(case.sitting.held_on)
            said = f"Your agency’s invitation to a case of the MAPPA meeting of {on} is withdrawn."
            announce(current, f"withdrawn {current.version}", said, now)
    return current


def reply_to_invitation(
    actor: User, *, invitation: Invitation, version: int, said: Mapping[str, Any], now: datetime
) -> Invitation:
    """Whether the agency comes, who or why not, and whether anybody has a conflict of interest.

    `said` has reply, who, deputy_for, why_not and conflict; what the reply leaves no room for is not kept. Of apologies
    and of a conflict whoever plans meetings is told. Raises PermissionDenied, Stale, or ValidationError keyed by field.
    """
    with recording(actor, "reply to invitation"):
        current = invited(actor, invitation, now)
        lock(invitation, expected_version=version)
        stands(current.case.sitting)
        believe(rules.reply(said))
        kept = rules.kept_of_reply(said)
        for name, value in kept.items():
            setattr(current, name, value)
        bump(current, *kept)
        if kept["why_not"] or kept["conflict"]:
            what = "sends apologies" if kept["why_not"] else "names a conflict of interest"
            on = words(current.case.sitting.held_on)
            about = f"{current.called} {what} for a case of the MAPPA meeting of {on}."
            tell_planners(current, f"reply {current.version}", about, now)
    return current


def give_return(
    actor: User,
    *,
    invitation: Invitation,
    nothing_known: bool,
    text: str,
    so_what: str,
    now: datetime,
    victim_safety: str = "",
    victim_where: str = "",
    submission: UUID | None = None,
) -> AgencyReturn:
    """What the agency knows and what should change because of it; or that it knows nothing.

    `victim_safety` is what it asks for a victim, `victim_where` where they are: no other agency is shown either. Raises
    PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back,
    and raises SentOtherwise where it says something else.
    """
    with recording(actor, "give agency’s return"):
        current = invited(actor, invitation, now)
        if submission and (already := AgencyReturn.objects.filter(submission=submission).first()):
            return _given_again(
                already,
                victim_safety,
                victim_where,
                invitation_id=current.pk,
                nothing_known=nothing_known,
                text=text.strip() or None,
                so_what=so_what.strip() or None,
            )
        stands(current.case.sitting)
        if nothing_known and (text.strip() or so_what.strip()):
            believe({"text": "You have written something, and said that nothing is known. Which is it?"})
        if not nothing_known and not text.strip():
            believe({"text": "Write what your agency knows, or say that it knows nothing."})
        if not nothing_known and not so_what.strip():
            believe({"so_what": "Say what should change because of it, or that nothing should."})
        if nothing_known and (victim_safety.strip() or victim_where.strip()):
            believe({"victim_safety": "You ask something for a victim: then something is known."})
        if victim_where.strip() and not victim_safety.strip():
            believe({"victim_safety": "Say what is asked for their safety."})
        given = AgencyReturn.objects.create(
            person_id=current.person_id,
            invitation=current,
            nothing_known=nothing_known,
            text=text.strip() or None,
            so_what=so_what.strip() or None,
            given_at=now,
            given_by=actor,
            submission=submission,
        )
        if victim_safety.strip():
            VictimSafety.objects.create(
                person_id=current.person_id,
                agency_return=given,
                asked=victim_safety.strip(),
                where=victim_where.strip() or None,
            )
        return given


def _given_again(already: AgencyReturn, safety: str, where: str, **sent: object) -> AgencyReturn:
    """The return that was given with this form. Raises SentOtherwise where it said something else."""
    same_again(already, **sent)
    asked = VictimSafety.objects.filter(agency_return=already).first()
    if bool(asked) != bool(safety.strip()):
        raise SentOtherwise
    if asked:
        same_again(asked, asked=safety.strip(), where=where.strip() or None)
    return already


def chase_returns(actor: User, *, sitting: Sitting, now: datetime) -> int:
    """Write to every agency whose return is missing; says how many. Once a day for each, however often it is asked.

    Raises PermissionDenied, or ValidationError.
    """
    today = now.date()
    planner(actor, today)
    with recording(actor, "chase agencies’ returns"):
        current = lock(sitting)
        if current.force_id != actor.force_id:
            raise PermissionDenied
        if current.state not in COMING or current.state == SittingState.PLANNED:
            raise ValidationError("Returns are chased once invitations were sent.", code="state")
        seen = policies.cases(actor, now).filter(sitting=current, state__in=TO_HEAR)
        missing = Invitation.objects.missing().filter(case__in=seen).exclude(chased_on=today)
        chased = 0
        for invitation in missing.select_for_update(of=("self",)).select_related("person", "agency"):
            invitation.chased_on, invitation.chases = today, invitation.chases + 1
            bump(invitation, "chased_on", "chases")
            announce(
                invitation,
                f"return {invitation.chases}",
                "Your return for a MAPPA meeting has not come in. "
                f"It was to be here by the end of {words(current.returns_due_on)}."
                if today > current.returns_due_on
                else f"Your return for a MAPPA meeting is due by the end of {words(current.returns_due_on)}.",
                now,
            )
            chased += 1
    return chased
