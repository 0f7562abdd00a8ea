"""What is proposed of a list, and how a proposed change was decided."""

from django.db import models


class Decision(models.TextChoices):
    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"
    TAKEN_BACK = "taken_back", "Taken back"


class CountryChangeKind(models.TextChoices):
    """What becomes of a country on the list of those that are a high risk to travel to."""

    ADD = "add", "Put on the list"
    REMOVE = "remove", "Take off the list"
