"""A day taken from a moment is London's: rows come back from the database in UTC, a day behind at a summer midnight."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from notifications.models import Change
from ops.repository import ROOT
from riskplans.disclosure import rules

ROOMS = (
    *("access", "accounts", "dashboards", "diary", "frontend", "handovers", "intelligence"),
    *("mappa", "notifications", "offenders", "practice", "riskplans"),
)
# Half past midnight on 16 June in London.
PAST_MIDNIGHT = datetime(2026, 6, 15, 23, 30, tzinfo=UTC)


def taken_from_rows(source: str) -> Iterator[str]:
    """Every `row.field_at.date()` of some code: the day by the zone the row happens to carry."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Attribute(attr=field) as moment, attr="date" | "time"), args=[]
            ) if field == "at" or field.endswith("_at"):
                yield f"{node.lineno}: {ast.unparse(moment)}"


@pytest.mark.parametrize("room", ROOMS)
def test_no_day_is_taken_from_a_row_by_its_own_zone(room: str) -> None:
    found = {
        str(path.relative_to(ROOT)): wrong
        for path in (ROOT / room).rglob("*.py")
        if (wrong := list(taken_from_rows(path.read_text())))
    }
    assert not found, "use django.utils.timezone.localdate"


def test_it_notices() -> None:
    assert list(taken_from_rows("words(plan.decided_at.date())")) == ["1: plan.decided_at"]
    assert not list(taken_from_rows("words(localdate(plan.decided_at)); now.date()"))


def test_a_step_due_past_midnight_is_due_on_londons_day() -> None:
    clock = rules.clock("received", rules.Dues(PAST_MIDNIGHT, None, date(2026, 7, 13)))
    assert clock
    assert clock.on == date(2026, 6, 16)


def test_a_change_from_past_midnight_starts_on_londons_day() -> None:
    assert Change(starts_at=PAST_MIDNIGHT).day == date(2026, 6, 16)
