"""What an officer would do about a breach, and what a supervisor made of it."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from access.models import OfPerson
from notifications.breaches.choices import (
    DecisionKind,
    Verdict,
)
from notifications.models.breach.case import Breach
from offenders.models import Person

_USER = settings.AUTH_USER_MODEL


# What was put to a supervisor stands as it was put; only the verdict is written later.
_PUT = ["person", "breach", "kind", "rationale", "proposed_at", "proposed_by", "submission"]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class BreachDecision(OfPerson):
    """What an officer would do about a breach and why, and what a supervisor made of it. Never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="breach_decisions")
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField("decision", max_length=12, choices=DecisionKind)
    rationale = models.TextField(max_length=4000)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(null=True, unique=True, editable=False)
    verdict = models.CharField("supervisor's verdict", max_length=12, choices=Verdict, blank=True)
    verdict_note = models.CharField("supervisor's note", max_length=1000, blank=True)
    verdict_at = models.DateTimeField(null=True, blank=True)
    verdict_by = models.ForeignKey(_USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "decision on a breach"
        verbose_name_plural = "decisions on breaches"
        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_decision_waits",
                fields=["breach"],
                condition=Q(verdict=""),
                violation_error_message="A decision on this breach waits for a supervisor already.",
            ),
            models.CheckConstraint(
                name="decision_has_rationale",
                condition=~Q(rationale=""),
                violation_error_message="Say why: a decision is read by courts and reviews.",
            ),
            models.CheckConstraint(
                name="verdict_whole",
                condition=Q(verdict="", verdict_at__isnull=True, verdict_by__isnull=True, verdict_note="")
                | Q(verdict=Verdict.AUTHORISED, verdict_at__isnull=False, verdict_by__isnull=False)
                | (
                    Q(verdict=Verdict.RETURNED, verdict_at__isnull=False, verdict_by__isnull=False)
                    & ~Q(verdict_note="")
                ),
                violation_error_message="A verdict says by whom and when, and a return says why.",
            ),
            models.CheckConstraint(
                name="authorised_by_another",
                condition=Q(verdict_by__isnull=True) | ~Q(verdict_by=F("proposed_by")),
                violation_error_message="Nobody authorises what they proposed themselves.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="put_once", fields=_PUT),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_waiting(self) -> bool:
        return not self.verdict
