"""Convictions, cautions and findings, what the court did, and its orders."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from frontend.dates import words
from offenders.choices import DisposalKind, OrderKind, TriggerKind
from offenders.models.detail import Sourced
from offenders.models.fact import STANDING, Fact, FactQuerySet
from offenders.models.person import Person


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class CourtOrder(Fact, Sourced):
    """A civil order. One on a person who is subject keeps them subject while it lasts (s.103G, s.352 SC)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="orders")
    kind = models.CharField(max_length=12, choices=OrderKind)
    made_on = models.DateField()
    served_on = models.DateField(null=True, blank=True, help_text="Empty: served the day it was made.")
    last_day = models.DateField(null=True, blank=True, help_text="Empty: until further order.")
    discharged_on = models.DateField(null=True, blank=True)
    court = models.CharField(max_length=120, blank=True)

    objects = FactQuerySet["CourtOrder"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        ordering = ["-made_on"]
        constraints = [
            models.CheckConstraint(
                name="order_dates_in_order",
                condition=(Q(served_on__isnull=True) | Q(served_on__gte=F("made_on")))
                & (Q(last_day__isnull=True) | Q(last_day__gte=F("made_on")))
                & (Q(discharged_on__isnull=True) | Q(discharged_on__gte=F("made_on"))),
                violation_error_message="An order cannot be served, end or be discharged before it was made.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} made {words(self.made_on)}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Trigger(Fact, Sourced):
    """What makes a person subject: a conviction, caution or finding for one offence (ss.80-82).

    `date` is the day of the plea or verdict, never of the sentence. `condition_met_on` is the relevant date
    where listing in Schedule 3 depends on the sentence (s.132).
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="triggers")
    kind = models.CharField(max_length=20, choices=TriggerKind)
    date = models.DateField()
    offence = models.CharField(max_length=200)
    offence_on = models.DateField(null=True, blank=True, help_text="The day of the offence, or its first.")
    court = models.CharField(max_length=120, blank=True)
    condition_met_on = models.DateField(null=True, blank=True)
    schedule_3 = models.BooleanField("listed in Schedule 3", default=True)
    notice_given_on = models.DateField(null=True, blank=True)
    carried_over = models.BooleanField(default=False, help_text="s.81(3)-(6), before 1 September 1997 only.")
    ended_on = models.DateField(null=True, blank=True, help_text="Quashed, or later tried (s.82(5)).")
    order = models.ForeignKey(
        CourtOrder, null=True, blank=True, on_delete=models.PROTECT, related_name="breaches"
    )

    objects = FactQuerySet["Trigger"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "conviction, caution or finding"
        verbose_name_plural = "convictions, cautions and findings"
        ordering = ["-date"]
        constraints = [
            models.CheckConstraint(
                name="offence_before_conviction",
                condition=Q(offence_on__isnull=True) | Q(offence_on__lte=F("date")),
                violation_error_message="The offence cannot be after the conviction, caution or finding.",
            ),
            models.CheckConstraint(
                name="trigger_ends_after_date",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("date")),
                violation_error_message="A conviction cannot be quashed before it was made.",
            ),
            models.CheckConstraint(
                name="notice_only_from_overseas",
                condition=Q(kind=TriggerKind.OVERSEAS_NOTICE, notice_given_on__gte=F("date"))
                | (~Q(kind=TriggerKind.OVERSEAS_NOTICE) & Q(notice_given_on__isnull=True)),
                violation_error_message="A conviction abroad needs the day its section 96ZA notice was given, "
                "on or after the conviction; nothing else has one.",
            ),
            models.CheckConstraint(
                name="order_only_when_breached",
                condition=Q(kind=TriggerKind.SRO_BREACH, order__isnull=False)
                | (~Q(kind=TriggerKind.SRO_BREACH) & Q(order__isnull=True)),
                violation_error_message="Say which sexual risk order was breached.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.date}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Disposal(Fact, Sourced):
    """What the court did for one trigger. Terms are as pronounced: years, months and weeks (52 weeks are 12 months).

    At most one of `consecutive_to` and `concurrent_with`; both name the other trigger (s.82(3)-(4)).
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="disposals")
    trigger = models.ForeignKey(Trigger, on_delete=models.PROTECT, related_name="sentences")
    kind = models.CharField(max_length=36, choices=DisposalKind)
    date = models.DateField()
    term_years = models.PositiveSmallIntegerField(default=0)
    term_months = models.PositiveSmallIntegerField(default=0)
    term_weeks = models.PositiveSmallIntegerField(default=0)
    extension_years = models.PositiveSmallIntegerField(default=0)
    extension_months = models.PositiveSmallIntegerField(default=0)
    consecutive_to = models.ForeignKey(
        Trigger, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    concurrent_with = models.ForeignKey(
        Trigger, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    overlap_months = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = FactQuerySet["Disposal"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "sentence"
        ordering = ["-date"]
        constraints = [
            models.UniqueConstraint(
                name="one_sentence_a_conviction",
                fields=["trigger"],
                condition=STANDING,
                violation_error_message="A sentence is already on record for this conviction. Correct it instead.",
            ),
            models.CheckConstraint(
                name="runs_one_way",
                condition=Q(consecutive_to__isnull=True) | Q(concurrent_with__isnull=True),
                violation_error_message="A sentence is consecutive or concurrent, not both.",
            ),
            models.CheckConstraint(
                name="overlap_only_when_concurrent",
                condition=Q(overlap_months__isnull=True) | Q(concurrent_with__isnull=False),
                violation_error_message="Only a concurrent sentence overlaps another.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def length_in_words(self) -> str:
        """`2 years 6 months`; empty when no length was recorded."""
        return _in_words(year=self.term_years, month=self.term_months, week=self.term_weeks)

    def extension_in_words(self) -> str:
        return _in_words(year=self.extension_years, month=self.extension_months)


def _in_words(**parts: int) -> str:
    return " ".join(f"{count} {unit}{'' if count == 1 else 's'}" for unit, count in parts.items() if count)
