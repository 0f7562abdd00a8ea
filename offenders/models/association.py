"""Who is who to the person, on record or not, and what each of them knows."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from offenders.choices import YesNoUnknown
from offenders.models.detail import Detail
from offenders.models.fact import FactQuerySet
from offenders.models.person import Person
from offenders.record.terms import Disclosure, Strength, Tie

_MIRRORED = {Tie.PARENT: Tie.CHILD, Tie.CHILD: Tie.PARENT}


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Association(Detail):
    """A tie to somebody: by name to one outside, by record (`other`) to one whom the police manage too.

    It stands on one record and is seen from both. The database hides it from whoever may not open either of them
    because it is restricted.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="associations")
    kind = models.CharField("what are they to this person?", max_length=12, choices=Tie)
    name = models.CharField("their name", max_length=120, blank=True)
    other = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="associated",
        verbose_name="local reference of their record",
        help_text="Only if they are on record themselves, like CU-000123.",
    )
    contact = models.CharField("how they are reached", max_length=200, blank=True)
    strength = models.CharField("how close is it?", max_length=12, choices=Strength, blank=True)
    aware = models.CharField(
        "do they know of the offences?", max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN
    )
    their_children = models.CharField(
        "children of theirs", max_length=200, blank=True, help_text="How many, how old, and where they live."
    )
    disclosure = models.CharField(
        "disclosure", max_length=12, choices=Disclosure, default=Disclosure.NOT_CONSIDERED
    )
    disclosure_note = models.CharField("who was told what, and when", max_length=200, blank=True)
    note = models.TextField("more about it", blank=True, help_text="Where they met, and what worries us.")
    grade = models.CharField(
        "grade of the source", max_length=2, blank=True, help_text="Source and intelligence, like 1B or 2D."
    )

    objects = FactQuerySet["Association"].as_manager()

    class Meta(Detail.Meta):
        abstract = False
        verbose_name = "relationship"
        constraints = [
            *Detail.Meta.constraints,
            models.CheckConstraint(
                name="association_with_somebody_else",
                condition=Q(other__isnull=True) | ~Q(other=F("person")),
                violation_error_message="That is this person's own reference. Enter the other's.",
            ),
        ]

    # Set by offenders.record.ties for whoever may see them: the person at the other end.
    named: Person | None = None

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.who}" if self.who else self.get_kind_display()

    @property
    def who(self) -> str:
        """The other's name, as far as the reader may know it."""
        if self.named:
            return (
                f"{(self.named.family_name or '').upper()}, {self.named.given_names} ({self.named.reference})"
            )
        return "somebody on record whom you may not see" if self.other_id else self.name

    @property
    def mirrored(self) -> str:
        """The same tie from the other end: what whoever holds it is to the other."""
        if self.kind == Tie.VICTIM:
            return "Offended against them, or somebody close to them"
        return str(Tie(_MIRRORED.get(Tie(self.kind), self.kind)).label)
