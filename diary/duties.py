"""Tasks as the diary's own duties: one entry each, for whoever is to do it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from access.policies import FieldClass
from diary import next_actions
from diary.clock import LONDON
from diary.models import Entry, Task
from diary.providers import Duty

NAME = "tasks"
KIND = "task"
PLAIN = "Task"


RESTS_ON = (Task,)


def duties_for(people: Sequence[UUID], today: date) -> Iterable[tuple[UUID, Duty]]:
    """Every task that was not cancelled, in one query."""
    rows = Task.objects.filter(person__in=people, cancelled_at__isnull=True)
    for pk, person_id, title, source, owner_id, due_on, set_at, done_at in rows.values_list(
        "pk", "person_id", "title", "source", "owner_id", "due_on", "set_at", "done_at"
    ):
        yield (
            person_id,
            Duty(
                key=f"{NAME}/{pk}",
                kind=KIND,
                title=title,
                arises_on=timezone.localtime(set_at, LONDON).date(),
                work_to=due_on,
                last=due_on,
                met_on=timezone.localtime(done_at, LONDON).date() if done_at else None,
                met_at=done_at,
                met_by=str(pk) if done_at else "",
                # What kind of cause an app set it for: its next action goes by that.
                rule=source.partition(":")[0],
                owner_id=owner_id,
                field_class=FieldClass.MANAGEMENT,
                # An app words its titles so that they name nobody; what somebody typed may.
                plain_title="" if source else PLAIN,
            ),
        )


def register_next_action() -> None:
    next_actions.register(KIND, PLAIN, next_actions.NextAction("Do the task", page))


def page(entry: Entry) -> str:
    """The task's own page."""
    return reverse("task", args=[entry.person_id, entry.key.removeprefix(f"{NAME}/")])
