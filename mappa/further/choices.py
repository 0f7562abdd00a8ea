"""The words of serious further offences: value and label in one place."""

from __future__ import annotations

from django.db import models


class Charged(models.TextChoices):
    """With what somebody was charged."""

    MURDER = "murder", "Murder"
    ATTEMPTED_MURDER = "attempted_murder", "Attempted murder"
    MANSLAUGHTER = "manslaughter", "Manslaughter"
    RAPE = "rape", "Rape"
    ATTEMPTED_RAPE = "attempted_rape", "Attempted rape"
    OTHER = "other", "Another grave offence"


# The list is recalled from the guidance (section on serious case reviews), and is to be checked against it.
QUALIFYING = (
    Charged.MURDER,
    Charged.ATTEMPTED_MURDER,
    Charged.MANSLAUGHTER,
    Charged.RAPE,
    Charged.ATTEMPTED_RAPE,
)


class ReviewBasis(models.TextChoices):
    """Whether the board has a choice."""

    MANDATORY = "mandatory", "Mandatory"
    DISCRETIONARY = "discretionary", "Discretionary"
