"""The pack of a case as it was when it was locked."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models

from access.models import OfPerson
from accounts.encryption import EncryptedTextField
from mappa.models.case import CaseReview
from offenders.models import Person


class LockedPack(OfPerson):
    """What those who prepare for a case are given: every block, of every class, kept as it was and never changed.

    `content` is that of `mappa.pack.shape.as_json`; of it each reader is shown their own classes.
    """

    SECTION = "MAPPA pack"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    case = models.OneToOneField(CaseReview, on_delete=models.PROTECT, related_name="pack")
    content = EncryptedTextField(help_text="What the pack says, as JSON.")
    locked_at = models.DateTimeField()
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "pack of a case"
        verbose_name_plural = "packs of cases"
        ordering = ["-locked_at"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Pack locked {self.locked_at:%Y-%m-%d %H:%M}"

    @property
    def kept(self) -> dict[str, Any]:
        """The content as it was kept."""
        found: dict[str, Any] = json.loads(self.content)
        return found
