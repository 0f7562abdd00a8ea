"""Devices, what monitors them and alerts, for tests: made through the application's own verbs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from accounts.models import User
from offenders.models import CourtOrder, Device, Monitoring, OrderCondition, Person
from riskplans import actions
from riskplans.devices.choices import AlertCategory, Authority, Depth, ExamResult
from riskplans.models import DeviceExamination, MonitoringAlert, Product
from tests import world

NOW = world.at(world.TODAY)
AT_TWO = world.at(world.TODAY, 2)
SINCE = world.TODAY - world.days(60)


def allowed(
    by: User,
    of: Person,
    *,
    kind: str = "inspection",
    wording: str = "",
    permits: bool | str = "suggested",
) -> OrderCondition:
    """A condition of an order made in April that permits monitoring, as what it is about suggests."""
    order = _order(by, of)
    found = world.detail(
        by,
        of,
        "order-condition",
        order_id=order.pk,
        kind=kind,
        requirement="positive",
        number=4,
        permits_monitoring=permits,
        wording=wording or "Allow the police to install risk management monitoring software.",
        source="document",
    )
    assert isinstance(found, OrderCondition)
    return found


def _order(by: User, of: Person) -> CourtOrder:
    return CourtOrder.objects.create(
        person=of, kind="shpo", made_on=SINCE, served_on=SINCE, recorded_at=NOW, recorded_by=by
    )


def device(by: User, of: Person, **said: Any) -> Device:
    found = world.detail(
        by,
        of,
        "device",
        **{"kind": "phone", "make": "Fenn 4", "online": "yes", "source": "observed", **said},
    )
    assert isinstance(found, Device)
    return found


def monitored(by: User, on: Device, *, since: date = SINCE, heard_on: date | None = None) -> Monitoring:
    made = actions.install_monitoring(
        by,
        device=on,
        said={
            "product": "eSafe",
            "licence": "ES-1",
            "installed_on": since,
            "installed_by": "DC Reed",
            "authority": "Condition 4",
        },
        now=NOW,
    )
    if heard_on is None or heard_on == since:
        return made
    return actions.hear_from_monitoring(by, install=made, version=made.version, heard_on=heard_on, now=NOW)


def alerted(by: User, install: Monitoring, at: datetime = AT_TWO, **said: Any) -> MonitoringAlert:
    fields = {
        "received_at": at,
        "category": AlertCategory.SEARCH,
        "said": "Words from the list, searched for at night.",
        "reference": "ES-9-77",
        "now": NOW,
    }
    return actions.record_alert(by, install=install, **{**fields, **said})


def examined(by: User, of: Device, result: str = ExamResult.CLEAR, **said: Any) -> DeviceExamination:
    fields: dict[str, Any] = {
        "authority": Authority.CONSENT,
        "depth": Depth.TRIAGE,
        "examined_on": world.TODAY,
        "examiner": "DC 1001 Reed",
        "result": result,
        "found": "" if result == ExamResult.CLEAR else "History deleted.",
        "exhibit": "RJ/1" if result == ExamResult.SEIZED else "",
    }
    return actions.examine_device(by, device=of, said={**fields, **said}, now=NOW)


def one_of_each(by: User, of: Person) -> dict[str, list[object]]:
    """What stands in the addresses of the pages of devices: one that is monitored, and an alert."""
    owned = device(by, of)
    install = monitored(by, owned)
    alert = alerted(by, install)
    return {
        "retire-product": [Product.objects.get(name="XRY", force=None).pk],
        **{
            url: [of.pk, owned.pk]
            for url in ("device", "examine-device", "install-monitoring", "move-device")
        },
        **{url: [of.pk, install.pk] for url in ("hear-monitoring", "remove-monitoring")},
        **{url: [of.pk, alert.pk] for url in ("monitoring-alert", "acknowledge-alert", "triage-alert")},
    }
