"""The high-risk countries of a force as dated rows, and what was proposed and decided of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, OuterRef, Q

from accounts.models import Force
from practice.choices import CountryChangeKind, Decision

# As the countries of a journey are kept: ISO 3166, two capital letters.
_CODE = RegexValidator(r"^[A-Z]{2}$", "Use the two-letter code of a country.")
_IS_CODE = Q(country__regex=r"^[A-Z]{2}$")
_ASKED = [
    *("force", "country", "kind", "effective_from", "reason"),
    *("proposed_at", "proposed_by", "submission"),
]

# Who put a country on the list, or took it off, is who approved what somebody else proposed; and nothing of a day that
# was past by then.
_AS_APPROVED = """
IF NOT EXISTS (
    SELECT FROM practice_countrychange AS said
    WHERE said.id = NEW.{by} AND said.decision = 'approved' AND said.kind = '{kind}'
        AND (said.force_id, said.country, said.effective_from) = (NEW.force_id, NEW.country, NEW.{day})
        AND NEW.{day} >= (said.decided_at AT TIME ZONE 'Europe/London')::date
) THEN
    RAISE EXCEPTION 'the list of countries is what was proposed and approved' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


class ListedCountryQuerySet(models.QuerySet["ListedCountry"]):
    def on(self, day: date) -> ListedCountryQuerySet:
        """Those on the list on a day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)

    def of(self, force_id: int | OuterRef | None) -> ListedCountryQuerySet:
        return self.filter(force=force_id)

    def codes(self, force_id: int | None, days: Iterable[date]) -> frozenset[str]:
        """The codes on a force's list on any of the days; one query."""
        asked = Q(pk__in=[])
        for day in days:
            asked |= Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gt=day))
        return frozenset(self.of(force_id).filter(asked).values_list("country", flat=True))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class CountryChange(models.Model):
    """What somebody would put on their force's list of high-risk countries, or take off it, and what somebody else
    decided of it. Never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=2, validators=[_CODE])
    kind = models.CharField(max_length=6, choices=CountryChangeKind)
    effective_from = models.DateField()
    reason = models.CharField(max_length=500)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(null=True, unique=True, editable=False)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decision_note = models.CharField("note on the decision", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "proposed change of the high-risk countries"
        verbose_name_plural = "proposed changes of the high-risk countries"
        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_change_of_a_country",
                fields=["force", "country"],
                condition=Q(decision=""),
                violation_error_message="Somebody has proposed a change of this country already. "
                "Have that decided first.",
            ),
            models.CheckConstraint(
                name="country_change_names_one",
                condition=_IS_CODE,
                violation_error_message="Use the two-letter code of a country.",
            ),
            models.CheckConstraint(
                name="country_change_kind_known",
                condition=Q(kind__in=CountryChangeKind.values),
                violation_error_message="Say whether it is put on the list or taken off.",
            ),
            models.CheckConstraint(
                name="country_change_says_why",
                condition=~Q(reason=""),
                violation_error_message="Say why: whoever approves it needs to know.",
            ),
            models.CheckConstraint(
                name="country_change_decided_whole",
                condition=Q(decision="", decided_at__isnull=True, decided_by__isnull=True, decision_note="")
                | (
                    Q(decision__in=Decision.values, decided_at__isnull=False, decided_by__isnull=False)
                    & (Q(decision=Decision.APPROVED) | ~Q(decision_note=""))
                ),
                violation_error_message="A decision needs who took it and when, and a refusal says why.",
            ),
            models.CheckConstraint(
                name="country_change_decided_by_another",
                condition=Q(decided_by__isnull=True)
                | Q(decision=Decision.TAKEN_BACK)
                | ~Q(decided_by=F("proposed_by")),
                violation_error_message="Nobody approves what they proposed themselves.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="proposed_once", fields=_ASKED),
            pgtrigger.Protect(
                name="decided_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.decision <> ''"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.country} from {self.effective_from}"

    @property
    def is_waiting(self) -> bool:
        return not self.decision


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class ListedCountry(models.Model):
    """A country on a force's list: from the day on which its addition holds, to the day before its removal does."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=2, validators=[_CODE])
    starts_on = models.DateField()
    ends_on = models.DateField(
        null=True, blank=True, help_text="The first day on which it is no longer listed."
    )
    added_by = models.OneToOneField(CountryChange, on_delete=models.PROTECT, related_name="put_on")
    removed_by = models.OneToOneField(
        CountryChange, null=True, blank=True, on_delete=models.PROTECT, related_name="took_off"
    )

    objects = ListedCountryQuerySet.as_manager()

    class Meta:
        verbose_name = "high-risk country"
        verbose_name_plural = "high-risk countries"
        ordering = ["country", "-starts_on"]
        constraints = [
            ExclusionConstraint(
                name="country_listed_once",
                expressions=[
                    (F("force"), RangeOperators.EQUAL),
                    (F("country"), RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_on"), F("ends_on"), function="daterange", output_field=DateRangeField()
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="It is on the list in those days already.",
            ),
            models.CheckConstraint(
                name="listed_country_removed_whole",
                condition=Q(ends_on__isnull=True, removed_by__isnull=True)
                | Q(ends_on__gte=F("starts_on"), removed_by__isnull=False),
                violation_error_message="A country leaves the list on a day, and by a decision.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="listed_once", fields=["force", "country", "starts_on", "added_by"]),
            pgtrigger.Protect(
                name="removed_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.removed_by_id IS NOT NULL"),
            ),
            pgtrigger.Trigger(
                name="added_as_approved",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_AS_APPROVED.format(by="added_by_id", kind="add", day="starts_on"),
            ),
            pgtrigger.Trigger(
                name="removed_as_approved",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.removed_by_id IS NOT NULL"),
                func=_AS_APPROVED.format(by="removed_by_id", kind="remove", day="ends_on"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country} from {self.starts_on}"
