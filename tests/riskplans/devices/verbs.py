"""Every verb of devices and monitoring, carried out by one user on one person: what the access log must say of all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.models import User
from offenders.models import Person
from offenders.record.choices import DeviceState
from riskplans import actions
from riskplans.devices.choices import AlertState
from riskplans.models import MonitoringAlert
from tests import world
from tests.riskplans.devices import watched

NOW = watched.NOW


def _alert(by: User, of: Person) -> MonitoringAlert:
    return watched.alerted(by, watched.monitored(by, watched.device(by, of)))


def _remove(by: User, of: Person) -> Any:
    install = watched.monitored(by, watched.device(by, of))
    return actions.remove_monitoring(
        by, install=install, version=1, removed_on=world.TODAY, why="Order ended", now=NOW
    )


VERBS: dict[str, Callable[[User, Person], Any]] = {
    "examine device": lambda by, of: watched.examined(by, watched.device(by, of)),
    "move device": lambda by, of: actions.move_device(
        by,
        device=watched.device(by, of),
        version=1,
        state=DeviceState.LOST,
        on=world.TODAY,
        note="Says so",
        now=NOW,
    ),
    "install monitoring": lambda by, of: watched.monitored(by, watched.device(by, of)),
    "hear from monitoring": lambda by, of: watched.monitored(
        by, watched.device(by, of), heard_on=world.TODAY
    ),
    "remove monitoring": _remove,
    "record monitoring alert": _alert,
    "acknowledge monitoring alert": lambda by, of: actions.acknowledge_alert(
        by, alert=_alert(by, of), now=NOW
    ),
    "triage monitoring alert": lambda by, of: actions.triage_alert(
        by, alert=_alert(by, of), version=1, state=AlertState.FALSE, assessment="A song", now=NOW
    ),
}
