"""An action that a meeting agreed, and everything that happened to it. Neither is ever deleted."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from access.models import OfPerson
from accounts.encryption import EncryptedWordsField
from accounts.models import Agency
from mappa.agreed.choices import ESCALATIONS, MOVES, OPEN, UNSETTLED, ActionState, StepKind
from mappa.models.case import POLICE, CaseReview
from offenders.models import Person
from offenders.models.fact import tracked

_USER = settings.AUTH_USER_MODEL
_BEGINS = """
IF NEW.state <> 'proposed' THEN
    RAISE EXCEPTION 'an action begins by being proposed' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_CARRIED = """
IF NOT EXISTS (
    SELECT FROM mappa_agreedaction WHERE carried_from_id = NEW.id AND person_id = NEW.person_id
) THEN
    RAISE EXCEPTION 'nothing carries this action forward' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


class AgreedActionQuerySet(models.QuerySet["AgreedAction"]):
    def open(self) -> Self:
        """Still to be done."""
        return self.filter(state__in=OPEN)

    def unsettled(self) -> Self:
        """To be done, or done and not verified: a later meeting gives each of these an outcome."""
        return self.filter(state__in=UNSETTLED)

    def overdue(self, today: date) -> Self:
        return self.open().filter(due_on__lt=today)


@tracked
class AgreedAction(OfPerson):
    """Who does what by when, and by what one will know. No agency: the police; no `owner`: whoever `owner_name` names.

    Carried forward, it ends, and another with a later day names it in `carried_from`: the first day stays readable.
    """

    SECTION = "MAPPA action"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="agreed_actions")
    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="actions")
    what = EncryptedWordsField("what is to be done")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="agreed_actions")
    owner_name = models.CharField("who does it", max_length=160, blank=True)
    due_on = models.DateField("by the end of")
    success = EncryptedWordsField("by what will one know that it is done")
    state = models.CharField(max_length=12, choices=ActionState, default=ActionState.PROPOSED)
    evidence = EncryptedWordsField("what shows that it is done", blank=True)
    done_on = models.DateField(null=True)
    ended_why = EncryptedWordsField("why it was carried forward or cancelled", blank=True)
    carried_from = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="carried_to"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    # Whether whoever fetched it reads its words (`mappa.sittings.policies.actions`).
    told: bool

    objects = AgreedActionQuerySet.as_manager()

    class Meta:
        verbose_name = "MAPPA action"
        ordering = ["due_on", "recorded_at"]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state__in=OPEN), name="actions_due"),
            models.Index(fields=["person", "state"], name="actions_of_person"),
        ]
        constraints = [
            models.CheckConstraint(
                name="action_has_an_owner",
                condition=Q(owner__isnull=False) | ~Q(owner_name=""),
                violation_error_message="Say who does it.",
            ),
            models.CheckConstraint(
                name="action_done_with_evidence",
                condition=~Q(state__in=[ActionState.DONE, ActionState.VERIFIED])
                | (Q(done_on__isnull=False) & ~Q(evidence="")),
                violation_error_message="Say what shows that it is done.",
            ),
            models.CheckConstraint(
                name="action_ended_why",
                condition=~Q(state__in=[ActionState.CARRIED, ActionState.CANCELLED]) | ~Q(ended_why=""),
                violation_error_message="Say why.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.FSM(name="action_one_step_at_a_time", field="state", transitions=MOVES),
            pgtrigger.Trigger(
                name="begins_proposed", operation=pgtrigger.Insert, when=pgtrigger.Before, func=_BEGINS
            ),
            pgtrigger.Trigger(
                name="carried_by_another",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition("OLD.state <> NEW.state AND NEW.state = 'carried'"),
                func=_CARRIED,
            ),
            pgtrigger.Protect(
                name="ended_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.state IN ('verified', 'carried', 'cancelled')"),
            ),
            pgtrigger.Protect(
                name="agreed_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state <> 'proposed' AND "
                    "(OLD.what, OLD.agency_id, OLD.owner_id, OLD.owner_name, OLD.due_on, OLD.success, OLD.case_id, "
                    "OLD.person_id, OLD.carried_from_id) IS DISTINCT FROM "
                    "(NEW.what, NEW.agency_id, NEW.owner_id, NEW.owner_name, NEW.due_on, NEW.success, NEW.case_id, "
                    "NEW.person_id, NEW.carried_from_id)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.what)

    @property
    def called(self) -> str:
        """The agency that owes it."""
        return self.agency.name if self.agency else POLICE

    @property
    def who(self) -> str:
        return str(self.owner) if self.owner else self.owner_name

    @property
    def colour(self) -> str:
        return ActionState(self.state).colour

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


@pghistory.track(pghistory.InsertEvent(), attrs={"note": EncryptedWordsField(blank=True)})
class ActionStep(OfPerson):
    """What happened to an action, when and by whom; `by` is empty where Vigil noticed that it was overdue."""

    SECTION = "MAPPA action"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(AgreedAction, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField("what happened", max_length=12, choices=StepKind)
    note = EncryptedWordsField(blank=True)
    since = models.DateField(null=True, help_text="Of an escalation: the day on which it was due.")
    refused = models.PositiveSmallIntegerField(
        default=0, help_text="Of an escalation: how often the evidence had been refused by then."
    )
    at = models.DateTimeField()
    by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "step of a MAPPA action"
        verbose_name_plural = "steps of MAPPA actions"
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                name="escalated_once_a_step",
                fields=["action", "kind", "refused"],
                condition=Q(kind__in=ESCALATIONS),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
