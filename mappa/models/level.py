"""Who decided on a category and level, on what and why; a level lowered soon after release; the critical few."""

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
from mappa.models.level_rules import AT_LEVEL_3, HEARD, LOWERED
from mappa.status.choices import Closing, DecisionKind, Listed, Stability, Trigger
from offenders.choices import LeadAgency, MappaCategory, MappaLevel
from offenders.models import Fact, MappaStatus, Person
from offenders.models import Trigger as Conviction
from offenders.models.fact import STANDING, FactQuerySet
from riskplans.models.authority import ANSWERED_WHOLE, BY_ANOTHER, Answered

_USER = settings.AUTH_USER_MODEL
NO_LEVEL_1 = ~Q(category=MappaCategory.THREE) | ~Q(level=MappaLevel.ONE)
SAYS_THREE = "Category 3 is for those who need level 2 or 3: at level 1 they leave MAPPA."
LOWER = Q(level_before=MappaLevel.THREE, level__in=[MappaLevel.ONE, MappaLevel.TWO]) | Q(
    level_before=MappaLevel.TWO, level=MappaLevel.ONE
)
_SAID = (
    "person_id category level level_before lead_agency area released_on starts_on why dissent stable despite heard_id"
    " recorded_at recorded_by_id"
)
_RESAID = "({}) IS DISTINCT FROM ({})".format(
    *(", ".join(f"{row}.{column}" for column in _SAID.split()) for row in ("OLD", "NEW"))
)


class LevelReductionQuerySet(FactQuerySet["LevelReduction"]):
    def waiting(self) -> Self:
        """At most one a person."""
        return self.standing().filter(answer="")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class LevelReduction(Answered):
    """A lower level soon after release: asked for with the stability checklist, and an inspector's to countersign.

    `recorded_*` is who asks. It takes effect with the countersignature.
    """

    SECTION = "MAPPA level"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="level_reductions")
    category = models.CharField(max_length=1, choices=MappaCategory)
    level = models.CharField("to level", max_length=1, choices=MappaLevel)
    level_before = models.CharField("from level", max_length=1, choices=MappaLevel)
    lead_agency = models.CharField("lead agency", max_length=12, choices=LeadAgency)
    area = models.CharField("MAPPA area", max_length=80)
    released_on = models.DateField("released on")
    starts_on = models.DateField("from")
    why = models.CharField("why a lower level", max_length=2000)
    dissent = models.CharField("who disagreed, and why", max_length=1000, blank=True)
    stable = ArrayField(
        models.CharField(max_length=12, choices=Stability),
        default=list,
        blank=True,
        verbose_name="what is so",
    )
    despite = models.CharField("why, though not all of it is so", max_length=1000, blank=True)
    heard = models.ForeignKey(
        "mappa.CaseReview", on_delete=models.PROTECT, related_name="+", verbose_name="the case that heard it"
    )
    taken_back = models.CharField("why it was taken back", max_length=500, blank=True)

    objects = LevelReductionQuerySet.as_manager()

    class Meta(Answered.Meta):
        abstract = False
        verbose_name = "request for a lower MAPPA level"
        verbose_name_plural = "requests for a lower MAPPA level"
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_level_reduction_waiting",
                fields=["person"],
                condition=Q(answer="") & STANDING,
                violation_error_message="A lower level waits for an inspector already.",
            ),
            models.CheckConstraint(
                name="level_reduction_lowers",
                condition=LOWER & NO_LEVEL_1,
                violation_error_message="That is no lower level.",
            ),
            models.CheckConstraint(
                name="level_reduction_with_reason",
                condition=~Q(why="") & (Q(stable__len=len(Stability)) | ~Q(despite="")),
                violation_error_message="Say why, and why although not all of the checklist is so.",
            ),
            models.CheckConstraint(
                name="level_reduction_answered_whole",
                condition=ANSWERED_WHOLE,
                violation_error_message="An answer says who gave it, when, and why.",
            ),
            models.CheckConstraint(
                name="level_reduction_answered_by_another",
                condition=BY_ANOTHER,
                violation_error_message="You cannot countersign what you have asked for yourself.",
            ),
            models.CheckConstraint(
                name="level_reduction_taken_back_whole",
                condition=Q(voided_at__isnull=True, taken_back="")
                | (Q(voided_at__isnull=False, answer="") & ~Q(taken_back="")),
                violation_error_message="What waits is taken back, and with a reason.",
            ),
        ]
        triggers = [
            *Fact.Meta.triggers,
            pgtrigger.Protect(
                name="said_once", operation=pgtrigger.Update, condition=pgtrigger.Condition(f"({_RESAID})")
            ),
            pgtrigger.Protect(
                name="settled_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.answer <> '' OR OLD.voided_at IS NOT NULL"),
            ),
            pgtrigger.Trigger(
                name="heard_by_a_meeting", operation=pgtrigger.Insert, when=pgtrigger.Before, func=HEARD
            ),
        ]

    def __str__(self) -> str:
        return f"From level {self.level_before} to level {self.level}"

    @property
    def stable_words(self) -> list[str]:
        return [str(Stability(each).label) for each in self.stable]

    @property
    def unstable_words(self) -> list[str]:
        return [str(each.label) for each in Stability if each not in self.stable]


@pghistory.track(pghistory.InsertEvent())
class MappaDecision(OfPerson):
    """A category and level decided, or who leads alone, or the end of both: by whom, on what, why, and who disagreed.
    Written once.

    `status` is the dated row that it began or ended; `rests_on` what the record said then, a reason a line.
    """

    SECTION = "MAPPA level"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mappa_decisions")
    kind = models.CharField(max_length=5, choices=DecisionKind)
    status = models.ForeignKey(MappaStatus, on_delete=models.PROTECT, related_name="decisions")
    category = models.CharField(max_length=1, choices=MappaCategory)
    level = models.CharField(max_length=1, choices=MappaLevel)
    level_before = models.CharField(max_length=1, choices=MappaLevel, blank=True)
    lead_agency = models.CharField("lead agency", max_length=12, choices=LeadAgency)
    lead_office = models.CharField("lead office", max_length=120, blank=True, db_default="")
    area = models.CharField("MAPPA area", max_length=80)
    takes_effect_on = models.DateField()
    why = models.CharField(max_length=2000)
    dissent = models.CharField("who disagreed, and why", max_length=1000, blank=True)
    rests_on = models.TextField("what the record said", blank=True)
    heard = models.ForeignKey(
        "mappa.CaseReview",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="the case that heard it",
    )
    conviction = models.ForeignKey(
        Conviction,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="the conviction that brings them in",
    )
    listed = models.CharField("what that offence is", max_length=12, choices=Listed, blank=True)
    reduction = models.OneToOneField(LevelReduction, null=True, on_delete=models.PROTECT, related_name="+")
    trigger = models.CharField("what ended it", max_length=12, choices=Trigger, blank=True)
    closed = ArrayField(
        models.CharField(max_length=12, choices=Closing), default=list, verbose_name="closing checklist"
    )
    told = models.CharField("who is told, and by letter or how", max_length=1000, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        verbose_name = "MAPPA decision"
        ordering = ["-decided_at"]
        constraints = [
            models.CheckConstraint(
                name="mappa_decision_with_reason",
                condition=~Q(why=""),
                violation_error_message="Say why: it stands on the record.",
            ),
            models.CheckConstraint(
                name="category_3_decided_at_a_level",
                condition=NO_LEVEL_1,
                violation_error_message=SAYS_THREE,
            ),
            models.CheckConstraint(
                name="mappa_left_whole",
                condition=Q(kind=DecisionKind.SET, trigger="", closed=[])
                | Q(
                    kind=DecisionKind.LEAD,
                    level_before=F("level"),
                    trigger="",
                    closed=[],
                    heard__isnull=True,
                    reduction__isnull=True,
                )
                | (
                    Q(kind=DecisionKind.ENDED, closed__len=len(Closing), reduction__isnull=True)
                    & ~Q(trigger="")
                ),
                violation_error_message="Leaving has what ended it, and the whole closing checklist.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="lowered_countersigned",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                declare=[("stood", "text"), ("today", "date"), ("days", "integer")],
                func=LOWERED,
            ),
        ]

    def __str__(self) -> str:
        return f"Category {self.category}, level {self.level}"

    @property
    def reasons(self) -> list[str]:
        """What the record said then."""
        return self.rests_on.splitlines()


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class CriticalCase(OfPerson):
    """A critical public protection case: the gravest of level 3, which ministers and funds may hear of."""

    SECTION = "MAPPA level"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="critical_cases")
    starts_on = models.DateField()
    why = models.CharField(max_length=1000)
    began_at = models.DateTimeField()
    began_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    ends_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=1000, blank=True)
    ended_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "critical public protection case"
        ordering = ["-began_at"]
        constraints = [
            models.UniqueConstraint(
                name="critical_once",
                fields=["person"],
                condition=Q(ends_on__isnull=True),
                violation_error_message="They are a critical public protection case already.",
            ),
            models.CheckConstraint(
                name="critical_ended_whole",
                condition=Q(ends_on__isnull=True, ended_why="", ended_by__isnull=True)
                | (Q(ends_on__isnull=False, ended_by__isnull=False) & ~Q(ended_why="")),
                violation_error_message="Say why they are no longer one.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="critical_at_level_3",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=AT_LEVEL_3,
            ),
        ]

    def __str__(self) -> str:
        return "Critical public protection case"
