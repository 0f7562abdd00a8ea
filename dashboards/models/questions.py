"""The standard questions of a dip-sample: data, in versions. What was asked in a version stays."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.db import models


class DipQuestionSetQuerySet(models.QuerySet["DipQuestionSet"]):
    def in_use(self, today: date) -> DipQuestionSet:
        """The version that is asked from a draw of `today` on. Raises DoesNotExist without any."""
        return self.filter(used_from__lte=today).latest("used_from", "number")


class DipQuestionSet(models.Model):
    """One version of the questions, asked in every sample drawn from a day on."""

    number = models.PositiveSmallIntegerField("version", primary_key=True)
    used_from = models.DateField()

    objects = DipQuestionSetQuerySet.as_manager()

    class Meta:
        verbose_name = "questions of a dip-sample"
        verbose_name_plural = "questions of dip-samples"
        ordering = ["-number"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"Questions, version {self.number}"


class DipQuestion(models.Model):
    """One question. `code` is the same from version to version while it asks the same, so that trends go on."""

    of = models.ForeignKey(DipQuestionSet, on_delete=models.PROTECT, related_name="questions")
    code = models.CharField(max_length=16)
    place = models.PositiveSmallIntegerField()
    short = models.CharField("in short", max_length=40)
    wording = models.CharField(max_length=200)
    look_at = models.CharField("where to look", max_length=300)

    class Meta:
        verbose_name = "question of a dip-sample"
        verbose_name_plural = "questions of a dip-sample"
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(name="dip_question_once", fields=["of", "code"]),
            models.UniqueConstraint(name="dip_question_place", fields=["of", "place"]),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.wording
