"""What every fact about a person has in common."""

from __future__ import annotations

import uuid
from typing import Self, TypeVar, cast

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from access.models import OfPerson
from accounts.encryption import EncryptedTextField

Row = TypeVar("Row", bound="Fact")
Tracked = TypeVar("Tracked", bound=models.Model)


def tracked(model: type[Tracked]) -> type[Tracked]:
    """Keep the history of a model some of whose columns are encrypted, so that rotating the keys finds it there too."""
    secret = {
        field.name: field.clone() for field in model._meta.fields if isinstance(field, EncryptedTextField)
    }
    track = pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), attrs=secret)
    return cast("type[Tracked]", track(model))


class FactQuerySet(models.QuerySet[Row]):
    def standing(self) -> Self:
        """Without the facts entered in error: those stay on the record, and count for nothing."""
        return self.filter(voided_at__isnull=True)


STANDING = Q(voided_at__isnull=True)


class Fact(OfPerson):
    """A dated statement about a person. Never deleted and never silently overwritten: a correction is a new
    version whose predecessor stays in the change history with who made it and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("offenders.Person", on_delete=models.PROTECT)
    version = models.PositiveIntegerField(default=1, editable=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The form's own number: the same form sent twice is the same fact, whatever the network did.
    submission = models.UUIDField(null=True, unique=True, editable=False)
    voided_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True
        triggers: list[pgtrigger.Trigger] = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)
        ]
