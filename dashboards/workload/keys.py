"""How long work takes and how much time an officer has for it, as a force decides it."""

from __future__ import annotations

from practice.keys import Group, add
from practice.rules import Unit

WEEK = add(
    "workload.week",
    Unit.HOURS,
    "An officer’s time for duties that have a date",
    Group.WORKLOAD,
    least=5,
    most=40,
    note="Of a full week; the rest is for what comes unasked.",
)
HOURS = {
    name: add(
        f"workload.hours.{name}",
        Unit.HOURS,
        f"Time for one {label}",
        Group.WORKLOAD,
        least=0,
        most=40,
        note=note,
        none="no time of its own",
    )
    for name, label, note in (
        ("visit", "home visit", "Of all who go, with the way and the record."),
        ("notification", "notification at the station", ""),
        ("assessment", "risk assessment", ""),
        ("plan", "plan or review of a plan", ""),
        ("meeting", "duty of MAPPA", ""),
        ("other", "other duty", ""),
    )
}
