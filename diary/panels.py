"""What this floor shows on a person's page: the tasks that wait."""

from __future__ import annotations

from typing import Any

from access.policies import FieldClass
from diary import queries
from diary.models import Task
from offenders import kinds, panels


def register() -> None:
    kinds.tell(Task, FieldClass.MANAGEMENT)
    panels.add_panel(panels.Panel(20, "diary/panel_tasks.html", tasks, FieldClass.MANAGEMENT))


def tasks(visit: panels.Visit) -> dict[str, Any]:
    """The open ones, the first due first; one query."""
    return {
        "tasks": queries.open_tasks(visit.person),
        "today": visit.today,
        "may_record": visit.may_record,
        "reader": visit.user,
    }
