"""When enacted law came into force: data, so that commencing it is one row and no release of code."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Commencement(models.Model):
    """The day from which an enacted rule-set applies. The engine knows its rules; this says they are law."""

    ruleset = models.CharField(max_length=32, unique=True)
    in_force_from = models.DateField()
    source = models.CharField(max_length=200, help_text="The commencement regulations.")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.ruleset} from {self.in_force_from}"
