"""A polygraph test: offered, booked, made, checked, acted on; and what was disclosed at it."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from offenders.models import Fact, LicenceCondition, OrderCondition, Person
from offenders.models.fact import STANDING, FactQuerySet
from riskplans.choices import Asked, YesNo
from riskplans.models.authority import ANSWERED_WHOLE, Answered
from riskplans.polygraph.choices import (
    AGREED,
    ARRANGED,
    CHECKED,
    OVER,
    RESULT_IN,
    STEPS,
    WITH_RESULT,
    Area,
    Basis,
    Exam,
    Gravity,
    Result,
    TestState,
    Triage,
    Unfit,
    When,
)

_USER = settings.AUTH_USER_MODEL


class PolygraphQuerySet(FactQuerySet["PolygraphTest"]):
    def open(self) -> PolygraphQuerySet:
        """Neither refused nor closed: at most one of a person."""
        return self.standing().exclude(state__in=OVER)

    def made(self) -> PolygraphQuerySet:
        """They were tested, whatever came of it; the newest first."""
        return self.standing().filter(tested_on__isnull=False).order_by("-tested_on", "-recorded_at")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class PolygraphTest(Fact):
    """One test from the offer to its end. `state` says how far; what each step needs is held below.

    What the questions are about is kept, never the questions. The result is not evidence in court.
    """

    SECTION = "polygraph"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="polygraph_tests")
    state = models.CharField(max_length=9, choices=TestState, default=TestState.ELIGIBLE)
    basis = models.CharField("what it rests on", max_length=9, choices=Basis)
    order_condition = models.ForeignKey(OrderCondition, null=True, on_delete=models.PROTECT, related_name="+")
    licence_condition = models.ForeignKey(
        LicenceCondition, null=True, on_delete=models.PROTECT, related_name="+"
    )
    exam = models.CharField("type of test", max_length=11, choices=Exam)
    areas = ArrayField(
        models.CharField(max_length=13, choices=Area), default=list, verbose_name="question areas"
    )

    offered_on = models.DateField("offered on", null=True)
    consent_on = models.DateField("consent given on", null=True)
    consent = models.CharField("where the consent is kept", max_length=120, blank=True)
    refused_why = models.CharField("why they refused", max_length=300, blank=True)
    risk_note = models.CharField("what the refusal means for their risk", max_length=500, blank=True)

    fit = models.CharField("fit to be tested", max_length=3, choices=YesNo, blank=True)
    unfit_for = models.CharField("why not", max_length=10, choices=Unfit, blank=True)
    fitness = models.CharField(
        "health, medication, anything the examiner must know", max_length=300, blank=True
    )
    again_on = models.DateField("to be looked at again on", null=True)
    booked_for = models.DateTimeField("booked for", null=True)
    place = models.CharField("where", max_length=120, blank=True)
    examiner = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    examiner_name = models.CharField("examiner", max_length=120, blank=True)
    absent_why = models.CharField("why they did not attend, if they said", max_length=300, blank=True)

    tested_on = models.DateField("tested on", null=True)
    result = models.CharField(max_length=10, choices=Result, blank=True)
    result_note = models.CharField("what the examiner says of it", max_length=500, blank=True)
    told = models.PositiveSmallIntegerField("how many things they disclosed", default=0)
    checker = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    checker_name = models.CharField("checked by", max_length=120, blank=True)
    checker_standing = models.CharField("what makes them an examiner", max_length=120, blank=True)
    checked_on = models.DateField("checked on", null=True)
    check_note = models.CharField("what the check found", max_length=300, blank=True)

    actions = models.CharField("what was done about it", max_length=500, blank=True)
    shared_with = models.CharField("shared with", max_length=200, blank=True)
    closed_why = models.CharField("why it came to nothing", max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")

    objects = PolygraphQuerySet.as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "polygraph test"
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_polygraph",
                fields=["person"],
                condition=~Q(state__in=OVER) & STANDING,
                violation_error_message="A polygraph test is under way already. Take it further.",
            ),
            models.CheckConstraint(
                name="polygraph_on_its_basis",
                condition=Q(
                    basis=Basis.LICENCE, licence_condition__isnull=False, order_condition__isnull=True
                )
                | Q(basis=Basis.ORDER, licence_condition__isnull=True, order_condition__isnull=False)
                | Q(basis=Basis.VOLUNTARY, licence_condition__isnull=True, order_condition__isnull=True),
                violation_error_message="Name the condition it rests on; a voluntary test has none.",
            ),
            models.CheckConstraint(
                name="polygraph_by_consent_or_condition",
                condition=~Q(state__in=AGREED) | ~Q(basis=Basis.VOLUNTARY) | Q(consent_on__isnull=False),
                violation_error_message="A voluntary test needs their consent.",
            ),
            models.CheckConstraint(
                name="polygraph_refusal_whole",
                condition=~Q(state=TestState.REFUSED) | (~Q(refused_why="") & ~Q(risk_note="")),
                violation_error_message="A refusal says why, and what it means for their risk.",
            ),
            models.CheckConstraint(
                name="polygraph_booked_whole",
                condition=~Q(state__in=ARRANGED)
                | (Q(fit=YesNo.YES, booked_for__isnull=False) & ~Q(examiner_name="")),
                violation_error_message="A booking says when, by whom, and that they are fit.",
            ),
            models.CheckConstraint(
                name="polygraph_deferred_with_reason",
                condition=~Q(state=TestState.DEFERRED) | (Q(fit=YesNo.NO) & ~Q(unfit_for="")),
                violation_error_message="Say what stands in the way of the test.",
            ),
            models.CheckConstraint(
                name="polygraph_result_whole",
                condition=(
                    Q(tested_on__isnull=True, result="") & ~Q(state__in=[TestState.TESTED, *WITH_RESULT])
                )
                | Q(tested_on__isnull=False, state=TestState.TESTED, result="")
                | (Q(tested_on__isnull=False, state__in=[*WITH_RESULT, TestState.CLOSED]) & ~Q(result="")),
                violation_error_message="A result needs the day of the test.",
            ),
            models.CheckConstraint(
                name="polygraph_checked_whole",
                condition=~Q(state__in=CHECKED)
                | (Q(checked_on__isnull=False) & ~Q(checker_name="") & ~Q(checker_standing="")),
                violation_error_message="A final result has been checked by another examiner.",
            ),
            models.CheckConstraint(
                name="polygraph_checked_by_another",
                condition=Q(checker_name="")
                | (
                    ~Q(checker_name__iexact=F("examiner_name"))
                    & (Q(checker__isnull=True) | Q(examiner__isnull=True) | ~Q(checker=F("examiner")))
                ),
                violation_error_message="Another examiner than who made the test checks it.",
            ),
            models.CheckConstraint(
                name="polygraph_ended_whole",
                condition=(~Q(state__in=OVER) & Q(ended_at__isnull=True, ended_by__isnull=True))
                | Q(state=TestState.REFUSED, ended_at__isnull=False)
                | (Q(state=TestState.CLOSED, ended_at__isnull=False) & (~Q(result="") | ~Q(closed_why=""))),
                violation_error_message="A test that is closed says when, and if it was never made, why.",
            ),
        ]
        triggers = [
            *Fact.Meta.triggers,
            pgtrigger.FSM(
                name="one_step_at_a_time",
                field="state",
                transitions=[
                    (before.value, after.value) for before, later in STEPS.items() for after in later
                ],
            ),
            # Who manages them is asked when the examiner is named, at the booking and when the test is made: who takes
            # them over later has no part in it, and what was disclosed is recorded all the same. A name counts as the
            # manager's where all its words are (polygraph.rules).
            pgtrigger.Trigger(
                name="never_by_their_manager",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func="""
                IF NEW.examiner_name <> '' AND (
                    TG_OP = 'INSERT'
                    OR (NEW.state IN ('booked', 'tested') AND NEW.state <> OLD.state)
                    OR NEW.examiner_name <> OLD.examiner_name OR NEW.examiner_id IS DISTINCT FROM OLD.examiner_id
                ) AND EXISTS (
                    SELECT FROM offenders_assignment
                    JOIN accounts_user ON accounts_user.id = offenders_assignment.manager_id
                    WHERE offenders_assignment.person_id = NEW.person_id AND offenders_assignment.ends_on IS NULL
                        AND (
                            offenders_assignment.manager_id = NEW.examiner_id
                            OR regexp_split_to_array(lower(btrim(NEW.examiner_name, ' ,.')), '\\W+')
                                <@ regexp_split_to_array(
                                    lower(concat_ws(' ', rank, given_name, family_name, collar_number)), '\\W+'
                                )
                        )
                ) THEN
                    RAISE EXCEPTION 'Nobody examines whom they manage' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
            # Nor does whoever manages them, or stood in that day, check the test.
            pgtrigger.Trigger(
                name="never_checked_by_their_manager",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition(
                    "NEW.checker_name <> OLD.checker_name OR NEW.checker_id IS DISTINCT FROM OLD.checker_id"
                ),
                func="""
                IF EXISTS (
                    SELECT FROM offenders_assignment
                    JOIN accounts_user ON accounts_user.id = offenders_assignment.manager_id
                        OR accounts_user.id IN (
                            SELECT covered_by_id FROM accounts_cover
                            WHERE manager_id = offenders_assignment.manager_id
                                AND starts_on <= NEW.checked_on AND ends_on > NEW.checked_on
                        )
                    WHERE offenders_assignment.person_id = NEW.person_id AND offenders_assignment.ends_on IS NULL
                        AND (
                            accounts_user.id = NEW.checker_id
                            OR regexp_split_to_array(lower(btrim(NEW.checker_name, ' ,.')), '\\W+')
                                <@ regexp_split_to_array(
                                    lower(concat_ws(' ', rank, given_name, family_name, collar_number)), '\\W+'
                                )
                        )
                ) THEN
                    RAISE EXCEPTION 'Nobody checks the test of whom they manage' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="closed_once_triaged",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__state__in=CHECKED, new__state=TestState.CLOSED),
                func="""
                IF EXISTS (
                    SELECT FROM riskplans_polygraphdisclosure told
                    WHERE told.test_id = NEW.id AND told.voided_at IS NULL AND (
                        told.triage = '{}'
                        OR (told.gravity = 'grave' AND told.triage = '{nothing}' AND told.answer <> 'approved')
                    )
                ) THEN
                    RAISE EXCEPTION 'What was disclosed is not settled' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"Polygraph: {self.get_state_display().lower()}"

    @property
    def stands(self) -> str:
        """How far it has come, for whoever it was fetched for (riskplans.classes)."""
        return str(self.get_state_display() or RESULT_IN)

    @property
    def colour(self) -> str:
        return TestState(self.state).colour if self.state else "blue"

    @property
    def result_colour(self) -> str:
        return Result(self.result).colour if self.result else "grey"

    @property
    def condition(self) -> OrderCondition | LicenceCondition | None:
        return self.order_condition or self.licence_condition

    @property
    def area_words(self) -> str:
        return ", ".join(str(Area(area).label) for area in self.areas)

    @property
    def is_over(self) -> bool:
        return self.state in OVER


_ONLY_NOTHING = [Triage.NOTHING]
# Whoever says that nothing is done where somebody may be at risk is not the last to look at it.
TO_CONFIRM = Q(gravity=Gravity.GRAVE, triage=_ONLY_NOTHING)
# Nothing is left to be said of it: it was triaged, and where a supervisor is asked they agreed.
SETTLED = ~Q(triage=[]) & (~TO_CONFIRM | Q(answer=Asked.APPROVED))


class DisclosureQuerySet(FactQuerySet["PolygraphDisclosure"]):
    def settled(self) -> DisclosureQuerySet:
        return self.standing().filter(SETTLED)

    def to_confirm(self) -> DisclosureQuerySet:
        """Grave, and to be left at that: a supervisor has not said yet whether it may."""
        return self.standing().filter(TO_CONFIRM, answer="")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class PolygraphDisclosure(Answered):
    """One thing they said at a test that nobody knew. It is triaged within the force's hours.

    It may be several things at once. Where somebody may be at risk, "nothing further" counts once a supervisor agrees
    (`answer`).
    """

    SECTION = "polygraph"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="polygraph_disclosures")
    test = models.ForeignKey(PolygraphTest, on_delete=models.PROTECT, related_name="disclosures")
    said_at = models.DateTimeField("when they said it")
    part = models.CharField("at which part", max_length=6, choices=When)
    gravity = models.CharField("how serious", max_length=7, choices=Gravity)
    what = models.TextField("what they disclosed", max_length=1000)
    triage = ArrayField(
        models.CharField(max_length=12, choices=Triage), verbose_name="taken for", default=list
    )
    triage_note = models.CharField("what is done about it, with references", max_length=500, blank=True)
    triaged_at = models.DateTimeField(null=True)
    triaged_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")

    objects = DisclosureQuerySet.as_manager()

    class Meta(Answered.Meta):
        abstract = False
        verbose_name = "polygraph disclosure"
        ordering = ["said_at", "recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="polygraph_disclosure_triaged_whole",
                condition=Q(triage=[], triaged_at__isnull=True, triaged_by__isnull=True)
                | (
                    Q(triaged_at__isnull=False, triaged_by__isnull=False) & ~Q(triage=[]) & ~Q(triage_note="")
                ),
                violation_error_message="A triage says what it is taken for, what is done, by whom and when.",
            ),
            models.CheckConstraint(
                name="polygraph_disclosure_nothing_alone",
                condition=Q(triage=_ONLY_NOTHING) | ~Q(triage__contains=_ONLY_NOTHING),
                violation_error_message="It is nothing further, or something: not both.",
            ),
            models.CheckConstraint(
                name="polygraph_disclosure_answered_whole",
                condition=ANSWERED_WHOLE,
                violation_error_message="An answer says who gave it, when, and why.",
            ),
            models.CheckConstraint(
                name="polygraph_disclosure_confirmed_by_another",
                condition=Q(answer="") | (TO_CONFIRM & ~Q(answered_by=F("triaged_by"))),
                violation_error_message="Somebody else than who triaged it says whether nothing further is done.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_gravity_display()}, {self.triage_words.lower() or 'not triaged'}"

    @property
    def gravity_colour(self) -> str:
        return Gravity(self.gravity).colour

    @property
    def triage_words(self) -> str:
        return ", ".join(str(Triage(each).label) for each in self.triage)

    @property
    def waits_for_answer(self) -> bool:
        return self.gravity == Gravity.GRAVE and self.triage == _ONLY_NOTHING and not self.answer

    @property
    def to_triage(self) -> bool:
        """Nobody has triaged it, or a supervisor did not agree."""
        return not self.triage or self.answer == Asked.REFUSED

    @property
    def is_settled(self) -> bool:
        return not self.to_triage and not self.waits_for_answer
