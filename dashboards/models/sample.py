"""A month's dip-sample: the draw, the records drawn, the answers."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from access.models import OfPerson
from access.policies import Capability, reach
from accounts.models import Force, Unit, User
from dashboards.models.questions import DipQuestion, DipQuestionSet
from dashboards.sampling.choices import FINDINGS, Reactively, Said
from offenders.choices import ManagementLevel
from offenders.models import Person
from offenders.policies import within

_USER = settings.AUTH_USER_MODEL
# What counts is asked of every record, also of one that was restricted since and is hidden from whoever publishes.
_WHOLE = """
reader := current_setting('vigil.reader');
PERFORM set_config('vigil.reader', 'vigil', true);
missing := EXISTS (
    SELECT FROM dashboards_dipcase drawn
    WHERE drawn.sample_id = NEW.id AND drawn.excluded_at IS NULL AND EXISTS (
        SELECT FROM dashboards_dipquestion question WHERE question.of_id = NEW.questions_id AND NOT EXISTS (
            SELECT FROM dashboards_dipanswer WHERE case_id = drawn.id AND question_id = question.id
        )
    )
);
PERFORM set_config('vigil.reader', reader, true);
IF missing THEN
    RAISE EXCEPTION 'not every record drawn has been gone through' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_DRAWN = """
SELECT * INTO of FROM dashboards_dipsample WHERE id = NEW.sample_id;
IF of.published_at IS NOT NULL THEN
    RAISE EXCEPTION 'this sample has been published' USING ERRCODE = 'check_violation';
END IF;
IF NEW.manager_id = of.drawn_by_id THEN
    RAISE EXCEPTION 'nobody samples their own people' USING ERRCODE = 'check_violation';
END IF;
IF NOT (of.pool -> NEW.manager_id::text) ? NEW.person_id::text THEN
    RAISE EXCEPTION 'they were not in the pool' USING ERRCODE = 'check_violation';
END IF;
IF NEW.replaces_id IS NULL THEN
    IF NEW.drawn_at <> of.drawn_at THEN
        RAISE EXCEPTION 'a sample is drawn once' USING ERRCODE = 'check_violation';
    END IF;
ELSIF NOT EXISTS (
    SELECT FROM dashboards_dipcase
    WHERE id = NEW.replaces_id AND sample_id = NEW.sample_id AND manager_id = NEW.manager_id
        AND excluded_at IS NOT NULL
) THEN
    RAISE EXCEPTION 'another is drawn only for one that was excluded' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_OPEN = """
IF EXISTS (SELECT FROM dashboards_dipsample WHERE id = NEW.sample_id AND published_at IS NOT NULL) THEN
    RAISE EXCEPTION 'this sample has been published' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_ANSWERED = """
SELECT drawn.excluded_at, drawn.manager_id, sample.published_at, sample.questions_id INTO of
FROM dashboards_dipcase drawn JOIN dashboards_dipsample sample ON sample.id = drawn.sample_id
WHERE drawn.id = NEW.case_id AND drawn.person_id = NEW.person_id;
IF NOT FOUND OR of.published_at IS NOT NULL OR of.excluded_at IS NOT NULL THEN
    RAISE EXCEPTION 'answers are given until they are published' USING ERRCODE = 'check_violation';
END IF;
IF of.manager_id = NEW.recorded_by_id THEN
    RAISE EXCEPTION 'nobody goes through their own work' USING ERRCODE = 'check_violation';
END IF;
IF NOT EXISTS (SELECT FROM dashboards_dipquestion WHERE id = NEW.question_id AND of_id = of.questions_id) THEN
    RAISE EXCEPTION 'that is not asked in this sample' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


class DipSampleQuerySet(models.QuerySet["DipSample"]):
    def drawn_for(self, user: User, now: datetime) -> Self:
        """Those that this user goes through: of units whose work they approve. One with a record of their own people
        in it they see once it is published, as any officer sees theirs."""
        scope = reach(user, Capability.APPROVE, now.date())
        own = Exists(DipCase.objects.filter(sample=OuterRef("pk"), manager=user))
        return self.filter(Q(unit__in=scope.units) | Q(unit__force__in=scope.forces)).exclude(
            (Q(own) | Q(officer=user)) & Q(published_at__isnull=True)
        )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class DipSample(models.Model):
    """A draw of one month. The pool as it stood, the numbers of policy and the seed are kept: drawing again from them
    gives the same people. Nothing of it ever changes but that it is published, once.

    `pool` holds ids alone: of each manager (by id) the people from whom was drawn.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    month = models.DateField(help_text="Its first day.")
    levels = ArrayField(
        models.CharField(max_length=12, choices=ManagementLevel),
        default=list,
        blank=True,
        help_text="Sorted; empty: every level.",
    )
    reactively = models.CharField(max_length=8, choices=Reactively, blank=True)
    officer = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    questions = models.ForeignKey(DipQuestionSet, on_delete=models.PROTECT, related_name="+")
    percent = models.PositiveSmallIntegerField("per cent of each manager’s people")
    least = models.PositiveSmallIntegerField("at least, of each manager")
    pool = models.JSONField()
    pool_size = models.PositiveIntegerField("people drawn from")
    size = models.PositiveIntegerField("people drawn")
    seed = models.CharField(max_length=64)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(null=True, unique=True, editable=False)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DipSampleQuerySet.as_manager()

    class Meta:
        verbose_name = "dip-sample"
        ordering = ["-month", "-drawn_at"]
        constraints = [
            models.UniqueConstraint(
                name="dip_drawn_once_a_month",
                fields=["unit", "month", "levels", "reactively", "officer"],
                nulls_distinct=False,
                violation_error_message="This month’s sample has been drawn like this already. It is not drawn again.",
            ),
            models.CheckConstraint(
                name="dip_seed_of_256_bits",
                condition=Q(seed__regex=r"^[0-9a-f]{64}$"),
                violation_error_message="A draw is made with a seed of 256 bits.",
            ),
            models.CheckConstraint(
                name="dip_drawn_from_the_pool",
                condition=Q(size__gte=1, size__lte=F("pool_size")),
                violation_error_message="Nobody is there to draw from.",
            ),
            models.CheckConstraint(
                name="dip_of_a_month",
                condition=Q(month__day=1),
                violation_error_message="A sample is of a month.",
            ),
            models.CheckConstraint(
                name="dip_published_whole",
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                violation_error_message="A publication says by whom and when.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="drawn_once",
                fields=[
                    *("id", "force", "unit", "month", "levels", "reactively", "officer", "questions"),
                    *("percent", "least", "pool", "pool_size", "size", "seed", "drawn_at", "drawn_by"),
                    "submission",
                ],
            ),
            pgtrigger.Protect(
                name="published_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.published_at IS NOT NULL"),
            ),
            pgtrigger.Trigger(
                name="published_when_whole",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition("NEW.published_at IS NOT NULL"),
                declare=[("reader", "text"), ("missing", "boolean")],
                func=_WHOLE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.month:%B %Y}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def asked_for(self) -> str:
        """Of whom it was asked for, in words."""
        levels = [str(ManagementLevel(each).label) for each in self.levels]
        said = [" or ".join(levels) if levels else "Every level"]
        if self.reactively:
            said.append(str(Reactively(self.reactively).label).lower())
        if self.officer:
            said.append(f"people of {self.officer}")
        return ", ".join(said)


class DipCaseQuerySet(models.QuerySet["DipCase"]):
    def standing(self) -> Self:
        return self.filter(excluded_at__isnull=True)

    def gone_through_by(self, user: User, now: datetime) -> Self:
        """Those whose record this user may read as an approver's, in samples that they go through."""
        samples = DipSample.objects.drawn_for(user, now)
        return self.filter(within(user, Capability.VIEW, now.date(), "person__"), sample__in=samples)

    def results_of(self, user: User) -> Self:
        """What was published about this user's own work."""
        return self.standing().filter(manager=user, sample__published_at__isnull=False)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class DipCase(OfPerson):
    """Somebody who was drawn, and whose work it was then. Never taken out in silence: one that cannot be gone through
    is excluded with a reason, and another is drawn for it; both stay."""

    SECTION = "dip-sample"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sample = models.ForeignKey(DipSample, on_delete=models.PROTECT, related_name="cases")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    manager = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(help_text="In which order they were drawn.")
    drawn_at = models.DateTimeField()
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by", help_text="Drawn instead of."
    )
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    excluded_at = models.DateTimeField(null=True)
    excluded_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    excluded_why = models.CharField("why it is left out", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DipCaseQuerySet.as_manager()

    class Meta:
        verbose_name = "record drawn for a dip-sample"
        verbose_name_plural = "records drawn for dip-samples"
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(name="dip_person_drawn_once", fields=["sample", "person"]),
            models.UniqueConstraint(name="dip_place_once", fields=["sample", "place"]),
            models.CheckConstraint(
                name="dip_excluded_with_reason",
                condition=Q(excluded_at__isnull=True, excluded_by__isnull=True, excluded_why="")
                | (Q(excluded_at__isnull=False, excluded_by__isnull=False) & ~Q(excluded_why="")),
                violation_error_message="Say why this record is left out: it stays on the sample.",
            ),
            models.CheckConstraint(
                name="dip_answered_whole",
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                violation_error_message="Answers say by whom and when.",
            ),
        ]
        indexes = [models.Index(fields=["manager"], name="dip_of_manager")]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="drawn_once",
                fields=["id", "sample", "person", "manager", "place", "drawn_at", "replaces"],
            ),
            pgtrigger.Protect(
                name="excluded_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.excluded_at IS NOT NULL"),
            ),
            pgtrigger.Trigger(
                name="drawn_as_the_draw_says",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                declare=[("of", "dashboards_dipsample%ROWTYPE")],
                func=_DRAWN,
            ),
            pgtrigger.Trigger(
                name="until_published", operation=pgtrigger.Update, when=pgtrigger.Before, func=_OPEN
            ),
        ]

    def __str__(self) -> str:
        return f"Record {self.place}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class DipAnswer(OfPerson):
    """One question about one record. Once the sample is published it stays as it is."""

    SECTION = "dip-sample"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(DipCase, on_delete=models.PROTECT, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(DipQuestion, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=6, choices=Said)
    comment = models.CharField("what was found", max_length=1000, blank=True)
    to_do = models.CharField("what the officer is to do", max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "answer of a dip-sample"
        verbose_name_plural = "answers of dip-samples"
        ordering = ["question__place"]
        constraints = [
            models.UniqueConstraint(name="dip_answered_once", fields=["case", "question"]),
            models.CheckConstraint(
                name="dip_finding_says_what",
                condition=~Q(answer__in=FINDINGS) | ~Q(comment=""),
                violation_error_message="Say what you found: the officer reads it.",
            ),
            models.CheckConstraint(
                name="dip_finding_asks",
                condition=Q(answer=Said.NO) & ~Q(to_do="")
                | Q(answer=Said.PARTLY)
                | Q(answer__in=[Said.YES, Said.NOT_APPLICABLE], to_do=""),
                violation_error_message="Say what the officer is to do about each “no”, and only about findings.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="of_one_question", fields=["id", "case", "person", "question"]),
            pgtrigger.Trigger(
                name="until_published",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                declare=[("of", "record")],
                func=_ANSWERED,
            ),
        ]

    def __str__(self) -> str:
        return self.get_answer_display()

    @property
    def colour(self) -> str:
        return Said(self.answer).colour
