"""What an officer must know before going: warnings, and whether they are missing or wanted."""

from django.db import models


class WarningKind(models.TextChoices):
    """What staff are warned of. Declared gravest first: the identity bar shows them in this order."""

    ALONE = "alone", "Do not approach alone"
    VIOLENCE = "violence", "Violence towards staff"
    WEAPONS = "weapons", "Weapons"
    DOGS = "dogs", "Dogs at the address"
    ALLEGATIONS = "allegations", "Makes allegations against staff"
    INFECTION = "infection", "Infection risk"
    ESCAPE = "escape", "Escape risk"
    CHILDREN = "children", "Risk to children"
    OTHER = "other", "Another warning"


class SoughtKind(models.TextChoices):
    MISSING = "missing", "Missing: nobody knows where they are"
    WANTED = "wanted", "Wanted: an arrest is needed"

    @property
    def short(self) -> str:
        return self.name.capitalize()


class SoughtEnd(models.TextChoices):
    """How somebody who was missing or wanted stands once they have been found."""

    ARRESTED = "arrested", "Arrested"
    CUSTODY = "custody", "In custody"
    COMPLYING = "complying", "Found, and complying"
    HOSPITAL = "hospital", "In hospital"
    ABROAD = "abroad", "Abroad"
    DIED = "died", "Died"
    WITHDRAWN = "withdrawn", "No longer sought"
