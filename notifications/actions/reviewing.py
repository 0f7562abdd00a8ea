"""The verbs of a review: which notification counts, the application, the bodies asked, the decision, the appeal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, overtaken, recording
from accounts.models import User
from notifications import facts
from notifications.law import Refused, evaluate
from notifications.models import Application, Notification, RelevantNotification, ResponsibleBody
from notifications.reviews import rules
from notifications.reviews.document import NEVER_RELEVANT
from offenders.actions.guards import believe, reachable
from offenders.models import Person
from offenders.signals import facts_changed

ON_RECORD = "This is on record already. If it is wrong, correct it."


def name_relevant_notification(
    actor: User, *, person: Person, notification: Notification, now: datetime
) -> RelevantNotification:
    """Say which notification the years to a review begin with (s.91B(10)); said again, the later word counts.

    Raises PermissionDenied, or ValidationError for one of travel, or not on this person's record.
    """
    with recording(actor, "name relevant notification"):
        person = reachable(actor, person, Capability.RECORD, now.date())
        stands = person.notifications.standing().exclude(section__in=NEVER_RELEVANT)
        if not stands.filter(pk=notification.pk).exists():
            raise ValidationError(
                {"notification": "Select a notification under section 83, 84 or 85 that is on record."}
            )
        named = person.relevant_notifications.standing().select_for_update().first()
        if named is None:
            named = RelevantNotification(person=person, recorded_at=now, recorded_by=actor)
        elif named.notification_id == notification.pk:
            return named
        else:
            named.version += 1
        named.notification = notification
        named.save()
        facts_changed.send(RelevantNotification, people=[person.pk], today=now.date())
    return named


def record_application(
    actor: User,
    *,
    person: Person,
    received_on: date,
    received_how: str,
    now: datetime,
    submission: UUID | None = None,
) -> Application:
    """Record an application for review (s.91B): the days to acknowledge it begin.

    Raises PermissionDenied, or ValidationError keyed by field: when none may be made yet, or one is open. The same
    `submission` twice gives the first back.
    """
    believe(rules.application({"received_on": received_on}, today=now.date()))
    with recording(actor, "record application for review"):
        person = reachable(actor, person, Capability.RECORD, now.date())
        if submission and (
            already := Application.objects.filter(person=person, submission=submission).first()
        ):
            return already
        if why_not := _why_not(person, received_on):
            raise ValidationError({"received_on": why_not})
        made = Application.objects.create(
            person=person,
            received_on=received_on,
            received_how=received_how,
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        facts_changed.send(Application, people=[person.pk], today=now.date())
    return made


def acknowledge_application(
    actor: User, *, application: Application, version: int, acknowledged_on: date, now: datetime
) -> Application:
    """Record that the application was acknowledged (s.91B(8)). Raises as `_carry_on` does."""
    said = {"acknowledged_on": acknowledged_on}
    return _carry_on(
        actor, "acknowledge application", application, version, said, now=now, closes="acknowledged_on"
    )


def record_withdrawal(
    actor: User, *, application: Application, version: int, withdrawn_on: date, now: datetime
) -> Application:
    """Record that the applicant withdrew it: nothing is left to decide. Raises as `_carry_on` does."""
    said = {"withdrawn_on": withdrawn_on}
    return _carry_on(actor, "record withdrawal", application, version, said, now=now, closes="withdrawn_on")


def record_determination(
    actor: User, *, application: Application, version: int, determination: Mapping[str, Any], now: datetime
) -> Application:
    """Record the decision (s.91C): `determined_on`, `outcome`, `decided_by`, `reasons`, and perhaps `further_years`
    and `notice_received_on`. A grant ends the requirements on the day its notice is received.

    Raises as `_carry_on` does.
    """
    return _carry_on(
        actor,
        "record decision on review",
        application,
        version,
        determination,
        now=now,
        closes="determined_on",
    )


def record_notice_received(
    actor: User, *, application: Application, version: int, notice_received_on: date, now: datetime
) -> Application:
    """Record the day they received the notice of the decision: 21 days to appeal begin with it (s.91E(2)), or the
    requirements end with it (s.91C(4)). Raises as `_carry_on` does."""
    return _carry_on(
        actor,
        "record receipt of notice",
        application,
        version,
        {"notice_received_on": notice_received_on},
        now=now,
        closes="notice_received_on",
        needs="determined_on",
    )


def record_appeal(
    actor: User, *, application: Application, version: int, appeal: Mapping[str, Any], now: datetime
) -> Application:
    """Record an appeal (s.91E): `appealed_on` and `court`; later `appeal_outcome` and `appeal_decided_on`.

    Raises as `_carry_on` does.
    """
    return _carry_on(
        actor,
        "record appeal",
        application,
        version,
        appeal,
        now=now,
        closes="appeal_outcome",
        needs="determined_on",
    )


def tell_body(
    actor: User,
    *,
    application: Application,
    body: str,
    notified_on: date,
    now: datetime,
    submission: UUID | None = None,
) -> ResponsibleBody:
    """Record that a responsible body was told of the application: its 28 days begin (s.91B(8)-(9)).

    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    with recording(actor, "tell responsible body"):
        person = reachable(actor, application.person, Capability.RECORD, now.date())
        if submission and (
            already := ResponsibleBody.objects.filter(person=person, submission=submission).first()
        ):
            return already
        application = lock(application)
        if not application.is_open:
            raise ValidationError("This application is no longer open: no body is asked about it any more.")
        said = {"body": body, "notified_on": notified_on}
        believe(rules.body(said, received_on=application.received_on, today=now.date()))
        told = ResponsibleBody.objects.create(
            person=person,
            application=application,
            **said,
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        facts_changed.send(ResponsibleBody, people=[person.pk], today=now.date())
    return told


def record_body_answer(
    actor: User, *, told: ResponsibleBody, version: int, answered_on: date, answer: str, now: datetime
) -> ResponsibleBody:
    """Record what a responsible body sent (s.91B(9)).

    Raises PermissionDenied, Stale, or ValidationError keyed by field or when an answer is on record.
    """
    with recording(actor, "record answer of responsible body"):
        person = reachable(actor, told.person, Capability.RECORD, now.date())
        current = lock(told)
        if (current.answered_on, current.answer) == (answered_on, answer):
            return current
        if current.version != version:
            raise overtaken(current)
        if current.answered_on:
            raise ValidationError(ON_RECORD)
        current.answered_on, current.answer = answered_on, answer
        believe(rules.body(vars(current), received_on=current.application.received_on, today=now.date()))
        current.version += 1
        current.save(update_fields=["answered_on", "answer", "version"])
        facts_changed.send(ResponsibleBody, people=[person.pk], today=now.date())
    return current


def _carry_on(
    actor: User,
    verb: str,
    application: Application,
    version: int,
    said: Mapping[str, Any],
    *,
    now: datetime,
    closes: str,
    needs: str = "",
) -> Application:
    """The next step of an application. `closes` is the field that says it was taken; `needs` what comes before it,
    or nothing: then the application must be open.

    The same step sent twice gives the first back. Raises PermissionDenied; Stale when somebody has changed the
    application since `version`; ValidationError keyed by field, or when the step is on record or not yet possible.
    """
    with recording(actor, verb):
        person = reachable(actor, application.person, Capability.RECORD, now.date())
        current = lock(application)
        if all(getattr(current, name) == value for name, value in said.items()):
            return current
        if current.version != version:
            raise overtaken(current)
        if getattr(current, closes):
            raise ValidationError(ON_RECORD)
        if needs and not getattr(current, needs):
            raise ValidationError("Record the decision first.")
        if not needs and not current.is_open:
            raise ValidationError("This application is no longer open. If that is wrong, correct it.")
        for name, value in said.items():
            setattr(current, name, value)
        believe(rules.application(vars(current), today=now.date()))
        current.version += 1
        current.save(update_fields=[*said, "version"])
        facts_changed.send(Application, people=[person.pk], today=now.date())
    return current


def _why_not(person: Person, on: date) -> str:
    """Why no application may be made on that day, from the record as it stands; empty if one may."""
    try:
        result = evaluate(facts.document(person, as_at=on))
    except Refused:
        return "No date can be computed from this record, so nobody can tell whether they may apply. Correct the facts."
    return rules.may_apply(result["review"], subject_without_end=result["subject"]["indefinite"])
