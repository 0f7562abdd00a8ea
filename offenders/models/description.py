"""What the person looks and sounds like."""

from __future__ import annotations

import pghistory
from django.db import models

from offenders import numbers
from offenders.models.detail import Detail
from offenders.models.fact import FactQuerySet
from offenders.record.choices import Build, Hand, MarkKind


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Description(Detail):
    """How they looked from a day: an earlier one stays, because a witness may have seen that."""

    height_cm = models.PositiveSmallIntegerField("height in centimetres", null=True, blank=True)
    weight_kg = models.PositiveSmallIntegerField("weight in kilograms", null=True, blank=True)
    build = models.CharField("build", max_length=12, choices=Build, blank=True)
    hair = models.CharField("hair", max_length=80, blank=True, help_text="Colour, length, style.")
    facial_hair = models.CharField("facial hair", max_length=80, blank=True)
    eyes = models.CharField("eyes", max_length=40, blank=True)
    complexion = models.CharField("complexion", max_length=60, blank=True)
    accent = models.CharField("accent or voice", max_length=80, blank=True)
    gait = models.CharField("how they walk", max_length=80, blank=True)
    hand = models.CharField("hand they use", max_length=8, choices=Hand, blank=True)
    glasses = models.CharField("glasses or lenses", max_length=80, blank=True)
    shoe_size = models.CharField("shoe size", max_length=12, blank=True, help_text="British, like 9 or 9.5.")
    clothing_size = models.CharField("clothing size", max_length=40, blank=True)
    dentures = models.CharField("teeth or dentures", max_length=80, blank=True)
    disability = models.CharField("disability that can be seen", max_length=200, blank=True)

    objects = FactQuerySet["Description"].as_manager()

    def __str__(self) -> str:
        said = [
            f"{self.height_cm} cm" if self.height_cm else "",
            f"{self.get_build_display().lower()} build" if self.build else "",
            f"{self.hair[0].lower()}{self.hair[1:]} hair" if self.hair else "",
            f"{self.eyes.lower()} eyes" if self.eyes else "",
            f"shoe size {self.shoe_size}" if self.shoe_size else "",
        ]
        return ", ".join(each for each in said if each) or "Description"

    def clean(self) -> None:
        self.shoe_size = numbers.shoe_size(self.shoe_size)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Mark(Detail):
    """A tattoo, a scar or something else by which they are known again."""

    kind = models.CharField("what is it?", max_length=12, choices=MarkKind)
    site = models.CharField(
        "where on the body?", max_length=80, help_text="For example: left forearm, inside."
    )
    description = models.CharField("what does it show?", max_length=200, blank=True)

    objects = FactQuerySet["Mark"].as_manager()

    def __str__(self) -> str:
        what = f": {self.description}" if self.description else ""
        return f"{self.get_kind_display()}, {self.site}{what}"
