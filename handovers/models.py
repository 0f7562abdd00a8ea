"""A handover, asked for by a supervisor; and the notes written for it, each accepted or returned."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from access.models import OfPerson
from accounts.encryption import EncryptedTextField
from handovers import rules
from handovers.choices import Answer, JointVisit, Outcome
from offenders.models import Assignment, Person
from offenders.models.fact import tracked

_BY_RECEIVER = f"""
IF NOT EXISTS (
    SELECT FROM handovers_handover WHERE id = NEW.handover_id AND receiver_id = NEW.answered_by_id AND outcome = ''
) THEN
    RAISE EXCEPTION 'a note is answered by who receives the person' USING ERRCODE = 'check_violation';
END IF;
IF NEW.answer = 'accepted' AND NEW.joint_visit = '' AND EXISTS (
    SELECT FROM offenders_person WHERE id = NEW.person_id AND management_level IN {rules.TOGETHER}
) THEN
    RAISE EXCEPTION 'at high risk the two see the person together' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""  # noqa: S608 - of levels alone
# Whoever has the person now got them in the same moment, for this handover and no other reason.
_SWITCHED = """
IF NEW.assignment_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM offenders_assignment WHERE id = NEW.assignment_id AND person_id = NEW.person_id
        AND manager_id = NEW.receiver_id AND recorded_at = NEW.settled_at
) THEN
    RAISE EXCEPTION 'the person moves in the moment the handover ends' USING ERRCODE = 'check_violation';
END IF;
IF NEW.outcome = 'accepted' AND NOT EXISTS (
    SELECT FROM handovers_note WHERE handover_id = NEW.id AND answer = 'accepted'
) THEN
    RAISE EXCEPTION 'no note of this handover was accepted' USING ERRCODE = 'check_violation';
END IF;
IF NEW.outcome = 'accepted' AND NEW.settled_by_id IN (NEW.giver_id, NEW.receiver_id) AND EXISTS (
    SELECT FROM handovers_note WHERE handover_id = NEW.id AND answer = 'accepted' AND joint_visit <> ''
) THEN
    RAISE EXCEPTION 'at high risk a supervisor confirms the handover' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_MOVED = [Outcome.ACCEPTED, Outcome.MOVED]
_ASKED = ["person", "giver", "receiver", "why", "asked_at", "asked_by", "submission", "over_why"]
# Written out, because an encrypted column is not compared by its name; rotating the keys passes triggers by.
_WRITTEN = "person_id handover_id round matters first risks people unwritten ahead written_at written_by_id submission"
_REWRITTEN = "(({}) IS DISTINCT FROM ({}))".format(
    *(", ".join(f"{row}.{column}" for column in _WRITTEN.split()) for row in ("OLD", "NEW"))
)


class HandoverQuerySet(models.QuerySet["Handover"]):
    def open(self) -> HandoverQuerySet:
        """Those that still wait: not settled, and the giver is the manager still."""
        current = Assignment.objects.filter(
            person=OuterRef("person"), manager=OuterRef("giver"), ends_on__isnull=True
        )
        return self.filter(Exists(current), outcome="")

    def with_note(self) -> HandoverQuerySet:
        """Adds `note_waits`: a note has been written that nobody has answered; and `note_accepted`."""
        notes = Note.objects.filter(handover=OuterRef("pk"))
        return self.annotate(
            note_waits=Exists(notes.filter(answer="")),
            note_accepted=Exists(notes.filter(answer=Answer.ACCEPTED)),
        )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Handover(OfPerson):
    """The person is to move from one manager to another. Until it is accepted, or a supervisor decides, they stay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="handovers")
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=500)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # The form's own number, as on a fact; of a form that asks for several people, each has one made from it.
    submission = models.UUIDField(null=True, unique=True, editable=False)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_because = models.CharField("why a supervisor decided", max_length=500, blank=True)
    over_why = models.CharField(
        "why to them, though their caseload is full", max_length=500, blank=True, default="", db_default=""
    )
    assignment = models.OneToOneField(
        Assignment, null=True, on_delete=models.PROTECT, help_text="What it led to.", related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_handover_at_a_time",
                fields=["person"],
                condition=Q(outcome=""),
                violation_error_message="This person is being handed over already.",
            ),
            models.CheckConstraint(
                name="handover_to_another",
                condition=~Q(giver=F("receiver")),
                violation_error_message="Choose another officer: they are the manager already.",
            ),
            models.CheckConstraint(
                name="handover_settled_whole",
                condition=Q(
                    outcome="",
                    settled_at__isnull=True,
                    settled_by__isnull=True,
                    settled_because="",
                    assignment__isnull=True,
                )
                | (
                    Q(outcome__in=Outcome.values, settled_at__isnull=False, settled_by__isnull=False)
                    & (Q(outcome__in=_MOVED) | Q(assignment__isnull=True))
                    & (~Q(outcome__in=_MOVED) | Q(assignment__isnull=False))
                    & (Q(outcome=Outcome.ACCEPTED) | ~Q(settled_because=""))
                ),
                violation_error_message="A handover that ended says how, when, by whom and, by a supervisor, why.",
            ),
        ]
        indexes = [
            models.Index(fields=["giver"], condition=Q(outcome=""), name="handover_given"),
            models.Index(fields=["receiver"], condition=Q(outcome=""), name="handover_received"),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="asked_once", fields=_ASKED),
            pgtrigger.Protect(
                name="settled_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.outcome <> ''"),
            ),
            pgtrigger.Trigger(
                name="switched_at_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.outcome <> NEW.outcome"),
                func=_SWITCHED,
            ),
        ]

    def __str__(self) -> str:
        return f"handover of {self.person_id}"


@tracked
class Note(OfPerson):
    """What the giver tells the next manager. Returned, it stays beside the next one; nothing in it is changed."""

    SECTION = "handover note"
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="notes")
    round = models.PositiveSmallIntegerField(help_text="1 for the first note, 2 for the one after a return.")
    matters = EncryptedTextField("what matters most")
    first = EncryptedTextField("what must be done first")
    risks = EncryptedTextField("risks to others, and to staff")
    people = EncryptedTextField("who lives there and who matters to them")
    unwritten = EncryptedTextField("what is written down nowhere", blank=True)
    ahead = models.JSONField(
        "what was due", help_text="[{title, last, task}] as the diary stood when it was written."
    )
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(null=True, unique=True, editable=False)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    missing = models.CharField("what is missing", max_length=1000, blank=True)
    joint_visit = models.CharField(
        max_length=8, choices=JointVisit, blank=True, help_text="Said with acceptance, at high risk."
    )
    joint_visit_on = models.DateField("day of the joint visit", null=True, blank=True)
    joint_visit_why = models.CharField("why there is no joint visit", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "handover note"
        ordering = ["-round"]
        constraints = [
            models.UniqueConstraint(name="one_note_a_round", fields=["handover", "round"]),
            models.UniqueConstraint(
                name="one_note_waits",
                fields=["handover"],
                condition=~Q(answer=Answer.RETURNED),
                violation_error_message="A note has been written already, and waits to be accepted.",
            ),
            models.CheckConstraint(
                name="note_answered_whole",
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True, missing="")
                | (
                    Q(answer__in=Answer.values, answered_at__isnull=False, answered_by__isnull=False)
                    & (Q(answer=Answer.ACCEPTED) | ~Q(missing=""))
                ),
                violation_error_message="A note that is returned says what is missing.",
            ),
            models.CheckConstraint(
                name="joint_visit_whole",
                condition=Q(joint_visit="", joint_visit_on__isnull=True, joint_visit_why="")
                | (
                    Q(answer=Answer.ACCEPTED)
                    & (
                        Q(
                            joint_visit__in=[JointVisit.PLANNED, JointVisit.MADE],
                            joint_visit_on__isnull=False,
                            joint_visit_why="",
                        )
                        | (
                            Q(joint_visit=JointVisit.NONE, joint_visit_on__isnull=True)
                            & ~Q(joint_visit_why="")
                        )
                    )
                ),
                violation_error_message="A joint visit has its day; where there is none, say why.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="written_once", operation=pgtrigger.Update, condition=pgtrigger.Condition(_REWRITTEN)
            ),
            pgtrigger.Protect(
                name="answered_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.answer <> ''"),
            ),
            pgtrigger.Trigger(
                name="answered_by_receiver",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.answer <> NEW.answer"),
                func=_BY_RECEIVER,
            ),
        ]

    def __str__(self) -> str:
        return f"note {self.round}"

    @property
    def due(self) -> list[dict[str, Any]]:
        """What was due when it was written, with the days as dates."""
        return [{**each, "last": date.fromisoformat(each["last"])} for each in self.ahead]
