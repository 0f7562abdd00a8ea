"""Monitoring of devices: installed, heard from, removed; and its alerts, acknowledged and triaged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import User
from diary.actions import tell
from notifications.actions import open_suspected_breach
from notifications.breaches.choices import BreachOf, Found
from notifications.models import Breach
from offenders import kinds
from offenders.actions import record_detail
from offenders.actions.guards import believe, reachable
from offenders.choices import Source
from offenders.models import Assignment, Device, LicenceCondition, Monitoring, OrderCondition, Person
from offenders.record.choices import DeviceState
from offenders.signals import facts_changed
from riskplans.actions.telling import supervisors_of
from riskplans.devices import rules
from riskplans.devices.choices import AlertCategory, AlertState
from riskplans.models import MonitoringAlert


def install_monitoring(
    actor: User,
    *,
    device: Device,
    said: Mapping[str, Any],
    now: datetime,
    submission: UUID | None = None,
) -> Monitoring:
    """Record that monitoring was put on a device; whoever did it has held the device, so it is verified with it.

    `said` has `product`, `installed_on`, `installed_by`, `authority` and perhaps `licence`. Raises PermissionDenied, or
    ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    with recording(actor, "install monitoring"):
        reachable(actor, device.person, Capability.RECORD, now.date())
        kind = kinds.named("monitoring")
        assert kind  # noqa: S101 - offenders declares it
        if said["installed_on"] > now.date():
            raise ValidationError({"installed_on": "That day is still to come."})
        values = {
            "device_id": device.pk,
            "starts_on": said["installed_on"],
            "heard_on": said["installed_on"],
            "source": Source.OBSERVED,
            **said,
        }
        made = record_detail(
            actor, person=device.person, kind=kind, values=values, now=now, submission=submission
        )
        assert isinstance(made, Monitoring)  # noqa: S101 - what that kind makes
        current = lock(device)
        late = rules.overtaken(said["installed_on"], stands_since=current.stands_since, examined_on=None)
        if not late and current.state in (DeviceState.DECLARED, DeviceState.FOUND, DeviceState.RETURNED):
            current.state, current.stands_since = DeviceState.VERIFIED, said["installed_on"]
            current.version += 1
            current.save(update_fields=["state", "stands_since", "version"])
    return made


def hear_from_monitoring(
    actor: User, *, install: Monitoring, version: int, heard_on: date, now: datetime
) -> Monitoring:
    """Record the last day on which it reported. Raises PermissionDenied, Stale, or ValidationError keyed by field."""
    if heard_on > now.date():
        raise ValidationError({"heard_on": "That day is still to come."})
    with recording(actor, "hear from monitoring"):
        reachable(actor, install.person, Capability.RECORD, now.date())
        current = lock(install)
        if current.heard_on == heard_on:
            return current
        lock(install, expected_version=version)
        _refuse_removed(current)
        if current.installed_on and heard_on < current.installed_on:
            raise ValidationError({"heard_on": "That was before it was installed."})
        if current.heard_on and heard_on < current.heard_on:
            raise ValidationError(
                {"heard_on": "It has been heard from since. Correct the entry if that is wrong."}
            )
        current.heard_on = heard_on
        current.version += 1
        current.save(update_fields=["heard_on", "version"])
        facts_changed.send(Monitoring, people=[current.person_id], today=now.date())
    return current


def remove_monitoring(
    actor: User, *, install: Monitoring, version: int, removed_on: date, why: str, now: datetime
) -> Monitoring:
    """Record that it was taken off, and why. Raises PermissionDenied, Stale, or ValidationError keyed by field."""
    if not why.strip():
        raise ValidationError({"removed_why": "Say why it was removed."})
    if removed_on > now.date():
        raise ValidationError({"removed_on": "That day is still to come."})
    with recording(actor, "remove monitoring", reason=why.strip()[:500]):
        reachable(actor, install.person, Capability.RECORD, now.date())
        current = lock(install)
        if (current.removed_on, current.removed_why) == (removed_on, why.strip()):
            return current
        lock(install, expected_version=version)
        _refuse_removed(current)
        if current.installed_on and removed_on < current.installed_on:
            raise ValidationError({"removed_on": "It cannot have been removed before it was installed."})
        current.removed_on, current.removed_why = removed_on, why.strip()
        current.version += 1
        current.save(update_fields=["removed_on", "removed_why", "version"])
        facts_changed.send(Monitoring, people=[current.person_id], today=now.date())
    return current


def record_alert(
    actor: User,
    *,
    install: Monitoring,
    received_at: datetime,
    category: AlertCategory,
    said: str,
    now: datetime,
    reference: str = "",
    submission: UUID | None = None,
) -> MonitoringAlert:
    """Enter an alert, in words and by its reference in the product: no image is kept here, nor taken in.

    The manager and the supervisors are told at once. Raises PermissionDenied, or ValidationError keyed by field. The
    same `submission` twice gives the first back.
    """
    believe(rules.alert({"received_at": received_at, "said": said}, now=now))
    with recording(actor, "record monitoring alert"):
        person = reachable(actor, install.person, Capability.RECORD, now.date())
        if submission and (
            already := MonitoringAlert.objects.filter(person=person, submission=submission).first()
        ):
            return already
        made = MonitoringAlert.objects.create(
            person=person,
            install=install,
            received_at=received_at,
            category=category,
            said=said.strip(),
            reference=reference.strip(),
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        _tell(actor, person, made, now)
        facts_changed.send(MonitoringAlert, people=[person.pk], today=now.date())
    return made


def acknowledge_alert(actor: User, *, alert: MonitoringAlert, now: datetime) -> MonitoringAlert:
    """Take an alert on: how long that took is kept. Raises PermissionDenied, or ValidationError naming who has it."""
    with recording(actor, "acknowledge monitoring alert"):
        reachable(actor, alert.person, Capability.RECORD, now.date())
        current = lock(alert)
        if current.state != AlertState.NEW:
            if current.taken_by_id == actor.pk:
                return current
            raise ValidationError(f"{current.taken_by} has acknowledged it already.", code="taken")
        _take(actor, current, now)
        facts_changed.send(MonitoringAlert, people=[current.person_id], today=now.date())
    return current


def triage_alert(
    actor: User,
    *,
    alert: MonitoringAlert,
    version: int,
    state: AlertState,
    assessment: str,
    now: datetime,
    condition: OrderCondition | LicenceCondition | None = None,
) -> MonitoringAlert:
    """Say what an alert comes to. A breach opens the enquiry, with its device and condition, in the same transaction.

    Whoever triages it has acknowledged it. Raises PermissionDenied, Stale, or ValidationError keyed by field: a
    condition that was not in force that day among them.
    """
    if not assessment.strip():
        raise ValidationError({"assessment": "Say what you make of it, and what is done."})
    with recording(actor, "triage monitoring alert"):
        person = reachable(actor, alert.person, Capability.RECORD, now.date())
        current = lock(alert)
        if (current.state, current.assessment, current.triaged_by_id) == (
            state,
            assessment.strip(),
            actor.pk,
        ):
            return current
        lock(alert, expected_version=version)
        current.person = person
        if current.state == AlertState.NEW:
            _take(actor, current, now)
        if current.state != AlertState.TAKEN and (current.state, state) != (
            AlertState.CONCERN,
            AlertState.BREACH,
        ):
            raise ValidationError("This alert has been triaged already.", code="triaged")
        if state == AlertState.BREACH:
            current.breach = _breach(actor, current, condition, now)
        current.state, current.assessment = state, assessment.strip()
        current.triaged_at, current.triaged_by = now, actor
        current.version += 1
        current.save(update_fields=["state", "assessment", "triaged_at", "triaged_by", "breach", "version"])
        facts_changed.send(MonitoringAlert, people=[person.pk], today=now.date())
    return current


def _take(actor: User, alert: MonitoringAlert, now: datetime) -> None:
    alert.state, alert.taken_at, alert.taken_by = AlertState.TAKEN, now, actor
    alert.version += 1
    alert.save(update_fields=["state", "taken_at", "taken_by", "version"])


def _breach(
    actor: User,
    alert: MonitoringAlert,
    condition: OrderCondition | LicenceCondition | None,
    now: datetime,
) -> Breach:
    """What the alert says, and what was made of it, is of a class of its own: the breach says where that stands."""
    of, named = BreachOf.OTHER, {}
    if condition is not None:
        of = BreachOf.ORDER if isinstance(condition, OrderCondition) else BreachOf.LICENCE
        named = {f"{of}_condition": condition}
    try:
        return open_suspected_breach(
            actor,
            person=alert.person,
            of=of,
            found=Found.MONITORING,
            happened_on=timezone.localdate(alert.received_at),
            device=alert.install.device,
            account=f"An alert of monitoring: {alert.get_category_display().lower()}. What it says, and what was made "
            "of it, stands with the alert.",
            submission=uuid5(alert.pk, "breach"),
            now=now,
            **named,  # type: ignore[arg-type]
        )
    except ValidationError as refused:
        said = [text for texts in getattr(refused, "message_dict", {}).values() for text in texts]
        raise ValidationError({"condition": said or refused.messages}) from refused


def _refuse_removed(install: Monitoring) -> None:
    if install.removed_on is not None:
        raise ValidationError("It has been removed already.", code="removed")


def _tell(actor: User, person: Person, alert: MonitoringAlert, now: datetime) -> None:
    """The manager and the unit's supervisors, but for who enters it; the message says nothing of what it is about."""
    manager = Assignment.objects.filter(person=person, ends_on__isnull=True).select_related("manager").first()
    told = {user.pk: user for user in supervisors_of(person, now.date(), apart_from=[actor])}
    if manager and manager.manager_id != actor.pk:
        told[manager.manager_id] = manager.manager
    what = "an alert of monitoring waits to be acknowledged"
    tell(
        told.values(),
        person=person,
        cause=f"alert {alert.pk}",
        subject=f"{person.reference}: {what}",
        body=f"{what[0].upper()}{what[1:]}.\n\nSign in to see it: {settings.PUBLIC_URL}",
        now=now,
        at_once=True,
    )
