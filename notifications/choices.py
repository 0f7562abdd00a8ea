"""Values and labels of what the police were told."""

from django.db import models


class Section(models.TextChoices):
    """Under which provision of Part 2 it was given; the statute engine's own names."""

    INITIAL = "83(1)", "Initial notification (s.83(1))"
    CHANGE = "84(1)", "Notification of a change (s.84(1))"
    NON_OCCURRENCE = "84(4)(b)", "A change that did not happen (s.84(4)(b))"
    PERIODIC = "85(1)", "Periodic notification (s.85(1))"
    TRAVEL = "86(2)", "Travel abroad (s.86(2))"
    RETURN = "86(3)", "Return from abroad (s.86(3))"


class HomeNotified(models.TextChoices):
    """Which limb of s.83(7) the home address notified falls under: the next date turns on it (s.85(5))."""

    RESIDENCE = "residence", "A residence"
    NO_FIXED_ABODE = "no_fixed_abode", "A place where they can regularly be found"
