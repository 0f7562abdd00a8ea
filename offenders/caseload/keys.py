"""What a force decides about caseloads; two of the numbers are declared in practice.keys."""

from __future__ import annotations

from practice.keys import Group, add, put_to_use
from practice.rules import Unit

MOST = "caseload.max"
SHARE = "caseload.max_high_share"
put_to_use(MOST, SHARE)
SHARE_FROM = add(
    "caseload.share_from",
    Unit.PEOPLE,
    "Smallest caseload whose share at high risk is judged",
    Group.WORKLOAD,
    most=50,
    note="Of three people one is a third: that says nothing.",
)
ALLOCATE_WITHIN = add(
    "allocation.within",
    Unit.WORKING_DAYS,
    "For a supervisor to allocate a new record",
    Group.WORKLOAD,
    least=0,
    most=20,
    none="the same day",
)
WEIGHTS = {
    name: add(
        f"caseload.weight.{name}",
        Unit.TENTHS,
        f"Weight in a caseload: {label}",
        Group.WORKLOAD,
        least=0,
        note=note,
        none="nothing",
    )
    for name, label, note in (
        ("very_high", "very high risk", ""),
        ("high", "high risk, or not assessed", ""),
        ("medium", "medium risk", ""),
        ("low", "low risk", ""),
        ("reactive", "managed reactively", "In place of the level’s weight."),
        ("away", "in custody or detained in hospital", "In place of the level’s weight."),
        ("devices", "condition about devices", "Added to the level’s weight."),
        ("breach", "suspected breach open", "Added to the level’s weight."),
        ("mappa", "MAPPA level 2 or 3", "Added to the level’s weight."),
    )
}
