"""That somebody has looked at a block of the record and found it right."""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models

from access.models import OfPerson
from offenders.models.person import Person


class Confirmation(OfPerson):
    """Written once: what was right on one day says nothing of a later one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="confirmations")
    block = models.SlugField(max_length=20)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=200, blank=True, help_text="On a visit, from a document, by telephone.")
    submission = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["person", "block", "-confirmed_at"], name="confirmation_newest")]
        triggers = [
            pgtrigger.Protect(name="confirmation_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.block} confirmed {self.confirmed_at:%d %B %Y}"
