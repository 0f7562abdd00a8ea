"""Health: what an officer needs to know to manage somebody well, and no more."""

from __future__ import annotations

import pghistory
from django.db import models

from offenders.models.detail import Detail
from offenders.models.fact import FactQuerySet
from offenders.models.person import Person
from offenders.record.terms import HealthKind


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class HealthEntry(Detail):
    """A condition, a treatment, a need."""

    SECTION = "health"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="health_entries")
    kind = models.CharField("what is it about?", max_length=16, choices=HealthKind)
    description = models.CharField(
        "in a few words",
        max_length=200,
        help_text="For example: depression; insulin twice a day; large print.",
    )
    treatment = models.CharField("treatment or support", max_length=200, blank=True)
    professional = models.CharField("GP, clinician or service", max_length=200, blank=True)
    meaning = models.TextField(
        "what it means for managing them",
        blank=True,
        help_text="Triggers, what helps, what to do in a crisis.",
    )

    objects = FactQuerySet["HealthEntry"].as_manager()

    class Meta(Detail.Meta):
        abstract = False
        verbose_name = "health entry"
        verbose_name_plural = "health entries"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.description}"
