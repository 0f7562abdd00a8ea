"""What this floor shows on a person's page: that there is something to read, and all there is."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from access.policies import FieldClass
from accounts.models import User
from diary.duties import KIND as TASK
from diary.duties import page as task_page
from diary.models import Entry, Task
from diary.next_actions import NextAction, refine
from diary.noticeboard import News, add_news
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


def register_news() -> None:
    """That something new has come in; what it says is read on its own page."""
    add_news(
        News(
            name="intelligence",
            called="New intelligence",
            at="recorded_at",
            rows=_received,
            field_class=FieldClass.MANAGEMENT,
            said={"id": F("pk"), "reference": Coalesce("report__reference", "concern__reference")},
            words=lambda said: f"{said['reference']} came in",
            address=lambda person, said: reverse("intelligence-item", args=[person, said["id"]]),
        )
    )


def _received(user: User, since: datetime, now: datetime) -> QuerySet[Link]:
    """Not what the reader has sent in."""
    found = Link.objects.standing().filter(recorded_at__gte=since, recorded_at__lte=now)
    return found.exclude(recorded_by=user)


def new(visit: panels.Visit) -> dict[str, Any]:
    """What nobody has read yet; one query."""
    return {"unread": queries.unread(visit.person), "may_record": visit.may_record}


def register_next_actions() -> None:
    """What a task that this app set asks for."""
    for source, text in ((SOURCE, "Read the report"), (PLAN_SOURCE, "Look at the plan again")):
        refine(TASK, NextAction(text, task_page, when=partial(_set_for, source)))


def _set_for(source: str, entry: Entry, now: datetime) -> bool:
    return entry.rule == source


def page(task: Task) -> str:
    """Where the task to read something is done: on what is to be read."""
    if not task.source.startswith(f"{SOURCE}:"):
        return ""
    return reverse("intelligence-item", args=[task.person_id, task.source.removeprefix(f"{SOURCE}:")])
