"""A file longer than one person may take: asked for, decided by a second person, taken once."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from access.policies import GRANTS, Capability, Width, reach
from accounts.encryption import EncryptedTextField
from accounts.models import Force, RoleAssignment, User
from offenders.models.fact import tracked

_USER = settings.AUTH_USER_MODEL
_FILE = "force_id, asked_by_id, name, caption, address, page, fingerprint, headings, narrowed"
_ASKED = "asked_at, rows, why, submission"
_FORCE_WIDE = [
    role
    for role, grant in GRANTS.items()
    if grant.width is Width.FORCE and Capability.EXPORT in grant.capabilities
]
# No answer at all is no refusal to a check of the database: it is asked for.
_IS_DECIDED = Q(decided_at__isnull=False, decided_by__isnull=False, approved__isnull=False)
_DECIDED = "decided_at, decided_by_id, approved, note, open_to"


def _changed(columns: str) -> str:
    old, new = (", ".join(f"{row}.{each}" for each in columns.split(", ")) for row in ("OLD", "NEW"))
    return f"({old}) IS DISTINCT FROM ({new})"


class LargeExportQuerySet(models.QuerySet["LargeExport"]):
    def waiting(self) -> Self:
        """Those that nobody has decided."""
        return self.filter(decided_at__isnull=True)

    def decided_for(self, user: User, today: date) -> Self:
        """Those that this user may decide, decided or not: of officers whose work they approve, and never their own.
        Who may take no list away approves none, and a list of the whole force is approved by whoever reaches it."""
        if not reach(user, Capability.EXPORT, today):
            return self.none()
        scope = reach(user, Capability.APPROVE, today)
        held = RoleAssignment.objects.held_on(today).filter(user=OuterRef("asked_by"), role__in=_FORCE_WIDE)
        theirs = Q(~Exists(held), asked_by__unit__in=scope.units) | Q(force__in=scope.forces)
        return self.filter(theirs, force=user.force_id).exclude(asked_by=user)

    def standing(self, today: date) -> Self:
        """Those that wait, and those that may be taken."""
        waits, may_be_taken = self.waiting(), self.open_on(today)
        return (waits | may_be_taken).select_related("decided_by")

    def open_on(self, today: date) -> Self:
        """Those approved that may still be taken."""
        return self.filter(approved=True, open_to__gte=today, taken_at__isnull=True)


@tracked
class LargeExport(models.Model):
    """One file of more rows than the force's policy allows one person: which file it is stays as it was asked, what
    was decided as it was decided, and it is taken once. Until it is decided, whoever asked may say anew what it is
    for, of as many rows as there are by then; nobody decides on what they have not read (`version`).

    `fingerprint` is of the list, the way it was narrowed, and its columns (SHA-256): nothing else is taken by it.
    `headings` and `narrowed` say the columns and the way it was narrowed in the list's own words. `rows` are as many
    as there were; a list that has grown since is asked for again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    name = models.CharField("what the file is called", max_length=120)
    caption = models.CharField("which list", max_length=200)
    address = models.CharField("where it is taken", max_length=2000)
    page = models.CharField("where the list is read", max_length=2000)
    fingerprint = models.CharField(max_length=64)
    headings = ArrayField(models.CharField(max_length=200), verbose_name="its columns", default=list)
    narrowed = ArrayField(models.CharField(max_length=300), verbose_name="how it is narrowed", default=list)
    rows = models.PositiveIntegerField("how many rows")
    why = EncryptedTextField("what it is for")
    submission = models.UUIDField(null=True, unique=True, editable=False)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    approved = models.BooleanField(null=True)
    note = EncryptedTextField("why it is refused", blank=True)
    open_to = models.DateField("may be taken to the end of", null=True)
    taken_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = LargeExportQuerySet.as_manager()

    class Meta:
        verbose_name = "export above the limit"
        verbose_name_plural = "exports above the limit"
        ordering = ["-asked_at"]
        indexes = [
            models.Index(fields=["asked_by", "-asked_at"], name="large_exports_of_user"),
            models.Index(
                fields=["force"], name="large_exports_waiting", condition=Q(decided_at__isnull=True)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="large_export_asked_once",
                fields=["asked_by", "fingerprint"],
                condition=Q(decided_at__isnull=True),
                violation_error_message="You have asked for this file already.",
            ),
            models.CheckConstraint(
                name="large_export_decided_whole",
                condition=Q(
                    decided_at__isnull=True,
                    decided_by__isnull=True,
                    approved__isnull=True,
                    open_to__isnull=True,
                )
                | _IS_DECIDED & Q(approved=True, open_to__isnull=False)
                | _IS_DECIDED & Q(approved=False, open_to__isnull=True),
                violation_error_message="Somebody approves it to a day, or refuses it.",
            ),
            models.CheckConstraint(
                name="large_export_second_person",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                violation_error_message="A second person decides: never whoever asked.",
            ),
            models.CheckConstraint(
                name="large_export_taken_if_approved",
                condition=Q(taken_at__isnull=True) | Q(approved__isnull=False, approved=True),
                violation_error_message="Only what was approved is taken.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="asked_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.decided_at IS NOT NULL AND {_changed(_DECIDED)} OR {_changed(_FILE)} "
                    f"OR (OLD.decided_at IS NOT NULL OR NEW.decided_at IS NOT NULL) AND {_changed(_ASKED)} "
                    "OR OLD.taken_at IS NOT NULL AND OLD.taken_at IS DISTINCT FROM NEW.taken_at"
                ),
            ),
            pgtrigger.Protect(
                name="asked_first",
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.decided_at IS NOT NULL OR NEW.taken_at IS NOT NULL"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.caption}: {self.rows:,} rows"
