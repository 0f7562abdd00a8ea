"""Going: authority to go alone, the start, being heard from, and the silence that is noticed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import User
from offenders.actions.guards import reachable
from practice.policy import policy_of
from riskplans.actions.planning import OVER, refuse_away
from riskplans.actions.telling import answered, ask_supervisor
from riskplans.choices import Asked, VisitState
from riskplans.keys import CHECK_IN
from riskplans.models import Alone, Silence, Visit

ALONE = "A visit is made by two officers. To go alone, ask a supervisor for authority first, or add who goes with you."
UNAUTHORISED = "No supervisor authorised this visit alone. Say why it was made alone: they are told."


def ask_to_visit_alone(actor: User, *, visit: Visit, why: str, safeguards: str, now: datetime) -> Alone:
    """Ask for authority to go alone, with the risks of it. A supervisor answers.

    Raises PermissionDenied, or ValidationError keyed by field. Asked again while it waits, it is one request.
    """
    wrong = {}
    if not why.strip():
        wrong["why"] = "Say why nobody else can go."
    if not safeguards.strip():
        wrong["safeguards"] = "Say what could go wrong for an officer alone there, and what is done about it."
    if wrong:
        raise ValidationError(wrong)
    today = now.date()
    with recording(actor, "ask to visit alone"):
        person = reachable(actor, visit.person, Capability.RECORD, today)
        current = lock(visit)
        if current.state != VisitState.PLANNED:
            raise ValidationError(OVER, code="over")
        if already := _asked(current):
            return already
        made = Alone.objects.create(
            person=person,
            visit=current,
            why=why.strip(),
            safeguards=safeguards.strip(),
            recorded_at=now,
            recorded_by=actor,
        )
        ask_supervisor(
            actor,
            person=person,
            kind="alone",
            about=made.pk,
            title="Decide whether a visit may be made alone",
            due_on=max(today, current.on),
            now=now,
            apart_from=[current.officer],
        )
    return made


def answer_alone(actor: User, *, alone: Alone, version: int, answer: str, note: str, now: datetime) -> Alone:
    """Authorise a visit alone, or refuse it; never one's own. Raises PermissionDenied, Stale, or ValidationError."""
    if not note.strip():
        raise ValidationError({"note": "Give your reasons: they stand on the record."})
    with recording(actor, "answer request to visit alone", reason=note.strip()):
        person = reachable(actor, alone.person, Capability.APPROVE, now.date())
        current = lock(alone)
        if (current.answer, current.answered_by_id) == (answer, actor.pk):
            return current
        lock(alone, expected_version=version)
        if current.recorded_by_id == actor.pk:
            raise ValidationError("You cannot authorise what you have asked for yourself.")
        if current.visit.officer_id == actor.pk:
            raise ValidationError("You go alone yourself. Somebody else authorises it.")
        if current.visit.state != VisitState.PLANNED:
            raise ValidationError("The visit has been made or called off: nothing is left to authorise.")
        if current.answer:
            raise ValidationError("This has been answered already.", code="answered")
        current.answer, current.answer_note = answer, note.strip()
        current.answered_at, current.answered_by = now, actor
        current.version += 1
        current.save(update_fields=["answer", "answer_note", "answered_at", "answered_by", "version"])
        answered(actor, person=person, kind="alone", about=current.pk, note=Asked(answer).label, now=now)
    return current


def start_visit(actor: User, *, visit: Visit, version: int, now: datetime) -> Visit:
    """They are at the door. Alone, only with authority, and the time by which they are to be heard from begins.

    Raises PermissionDenied, Stale, or ValidationError. Started twice by the same officer, it has started once.
    """
    with recording(actor, "start visit"):
        reachable(actor, visit.person, Capability.RECORD, now.date())
        current = lock(visit)
        if current.state == VisitState.STARTED:
            return current
        current = lock(visit, expected_version=version)
        begin(current, now)
    return current


def begin(
    visit: Visit, now: datetime, *, started_at: datetime | None = None, alone_why: str | None = None
) -> None:
    """Set a planned visit under way, in the caller's transaction; raises ValidationError.

    Of one that has been made already `alone_why` says, if it was made alone without authority, why.
    """
    if visit.state != VisitState.PLANNED:
        raise ValidationError(OVER, code="over")
    refuse_away(visit.person, started_at or now, "__all__")
    if visit.is_alone:
        if visit.lacks_authority():
            if alone_why is None:
                said = "No supervisor has answered yet." if _asked(visit) else ALONE
                raise ValidationError(said, code="alone")
            if not alone_why.strip():
                raise ValidationError({"alone_why": UNAUTHORISED})
            visit.alone_why = alone_why.strip()
        visit.check_in_by = now + _check_in(visit, now)
    visit.state, visit.started_at = VisitState.STARTED, started_at or now
    visit.version += 1
    visit.save(update_fields=["state", "started_at", "check_in_by", "alone_why", "version"])


def tell_of_going_alone(actor: User, visit: Visit, now: datetime) -> None:
    """It was made alone and nobody had authorised it: a supervisor looks at it, and an answer comes too late."""
    person = visit.person
    if asked := _asked(visit):
        answered(
            actor, person=person, kind="alone", about=asked.pk, note="Made alone without an answer.", now=now
        )
    ask_supervisor(
        actor,
        person=person,
        kind="unauthorised",
        about=visit.pk,
        title="Review a visit made alone without authority",
        due_on=now.date(),
        detail=visit.alone_why,
        now=now,
        apart_from=[visit.officer],
    )


def check_in(actor: User, *, visit: Visit, now: datetime) -> Visit:
    """All is well: the time begins again. Raises PermissionDenied, or ValidationError once the visit is over."""
    with recording(actor, "check in from visit"):
        reachable(actor, visit.person, Capability.RECORD, now.date())
        current = lock(visit)
        if current.state != VisitState.STARTED or current.check_in_by is None:
            raise ValidationError("No time is running: the visit is over, or is made by two.", code="over")
        current.checked_in_at, current.check_in_by = now, now + _check_in(current, now)
        current.version += 1
        current.save(update_fields=["checked_in_at", "check_in_by", "version"])
        for silence in current.silences.all():
            answered(
                actor,
                person=current.person,
                kind="silence",
                about=silence.pk,
                note="They have been heard from.",
                now=now,
            )
    return current


def notice_silences(*, now: datetime) -> int:
    """Write down each visit alone of which nobody has heard in time, once, and alert the supervisors; the number.

    A function of the rows and the time: run twice, late, or on two machines at once, it alerts once.
    """
    noticed = 0
    for pk in list(Visit.objects.silent(now).values_list("pk", flat=True)):
        with transaction.atomic():
            # Whoever is just being heard from, or is noticed by another run, is waited for and then asked again.
            visit = Visit.objects.silent(now).select_for_update(of=("self",)).filter(pk=pk).first()
            if visit is None:
                continue
            assert visit.check_in_by  # noqa: S101 - silent() asks for it
            silence, first = Silence.objects.get_or_create(
                visit=visit,
                due_at=visit.check_in_by,
                defaults={"person_id": visit.person_id, "noticed_at": now},
            )
            if first:
                noticed += 1
                with recording(None, "notice silence"):
                    ask_supervisor(
                        visit.officer,
                        person=visit.person,
                        kind="silence",
                        about=silence.pk,
                        title="Ring an officer who visits alone and has not checked in",
                        due_on=now.date(),
                        now=now,
                        at_once=True,
                    )
    return noticed


def _asked(visit: Visit) -> Alone | None:
    return visit.alone.standing().exclude(answer=Asked.REFUSED).first()


def _check_in(visit: Visit, now: datetime) -> timedelta:
    return timedelta(minutes=policy_of(visit.person.force_id, now.date()).value(CHECK_IN))
