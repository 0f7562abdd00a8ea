"""A secret by which a program asks for one user, of which a digest alone is kept."""

from __future__ import annotations

import uuid
from datetime import datetime

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from access.choices import Scope


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def in_force(self, now: datetime) -> ApiTokenQuerySet:
        """Neither revoked nor over, and made since their user's sign-ins were last ended. `now` by the wall clock."""
        ended = Q(user__sessions_ended_at__isnull=False, made_at__lte=F("user__sessions_ended_at"))
        return self.filter(revoked_at__isnull=True, expires_on__gte=timezone.localdate(now)).exclude(ended)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["digest", "last_used_on"])
class ApiToken(models.Model):
    """Made by the user themselves once they had proved who they are. By the wall clock, as sign-in is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField("what it is for", max_length=60)
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of 32 random bytes, as written.")
    scopes = ArrayField(models.CharField(max_length=24, choices=Scope))
    made_at = models.DateTimeField()
    expires_on = models.DateField("last day")
    last_used_on = models.DateField(null=True, editable=False, help_text="Written once a day.")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    submission = models.UUIDField(null=True, unique=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = "token for a program"
        verbose_name_plural = "tokens for programs"
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                name="token_may_do_something",
                condition=Q(scopes__len__gt=0),
                violation_error_message="Choose what it may do.",
            ),
            models.CheckConstraint(
                name="token_revoked_by_somebody",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                violation_error_message="Say who revoked it.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="token_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="token_stays_as_made",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "user", "name", "digest", "scopes", "made_at", "expires_on", "submission"
                ),
            ),
            pgtrigger.Protect(
                name="token_stays_revoked",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__revoked_at__isnull=False)
                & (
                    pgtrigger.Q(old__revoked_at__df=pgtrigger.F("new__revoked_at"))
                    | pgtrigger.Q(old__revoked_by__df=pgtrigger.F("new__revoked_by"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"token {self.pk}"

    @property
    def scope_labels(self) -> list[str]:
        return [Scope(each).label for each in self.scopes]
