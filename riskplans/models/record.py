"""The full record of a visit, and what was looked at before it."""

from __future__ import annotations

from datetime import date

import pghistory
from django.db import models
from django.db.models import Q

from offenders.choices import YesNoUnknown
from offenders.models import Device, Fact, LicenceCondition, OrderCondition, Person
from offenders.models.fact import FactQuerySet
from riskplans.choices import Complied, Notified, System
from riskplans.models.visit import Visit
from riskplans.orders.choices import Looked

_LONG = 2000


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class VisitRecord(Fact):
    """What was seen and said at a visit at which they were seen. What is empty was not looked at or not spoken of."""

    SECTION = "visit"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="full")
    rooms = models.CharField("rooms seen", max_length=300, blank=True)
    rooms_refused = models.CharField("rooms they kept you out of", max_length=300, blank=True)
    sleeping = models.CharField("who sleeps where", max_length=300, blank=True)
    children = models.CharField("signs of children", max_length=300, blank=True)
    internet = models.CharField("internet, router and smart devices", max_length=300, blank=True)
    items = models.CharField("hidden places, and things of concern", max_length=500, blank=True)
    opportunity = models.TextField("opportunity to offend", max_length=_LONG, blank=True)
    sexual = models.TextField("sexual thoughts and behaviour", max_length=_LONG, blank=True)
    relationships = models.TextField("relationships", max_length=_LONG, blank=True)
    routine = models.TextField("routine, work and money", max_length=_LONG, blank=True)
    peers = models.TextField("people they spend time with", max_length=_LONG, blank=True)
    health = models.TextField("mental health, alcohol and drugs", max_length=_LONG, blank=True)
    compliance = models.TextField(
        "how they see their requirements, and their plans", max_length=_LONG, blank=True
    )
    home_notified = models.CharField("home address", max_length=10, choices=Notified, blank=True)
    names_notified = models.CharField("names used", max_length=10, choices=Notified, blank=True)
    household_notified = models.CharField(
        "children who live or stay there", max_length=10, choices=Notified, blank=True
    )
    money_notified = models.CharField("bank accounts and cards", max_length=10, choices=Notified, blank=True)
    travel_notified = models.CharField(
        "travel and other addresses", max_length=10, choices=Notified, blank=True
    )
    vehicles = models.CharField(
        "vehicles seen, and whether they had declared them", max_length=300, blank=True
    )
    looks = models.CharField("photograph taken, or appearance changed", max_length=300, blank=True)
    intelligence = models.CharField("intelligence or crime references", max_length=120, blank=True)

    objects = FactQuerySet["VisitRecord"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "full record of a visit"

    def __str__(self) -> str:
        return "Full record"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class PersonPresent(Fact):
    """Somebody else who was there."""

    SECTION = "visit"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="present")
    name = models.CharField("name", max_length=120)
    relation = models.CharField("who are they to the person?", max_length=80, blank=True)
    date_of_birth = models.DateField("date of birth", null=True, blank=True)
    child = models.BooleanField("under 18", default=False)
    aware = models.CharField(
        "do they know of the offending?", max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN
    )
    demeanour = models.CharField("how they seemed", max_length=200, blank=True)

    objects = FactQuerySet["PersonPresent"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "person present at a visit"
        verbose_name_plural = "people present at a visit"

    def __str__(self) -> str:
        return f"{self.name}, {self.relation}" if self.relation else self.name


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class DeviceSeen(Fact):
    """A device at the visit: one on record, or one they had not declared, which stands on the record since."""

    SECTION = "visit"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="devices_seen")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="+")
    declared = models.BooleanField("declared before", default=True)
    examined = models.CharField("examined how, by whom, and what was found", max_length=300, blank=True)
    seized = models.BooleanField(default=False)

    objects = FactQuerySet["DeviceSeen"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "device seen at a visit"
        verbose_name_plural = "devices seen at a visit"
        constraints = [
            models.UniqueConstraint(
                name="device_seen_once",
                fields=["visit", "device"],
                violation_error_message="That device is in this visit's record already.",
            )
        ]

    def __str__(self) -> str:
        return str(self.device)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class ConditionChecked(Fact):
    """A condition of an order or a licence, as a visit found it kept, or somebody who checked it in another way.

    The day of a check at a visit, and who made it, are the visit's.
    """

    SECTION = "visit"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, null=True, on_delete=models.PROTECT, related_name="conditions_checked")
    checked_on = models.DateField("when", null=True)
    checked_by = models.CharField("who checked it", max_length=120, blank=True)
    how = models.CharField("how it was checked", max_length=12, choices=Looked, blank=True)
    order_condition = models.ForeignKey(OrderCondition, null=True, on_delete=models.PROTECT, related_name="+")
    licence_condition = models.ForeignKey(
        LicenceCondition, null=True, on_delete=models.PROTECT, related_name="+"
    )
    found = models.CharField(max_length=8, choices=Complied)
    note = models.CharField("what was seen", max_length=300, blank=True)

    objects = FactQuerySet["ConditionChecked"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "condition checked"
        verbose_name_plural = "conditions checked"
        constraints = [
            models.CheckConstraint(
                name="check_at_a_visit_or_by_itself",
                condition=Q(visit__isnull=False, checked_on__isnull=True, checked_by="", how="")
                | (
                    Q(visit__isnull=True, checked_on__isnull=False)
                    & ~Q(checked_by="")
                    & ~Q(how="")
                    & ~Q(note="")
                ),
                violation_error_message="A check says when it was made, by whom, how, and what was seen.",
            ),
            models.CheckConstraint(
                name="one_condition_checked",
                condition=Q(order_condition__isnull=False, licence_condition__isnull=True)
                | Q(order_condition__isnull=True, licence_condition__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.order_condition or self.licence_condition)

    @property
    def on(self) -> date:
        """The day of the check."""
        day = self.checked_on or (self.visit.on if self.visit else None)
        assert day  # noqa: S101 - the database holds that it has one
        return day

    @property
    def who(self) -> str:
        return self.checked_by or (str(self.visit.officer) if self.visit else "")

    @property
    def found_colour(self) -> str:
        return Complied(self.found).colour


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class PreVisitCheck(Fact):
    """One system looked at before a visit. For how long that holds is the force's policy."""

    SECTION = "visit"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="visit_checks")
    system = models.CharField("what was looked at", max_length=12, choices=System)
    checked_on = models.DateField("when")
    found = models.CharField("what it showed", max_length=300)

    objects = FactQuerySet["PreVisitCheck"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "check before a visit"
        verbose_name_plural = "checks before visits"
        ordering = ["-checked_on", "-recorded_at"]
        indexes = [models.Index(fields=["person", "system", "-checked_on"], name="visit_check_latest")]

    def __str__(self) -> str:
        return self.get_system_display()
