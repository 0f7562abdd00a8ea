"""Going alone: asked for, authorised, and the silence that was noticed."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from access.models import OfPerson
from offenders.models import Fact, Person
from offenders.models.fact import STANDING, FactQuerySet
from riskplans.choices import Asked
from riskplans.models.visit import Visit

ANSWERED_WHOLE = Q(answer="", answered_at__isnull=True, answered_by__isnull=True) | (
    Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="") & ~Q(answer_note="")
)
# Nobody answers what they have asked for themselves.
BY_ANOTHER = Q(answered_by__isnull=True) | ~Q(answered_by=F("recorded_by"))


class Answered(Fact):
    """Something an officer asks for, that somebody else answers."""

    answer = models.CharField(max_length=8, choices=Asked, blank=True)
    answer_note = models.CharField("reasons for the answer", max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Fact.Meta):
        abstract = True


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Alone(Answered):
    """An officer asks to visit alone; a supervisor authorises it, or refuses."""

    SECTION = "visit"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="alone")
    why = models.CharField("why nobody else can go", max_length=500)
    safeguards = models.TextField("the risks of going alone, and what is done about them", max_length=2000)

    objects = FactQuerySet["Alone"].as_manager()

    class Meta(Answered.Meta):
        abstract = False
        verbose_name = "request to visit alone"
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                name="alone_asked_once",
                fields=["visit"],
                condition=~Q(answer=Asked.REFUSED) & STANDING,
                violation_error_message="Authority has been asked for already.",
            ),
            models.CheckConstraint(
                name="alone_answered_whole",
                condition=ANSWERED_WHOLE,
                violation_error_message="An answer says who gave it, when, and why.",
            ),
            models.CheckConstraint(
                name="alone_answered_by_another",
                condition=BY_ANOTHER,
                violation_error_message="You cannot authorise what you have asked for yourself.",
            ),
        ]
        triggers = [
            *Fact.Meta.triggers,
            pgtrigger.Trigger(
                name="authorised_by_another",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func="""
                IF EXISTS (
                    SELECT FROM riskplans_visit WHERE id = NEW.visit_id AND officer_id = NEW.answered_by_id
                ) THEN
                    RAISE EXCEPTION 'Nobody authorises their own visit' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.get_answer_display() or "Waiting for an answer"


class Silence(OfPerson):
    """Nobody heard from an officer alone by `due_at`. Once per time: however often or late it is noticed."""

    SECTION = "visit"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="silences")
    due_at = models.DateTimeField()
    noticed_at = models.DateTimeField()

    class Meta:
        ordering = ["-due_at"]
        constraints = [models.UniqueConstraint(name="silence_once", fields=["visit", "due_at"])]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"silent since {self.due_at}"
