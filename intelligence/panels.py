"""What this floor shows on a person's page: that there is something to read, and all there is."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from access.policies import FieldClass
from diary.duties import KIND as TASK
from diary.duties import page as task_page
from diary.models import Task
from diary.next_actions import NextAction, refine
from intelligence import queries
from intelligence.actions.assessing import PLAN_SOURCE
from intelligence.actions.linking import SOURCE
from intelligence.models import Link
from offenders import kinds, panels


def register() -> None:
    # How the manager comes to an answer tells what they have read.
    kinds.tell(
        Link, FieldClass.MANAGEMENT, sealed=lambda values: {"assessment_note": FieldClass.INTELLIGENCE}
    )
    panels.add_tab(panels.Tab(50, "Intelligence", "person-intelligence", FieldClass.MANAGEMENT))
    panels.add_panel(panels.Panel(15, "intelligence/panel_new.html", new, FieldClass.MANAGEMENT))


def new(visit: panels.Visit) -> dict[str, Any]:
    """What nobody has read yet; one query."""
    return {"unread": queries.unread(visit.person), "may_record": visit.may_record}


def register_next_actions() -> None:
    """What a task that this app set asks for."""
    for source, text in ((SOURCE, "Read the report"), (PLAN_SOURCE, "Look at the plan again")):
        refine(TASK, NextAction(text, task_page, when=lambda entry, now, source=source: entry.rule == source))


def page(task: Task) -> str:
    """Where the task to read something is done: on what is to be read."""
    if not task.source.startswith(f"{SOURCE}:"):
        return ""
    return reverse("intelligence-item", args=[task.person_id, task.source.removeprefix(f"{SOURCE}:")])
