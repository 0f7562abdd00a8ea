"""A case handed from one MAPPA area to another."""

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
from mappa.transfers import rules
from mappa.transfers.choices import Answer
from offenders.choices import LeadAgency
from offenders.models import Person
from offenders.models.fact import tracked
from riskplans.models import Plan

_USER = settings.AUTH_USER_MODEL
# By the end of its transaction, the area is responsible that accepted.
_MOVED = """
IF NOT EXISTS (
    SELECT FROM offenders_mappastatus
    WHERE person_id = NEW.person_id AND area = NEW.to_area AND voided_at IS NULL AND recorded_at = NEW.answered_at
) THEN
    RAISE EXCEPTION 'the area that accepted is not responsible' USING ERRCODE = 'check_violation';
END IF;
RETURN NULL;
"""
# What was asked, and what went with it, stays as it was until the answer and after.
_ASKED = (
    "id person_id from_area to_area outside why report assembled plan_id lead_agency lead_office due_on asked_at"
    " asked_by_id submission"
)
_REASKED = "(({}) IS DISTINCT FROM ({}))".format(
    *(", ".join(f"{row}.{column}" for column in _ASKED.split()) for row in ("OLD", "NEW"))
)


class TransferQuerySet(models.QuerySet["Transfer"]):
    def waiting(self) -> Self:
        """At most one a person."""
        return self.filter(answer="")


@tracked
class Transfer(OfPerson):
    """One area asks another to take a case on. Until it accepts, the first stays responsible, and no clock moves.

    `outside`: the other area is another force's, where nobody signs in here; its answer is recorded by who asked, with
    what shows it. `assembled` is what the record said then, as JSON: the plan in force and the open actions.
    """

    SECTION = "MAPPA transfer"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mappa_transfers")
    from_area = models.CharField("from area", max_length=80)
    to_area = models.CharField("to area", max_length=80)
    outside = models.BooleanField("another force’s area", default=False)
    why = models.CharField("why it is handed over", max_length=1000)
    report = EncryptedTextField("handover report")
    assembled = EncryptedTextField(help_text="What the record said then, as JSON.")
    plan = models.ForeignKey(Plan, null=True, on_delete=models.PROTECT, related_name="+")
    lead_agency = models.CharField("lead agency there", max_length=12, choices=LeadAgency)
    lead_office = models.CharField("lead office there", max_length=120, blank=True)
    due_on = models.DateField("to be answered by")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answer_why = models.CharField("reasons", max_length=1000, blank=True)
    said_by = models.CharField("who answered there: name and role", max_length=160, blank=True)
    evidence = models.CharField("what shows the answer", max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = "transfer to another MAPPA area"
        verbose_name_plural = "transfers to other MAPPA areas"
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_transfer_waiting",
                fields=["person"],
                condition=Q(answer=""),
                violation_error_message="A transfer waits for an answer already.",
            ),
            models.CheckConstraint(
                name="transfer_to_another_area",
                condition=~Q(from_area=F("to_area")),
                violation_error_message="They are managed in that area already.",
            ),
            models.CheckConstraint(
                name="transfer_answered_whole",
                condition=Q(answer="", answer_why="", answered_at__isnull=True, answered_by__isnull=True)
                | (
                    Q(answered_at__isnull=False, answered_by__isnull=False)
                    & ~Q(answer="")
                    & ~Q(answer_why="")
                ),
                violation_error_message="An answer says who gave it, when, and why.",
            ),
            models.CheckConstraint(
                name="transfer_answered_there",
                condition=Q(answer__in=["", Answer.WITHDRAWN, Answer.CLOSED])
                | Q(outside=False) & ~Q(answered_by=F("asked_by"))
                | Q(outside=True) & ~Q(said_by="") & ~Q(evidence=""),
                violation_error_message="The receiving area answers; for another force’s, say who did and what shows "
                "it.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="asked_once", operation=pgtrigger.Update, condition=pgtrigger.Condition(_REASKED)
            ),
            pgtrigger.Protect(
                name="answered_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.answer <> ''"),
            ),
            pgtrigger.Trigger(
                name="moves_as_accepted",
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Condition("OLD.answer <> NEW.answer AND NEW.answer = 'accepted'"),
                func=_MOVED,
            ),
        ]

    def __str__(self) -> str:
        return f"From {self.from_area} to {self.to_area}"

    @property
    def kept(self) -> dict[str, Any]:
        """What the record said when it was asked for."""
        found: dict[str, Any] = json.loads(self.assembled)
        return found

    @property
    def spoken(self) -> dict[str, Any]:
        """The same, its days in words."""
        return rules.spoken(self.kept)

    @property
    def colour(self) -> str:
        return {"": "yellow", "accepted": "green", "refused": "red"}.get(self.answer, "grey")
