"""What the timeline tells of duties: tasks, duties that were missed, and dates that a change of facts moved."""

from __future__ import annotations

from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from access.policies import FieldClass
from diary import duties
from diary.choices import FlagState
from diary.models import Entry, Flag, Moved, Task
from offenders import timeline
from offenders.timeline import Group, plain, tracked

_DUTY = Entry.objects.filter(person=OuterRef("person"), key=OuterRef("key")).values("title")[:1]
# A task says what somebody typed about them, and of one that was cancelled no entry tells the class any more.
_TASKS = Q(key__startswith=f"{duties.NAME}/")


def register() -> None:
    timeline.add_group(Group("duties", "Tasks, duties missed, dates moved", 50))
    timeline.add_source(
        tracked(
            Task,
            group="duties",
            template="diary/timeline/task.html",
            field_class=FieldClass.MANAGEMENT,
        )
    )
    for name, only, field_class in (
        ("", ~_TASKS, FieldClass.GENERAL),
        ("task", _TASKS, FieldClass.MANAGEMENT),
    ):
        timeline.add_source(
            plain(
                Flag,
                name=f"{name}flag",
                field_class=field_class,
                group="duties",
                template="diary/timeline/missed.html",
                on=F("since"),
                at="noticed_at",
                by=Value("Vigil"),
                said={"duty": Coalesce(Subquery(_DUTY), Value("a duty"))},
                only=Q(state=FlagState.OVERDUE) & only,
            )
        )
        timeline.add_source(
            plain(
                Moved,
                name=f"{name}moved",
                field_class=field_class,
                group="duties",
                template="diary/timeline/moved.html",
                on=F("moved_on"),
                at="moved_at",
                by=F("by"),
                # Why is what an officer wrote about them.
                sealed=lambda values: {"reason": FieldClass.MANAGEMENT},
                only=only,
            )
        )
