"""Coming to the station: what was noted of it, what was notified item by item, and the acknowledgement given."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from access.models import OfPerson
from access.policies import FieldClass
from accounts.encryption import EncryptedTextField
from notifications.models.journey import Journey
from notifications.station.choices import Accompanied, Part, Shown, Taken
from notifications.station.rules import is_backdated
from offenders.choices import YesNoUnknown
from offenders.models import Fact, Person
from offenders.models.fact import FactQuerySet

# Lateness turns on the day they came, so that an earlier one than today's is never entered without saying why.
_WHY_ONLY_NOW = """
IF NEW.backdated_reason = ''
   AND (NEW.given_at AT TIME ZONE 'Europe/London')::date < (NEW.recorded_at AT TIME ZONE 'Europe/London')::date
   AND (TG_OP = 'INSERT' OR NEW.given_at IS DISTINCT FROM OLD.given_at) THEN
    RAISE EXCEPTION 'an attendance of an earlier day says why it is recorded only now'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Attendance(Fact):
    """One coming to the station, from which one or more notifications may follow (s.87)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendances")
    given_at = models.DateTimeField("attended at")
    station = models.CharField("police station", max_length=120)
    shown = models.CharField("how was it confirmed who they are?", max_length=12, choices=Shown)
    accompanied = models.CharField(
        "who came with them?", max_length=12, choices=Accompanied, default=Accompanied.NOBODY
    )
    companion = models.CharField("name of who came with them", max_length=120, blank=True)
    parental_direction = models.CharField(
        "is a parental direction in force (s.89)?", max_length=8, choices=YesNoUnknown, blank=True
    )
    fingerprints = models.CharField("fingerprints", max_length=9, choices=Taken, default=Taken.NOT_ASKED)
    photograph = models.CharField("photograph", max_length=9, choices=Taken, default=Taken.NOT_ASKED)
    late = models.BooleanField("was anything late?", default=False)
    late_reason = models.CharField(
        "the reason they gave for being late",
        max_length=1000,
        blank=True,
        help_text="In their words; empty: they gave none.",
    )
    backdated_reason = models.CharField(
        "why it was recorded later than the day they came (optional)",
        max_length=500,
        blank=True,
        help_text="Needed where that was an earlier day.",
    )

    objects = FactQuerySet["Attendance"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        ordering = ["-given_at"]
        constraints = [
            models.CheckConstraint(
                name="attendance_reason_of_lateness",
                condition=Q(late=True) | Q(late_reason=""),
                violation_error_message="A reason for being late belongs to something that was late.",
            )
        ]
        triggers = [
            *Fact.Meta.triggers,
            pgtrigger.Trigger(
                name="says_why_only_now",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_WHY_ONLY_NOW,
            ),
        ]

    @property
    def is_backdated(self) -> bool:
        return is_backdated(self.given_at, self.recorded_at)

    def __str__(self) -> str:
        return f"attendance at {self.station}"


class Item(OfPerson):
    """One item as it was notified: what stood on record, what was said, and since when. Written once.

    Numbers of accounts and cards are never here, but for their last digits.
    """

    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="items")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(help_text="Its place in the order in which they were asked.")
    part = models.CharField(max_length=10, choices=Part)
    called = models.CharField(max_length=120)
    old = EncryptedTextField(blank=True)
    new = EncryptedTextField(blank=True)
    effective_on = models.DateField(null=True)
    changed = models.BooleanField()
    field_class = models.CharField(max_length=16, default=FieldClass.MANAGEMENT.value)

    SECTION = "notification"

    class Meta:
        verbose_name = "item notified"
        verbose_name_plural = "items notified"
        ordering = ["attendance", "number"]
        constraints = [
            models.UniqueConstraint(name="item_numbered_once", fields=["attendance", "number"]),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.called


class Acknowledgement(OfPerson):
    """The register of written acknowledgements (s.87(3)). The paper is set anew from `content`, which never changes."""

    serial = models.CharField(max_length=19, editable=False)
    attendance = models.OneToOneField(
        Attendance, on_delete=models.PROTECT, related_name="acknowledgement_given"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    content = EncryptedTextField(help_text="What the paper says, as JSON.")
    sha256 = models.CharField("SHA-256 of what it says", max_length=64)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    SECTION = "notification"

    class Meta:
        verbose_name = "acknowledgement of a notification"
        verbose_name_plural = "acknowledgements of notifications"
        ordering = ["-issued_at"]
        constraints = [
            models.UniqueConstraint(
                name="acknowledgement_serial_once",
                fields=["serial"],
                violation_error_message="An acknowledgement of that serial number was given already.",
            ),
            models.CheckConstraint(
                name="acknowledgement_serial_in_fours",
                condition=Q(serial__regex=r"^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$"),
                violation_error_message="A serial number is sixteen letters and digits, in fours.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.serial


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Leg(Fact):
    """One country of a journey, as far as it is known (s.86(2); S.I. 2004/1220 reg 6)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="legs")
    journey = models.ForeignKey(Journey, on_delete=models.PROTECT, related_name="legs")
    number = models.PositiveSmallIntegerField("place in the journey", editable=False)
    country = models.CharField("country", max_length=2)
    arrives_on = models.DateField("arrives on", null=True, blank=True)
    point = models.CharField("port, airport or station of arrival", max_length=120, blank=True)
    carrier = models.CharField("airline, ferry or other carrier", max_length=120, blank=True)
    staying_at = models.CharField("where they will stay", max_length=200, blank=True)

    objects = FactQuerySet["Leg"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "part of a journey"
        verbose_name_plural = "parts of journeys"
        ordering = ["journey", "number"]
        constraints = [
            models.UniqueConstraint(name="leg_numbered_once", fields=["journey", "number"]),
        ]

    def __str__(self) -> str:
        return self.country


class Begun(OfPerson):
    """A notification being taken: the answers so far, encrypted, until it is recorded or has been left for too long
    (the force's policy, `station.begun_kept`).

    Its id is the attendance's submission: recorded twice, it is recorded once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    answers = EncryptedTextField(default="{}", help_text="What each page was answered, as JSON.")
    updated_at = models.DateTimeField()

    SECTION = "notification"

    class Meta:
        verbose_name = "notification being taken"
        verbose_name_plural = "notifications being taken"
        ordering = ["-updated_at"]

    def __str__(self) -> str:
        return f"begun {self.pk}"
