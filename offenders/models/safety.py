"""What an officer must know before knocking."""

from __future__ import annotations

from datetime import date
from typing import Self, TypeVar

import pghistory
from django.db import models
from django.db.models import F, Q

from offenders.choices import WarningKind
from offenders.models.detail import Detail
from offenders.models.fact import FactQuerySet
from offenders.models.person import Person

Row = TypeVar("Row", bound=Detail)


class DetailQuerySet(FactQuerySet[Row]):
    def on(self, day: date) -> Self:
        """Those that stand on `day`: on the day it ends a thing is no longer so."""
        return self.standing().filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gt=day)
        )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class SafetyWarning(Detail):
    """A danger to staff or to others from this person: it stands on every page of theirs until it has ended."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="warnings")
    kind = models.CharField("what is the warning?", max_length=12, choices=WarningKind)
    words = models.CharField(
        "what must an officer know or do?",
        max_length=160,
        blank=True,
        help_text="In a few words, as they will stand on every page. For example: dog loose in the yard.",
    )
    review_on = models.DateField("to be reviewed by", null=True, blank=True)

    objects = DetailQuerySet["SafetyWarning"].as_manager()
    ENDS_AT_ONCE = True

    class Meta(Detail.Meta):
        abstract = False
        verbose_name = "warning"
        constraints = [
            *Detail.Meta.constraints,
            models.CheckConstraint(
                name="warning_reviewed_after_start",
                condition=Q(starts_on__isnull=True)
                | Q(review_on__isnull=True)
                | Q(review_on__gte=F("starts_on")),
                violation_error_message="The review cannot be before the warning began.",
            ),
            models.CheckConstraint(
                name="other_warning_in_words",
                condition=~Q(kind=WarningKind.OTHER) | ~Q(words=""),
                violation_error_message="Say in a few words what the warning is.",
            ),
        ]

    def __str__(self) -> str:
        return warning_in_words(self.kind, self.words)


def warning_in_words(kind: str, words: str) -> str:
    """The sentence in red: the kind, and what is known."""
    if kind == WarningKind.OTHER:
        return words
    label = str(WarningKind(kind).label)
    return f"{label}: {words}" if words else label
