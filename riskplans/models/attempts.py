"""After attempts have failed: the decision that is forced, and the warrant under section 96B."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from offenders.models import Fact, Person
from offenders.models.fact import STANDING, FactQuerySet
from riskplans.choices import CourtAnswer, NextStep, PremisesBasis
from riskplans.models.visit import Visit
from riskplans.visits.rules import BARE

_USER = settings.AUTH_USER_MODEL


class AttemptsDecisionQuerySet(FactQuerySet["AttemptsDecision"]):
    def waiting(self) -> AttemptsDecisionQuerySet:
        return self.standing().filter(decided_at__isnull=True)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class AttemptsDecision(Fact):
    """What a supervisor decides after an attempt too many. Until it is decided no other visit can be planned."""

    SECTION = "visit"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attempts_decisions")
    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="decision")
    step = models.CharField("what is done next", max_length=8, choices=NextStep, blank=True)
    reasons = models.TextField("reasons", max_length=2000, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")

    objects = AttemptsDecisionQuerySet.as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "decision after failed visits"
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_decision_waiting",
                fields=["person"],
                condition=Q(decided_at__isnull=True) & STANDING,
                violation_error_message="A decision is waiting already.",
            ),
            models.CheckConstraint(
                name="decision_whole",
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, step="", reasons="")
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(step="") & ~Q(reasons="")),
                violation_error_message="A decision says what is done, why, who decided and when.",
            ),
        ]
        triggers = [
            *Fact.Meta.triggers,
            pgtrigger.Trigger(
                name="decided_by_another",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func="""
                IF EXISTS (
                    SELECT FROM riskplans_visit
                    WHERE id = NEW.visit_id AND NEW.decided_by_id IN (officer_id, outcome_by_id)
                ) THEN
                    RAISE EXCEPTION 'Nobody decides on their own visit' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.get_step_display() or "Waiting for a decision"


def _not_before(later: str, earlier: str) -> Q:
    return Q(**{f"{later}__isnull": True}) | Q(**{f"{later}__gte": F(earlier)})


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Warrant(Fact):
    """An application for a warrant under section 96B of the Sexual Offences Act 2003: prepared, applied for, answered,
    executed. Each step is a new version of the row."""

    SECTION = "warrant"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="visit_warrants")
    premises = models.CharField("premises to be entered and searched", max_length=300)
    basis = models.CharField("why these premises", max_length=8, choices=PremisesBasis)
    grounds = models.CharField(
        "reasonable grounds, if it is not the address notified", max_length=1000, blank=True
    )
    necessity = models.TextField("why entry and search are necessary to assess the risk", max_length=4000)
    applicant = models.CharField("senior police officer who applies", max_length=120, blank=True)
    court = models.CharField("court", max_length=120, blank=True)
    applied_on = models.DateField(null=True)
    answer = models.CharField(max_length=8, choices=CourtAnswer, blank=True)
    answered_on = models.DateField(null=True)
    executed_on = models.DateField(null=True)
    result = models.TextField("what came of it", max_length=2000, blank=True)
    withdrawn_on = models.DateField(null=True)

    objects = FactQuerySet["Warrant"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "warrant to enter and search"
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_warrant",
                fields=["person"],
                condition=Q(executed_on__isnull=True, withdrawn_on__isnull=True)
                & ~Q(answer=CourtAnswer.REFUSED)
                & STANDING,
                violation_error_message="An application is open already. Record what came of it first.",
            ),
            models.CheckConstraint(
                name="warrant_with_grounds",
                condition=Q(basis=PremisesBasis.NOTIFIED) | ~Q(grounds=""),
                violation_error_message="Give the reasonable grounds to believe that they are found there.",
            ),
            models.CheckConstraint(
                name="warrant_applied_whole",
                condition=Q(applied_on__isnull=True) | (~Q(applicant="") & ~Q(court="")),
                violation_error_message="An application names the senior officer and the court.",
            ),
            models.CheckConstraint(
                name="warrant_answered_whole",
                condition=Q(answer="", answered_on__isnull=True)
                | (Q(answered_on__isnull=False, applied_on__isnull=False) & ~Q(answer="")),
                violation_error_message="The court's answer needs its day, after an application.",
            ),
            models.CheckConstraint(
                name="warrant_executed_whole",
                condition=Q(executed_on__isnull=True, result="")
                | (Q(executed_on__isnull=False, answer=CourtAnswer.GRANTED) & ~Q(result="")),
                violation_error_message="Only a warrant that was granted is executed, and with a result.",
            ),
            models.CheckConstraint(
                name="warrant_steps_in_order",
                condition=_not_before("answered_on", "applied_on")
                & _not_before("executed_on", "answered_on"),
                violation_error_message="The days are out of order: applied, answered, executed.",
            ),
        ]

    def __str__(self) -> str:
        return f"Warrant for {self.premises}"

    @property
    def stands(self) -> str:
        """How it stands, in words."""
        if self.withdrawn_on:
            return "Not pursued"
        if self.executed_on:
            return "Executed"
        return self.get_answer_display() or ("Applied for" if self.applied_on else "Prepared")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class WarrantAttempt(Fact):
    """An attempt that the application rests on."""

    SECTION = "warrant"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    warrant = models.ForeignKey(Warrant, on_delete=models.PROTECT, related_name="rests_on")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+")

    objects = FactQuerySet["WarrantAttempt"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "attempt behind a warrant"
        constraints = [models.UniqueConstraint(name="warrant_attempt_once", fields=["warrant", "visit"])]
        triggers = [
            *Fact.Meta.triggers,
            # Section 96B(2)(d) asks for entry to the premises that are applied for (visits.rules.same_place).
            pgtrigger.Trigger(
                name="attempt_at_the_premises",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=f"""
                IF NOT EXISTS (
                    SELECT FROM riskplans_warrant JOIN riskplans_visit ON riskplans_visit.id = NEW.visit_id
                    WHERE riskplans_warrant.id = NEW.warrant_id
                        AND {BARE.format(place="premises")}
                            = {BARE.format(place="place")}
                ) THEN
                    RAISE EXCEPTION 'An attempt at other premises' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return str(self.visit)
