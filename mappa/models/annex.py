"""What stands apart from the minutes: for its named readers alone, in tables and under keys of its own.

Row-level security lets nobody see that a row is there who is not named on it: no role opens it, a supervisor's neither.
"""

from __future__ import annotations

import uuid
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value

from access.models import OfPerson
from accounts.encryption import EncryptedTextField
from accounts.models import Agency, User
from mappa.minutes.choices import Sensitive
from mappa.models.case import CaseReview
from offenders.models import Person

_USER = settings.AUTH_USER_MODEL
KEYS = "mappa.annex"  # what its columns are encrypted for: keys derived from those of the other columns


class AnnexQuerySet(models.QuerySet["Annex"]):
    def naming(self, user: User) -> Self:
        """Those on which this user is named, for whom they work for now."""
        place = Func(F("readers"), Value(user.pk, models.UUIDField()), function="array_position")
        of = Func(
            F("agencies"),
            place,
            template="(%(expressions)s])",
            arg_joiner="[",
            output_field=models.BigIntegerField(null=True),
        )
        rows = self.filter(readers__contains=[user.pk]).alias(named_for=of)
        return (
            rows.filter(named_for=user.agency_id) if user.agency_id else rows.filter(named_for__isnull=True)
        )


class Annex(OfPerson):
    """A restricted annex of one case. `readers` are those named now, by id, and `agencies` in the same places whom each
    worked for when they were named (none: the police): who moves reads it no more, until they are named again. The
    database asks nothing else.

    In the access log its rows are called like every other of a meeting: that it exists is for its readers.
    """

    SECTION = "MAPPA meeting"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="+")
    readers = ArrayField(models.UUIDField())
    agencies = ArrayField(models.BigIntegerField(null=True), default=list)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AnnexQuerySet.as_manager()

    class Meta:
        verbose_name = "restricted annex"
        verbose_name_plural = "restricted annexes"
        ordering = ["opened_at"]
        constraints = [
            models.CheckConstraint(
                name="annex_is_read_by_somebody",
                condition=~Q(readers=[]),
                violation_error_message="Somebody has to be able to read it.",
            ),
            models.CheckConstraint(
                name="annex_reader_of_an_agency",
                condition=Q(readers__len=F("agencies__len")),
                violation_error_message="Each reader is named for whom they work for.",
            ),
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
    """Somebody was named a reader of the annex, for whom they then worked for, or their name was taken off, and why."""

    reader = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    named = models.BooleanField()
    reason = EncryptedTextField("why", context=KEYS)

    class Meta(AnnexRow.Meta):
        abstract = False
        verbose_name = "naming of a restricted annex’s reader"

    def __str__(self) -> str:
        return "Named" if self.named else "No longer named"

    @property
    def has_moved(self) -> bool:
        """Whether they work for somebody else than when they were named."""
        return self.named and self.reader.agency_id != self.agency_id
