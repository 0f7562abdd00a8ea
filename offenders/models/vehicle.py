"""What the person drives, rides, sails or sleeps in."""

from __future__ import annotations

import pghistory
from django.db import models

from offenders import numbers
from offenders.choices import VehicleKind
from offenders.models.detail import Detail
from offenders.models.fact import FactQuerySet
from offenders.models.person import Person


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Vehicle(Detail):
    """A vehicle they own, keep or use; bicycles, boats and caravans too."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="vehicles")
    kind = models.CharField("what is it?", max_length=12, choices=VehicleKind, default=VehicleKind.CAR)
    registration = models.CharField("registration", max_length=12, blank=True)
    description = models.CharField(
        "make, model and colour", max_length=120, blank=True, help_text="For example: silver Ford Focus."
    )
    keeper = models.CharField("registered keeper, if somebody else", max_length=120, blank=True)
    use = models.CharField("how it is used", max_length=200, blank=True, help_text="Work, family, overnight.")
    insured = models.CharField("insured with", max_length=120, blank=True)
    anpr = models.BooleanField("marked for number-plate recognition", default=False)

    objects = FactQuerySet["Vehicle"].as_manager()

    class Meta(Detail.Meta):
        abstract = False

    def __str__(self) -> str:
        return (
            " ".join(part for part in (self.registration, self.description) if part)
            or self.get_kind_display()
        )

    def clean(self) -> None:
        self.registration = numbers.registration(self.registration)
