"""The private addresses from which users' calendars fetch their duties."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def live(self) -> CalendarFeedQuerySet:
        return self.filter(revoked_at__isnull=True)


class CalendarFeed(models.Model):
    """A secret that was shown once to its user. Only its digest is kept: a backup opens nobody's calendar."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds"
    )
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the secret, in hexadecimal.")
    made_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_calendar_address",
                fields=["user"],
                condition=Q(revoked_at__isnull=True),
                violation_error_message="You have a calendar address already. Look at it again.",
            ),
            models.CheckConstraint(
                name="calendar_revoked_after_made",
                condition=Q(revoked_at__isnull=True) | Q(revoked_at__gte=F("made_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"calendar feed {self.pk}"
