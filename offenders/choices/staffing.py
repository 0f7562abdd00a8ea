"""What is kept of those who manage people: what they were trained in, and why a row about it was taken back."""

from django.db import models


class Course(models.TextChoices):
    """What an officer was trained in. The first is what makes them an accredited offender manager."""

    MOSOVO = "mosovo", "MOSOVO course (nationally accredited)"
    ARMS = "arms", "ARMS assessment"
    STATIC = "static", "RM2000 or OSP"
    POLYGRAPH = "polygraph", "Polygraph awareness"
    VISOR = "visor", "ViSOR"
    SHARING = "sharing", "Sharing and disclosure"
    OTHER = "other", "Another course"


class Mistake(models.TextChoices):
    """Why a training or a screening was taken back. Chosen and not written, so that nothing is said of health."""

    WRONG_DAY = "day", "The day was wrong"
    WRONG_OFFICER = "officer", "It was another officer"
    WRONG_ENTRY = "entry", "Something else in it was wrong"
    NOT_HELD = "not_held", "It did not take place"
