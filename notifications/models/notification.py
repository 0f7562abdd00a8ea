"""The record made at the station."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

from notifications.choices import HomeNotified, Section
from offenders.models import Address, Fact, Person
from offenders.models.fact import FactQuerySet


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Notification(Fact):
    """One attendance. `about` names the facts it tells of, as the adapter names them (`released:<id>`).

    Given in person and orally at a published station (s.87); `acknowledgement` is the serial number of the written
    acknowledgement that must be handed over (s.87(3)).
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notifications")
    section = models.CharField(max_length=8, choices=Section)
    given_at = models.DateTimeField()
    home = models.CharField(max_length=16, choices=HomeNotified, default=HomeNotified.RESIDENCE)
    station = models.CharField(max_length=120, blank=True)
    about = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    addresses = models.ManyToManyField(Address, blank=True, related_name="notifications")
    acknowledgement = models.CharField(max_length=20, blank=True)
    late_reason = models.CharField(
        "the reason they gave for being late",
        max_length=1000,
        blank=True,
        help_text="In their words, where it was taken elsewhere; at our own counter the attendance keeps it.",
    )
    specified_date = models.DateField(
        null=True, blank=True, help_text="For a notice in advance: the day the change is to happen (s.84(2))."
    )
    foretells = models.CharField(
        max_length=200, blank=True, help_text="What an advance notice says will happen."
    )

    objects = FactQuerySet["Notification"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        ordering = ["-given_at"]

    def __str__(self) -> str:
        return f"{self.get_section_display()} {self.given_at:%Y-%m-%d}"


class Answer(models.Model):
    """A duty as it stood when it was answered: the date that was acted on, whatever is computed afterwards."""

    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="answers")
    key = models.CharField(max_length=160)
    title = models.CharField(max_length=160)
    work_to = models.DateField(null=True)
    last = models.DateField(null=True)
    computed_last = models.DateField(
        null=True,
        help_text="The last day as computed, where an officer's override was worked to; else empty.",
    )
    rule = models.CharField(max_length=64, blank=True)
    ruleset = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="answered_once", fields=["notification", "key"])]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.title
