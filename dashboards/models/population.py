"""How many live in a force's area: what the annual report's rate is of."""

from __future__ import annotations

from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models

from accounts.models import Force


class PopulationQuerySet(models.QuerySet["Population"]):
    def by(self, day: date) -> Self:
        """The estimates of years whose middle was past on `day`, the latest first; of a year the newest entry."""
        last = day.year if (day.month, day.day) > (6, 30) else day.year - 1
        return self.filter(mid_year__lte=last).order_by("-mid_year", "-recorded_at")


class Population(models.Model):
    """One mid-year estimate of those aged 10 and over, as published. A correction is another row: the newest counts."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="populations")
    area = models.CharField("MAPPA area", max_length=80, blank=True, help_text="Empty: the whole force.")
    mid_year = models.PositiveSmallIntegerField("year", help_text="The estimate is of 30 June of this year.")
    number = models.PositiveIntegerField("people aged 10 and over")
    published_in = models.CharField("where it was published", max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submission = models.UUIDField(null=True, unique=True, editable=False)

    objects = PopulationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="somebody_lives_there",
                condition=models.Q(number__gt=0),
                violation_error_message="Enter how many people live there.",
            )
        ]
        indexes = [models.Index(fields=["force", "area", "-mid_year"], name="population_of_area")]
        triggers = [pgtrigger.Protect(name="population_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.number:,} in the middle of {self.mid_year}"
