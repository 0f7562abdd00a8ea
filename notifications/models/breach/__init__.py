"""A suspected breach and what came of it: the checks, what is proved, the decisions."""

from __future__ import annotations

from notifications.models.breach.case import ABOUT_CHILDREN, Breach
from notifications.models.breach.checked import BreachCheck, BreachElement
from notifications.models.breach.decided import BreachDecision

__all__ = ["ABOUT_CHILDREN", "Breach", "BreachCheck", "BreachDecision", "BreachElement"]
