"""Taking a notification at the station: all that was told, in one transaction, and what follows from it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate, localtime

from access.policies import Capability
from access.recording import recording
from accounts.models import User
from diary.actions import refreshing_only, set_task, tell
from diary.models import Entry, EntryQuerySet
from frontend.dates import time_in_words, words
from notifications.actions.lateness import Unasked, late_among, suspect_late
from notifications.actions.station import ANSWERABLE, record_notification
from notifications.actions.suspecting import open_suspected_breach
from notifications.actions.telling import record_insurance_number, record_told
from notifications.breaches.choices import BreachOf, Found, Provision
from notifications.certificate.serial import new_serial
from notifications.duties import NAME
from notifications.models import Acknowledgement, Attendance, Begun, Item, Notification
from notifications.rules import BEFOREHAND
from notifications.station import rules
from notifications.station.acknowledgement import content_of
from notifications.station.choices import Happened, Taken
from notifications.station.outcome import Outcome, outcome_of
from notifications.station.told import Coming, Notified, Told
from offenders.actions import add_photograph
from offenders.actions.guards import at_the_station, reachable
from offenders.documents.examining import Examined
from offenders.models import Person
from practice import keys, policy
from practice.countries.names import name_of
from practice.countries.queries import high_risk

NOTHING = "Select what they came for, or what has happened."


def take_notification(
    actor: User, *, person: Person, notified: Notified, now: datetime, submission: UUID | None = None
) -> Attendance:
    """Record an attendance with all that was told: the facts, the duties it answers, its items, the acknowledgement.

    Whoever may take a notification may record what is told at one. The duties that arise from what is told now are
    answered with those in `notified.answers`. The manager is told, and tasks are set. Raises PermissionDenied,
    Unasked, or ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    today = now.date()
    with recording(actor, "take notification"), at_the_station():
        person = reachable(actor, person, Capability.NOTIFY, today)
        if submission and (
            already := Attendance.objects.filter(person=person, submission=submission).first()
        ):
            return already
        coming = notified.coming
        if coming.given_at > now:
            raise ValidationError(
                {"given_on": "The notification cannot be in the future. Check the date and the time."}
            )
        if rules.is_backdated(coming.given_at, now) and not coming.backdated_reason:
            raise ValidationError({"backdated_reason": rules.BACKDATED})
        if not notified.answers and not notified.told:
            raise ValidationError(NOTHING)
        serial = new_serial()
        before = set(_open(person).values_list("key", flat=True))
        _record(actor, person, notified, serial, now)
        answers = [*notified.answers, *_arisen(person, before, coming.given_at)]
        if answers:
            record_notification(
                actor,
                person=person,
                given_at=coming.given_at,
                answers=list(dict.fromkeys(answers)),
                station=coming.station,
                now=now,
                acknowledgement=serial,
            )
        given = Notification.objects.filter(person=person, acknowledgement=serial)
        late = late_among(person, given)
        if late and not notified.late_asked:
            raise Unasked
        attendance = Attendance.objects.create(
            person=person,
            **{name: getattr(coming, name) for name in _COMING},
            late=bool(late),
            late_reason=coming.late_reason if late else "",
            backdated_reason=coming.backdated_reason if rules.is_backdated(coming.given_at, now) else "",
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        Item.objects.bulk_create(
            Item(
                attendance=attendance,
                person=person,
                number=number,
                **{name: getattr(noted, name) for name in _NOTED},
                field_class=noted.field_class.value,
            )
            for number, noted in enumerate(notified.items, 1)
        )
        suspect_late(actor, person, late, station=coming.station, reason=coming.late_reason, now=now)
        _suspect_refusal(actor, person, coming, now)
        _set_tasks(actor, person, attendance, notified, now)
        found = outcome_of(attendance, now, serial=serial)
        _acknowledge(actor, found, now)
        _tell_manager(actor, found, now)
        if submission:
            Begun.objects.filter(pk=submission, owner=actor).delete()
    return attendance


_COMING = (
    *("given_at", "station", "shown", "accompanied", "companion"),
    *("parental_direction", "fingerprints", "photograph"),
)
_NOTED = ("part", "called", "old", "new", "effective_on", "changed")


class _TakenBack(Exception):
    """The rehearsal is over."""


def rehearse_notification(actor: User, *, person: Person, notified: Notified, now: datetime) -> Outcome:
    """What taking it would do: it is done and taken back, so that what is shown beforehand is what will be.

    Raises what `take_notification` raises, but Unasked.
    """
    found: list[Outcome] = []
    try:
        # Of all duties only those of the law are shown beforehand.
        with refreshing_only(NAME), policy.read_once(), transaction.atomic():
            attendance = take_notification(
                actor, person=person, notified=replace(notified, late_asked=True), now=now
            )
            found.append(outcome_of(attendance, now))
            raise _TakenBack
    except _TakenBack:
        return found[0]


PHOTOGRAPH_BY_TAKER = (
    "Only whoever took this notification adds its photograph, on the day it was taken and where one was taken. "
    "Whoever keeps the record adds it on the record."
)


def may_add_photograph(user: User, attendance: Attendance, now: datetime) -> bool:
    """Whether this user took it, with a photograph, today."""
    return (
        attendance.recorded_by_id == user.pk
        and attendance.photograph == Taken.TAKEN
        and attendance.voided_at is None
        and attendance.recorded_at.astimezone(now.tzinfo).date() == now.date()
    )


def add_photograph_taken(
    actor: User,
    *,
    attendance: Attendance,
    photograph: Mapping[str, Any],
    content: Examined,
    now: datetime,
    submission: UUID | None = None,
) -> None:
    """Add the photograph that was taken at the counter, by whoever took the notification, the same day.

    Raises PermissionDenied, or ValidationError: for anybody else's, a later day's, or where none was taken.
    """
    if not may_add_photograph(actor, attendance, now):
        raise ValidationError(PHOTOGRAPH_BY_TAKER)
    with at_the_station():
        add_photograph(
            actor,
            person=attendance.person,
            photograph=photograph,
            content=content,
            now=now,
            submission=submission,
        )


def _record(actor: User, person: Person, notified: Notified, serial: str, now: datetime) -> None:
    """Every fact that was told. What came of a notice comes last: it may name one of the others."""
    facts = []
    for told in notified.told:
        if told.happened is Happened.CAME:
            continue
        fact = record_told(
            actor, person=person, told=told, coming=notified.coming, now=now, acknowledgement=serial
        )
        facts += [fact] if fact else []
    for told in notified.told:
        if told.happened is Happened.CAME:
            values = dict(told.values)
            if values.pop("told_now", False):
                if not facts:
                    raise ValidationError("Say what has happened: choose it on the first page.")
                values["fact"] = facts[0]
            record_told(
                actor, person=person, told=Told(told.happened, values), coming=notified.coming, now=now
            )
    if notified.insurance:
        record_insurance_number(actor, person=person, number=notified.insurance, now=now)


def _open(person: Person) -> EntryQuerySet:
    return Entry.objects.open().filter(person=person, kind__in=ANSWERABLE, key__startswith=f"{NAME}/")


def _arisen(person: Person, before: set[str], given_at: datetime) -> Iterable[str]:
    """The duties that what was told has made, and that were there to be answered when they attended."""
    for entry in _open(person):
        new = entry.key not in before
        early = entry.arises_on is not None and entry.arises_on > localdate(given_at)
        if new and not (early and entry.kind not in BEFOREHAND):
            yield entry.key


def _suspect_refusal(actor: User, person: Person, coming: Coming, now: datetime) -> None:
    """Open the enquiry into fingerprints or a photograph refused: a suspicion, no more."""
    refused = [what for what in ("fingerprints", "photograph") if getattr(coming, what) == Taken.REFUSED]
    if refused:
        open_suspected_breach(
            actor,
            person=person,
            of=BreachOf.REQUIREMENT,
            found=Found.OTHER,
            provision=Provision.IDENTITY,
            happened_on=localdate(coming.given_at),
            account=f"At {coming.station} they were asked for and refused: {' and '.join(refused)}.",
            now=now,
        )


def _acknowledge(actor: User, found: Outcome, now: datetime) -> None:
    said = json.dumps(content_of(found, actor), ensure_ascii=False, sort_keys=True)
    Acknowledgement.objects.create(
        serial=found.serial,
        attendance=found.attendance,
        person=found.attendance.person,
        content=said,
        sha256=hashlib.sha256(said.encode()).hexdigest(),
        issued_at=now,
        issued_by=actor,
    )


def _tell_manager(actor: User, found: Outcome, now: datetime) -> None:
    attendance = found.attendance
    managers = User.objects.filter(
        assignments__person=attendance.person, assignments__ends_on__isnull=True
    ).exclude(pk=actor.pk)
    at = localtime(attendance.given_at)
    lines = [f"A notification was taken on {words(at.date())} at {time_in_words(at)}."]
    if attendance.is_backdated:
        lines.append(f"It was recorded only on {words(now.date())}: why stands on the record.")
    lines += ["It was late." if attendance.late else "", f"Acknowledgement {found.serial}."]
    if found.next and found.next.last:
        lines.append(f"The next one is due by the end of {words(found.next.last)}.")
    tell(
        managers,
        person=attendance.person,
        cause=f"attendance {attendance.pk}",
        subject=f"{attendance.person.reference}: notification taken at the station",
        body="\n".join(line for line in lines if line)
        + f"\n\nSign in to see what was notified: {settings.PUBLIC_URL}",
        now=now,
    )


def _set_tasks(
    actor: User, person: Person, attendance: Attendance, notified: Notified, now: datetime
) -> None:
    today = now.date()
    force = policy.policy_of(person.force_id, today)

    def have_done(what: str, title: str, detail: str, key: str, since: date | None = None) -> None:
        set_task(
            actor,
            person=person,
            title=title,
            detail=detail[:1000],
            due_on=force.after(key, since or today),
            source=f"{NAME}/{what}:{attendance.pk}",
            now=now,
        )

    if any(map(_with_a_child, notified.told)):
        have_done(
            "refer-child",
            "Refer to children’s services: someone under 18 where they live or stay",
            "Told at the station. Refer today, and consider who else must know.",
            keys.REFER_CHILD,
        )
    if notified.check:
        have_done("check", "Check what was notified", " ".join(notified.check), keys.CHECK_NOTIFIED)
    if any(told.happened is Happened.NAMED for told in notified.told):
        have_done(
            "new-name",
            "Tell PNC, the partners and whoever keeps an order of the new name",
            "Notified at the station.",
            keys.CHECK_NOTIFIED,
        )
    for told in notified.told:
        if told.happened is Happened.TRAVELS:
            going = told.values["journey"]
            risky = high_risk(person.force_id, going["countries"], today, going["departs_on"])
            have_done(
                "alert-abroad",
                f"Decide whether to alert where they travel{': a high-risk country' if risky else ''}",
                _ALERT.format(which=f"On the list: {', '.join(map(name_of, risky))}. " if risky else ""),
                keys.ALERT_ABROAD,
            )
            if back := going.get("return_date"):
                have_done(
                    "await-return",
                    "Check that they have come back from abroad",
                    "If they are not back, or have not notified their return where they had to, look into it the "
                    "same day.",
                    keys.AWAIT_RETURN,
                    back,
                )


_ALERT = "{which}Record the decision and its reasons beside the journey, under Notification: that finishes this task."


def _with_a_child(told: Told) -> bool:
    if told.happened is Happened.MOVED:
        return bool(told.values["child_in_household"] == "yes")
    return told.happened is Happened.CHILD and told.values["change"]["kind"] != "child_household_ceased"
