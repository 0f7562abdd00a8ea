"""A suspected breach, from the suspicion to its outcome."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from notifications.breaches.choices import (
    STEPS,
    BreachOf,
    ExcuseView,
    Found,
    Meeting,
    Outcome,
    Provision,
    Stage,
)
from offenders.models import Device, Fact, LicenceCondition, OrderCondition, Person, Sought
from offenders.models.fact import STANDING, FactQuerySet
from offenders.record.terms import ConditionKind

# Only a decision on this very breach that a supervisor has authorised disposes of it. With a reasonable excuse, or one
# nobody asked for, nobody is charged or cautioned; notifying a falsehood has no excuse in law.
_AS_AUTHORISED = """
IF NEW.disposal_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM notifications_breachdecision
    WHERE id = NEW.disposal_id AND breach_id = NEW.id AND verdict = 'authorised'
) THEN
    RAISE EXCEPTION 'no authorised decision on this breach';
END IF;
IF NEW.disposal_id IS DISTINCT FROM OLD.disposal_id AND NEW.of <> 'false'
   AND NEW.excuse_view IN ('', 'reasonable') AND EXISTS (
    SELECT 1 FROM notifications_breachdecision
    WHERE id = NEW.disposal_id AND kind IN ('charge', 'summons', 'caution')
) THEN
    RAISE EXCEPTION 'an excuse unheard or reasonable stands against this decision';
END IF;
RETURN NEW;
"""


# A breach of a condition about contact with children: their safety is seen to before anything is checked.
ABOUT_CHILDREN = Q(order_condition__kind=ConditionKind.CHILDREN) | Q(
    licence_condition__kind=ConditionKind.CHILDREN
)


class BreachQuerySet(FactQuerySet["Breach"]):
    def open(self) -> BreachQuerySet:
        return self.standing().exclude(stage=Stage.CLOSED)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Breach(Fact):
    """What somebody is thought to have broken. Each step is a new version of the row; the history says who took it.

    One failure is one breach (s.91(3)): of one duty there is never a second. `recorded_by` is empty where the sweep
    opened it.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="breaches")
    of = models.CharField("what was broken?", max_length=12, choices=BreachOf)
    provision = models.CharField("requirement", max_length=8, choices=Provision, blank=True)
    duty_key = models.CharField(max_length=160, blank=True, help_text="The duty, as the diary knows it.")
    duty_title = models.CharField("duty", max_length=160, blank=True)
    order_condition = models.ForeignKey(
        OrderCondition, null=True, blank=True, on_delete=models.PROTECT, related_name="breaches"
    )
    licence_condition = models.ForeignKey(
        LicenceCondition, null=True, blank=True, on_delete=models.PROTECT, related_name="breaches"
    )
    device = models.ForeignKey(
        Device, null=True, blank=True, on_delete=models.PROTECT, related_name="breaches"
    )
    happened_on = models.DateField("day of the breach, or its first")
    found = models.CharField("how it came to light", max_length=12, choices=Found)
    account = models.TextField("what happened", max_length=4000, blank=True)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.SUSPECTED)

    established_at = models.DateTimeField(null=True, blank=True)
    national_reference = models.CharField("PNC or ViSOR reference", max_length=40, blank=True)
    recorded_nationally_at = models.DateTimeField(null=True, blank=True)
    agencies_told = models.CharField(max_length=300, blank=True)
    meeting = models.CharField("urgent MAPPA meeting", max_length=12, choices=Meeting, blank=True)

    excuse_asked_on = models.DateField("asked on", null=True, blank=True)
    excuse_with = models.CharField("who sat with them", max_length=120, blank=True)
    excuse = models.TextField("their excuse, in their words", max_length=4000, blank=True)
    excuse_view = models.CharField("view of the excuse", max_length=12, choices=ExcuseView, blank=True)
    excuse_why = models.TextField("why", max_length=2000, blank=True)

    disposal = models.ForeignKey(
        "notifications.BreachDecision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    outcome_on = models.DateField("day of the outcome", null=True, blank=True)
    court = models.CharField(max_length=120, blank=True)
    outcome_note = models.TextField("what came of it", max_length=2000, blank=True)

    missing = models.ForeignKey(
        Sought, null=True, blank=True, on_delete=models.PROTECT, related_name="breaches_missing"
    )
    wanted = models.ForeignKey(
        Sought, null=True, blank=True, on_delete=models.PROTECT, related_name="breaches_wanted"
    )

    objects = BreachQuerySet.as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "suspected breach"
        verbose_name_plural = "suspected breaches"
        ordering = ["-happened_on", "-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_breach_a_duty",
                fields=["person", "duty_key"],
                condition=STANDING & ~Q(duty_key=""),
                violation_error_message="A breach of this duty is on record already.",
            ),
            models.CheckConstraint(
                name="breach_of_one_thing",
                condition=(
                    Q(of=BreachOf.REQUIREMENT, order_condition__isnull=True, licence_condition__isnull=True)
                    & ~Q(provision="")
                )
                | (
                    Q(of=BreachOf.ORDER, order_condition__isnull=False, licence_condition__isnull=True)
                    & Q(provision="", duty_key="")
                )
                | (
                    Q(of=BreachOf.LICENCE, licence_condition__isnull=False, order_condition__isnull=True)
                    & Q(provision="", duty_key="")
                )
                | (
                    Q(of__in=[BreachOf.FALSE, BreachOf.OTHER])
                    & Q(order_condition__isnull=True, licence_condition__isnull=True)
                    & Q(provision="", duty_key="")
                ),
                violation_error_message="Say of what it is a breach: one requirement, or one condition.",
            ),
            models.CheckConstraint(
                name="breach_says_what_happened",
                condition=~Q(duty_key="") | ~Q(account=""),
                violation_error_message="Say what happened.",
            ),
            models.CheckConstraint(
                name="breach_stage_has_its_facts",
                condition=Q(stage=Stage.SUSPECTED, established_at__isnull=True, disposal__isnull=True)
                | Q(stage=Stage.ESTABLISHED, established_at__isnull=False, disposal__isnull=True)
                | Q(
                    stage__in=[Stage.DECIDED, Stage.AT_COURT],
                    established_at__isnull=False,
                    disposal__isnull=False,
                )
                | (
                    Q(stage=Stage.CLOSED)
                    & (
                        Q(outcome=Outcome.EXPLAINED, disposal__isnull=True)
                        | (
                            ~Q(outcome=Outcome.EXPLAINED)
                            & Q(established_at__isnull=False, disposal__isnull=False)
                        )
                    )
                ),
                violation_error_message="A breach is established before it is decided, and decided before it ends.",
            ),
            models.CheckConstraint(
                name="breach_closed_with_outcome",
                condition=(Q(stage=Stage.CLOSED, outcome_on__isnull=False) & ~Q(outcome=""))
                | (~Q(stage=Stage.CLOSED) & Q(outcome="", outcome_on__isnull=True)),
                violation_error_message="A breach is closed with its outcome and the day of it.",
            ),
            models.CheckConstraint(
                name="explained_breach_says_how",
                condition=~Q(outcome=Outcome.EXPLAINED) | ~Q(outcome_note=""),
                violation_error_message="Say what explains it.",
            ),
            models.CheckConstraint(
                name="only_suspicion_is_taken_back",
                condition=STANDING | Q(stage=Stage.SUSPECTED),
                violation_error_message="Only what is still suspected is taken off the record. End it by its "
                "outcome.",
            ),
            models.CheckConstraint(
                name="outcome_not_before_breach",
                condition=Q(outcome_on__isnull=True) | Q(outcome_on__gte=F("happened_on")),
                violation_error_message="The outcome cannot be before the breach.",
            ),
            models.CheckConstraint(
                name="breach_recorded_nationally_whole",
                condition=Q(national_reference="", recorded_nationally_at__isnull=True)
                | (~Q(national_reference="") & Q(recorded_nationally_at__isnull=False)),
                violation_error_message="What was recorded nationally has its reference.",
            ),
            models.CheckConstraint(
                name="excuse_whole",
                condition=Q(excuse_view="", excuse_asked_on__isnull=True, excuse="", excuse_why="")
                | Q(excuse_view=ExcuseView.NONE, excuse_asked_on__isnull=False)
                | (
                    Q(excuse_view__in=[ExcuseView.UNREASONABLE, ExcuseView.REASONABLE])
                    & Q(excuse_asked_on__isnull=False)
                    & ~Q(excuse="")
                    & ~Q(excuse_why="")
                ),
                violation_error_message="An excuse says when they were asked, what they said, and the view of it.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["happened_on"], condition=~Q(stage=Stage.CLOSED) & STANDING, name="breach_open"
            ),
            models.Index(
                fields=["outcome_on"],
                condition=Q(outcome__in=[Outcome.CAUTIONED, Outcome.CONVICTED]) & STANDING,
                name="breach_counted",
            ),
        ]
        triggers = [
            *Fact.Meta.triggers,
            pgtrigger.FSM(name="goes_forward", field="stage", transitions=STEPS),
            pgtrigger.ReadOnly(name="opened_once", fields=["person", "of", "duty_key", "duty_title"]),
            pgtrigger.Trigger(
                name="disposed_as_authorised",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func=_AS_AUTHORISED,
            ),
        ]

    def __str__(self) -> str:
        """What was broken, and under which provision."""
        match self.of:
            case BreachOf.REQUIREMENT if self.duty_title:
                return f"{self.duty_title}, s.{self.provision}"
            case BreachOf.REQUIREMENT:
                return str(self.get_provision_display())
            case BreachOf.FALSE:
                return "False notification, s.91(1)(b)"
            case BreachOf.ORDER:
                order = self.order_condition.order if self.order_condition else None
                return f"Breach of an order: {order.get_kind_display()}" if order else "Breach of an order"
            case BreachOf.LICENCE:
                return "Breach of a licence condition"
            case _:
                return "Breach, its provision to be determined"

    @property
    def is_open(self) -> bool:
        return self.stage != Stage.CLOSED

    @property
    def about_children(self) -> bool:
        """Whether it is of a condition about contact with children."""
        condition = self.order_condition or self.licence_condition
        return condition is not None and condition.kind == ConditionKind.CHILDREN

    @property
    def stage_colour(self) -> str:
        return Stage(self.stage).colour
