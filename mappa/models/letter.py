"""Who is told that somebody has left MAPPA: one letter each, sent on a day by an agency."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from access.models import OfPerson
from mappa.models.level import MappaDecision
from offenders.choices import LeadAgency
from offenders.models import Person

_USER = settings.AUTH_USER_MODEL
_OF_LEAVING = """
IF NOT EXISTS (
    SELECT FROM mappa_mappadecision
    WHERE id = NEW.decision_id AND person_id = NEW.person_id AND kind = 'ended'
) THEN
    RAISE EXCEPTION 'they have not left MAPPA' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class ExitLetter(OfPerson):
    """Somebody is told that they leave; `by` the agency that writes. Sent, it stays as it was sent."""

    SECTION = "MAPPA level"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="exit_letters")
    decision = models.ForeignKey(MappaDecision, on_delete=models.PROTECT, related_name="letters")
    to = models.CharField("who is told", max_length=160)
    by = models.CharField("which agency writes", max_length=12, choices=LeadAgency)
    sent_on = models.DateField("sent on", null=True)
    how = models.CharField("how it was sent, and where a copy is", max_length=200, blank=True)
    sent_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "letter about leaving MAPPA"
        verbose_name_plural = "letters about leaving MAPPA"
        ordering = ["to"]
        constraints = [
            models.UniqueConstraint(name="told_once_of_leaving", fields=["decision", "to"]),
            models.CheckConstraint(
                name="exit_letter_sent_whole",
                condition=Q(sent_on__isnull=True, how="", sent_by__isnull=True)
                | (Q(sent_on__isnull=False, sent_by__isnull=False) & ~Q(how="")),
                violation_error_message="A letter that was sent says when, how, and who saw to it.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="sent_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition('OLD.sent_on IS NOT NULL OR OLD."to" <> NEW."to"'),
            ),
            pgtrigger.Trigger(
                name="of_leaving", operation=pgtrigger.Insert, when=pgtrigger.Before, func=_OF_LEAVING
            ),
        ]

    def __str__(self) -> str:
        return f"Letter to {self.to}"
