"""Where people live: addresses are shared rows, so two people at one address are seen."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from accounts.spans import days
from offenders.choices import HOME_KINDS, OccupancyKind, YesNoUnknown
from offenders.models.detail import Sourced
from offenders.models.fact import STANDING, Fact, FactQuerySet
from offenders.models.person import Person

if TYPE_CHECKING:
    from offenders.record.neighbours import Others


class Address(models.Model):
    """A place in the United Kingdom. Written once; whoever lives there has an occupancy of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    line_1 = models.CharField(max_length=120)
    line_2 = models.CharField(max_length=120, blank=True)
    town = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=8, blank=True)

    class Meta:
        verbose_name_plural = "addresses"
        constraints = [
            models.UniqueConstraint(
                name="address_once",
                fields=["line_1", "line_2", "town", "postcode"],
                violation_error_message="That address is already held.",
            )
        ]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.line_1, self.line_2, self.town, self.postcode) if part)

    @classmethod
    def once(cls, **lines: str) -> Address:
        """The address with these lines, written now if nobody has lived there before."""
        return cls.objects.get_or_create(**lines)[0]  # type: ignore[arg-type]


class OccupancyQuerySet(FactQuerySet["Occupancy"]):
    def homes(self) -> Self:
        return self.filter(kind__in=HOME_KINDS)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Occupancy(Fact, Sourced):
    """Who lives or regularly stays where, from a day up to, not including, another."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="occupancies")
    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="occupancies")
    kind = models.CharField(max_length=16, choices=OccupancyKind, default=OccupancyKind.RESIDENCE)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    child_in_household = models.CharField(max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN)

    objects = OccupancyQuerySet.as_manager()

    # Set by offenders.record.neighbours: who else is on record there.
    others: Others

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "address"
        verbose_name_plural = "occupancies"
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                name="occupancy_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="A stay at an address cannot end before it begins.",
            ),
            ExclusionConstraint(
                name="one_home_at_a_time",
                expressions=[
                    (F("person"), RangeOperators.EQUAL),
                    (days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(kind__in=HOME_KINDS) & STANDING,
                violation_error_message="This person already has a home address on those dates. "
                "There can be only one: record the change of address, or correct the old one.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.starts_on}"
