"""The words of agreed actions: value and label in one place."""

from __future__ import annotations

from django.db import models


class ActionState(models.TextChoices):
    """How an action stands. Being overdue is asked of its day, and is no state."""

    PROPOSED = "proposed", "Proposed"
    AGREED = "agreed", "Agreed"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    IN_PROGRESS = "in_progress", "In progress"
    DONE = "done", "Done, to be verified"
    VERIFIED = "verified", "Done and verified"
    CARRIED = "carried", "Carried forward"
    CANCELLED = "cancelled", "Cancelled"

    @property
    def colour(self) -> str:
        return {"done": "blue", "verified": "green", "carried": "orange", "cancelled": "grey"}.get(
            self.value, "yellow"
        )


OPEN = [ActionState.AGREED, ActionState.ACKNOWLEDGED, ActionState.IN_PROGRESS]
# What a later meeting has to settle: whoever did it says so, and somebody else has yet to believe it.
UNSETTLED = [*OPEN, ActionState.DONE]
ENDED = [ActionState.VERIFIED, ActionState.CARRIED, ActionState.CANCELLED]
MOVES: list[tuple[str, str]] = [
    (ActionState.PROPOSED, ActionState.AGREED),
    (ActionState.PROPOSED, ActionState.CANCELLED),
    (ActionState.AGREED, ActionState.ACKNOWLEDGED),
    (ActionState.AGREED, ActionState.IN_PROGRESS),
    (ActionState.ACKNOWLEDGED, ActionState.IN_PROGRESS),
    *((state.value, ActionState.DONE.value) for state in OPEN),
    (ActionState.DONE, ActionState.IN_PROGRESS),  # the evidence did not show it
    (ActionState.DONE, ActionState.VERIFIED),
    *((state.value, ended.value) for state in UNSETTLED for ended in ENDED[1:]),
]


class StepKind(models.TextChoices):
    """What happened to an action."""

    AGREED = "agreed", "Agreed"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    STARTED = "started", "Started"
    DONE = "done", "Reported as done"
    VERIFIED = "verified", "Verified"
    REOPENED = "reopened", "Evidence not accepted"
    CARRIED = "carried", "Carried forward"
    CANCELLED = "cancelled", "Cancelled"
    TO_MANAGER = "to_manager", "Overdue: the owner and their manager were told"
    TO_CONTACT = "to_contact", "Overdue: the agency’s contact was told"
    TO_BOARD = "to_board", "Overdue: the agency’s member of the management board was told"


ENDINGS = [StepKind.VERIFIED, StepKind.CARRIED, StepKind.CANCELLED]
ESCALATIONS = [StepKind.TO_MANAGER, StepKind.TO_CONTACT, StepKind.TO_BOARD]
