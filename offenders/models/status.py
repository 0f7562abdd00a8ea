"""How the person stands to the police: sought, gone for good, and at which level agencies manage them together."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from accounts.spans import days
from offenders.choices import GoneKind, LeadAgency, MappaCategory, MappaLevel, SoughtEnd, SoughtKind
from offenders.models.detail import Detail
from offenders.models.fact import STANDING
from offenders.models.person import Person
from offenders.models.safety import DetailQuerySet

_SINCE = "Enter the day from which it is so."


def _one_at_a_time(name: str, *columns: str, says: str) -> ExclusionConstraint:
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((F(column), RangeOperators.EQUAL) for column in ("person", *columns)),
            (days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
        ],
        condition=STANDING,
        violation_error_message=says,
    )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Sought(Detail):
    """Missing (nobody knows where they are) or wanted (an arrest is needed): two things, kept apart and counted apart.

    It ends on the day they are found or arrested.
    """

    SECTION = "missing or wanted"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sought")
    kind = models.CharField("missing or wanted?", max_length=8, choices=SoughtKind)
    why = models.CharField("what for, or why nobody knows where they are", max_length=200, blank=True)
    circulation = models.CharField("circulation reference (PNC)", max_length=40, blank=True)
    circulated_on = models.DateField("circulated on", null=True, blank=True)
    last_seen_on = models.DateField("last seen on", null=True, blank=True)
    last_seen_at = models.CharField("last seen where, and by whom", max_length=200, blank=True)
    risk = models.CharField(
        "risk to the public, and to whom", max_length=300, blank=True, default="", db_default=""
    )
    found = models.CharField("how it ended: where found, and with what outcome", max_length=200, blank=True)
    outcome = models.CharField(
        "how do they stand since?", max_length=12, choices=SoughtEnd, blank=True, default="", db_default=""
    )

    objects = DetailQuerySet["Sought"].as_manager()
    ENDS_AT_ONCE = True

    class Meta(Detail.Meta):
        abstract = False
        verbose_name = "missing or wanted entry"
        verbose_name_plural = "missing or wanted entries"
        constraints = [
            *Detail.Meta.constraints,
            models.CheckConstraint(
                name="sought_since_a_day",
                condition=Q(starts_on__isnull=False),
                violation_error_message=_SINCE,
            ),
            models.CheckConstraint(
                name="circulated_with_reference",
                condition=Q(circulated_on__isnull=True) | ~Q(circulation=""),
                violation_error_message="A circulation needs its reference.",
            ),
            models.CheckConstraint(
                name="sought_ends_with_outcome",
                condition=Q(outcome="") | Q(ends_on__isnull=False),
                violation_error_message="Enter the day they were found or arrested.",
            ),
            _one_at_a_time(
                "sought_once_at_a_time",
                "kind",
                says="This person is already recorded missing, or wanted, on those dates. Correct that entry instead.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Gone(Detail):
    """They have died, or have been deported; a deportation ends on the day they are back."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="gone")
    kind = models.CharField("what happened?", max_length=8, choices=GoneKind)
    where = models.CharField("where, or to which country", max_length=120, blank=True)

    objects = DetailQuerySet["Gone"].as_manager()
    ENDS_AT_ONCE = True

    class Meta(Detail.Meta):
        abstract = False
        verbose_name = "death or deportation"
        verbose_name_plural = "deaths and deportations"
        constraints = [
            *Detail.Meta.constraints,
            models.CheckConstraint(
                name="gone_since_a_day",
                condition=Q(starts_on__isnull=False),
                violation_error_message="Enter the day it happened.",
            ),
            models.CheckConstraint(
                name="nobody_returns_from_death",
                condition=~Q(kind=GoneKind.DECEASED) | Q(ends_on__isnull=True),
                violation_error_message="A death does not end. If it was recorded in error, take it off the record.",
            ),
            _one_at_a_time(
                "gone_once_at_a_time",
                "kind",
                says="That is on record already for those dates. Correct that entry instead.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class MappaStatus(Detail):
    """Category and level under the multi-agency public protection arrangements (Criminal Justice Act 2003 s.325)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mappa_statuses")
    category = models.CharField("category", max_length=1, choices=MappaCategory)
    level = models.CharField("level", max_length=1, choices=MappaLevel)
    lead_agency = models.CharField(
        "lead agency", max_length=12, choices=LeadAgency, default=LeadAgency.POLICE
    )
    lead_office = models.CharField("lead office", max_length=120, blank=True, db_default="")
    area = models.CharField("MAPPA area", max_length=80, blank=True)

    objects = DetailQuerySet["MappaStatus"].as_manager()
    ENDS_AT_ONCE = True

    class Meta(Detail.Meta):
        abstract = False
        verbose_name = "MAPPA category and level"
        verbose_name_plural = "MAPPA categories and levels"
        constraints = [
            *Detail.Meta.constraints,
            models.CheckConstraint(
                name="mappa_since_a_day",
                condition=Q(starts_on__isnull=False),
                violation_error_message=_SINCE,
            ),
            models.CheckConstraint(
                name="category_3_at_a_level",
                condition=~Q(category=MappaCategory.THREE) | ~Q(level=MappaLevel.ONE),
                violation_error_message="Category 3 is for those who need level 2 or 3: at level 1 they leave MAPPA.",
            ),
            _one_at_a_time(
                "one_mappa_status_at_a_time",
                says="A category and level are on record for those dates. End that entry first.",
            ),
        ]

    def __str__(self) -> str:
        return f"Category {self.category}, level {self.level}"
