"""States a duty may be noticed in, and when somebody wants to be written to."""

from django.db import models


class FlagState(models.TextChoices):
    """What the sweep noticed. Each state begins on one day that follows from the duty's dates alone."""

    AHEAD_56 = "ahead_56", "Due in 8 weeks"
    AHEAD_28 = "ahead_28", "Due in 4 weeks"
    AHEAD_7 = "ahead_7", "Due in a week"
    DUE = "due", "Due"
    OVERDUE = "overdue", "Overdue"


DAYS_AHEAD = {FlagState.AHEAD_56: 56, FlagState.AHEAD_28: 28, FlagState.AHEAD_7: 7}


class MailMode(models.TextChoices):
    """When a user is written to."""

    EACH = "each", "As it happens"
    DAILY = "daily", "One e-mail a day"
    NONE = "none", "No e-mail"
