"""Devices: examined, and where they are: verified, seized, given back, gone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import User
from offenders.actions.guards import believe, linked, reachable
from offenders.models import Device, LicenceCondition, Monitoring, OrderCondition
from offenders.queries import conditions_in_force
from offenders.record.choices import OUT_OF_HAND, DeviceState
from offenders.record.rules import device_step_refused
from offenders.signals import facts_changed
from riskplans.devices import rules
from riskplans.devices.choices import Authority, ExamResult
from riskplans.models import DeviceExamination

# Whoever examines such a device, or puts monitoring on it, has held it.
_IN_HAND = (DeviceState.DECLARED, DeviceState.FOUND, DeviceState.RETURNED)


def examine_device(
    actor: User,
    *,
    device: Device,
    said: Mapping[str, Any],
    now: datetime,
    condition: OrderCondition | LicenceCondition | None = None,
    submission: UUID | None = None,
) -> DeviceExamination:
    """Record an examination; the record then says when the device was last examined, and that it was held or seized.

    One that is entered late moves nothing that the record says of a later day. `said` has the fields of a
    DeviceExamination besides its condition, which `authority` asks for. Raises PermissionDenied, or ValidationError
    keyed by field. The same `submission` twice gives the first back.
    """
    believe(rules.examination(said, condition=condition is not None, now=now))
    with recording(actor, "examine device"):
        person = reachable(actor, device.person, Capability.RECORD, now.date())
        if submission and (
            already := DeviceExamination.objects.filter(person=person, submission=submission).first()
        ):
            return already
        authority = said["authority"]
        if condition is not None:
            orders, licences = conditions_in_force(person, said["examined_on"])
            if condition not in [*orders, *licences]:
                raise ValidationError({"condition": "That condition was not in force that day."})
        if (authority == Authority.ORDER) != isinstance(condition, OrderCondition) or (
            authority == Authority.LICENCE
        ) != isinstance(condition, LicenceCondition):
            raise ValidationError(
                {"condition": "Select a condition of what allows it: an order’s or a licence’s."}
            )
        made = DeviceExamination(
            person=person,
            device=device,
            **said,
            order_condition=condition if isinstance(condition, OrderCondition) else None,
            licence_condition=condition if isinstance(condition, LicenceCondition) else None,
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        believe(linked(actor, made, now))
        current = lock(device)
        late = rules.overtaken(
            made.examined_on, stands_since=current.stands_since, examined_on=current.examined_on
        )
        seized = made.result == ExamResult.SEIZED
        if seized and not late and (refused := device_step_refused(current.state, DeviceState.SEIZED)):
            raise ValidationError({"result": refused})
        made.save(force_insert=True)
        if current.examined_on is None or current.examined_on <= made.examined_on:
            current.examined_on, current.exhibit = made.examined_on, made.exhibit[:40] or current.exhibit
            current.examined = f"{made.get_result_display()}. {made.found}"[:200]
        if seized and not late and current.state != DeviceState.SEIZED:
            _stand(current, DeviceState.SEIZED, made.examined_on, "The device was seized.")
        elif not late and current.state in _IN_HAND:
            _stand(current, DeviceState.VERIFIED, made.examined_on)
        current.version += 1
        current.save()
        facts_changed.send(Device, people=[person.pk], today=now.date())
    return made


def move_device(
    actor: User, *, device: Device, version: int, state: DeviceState, on: date, note: str, now: datetime
) -> Device:
    """Where a device is now: verified, seized, given back, destroyed, disposed of or lost, and what shows it.

    What monitors a device that they no longer have is taken off it. Raises PermissionDenied, Stale, or ValidationError
    keyed by field; the same move twice is one.
    """
    if not note.strip():
        raise ValidationError({"note": "Say what shows it, or who said so."})
    if on > now.date():
        raise ValidationError({"on": "That day is still to come."})
    with recording(actor, "move device", reason=note.strip()[:500]):
        reachable(actor, device.person, Capability.RECORD, now.date())
        current = lock(device)
        if current.state == state and current.version == version + 1:
            return current
        lock(device, expected_version=version)
        if current.state == state:
            raise ValidationError({"state": "That is how it stands already."})
        if refused := device_step_refused(current.state, state):
            raise ValidationError({"state": refused})
        _stand(current, state, on, note.strip())
        current.version += 1
        current.save()
        facts_changed.send(Device, people=[current.person_id], today=now.date())
    return current


def seize(device: Device, on: date, why: str) -> None:
    """A device was taken along: in the transaction of the verb that shows it. One that is held already stays so, and so
    does one of which the record says something later."""
    current = lock(device)
    if rules.overtaken(on, stands_since=current.stands_since, examined_on=current.examined_on):
        return
    if not device_step_refused(current.state, DeviceState.SEIZED) and current.state != DeviceState.SEIZED:
        _stand(current, DeviceState.SEIZED, on, why)
        current.version += 1
        current.save()


def _stand(device: Device, state: DeviceState, on: date, why: str = "") -> None:
    """The new state, not saved yet; an end to the entry, and to its monitoring, where they have it no longer."""
    device.state, device.stands_since = state, on
    if state in (DeviceState.DESTROYED, DeviceState.DISPOSED):
        device.ends_on = max(on, device.starts_on or on)
    if state not in OUT_OF_HAND:
        return
    for install in Monitoring.objects.standing().filter(device=device, removed_on__isnull=True):
        install.removed_on = max(on, install.installed_on or on)
        install.removed_why = f"{DeviceState(state).label}: {why}"[:200]
        install.version += 1
        install.save(update_fields=["removed_on", "removed_why", "version"])
