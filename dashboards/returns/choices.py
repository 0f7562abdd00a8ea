"""What a request under the Freedom of Information Act may ask for: whom to count, and by what."""

from __future__ import annotations

from django.db import models


class Measure(models.TextChoices):
    """Who, or what, is counted."""

    REGISTERED = "registered", "Registered sexual offenders, at liberty"
    REGISTERED_INSIDE = "inside", "Registered sexual offenders in custody or detained in hospital"
    MANAGED = "managed", "Everybody managed under MAPPA, at liberty"
    HIGHER = "higher", "People at MAPPA level 2 or 3, at liberty"
    PREVENTION_ORDERS = "prevention", "People with a sexual harm prevention order in force"
    RISK_ORDERS = "risk_orders", "People with a sexual risk order in force"
    MISSING = "missing", "People missing"
    WANTED = "wanted", "People wanted"
    BREACHED = "breached", "People cautioned or convicted for breach of notification in the year to that day"
    ORDERED = "ordered", "People on whom a restrictive order was imposed in the year to that day"
    MOVED = "moved", "People who notified a change in the year to that day"
    TRAVELLED = "travelled", "People who notified travel abroad in the year to that day"


class Dimension(models.TextChoices):
    """By what they are told apart."""

    UNIT = "unit", "Local policing area"
    SEX = "sex", "Sex"
    AGE = "age", "Age"
    ETHNICITY = "ethnicity", "Ethnicity as they define it"
    LEVEL = "level", "Risk level"
    AREA = "area", "MAPPA area"


# First and last age of each band.
AGES: tuple[tuple[int, int | None], ...] = (
    (0, 17),
    (18, 24),
    (25, 34),
    (35, 44),
    (45, 54),
    (55, 64),
    (65, 74),
    (75, None),
)
NOT_RECORDED = "Not recorded"
