"""How a handover ended, how a note was answered, and whether the two went together."""

from django.db import models


class Outcome(models.TextChoices):
    ACCEPTED = "accepted", "Accepted"
    MOVED = "moved", "Moved by a supervisor"
    STOPPED = "stopped", "Stopped"


class Answer(models.TextChoices):
    ACCEPTED = "accepted", "Accepted"
    RETURNED = "returned", "Returned"


class JointVisit(models.TextChoices):
    """Whether giver and receiver see the person together, who is at high or very high risk."""

    PLANNED = "planned", "Planned"
    MADE = "made", "Made"
    NONE = "none", "None"
