"""How a device stands, when monitoring has fallen silent, what an examination and an alert must say: pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from frontend.dates import plural_days, words
from riskplans.devices.choices import Authority, ExamResult, Stands

Refusals = dict[str, str]


@dataclass(frozen=True, slots=True)
class Install:
    """Monitoring on one device, not removed. `heard_on` is the last day it reported; None: never."""

    installed_on: date | None
    heard_on: date | None

    def silent_since(self, within: int) -> date | None:
        """The last day on which it was in time to report, `within` days after it last did; None: no day known."""
        heard = self.heard_on or self.installed_on
        return heard + timedelta(days=within) if heard else None

    def is_silent(self, today: date, within: int) -> bool:
        last = self.silent_since(within)
        return last is not None and last < today


def stands(
    state: str,
    *,
    installs: Sequence[Install],
    examined: str,
    wanted: bool,
    online: bool,
    today: date,
    within: int,
) -> Stands:
    """How a device stands.

    `state` is the record's own, `examined` the result of the last examination, `wanted` whether an order, a licence or
    consent lets it be monitored, `online` whether it can go online or nobody knows. Where it is comes first, then what
    is to be done about it, then what was found on it.
    """
    if state in ("seized", "destroyed", "disposed", "lost"):
        return Stands(state)
    if any(each.is_silent(today, within) for each in installs):
        return Stands.NOT_REPORTING
    if examined == ExamResult.CONCERN:
        return Stands.CONCERN
    if installs:
        return Stands.MONITORED
    if state == "found":
        return Stands.FOUND
    if wanted and online:
        return Stands.INSTALL_DUE
    return Stands.CLEAR if examined == ExamResult.CLEAR else Stands(state)


def overtaken(day: date, *, stands_since: date | None, examined_on: date | None) -> bool:
    """Whether the record says something later than an examination of that `day` of where the device is.

    `stands_since` is the day from which it stands as it does, `examined_on` that of the last examination on record.
    """
    return any(later is not None and later > day for later in (stands_since, examined_on))


def why_silent(install: Install, within: int) -> str:
    """Said beside what does not report."""
    if install.heard_on:
        return f"Last heard from on {words(install.heard_on)}; it is to report within {plural_days(within)}."
    if install.installed_on:
        return f"Not heard from since it was installed on {words(install.installed_on)}."
    return "Nobody has recorded when it last reported."


def examination(said: Mapping[str, Any], *, condition: bool, now: datetime) -> Refusals:
    """What is wrong with the record of an examination; `condition`: whether one is named."""
    found: Refusals = {}
    if said["authority"] in (Authority.ORDER, Authority.LICENCE) and not condition:
        found["condition"] = "Select the condition that allows it."
    if said["examined_on"] > now.date():
        found["examined_on"] = "The examination cannot have been in the future."
    if said["result"] != ExamResult.CLEAR and not said.get("found", "").strip():
        found["found"] = "Say in words what was found. Never attach or describe an image in detail."
    if said["result"] == ExamResult.SEIZED and not said.get("exhibit", "").strip():
        found["exhibit"] = "Enter the exhibit reference of what was seized."
    return found


def alert(said: Mapping[str, Any], *, now: datetime) -> Refusals:
    """What is wrong with an alert as it is entered."""
    found: Refusals = {}
    if said["received_at"] > now:
        found["received_on"] = "The alert cannot have come in the future."
    if not said["said"].strip():
        found["said"] = "Say in words what the alert is about."
    return found


def waited(received_at: datetime, until: datetime) -> str:
    """How long an alert has waited, or did: `12 minutes`, `3 hours 5 minutes`, `2 days`."""
    minutes = max(0, int((until - received_at).total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} minute{'s' if minutes != 1 else ''}"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        said = f"{hours} hour{'s' if hours != 1 else ''}"
        return f"{said} {minutes} minute{'s' if minutes != 1 else ''}" if minutes else said
    return plural_days(hours // 24)
