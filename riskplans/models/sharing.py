"""To whom outside the police a summary of an assessment, or a plan, was given, on what basis and why."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from access.models import OfPerson
from offenders.models import Person
from riskplans.assessments.choices import LawfulBasis
from riskplans.models.assessment import Assessment
from riskplans.models.plan import Plan


@pghistory.track(pghistory.InsertEvent())
class SharedSummary(OfPerson):
    """A partner was given a summary of an assessment that stands (`assessments.summary` says what is in it), or the
    plan in force as partners have it (`plans.paper.for_partners`)."""

    SECTION = "risk assessment"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, null=True, on_delete=models.PROTECT, related_name="summaries")
    plan = models.ForeignKey(Plan, null=True, on_delete=models.PROTECT, related_name="shared")
    agency = models.CharField("which agency?", max_length=120)
    recipient = models.CharField("who there: name and role", max_length=160)
    basis = models.CharField("lawful basis", max_length=12, choices=LawfulBasis)
    why = models.CharField("why they need it", max_length=500)
    shared_at = models.DateTimeField()
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        verbose_name = "summary shared with a partner"
        verbose_name_plural = "summaries shared with partners"
        ordering = ["-shared_at"]
        constraints = [
            models.CheckConstraint(
                name="summary_shared_for_a_reason",
                condition=~Q(agency="") & ~Q(recipient="") & ~Q(basis="") & ~Q(why=""),
                violation_error_message="Say who is given it, on what lawful basis, and why.",
            ),
            models.CheckConstraint(
                name="summary_of_one_thing",
                condition=Q(assessment__isnull=True) ^ Q(plan__isnull=True),
                violation_error_message="An assessment is shared, or a plan.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="of_what_stands",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="""
                IF NOT EXISTS (
                    SELECT FROM riskplans_assessment
                    WHERE id = NEW.assessment_id AND person_id = NEW.person_id AND state = 'approved'
                    UNION ALL
                    SELECT FROM riskplans_plan
                    WHERE id = NEW.plan_id AND person_id = NEW.person_id AND state = 'approved'
                ) THEN
                    RAISE EXCEPTION 'only an assessment or a plan that stands is shared'
                        USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.recipient}"
