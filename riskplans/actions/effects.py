"""What follows from a visit at once, in its own transaction: a device on the record, a suspected breach, a review."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid5

from django.core.exceptions import ValidationError

from accounts.models import User
from diary.actions import set_task
from notifications.actions import open_suspected_breach
from notifications.breaches.choices import BreachOf, Found
from notifications.models import Breach
from offenders import kinds
from offenders.actions import record_detail
from offenders.choices import Source, YesNoUnknown
from offenders.models import Device, LicenceCondition, OrderCondition
from offenders.record.choices import DeviceState
from riskplans.actions.changing import collect
from riskplans.actions.examining import seize
from riskplans.actions.telling import SOURCE, ask_supervisor
from riskplans.assessments.changes import Change
from riskplans.assessments.choices import ChangeKind
from riskplans.choices import Outcome
from riskplans.models import DeviceSeen, Visit

SAFEGUARD_TITLE = "Safeguarding needed at once after a visit"
MOVED_TITLE = "Find out where they live now, and record the move"


def undeclared_device(actor: User, visit: Visit, device: Mapping[str, Any], now: datetime) -> DeviceSeen:
    """A device they had not declared: it stands on the record from the visit on, and on the visit's own record."""
    kind = kinds.named("device")
    assert kind  # noqa: S101 - offenders declares it
    values = {
        "state": DeviceState.FOUND,
        "starts_on": visit.on,
        "source": Source.OBSERVED,
        "permitted": YesNoUnknown.UNKNOWN,
        **device,
    }
    found = record_detail(actor, person=visit.person, kind=kind, values=values, now=now)
    assert isinstance(found, Device)  # noqa: S101 - what that kind makes
    return seen(actor, visit, found, now, declared=False)


def seen(
    actor: User,
    visit: Visit,
    device: Device,
    now: datetime,
    *,
    declared: bool,
    examined: str = "",
    seized: bool = False,
) -> DeviceSeen:
    """A device of theirs, at the visit, which may be taken along; said again, the later word counts."""
    if seized:
        seize(device, visit.on, "Seized at a home visit.")
    row = DeviceSeen.objects.standing().filter(visit=visit, device=device).first()
    if row is None:
        return DeviceSeen.objects.create(
            person=visit.person,
            visit=visit,
            device=device,
            declared=declared,
            examined=examined,
            seized=seized,
            recorded_at=now,
            recorded_by=actor,
        )
    if (row.examined, row.seized) != (examined, seized):
        row.examined, row.seized = examined, seized
        row.version += 1
        row.save(update_fields=["examined", "seized", "version"])
    return row


def suspect_breach(
    actor: User,
    visit: Visit,
    what: str,
    now: datetime,
    *,
    condition: OrderCondition | LicenceCondition | None = None,
    device: Device | None = None,
) -> Breach:
    """Open the enquiry into what the visit showed: of the condition, where one is named that was in force that day.

    The same visit opens one of each condition, however often its record is saved.
    """
    said = {
        "person": visit.person,
        "found": Found.VISIT,
        "happened_on": visit.on,
        "account": what,
        "now": now,
    }
    one = uuid5(visit.pk, str(condition.pk if condition else "breach"))
    if condition:
        of = BreachOf.ORDER if isinstance(condition, OrderCondition) else BreachOf.LICENCE
        named = {f"{of}_condition": condition}
        try:
            return open_suspected_breach(actor, of=of, device=device, submission=one, **named, **said)  # type: ignore[arg-type]
        except ValidationError as refused:
            # It was not in force that day: what was seen is enquired into all the same.
            if set(getattr(refused, "error_dict", ())) != {f"{of}_condition"}:
                raise
    return open_suspected_breach(actor, of=BreachOf.OTHER, device=device, submission=one, **said)  # type: ignore[arg-type]


def ask_for_review(visit: Visit, why: str, now: datetime) -> None:
    """What the visit showed is collected on the review of the person's risk."""
    said = Change(ChangeKind.OTHER, why[:300], visit.on, f"visit:{visit.pk}")
    collect(visit.person_id, [said], now=now)


def safeguard(actor: User, visit: Visit, what: str, now: datetime) -> None:
    ask_supervisor(
        actor,
        person=visit.person,
        kind="safeguarding",
        about=visit.pk,
        title=SAFEGUARD_TITLE,
        due_on=now.date(),
        detail=what,
        now=now,
        at_once=True,
    )


def not_seen(actor: User, visit: Visit, now: datetime) -> None:
    """An empty home may mean that a move was not notified."""
    if visit.outcome == Outcome.MOVED:
        # When they moved is not known: the diary opens the breach once the day to notify it has passed.
        set_task(
            actor,
            person=visit.person,
            title=MOVED_TITLE,
            detail="They seem no longer to live at the address visited. When did they move, and where to? Was it "
            "notified? Are they safe?",
            due_on=now.date(),
            source=f"{SOURCE}/moved:{visit.pk}",
            now=now,
        )
