"""Whom a record is about: what kind, at which level they are managed, and how a record comes to its end."""

from django.db import models


class PersonKind(models.TextChoices):
    """Why Vigil holds a record; `pdp` has no conviction and is never called an offender."""

    REGISTERED_SEXUAL_OFFENDER = "rso", "Registered sexual offender"
    VIOLENT = "violent", "Violent offender"
    OTHER_DANGEROUS = "category_3", "Other dangerous offender"
    TERRORIST = "category_4", "Terrorist or terrorist-risk offender"
    POTENTIALLY_DANGEROUS = "pdp", "Potentially dangerous person"


class Sex(models.TextChoices):
    MALE = "male", "Male"
    FEMALE = "female", "Female"
    UNKNOWN = "unknown", "Not known"


class ManagementLevel(models.TextChoices):
    """The level that drives visits. Declared highest first: `order` sorts lists by it."""

    VERY_HIGH = "very_high", "Very high"
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"
    UNASSESSED = "unassessed", "Not assessed: treat as high"

    @property
    def word(self) -> str:
        """For a tag, a heading, a cell of a list or a file: two words at most."""
        return "Not assessed" if self is ManagementLevel.UNASSESSED else str(self.label)

    @property
    def colour(self) -> str:
        return _LEVEL_COLOURS[self]

    @property
    def order(self) -> int:
        """0 is seen first. An unassessed person is treated as high until somebody has assessed them."""
        return _LEVEL_ORDER[self]


_LEVEL_COLOURS = {
    ManagementLevel.VERY_HIGH: "red",
    ManagementLevel.HIGH: "orange",
    ManagementLevel.MEDIUM: "yellow",
    ManagementLevel.LOW: "green",
    ManagementLevel.UNASSESSED: "grey",
}


_LEVEL_ORDER = {
    ManagementLevel.VERY_HIGH: 0,
    ManagementLevel.HIGH: 1,
    ManagementLevel.UNASSESSED: 1,
    ManagementLevel.MEDIUM: 2,
    ManagementLevel.LOW: 3,
}


class MappaCategory(models.TextChoices):
    ONE = "1", "1: registered sexual offender"
    TWO = "2", "2: violent or other sexual offender"
    THREE = "3", "3: other dangerous offender"
    FOUR = "4", "4: terrorist or terrorist-risk offender"


class MappaLevel(models.TextChoices):
    ONE = "1", "1: one agency manages"
    TWO = "2", "2: agencies meet"
    THREE = "3", "3: agencies meet, with senior staff"


class LeadAgency(models.TextChoices):
    """The agency that leads on managing the person's risk (MAPPA guidance)."""

    POLICE = "police", "Police"
    PROBATION = "probation", "Probation Service"
    PRISON = "prison", "Prison Service"
    YOUTH = "youth", "Youth justice service"
    HEALTH = "health", "Mental health trust"


class GoneKind(models.TextChoices):
    DECEASED = "deceased", "Died"
    DEPORTED = "deported", "Deported"


class ArchiveReason(models.TextChoices):
    """Why a record is no longer worked on."""

    NO_LONGER_MANAGED = "not_managed", "No longer managed"
    DECEASED = "deceased", "Died"
    ERRONEOUS = "erroneous", "Opened in error"


class AwayKind(models.TextChoices):
    """Why an officer is not there. No more than that is kept: what is behind it is no business of Vigil's."""

    LEAVE = "leave", "Leave"
    TRAINING = "training", "Training"
    SICKNESS = "sickness", "Sickness"
    OTHER = "other", "Other duties"
