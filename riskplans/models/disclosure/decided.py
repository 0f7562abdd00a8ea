"""The tests of a disclosure, what is proposed, and what somebody else decided."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.encryption import EncryptedTextField
from offenders.models import Person
from offenders.models.fact import tracked
from riskplans.disclosure.choices import (
    Mappa,
    Outcome,
    Told,
    Verdict,
)
from riskplans.models.disclosure.case import Disclosing, DisclosureCase

_USER = settings.AUTH_USER_MODEL


# What was decided stays as it was; a decision to disclose can be taken back until somebody is told.
_DECIDED_ONCE = """
IF OLD.verdict <> '' AND (OLD.withdrawn_at IS NOT NULL OR
    to_jsonb(NEW) - ARRAY['withdrawn_at', 'withdrawn_by_id', 'withdrawn_why', 'version']
    <> to_jsonb(OLD) - ARRAY['withdrawn_at', 'withdrawn_by_id', 'withdrawn_why', 'version']
) THEN
    RAISE EXCEPTION 'what was decided stays as it was' USING ERRCODE = 'check_violation';
END IF;
IF NEW.withdrawn_at IS NOT NULL AND NOT EXISTS (
    SELECT FROM riskplans_disclosurecase WHERE id = NEW.case_id AND state = 'authorised' AND round = NEW.round
) THEN
    RAISE EXCEPTION 'only what is still to be disclosed is taken back' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


@tracked
class DisclosureDecision(Disclosing):
    """The tests, each a reasoned answer, with what is proposed; and what somebody else decided of it.

    What the person said, what it does to them and what MAPPA says is empty where it is about nobody on record.
    """

    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(DisclosureCase, on_delete=models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField()
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField("what is proposed", max_length=8, choices=Outcome)
    need = EncryptedTextField("the risk, and the pressing need to disclose")
    serious_harm = models.BooleanField("a risk of serious harm to a particular child or children")
    necessity = EncryptedTextField("why nothing less would do")
    proportionality = EncryptedTextField(
        "what it does to the person, their family and victims", blank=True, default=""
    )
    alternatives = EncryptedTextField("what else was thought of", blank=True, default="")
    asked = models.CharField("was the person asked?", max_length=5, choices=Told, blank=True)
    representations = EncryptedTextField("what they said, or why they were not asked", blank=True, default="")
    mappa = models.CharField("MAPPA", max_length=10, choices=Mappa, blank=True)
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
    withdrawn_why = models.CharField("why it was taken back", max_length=2000, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Disclosing.Meta):
        abstract = False
        verbose_name = "decision on a disclosure"
        verbose_name_plural = "decisions on disclosures"
        ordering = ["-round"]
        constraints = [
            models.UniqueConstraint(name="disclosure_proposed_once", fields=["case", "round"]),
            models.CheckConstraint(
                name="disclosure_person_asked_of",
                condition=Q(person__isnull=True) | (~Q(asked="") & ~Q(mappa="")),
                violation_error_message="Say whether the person was asked, and MAPPA consulted.",
            ),
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
            models.CheckConstraint(
                name="disclosure_taken_back_whole",
                condition=Q(withdrawn_why="", withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | (
                    Q(verdict=Verdict.AGREED, outcome=Outcome.DISCLOSE)
                    & Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                    & ~Q(withdrawn_why="")
                ),
                violation_error_message="Only a decision to disclose is taken back: say why, who and when.",
            ),
        ]
        triggers = [
            *Disclosing.Meta.triggers,
            pgtrigger.Trigger(
                name="decided_once", operation=pgtrigger.Update, when=pgtrigger.Before, func=_DECIDED_ONCE
            ),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()
