"""The day on which what the law requires of somebody ends, one row each: a projection, as entries are."""

from __future__ import annotations

from django.db import models

from access.models import OfPerson
from offenders.models import Person


class Ending(OfPerson):
    """When one person's requirements end, as their facts stand. Written by `diary.actions.refresh` alone.

    Somebody on whom nothing was ever required has no row, nor has somebody who died. Without a day: the requirements
    are indefinite, or nobody can say yet.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="ending", primary_key=True)
    ends_on = models.DateField("last day", null=True, help_text="The last day, which still counts.")
    indefinite = models.BooleanField(help_text="Of no length in law; a review may have ended it.")
    rule = models.CharField(max_length=64, blank=True)
    ruleset = models.CharField(max_length=32, blank=True)
    citation = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "end of the requirements"
        constraints = [
            models.CheckConstraint(
                name="an_end_has_its_source", condition=models.Q(ends_on__isnull=True) | ~models.Q(rule="")
            )
        ]
        indexes = [
            models.Index(
                fields=["ends_on"], name="requirements_end", condition=models.Q(ends_on__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} until {self.ends_on}"
