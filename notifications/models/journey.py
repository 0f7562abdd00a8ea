"""Leaving the United Kingdom (s.86; S.I. 2004/1220)."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from offenders.models import Fact, Person
from offenders.models.fact import FactQuerySet

_COUNTRY = RegexValidator(r"^[A-Z]{2}$", "Use the two-letter code of a country.")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Journey(Fact):
    """A journey abroad: when it leaves, when its core details were known, what return was notified and kept.

    `departs_at` is the moment, where the time is known; `departs_on` its London day. Being told of it is a
    Notification under s.86(2), of the return one under s.86(3), each about the journey's id.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="journeys")
    departs_on = models.DateField()
    departs_at = models.DateTimeField(null=True, blank=True)
    details_known_on = models.DateField(
        help_text="The day the date of departure, the first country and the point of arrival there were known."
    )
    countries = ArrayField(models.CharField(max_length=2, validators=[_COUNTRY]))
    reasonable_excuse = models.BooleanField(
        default=False, help_text="For not telling the police seven days before (reg 5(2)(b))."
    )
    details_changed_at = models.DateTimeField(null=True, blank=True)
    return_date = models.DateField(null=True, blank=True, help_text="The return as notified.")
    return_point = models.CharField(max_length=80, blank=True)
    returned_on = models.DateField(null=True, blank=True)
    returned_point = models.CharField(max_length=80, blank=True)

    objects = FactQuerySet["Journey"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        ordering = ["-departs_on"]
        constraints = [
            models.CheckConstraint(
                name="journey_returns_after_departure",
                condition=(Q(return_date__isnull=True) | Q(return_date__gte=F("departs_on")))
                & (Q(returned_on__isnull=True) | Q(returned_on__gte=F("departs_on"))),
                violation_error_message="Nobody returns before they leave. Check the dates.",
            ),
            models.CheckConstraint(
                name="journey_goes_somewhere",
                condition=Q(countries__len__gt=0),
                violation_error_message="Say where the journey goes.",
            ),
        ]

    def __str__(self) -> str:
        return f"journey of {self.departs_on}"
