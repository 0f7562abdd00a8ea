"""The words of transfers: value and label in one place."""

from __future__ import annotations

from django.db import models


class Answer(models.TextChoices):
    """What became of a transfer."""

    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"
