"""At which level somebody is managed, and who decided it on what."""

from __future__ import annotations

from typing import Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from offenders.choices import ManagementLevel
from offenders.models import Person
from offenders.models.fact import STANDING, FactQuerySet
from riskplans.assessments.choices import Level, Sign
from riskplans.choices import Asked
from riskplans.models.authority import ANSWERED_WHOLE, BY_ANOTHER, Answered

# As `assessments.rules.needed`: two steps down are an inspector's to approve, in however many decisions.
_TWO_STEPS_DOWN = """
step := array_position(steps, NEW.level::text);
until := array_position(steps, replace(NEW.before, 'unassessed', 'high'));
top := (
    SELECT max(array_position(steps, value::text)) FROM unnest(ARRAY[NEW.static, NEW.arms, NEW.harm]) AS value
);
approved := greatest(
    (SELECT max(answered_at) FROM riskplans_leveldecision
        WHERE person_id = NEW.person_id AND answer = 'approved' AND voided_at IS NULL),
    (SELECT max(decided_at) FROM riskplans_assessment JOIN riskplans_tool AS tool ON tool.id = tool_id
        WHERE person_id = NEW.person_id AND state IN ('approved', 'superseded') AND voided_at IS NULL
        AND measure IN ('static', 'priority', 'harm'))
);
stood := greatest(until, (
    SELECT max(array_position(steps, replace(before, 'unassessed', 'high'))) FROM riskplans_leveldecision
    WHERE person_id = NEW.person_id AND needs = '' AND voided_at IS NULL
    AND recorded_at >= coalesce(approved, '-infinity')
));
IF step < until AND step < coalesce(top, until) AND step + 2 <= stood THEN
    RAISE EXCEPTION 'two steps down are an inspector''s to approve' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_FROM_THE_LEVEL_NOW = """
IF NEW.before <> (SELECT management_level FROM offenders_person WHERE id = NEW.person_id) THEN
    RAISE EXCEPTION 'they are managed at another level by now' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


class LevelDecisionQuerySet(FactQuerySet["LevelDecision"]):
    def waiting(self) -> Self:
        """At most one a person."""
        return self.standing().exclude(needs="").filter(answer="")

    def in_force(self) -> Self:
        """Every one that took effect, the newest first."""
        return (
            self.standing()
            .filter(Q(needs="") | Q(answer=Asked.APPROVED))
            .order_by("-starts_on", "-recorded_at")
        )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class LevelDecision(Answered):
    """The level at which a person is managed from a day on, with the other three values as they stood.

    A lower one than these give needs somebody's approval (`needs`), and takes effect with it.
    """

    SECTION = "management level"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="level_decisions")
    level = models.CharField("managed at", max_length=12, choices=ManagementLevel)
    before = models.CharField("managed at before", max_length=12, choices=ManagementLevel)
    static = models.CharField("static tool", max_length=12, choices=Level, blank=True)
    arms = models.CharField("ARMS priority", max_length=12, choices=Level, blank=True)
    harm = models.CharField("risk of serious harm", max_length=12, choices=Level, blank=True)
    why = models.CharField("why this level", max_length=1000)
    needs = models.CharField("whose approval it needs", max_length=10, choices=Sign, blank=True)
    starts_on = models.DateField("from", null=True)

    objects = LevelDecisionQuerySet.as_manager()

    class Meta(Answered.Meta):
        abstract = False
        verbose_name = "management level"
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_level_waiting",
                fields=["person"],
                condition=~Q(needs="") & Q(answer="") & STANDING,
                violation_error_message="Another level waits for an answer.",
            ),
            models.CheckConstraint(
                name="level_with_reason",
                condition=~Q(why=""),
                violation_error_message="Say why they are managed at this level.",
            ),
            models.CheckConstraint(
                name="level_not_as_before",
                condition=~Q(level=F("before")) & ~Q(level=ManagementLevel.UNASSESSED),
                violation_error_message="They are managed at that level already.",
            ),
            models.CheckConstraint(
                name="level_starts_with_approval",
                condition=Q(starts_on__isnull=False) ^ (~Q(needs="") & ~Q(answer=Asked.APPROVED)),
                violation_error_message="A level takes effect once it is approved.",
            ),
            models.CheckConstraint(
                name="level_answered_whole",
                condition=ANSWERED_WHOLE & (~Q(needs="") | Q(answer="")),
                violation_error_message="An answer says who gave it, when, and why.",
            ),
            models.CheckConstraint(
                name="level_answered_by_another",
                condition=BY_ANOTHER,
                violation_error_message="You cannot approve what you have asked for yourself.",
            ),
        ]
        triggers = [
            *Answered.Meta.triggers,
            pgtrigger.Trigger(
                name="two_steps_down",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition("NEW.needs <> 'inspector'"),
                declare=[
                    ("steps", "text[] := ARRAY['low', 'medium', 'high', 'very_high']"),
                    *((name, "integer") for name in ("step", "until", "top", "stood")),
                    ("approved", "timestamptz"),
                ],
                func=_TWO_STEPS_DOWN,
            ),
            pgtrigger.Trigger(
                name="asked_of_the_level_now",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition("OLD.answer = '' AND NEW.answer = 'approved'"),
                func=_FROM_THE_LEVEL_NOW,
            ),
        ]

    def __str__(self) -> str:
        return f"Managed at {self.get_level_display().lower()}"
