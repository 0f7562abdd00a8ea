"""The words of transfers: value and label in one place."""

from __future__ import annotations

from django.db import models


class Answer(models.TextChoices):
    """What became of a transfer."""

    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"
    CLOSED = "closed", "Closed without an answer"


# What somebody answers. Closed is what has no case left to hand over, and nobody answers it.
GIVEN = (Answer.ACCEPTED, Answer.REFUSED, Answer.WITHDRAWN)
