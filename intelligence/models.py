"""Reports and concerns, whom they are about, and to whom a report has been given."""

from __future__ import annotations

import uuid
from typing import ClassVar

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.encryption import EncryptedTextField
from accounts.models import Force
from intelligence.choices import (
    Assessed,
    Assessment,
    CloseReason,
    Condition,
    Handling,
    LinkRole,
    Marking,
    Origin,
    Purpose,
    RiskToCaller,
    Scheme,
    Settled,
    Source,
    Urgency,
)
from offenders.models import Fact, Person
from offenders.models.fact import STANDING, FactQuerySet

_USER = settings.AUTH_USER_MODEL


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    attrs={
        "text": EncryptedTextField(),
        "provenance": EncryptedTextField(),
        "source_urn": EncryptedTextField(),
    },
)
class Report(models.Model):
    """One item of intelligence, graded. It never names its source: a number stands for them.

    `text`, `provenance` and `source_urn` are for those who read intelligence; everybody else reads `sanitised`. Never
    changed and never deleted: another report puts it right.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=16, unique=True)
    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    submission = models.UUIDField(null=True, unique=True, editable=False)
    happened_on = models.DateField("day of the information")
    happened_at = models.TimeField("time of the information", null=True)
    scheme = models.CharField(max_length=8, choices=Scheme, default=Scheme.THREE_FIVE_TWO)
    source_grade = models.CharField(max_length=1)
    assessed_grade = models.CharField(max_length=1)
    handling = models.CharField(max_length=1)
    conditions = ArrayField(models.CharField(max_length=2, choices=Condition), default=list, blank=True)
    source_urn = EncryptedTextField("source number", blank=True, default="")
    provenance = EncryptedTextField(blank=True, default="")
    text = EncryptedTextField()
    sanitised = models.TextField()
    marking = models.CharField(max_length=12, choices=Marking, default=Marking.SENSITIVE)
    purpose = models.CharField(max_length=12, choices=Purpose)
    review_on = models.DateField()
    concern = models.ForeignKey(
        "intelligence.Concern", null=True, on_delete=models.PROTECT, related_name="reports"
    )

    class Meta:
        ordering = ["-submitted_at"]
        triggers = [
            pgtrigger.Protect(name="written_once", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
        constraints = [
            models.CheckConstraint(
                name="graded_by_its_scheme",
                condition=Q(
                    scheme=Scheme.THREE_FIVE_TWO,
                    source_grade__in=Source.values,
                    assessed_grade__in=Assessed.values,
                    handling__in=Handling.values,
                )
                | Q(
                    scheme=Scheme.FIVE_FIVE_FIVE,
                    source_grade__in=["A", "B", "C", "D", "E"],
                    assessed_grade__in=["1", "2", "3", "4", "5"],
                    handling__in=["1", "2", "3", "4", "5"],
                ),
                violation_error_message="The grade is none of its scheme.",
            ),
            models.CheckConstraint(
                name="conditions_where_there_are_some",
                condition=(Q(handling=Handling.CONDITIONS) & ~Q(conditions=[]))
                | (Q(conditions=[]) & ~Q(handling=Handling.CONDITIONS)),
                violation_error_message="Handling C names its conditions, and P has none.",
            ),
            models.CheckConstraint(
                name="report_has_words_for_everybody",
                condition=~Q(sanitised=""),
                violation_error_message="A report has a text that those may read who read no intelligence.",
            ),
            models.CheckConstraint(
                name="reviewed_after_submission",
                condition=Q(review_on__gt=F("happened_on")),
                violation_error_message="The review is after the day of the information.",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


# What somebody said stands as it was said; what becomes of it is written later.
_AS_SAID = ["who", "known", "what", "where", "when", "anonymous", "recorded_by_id", "recorded_at"]


class ConcernQuerySet(models.QuerySet["Concern"]):
    def waiting(self) -> ConcernQuerySet:
        """Nobody has found out yet whom they are about."""
        return self.filter(settled_at__isnull=True)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    attrs={
        "who": EncryptedTextField(),
        "known": EncryptedTextField(),
        "what": EncryptedTextField(),
        "caller_name": EncryptedTextField(null=True),
        "caller_contact": EncryptedTextField(null=True),
    },
)
class Concern(models.Model):
    """What somebody is worried about, as they said it. Its words are for those who read intelligence.

    Settled once it is clear whom it is about, or that it is about nobody; until then it waits for a supervisor.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=16, unique=True)
    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    submission = models.UUIDField(null=True, unique=True, editable=False)
    origin = models.CharField(max_length=8, choices=Origin)
    who = EncryptedTextField()
    known = EncryptedTextField(blank=True, default="")
    what = EncryptedTextField()
    where = models.CharField(max_length=200, blank=True)
    when = models.CharField(max_length=120, blank=True)
    urgency = models.CharField(max_length=12, choices=Urgency)
    anonymous = models.BooleanField(help_text="The caller is not to be known: nothing is kept of them.")
    caller_name = EncryptedTextField(null=True, blank=True)
    caller_contact = EncryptedTextField(null=True, blank=True)
    risk_to_caller = models.CharField(max_length=8, choices=RiskToCaller, default=RiskToCaller.UNKNOWN)
    risk_words = models.CharField(max_length=300, blank=True)
    # Whom the search found when it was recorded. Whoever triages reads their names in `who`: the access log says so.
    candidates = ArrayField(models.UUIDField(), default=list, blank=True)
    settled = models.CharField(max_length=12, choices=Settled, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    close_reason = models.CharField(max_length=16, choices=CloseReason, blank=True)
    settled_note = models.CharField(max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["urgency", "recorded_at"]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="said_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in _AS_SAID)
                ),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="anonymous_caller_is_not_kept",
                condition=Q(anonymous=False) | Q(caller_name__isnull=True, caller_contact__isnull=True),
                violation_error_message="Nothing is kept of a caller who is not to be known.",
            ),
            models.CheckConstraint(
                name="concern_settled_whole",
                condition=Q(settled="", settled_at__isnull=True, settled_by__isnull=True)
                | (~Q(settled="") & Q(settled_at__isnull=False)),
                violation_error_message="A settled concern says how and when.",
            ),
            models.CheckConstraint(
                name="concern_closed_for_a_reason",
                condition=(Q(settled=Settled.CLOSED) & ~Q(close_reason=""))
                | (~Q(settled=Settled.CLOSED) & Q(close_reason="")),
                violation_error_message="A concern is closed for a reason.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["force", "urgency", "recorded_at"],
                condition=Q(settled_at__isnull=True),
                name="concern_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def urgency_word(self) -> str:
        return Urgency(self.urgency).word

    @property
    def urgency_colour(self) -> str:
        return Urgency(self.urgency).colour


class LinkQuerySet(FactQuerySet["Link"]):
    def unread(self) -> LinkQuerySet:
        """Those that nobody has assessed yet."""
        return self.standing().filter(assessed_at__isnull=True)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Link(Fact):
    """A report or a concern is about this person; the manager reads it and says whether the plan changes."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="intelligence")
    report = models.ForeignKey(Report, null=True, on_delete=models.PROTECT, related_name="links")
    concern = models.ForeignKey(Concern, null=True, on_delete=models.PROTECT, related_name="links")
    role = models.CharField(max_length=12, choices=LinkRole, default=LinkRole.SUBJECT)
    assessment = models.CharField(max_length=12, choices=Assessment, blank=True)
    assessed_at = models.DateTimeField(null=True)
    assessed_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    assessment_note = models.CharField(max_length=1000, blank=True)

    SECTION: ClassVar[str] = "intelligence"
    objects = LinkQuerySet.as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "intelligence"
        verbose_name_plural = "intelligence"
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="link_of_one_thing",
                condition=Q(report__isnull=False, concern__isnull=True)
                | Q(report__isnull=True, concern__isnull=False),
            ),
            models.CheckConstraint(
                name="assessed_whole",
                condition=Q(assessment="", assessed_at__isnull=True, assessed_by__isnull=True)
                | (~Q(assessment="") & Q(assessed_at__isnull=False, assessed_by__isnull=False)),
                violation_error_message="An assessment says what was found, by whom and when.",
            ),
            models.UniqueConstraint(
                name="once_in_a_report",
                fields=["person", "report"],
                condition=STANDING,
                violation_error_message="This person is in that report already.",
            ),
            models.UniqueConstraint(
                name="concern_about_one_person",
                fields=["concern"],
                condition=STANDING,
                violation_error_message="This concern has been passed to somebody's manager already.",
            ),
        ]
        indexes = [models.Index(fields=["person", "-recorded_at"], name="intelligence_latest")]

    def __str__(self) -> str:
        return str(self.report or self.concern)

    @property
    def assessment_colour(self) -> str:
        return Assessment(self.assessment).colour


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Dissemination(models.Model):
    """A report was given to somebody: its sanitised text, and never more. Never changed and never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="disseminations")
    recipient = models.CharField(max_length=160)
    sent_on = models.DateField()
    lawful_basis = models.CharField(max_length=200)
    conditions_met = models.CharField("how the conditions were met", max_length=1000, blank=True)
    sent_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    submission = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        ordering = ["-sent_on", "-recorded_at"]
        triggers = [
            pgtrigger.Protect(name="written_once", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
        constraints = [
            models.CheckConstraint(
                name="given_to_somebody_for_a_reason",
                condition=~Q(recipient="") & ~Q(lawful_basis=""),
                violation_error_message="Say to whom it was given and on what lawful basis.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id} to {self.recipient}"
