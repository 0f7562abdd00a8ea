"""An officer's decision that a duty is worked to another date than the computed one."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Protocol

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual

from access.models import OfPerson
from diary.models import goes_beyond
from notifications.choices import OverrideDecision
from notifications.rules import LEAST_REASON
from offenders.models import Person


class Dated(Protocol):
    """What has the four dates of a duty, as `diary.providers.Duty` explains them."""

    @property
    def work_to(self) -> date | None: ...
    @property
    def last(self) -> date | None: ...
    @property
    def work_to_at(self) -> datetime | None: ...
    @property
    def last_at(self) -> datetime | None: ...


# What was asked stands as it was asked; only the decision and the withdrawal are written later.
_ASKED = [
    "person",
    "key",
    "title",
    "computed_work_to",
    "computed_last",
    "computed_work_to_at",
    "computed_last_at",
    "new_date",
    "reason",
    "requested_at",
    "requested_by",
    "submission",
]
_STANDING = Q(withdrawn_at__isnull=True) & ~Q(decision=OverrideDecision.REFUSED)


class OverrideQuerySet(models.QuerySet["Override"]):
    def standing(self) -> OverrideQuerySet:
        """Waiting or approved: neither refused nor withdrawn."""
        return self.filter(_STANDING)

    def waiting(self) -> OverrideQuerySet:
        return self.filter(withdrawn_at__isnull=True, decision="")

    def approved(self) -> OverrideQuerySet:
        return self.filter(withdrawn_at__isnull=True, decision=OverrideDecision.APPROVED)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Override(OfPerson):
    """Asked for by one officer and decided by another, of one computed date of one duty.

    It speaks of the dates it replaced and no others: where the engine computes a different one from later facts, it
    does not apply, whatever stands here. Never deleted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="overrides")
    key = models.CharField(max_length=160, help_text="The duty, as the diary knows it.")
    title = models.CharField("duty", max_length=160)
    computed_work_to = models.DateField("computed date to work to")
    computed_last = models.DateField("computed last day")
    computed_work_to_at = models.DateTimeField("computed hour to work to", null=True)
    computed_last_at = models.DateTimeField("computed last hour", null=True)
    new_date = models.DateField("date to be worked to")
    reason = models.CharField(max_length=500)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # The form's own number, as on a fact.
    submission = models.UUIDField(null=True, unique=True, editable=False)
    decision = models.CharField(max_length=8, choices=OverrideDecision, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decision_note = models.CharField("note on the decision", max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawal_reason = models.CharField("why it was withdrawn", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OverrideQuerySet.as_manager()

    class Meta:
        verbose_name = "override of a date"
        verbose_name_plural = "overrides of dates"
        ordering = ["-requested_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_override_a_duty",
                fields=["person", "key"],
                condition=_STANDING,
                violation_error_message="This date has been overridden already, or waits for a decision.",
            ),
            models.CheckConstraint(
                name="override_says_why",
                condition=GreaterThanOrEqual(Length("reason"), LEAST_REASON),
                violation_error_message=f"Give the reason in at least {LEAST_REASON} characters.",
            ),
            models.CheckConstraint(
                name="override_replaces_dates_in_order",
                condition=Q(computed_work_to__lte=F("computed_last")),
                violation_error_message="The computed dates are not in order.",
            ),
            models.CheckConstraint(
                name="override_decided_whole",
                condition=Q(decision="", decided_at__isnull=True, decided_by__isnull=True, decision_note="")
                | Q(decision=OverrideDecision.APPROVED, decided_at__isnull=False, decided_by__isnull=False)
                | (
                    Q(decision=OverrideDecision.REFUSED, decided_at__isnull=False, decided_by__isnull=False)
                    & ~Q(decision_note="")
                ),
                violation_error_message="A decision needs who took it and when, and a refusal says why.",
            ),
            models.CheckConstraint(
                name="override_decided_by_another",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                violation_error_message="Nobody approves what they asked for themselves.",
            ),
            models.CheckConstraint(
                name="override_withdrawn_whole",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal_reason="")),
                violation_error_message="Withdrawing needs who did it, when and why.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["requested_at"],
                condition=Q(withdrawn_at__isnull=True, decision=""),
                name="override_waiting",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="asked_once", fields=_ASKED),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.computed_last} to {self.new_date}"

    @property
    def is_waiting(self) -> bool:
        return self.withdrawn_at is None and not self.decision

    @property
    def is_standing(self) -> bool:
        return self.withdrawn_at is None and self.decision != OverrideDecision.REFUSED

    @property
    def is_later(self) -> bool:
        """Whether it lets the last moment in law go by: whoever sees it is warned."""
        return goes_beyond(self.new_date, last=self.computed_last, last_at=self.computed_last_at)

    def replaces(self, computed: Dated) -> bool:
        """Whether these are still the very dates it was asked for."""
        return (computed.work_to, computed.last, computed.work_to_at, computed.last_at) == (
            self.computed_work_to,
            self.computed_last,
            self.computed_work_to_at,
            self.computed_last_at,
        )
