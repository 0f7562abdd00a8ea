"""What is done with orders and licences as plain rows like those of `ops.demo.rows`: one type a table."""

from __future__ import annotations

from collections import namedtuple
from typing import Any


def _row(name: str, columns: str) -> Any:
    return namedtuple(name, ["id", "person_id", *columns.split(), "recorded_at", "recorded_by_id"])


OrderService = _row("OrderService", "order_id how served_by proof explained")
OrderApplication = _row(
    "OrderApplication",
    "purpose kind order_id state need evidence considered_on applied_on court hearing_on decided_on outcome",
)
PassportHeld = _row("PassportHeld", "order_id described held_since taken_by kept_at")
ConditionChecked = _row(
    "ConditionChecked", "order_condition_id licence_condition_id found note checked_on checked_by how"
)
LicenceWarning = _row("LicenceWarning", "licence_id given_on given_by why")
