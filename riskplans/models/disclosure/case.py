"""A disclosure as it came in, and how it stands."""

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
    Scheme,
)

_USER = settings.AUTH_USER_MODEL
# What came to nothing is closed from wherever it stood.
_AFTER_CHECKS = [each for each in CaseState if each not in (CaseState.RECEIVED, CaseState.CLOSED)]
_AFTER_INTERVIEW = [each for each in _AFTER_CHECKS if each != CaseState.INTERVIEW]
# What was decided is what somebody else decided, on the proposal that stands.
_AS_DECIDED = """
IF NEW.state <> OLD.state AND NEW.state IN ('authorised', 'not_disclosed', 'other_route') AND NOT EXISTS (
    SELECT FROM riskplans_disclosuredecision
    WHERE case_id = NEW.id AND round = NEW.round AND verdict = 'agreed' AND withdrawn_at IS NULL
        AND outcome = CASE NEW.state WHEN 'authorised' THEN 'disclose' WHEN 'not_disclosed' THEN 'not' ELSE 'route' END
) THEN
    RAISE EXCEPTION 'nobody has decided this' USING ERRCODE = 'check_violation';
END IF;
IF NEW.state <> OLD.state AND NEW.state = 'disclosed' AND NOT EXISTS (
    SELECT FROM riskplans_disclosuretold WHERE case_id = NEW.id
) THEN
    RAISE EXCEPTION 'nothing is on record of what was disclosed' USING ERRCODE = 'check_violation';
END IF;
IF OLD.state = 'authorised' AND NEW.state = 'assessment' AND NOT EXISTS (
    SELECT FROM riskplans_disclosuredecision
    WHERE case_id = NEW.id AND round = NEW.round AND withdrawn_at IS NOT NULL
) THEN
    RAISE EXCEPTION 'nobody has taken the decision back' USING ERRCODE = 'check_violation';
END IF;
IF NEW.state = 'closed' AND OLD.state IN ('received', 'interview', 'assessment') AND (
    NEW.closed_by_id = NEW.recorded_by_id OR EXISTS (
        SELECT FROM riskplans_disclosuredecision WHERE case_id = NEW.id AND recorded_by_id = NEW.closed_by_id
    )
) THEN
    RAISE EXCEPTION 'somebody else closes what nobody has decided' USING ERRCODE = 'check_violation';
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
    closed_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
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
                name="disclosure_checked_after_it_came",
                condition=Q(checked_at__isnull=True) | Q(checked_at__gte=F("received_at")),
                violation_error_message="The first checks were made after it came in.",
            ),
            models.CheckConstraint(
                name="disclosure_met_after_it_came",
                condition=Q(interviewed_at__isnull=True) | Q(interviewed_at__gte=F("received_at")),
                violation_error_message="Whoever asks was met after they asked.",
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
                condition=(
                    Q(closed_at__isnull=True, closed_by__isnull=True, closed_note="")
                    & ~Q(state=CaseState.CLOSED)
                )
                | (
                    Q(closed_at__isnull=False, closed_by__isnull=False, state=CaseState.CLOSED)
                    & ~Q(closed_note="")
                ),
                violation_error_message="Say what came of it, who closed it and when.",
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
