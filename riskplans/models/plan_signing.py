"""What is added to a plan that was signed: verdicts with their reasons, and what came of its actions. Never changed."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from access.models import OfPerson
from offenders.models import Person
from riskplans.models.plan import Plan, PlanAction
from riskplans.plans.choices import Done, Place, Verdict

_USER = settings.AUTH_USER_MODEL


class Added(OfPerson):
    """A row that is written once."""

    SECTION = "risk management plan"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
        triggers: list[pgtrigger.Trigger] = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]


@pghistory.track(pghistory.InsertEvent())
class PlanDecision(Added):
    """What somebody who did not write a plan decided about it, and what they had checked."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField()
    verdict = models.CharField("decision", max_length=16, choices=Verdict)
    checked = ArrayField(models.CharField(max_length=24), default=list, blank=True, verbose_name="checked")
    note = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")

    class Meta(Added.Meta):
        abstract = False
        verbose_name = "decision on a plan"
        verbose_name_plural = "decisions on plans"
        ordering = ["-decided_at"]
        constraints = [
            models.UniqueConstraint(
                name="plan_decided_once",
                fields=["plan", "round", "verdict"],
                violation_error_message="This has been decided already. Open the plan again.",
            ),
        ]
        triggers = [
            *Added.Meta.triggers,
            pgtrigger.Trigger(
                name="not_ones_own",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="""
                IF EXISTS (
                    SELECT FROM riskplans_plan
                    WHERE id = NEW.plan_id
                    AND (NEW.decided_by_id = ANY(authors) OR NEW.decided_by_id = submitted_by_id)
                ) THEN
                    RAISE EXCEPTION 'Nobody decides on a plan that they wrote' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.get_verdict_display()


@pghistory.track(pghistory.InsertEvent())
class PlanRemark(Added):
    """Why a plan came back, at the place that is to be changed."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(PlanDecision, on_delete=models.PROTECT, related_name="remarks")
    place = models.CharField("section", max_length=16, choices=Place)
    reason = models.CharField("what is to be changed", max_length=500)

    class Meta(Added.Meta):
        abstract = False
        verbose_name = "reason for returning a plan"
        verbose_name_plural = "reasons for returning plans"
        constraints = [
            models.CheckConstraint(
                name="remark_says_why",
                condition=~Q(reason=""),
                violation_error_message="Say what is to be changed.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_place_display()}: {self.reason}"


@pghistory.track(pghistory.InsertEvent())
class ActionResult(Added):
    """What came of an action: of its line, whichever version of the plan it was recorded against."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(PlanAction, on_delete=models.PROTECT, related_name="+")
    line = models.UUIDField(unique=True, editable=False)
    done = models.CharField("result", max_length=8, choices=Done)
    on = models.DateField("on")
    result = models.CharField("what came of it", max_length=500)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")

    class Meta(Added.Meta):
        abstract = False
        verbose_name = "result of an action"
        verbose_name_plural = "results of actions"
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="result_says_what",
                condition=~Q(result=""),
                violation_error_message="Say what came of it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_done_display()}: {self.result}"
