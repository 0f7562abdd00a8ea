"""Policy as dated rows: a force's own, and before it decides otherwise the one that Vigil came with."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Force


class SettingQuerySet(models.QuerySet["Setting"]):
    def in_force(self, force_id: int | None, on: date) -> SettingQuerySet:
        """The one row of each key that holds for a force on a day: its own latest, else the latest of everybody's."""
        return (
            self.filter(Q(force=force_id) | Q(force__isnull=True), effective_from__lte=on)
            .order_by("key", models.F("force").asc(nulls_last=True), "-effective_from")
            .distinct("key")
        )


class Setting(models.Model):
    """The value of one key from a day on. A later decision is another row, so what held before can still be said."""

    key = models.CharField(max_length=60)
    force = models.ForeignKey(
        Force,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty: every force.",
    )
    value = models.PositiveSmallIntegerField(help_text="In the key's unit.")
    effective_from = models.DateField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty: Vigil came with it.",
    )
    reason = models.CharField(max_length=500, blank=True)

    objects = SettingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_setting_a_day",
                fields=["key", "force", "effective_from"],
                nulls_distinct=False,
                violation_error_message="This policy has already been set from that day. Choose another day.",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="setting_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value} from {self.effective_from}"
