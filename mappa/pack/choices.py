"""The words of the pack: its blocks in the order in which they are read."""

from __future__ import annotations

from django.db import models


class Part(models.TextChoices):
    """A block of the pack."""

    WHY = "why", "Why here, and what is to be decided"
    RISK = "risk", "Risk"
    CHANGED = "changed", "What has changed"
    ACTIONS = "actions", "Actions agreed before"
    RETURNS = "returns", "What agencies returned"
    PLAN = "plan", "Plan, and its gaps"
    ORDERS = "orders", "Orders and licence"
    VICTIMS = "victims", "Victims and safeguarding"
    DISCLOSURE = "disclosure", "Disclosure"
    LEVEL = "level", "Category and level"
    DATES = "dates", "Dates, notification and visits"
    ATTENDANCE = "attendance", "Who comes"
    QUESTIONS = "questions", "Questions to ask"
