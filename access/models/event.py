"""The access log's own tables: events, and the seals that chain them. Both can only be added to.

The database holds that by itself (migration 0001): triggers on the table and on every partition refuse UPDATE, DELETE
and TRUNCATE. The models are unmanaged because Django cannot declare a partitioned table.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Func, Q, Value

from access.choices import Channel, Operation


class AccessEventQuerySet(models.QuerySet["AccessEvent"]):
    """Reads like the question."""

    def naming(self, person: uuid.UUID) -> AccessEventQuerySet:
        """Every event that names the person, whatever was done."""
        return self.filter(person_ids__contains=[person])

    def between(self, since: datetime, until: datetime) -> AccessEventQuerySet:
        """From one moment up to, not including, another: reads those months' partitions alone."""
        return self.filter(Q(at__gte=since) & Q(at__lt=until))

    def newest_first(self) -> AccessEventQuerySet:
        return self.order_by("-at", "-seq")


def _text(length: int, **options: object) -> models.CharField[str, str]:
    return models.CharField(max_length=length, default="", **options)  # type: ignore[arg-type]


def _texts() -> ArrayField[list[str], list[str]]:
    return ArrayField(models.TextField(), default=list)


class AccessEvent(models.Model):
    """Someone looked at, changed or passed on records. Names of sections, never their contents.

    No foreign keys: what an event says stays true whatever becomes of the user, the unit or the record.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seq = models.BigIntegerField(db_default=Value(0), editable=False)  # really an identity column
    at = models.DateTimeField(db_default=Func(function="clock_timestamp"), editable=False)

    actor_id = models.UUIDField(null=True)
    actor = _text(160)  # as they were called then; "Vigil" for its own jobs
    agency = _text(160)
    unit_id = models.BigIntegerField(null=True)
    roles = _texts()
    session = _text(64)
    strength = _text(60)
    ip = models.GenericIPAddressField(null=True)
    device = _text(160)

    operation = models.CharField(max_length=16, choices=Operation)
    channel = models.CharField(max_length=16, choices=Channel)
    action = _text(80)
    object_type = _text(60)
    object_id = _text(64)
    person_ids = ArrayField(models.UUIDField(), default=list)
    sections = _texts()
    record_version = models.IntegerField(null=True)
    row_count = models.IntegerField(default=0)

    basis = _text(40)
    reason_code = _text(40)
    reason = models.TextField(default="")
    recipients = _texts()
    lawful_basis = models.TextField(default="")
    sources = _texts()
    retention_rule = models.TextField(default="")

    outcome = _text(16)  # the HTTP status, or "done"
    request_id = _text(64)
    version = _text(20)  # of Vigil

    objects = AccessEventQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "access_event"
        indexes = [GinIndex(fields=["person_ids"], name="access_event_people")]

    def __str__(self) -> str:
        return f"{self.get_operation_display()} at {self.at}"


class Seal(models.Model):
    """An event's place in the chain. `hash` = sha256(hash of the place before || the event's canonical bytes)."""

    position = models.BigIntegerField(primary_key=True)  # 1, 2, 3 ... without a gap
    event_id = models.UUIDField(unique=True)
    event_at = models.DateTimeField()
    hash = models.BinaryField()
    sealed_at = models.DateTimeField(db_default=Func(function="clock_timestamp"))

    class Meta:
        managed = False
        db_table = "audit_seal"

    def __str__(self) -> str:
        return f"seal {self.position}"
