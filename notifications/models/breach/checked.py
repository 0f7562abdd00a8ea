"""What was looked into, and how each element of the offence is shown."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from notifications.breaches.choices import (
    CheckKind,
    CheckResult,
    Element,
)
from notifications.models.breach.case import Breach
from offenders.models import Fact, Person
from offenders.models.fact import STANDING, FactQuerySet


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class BreachCheck(Fact):
    """What was looked into before anybody spoke of a breach. The same may be looked into again: the latest counts."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="breach_checks")
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="checks")
    kind = models.CharField("what was checked?", max_length=12, choices=CheckKind)
    result = models.CharField(max_length=8, choices=CheckResult)
    detail = models.CharField("what was found, and where", max_length=500, blank=True)

    objects = FactQuerySet["BreachCheck"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "same-day check"
        ordering = ["recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="explaining_check_says_how",
                condition=~Q(result=CheckResult.EXPLAINS) | ~Q(detail=""),
                violation_error_message="Say what was found: it explains why nothing was notified.",
            ),
            models.CheckConstraint(
                name="children_told_of_with_words",
                condition=(~Q(kind=CheckKind.SAFEGUARDING) & ~Q(result=CheckResult.TOLD))
                | Q(kind=CheckKind.SAFEGUARDING, result=CheckResult.WAITING)
                | (Q(kind=CheckKind.SAFEGUARDING, result=CheckResult.TOLD) & ~Q(detail="")),
                violation_error_message="Say who was told of the children, when, and what was agreed.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class BreachElement(Fact):
    """How one element of the offence is shown: the evidence, and where it is."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="breach_elements")
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="elements")
    element = models.CharField("what must be proved", max_length=12, choices=Element)
    evidence = models.TextField("how it is shown", max_length=2000)

    objects = FactQuerySet["BreachElement"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "element of the offence"
        verbose_name_plural = "elements of the offence"
        ordering = ["recorded_at"]
        constraints = [
            models.UniqueConstraint(
                name="element_shown_once",
                fields=["breach", "element"],
                condition=STANDING,
                violation_error_message="How this is shown is on record already. Correct it instead.",
            ),
            models.CheckConstraint(
                name="element_has_evidence",
                condition=~Q(evidence=""),
                violation_error_message="Say how it is shown.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_element_display()
