"""When enacted law came into force: data, so that commencing it is one row and no release of code."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q


class CommencementQuerySet(models.QuerySet["Commencement"]):
    def standing(self) -> CommencementQuerySet:
        """Without those that were withdrawn: their rule-sets are enacted, and not in force."""
        return self.filter(withdrawn_at__isnull=True)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Commencement(models.Model):
    """The day from which an enacted rule-set applies. The engine knows its rules; this says they are law.

    `recorded_at` is the moment of the last verb, so that the history answers what was known then.
    """

    ruleset = models.CharField(max_length=32, unique=True)
    in_force_from = models.DateField()
    source = models.CharField(max_length=200, help_text="The commencement regulations.")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CommencementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="withdrawn_for_a_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                violation_error_message="Say why the commencement is withdrawn.",
            )
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.ruleset} from {self.in_force_from}"
