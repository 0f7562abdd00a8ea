"""Disclosure: an application or a matter of the force's own, its tests and decision, and what was disclosed to whom.

The applicant may name somebody whom nobody knows: it then stands without a person.
"""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from access.models import OfPerson
from accounts.encryption import EncryptedTextField
from accounts.models import Force
from offenders.models import Person
from offenders.models.fact import tracked
from riskplans.disclosure.choices import (
    APPLIED,
    DECIDED,
    MOVES,
    OPEN,
    CaseState,
    Mappa,
    Outcome,
    Scheme,
    Signed,
    Told,
    Verdict,
)

_USER = settings.AUTH_USER_MODEL
_AFTER_CHECKS = [each for each in CaseState if each != CaseState.RECEIVED]
_AFTER_INTERVIEW = [each for each in _AFTER_CHECKS if each != CaseState.INTERVIEW]
# What was decided is what somebody else decided, on the proposal that stands.
_AS_DECIDED = """
IF NEW.state <> OLD.state AND NEW.state IN ('authorised', 'not_disclosed', 'other_route') AND NOT EXISTS (
    SELECT FROM riskplans_disclosuredecision
    WHERE case_id = NEW.id AND round = NEW.round AND verdict = 'agreed'
        AND outcome = CASE NEW.state WHEN 'authorised' THEN 'disclose' WHEN 'not_disclosed' THEN 'not' ELSE 'route' END
) THEN
    RAISE EXCEPTION 'nobody has decided this' USING ERRCODE = 'check_violation';
END IF;
IF NEW.state <> OLD.state AND NEW.state = 'disclosed' AND NOT EXISTS (
    SELECT FROM riskplans_disclosuretold WHERE case_id = NEW.id
) THEN
    RAISE EXCEPTION 'nothing is on record of what was disclosed' USING ERRCODE = 'check_violation';
END IF;
IF NEW.person_id IS DISTINCT FROM OLD.person_id AND EXISTS (
    SELECT FROM riskplans_disclosuredecision WHERE case_id = NEW.id
) THEN
    RAISE EXCEPTION 'whom it is about is settled' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_BEGINS = """
IF NEW.state <> 'received' THEN
    RAISE EXCEPTION 'it begins with the first checks' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


class Disclosing(OfPerson):
    """A row of a disclosure. `person` is empty while nobody knows whom it is about."""

    SECTION: ClassVar[str] = "disclosure"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recorded_at = models.DateTimeField()
    submission = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
        triggers: list[pgtrigger.Trigger] = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)
        ]


class DisclosureCaseQuerySet(models.QuerySet["DisclosureCase"]):
    def open(self) -> Self:
        return self.filter(state__in=OPEN)


@tracked
class DisclosureCase(Disclosing):
    """Somebody asks, or the force thinks of telling somebody; with the times by which each step is due.

    Who applies, which children are meant and what they said is encrypted: it is for those who read of victims. The
    clocks are those of the policy of the day it came in.
    """

    reference = models.CharField(max_length=16, unique=True)
    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="disclosures")
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField("scheme", max_length=10, choices=Scheme)
    received_at = models.DateTimeField("received")
    state = models.CharField(max_length=14, choices=CaseState, default=CaseState.RECEIVED)
    round = models.PositiveSmallIntegerField(default=0)  # of proposals

    applicant = EncryptedTextField("who asks", null=True, blank=True)
    contact = EncryptedTextField("how to reach them safely", blank=True, default="")
    relation = EncryptedTextField("what they are to those at risk", blank=True, default="")
    at_risk = EncryptedTextField("who is at risk: children by name and age, or a partner")
    subject = EncryptedTextField("whom it is about, as they said it")
    worry = EncryptedTextField("what the worry is")

    checks_due_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField("first checks made", null=True)
    checks = EncryptedTextField("what the first checks showed", blank=True, default="")
    interview_due_on = models.DateField(null=True)
    interviewed_at = models.DateTimeField("spoken with face to face", null=True)
    identity = EncryptedTextField(
        "how identity, address and relationship were proved", blank=True, default=""
    )
    interview = EncryptedTextField("what they said", blank=True, default="")
    decision_due_on = models.DateField()
    tell_due_on = models.DateField(null=True)

    imminent_at = models.DateTimeField("danger now", null=True)
    danger = EncryptedTextField("what the danger is", blank=True, default="")
    safeguarded_at = models.DateTimeField("made safe", null=True)
    safeguarding = EncryptedTextField("what was done, and who was told", blank=True, default="")

    closed_at = models.DateTimeField(null=True)
    closed_note = models.CharField("what came of it", max_length=1000, blank=True)

    objects = DisclosureCaseQuerySet.as_manager()

    class Meta(Disclosing.Meta):
        abstract = False
        verbose_name = "disclosure"
        ordering = ["-received_at"]
        indexes = [
            models.Index(
                fields=["force", "decision_due_on"], condition=Q(state__in=OPEN), name="disclosures_open"
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="applicant_where_somebody_asks",
                condition=~Q(scheme__in=APPLIED) | Q(applicant__isnull=False),
                violation_error_message="Enter who asks.",
            ),
            models.CheckConstraint(
                name="disclosure_checked_first",
                condition=~Q(state__in=_AFTER_CHECKS) | Q(checked_at__isnull=False),
                violation_error_message="The first checks come first.",
            ),
            models.CheckConstraint(
                name="applicant_spoken_with",
                condition=~Q(scheme__in=APPLIED, state__in=_AFTER_INTERVIEW)
                | Q(interviewed_at__isnull=False),
                violation_error_message="Whoever asks is spoken with face to face before the assessment.",
            ),
            models.CheckConstraint(
                name="danger_comes_first",
                condition=~Q(state__in=[*DECIDED, CaseState.CLOSED])
                | Q(imminent_at__isnull=True)
                | Q(safeguarded_at__isnull=False),
                violation_error_message="Somebody is in danger: say first what was done to make them safe.",
            ),
            models.CheckConstraint(
                name="disclosure_closed_whole",
                condition=Q(closed_at__isnull=True) ^ Q(state=CaseState.CLOSED),
                violation_error_message="Say when it was closed.",
            ),
            models.CheckConstraint(
                name="disclosure_of_somebody_known",
                condition=~Q(state__in=[CaseState.AUTHORISED, CaseState.DISCLOSED]) | Q(person__isnull=False),
                violation_error_message="Only what is known of somebody on record can be disclosed.",
            ),
        ]
        triggers = [
            *Disclosing.Meta.triggers,
            pgtrigger.FSM(name="disclosure_one_step_at_a_time", field="state", transitions=MOVES),
            pgtrigger.Trigger(
                name="as_decided", operation=pgtrigger.Update, when=pgtrigger.Before, func=_AS_DECIDED
            ),
            pgtrigger.Trigger(
                name="begins_with_checks", operation=pgtrigger.Insert, when=pgtrigger.Before, func=_BEGINS
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def colour(self) -> str:
        return CaseState(self.state).colour

    @property
    def short(self) -> str:
        return Scheme(self.scheme).short

    @property
    def in_danger(self) -> bool:
        """Somebody may be in danger, and nobody has said what was done."""
        return self.imminent_at is not None and self.safeguarded_at is None

    @property
    def applied(self) -> bool:
        return self.scheme in APPLIED


@tracked
class DisclosureDecision(Disclosing):
    """The tests, each a reasoned answer, with what is proposed; and what somebody else decided of it."""

    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(DisclosureCase, on_delete=models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField()
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField("what is proposed", max_length=8, choices=Outcome)
    need = EncryptedTextField("the risk, and the pressing need to disclose")
    serious_harm = models.BooleanField("a risk of serious harm to a particular child or children")
    necessity = EncryptedTextField("why nothing less would do")
    proportionality = EncryptedTextField("what it does to the person, their family and victims")
    alternatives = EncryptedTextField("what else was thought of", blank=True, default="")
    asked = models.CharField("was the person asked?", max_length=5, choices=Told)
    representations = EncryptedTextField("what they said, or why they were not asked")
    mappa = models.CharField("MAPPA", max_length=10, choices=Mappa)
    mappa_note = models.CharField("when, and what was said", max_length=500, blank=True)
    presumption = EncryptedTextField(
        "why the presumption of section 327A does not lead to disclosure", blank=True, default=""
    )
    recipient = EncryptedTextField("who is told, and what they are to those at risk", blank=True, default="")
    words = EncryptedTextField("the exact words", blank=True, default="")

    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    verdict_why = models.CharField("reasons", max_length=2000, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Disclosing.Meta):
        abstract = False
        verbose_name = "decision on a disclosure"
        verbose_name_plural = "decisions on disclosures"
        ordering = ["-round"]
        constraints = [
            models.UniqueConstraint(name="disclosure_proposed_once", fields=["case", "round"]),
            models.CheckConstraint(
                name="disclosure_decided_by_another",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("recorded_by")),
                violation_error_message="Somebody else decides: you have made the assessment.",
            ),
            models.CheckConstraint(
                name="disclosure_decided_whole",
                condition=Q(verdict="", verdict_why="", decided_at__isnull=True, decided_by__isnull=True)
                | (
                    Q(decided_at__isnull=False, decided_by__isnull=False)
                    & ~Q(verdict="")
                    & ~Q(verdict_why="")
                ),
                violation_error_message="A decision says what, why, who and when.",
            ),
        ]
        triggers = [
            *Disclosing.Meta.triggers,
            pgtrigger.Protect(
                name="decided_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.verdict <> ''"),
            ),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()


@tracked
class DisclosureTold(Disclosing):
    """What was disclosed: to whom, in which words, by whom; and their undertaking. Never changed."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    case = models.OneToOneField(DisclosureCase, on_delete=models.PROTECT, related_name="told")
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField("when")
    told_by = models.CharField("who told them, and who else was there", max_length=200)
    recipient = EncryptedTextField("who was told")
    words = EncryptedTextField("the exact words")
    undertaking = models.CharField("undertaking of confidentiality", max_length=8, choices=Signed)
    undertaking_on = models.DateField("signed on", null=True)
    undertaking_note = models.CharField("why it was not signed", max_length=500, blank=True)
    support = EncryptedTextField("support offered, and advice given", blank=True, default="")
    person_informed = models.CharField(
        "when and how the person was told that it was disclosed, or why not", max_length=500
    )

    class Meta(Disclosing.Meta):
        abstract = False
        verbose_name = "disclosure made"
        verbose_name_plural = "disclosures made"
        constraints = [
            models.CheckConstraint(
                name="undertaking_signed_or_why_not",
                condition=Q(undertaking=Signed.SIGNED, undertaking_on__isnull=False)
                | (Q(undertaking=Signed.REFUSED, undertaking_on__isnull=True) & ~Q(undertaking_note="")),
                violation_error_message="Say when the undertaking was signed, or why it was not.",
            ),
        ]
        triggers = [
            *Disclosing.Meta.triggers,
            pgtrigger.Protect(name="written_once", operation=pgtrigger.Update),
        ]

    def __str__(self) -> str:
        return "Disclosed"
