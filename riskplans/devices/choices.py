"""The words of examining and monitoring devices: value and label in one place."""

from __future__ import annotations

from django.db import models


class ProductUse(models.TextChoices):
    """What a product is for."""

    MONITORING = "monitoring", "Monitoring"
    EXAMINATION = "examination", "Examination"


class Authority(models.TextChoices):
    """What allows a device to be examined."""

    ORDER = "order", "A condition of their order"
    LICENCE = "licence", "A condition of their licence"
    CONSENT = "consent", "Their consent"
    WARRANT = "warrant", "A warrant"
    SEIZURE = "seizure", "Seized under PACE (section 19)"


class Depth(models.TextChoices):
    TRIAGE = "triage", "Triage: a quick look on the spot"
    FULL = "full", "Full examination"


class ExamResult(models.TextChoices):
    """What an examination came to."""

    CLEAR = "clear", "Clear"
    CONCERN = "concern", "Concern"
    SEIZED = "seized", "Seized"

    @property
    def colour(self) -> str:
        return {"clear": "green", "concern": "orange", "seized": "red"}[self.value]


class AlertCategory(models.TextChoices):
    """What the product says that it noticed."""

    IMAGE = "image", "An image"
    SEARCH = "search", "Words searched for or typed"
    CHAT = "chat", "A conversation"
    CHILD = "child", "Contact with a child"
    SITE = "site", "A site or app that is not allowed"
    TAMPERED = "tampered", "Tampering, or monitoring switched off"
    OTHER = "other", "Something else"


class AlertState(models.TextChoices):
    """How an alert stands. It goes forward alone: the database refuses every other step."""

    NEW = "new", "Not acknowledged"
    TAKEN = "taken", "Acknowledged"
    FALSE = "false", "False positive"
    CONCERN = "concern", "Concern"
    BREACH = "breach", "Breach"

    @property
    def colour(self) -> str:
        return {"new": "red", "taken": "yellow", "false": "grey", "concern": "orange", "breach": "red"}[
            self.value
        ]


OPEN_ALERTS = [AlertState.NEW, AlertState.TAKEN]
CONFIRMED = [AlertState.CONCERN, AlertState.BREACH]
TRIAGED = [AlertState.FALSE, *CONFIRMED]
# From which state to which: the trigger's own list. What was a concern may prove to be a breach.
ALERT_STEPS: list[tuple[AlertState, AlertState]] = [
    (AlertState.NEW, AlertState.TAKEN),
    *((AlertState.TAKEN, after) for after in TRIAGED),
    (AlertState.CONCERN, AlertState.BREACH),
]


class Stands(models.TextChoices):
    """How a device stands in one word: asked of its entries and of the day, never stored."""

    DECLARED = "declared", "Declared"
    FOUND = "found", "Found, not declared"
    VERIFIED = "verified", "Verified"
    INSTALL_DUE = "install_due", "Install due"
    MONITORED = "monitored", "Monitored"
    NOT_REPORTING = "not_reporting", "Not reporting"
    CLEAR = "clear", "Examined: clear"
    CONCERN = "concern", "Examined: concern"
    SEIZED = "seized", "Seized"
    RETURNED = "returned", "Returned"
    DESTROYED = "destroyed", "Destroyed"
    DISPOSED = "disposed", "Disposed of"
    LOST = "lost", "Lost"

    @property
    def colour(self) -> str:
        return _COLOURS.get(self, "grey")


_COLOURS = {
    Stands.FOUND: "red",
    Stands.INSTALL_DUE: "yellow",
    Stands.MONITORED: "green",
    Stands.NOT_REPORTING: "red",
    Stands.CLEAR: "green",
    Stands.CONCERN: "orange",
    Stands.SEIZED: "purple",
    Stands.VERIFIED: "blue",
}
