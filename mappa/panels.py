"""What MAPPA shows on a person's page: the level, and what waits."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.db.models import F
from django.urls import reverse

from access.policies import FieldClass
from diary.models import Entry, Task
from mappa import classes
from mappa.models import Referral
from mappa.referrals.choices import ReferralState
from mappa.status import duties
from offenders import kinds, panels


def register() -> None:
    for model, field_class in classes.CLASSES.items():
        kinds.tell(model, field_class, sealed=partial(classes.sealed, model))
    panels.add_tab(panels.Tab(30, "MAPPA", "person-mappa", FieldClass.MANAGEMENT))
    panels.add_panel(
        panels.RowsPanel(
            17,
            "mappa/panel_mappa.html",
            lambda visit: Entry.objects.running().filter(
                person=visit.person,
                key__startswith=f"{duties.NAME}/",
                work_to__lte=visit.today,
            ),
            {name: F(name) for name in ("title", "last")},
            called_for,
            FieldClass.MANAGEMENT,
        )
    )
    panels.add_panel(
        panels.RowsPanel(
            18,
            "mappa/panel_referral.html",
            lambda visit: Referral.objects.open().filter(person=visit.person),
            {name: F(name) for name in ("id", "level", "state")},
            referred,
            FieldClass.MANAGEMENT,
        )
    )


def called_for(visit: panels.Visit, rows: list[panels.Said]) -> dict[str, Any]:
    """The screenings and decisions that are called for, the first due first."""
    for row in rows:
        row["last"] = date.fromisoformat(row["last"])
    return {"rows": sorted(rows, key=lambda row: row["last"]), "today": visit.today}


def referred(visit: panels.Visit, rows: list[panels.Said]) -> dict[str, Any]:
    """The referral under way: one at most."""
    found = rows[0] if rows else None
    return {"referral": found, "state": ReferralState(found["state"]) if found else None}


def page(task: Task) -> str:
    """Where a task that this app has set is dealt with; empty where that is no page of ours."""
    kind, _, about = task.source.partition("/")[2].partition(":")
    about = about.partition(":")[0]
    pages = {
        "screening": "countersign-screening",
        "lower": "answer-lower-level",
        "returned": "resubmit-referral",
        "transfer": "mappa-transfer",
        "plan-changes": "take-plan-changes",
    }
    if kind in pages:
        return reverse(pages[kind], args=[task.person_id, about])
    if kind in ("leave", "lower-soon"):
        return reverse("leave-mappa" if kind == "leave" else "decide-mappa", args=[task.person_id])
    if kind in ("case-review", "case-review-complete"):
        return reverse("further-offences", args=[task.person_id])
    if kind == "letters":
        return reverse("exit-letters", args=[task.person_id])
    if kind == "endorse":
        return reverse("referral-step", args=[task.person_id, about, "endorse"])
    return ""
