"""Children of theirs or near them, and whoever else lives with them."""

from __future__ import annotations

import pghistory
from django.db import models

from accounts.encryption import EncryptedTextField
from offenders.choices import YesNoUnknown
from offenders.models.detail import Detail
from offenders.models.fact import FactQuerySet, tracked
from offenders.record.choices import ChildTie, ContactAllowed, PlanStatus


@tracked
class Child(Detail):
    """A child. Where the child is to be found stands encrypted."""

    tie = models.CharField("whose child is it?", max_length=12, choices=ChildTie)
    name = models.CharField("name", max_length=120, help_text="If it is not known, what is known instead.")
    date_of_birth = models.DateField("date of birth", null=True, blank=True)
    age = models.CharField("or about how old", max_length=40, blank=True)
    lives = EncryptedTextField("where and with whom the child lives", null=True, blank=True)
    school = EncryptedTextField("school or nursery", null=True, blank=True)
    contact = models.CharField("contact agreed", max_length=12, choices=ContactAllowed, blank=True)
    arrangement = models.CharField("how contact is arranged", max_length=300, blank=True)
    supervision = models.CharField(
        "supervision agreement",
        max_length=300,
        blank=True,
        help_text="Who supervises, who signed it and when.",
    )
    plan = models.CharField("children's services", max_length=14, choices=PlanStatus, blank=True)
    social_worker = models.CharField("social worker, and how to reach them", max_length=200, blank=True)

    objects = FactQuerySet["Child"].as_manager()

    class Meta(Detail.Meta):
        abstract = False
        verbose_name_plural = "children"

    def __str__(self) -> str:
        contact = f", {self.get_contact_display().lower()}" if self.contact else ""
        return f"{self.name}: {self.get_tie_display().lower()}{contact}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class HouseholdMember(Detail):
    """An adult who lives or often stays with them."""

    name = models.CharField("name", max_length=120)
    relation = models.CharField("who are they to the person?", max_length=80, blank=True)
    date_of_birth = models.DateField("date of birth", null=True, blank=True)
    aware = models.CharField(
        "do they know of the offending?", max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN
    )
    vulnerable = models.CharField("why they may be at risk", max_length=200, blank=True)
    note = models.CharField("anything else", max_length=300, blank=True)

    objects = FactQuerySet["HouseholdMember"].as_manager()

    def __str__(self) -> str:
        return f"{self.name}, {self.relation}" if self.relation else self.name
