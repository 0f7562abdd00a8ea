"""How the contacts came about that officers log, and what followed."""

from django.db import models


class ContactKind(models.TextChoices):
    """How the contact came about. A home visit is none: it is recorded as a visit."""

    CALL = "call", "Telephone call"
    MESSAGE = "message", "Message"
    EMAIL = "email", "E-mail"
    LETTER = "letter", "Letter"
    OFFICE_VISIT = "office_visit", "Visit to the office"
    MEETING = "meeting", "Meeting"
    THIRD_PARTY = "third_party", "Somebody else, about them"


class ContactDirection(models.TextChoices):
    FROM_THEM = "in", "They came to us"
    TO_THEM = "out", "We went to them"


class ContactOutcome(models.TextChoices):
    """What follows. Always said: a log that does not say it cannot be counted."""

    NOTHING = "nothing", "Nothing further"
    NOT_REACHED = "not_reached", "Not reached"
    APPOINTMENT = "appointment", "Appointment made"
    FOLLOW_UP = "follow_up", "Something to be done"
    CONCERN = "concern", "Raises a concern"

    @property
    def colour(self) -> str:
        return {"concern": "red", "follow_up": "yellow", "not_reached": "orange"}.get(self.value, "grey")
