"""Who sees one record by name, who may not see it at all, and who opened it in an emergency."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from guardian.models import UserObjectPermissionBase

from access.models import OfPerson
from accounts.models import Unit
from offenders.choices import ArchiveReason, EmergencyFinding, EmergencyReason, ShareBasis
from offenders.models.person import Person

EMERGENCY_MINUTES = 60
EMERGENCY_REASON_CHARACTERS = 20


class ShareQuerySet(models.QuerySet["PersonUserObjectPermission"]):
    def running_on(self, day: date) -> ShareQuerySet:
        return self.filter(Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gt=day)))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PersonUserObjectPermission(OfPerson, UserObjectPermissionBase):
    """A named exception: one user, one record, from a day up to, not including, another (direct keys; see docs/adr).

    `view_person` opens a record beyond the user's reach, for the classes named; `open_restricted` lets the user's
    own reach hold on a restricted record too.
    """

    SECTION = "access by name"
    content_object = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="shares")
    basis = models.CharField(max_length=12, choices=ShareBasis, default=ShareBasis.NAMED)
    purpose = models.CharField(max_length=200, blank=True)
    field_classes = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="The first day it no longer opens.")
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    PERSON = "content_object_id"
    objects = ShareQuerySet.as_manager()  # type: ignore[misc, assignment]

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                name="share_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="A share cannot end before it starts.",
            ),
            models.CheckConstraint(
                name="named_without_end",
                condition=~Q(basis=ShareBasis.RESTRICTED) | Q(ends_on__isnull=True),
                violation_error_message="A reader named on a restricted record is taken off it, not ended.",
            ),
        ]
        indexes = [models.Index(fields=["user", "permission", "content_object"], name="share_of_user")]

    def __str__(self) -> str:
        return f"{self.content_object_id} to {self.user_id} from {self.starts_on}"


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    def standing(self) -> RestrictionQuerySet:
        return self.filter(lifted_at__isnull=True)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Restriction(OfPerson):
    """The record is closed to all but those named on it: staff, their relatives, protected people.

    Held by the database as well: row-level security hides the rows from every other reader.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="restrictions")
    reason = models.CharField(max_length=500)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]
        constraints = [
            models.UniqueConstraint(
                name="restricted_once",
                fields=["person"],
                condition=Q(lifted_at__isnull=True),
                violation_error_message="This record is restricted already.",
            ),
            models.CheckConstraint(
                name="lifted_by_someone",
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} since {self.set_at:%Y-%m-%d}"


class ArchivingQuerySet(models.QuerySet["Archiving"]):
    def standing(self) -> ArchivingQuerySet:
        return self.filter(reopened_at__isnull=True)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Archiving(OfPerson):
    """The record is kept and no longer worked on; the unit and its seniors can still read it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="archivings")
    reason = models.CharField(max_length=16, choices=ArchiveReason)
    note = models.CharField(max_length=500, blank=True)
    archived_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    archived_at = models.DateTimeField()
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reopened_at = models.DateTimeField(null=True)

    objects = ArchivingQuerySet.as_manager()

    class Meta:
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="archived_by_another",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                IF EXISTS (
                    SELECT FROM offenders_assignment WHERE person_id = NEW.person_id
                        AND manager_id = NEW.archived_by_id AND ends_on IS NULL
                ) THEN
                    RAISE EXCEPTION 'Somebody else closes the record of one''s own person'
                        USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="archived_once",
                fields=["person"],
                condition=Q(reopened_at__isnull=True),
                violation_error_message="This record is archived already.",
            ),
            models.CheckConstraint(
                name="reopened_by_someone",
                condition=Q(reopened_at__isnull=True, reopened_by__isnull=True)
                | Q(reopened_at__isnull=False, reopened_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} since {self.archived_at:%Y-%m-%d}"


class EmergencyQuerySet(models.QuerySet["EmergencyOpening"]):
    def open_at(self, now: datetime) -> EmergencyQuerySet:
        return self.filter(opened_at__lte=now, expires_at__gt=now, closed_at__isnull=True)

    def unreviewed(self) -> EmergencyQuerySet:
        return self.filter(reviewed_at__isnull=True)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class EmergencyOpening(OfPerson):
    """Somebody broke the glass: read a record beyond their reach for an hour, and answers for it afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="emergencies")
    # Kept here so that whoever reviews the opening of a restricted record need not see the record.
    reference = models.CharField(max_length=12)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="emergencies")
    reason_code = models.CharField(max_length=16, choices=EmergencyReason)
    reason = models.CharField(max_length=1000)
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    review_by = models.DateField(help_text="The last day of the review.")
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True)
    finding = models.CharField(max_length=16, choices=EmergencyFinding, blank=True)
    review_note = models.CharField(max_length=1000, blank=True)

    objects = EmergencyQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at"]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]
        constraints = [
            models.CheckConstraint(
                name="emergency_lasts_an_hour",
                condition=Q(expires_at=F("opened_at") + timedelta(minutes=EMERGENCY_MINUTES)),
            ),
            models.CheckConstraint(
                name="emergency_says_why",
                condition=Q(reason__regex=f"^.{{{EMERGENCY_REASON_CHARACTERS},}}$"),
                violation_error_message=f"Say why in at least {EMERGENCY_REASON_CHARACTERS} characters.",
            ),
            models.CheckConstraint(
                name="emergency_reviewed_by_another",
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("user")),
                violation_error_message="Nobody reviews their own emergency opening.",
            ),
            models.CheckConstraint(
                name="emergency_review_whole",
                condition=Q(reviewed_by__isnull=True, reviewed_at__isnull=True, finding="")
                | (Q(reviewed_by__isnull=False, reviewed_at__isnull=False) & ~Q(finding="")),
            ),
        ]
        indexes = [
            models.Index(fields=["user", "person", "-expires_at"], name="emergency_of_user"),
            models.Index(
                fields=["review_by"], condition=Q(reviewed_at__isnull=True), name="emergency_to_review"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} by {self.user_id} at {self.opened_at:%Y-%m-%d %H:%M}"
