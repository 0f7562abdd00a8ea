"""The catalogue of tools: data, of which no manual is a part."""

from __future__ import annotations

from django.db import models

from offenders.choices import PersonKind, Sex
from riskplans.assessments.choices import CompletedBy, FactorKind, Measure, Scale


class Tool(models.Model):
    """A tool of the catalogue, in one version: for whom it is, whose work it is, what comes of it.

    Its manual is protected, and no part of it is here: Vigil keeps results with their evidence and computes none.
    """

    id = models.CharField(max_length=24, primary_key=True, help_text="Code and version: arms-1.")
    code = models.CharField(max_length=16)
    edition = models.CharField("version", max_length=16)
    name = models.CharField(max_length=120)
    measure = models.CharField("what it says something about", max_length=8, choices=Measure)
    completed_by = models.CharField("who may complete it", max_length=12, choices=CompletedBy)
    sex = models.CharField("for whom", max_length=8, choices=Sex, blank=True, help_text="Empty: anybody.")
    least_age = models.PositiveSmallIntegerField("from the age of", null=True, blank=True)
    most_age = models.PositiveSmallIntegerField("up to the age of", null=True, blank=True)
    person_kind = models.CharField(
        "only for", max_length=12, choices=PersonKind, blank=True, help_text="Empty: any kind of person."
    )
    note = models.CharField("what to know before using it", max_length=300, blank=True)
    place = models.PositiveSmallIntegerField("place in the list")
    retired_on = models.DateField("not begun any more from", null=True, blank=True)

    class Meta:
        ordering = ["place", "code", "edition"]
        constraints = [models.UniqueConstraint(name="tool_edition_once", fields=["code", "edition"])]

    def __str__(self) -> str:
        return self.name


class ToolResult(models.Model):
    """One thing that a tool gives: a scale of RM2000, the risk of serious harm to one group."""

    id = models.CharField(
        max_length=48, primary_key=True, help_text="The tool’s, and the code: arms-1-overall."
    )
    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="results")
    code = models.CharField(max_length=24)
    name = models.CharField(max_length=80)
    scale = models.CharField(max_length=8, choices=Scale)
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(name="tool_result_once", fields=["tool", "code"])]

    def __str__(self) -> str:
        return self.name


class ToolFactor(models.Model):
    """One factor that is gone through, by the name by which it is commonly known."""

    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="factors")
    code = models.CharField(max_length=24)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=FactorKind)
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(name="tool_factor_once", fields=["tool", "code"])]

    def __str__(self) -> str:
        return self.name
