"""The minutes of one case: versions, their paragraphs, what was done with them, and corrections asked for."""

from __future__ import annotations

import uuid
from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from access.models import OfPerson
from accounts.encryption import EncryptedTextField
from accounts.models import Agency
from mappa.minutes.choices import FINAL, IN_HAND, OUT, STAGE_MOVES, Answer, MinuteStep, Section, Stage
from mappa.models.case import POLICE, CaseReview
from offenders.models import Person
from offenders.models.fact import tracked

_USER = settings.AUTH_USER_MODEL
_BEGINS = """
IF NEW.state <> 'draft' THEN
    RAISE EXCEPTION 'minutes begin as a draft' USING ERRCODE = 'check_violation';
END IF;
IF NOT EXISTS (
    SELECT FROM mappa_casereview
    WHERE id = NEW.case_id AND person_id = NEW.person_id AND state IN ('decided', 'inquorate')
) THEN
    RAISE EXCEPTION 'this case is not closed' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
# Whoever wrote the minutes does not approve them: the rules say the same first.
_CHAIR = """
IF NOT EXISTS (
    SELECT FROM mappa_casereview review JOIN mappa_sitting sitting ON sitting.id = review.sitting_id
    WHERE review.id = NEW.case_id AND sitting.chair_id = NEW.approved_by_id
) THEN
    RAISE EXCEPTION 'the chair of the meeting approves the minutes' USING ERRCODE = 'check_violation';
END IF;
IF NEW.approved_by_id IN (NEW.recorded_by_id, NEW.submitted_by_id) OR EXISTS (
    SELECT FROM mappa_minutesparagraph WHERE minutes_id = NEW.id AND recorded_by_id = NEW.approved_by_id
) THEN
    RAISE EXCEPTION 'nobody approves minutes that they wrote' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_DRAFT_ONLY = """
IF NOT EXISTS (
    SELECT FROM mappa_minutes WHERE id = NEW.minutes_id AND person_id = NEW.person_id AND state = 'draft'
) THEN
    RAISE EXCEPTION 'these minutes are no draft' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_KEPT = (
    "case_id, person_id, number, recorded_at, recorded_by_id, submitted_at, submitted_by_id, "
    "approved_at, approved_by_id, correction_id"
)


class OfMinutes(OfPerson):
    """A row of the minutes of a case."""

    SECTION = "MAPPA minutes"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def in_hand(self) -> Self:
        """Those that are not circulated yet."""
        return self.filter(state__in=IN_HAND)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Minutes(OfMinutes):
    """One version of the minutes of one case. From its approval on its words stay: a correction is the next version.

    `due_on` is the day by which they were to be circulated, as policy had it on the day of the meeting; `late_why` says
    why they were not.
    """

    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="minutes")
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=Stage, default=Stage.DRAFT)
    correction = models.OneToOneField(
        "mappa.Correction", null=True, on_delete=models.PROTECT, related_name="made"
    )
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    circulated_at = models.DateTimeField(null=True)
    due_on = models.DateField("to be circulated by", null=True)
    late_why = models.CharField("why they were late", max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = "minutes of a case"
        verbose_name_plural = "minutes of cases"
        ordering = ["case", "-number"]
        indexes = [models.Index(fields=["state", "recorded_at"], name="minutes_by_stage")]
        constraints = [
            models.UniqueConstraint(
                name="minutes_numbered_once",
                fields=["case", "number"],
                violation_error_message="Somebody else has begun this version of the minutes.",
            ),
            models.UniqueConstraint(
                name="one_version_in_hand",
                fields=["case"],
                condition=Q(state__in=IN_HAND),
                violation_error_message="Another version of these minutes is in hand.",
            ),
            models.CheckConstraint(
                name="minutes_submitted_by_somebody",
                condition=Q(state=Stage.DRAFT) | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                violation_error_message="Somebody sends the minutes to the chair.",
            ),
            models.CheckConstraint(
                name="minutes_approved_whole",
                condition=~Q(state__in=FINAL) | Q(approved_at__isnull=False, approved_by__isnull=False),
                violation_error_message="Approved minutes say when, and by whom.",
            ),
            models.CheckConstraint(
                name="minutes_circulated_whole",
                condition=~Q(state__in=OUT) | Q(circulated_at__isnull=False, due_on__isnull=False),
                violation_error_message="Circulated minutes say when, and by when they were due.",
            ),
            models.CheckConstraint(
                name="minutes_corrected_why",
                condition=Q(number=1) | Q(correction__isnull=False),
                violation_error_message="A later version says which correction it makes.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.FSM(name="minutes_one_step_at_a_time", field="state", transitions=STAGE_MOVES),
            pgtrigger.Trigger(
                name="begins_as_draft", operation=pgtrigger.Insert, when=pgtrigger.Before, func=_BEGINS
            ),
            pgtrigger.Trigger(
                name="chair_approves",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition("OLD.state <> NEW.state AND NEW.state = 'approved'"),
                func=_CHAIR,
            ),
            pgtrigger.Protect(
                name="approved_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state IN ('approved', 'circulated', 'ratified') AND "
                    f"({', '.join(f'OLD.{name}' for name in _KEPT.split(', '))}) IS DISTINCT FROM "
                    f"({', '.join(f'NEW.{name}' for name in _KEPT.split(', '))})"
                ),
            ),
            pgtrigger.Protect(
                name="circulated_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state IN ('circulated', 'ratified') AND (OLD.circulated_at, OLD.due_on, OLD.late_why) "
                    "IS DISTINCT FROM (NEW.circulated_at, NEW.due_on, NEW.late_why)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"

    @property
    def colour(self) -> str:
        return Stage(self.state).colour

    @property
    def is_final(self) -> bool:
        """Whether its words stay as they are."""
        return self.state in FINAL

    @property
    def is_out(self) -> bool:
        return self.state in OUT


@tracked
class MinutesParagraph(OfMinutes):
    """A paragraph of one version of the minutes, owned by the agency that supplied it. No agency: the police.

    `line` is the same in every version of the minutes. Nothing written is changed: an edit is the next `number` of the
    line, so that two who write at once lose no word. `restricted` is for the owner and the police alone until it is
    released to somebody else. `taken_out` leaves the line out, and keeps what it said.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="paragraphs")
    line = models.UUIDField(default=uuid.uuid4, editable=False)
    number = models.PositiveSmallIntegerField(default=1)
    section = models.CharField(max_length=12, choices=Section)
    place = models.PositiveSmallIntegerField(default=0)
    label = models.CharField("what it is about", max_length=120, blank=True)
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    restricted = models.BooleanField("for its owner and the police alone", default=False)
    taken_out = models.BooleanField(default=False)
    text = EncryptedTextField("what the minutes say")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        verbose_name = "paragraph of the minutes"
        verbose_name_plural = "paragraphs of the minutes"
        ordering = ["place", "recorded_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_version_of_a_minute",
                fields=["minutes", "line", "number"],
                violation_error_message="Somebody else has changed this paragraph meanwhile.",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="draft_only", operation=pgtrigger.Insert, when=pgtrigger.Before, func=_DRAFT_ONLY
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.get_section_display()

    @property
    def called(self) -> str:
        """Whose paragraph it is."""
        return self.agency.name if self.agency else POLICE

    @property
    def version(self) -> int:
        return self.number


@tracked
class MinutesStep(OfMinutes):
    """What was done with a version of the minutes, by whom, and why. Never changed."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=MinuteStep)
    note = EncryptedTextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "step of the minutes"
        verbose_name_plural = "steps of the minutes"
        ordering = ["at"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.get_kind_display()


@tracked
class Correction(OfMinutes):
    """Somebody says that circulated minutes are wrong: what, and why. Answered once; accepted, it is a new version.

    `who` is the name and agency of whoever told a minute taker; otherwise they asked for it themselves.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="corrections")
    line = models.UUIDField(null=True, editable=False)
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    who = models.CharField("who says so", max_length=160, blank=True)
    wrong = EncryptedTextField("what is wrong")
    should = EncryptedTextField("what it should say, and why")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    answer_why = EncryptedTextField("the answer", blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "correction of the minutes"
        verbose_name_plural = "corrections of the minutes"
        ordering = ["asked_at"]
        constraints = [
            models.CheckConstraint(
                name="correction_answered_whole",
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | (
                    Q(answer__in=Answer.values, answered_at__isnull=False, answered_by__isnull=False)
                    & ~Q(answered_by=F("asked_by"))
                ),
                violation_error_message="Somebody other than who asked for a correction answers it.",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="answered_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.answer <> ''"),
            ),
        ]

    def __str__(self) -> str:
        return self.get_answer_display() or "Not answered"
