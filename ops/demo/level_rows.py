"""Categories, levels and screenings as plain rows like those of `ops.demo.rows`: one type a table."""

from __future__ import annotations

from collections import namedtuple
from typing import Any


def _row(name: str, columns: str) -> Any:
    return namedtuple(name, ["id", "person_id", *columns.split()])


MappaStatus = _row(
    "MappaStatus", "category level lead_agency area starts_on ends_on source recorded_at recorded_by_id"
)
MappaDecision = _row(
    "MappaDecision",
    "kind status_id category level lead_agency area takes_effect_on why rests_on decided_at decided_by_id",
)
Screening = _row(
    "Screening",
    "screened_on occasion category others_hold checked barriers imminent resources scrutiny harm_public harm_children "
    "harm_known_adult tools rationale level next_on answer answer_note answered_at answered_by_id recorded_at "
    "recorded_by_id",
)
