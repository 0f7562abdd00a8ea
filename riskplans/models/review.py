"""What changed in somebody's life that may change their risk, and the one review that it asks for."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from access.models import OfPerson
from offenders.models import Person
from riskplans.assessments.choices import ChangeKind, Settlement
from riskplans.models.assessment import Assessment

_USER = settings.AUTH_USER_MODEL


# A plan that was submitted before the last change is reviewed too, or said to hold.
_PLAN_ANSWERED = """
IF EXISTS (
    SELECT FROM riskplans_plan
    WHERE person_id = NEW.person_id AND state = 'approved' AND voided_at IS NULL
    AND submitted_at < (SELECT max(noted_at) FROM riskplans_riskchange WHERE review_id = NEW.id)
) THEN
    RAISE EXCEPTION 'The plan in force is older than the change' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


class RiskReviewQuerySet(models.QuerySet["RiskReview"]):
    def open(self) -> RiskReviewQuerySet:
        """At most one a person."""
        return self.filter(outcome="")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class RiskReview(OfPerson):
    """Risk and plan are to be looked at again. While it is open, whatever else changes is collected on it.

    The risk is answered by an assessment or a note, the plan by a newer one in force or a note; where no plan is in
    force the risk alone is.
    """

    SECTION = "risk review"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="risk_reviews")
    starts_on = models.DateField("since")
    outcome = models.CharField("how it ended", max_length=10, choices=Settlement, blank=True)
    note = models.CharField("why the assessment still holds", max_length=1000, blank=True)
    plan_note = models.CharField("why the plan still holds", max_length=1000, blank=True)
    # While the review is open: the risk is assessed again, and the plan is still to be answered.
    assessment = models.ForeignKey(Assessment, null=True, on_delete=models.PROTECT, related_name="reviews")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RiskReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "review after a change"
        verbose_name_plural = "reviews after changes"
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_risk_review",
                fields=["person"],
                condition=Q(outcome=""),
                violation_error_message="A review is open already.",
            ),
            models.CheckConstraint(
                name="risk_review_settled_whole",
                condition=Q(outcome="", settled_at__isnull=True, settled_by__isnull=True)
                | Q(
                    outcome=Settlement.ASSESSED,
                    settled_at__isnull=False,
                    settled_by__isnull=False,
                    assessment__isnull=False,
                )
                | (
                    Q(
                        outcome=Settlement.UNCHANGED,
                        settled_at__isnull=False,
                        settled_by__isnull=False,
                        assessment__isnull=True,
                    )
                    & ~Q(note="")
                ),
                violation_error_message="Say why the assessment still holds.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="settled_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.outcome <> ''"),
            ),
            pgtrigger.Trigger(
                name="plan_answered",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition("NEW.outcome <> '' AND NEW.plan_note = ''"),
                func=_PLAN_ANSWERED,
            ),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display() or "Open"


class RiskChange(OfPerson):
    """One thing that changed, as the review collects it. The same cause is collected once."""

    SECTION = "risk review"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(RiskReview, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField("what changed", max_length=12, choices=ChangeKind)
    what = models.CharField("what happened", max_length=300)
    happened_on = models.DateField("when")
    cause = models.CharField(
        max_length=160, help_text="model:id of what showed it; a form’s own number by hand."
    )
    noted_on = models.DateField("recorded on")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "significant change"
        ordering = ["happened_on", "noted_on", "pk"]
        constraints = [models.UniqueConstraint(name="risk_change_once", fields=["person", "cause"])]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.what
