"""Plans as plain rows like those of `ops.demo.rows`: one type a table."""

from __future__ import annotations

from collections import namedtuple
from typing import Any


def _row(name: str, columns: str) -> Any:
    return namedtuple(name, ["id", "person_id", *columns.split()])


_WRITTEN = (
    "at_risk harm soon serious triggers protective supervision visit_amount visit_span visit_why contact disclosure "
    "disclosure_why briefing review_on flags_checked_on"
)
_RECORDED = "recorded_at recorded_by_id"
Plan = _row(
    "Plan",
    f"number occasion state authors {_WRITTEN} level round submitted_at submitted_by_id approved_at superseded_at "
    f"{_RECORDED}",
)
PlanAction = _row("PlanAction", f"plan_id line pillar what owner_id partner due_on measure {_RECORDED}")
ConditionAction = _row(
    "ConditionAction", f"plan_id action_id order_condition_id licence_condition_id {_RECORDED}"
)
Contingency = _row("Contingency", f"plan_id line happens then who within {_RECORDED}")
PlanDecision = _row("PlanDecision", "plan_id round verdict checked note decided_at decided_by_id")
PlanRemark = _row("PlanRemark", "decision_id place reason")
VisitInterval = _row(
    "VisitInterval",
    f"plan_id amount span why starts_on answer answer_note answered_at answered_by_id {_RECORDED}",
)
