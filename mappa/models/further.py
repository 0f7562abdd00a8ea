"""A charge with a serious further offence, the serious case review of the board, and the police's own review of how
the person was managed, with the record as it stood."""

from __future__ import annotations

import json
import uuid
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from access.models import OfPerson
from accounts.encryption import EncryptedTextField
from mappa.further.choices import QUALIFYING, Charged, ReviewBasis
from offenders.choices import MappaCategory, MappaLevel
from offenders.models import Fact, Person
from offenders.models.fact import FactQuerySet, tracked

_USER = settings.AUTH_USER_MODEL
_QUALIFYING = ", ".join(f"'{each.value}'" for each in QUALIFYING)


def _said_again(columns: str) -> str:
    old, new = (", ".join(f"{row}.{column}" for column in columns.split()) for row in ("OLD", "NEW"))
    return f"(({old}) IS DISTINCT FROM ({new}))"


_RECHARGED = _said_again(
    "id person_id charged offence charged_on committed_on account category level area recorded_at recorded_by_id"
    " submission"
)
# The level of a charge is that of the day of the charge, whatever somebody would have it be.
_STOOD = """
SELECT category, level, area INTO stood FROM offenders_mappastatus
    WHERE person_id = NEW.person_id AND voided_at IS NULL AND starts_on <= NEW.charged_on
        AND (ends_on IS NULL OR ends_on > NEW.charged_on)
    ORDER BY starts_on DESC LIMIT 1;
IF (NEW.category, NEW.level, NEW.area)
    IS DISTINCT FROM (COALESCE(stood.category, ''), COALESCE(stood.level, ''), COALESCE(stood.area, '')) THEN
    RAISE EXCEPTION 'they were not at that level when they were charged' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_OF_CHARGE = f"""
SELECT * INTO its FROM mappa_furtheroffence
    WHERE id = NEW.charge_id AND person_id = NEW.person_id AND voided_at IS NULL;
IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no such charge of theirs' USING ERRCODE = 'check_violation';
END IF;
IF NEW.decided_on < its.charged_on THEN
    RAISE EXCEPTION 'decided before the charge' USING ERRCODE = 'check_violation';
END IF;
IF (NEW.basis = 'mandatory') <> (its.charged IN ({_QUALIFYING}) AND its.level IN ('2', '3')) THEN
    RAISE EXCEPTION 'whether a review is mandatory follows from the charge' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""  # noqa: S608 - the values are this module's own
_OF_CHARGE_TOO = """
IF NOT EXISTS (
    SELECT FROM mappa_furtheroffence WHERE id = NEW.charge_id AND person_id = NEW.person_id AND voided_at IS NULL
) OR NOT EXISTS (SELECT FROM mappa_frozenrecord WHERE id = NEW.frozen_id AND person_id = NEW.person_id) THEN
    RAISE EXCEPTION 'there is no such charge or record of theirs' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_NOT_REVIEWED = """
IF EXISTS (SELECT FROM mappa_seriouscasereview WHERE charge_id = NEW.id)
    OR EXISTS (SELECT FROM mappa_internalreview WHERE charge_id = NEW.id) THEN
    RAISE EXCEPTION 'a charge that is reviewed stays' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


@tracked
class FurtherOffence(Fact):
    """Somebody under management is charged with a grave offence. `category`, `level` and `area` are those of the day of
    the charge, empty where none was in force; with `charged` they say whether the board must review."""

    SECTION = "serious further offence"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="further_offences")
    charged = models.CharField("charged with", max_length=16, choices=Charged)
    offence = models.CharField("offence as charged", max_length=200)
    charged_on = models.DateField("charged on")
    committed_on = models.DateField("committed on, or first of its days")
    account = models.CharField("how it is known, and what is alleged", max_length=2000)
    category = models.CharField("MAPPA category then", max_length=1, choices=MappaCategory, blank=True)
    level = models.CharField("MAPPA level then", max_length=1, choices=MappaLevel, blank=True)
    area = models.CharField("MAPPA area then", max_length=80, blank=True)
    taken_back = models.CharField("why it was taken off the record", max_length=500, blank=True)

    objects = FactQuerySet["FurtherOffence"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "serious further offence"
        verbose_name_plural = "serious further offences"
        ordering = ["-charged_on", "-recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="charged_after_committed",
                condition=Q(committed_on__lte=F("charged_on")),
                violation_error_message="They were charged before that day.",
            ),
            models.CheckConstraint(
                name="charge_said_whole",
                condition=~Q(offence="") & ~Q(account=""),
                violation_error_message="Enter the offence as charged, and how it is known.",
            ),
            models.CheckConstraint(
                name="charged_at_a_level_or_none",
                condition=Q(category="", level="") | (~Q(category="") & ~Q(level="")),
                violation_error_message="A category has its level.",
            ),
            models.CheckConstraint(
                name="charge_taken_back_whole",
                condition=Q(voided_at__isnull=True, taken_back="")
                | (Q(voided_at__isnull=False) & ~Q(taken_back="")),
                violation_error_message="Say why it is taken off the record.",
            ),
        ]
        triggers = [
            *Fact.Meta.triggers,
            pgtrigger.Protect(
                name="charged_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"({_RECHARGED} OR OLD.voided_at IS NOT NULL)"),
            ),
            pgtrigger.Trigger(
                name="at_the_level_of_the_day",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                declare=[("stood", "record")],
                func=_STOOD,
            ),
            pgtrigger.Trigger(
                name="reviewed_stays",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition("NEW.voided_at IS NOT NULL"),
                func=_NOT_REVIEWED,
            ),
        ]

    def __str__(self) -> str:
        return f"Charged with {self.get_charged_display().lower()}"

    @property
    def standing_words(self) -> str:
        """In which category and at which level they were that day."""
        return f"Category {self.category}, level {self.level}" if self.level else "In no category"


class SeriousCaseReviewQuerySet(models.QuerySet["SeriousCaseReview"]):
    def open(self) -> Self:
        """To be held, and not complete."""
        return self.filter(commissioned=True, completed_on__isnull=True)


@tracked
class SeriousCaseReview(OfPerson):
    """What the strategic management board decided about reviewing how agencies managed somebody, and what came of it.
    `body` is who decided for the board."""

    SECTION = "serious case review"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="serious_case_reviews")
    charge = models.OneToOneField(FurtherOffence, on_delete=models.PROTECT, related_name="case_review")
    basis = models.CharField(max_length=13, choices=ReviewBasis)
    commissioned = models.BooleanField("a review is held")
    why = models.CharField("why the board decided so", max_length=2000)
    body = models.CharField("who decided for the board", max_length=160)
    decided_on = models.DateField("decided on")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField("started on", null=True)
    author = models.CharField("who writes it", max_length=160, blank=True)
    due_on = models.DateField("to be complete by", null=True)
    started_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    completed_on = models.DateField("completed on", null=True)
    findings = models.CharField("what was found and is to be learned", max_length=4000, blank=True)
    completed_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SeriousCaseReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "serious case review"
        verbose_name_plural = "serious case reviews"
        ordering = ["-decided_on"]
        constraints = [
            models.CheckConstraint(
                name="mandatory_review_is_held",
                condition=~Q(basis=ReviewBasis.MANDATORY) | Q(commissioned=True),
                violation_error_message="This review is mandatory: it is to be held.",
            ),
            models.CheckConstraint(
                name="case_review_with_reason",
                condition=~Q(why="") & ~Q(body=""),
                violation_error_message="Say who decided for the board, and why.",
            ),
            models.CheckConstraint(
                name="case_review_started_whole",
                condition=Q(started_on__isnull=True, author="", due_on__isnull=True, started_by__isnull=True)
                | (
                    Q(commissioned=True, started_on__gte=F("decided_on"), started_by__isnull=False)
                    & Q(due_on__gte=F("started_on"))
                    & ~Q(author="")
                ),
                violation_error_message="A review that is held starts after the decision, with who writes it.",
            ),
            models.CheckConstraint(
                name="case_review_completed_whole",
                condition=Q(completed_on__isnull=True, findings="", completed_by__isnull=True)
                | (
                    Q(
                        started_on__isnull=False,
                        completed_on__gte=F("started_on"),
                        completed_by__isnull=False,
                    )
                    & ~Q(findings="")
                ),
                violation_error_message="A review is completed after it has started, with its findings.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="decided_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    _said_again(
                        "id person_id charge_id basis commissioned why body decided_on recorded_at recorded_by_id"
                        " submission"
                    )
                ),
            ),
            pgtrigger.Protect(
                name="started_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.started_on IS NOT NULL AND {_said_again('started_on author due_on started_by_id')}"
                ),
            ),
            pgtrigger.Protect(
                name="completed_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.completed_on IS NOT NULL"),
            ),
            pgtrigger.Trigger(
                name="of_the_charge",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                declare=[("its", "mappa_furtheroffence")],
                func=_OF_CHARGE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_basis_display()} serious case review"

    @property
    def state_words(self) -> str:
        if not self.commissioned:
            return "Not held"
        if self.completed_on:
            return "Completed"
        return "Under way" if self.started_on else "To be started"

    @property
    def colour(self) -> str:
        return {"Not held": "grey", "Completed": "green", "Under way": "blue"}.get(self.state_words, "yellow")


class FrozenRecord(OfPerson):
    """The record as it stood at a moment, of every class, kept and never changed; `content` is that of
    `mappa.further.frozen.content`, as JSON. Of it each reader is shown their own classes."""

    SECTION = "frozen record"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    content = EncryptedTextField(help_text="What the record said, as JSON.")
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "frozen record"
        ordering = ["-frozen_at"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"Record as it stood {self.frozen_at:%Y-%m-%d %H:%M}"

    @property
    def kept(self) -> dict[str, Any]:
        """The content as it was kept."""
        found: dict[str, Any] = json.loads(self.content)
        return found


class InternalReviewQuerySet(models.QuerySet["InternalReview"]):
    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)


@tracked
class InternalReview(OfPerson):
    """A police internal management review: how the police managed somebody who was charged, on the record as it stood
    when an inspector opened it (`frozen`)."""

    SECTION = "internal management review"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="internal_reviews")
    charge = models.OneToOneField(FurtherOffence, on_delete=models.PROTECT, related_name="internal_review")
    frozen = models.OneToOneField(FrozenRecord, on_delete=models.PROTECT, related_name="review")
    why = models.CharField("what it is to answer", max_length=1000)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    findings = models.CharField("what was found and is to be done", max_length=4000, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = InternalReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "internal management review"
        verbose_name_plural = "internal management reviews"
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                name="internal_review_with_reason",
                condition=~Q(why=""),
                violation_error_message="Say what the review is to answer.",
            ),
            models.CheckConstraint(
                name="internal_review_closed_whole",
                condition=Q(closed_at__isnull=True, findings="", closed_by__isnull=True)
                | (Q(closed_at__gte=F("opened_at"), closed_by__isnull=False) & ~Q(findings="")),
                violation_error_message="A review is closed with its findings.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="opened_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    _said_again("id person_id charge_id frozen_id why opened_at opened_by_id submission")
                ),
            ),
            pgtrigger.Protect(
                name="closed_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.closed_at IS NOT NULL"),
            ),
            pgtrigger.Trigger(
                name="of_the_charge",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=_OF_CHARGE_TOO,
            ),
        ]

    def __str__(self) -> str:
        return "Internal management review"
