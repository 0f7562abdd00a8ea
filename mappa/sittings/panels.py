"""What meetings show on a person's page: when the next is, and what was agreed and is not done."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Count, F, Q, Subquery

from access.policies import FieldClass
from mappa.agreed.choices import OPEN
from mappa.models import CaseReview
from mappa.sittings import classes
from mappa.sittings.choices import CALLED_OFF, NOT_DONE
from offenders import kinds, panels
from offenders.models import Person


def register() -> None:
    for model, field_class in classes.CLASSES.items():
        kinds.tell(model, field_class, sealed=partial(classes.sealed, model))
    panels.add_panel(
        panels.RowsPanel(
            17,
            "mappa/panel_meetings.html",
            _rows,
            {name: F(name) for name in ("open_actions", "case", "sitting", "begins_at")},
            _shown,
            FieldClass.MANAGEMENT,
        )
    )


def _rows(visit: panels.Visit) -> Any:
    """The person with the number of their open actions, and the first case to be heard."""
    coming = (
        CaseReview.objects.filter(person=visit.person, state__in=NOT_DONE, sitting__held_on__gte=visit.today)
        .exclude(sitting__state__in=CALLED_OFF)
        .order_by("begins_at")
    )
    open_ones = Count("agreed_actions", filter=Q(agreed_actions__state__in=OPEN))
    return Person.objects.filter(pk=visit.person.pk).annotate(
        open_actions=open_ones,
        case=Subquery(coming.values("pk")[:1]),
        sitting=Subquery(coming.values("sitting")[:1]),
        begins_at=Subquery(coming.values("begins_at")[:1]),
    )


def _shown(visit: panels.Visit, rows: list[panels.Said]) -> dict[str, Any]:
    for row in rows:  # one
        row["begins_at"] = row["begins_at"] and datetime.fromisoformat(row["begins_at"])
    return {"meeting": rows[0] if rows else None}
