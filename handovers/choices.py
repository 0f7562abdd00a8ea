"""How a handover ended, and how a note was answered."""

from django.db import models


class Outcome(models.TextChoices):
    ACCEPTED = "accepted", "Accepted"
    MOVED = "moved", "Moved by a supervisor"
    STOPPED = "stopped", "Stopped"


class Answer(models.TextChoices):
    ACCEPTED = "accepted", "Accepted"
    RETURNED = "returned", "Returned"
