"""What was counted of a board that takes long to count."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models


class KeptBoardQuerySet(models.QuerySet["KeptBoard"]):
    def read_since(self, moment: datetime) -> Self:
        return self.filter(read_at__gte=moment)


class KeptBoard(models.Model):
    """One reader's board as it was counted. Numbers, and of whoever has waited longest the reference: shown to that
    reader alone, by `dashboards.board.kept`. Losing every row costs the time to count anew."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    narrowed = models.CharField(max_length=64, help_text="SHA-256 of whom and which day it counts.")
    asked = models.JSONField(help_text="What it was narrowed to.")
    content = models.JSONField(default=dict)
    counted_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField()

    objects = KeptBoardQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_kept_board", fields=["user", "narrowed"])]
        indexes = [models.Index(fields=["read_at"], name="boards_read_of_late")]

    def __str__(self) -> str:
        return f"board counted {self.counted_at}"
