"""At which level somebody is to be managed: asked of six prompts, answered with reasons, countersigned."""

from __future__ import annotations

from typing import Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from mappa.status.choices import Group, Heard, Listed, Prompt
from offenders.choices import MappaCategory, MappaLevel, YesNoUnknown
from offenders.models import Person
from offenders.models.fact import STANDING, Fact, FactQuerySet
from offenders.models.legal import Trigger
from riskplans.assessments.choices import Level
from riskplans.choices import Asked
from riskplans.models.authority import ANSWERED_WHOLE, BY_ANOTHER, Answered

_SAID = (
    "person_id screened_on occasion category conviction_id listed others_hold checked barriers imminent resources"
    " scrutiny harm_public harm_children harm_known_adult harm_staff harm_prisoners harm_self tools rationale level"
    " next_on was_due_on doubt recorded_at recorded_by_id"
)
_RESAID = "({}) IS DISTINCT FROM ({})".format(
    *(", ".join(f"{row}.{column}" for column in _SAID.split()) for row in ("OLD", "NEW"))
)
# Whoever has left since is screened anew.
_STILL_IN = """
IF NEW.answer = 'approved' AND OLD.answer = '' AND EXISTS (
    SELECT FROM mappa_mappadecision
    WHERE person_id = NEW.person_id AND kind = 'ended' AND decided_at >= NEW.recorded_at
) THEN
    RAISE EXCEPTION 'they have left MAPPA since' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


class ScreeningQuerySet(FactQuerySet["Screening"]):
    def waiting(self) -> Self:
        """At most one a person."""
        return self.standing().filter(answer="")

    def countersigned(self) -> Self:
        """Those that count."""
        return self.standing().filter(answer=Asked.APPROVED)


def _prompt(asks: str) -> models.CharField[str, str]:
    return models.CharField(asks, max_length=8, choices=YesNoUnknown)


def _harm(whom: str) -> models.CharField[str, str]:
    return models.CharField(f"risk of serious harm to {whom}", max_length=12, choices=Level, blank=True)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Screening(Answered):
    """A level was screened: by whom, on what, with which outcome; `answer` is the countersignature.

    What it says is written once. `doubt` is why the coordinator has to look at the category: what no rule can settle.
    """

    SECTION = "MAPPA level"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="screenings")
    screened_on = models.DateField("screened on")
    occasion = models.CharField("why now", max_length=12, choices=Heard)
    category = models.CharField("category", max_length=1, choices=MappaCategory)
    conviction = models.ForeignKey(
        Trigger,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="the conviction that brings them in",
    )
    listed = models.CharField("what that offence is", max_length=12, choices=Listed, blank=True)
    others_hold = _prompt("other agencies hold relevant information")
    checked = _prompt("it has been checked with them")
    barriers = _prompt("something is in the way of the plan")
    imminent = _prompt("the risk is imminent or growing")
    resources = _prompt("resources are needed beyond the lead agency")
    scrutiny = _prompt("media or public interest is likely")
    harm_public = _harm("the public")
    harm_children = _harm("children")
    harm_known_adult = _harm("a known adult")
    harm_staff = _harm("staff")
    harm_prisoners = _harm("other prisoners")
    harm_self = _harm("themselves")
    tools = models.CharField("what assessments say", max_length=500, blank=True)
    rationale = models.CharField("why this level", max_length=2000)
    level = models.CharField("level", max_length=1, choices=MappaLevel)
    next_on = models.DateField("to be screened again by")
    was_due_on = models.DateField("it was due on", null=True)
    doubt = models.CharField("what the coordinator has to look at", max_length=300, blank=True)

    objects = ScreeningQuerySet.as_manager()

    class Meta(Answered.Meta):
        abstract = False
        verbose_name = "MAPPA screening"
        ordering = ["-screened_on", "-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_screening_waiting",
                fields=["person"],
                condition=Q(answer="") & STANDING,
                violation_error_message="A screening waits for its countersignature already.",
            ),
            models.CheckConstraint(
                name="screening_with_rationale",
                condition=~Q(rationale=""),
                violation_error_message="Say why this level: it stands on the record.",
            ),
            models.CheckConstraint(
                name="category_3_screened_at_a_level",
                condition=~Q(category=MappaCategory.THREE) | ~Q(level=MappaLevel.ONE),
                violation_error_message="Category 3 is for those who need level 2 or 3: at level 1 they leave MAPPA.",
            ),
            models.CheckConstraint(
                name="screened_again_later",
                condition=Q(next_on__gt=models.F("screened_on")),
                violation_error_message="The next screening comes after this one.",
            ),
            models.CheckConstraint(
                name="screening_answered_whole",
                condition=ANSWERED_WHOLE,
                violation_error_message="A countersignature says who gave it, when, and why.",
            ),
            models.CheckConstraint(
                name="screening_countersigned_by_another",
                condition=BY_ANOTHER,
                violation_error_message="You cannot countersign your own screening.",
            ),
        ]
        triggers = [
            *Fact.Meta.triggers,
            pgtrigger.Protect(
                name="said_once", operation=pgtrigger.Update, condition=pgtrigger.Condition(f"({_RESAID})")
            ),
            pgtrigger.Protect(
                name="answered_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.answer <> '' AND (OLD.answer, OLD.answer_note, OLD.answered_by_id)"
                    " IS DISTINCT FROM (NEW.answer, NEW.answer_note, NEW.answered_by_id)"
                ),
            ),
            pgtrigger.Trigger(
                name="not_left_since", operation=pgtrigger.Update, when=pgtrigger.Before, func=_STILL_IN
            ),
        ]

    def __str__(self) -> str:
        return f"Screened at level {self.level}"

    @property
    def prompts(self) -> list[tuple[str, str]]:
        """Each prompt and its answer, in words."""
        return [
            (str(each.label), str(YesNoUnknown(getattr(self, each.value)).label))
            for each in Prompt
            if getattr(self, each.value)
        ]

    @property
    def harm(self) -> list[tuple[str, str]]:
        """The risk of serious harm to each group that was rated, in words."""
        rated = ((each, getattr(self, f"harm_{each.value}")) for each in Group)
        return [(str(each.label), str(Level(level).label)) for each, level in rated if level]
