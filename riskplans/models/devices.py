"""Devices examined, and the alerts of what monitors them. The devices themselves are the record's."""

from __future__ import annotations

from datetime import datetime

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower

from accounts.models import Force
from notifications.models import Breach
from offenders.models import Device, Fact, LicenceCondition, Monitoring, OrderCondition, Person
from offenders.models.fact import FactQuerySet
from riskplans.devices.choices import (
    ALERT_STEPS,
    OPEN_ALERTS,
    TRIAGED,
    AlertCategory,
    AlertState,
    Authority,
    Depth,
    ExamResult,
    ProductUse,
)

_USER = settings.AUTH_USER_MODEL


class ProductQuerySet(models.QuerySet["Product"]):
    def known_to(self, force: int | None) -> ProductQuerySet:
        """Those of a force's list, offered or retired: its own say over one of the common list stands for that."""
        own = Product.objects.filter(name__iexact=OuterRef("name"), use=OuterRef("use"), force=force)
        return self.filter(Q(force=force) | (Q(force=None) & ~Exists(own)))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Product(models.Model):
    """What devices are examined or monitored with: a list that grows, never a constant in code. Without a force it is
    of the list that every force begins with."""

    force = models.ForeignKey(Force, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    use = models.CharField(max_length=12, choices=ProductUse)
    offered = models.BooleanField("offered in lists", default=True)

    objects = ProductQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                "use",
                "force",
                name="product_once",
                nulls_distinct=False,
                violation_error_message="That is on the list already.",
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class DeviceExamination(Fact):
    """One look at what a device holds: by what right, with what, by whom, and what it came to. Never an image."""

    SECTION = "devices"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="device_examinations")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="examinations")
    authority = models.CharField("what allows it", max_length=8, choices=Authority)
    order_condition = models.ForeignKey(OrderCondition, null=True, on_delete=models.PROTECT, related_name="+")
    licence_condition = models.ForeignKey(
        LicenceCondition, null=True, on_delete=models.PROTECT, related_name="+"
    )
    product = models.ForeignKey(Product, null=True, on_delete=models.PROTECT, related_name="+")
    version_used = models.CharField("version of the product", max_length=40, blank=True)
    depth = models.CharField("how deep", max_length=6, choices=Depth, default=Depth.TRIAGE)
    examined_on = models.DateField("when")
    examiner = models.CharField("by whom", max_length=120)
    result = models.CharField("result", max_length=7, choices=ExamResult)
    found = models.TextField("what was found, in words", max_length=1000, blank=True)
    exhibit = models.CharField("exhibit or report reference", max_length=60, blank=True)
    key_considered = models.BooleanField("notice to disclose a key (RIPA s.49) considered", default=False)

    objects = FactQuerySet["DeviceExamination"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "examination of device"
        ordering = ["-examined_on", "-recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="examined_by_right",
                condition=Q(
                    authority=Authority.ORDER, order_condition__isnull=False, licence_condition__isnull=True
                )
                | Q(
                    authority=Authority.LICENCE, order_condition__isnull=True, licence_condition__isnull=False
                )
                | (
                    ~Q(authority__in=[Authority.ORDER, Authority.LICENCE])
                    & Q(order_condition__isnull=True, licence_condition__isnull=True)
                ),
                violation_error_message="Name the condition that allows the examination.",
            ),
            models.CheckConstraint(
                name="examination_says_what",
                condition=Q(result=ExamResult.CLEAR) | ~Q(found=""),
                violation_error_message="Say in words what was found.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_result_display()}: {self.device}"

    @property
    def colour(self) -> str:
        return ExamResult(self.result).colour


class AlertQuerySet(FactQuerySet["MonitoringAlert"]):
    def open(self) -> AlertQuerySet:
        """Nobody has said yet what it comes to."""
        return self.standing().filter(state__in=OPEN_ALERTS)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class MonitoringAlert(Fact):
    """What a monitoring product raised the alarm about, in words and by reference: what it shows stays in there."""

    SECTION = "monitoring alert"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="monitoring_alerts")
    install = models.ForeignKey(Monitoring, on_delete=models.PROTECT, related_name="alerts")
    received_at = models.DateTimeField("received")
    category = models.CharField("what it noticed", max_length=8, choices=AlertCategory)
    said = models.TextField("what the alert says, in words", max_length=1000)
    reference = models.CharField("reference in the product", max_length=80, blank=True)
    state = models.CharField(max_length=7, choices=AlertState, default=AlertState.NEW)
    taken_at = models.DateTimeField("acknowledged", null=True)
    taken_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    triaged_at = models.DateTimeField("triaged", null=True)
    triaged_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    assessment = models.CharField("what you make of it, and what is done", max_length=500, blank=True)
    breach = models.ForeignKey(Breach, null=True, on_delete=models.PROTECT, related_name="+")

    objects = AlertQuerySet.as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "monitoring alert"
        ordering = ["-received_at"]
        indexes = [
            models.Index(fields=["received_at"], condition=Q(state__in=OPEN_ALERTS), name="alert_open"),
        ]
        constraints = [
            models.CheckConstraint(
                name="alert_taken_whole",
                condition=Q(state=AlertState.NEW, taken_at__isnull=True, taken_by__isnull=True)
                | (~Q(state=AlertState.NEW) & Q(taken_at__isnull=False, taken_by__isnull=False)),
                violation_error_message="An alert that is acknowledged says by whom and when.",
            ),
            models.CheckConstraint(
                name="alert_triaged_whole",
                condition=Q(state__in=OPEN_ALERTS, triaged_at__isnull=True, triaged_by__isnull=True)
                | (
                    Q(state__in=TRIAGED, triaged_at__isnull=False, triaged_by__isnull=False)
                    & ~Q(assessment="")
                ),
                violation_error_message="An alert that is triaged says by whom, when, and what they make of it.",
            ),
            models.CheckConstraint(
                name="alert_breach_is_open",
                condition=Q(state=AlertState.BREACH, breach__isnull=False)
                | (~Q(state=AlertState.BREACH) & Q(breach__isnull=True)),
                violation_error_message="An alert that is a breach has one open.",
            ),
            models.CheckConstraint(
                name="alert_taken_after_it_came",
                condition=Q(taken_at__isnull=True) | Q(taken_at__gte=F("received_at")),
                violation_error_message="It cannot be acknowledged before it came.",
            ),
        ]
        triggers = [
            *Fact.Meta.triggers,
            pgtrigger.FSM(
                name="one_step_at_a_time",
                field="state",
                transitions=[(before.value, after.value) for before, after in ALERT_STEPS],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()}, {self.get_state_display().lower()}"

    @property
    def colour(self) -> str:
        return AlertState(self.state).colour

    @property
    def is_new(self) -> bool:
        return self.state == AlertState.NEW

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_ALERTS

    def answered_at(self, now: datetime) -> datetime:
        """Until when it waited to be acknowledged: now, while it does."""
        return self.taken_at or now
