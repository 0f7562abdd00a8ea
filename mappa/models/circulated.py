"""Who was given the minutes: circulations, the copy of each reader, executive summaries; and the force's heading."""

from __future__ import annotations

from datetime import date
from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.encryption import EncryptedTextField
from accounts.models import Agency, Force
from mappa.minutes.choices import Release, Requester
from mappa.models.case import POLICE
from mappa.models.minutes import Minutes, OfMinutes
from offenders.models.fact import tracked

_USER = settings.AUTH_USER_MODEL
_OUT_ONLY = """
IF NOT EXISTS (
    SELECT FROM mappa_minutes
    WHERE id = NEW.minutes_id AND person_id = NEW.person_id AND state IN ('circulated', 'ratified')
) THEN
    RAISE EXCEPTION 'these minutes are not approved' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
# To give a third party minutes is to disclose: mappa.portal.rules.third_party says the same first, in words.
_OF_THE_ARRANGEMENTS = """
IF NEW.agency_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM mappa_agencystanding WHERE agency_id = NEW.agency_id AND standing <> 'other'
) THEN
    RAISE EXCEPTION 'no third party is given minutes' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


@tracked
class Circulation(OfMinutes):
    """One version of the minutes given to its readers at once, until a day. Recalled, nobody of them reads it."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="circulations")
    circulated_at = models.DateTimeField()
    circulated_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    expires_on = models.DateField("readable until the end of")
    recalled_at = models.DateTimeField(null=True)
    recalled_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    recalled_why = EncryptedTextField("why they are recalled", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "circulation of the minutes"
        ordering = ["-circulated_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_circulation_at_a_time",
                fields=["minutes"],
                condition=Q(recalled_at__isnull=True),
                violation_error_message="These minutes are circulated already.",
            ),
            models.CheckConstraint(
                name="recalled_by_somebody",
                condition=Q(recalled_at__isnull=True, recalled_by__isnull=True)
                | Q(recalled_at__isnull=False, recalled_by__isnull=False),
                violation_error_message="Somebody recalls minutes.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="approved_only", operation=pgtrigger.Insert, when=pgtrigger.Before, func=_OUT_ONLY
            ),
            pgtrigger.Protect(
                name="recalled_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.recalled_at IS NOT NULL"),
            ),
        ]

    def __str__(self) -> str:
        return f"Circulated {self.circulated_at:%Y-%m-%d}"


class MinutesCopyQuerySet(models.QuerySet["MinutesCopy"]):
    def open_on(self, day: date) -> Self:
        """Those whose readers may read them that day."""
        return self.filter(
            withdrawn_at__isnull=True,
            circulation__recalled_at__isnull=True,
            circulation__expires_on__gte=day,
        )


@tracked
class MinutesCopy(OfMinutes):
    """One reader's own copy: released to them by name, opened by them once and for all, withdrawn if need be.

    `opened_at` is the read receipt: when they first opened it. No agency: the police.
    """

    circulation = models.ForeignKey(Circulation, on_delete=models.PROTECT, related_name="copies")
    reader = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("first opened", null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_why = EncryptedTextField("why it is withdrawn", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MinutesCopyQuerySet.as_manager()

    class Meta:
        verbose_name = "copy of the minutes"
        verbose_name_plural = "copies of the minutes"
        ordering = ["agency__name", "reader__family_name"]
        indexes = [models.Index(fields=["reader", "released_at"], name="minutes_of_reader")]
        constraints = [
            models.UniqueConstraint(
                name="one_copy_a_reader",
                fields=["circulation", "reader"],
                violation_error_message="They have a copy already.",
            ),
            models.CheckConstraint(
                name="withdrawn_by_somebody",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                violation_error_message="Somebody withdraws a copy.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="receipt_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.withdrawn_at IS NOT NULL "
                    "OR (OLD.opened_at IS NOT NULL AND OLD.opened_at IS DISTINCT FROM NEW.opened_at)"
                ),
            ),
            pgtrigger.Trigger(
                name="no_third_party",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=_OF_THE_ARRANGEMENTS,
            ),
        ]

    def __str__(self) -> str:
        return f"Copy of {self.reader}"

    @property
    def called(self) -> str:
        return self.agency.name if self.agency else POLICE


@tracked
class ExecutiveSummary(OfMinutes):
    """What a court, the Parole Board or another body is given instead of minutes: who asked, for what, what was sent.

    Drafted from the record without anything of victims and third parties; edited and released by the chair. Released
    or refused, it stays.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="summaries")
    requester = models.CharField("who asks", max_length=8, choices=Requester)
    who = models.CharField("name, and where to reach them", max_length=160)
    purpose = models.CharField("what they need it for", max_length=500)
    basis = models.CharField("on what basis", max_length=200)
    due_on = models.DateField("needed by", null=True)
    text = EncryptedTextField("what is sent")
    state = models.CharField(max_length=8, choices=Release, default=Release.DRAFT)
    exemptions = models.CharField("what is held back, and under which exemption", max_length=500, blank=True)
    why = EncryptedTextField("why", blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "executive summary"
        verbose_name_plural = "executive summaries"
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="summary_decided_whole",
                condition=Q(state=Release.DRAFT) | Q(decided_at__isnull=False, decided_by__isnull=False),
                violation_error_message="The chair releases a summary, or refuses it.",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="released_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.state <> 'draft'"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_requester_display()}: {self.get_state_display()}"

    @property
    def colour(self) -> str:
        return Release(self.state).colour


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class MinutesHeading(models.Model):
    """What a force's minutes are headed with on screen and on paper: reference data, about nobody."""

    force = models.OneToOneField(
        Force, primary_key=True, on_delete=models.PROTECT, related_name="minutes_heading"
    )
    title = models.CharField("title of the paper", max_length=80)
    marking = models.CharField("protective marking", max_length=60)
    footer = models.CharField("what stands at the foot of each page", max_length=300)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "heading of the minutes"

    def __str__(self) -> str:
        return self.title
