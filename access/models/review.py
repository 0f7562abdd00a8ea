"""A supervisor's word, month by month, that the looks of their unit were gone through."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Unit


class MonthReviewed(models.Model):
    """One unit's month, gone through once and for all: a second thought is a note in another month's."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="months_reviewed")
    month = models.DateField(help_text="Its first day.")
    looks = models.PositiveIntegerField(help_text="How many were there to go through.")
    note = models.CharField(max_length=1000, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        verbose_name = "review of a month's looks"
        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint(
                name="month_reviewed_once",
                fields=["unit", "month"],
                violation_error_message="This month has been signed off already.",
            ),
            models.CheckConstraint(
                name="month_by_its_first_day",
                condition=Q(month__day=1),
                violation_error_message="A month is named by its first day.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month:%Y-%m}"
