"""Changes that no other table holds: a stay, a child household, an account, a document (s.84(1); S.I. 2012/1876)."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from notifications.choices import PERIOD_KINDS, ChangeKind
from notifications.models.notification import Notification
from offenders.models import Address, Fact, Person
from offenders.models.fact import STANDING, FactQuerySet


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Change(Fact):
    """One thing that happened, in the terms of s.84 and the 2012 Regulations.

    A change of home, of name, and a release are not here: the tables that hold the homes, names and absences say
    them, and `notifications.facts` reads them there.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=32, choices=ChangeKind)
    on = models.DateField("on", null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True, help_text="The last day, which counts.")
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    address = models.ForeignKey(
        Address, null=True, blank=True, on_delete=models.PROTECT, related_name="changes"
    )
    household = models.CharField("child household", max_length=120, blank=True)
    days = models.PositiveSmallIntegerField("days away", null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)

    objects = FactQuerySet["Change"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="change_says_when",
                condition=Q(kind=ChangeKind.STAY, starts_on__isnull=False, ends_on__gte=F("starts_on"))
                | Q(
                    kind=ChangeKind.CHILD_HOUSEHOLD_STAY,
                    starts_at__isnull=False,
                    ends_at__gte=F("starts_at"),
                )
                | Q(kind=ChangeKind.ABSENCE_INTENDED, starts_at__isnull=False, days__isnull=False)
                | (~Q(kind__in=PERIOD_KINDS) & Q(on__isnull=False)),
                violation_error_message="Say when it happened; a stay needs its first and its last day.",
            ),
            models.CheckConstraint(
                name="change_says_where",
                condition=(~Q(kind=ChangeKind.STAY) | Q(address__isnull=False))
                & (~Q(kind=ChangeKind.CHILD_HOUSEHOLD_STAY) | ~Q(household="")),
                violation_error_message="Say where they stayed.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def day(self) -> object:
        """The day to sort and show it by."""
        return self.on or self.starts_on or (self.starts_at and localdate(self.starts_at))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Foretold(Fact):
    """What came of a notice given in advance (s.84(2)-(5)): the fact it foretold, or that it did not happen."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="foretold")
    notice = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="outcomes")
    fact = models.CharField(
        max_length=60, blank=True, help_text="As notifications.facts names it; empty: it did not happen."
    )

    objects = FactQuerySet["Foretold"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "outcome of an advance notice"
        constraints = [
            models.UniqueConstraint(
                name="one_outcome_a_notice",
                fields=["notice"],
                condition=STANDING,
                violation_error_message="What came of this notice is on record already.",
            )
        ]

    def __str__(self) -> str:
        return self.fact or "did not happen"
