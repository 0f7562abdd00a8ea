"""The words of the review before notification ends: value and label in one place."""

from __future__ import annotations

from django.db import models


class After(models.TextChoices):
    """What is to become of somebody whose notification requirements have ended."""

    CLOSE = "close", "Close the record"
    KEEP = "keep", "Go on managing them"


class Check(models.TextChoices):
    """What a supervisor has looked at before they approve: each of them (practice, 1.3)."""

    DATE = "date", "The day on which notification ends was verified against the sentence"
    ORDERS = "orders", "No order or licence still in force is lost sight of"
    RISK = "risk", "The risk at the end is assessed, and whoever must know is told"
