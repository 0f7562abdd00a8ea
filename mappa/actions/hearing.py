"""One case heard: begun with a quorum, gone on with without one, and the chair's decision at the end."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError

from access.recording import lock
from accounts.models import User
from frontend.dates import words
from mappa.actions.agreeing import agree_proposed, drop_proposed
from mappa.actions.attending import may_be_heard, missing_for_quorum
from mappa.actions.changing import ask_to_take_over
from mappa.actions.guards import NOT_IN_SESSION, bump, changing
from mappa.models import CaseReview, LevelView
from mappa.room import effects, record, rules
from mappa.sittings import policies
from mappa.sittings.choices import CaseState, Inquorate, Purpose, Quorum
from mappa.sittings.keys import EXPECTED, LIMIT, RECONVENE_WITHIN
from mappa.sittings.rules import Limits, limits, next_date
from offenders.actions.guards import believe
from offenders.signals import facts_changed
from practice import working_days
from practice.policy import policy_of


def begin_case(actor: User, *, case: CaseReview, version: int, now: datetime) -> CaseReview:
    """Take the case, with a quorum and after the confidentiality statement, which everybody who is there has heard; or
    go on with one that had stopped without a quorum. Begun twice, it has begun once.

    Raises PermissionDenied, Stale, or ValidationError; with the code `quorum` where somebody is missing, whom it names.
    """
    with changing(actor, case, now, "begin case of meeting") as current:
        if current.state == CaseState.IN_SESSION:
            return current
        lock(case, expected_version=version)
        _may_begin(current, now)
        _all_have_heard(current)
        if lacking := missing_for_quorum(current):
            raise ValidationError(f"There is no quorum without {'; '.join(lacking)}.", code="quorum")
        current.state, current.quorum, current.quorum_missing = CaseState.IN_SESSION, Quorum.QUORATE, []
        current.without_quorum, current.quorum_why, current.reconvene_on = "", "", None
        current.began_at = current.began_at or now
        bump(current, *_QUORUM, "state", "began_at")
        facts_changed.send(CaseReview, people=[current.person_id], today=now.date())
    return current


_QUORUM = ("quorum", "quorum_missing", "without_quorum", "quorum_why", "reconvene_on")


def record_no_quorum(
    actor: User,
    *,
    case: CaseReview,
    version: int,
    choice: Inquorate,
    reconvene_on: date | None,
    now: datetime,
    why: str = "",
) -> CaseReview:
    """The chair goes on with interim decisions, and says `why`; or adjourns, and what was proposed falls. Either way
    the case is heard again soon, and this does not count as a review.

    Of a case that has not begun, or has lost its quorum. Raises PermissionDenied, Stale, or ValidationError by field.
    """
    with changing(actor, case, now, "record that there is no quorum", version=version) as current:
        if not policies.chairs(actor, current.sitting, now.date()):
            raise PermissionDenied
        if current.state != CaseState.IN_SESSION:
            _may_begin(current, now)
        may_be_heard(current, now)
        lacking = missing_for_quorum(current)
        if not lacking:
            raise ValidationError("There is a quorum: begin the case.", code="quorum")
        last = last_to_reconvene(current)
        if reconvene_on is None:
            believe({"reconvene_on": "Enter the day on which it is heard again."})
        elif not now.date() < reconvene_on <= last:
            believe({"reconvene_on": f"Choose a day to come, by {words(last)} at the latest."})
        if choice == Inquorate.PROCEED:
            if not why.strip():
                believe({"why": "Say why it cannot wait: it stands in the minutes."})
            _all_have_heard(current)
        current.state, current.quorum, current.quorum_missing = (
            CaseState.INQUORATE,
            Quorum.INQUORATE,
            lacking,
        )
        current.without_quorum, current.quorum_why, current.reconvene_on = choice, why.strip(), reconvene_on
        current.began_at = current.began_at or now
        bump(current, *_QUORUM, "state", "began_at")
        if choice == Inquorate.ADJOURN:
            drop_proposed(actor, current, "There was no quorum, and the case was adjourned.", now)
        facts_changed.send(CaseReview, people=[current.person_id], today=now.date())
    return current


def set_next_review(
    actor: User, *, case: CaseReview, version: int, next_on: date | None, why: str, now: datetime
) -> CaseReview:
    """When the case is reviewed next; later than the limit only with a reason. Raises PermissionDenied, Stale, or
    ValidationError keyed by field."""
    with changing(actor, case, now, "set next review", version=version) as current:
        if current.state != CaseState.IN_SESSION:
            raise ValidationError(NOT_IN_SESSION, code="state")
        view = LevelView.objects.filter(case=current).first()
        by = limits_of(current, view)
        ends = view is not None and by is None
        believe(
            next_date(
                next_on,
                held_on=current.sitting.held_on,
                limit=by.last_on if by else None,
                why=why,
                exits=ends,
            )
        )
        current.next_on, current.next_why = next_on, why.strip()
        bump(current, "next_on", "next_why")
    return current


def decide_case(actor: User, *, case: CaseReview, version: int, now: datetime) -> CaseReview:
    """The chair closes the case: everything is there, so level and actions take effect from now.

    One that went on without a quorum is closed with what was agreed in the interim, and nothing else: its level stays
    what it was, it counts as no review, and it is heard again. Decided twice it is decided once.

    Raises PermissionDenied for anybody but the chair, Stale, or ValidationError with everything that is missing.
    """
    today = now.date()
    with changing(actor, case, now, "decide case of meeting") as current:
        if not policies.chairs(actor, current.sitting, today):
            raise PermissionDenied
        if current.decided_at and current.decided_by_id == actor.pk:
            return current
        lock(case, expected_version=version)
        if current.state != CaseState.IN_SESSION and not current.is_interim:
            raise ValidationError(NOT_IN_SESSION, code="state")
        room = record.of(current)
        if stops := rules.missing(record.known(room)):
            raise ValidationError([stop.why for stop in stops], code="missing")
        current.decided_at, current.decided_by = now, actor
        if current.state == CaseState.INQUORATE:
            bump(current, "decided_at", "decided_by")
            agree_proposed(actor, current, now)
            effects.remind_of_disclosure(actor, case=current, decided=room.disclosure, now=now)
            facts_changed.send(CaseReview, people=[current.person_id], today=today)
            return current
        assert room.level  # noqa: S101 - the rules have asked for it
        by = limits_of(current, room.level)
        # The level may have changed since the day was set: the limit is that of the level decided.
        believe(
            next_date(
                current.next_on,
                held_on=current.sitting.held_on,
                limit=by.last_on if by else None,
                why=current.next_why,
                exits=by is None,
            )
        )
        current.limit_on = by.last_on if by else None
        current.state = CaseState.DECIDED
        bump(current, "state", "decided_at", "decided_by", "limit_on")
        # After the case itself: who must be there to decide it is who led until it was decided.
        effects.take_effect(actor, case=current, decided=room.level, now=now)
        agree_proposed(actor, current, now)
        effects.remind_of_disclosure(actor, case=current, decided=room.disclosure, now=now)
        ask_to_take_over(actor, current, now)
        facts_changed.send(CaseReview, people=[current.person_id], today=today)
    return current


def last_to_reconvene(case: CaseReview) -> date:
    """The last day on which a case without a quorum is heard again.

    Raises ValidationError where the calendar of working days does not reach so far.
    """
    days = working_days.of(case.sitting.force.nation)
    count = policy_of(case.sitting.force_id, case.sitting.held_on).value(RECONVENE_WITHIN)
    try:
        return days.after(case.sitting.held_on, count)
    except working_days.PastCalendar as unknown:
        raise ValidationError({"reconvene_on": str(unknown)}) from unknown


def limits_of(case: CaseReview, decided: LevelView | None) -> Limits | None:
    """When the next review is expected and when it is late, from this one's day; None where agencies meet no more."""
    level = decided.level if decided else case.sitting.level
    if level not in LIMIT or (decided and decided.outcome == "exits"):
        return None
    held_on = case.sitting.held_on
    policy = policy_of(case.sitting.force_id, held_on)
    return limits(held_on, policy.value(EXPECTED[level]), policy.value(LIMIT[level]))


def _may_begin(case: CaseReview, now: datetime) -> None:
    """Raises ValidationError unless the case is ready, an emergency, or has stopped without a quorum."""
    may_be_heard(case, now)
    ready = case.state == CaseState.READY or case.waits_for_quorum
    if not ready and not (case.state == CaseState.SCHEDULED and case.purpose == Purpose.EMERGENCY):
        raise ValidationError("This case has not been made ready, or has begun already.", code="state")


def _all_have_heard(case: CaseReview) -> None:
    """Raises ValidationError unless everybody who is there has agreed to the confidentiality statement."""
    newest = case.confirmations.first()
    if newest is None:
        raise ValidationError("Confirm the confidentiality statement first.", code="confidentiality")
    arrivals = [at for at in case.attendance.values_list("arrived_at", flat=True) if at]
    if rules.late_joiners(arrivals, newest.at):
        raise ValidationError(
            "Somebody came in since the confidentiality statement: give it again.", code="confidentiality"
        )
