"""The manager reads, and says whether the plan changes."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import User
from diary.actions import finish_task, set_task
from diary.models import Task
from intelligence import signals
from intelligence.actions.linking import SOURCE
from intelligence.choices import Assessment
from intelligence.due import read_by
from intelligence.models import Concern, Link
from offenders.actions.guards import reachable

PLAN_SOURCE = "intelligence/plan"
PLAN_TITLE = "Review the plan after intelligence"


def assess(
    actor: User, *, link: Link, version: int, assessment: Assessment, note: str, now: datetime
) -> Link:
    """Say what reading it has shown; the task to read it is done by that.

    `PLAN` sets a task to review the plan. `NOT_THEM` takes it off this person: a concern goes back to be triaged.
    Raises PermissionDenied, Stale, or ValidationError: without a note. The same answer by the same person twice is one.
    """
    note = note.strip()
    if not note:
        raise ValidationError(
            {"note": "Say how you come to that: whoever reads the record later needs to know."}
        )
    with recording(actor, "assess intelligence"):
        person = reachable(actor, link.person, Capability.RECORD, now.date())
        current = lock(link)
        if (current.assessment, current.assessed_by_id) == (assessment, actor.pk):
            return current
        lock(current, expected_version=version)
        if current.assessed_at is not None:
            raise ValidationError("Somebody has assessed this already.", code="assessed")
        current.assessment, current.assessment_note = assessment, note
        current.assessed_at, current.assessed_by = now, actor
        if assessment == Assessment.NOT_THEM:
            current.voided_at = now
            _back_to_triage(current)
        current.version += 1
        current.save()
        task = Task.objects.open().filter(person=person, source=f"{SOURCE}:{link.pk}").first()
        if task:
            # More readers know of a task than of intelligence: it is told the answer, never the note.
            finish_task(actor, task=task, version=task.version, note=f"{assessment.label}.", now=now)
        if assessment == Assessment.PLAN:
            _question_plan(actor, current, now)
    return current


def _question_plan(actor: User, link: Link, now: datetime) -> None:
    signals.plan_questioned.send(Link, link=link, now=now)
    set_task(
        actor,
        person=link.person,
        title=PLAN_TITLE,
        due_on=read_by(link.person.force_id, now.date()),
        source=f"{PLAN_SOURCE}:{link.pk}",
        detail=f"Assessed: {link}.",
        now=now,
    )


def _back_to_triage(link: Link) -> None:
    if link.concern_id is None:
        return
    concern = lock(Concern.objects.get(pk=link.concern_id))
    concern.settled, concern.settled_at, concern.settled_by = "", None, None
    concern.settled_note = "The manager to whom it was passed says that it is about somebody else."
    concern.version += 1
    concern.save(update_fields=["settled", "settled_at", "settled_by", "settled_note", "version"])
