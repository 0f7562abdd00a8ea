"""What stands apart from the minutes: for its named readers alone, in tables and under keys of its own.

Row-level security lets nobody see that a row is there who is not named on it: no role opens it, a supervisor's neither.
"""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from access.models import OfPerson
from accounts.encryption import EncryptedTextField
from mappa.minutes.choices import Sensitive
from mappa.models.case import CaseReview
from offenders.models import Person

_USER = settings.AUTH_USER_MODEL
KEYS = "mappa.annex"  # what its columns are encrypted for: keys derived from those of the other columns


class Annex(OfPerson):
    """A restricted annex of one case. `readers` are those named now, by id: the database asks nothing else.

    In the access log its rows are called like every other of a meeting: that it exists is for its readers.
    """

    SECTION = "MAPPA meeting"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="+")
    readers = ArrayField(models.UUIDField())
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "restricted annex"
        verbose_name_plural = "restricted annexes"
        ordering = ["opened_at"]
        constraints = [
            models.CheckConstraint(
                name="annex_is_read_by_somebody",
                condition=~Q(readers=[]),
                violation_error_message="Somebody has to be able to read it.",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="of_one_case",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.case_id, OLD.person_id, OLD.opened_by_id) IS DISTINCT FROM "
                    "(NEW.case_id, NEW.person_id, NEW.opened_by_id))"
                ),
            ),
        ]

    def __str__(self) -> str:
        return "Restricted annex"


class AnnexRow(OfPerson):
    """A row of an annex, written once."""

    SECTION = "MAPPA meeting"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    annex = models.ForeignKey(Annex, on_delete=models.PROTECT, related_name="%(class)ss")
    at = models.DateTimeField()
    by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering = ["at"]
        triggers: list[pgtrigger.Trigger] = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]


class AnnexNote(AnnexRow):
    """What is held in the annex, and why it stands apart."""

    why = models.CharField("why it stands apart", max_length=8, choices=Sensitive)
    text = EncryptedTextField("what is held", context=KEYS)
    submission = models.UUIDField(null=True, unique=True, editable=False)

    class Meta(AnnexRow.Meta):
        abstract = False
        verbose_name = "note of a restricted annex"

    def __str__(self) -> str:
        return self.get_why_display()


class AnnexNaming(AnnexRow):
    """Somebody was named a reader of the annex, or their name was taken off, and why."""

    reader = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    named = models.BooleanField()
    reason = EncryptedTextField("why", context=KEYS)

    class Meta(AnnexRow.Meta):
        abstract = False
        verbose_name = "naming of a restricted annex’s reader"

    def __str__(self) -> str:
        return "Named" if self.named else "No longer named"
