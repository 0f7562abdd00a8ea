"""The words of what partner agencies are shown: value and label in one place."""

from __future__ import annotations

from django.db import models

from mappa.sittings.choices import Body

# Who hears what is said of victims, children and staff, and who of health and vulnerability: everybody else hears
# neither, whoever would release it. Where a victim is, no other agency hears at all.
HEARS_OF_VICTIMS = frozenset({Body.PROBATION, Body.VICTIMS, Body.CHILDREN, Body.ADULTS, Body.YOUTH})
HEARS_OF_HEALTH = frozenset({Body.PROBATION, Body.PRISON, Body.HEALTH, Body.ADULTS, Body.YOUTH})
# Who is asked what a victim's safety needs.
SPEAKS_FOR_VICTIMS = frozenset({Body.PROBATION, Body.VICTIMS, Body.CHILDREN, Body.ADULTS})


class PackBlock(models.TextChoices):
    """The blocks of a locked pack that may be shown to an agency: what it rests on, and nobody else's words."""

    WHY = "why", "Why here, and what is to be decided"
    RISK = "risk", "Risk"
    PLAN = "plan", "Plan, and its gaps"
    ORDERS = "orders", "Orders and licence"
    LEVEL = "level", "Category and level"
    DATES = "dates", "Dates, notification and visits"
