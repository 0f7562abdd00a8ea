"""The risk management plan: its versions, what is to be done, and what follows if."""

from __future__ import annotations

import uuid
from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from offenders.choices import ManagementLevel
from offenders.models import Fact, LicenceCondition, OrderCondition, Person
from offenders.models.fact import STANDING, FactQuerySet
from riskplans.choices import Span
from riskplans.plans.choices import EDITABLE, IN_FORCE, OPEN, Occasion, Pillar, PlanState, Told

_USER = settings.AUTH_USER_MODEL
_MOVES = [
    (PlanState.DRAFT, PlanState.SUBMITTED),
    (PlanState.RETURNED, PlanState.SUBMITTED),
    (PlanState.SUBMITTED, PlanState.RETURNED),
    (PlanState.SUBMITTED, PlanState.SIGNED),
    (PlanState.SUBMITTED, PlanState.APPROVED),
    (PlanState.SIGNED, PlanState.RETURNED),
    (PlanState.SIGNED, PlanState.APPROVED),
    (PlanState.APPROVED, PlanState.SUPERSEDED),
]
# What no plan is submitted without; what else it needs turns on other facts, and is `riskplans.plans.rules`'.
NEEDED = ("at_risk", "harm", "soon", "serious", "triggers", "visit_why", "disclosure", "briefing")
_WHOLE = Q(visit_amount__isnull=False, review_on__isnull=False, flags_checked_on__isnull=False)
for _name in NEEDED:
    _WHOLE &= ~Q(**{_name: ""})
# What an officer writes: all of it stands as it was signed.
WRITTEN = (
    *("at_risk", "harm", "soon", "serious", "triggers", "protective"),
    *("supervision", "monitoring", "interventions", "victims"),
    *("visit_amount", "visit_span", "visit_why", "contact"),
    *("disclosure", "disclosure_why"),
    *("briefing", "needs", "intelligence"),
    *("review_on", "flags_checked_on"),
)


def _columns(of: str) -> str:
    kept = ("person_id", "number", "occasion", "authors", "level", "round", "submitted_at", "submitted_by_id")
    names = (*kept, "recorded_at", "recorded_by_id", "voided_at", *WRITTEN)
    return ", ".join(f"{of}.{name}" for name in names)


# Whether an inspector is asked for is settled as a supervisor approves, and no other time.
_COUNTERSIGN = (
    "OLD.countersign_why = NEW.countersign_why"
    " OR OLD.state = 'submitted' AND NEW.state IN ('signed', 'approved')"
)


class PlanQuerySet(FactQuerySet["Plan"]):
    def in_force(self) -> Self:
        """The plan that is worked to; at most one a person."""
        return self.standing().filter(state=PlanState.APPROVED)

    def open(self) -> Self:
        """Being written, or waiting for a signature; at most one a person."""
        return self.standing().filter(state__in=OPEN)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Plan(Fact):
    """One version of a person's plan: `number` 1 the first.

    `authors` are all who have written in it, `round` how often it was submitted, `level` the management level it was
    submitted for. `countersign_why` says what an inspector's signature is asked for; empty where none is.
    """

    SECTION = "risk management plan"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField()
    occasion = models.CharField("why it is written", max_length=12, choices=Occasion)
    state = models.CharField(max_length=12, choices=PlanState, default=PlanState.DRAFT)
    authors = ArrayField(models.UUIDField(), default=list, editable=False)

    at_risk = models.CharField("who is at risk?", max_length=500, blank=True)
    harm = models.CharField("what could happen to them?", max_length=1000, blank=True)
    soon = models.CharField("when, and in what circumstances?", max_length=1000, blank=True)
    serious = models.CharField("how serious would it be?", max_length=500, blank=True)
    triggers = models.CharField("triggers and early warning signs", max_length=1000, blank=True)
    protective = models.CharField("what protects", max_length=1000, blank=True)

    supervision = models.CharField(max_length=1000, blank=True)
    monitoring = models.CharField("monitoring and control", max_length=1000, blank=True)
    interventions = models.CharField("interventions and treatment", max_length=1000, blank=True)
    victims = models.CharField("victim safety", max_length=1000, blank=True)

    visit_amount = models.PositiveSmallIntegerField("a home visit every", null=True, blank=True)
    visit_span = models.CharField(
        "weeks or months", max_length=6, choices=Span, blank=True, default=Span.MONTHS
    )
    visit_why = models.CharField("why this often?", max_length=500, blank=True)
    contact = models.CharField("how they are seen", max_length=500, blank=True)

    disclosure = models.CharField("disclosure", max_length=12, choices=Told, blank=True)
    disclosure_why = models.CharField("to whom, or why not", max_length=1000, blank=True)

    briefing = models.CharField("briefing for officers who may meet them", max_length=1000, blank=True)
    needs = models.CharField("health, disability, language", max_length=500, blank=True)
    intelligence = models.CharField("what we need to find out", max_length=1000, blank=True)

    review_on = models.DateField("to be reviewed by", null=True, blank=True)
    flags_checked_on = models.DateField("flags and triggers on our systems checked on", null=True, blank=True)

    level = models.CharField("management level", max_length=12, choices=ManagementLevel, blank=True)
    round = models.PositiveSmallIntegerField("times submitted", default=0)
    submitted_at = models.DateTimeField("submitted", null=True)
    submitted_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    countersign_why = models.CharField("why an inspector countersigns", max_length=200, blank=True)
    approved_at = models.DateTimeField("in force from", null=True)
    superseded_at = models.DateTimeField("superseded", null=True)

    objects = PlanQuerySet.as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "risk management plan"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="plan_number_once", fields=["person", "number"]),
            models.UniqueConstraint(
                name="one_plan_in_force",
                fields=["person"],
                condition=Q(state=PlanState.APPROVED) & STANDING,
                violation_error_message="Another plan is in force. Open the record again.",
            ),
            models.UniqueConstraint(
                name="one_plan_open",
                fields=["person"],
                condition=Q(state__in=OPEN) & STANDING,
                violation_error_message="A plan is being written already, or waits for a signature.",
            ),
            models.CheckConstraint(
                name="plan_signed_whole",
                condition=Q(state__in=EDITABLE) | _WHOLE,
                violation_error_message="A plan is submitted once nothing in it is missing.",
            ),
            models.CheckConstraint(
                name="plan_submitted_when",
                condition=Q(state=PlanState.DRAFT)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False, round__gte=1),
                violation_error_message="A plan that was submitted says when, and by whom.",
            ),
            models.CheckConstraint(
                name="plan_in_force_when",
                condition=Q(state__in=IN_FORCE, approved_at__isnull=False)
                | (~Q(state__in=IN_FORCE) & Q(approved_at__isnull=True)),
                violation_error_message="A plan in force says since when.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.FSM(
                name="one_step_at_a_time",
                field="state",
                transitions=[(before.value, after.value) for before, after in _MOVES],
            ),
            pgtrigger.Protect(
                name="authors_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("NOT OLD.authors <@ NEW.authors"),
            ),
            pgtrigger.Protect(
                name="signed_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.state NOT IN ('draft', 'returned') "
                    f"AND (({_columns('OLD')}) IS DISTINCT FROM ({_columns('NEW')}) OR NOT ({_COUNTERSIGN}))"
                ),
            ),
            pgtrigger.Trigger(
                name="signed_by_others",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__state__in=[PlanState.SIGNED.value, *(s.value for s in IN_FORCE)]),
                func="""
                IF NOT EXISTS (
                    SELECT FROM riskplans_plandecision
                    WHERE plan_id = NEW.id AND round = NEW.round AND verdict = 'approved'
                    AND decided_by_id <> ALL(NEW.authors) AND decided_by_id <> NEW.submitted_by_id
                ) THEN
                    RAISE EXCEPTION 'A plan needs the approval of somebody who did not write it'
                    USING ERRCODE = 'check_violation';
                END IF;
                IF NEW.state <> 'signed' AND NEW.countersign_why <> '' AND NOT EXISTS (
                    SELECT FROM riskplans_plandecision AS counter
                    WHERE plan_id = NEW.id AND round = NEW.round AND verdict = 'countersigned'
                    AND decided_by_id <> ALL(NEW.authors) AND NOT EXISTS (
                        SELECT FROM riskplans_plandecision
                        WHERE plan_id = NEW.id AND round = NEW.round AND verdict = 'approved'
                        AND decided_by_id = counter.decided_by_id
                    )
                ) THEN
                    RAISE EXCEPTION 'This plan needs a countersignature' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"Plan {self.number}"

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def state_colour(self) -> str:
        return PlanState(self.state).colour

    @property
    def interval_in_words(self) -> str:
        if not self.visit_amount:
            return ""
        one = self.visit_span.removesuffix("s")
        return f"{self.visit_amount} {one if self.visit_amount == 1 else self.visit_span}"


def _of_a_draft() -> pgtrigger.Trigger:
    """What belongs to a plan is written while the plan is, and stands in it as it was signed."""
    return pgtrigger.Trigger(
        name="of_a_draft",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.Before,
        func="""
        IF EXISTS (
            SELECT FROM riskplans_plan WHERE id = NEW.plan_id AND state NOT IN ('draft', 'returned')
        ) OR TG_OP = 'UPDATE' AND EXISTS (
            SELECT FROM riskplans_plan WHERE id = OLD.plan_id AND state NOT IN ('draft', 'returned')
        ) THEN
            RAISE EXCEPTION 'A plan that was signed changes no more' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
        """,
    )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class PlanAction(Fact):
    """Something that somebody does by a day. `line` is the same in every version of the plan that holds the action."""

    SECTION = "risk management plan"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="plan_actions")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="actions")
    line = models.UUIDField(default=uuid.uuid4, editable=False)
    pillar = models.CharField(max_length=16, choices=Pillar)
    what = models.CharField("what is done?", max_length=300)
    owner = models.ForeignKey(
        _USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="who does it?"
    )
    partner = models.CharField("or which partner?", max_length=120, blank=True)
    due_on = models.DateField("by when?")
    measure = models.CharField("how will we know that it is done?", max_length=300)
    factor = models.CharField("which factor of the assessment is it about?", max_length=40, blank=True)

    objects = FactQuerySet["PlanAction"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "action of a plan"
        ordering = ["due_on", "recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(name="plan_action_once", fields=["plan", "line"], condition=STANDING),
            models.CheckConstraint(
                name="plan_action_smart",
                condition=~Q(what="") & ~Q(measure="") & (Q(owner__isnull=False) | ~Q(partner="")),
                violation_error_message="An action says what is done, who does it and how we know.",
            ),
        ]
        triggers = [*Fact.Meta.triggers, _of_a_draft()]

    def __str__(self) -> str:
        return self.what

    @property
    def who(self) -> str:
        return " with ".join(filter(None, [str(self.owner) if self.owner_id else "", self.partner]))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class ConditionAction(Fact):
    """Which action checks which condition of an order or a licence; the plan is named again for the database."""

    SECTION = "risk management plan"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(PlanAction, on_delete=models.PROTECT, related_name="checks")
    order_condition = models.ForeignKey(OrderCondition, null=True, on_delete=models.PROTECT, related_name="+")
    licence_condition = models.ForeignKey(
        LicenceCondition, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = FactQuerySet["ConditionAction"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "check of a condition"
        verbose_name_plural = "checks of conditions"
        constraints = [
            models.CheckConstraint(
                name="checks_one_condition",
                condition=Q(order_condition__isnull=False, licence_condition__isnull=True)
                | Q(order_condition__isnull=True, licence_condition__isnull=False),
            ),
        ]
        triggers = [*Fact.Meta.triggers, _of_a_draft()]

    def __str__(self) -> str:
        return str(self.order_condition or self.licence_condition)

    @property
    def code(self) -> str:
        """The id of the condition, of whichever table."""
        return str(self.order_condition_id or self.licence_condition_id)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Contingency(Fact):
    """If this happens, that is done: by whom, and how soon."""

    SECTION = "risk management plan"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="contingencies")
    line = models.UUIDField(default=uuid.uuid4, editable=False)
    happens = models.CharField("if this happens", max_length=300)
    then = models.CharField("this is done", max_length=300)
    who = models.CharField("by whom", max_length=120)
    within = models.CharField("within", max_length=60)

    objects = FactQuerySet["Contingency"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "contingency of a plan"
        verbose_name_plural = "contingencies of plans"
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="contingency_whole",
                condition=~Q(happens="") & ~Q(then="") & ~Q(who="") & ~Q(within=""),
                violation_error_message="A contingency says what happens, what is done, by whom and how soon.",
            ),
        ]
        triggers = [*Fact.Meta.triggers, _of_a_draft()]

    def __str__(self) -> str:
        return f"If {self.happens}"
