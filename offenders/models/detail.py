"""What the facts of the record have in common beyond any fact: where they come from, since when, and until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from offenders.choices import Source, Standing
from offenders.models.fact import Fact


class Sourced(models.Model):
    """Where a statement comes from. Facts stand apart from opinions: Data Protection Act 2018 s.38(2)."""

    source = models.CharField(
        "how it is known", max_length=16, choices=Source, blank=True, default="", db_default=""
    )
    source_detail = models.CharField(
        "who said so, or where it stands", max_length=200, blank=True, default="", db_default=""
    )

    class Meta:
        abstract = True


class Detail(Fact, Sourced):
    """One entry of a block of the record. Both days are optional: what nobody knows is not asked for."""

    standing = models.CharField(
        "is it a fact or somebody's opinion?", max_length=8, choices=Standing, default=Standing.FACT
    )
    starts_on = models.DateField("since", null=True, blank=True)
    ends_on = models.DateField("until", null=True, blank=True)

    # What every entry is asked after its own questions; a kind of entry leaves out what has no meaning for it.
    PROVENANCE: ClassVar[tuple[str, ...]] = ("starts_on", "ends_on", "standing", "source", "source_detail")
    # Whether it is so no longer on the day it ends; otherwise that is the last day on which it was so.
    ENDS_AT_ONCE: ClassVar[bool] = False
    # Whether it can be recorded before it begins.
    FORETOLD: ClassVar[bool] = False
    # Whether its last day can be recorded before it comes: a condition for two years says so itself.
    END_FORETOLD: ClassVar[bool] = False

    class Meta(Fact.Meta):
        abstract = True
        ordering = ["-starts_on", "-recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_ends_after_start",
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                violation_error_message="The day it ended cannot be before the day it began.",
            )
        ]

    @property
    def over_from(self) -> date | None:
        """The first day on which it was so no longer."""
        if self.ends_on is None or self.ENDS_AT_ONCE:
            return self.ends_on
        return self.ends_on + timedelta(days=1)
