"""How the person spends their days: routine, animals, work, study and volunteering."""

from __future__ import annotations

import pghistory
from django.db import models

from offenders.choices import YesNoUnknown
from offenders.models.detail import Detail
from offenders.models.fact import FactQuerySet
from offenders.models.person import Person
from offenders.record.terms import (
    BarringCheck,
    Disclosure,
    OccupationKind,
    PetKind,
    RoutineDays,
    RoutineKind,
    TravelMode,
)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class RoutineEntry(Detail):
    """Where they are on which day at which time, and how they get there."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="routine")
    kind = models.CharField("what do they do?", max_length=12, choices=RoutineKind)
    days = models.CharField(
        "on which days?", max_length=12, choices=RoutineDays, default=RoutineDays.IRREGULAR
    )
    times = models.CharField(
        "from when to when", max_length=60, blank=True, help_text="For example: 08:30 to 17:00."
    )
    place = models.CharField("where", max_length=200, blank=True)
    travel = models.CharField("how they get there", max_length=8, choices=TravelMode, blank=True)
    company = models.CharField("with whom", max_length=200, blank=True)
    children_there = models.CharField(
        "are children there?", max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN
    )
    note = models.TextField("more about it", blank=True)

    objects = FactQuerySet["RoutineEntry"].as_manager()

    class Meta(Detail.Meta):
        abstract = False
        verbose_name = "routine"
        verbose_name_plural = "routine entries"

    def __str__(self) -> str:
        when = " ".join(part for part in (self.get_days_display(), self.times) if part)
        what = ", ".join(part for part in (self.get_kind_display().lower(), self.place) if part)
        return f"{when}: {what}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Pet(Detail):
    """An animal that they keep or look after; a dog is met at the door."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pets")
    kind = models.CharField("which animal?", max_length=8, choices=PetKind, default=PetKind.DOG)
    description = models.CharField(
        "name and breed", max_length=120, blank=True, help_text="For example: Bess, a brown lurcher."
    )
    temper = models.CharField(
        "how it takes to callers", max_length=200, blank=True, help_text="Say if it bites or guards."
    )
    kept = models.CharField("where it is kept, and who minds it", max_length=200, blank=True)

    objects = FactQuerySet["Pet"].as_manager()

    class Meta(Detail.Meta):
        abstract = False

    def __str__(self) -> str:
        return ": ".join(part for part in (self.get_kind_display(), self.description) if part)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Occupation(Detail):
    """Work, study or volunteering: what it is, whom it brings them near, and who there knows."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="occupations")
    kind = models.CharField("what is it?", max_length=16, choices=OccupationKind)
    organisation = models.CharField("employer, college or charity", max_length=120, blank=True)
    role = models.CharField("role or course", max_length=120, blank=True)
    place = models.CharField("where", max_length=200, blank=True)
    telephone = models.CharField("telephone", max_length=20, blank=True)
    hours = models.CharField("hours", max_length=120, blank=True, help_text="Days and shifts.")
    children = models.CharField(
        "does it bring them near children?", max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN
    )
    vulnerable = models.CharField(
        "does it bring them near vulnerable adults?",
        max_length=8,
        choices=YesNoUnknown,
        default=YesNoUnknown.UNKNOWN,
    )
    access = models.CharField("what access, and who supervises it", max_length=200, blank=True)
    aware = models.CharField(
        "does the organisation know of the offences?",
        max_length=8,
        choices=YesNoUnknown,
        default=YesNoUnknown.UNKNOWN,
    )
    disclosure = models.CharField(
        "disclosure", max_length=12, choices=Disclosure, default=Disclosure.NOT_CONSIDERED
    )
    disclosure_note = models.CharField("who was told what, and when", max_length=200, blank=True)
    barring_check = models.CharField(
        "DBS check",
        max_length=12,
        choices=BarringCheck,
        blank=True,
        help_text="Disclosure and Barring Service.",
    )

    objects = FactQuerySet["Occupation"].as_manager()

    class Meta(Detail.Meta):
        abstract = False

    def __str__(self) -> str:
        what = ", ".join(part for part in (self.role, self.organisation) if part)
        return f"{self.get_kind_display()}: {what}" if what else self.get_kind_display()
