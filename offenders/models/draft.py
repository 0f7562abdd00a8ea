"""A record being opened, kept while its journey lasts: a session that ends takes nothing typed with it."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """Answers as they were posted, by step. The id is the record's submission: finishing twice opens one record."""

    id = models.UUIDField(primary_key=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    answers = models.JSONField(default=dict)
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["-updated_at"]

    def __str__(self) -> str:
        return f"draft {self.pk}"
