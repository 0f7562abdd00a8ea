"""At which category and level they were and are, why it was last decided, and what the criteria ask."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from access.policies import FieldClass
from frontend.dates import words
from mappa.models import LevelView
from mappa.pack.case import Case
from mappa.pack.shape import Line
from mappa.status import queries
from mappa.status.rules import CRITERIA
from offenders.models import MappaStatus

_GENERAL, _VICTIMS = FieldClass.GENERAL, FieldClass.VICTIMS
SHOWN = 6  # spans at a level


def lines(case: Case) -> Iterator[Line]:
    """Two queries."""
    decided = {each.status_id: each for each in reversed(queries.episodes(case.person))}
    for status in reversed(case.statuses[-SHOWN:]):
        yield _line(status)
        if decision := decided.get(status.pk):
            on = words(timezone.localdate(decision.decided_at))
            why = f"{decision.why} ({decision.decided_by}, {on})"
            yield Line(f"why:{decision.pk}", "Why", why, field_class=_VICTIMS)
    if not case.statuses:
        yield Line("none", "", "No category and level are on record.", "Not recorded", "red", _GENERAL)
    if case.before and (view := LevelView.objects.filter(case=case.before).first()):
        yield Line("rationale", "At the last meeting", view.rationale, field_class=_VICTIMS)
        if view.criteria:
            yield Line("criteria", "To move or leave, it asked", view.criteria, field_class=_VICTIMS)
        if view.dissent:
            yield Line("dissent", "Disagreed then", view.dissent, field_class=_VICTIMS)
    level = case.status.level if case.status else case.review.sitting.level
    for each, asks in CRITERIA.items():
        if abs(int(each) - int(level)) <= 1:
            now = ("Today", "blue") if each == level else ("", "grey")
            yield Line(f"asks:{each}", f"Level {each} asks", asks, *now, field_class=_GENERAL)


def _line(status: MappaStatus) -> Line:
    begun = f"From {words(status.starts_on)}" if status.starts_on else "From a day unknown"
    until = f" to {words(status.ends_on)}" if status.ends_on else ""
    area = f" Area: {status.area}." if status.area else ""
    lead = f"Lead agency: {status.get_lead_agency_display()}."
    return Line(str(status.pk), str(status), f"{begun}{until}. {lead}{area}", field_class=_GENERAL)
