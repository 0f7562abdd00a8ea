"""What was done to find somebody missing or wanted."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from notifications.breaches.choices import SearchStepKind
from offenders.models import Fact, Person, Sought
from offenders.models.fact import FactQuerySet


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class SearchStep(Fact):
    """One thing done to find somebody missing or wanted, or decided about the search, and what came of it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="search_steps")
    sought = models.ForeignKey(Sought, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField("what was done?", max_length=12, choices=SearchStepKind)
    done_on = models.DateField("day")
    result = models.TextField("what came of it", max_length=2000)
    authorised_by = models.CharField("authorised by", max_length=120, blank=True)

    objects = FactQuerySet["SearchStep"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "step of a search"
        verbose_name_plural = "steps of a search"
        ordering = ["-done_on", "-recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="search_step_has_result",
                condition=~Q(result=""),
                violation_error_message="Say what came of it.",
            ),
            models.CheckConstraint(
                name="media_authorised",
                condition=~Q(kind=SearchStepKind.MEDIA) | ~Q(authorised_by=""),
                violation_error_message="A media appeal is decided by a superintendent or above: say who.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
