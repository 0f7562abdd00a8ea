"""What the timeline tells of duties: tasks, duties that were missed, and dates that a change of facts moved."""

from __future__ import annotations

from functools import partial

from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from access.policies import FieldClass
from diary import providers
from diary.choices import FlagState
from diary.models import Entry, Flag, Moved, Task
from offenders import timeline
from offenders.timeline import Group, plain, tracked

_DUTY = Entry.objects.filter(person=OuterRef("person"), key=OuterRef("key"))


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
    for its in FieldClass:
        name = "" if its is FieldClass.GENERAL else its.value
        timeline.add_source(
            plain(
                Flag,
                name=f"{name}flag",
                field_class=its,
                group="duties",
                template="diary/timeline/missed.html",
                on=F("since"),
                at="noticed_at",
                by=Value("Vigil"),
                said={"duty": Coalesce(Subquery(_DUTY.values("title")[:1]), Value("a duty"))},
                only=partial(_missed, its),
            )
        )
        timeline.add_source(
            plain(
                Moved,
                name=f"{name}moved",
                field_class=its,
                group="duties",
                template="diary/timeline/moved.html",
                on=F("moved_on"),
                at="moved_at",
                by=F("by"),
                # Why is what an officer wrote about them.
                sealed=lambda values: {"reason": FieldClass.MANAGEMENT},
                only=partial(_of_class, its),
            )
        )


def _missed(its: FieldClass) -> Q:
    return Q(state=FlagState.OVERDUE) & _of_class(its)


def _of_class(its: FieldClass) -> Q:
    """The rows about duties of a class: as the duty says or, where the diary has it no more, its provider."""
    gone = [When(key__startswith=begins, then=Value(of.value)) for begins, of in providers.told_to().items()]
    said = Subquery(_DUTY.values("field_class")[:1])
    return Q(Exact(Coalesce(said, Case(*gone, default=Value(FieldClass.MANAGEMENT.value))), its.value))
