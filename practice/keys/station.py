"""What follows a notification that was taken at the station."""

from __future__ import annotations

from practice.keys.key import Group, add
from practice.rules import Unit

REFER_CHILD = add(
    "station.refer_child",
    Unit.DAYS,
    "To tell children's services of a child with whom somebody stays",
    Group.STATION,
    least=0,
    most=7,
    none="the same day",
)
CHECK_NOTIFIED = add(
    "station.check",
    Unit.DAYS,
    "For the manager to check what was notified against the record",
    Group.STATION,
    least=0,
    most=28,
    none="the same day",
)
ALERT_ABROAD = add(
    "station.alert_abroad",
    Unit.DAYS,
    "To decide whether to alert where somebody travels",
    Group.STATION,
    least=0,
    most=7,
    none="the same day",
)
AWAIT_RETURN = add(
    "station.await_return",
    Unit.DAYS,
    "To look into a return that was expected and not notified",
    Group.STATION,
    least=0,
    most=28,
    none="the same day",
)
BEGUN_KEPT = add(
    "station.begun_kept",
    Unit.DAYS,
    "How long a notification that was begun at the counter and not recorded is kept",
    Group.STATION,
    most=90,
    note="From the last page that was answered. Nothing of it is on the record.",
)
EXPECTED_WITHIN = add(
    "station.expected_within",
    Unit.DAYS,
    "How far ahead a regular notification is taken for what they came for",
    Group.STATION,
    least=0,
    most=120,
    none="only on its day",
    note="The first page ticks it; the counter may take the tick away. No date moves.",
)
