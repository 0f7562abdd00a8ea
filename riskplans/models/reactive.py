"""Reactive management of one person: proposed, supported and authorised by three people; reviewed; questioned."""

from __future__ import annotations

import uuid
from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from access.models import OfPerson
from offenders.models import Fact, Person
from offenders.models.fact import STANDING, FactQuerySet
from riskplans.reactive.choices import (
    APPROVALS,
    MOVES,
    OPEN,
    WAITING,
    Conclusion,
    Criterion,
    Looked,
    ReactiveState,
    StepKind,
)

_USER = settings.AUTH_USER_MODEL
# Nobody is managed reactively unless three people said so in this round: who proposed, who supported, who authorised.
_THREE = """
IF NEW.state = 'reactive' AND (
    SELECT count(DISTINCT step.by_id) FROM riskplans_reactivestep step
    WHERE step.case_id = NEW.id AND step.round = NEW.round
        AND step.kind IN ('proposed', 'supported', 'authorised')
) < 3 THEN
    RAISE EXCEPTION 'reactive management needs three people' USING ERRCODE = 'check_violation';
END IF;
IF NEW.state = 'supported' AND NOT EXISTS (
    SELECT FROM riskplans_reactivestep
    WHERE case_id = NEW.id AND round = NEW.round AND kind = 'supported'
) THEN
    RAISE EXCEPTION 'nobody has supported it' USING ERRCODE = 'check_violation';
END IF;
IF NEW.state = 'proposed' AND OLD.state = 'review' AND NEW.round <> OLD.round + 1 THEN
    RAISE EXCEPTION 'proposed again is another round' USING ERRCODE = 'check_violation';
END IF;
IF NEW.round < OLD.round OR (NEW.round > OLD.round AND NOT (OLD.state = 'review' AND NEW.state = 'proposed')) THEN
    RAISE EXCEPTION 'a round begins with a proposal' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_BEGINS = """
IF NEW.state <> 'proposed' OR NEW.round <> 1 THEN
    RAISE EXCEPTION 'it begins with a proposal' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


class ReactiveCaseQuerySet(FactQuerySet["ReactiveCase"]):
    def open(self) -> Self:
        """At most one a person: proposed, in force, or under review."""
        return self.standing().filter(state__in=OPEN)

    def in_force(self) -> Self:
        """Those without home visits."""
        return self.standing().filter(state=ReactiveState.REACTIVE)

    def waiting(self) -> Self:
        return self.standing().filter(state__in=WAITING)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class ReactiveCase(Fact):
    """Somebody is managed without home visits, from a day until something happens. `recorded_*` is the first proposal.

    `round` counts the proposals: what was put under review is proposed anew, and approved anew by both.
    """

    SECTION = "reactive management"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reactive_cases")
    state = models.CharField(max_length=9, choices=ReactiveState, default=ReactiveState.PROPOSED)
    round = models.PositiveSmallIntegerField(default=1)
    starts_on = models.DateField("managed reactively from", null=True)
    told_on = models.DateField("told that they must go on notifying, on", null=True)
    told_how = models.CharField("how they were told", max_length=200, blank=True)
    questioned_on = models.DateField("under review since", null=True)
    ends_on = models.DateField("visited again from", null=True)

    objects = ReactiveCaseQuerySet.as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "reactive management"
        verbose_name_plural = "reactive management"
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_reactive_case",
                fields=["person"],
                condition=Q(state__in=OPEN) & STANDING,
                violation_error_message="Reactive management is proposed or in force already.",
            ),
            models.CheckConstraint(
                name="reactive_since_a_day",
                condition=~Q(state__in=[ReactiveState.REACTIVE, ReactiveState.REVIEW, ReactiveState.ENDED])
                | Q(starts_on__isnull=False),
                violation_error_message="Say from which day they are managed reactively.",
            ),
            models.CheckConstraint(
                name="reactive_questioned_since_a_day",
                condition=~Q(state=ReactiveState.REVIEW) | Q(questioned_on__isnull=False),
                violation_error_message="Say since when it is under review.",
            ),
            models.CheckConstraint(
                name="reactive_told_whole",
                condition=Q(told_on__isnull=True, told_how="") | (Q(told_on__isnull=False) & ~Q(told_how="")),
                violation_error_message="Say when they were told, and how.",
            ),
        ]
        triggers = [
            *Fact.Meta.triggers,
            pgtrigger.FSM(name="reactive_one_step_at_a_time", field="state", transitions=MOVES),
            pgtrigger.Trigger(
                name="three_people", operation=pgtrigger.Update, when=pgtrigger.Before, func=_THREE
            ),
            pgtrigger.Trigger(
                name="begins_proposed", operation=pgtrigger.Insert, when=pgtrigger.Before, func=_BEGINS
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()

    @property
    def colour(self) -> str:
        return ReactiveState(self.state).colour


class WrittenOnce(OfPerson):
    """A row of reactive management that is written once."""

    SECTION = "reactive management"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
        triggers: list[pgtrigger.Trigger] = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]


class ReactiveStepQuerySet(models.QuerySet["ReactiveStep"]):
    def waiting(self) -> Self:
        """The proposals that wait for a decision: of each case that of its round."""
        proposals = self.filter(kind=StepKind.PROPOSED, round=F("case__round"))
        return proposals.filter(case__state__in=WAITING, case__voided_at__isnull=True)


@pghistory.track(pghistory.InsertEvent())
class ReactiveStep(WrittenOnce):
    """Who did what about it, when and why. `by` is empty where the record itself put it under review.

    `unmet` are the criteria that did not hold then: authorised all the same, that is an override, with its reason.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(ReactiveCase, on_delete=models.PROTECT, related_name="steps")
    round = models.PositiveSmallIntegerField()
    kind = models.CharField("step", max_length=10, choices=StepKind)
    note = models.CharField("why", max_length=2000)
    unmet = ArrayField(
        models.CharField(max_length=12, choices=Criterion), default=list, blank=True, verbose_name="not met"
    )
    override = models.CharField("why all the same", max_length=1000, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(null=True, unique=True, editable=False)

    objects = ReactiveStepQuerySet.as_manager()

    class Meta(WrittenOnce.Meta):
        abstract = False
        verbose_name = "step of reactive management"
        verbose_name_plural = "steps of reactive management"
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                name="reactive_three_different_people",
                fields=["case", "round", "by"],
                condition=Q(kind__in=APPROVALS),
                violation_error_message="Three different people: who proposes, who supports and who authorises.",
            ),
            models.UniqueConstraint(
                name="reactive_approved_once",
                fields=["case", "round", "kind"],
                condition=Q(kind__in=APPROVALS),
                violation_error_message="This has been decided already. Open it again.",
            ),
            models.CheckConstraint(
                name="reactive_override_with_reason",
                condition=~Q(kind=StepKind.AUTHORISED)
                | Q(unmet=[], override="")
                | (~Q(unmet=[]) & ~Q(override="")),
                violation_error_message="Criteria do not hold: say why it is right all the same.",
            ),
            models.CheckConstraint(
                name="reactive_step_by_somebody",
                condition=Q(kind=StepKind.QUESTIONED) | Q(by__isnull=False),
                violation_error_message="A step says who took it.",
            ),
            models.CheckConstraint(
                name="reactive_step_with_reason",
                condition=~Q(note=""),
                violation_error_message="Give your reasons: they stand on the record.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def overrides(self) -> bool:
        return bool(self.unmet) and self.kind == StepKind.AUTHORISED

    @property
    def unmet_words(self) -> list[str]:
        return [str(Criterion(each).label) for each in self.unmet]


@pghistory.track(pghistory.InsertEvent())
class SaidOfCriterion(WrittenOnce):
    """What the manager says of a criterion that Vigil cannot know, with what it rests on."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(ReactiveStep, on_delete=models.PROTECT, related_name="said")
    criterion = models.CharField(max_length=12, choices=Criterion)
    holds = models.BooleanField("does it hold?")
    evidence = models.CharField("what that rests on", max_length=1000)

    class Meta(WrittenOnce.Meta):
        abstract = False
        verbose_name = "answer to a criterion"
        verbose_name_plural = "answers to criteria"
        constraints = [
            models.UniqueConstraint(name="criterion_said_once", fields=["step", "criterion"]),
            models.CheckConstraint(
                name="criterion_said_with_evidence",
                condition=~Q(evidence=""),
                violation_error_message="Say what that rests on.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_criterion_display()


@pghistory.track(pghistory.InsertEvent())
class DeskReview(WrittenOnce):
    """The systems were looked at, and somebody said whether reactive management is still right."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(ReactiveCase, on_delete=models.PROTECT, related_name="desk_reviews")
    conclusion = models.CharField(max_length=8, choices=Conclusion)
    reasons = models.CharField(max_length=2000)
    was_due_on = models.DateField("it was due on")
    reviewed_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(null=True, unique=True, editable=False)

    class Meta(WrittenOnce.Meta):
        abstract = False
        verbose_name = "desk review"
        ordering = ["-reviewed_on", "-recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="desk_review_with_reasons",
                condition=~Q(reasons=""),
                violation_error_message="Give your reasons: they stand on the record.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_conclusion_display()


@pghistory.track(pghistory.InsertEvent())
class DeskCheck(WrittenOnce):
    """One system that was looked at, when, and what it showed."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(DeskReview, on_delete=models.PROTECT, related_name="checks")
    system = models.CharField(max_length=12, choices=Looked)
    checked_on = models.DateField("looked at on")
    found = models.CharField("what it showed", max_length=500)

    class Meta(WrittenOnce.Meta):
        abstract = False
        verbose_name = "check of a desk review"
        verbose_name_plural = "checks of desk reviews"
        constraints = [
            models.UniqueConstraint(name="desk_check_once", fields=["review", "system"]),
            models.CheckConstraint(
                name="desk_check_says_what",
                condition=~Q(found=""),
                violation_error_message="Say what it showed, or that it showed nothing new.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_system_display()
