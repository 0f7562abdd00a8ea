"""What an order or a licence says, word for word."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from offenders.models.detail import Detail
from offenders.models.fact import STANDING, FactQuerySet
from offenders.models.legal import CourtOrder
from offenders.models.person import Person
from offenders.record.terms import ConditionKind, LicenceKind, RecallKind, Requirement

_IN_FORCE = ("starts_on", "ends_on", "source", "source_detail")


def _not_before(day: str, earlier: str) -> Q:
    return (
        Q(**{f"{day}__isnull": True}) | Q(**{f"{earlier}__isnull": True}) | Q(**{f"{day}__gte": F(earlier)})
    )


class Condition(Detail):
    """One condition in its own words."""

    kind = models.CharField("what is it about?", max_length=16, choices=ConditionKind)
    number = models.PositiveSmallIntegerField("its number", null=True, blank=True)
    wording = models.TextField(
        "the condition, word for word", help_text="Copy it exactly, with its mistakes."
    )
    checked = models.CharField(
        "how it is checked",
        max_length=200,
        blank=True,
        help_text="For example: device examined on each visit.",
    )
    permits_monitoring = models.BooleanField(
        "it lets the police monitor their devices", default=False, db_default=False
    )
    variation = models.CharField(
        "variation", max_length=200, blank=True, help_text="When, by which court, and how."
    )
    starts_on = models.DateField("in force from", null=True, blank=True)
    ends_on = models.DateField("in force until", null=True, blank=True)
    # What it said before it was varied: that stays to be read.
    replaces = models.OneToOneField(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="replaced_by"
    )

    PROVENANCE = _IN_FORCE
    END_FORETOLD = True

    class Meta(Detail.Meta):
        abstract = True

    def __str__(self) -> str:
        number = f" {self.number}" if self.number else ""
        return f"Condition{number}: {self.get_kind_display().lower()}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class OrderCondition(Condition):
    """A prohibition or a positive requirement of a court order."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="order_conditions")
    order = models.ForeignKey(
        CourtOrder, on_delete=models.PROTECT, related_name="conditions", verbose_name="which order?"
    )
    requirement = models.CharField(
        "prohibition or requirement?", max_length=12, choices=Requirement, default=Requirement.PROHIBITION
    )

    objects = FactQuerySet["OrderCondition"].as_manager()

    class Meta(Condition.Meta):
        abstract = False
        verbose_name = "condition of an order"
        verbose_name_plural = "conditions of orders"
        constraints = [
            *Condition.Meta.constraints,
            models.UniqueConstraint(
                name="order_condition_numbered_once",
                fields=["order", "number"],
                condition=Q(ends_on__isnull=True) & STANDING,
                violation_error_message="A condition of this number is on record already.",
            ),
        ]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Licence(Detail):
    """Release from a sentence on conditions, and the recall if there is one."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="licences")
    kind = models.CharField("what kind of licence?", max_length=12, choices=LicenceKind)
    starts_on = models.DateField("released on", help_text="A day to come is where the release is planned.")
    licence_ends_on = models.DateField(
        "licence expires on", null=True, blank=True, help_text="LED. Leave empty for a life licence."
    )
    sentence_ends_on = models.DateField("sentence expires on", null=True, blank=True, help_text="SED.")
    officer = models.CharField(
        "supervising officer", max_length=200, blank=True, help_text="Name and telephone."
    )
    tagging = models.CharField(
        "electronic monitoring", max_length=120, blank=True, help_text="Kind and provider."
    )
    recall = models.CharField("recall", max_length=12, choices=RecallKind, blank=True)
    recall_requested_on = models.DateField("recall requested on", null=True, blank=True)
    revoked_on = models.DateField("licence revoked on", null=True, blank=True)
    returned_on = models.DateField("returned to custody on", null=True, blank=True)
    ends_on = models.DateField("ended on", null=True, blank=True)
    # The licence after whose recall they were released again.
    after = models.OneToOneField(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="re_release"
    )

    objects = FactQuerySet["Licence"].as_manager()
    PROVENANCE = ("ends_on", "source", "source_detail")
    FORETOLD = True

    class Meta(Detail.Meta):
        abstract = False
        constraints = [
            *Detail.Meta.constraints,
            models.CheckConstraint(
                name="licence_recall_whole",
                condition=Q(
                    recall="",
                    recall_requested_on__isnull=True,
                    revoked_on__isnull=True,
                    returned_on__isnull=True,
                )
                | (~Q(recall="") & (Q(recall_requested_on__isnull=False) | Q(revoked_on__isnull=False))),
                violation_error_message="A recall has its kind, and the day it was requested or the licence revoked.",
            ),
            models.CheckConstraint(
                name="licence_recall_in_order",
                condition=_not_before("recall_requested_on", "starts_on")
                & _not_before("revoked_on", "starts_on")
                & _not_before("revoked_on", "recall_requested_on")
                & _not_before("returned_on", "recall_requested_on")
                & _not_before("returned_on", "revoked_on"),
                violation_error_message="The days are out of order: released, recall requested, revoked, returned.",
            ),
        ]

    def __str__(self) -> str:
        said = f"Licence: {self.get_kind_display().lower()}"
        if self.returned_on:
            return f"{said}, recalled and returned"
        return f"{said}, {'recalled' if self.revoked_on else 'recall requested'}" if self.recalled else said

    @property
    def recalled(self) -> bool:
        return bool(self.recall_requested_on or self.revoked_on)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class LicenceCondition(Condition):
    """A condition of a licence. `standard` is the number of the standard condition that it is, 1 to 8."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="licence_conditions")
    licence = models.ForeignKey(
        Licence, on_delete=models.PROTECT, related_name="conditions", verbose_name="which licence?"
    )
    standard = models.PositiveSmallIntegerField("standard condition", null=True, editable=False)

    objects = FactQuerySet["LicenceCondition"].as_manager()

    class Meta(Condition.Meta):
        abstract = False
        verbose_name = "condition of a licence"
        verbose_name_plural = "conditions of licences"
        constraints = [
            *Condition.Meta.constraints,
            models.UniqueConstraint(
                name="standard_condition_once",
                fields=["licence", "standard"],
                condition=Q(standard__isnull=False, ends_on__isnull=True) & STANDING,
                violation_error_message="That standard condition is on this licence already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{super().__str__()} (standard)" if self.standard else super().__str__()
