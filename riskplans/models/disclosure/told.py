"""What was disclosed, and the undertaking."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.encryption import EncryptedTextField
from offenders.models import Person
from offenders.models.fact import tracked
from riskplans.disclosure.choices import (
    Signed,
)
from riskplans.models.disclosure.case import Disclosing, DisclosureCase

_USER = settings.AUTH_USER_MODEL


# What was said follows the decision that stands: after it, and signed after it.
_TOLD_AS_DECIDED = """
IF NOT EXISTS (
    SELECT FROM riskplans_disclosuredecision decision
    JOIN riskplans_disclosurecase disclosure ON disclosure.id = decision.case_id AND disclosure.round = decision.round
    WHERE disclosure.id = NEW.case_id AND disclosure.state = 'authorised'
        AND decision.verdict = 'agreed' AND decision.outcome = 'disclose' AND decision.withdrawn_at IS NULL
        AND decision.decided_at <= NEW.told_at
        AND (NEW.undertaking_on < (decision.decided_at AT TIME ZONE 'Europe/London')::date) IS NOT TRUE
) THEN
    RAISE EXCEPTION 'nobody had decided to disclose it then' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


@tracked
class DisclosureTold(Disclosing):
    """What was disclosed: in which words, by whom; and their undertaking. Never changed.

    To whom stands in the decision alone: nobody else is told without another.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    case = models.OneToOneField(DisclosureCase, on_delete=models.PROTECT, related_name="told")
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField("when")
    told_by = models.CharField("who told them, and who else was there", max_length=200)
    words = EncryptedTextField("the exact words")
    words_why = EncryptedTextField("why in other words than were decided", blank=True, default="")
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
            pgtrigger.Trigger(
                name="told_as_decided",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=_TOLD_AS_DECIDED,
            ),
        ]

    def __str__(self) -> str:
        return "Disclosed"
