"""Time in custody, in hospital or abroad."""

from __future__ import annotations

from datetime import date
from typing import Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from accounts.spans import days
from offenders.choices import DETENTION_KINDS, AbsenceKind
from offenders.models.detail import Sourced
from offenders.models.fact import STANDING, Fact, FactQuerySet
from offenders.models.person import Person


class AbsenceQuerySet(FactQuerySet["Absence"]):
    def on(self, day: date) -> Self:
        """Those running on `day`: the day of release is no longer one."""
        return self.filter(Q(starts_on__lte=day) & (Q(ended_on__isnull=True) | Q(ended_on__gt=day)))

    def detentions(self) -> Self:
        return self.filter(kind__in=DETENTION_KINDS)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Absence(Fact, Sourced):
    """`ended_on` is the day of release, discharge or return; empty while it goes on."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    kind = models.CharField(max_length=16, choices=AbsenceKind)
    starts_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "custody, hospital or absence"
        verbose_name_plural = "custody, hospital and absences"
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts_on")),
                violation_error_message="The release cannot be before the custody began.",
            ),
            ExclusionConstraint(
                name="one_detention_at_a_time",
                expressions=[
                    (F("person"), RangeOperators.EQUAL),
                    (days("starts_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(kind__in=DETENTION_KINDS) & STANDING,
                violation_error_message="This person is already recorded in custody or hospital on those "
                "dates. Record the release first, or correct the earlier entry.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.starts_on}"
