"""The words of orders and licences: value and label in one place."""

from __future__ import annotations

from django.db import models

from offenders.choices import OrderKind


class Purpose(models.TextChoices):
    """What a court is asked for."""

    NEW = "new", "A new order"
    VARY = "vary", "To vary an order"
    RENEW = "renew", "To renew an order"
    DISCHARGE = "discharge", "To discharge an order"
    APPEAL = "appeal", "An appeal against an order"


class ApplicationState(models.TextChoices):
    """How an application stands. It goes forward alone: the database refuses every other step."""

    CONSIDERED = "considered", "Being considered"
    APPLIED = "applied", "Applied for"
    INTERIM = "interim", "Interim order made"
    GRANTED = "granted", "Granted"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"
    DROPPED = "dropped", "Not pursued"

    @property
    def colour(self) -> str:
        return _APPLICATION_COLOURS.get(self, "grey")


_APPLICATION_COLOURS = {
    ApplicationState.CONSIDERED: "yellow",
    ApplicationState.APPLIED: "blue",
    ApplicationState.INTERIM: "purple",
    ApplicationState.GRANTED: "green",
}
OPEN_APPLICATIONS = [ApplicationState.CONSIDERED, ApplicationState.APPLIED, ApplicationState.INTERIM]
BEFORE_COURT = [ApplicationState.APPLIED, ApplicationState.INTERIM]
# From which state to which: the trigger's own list.
STEPS: list[tuple[str, str]] = [
    (ApplicationState.CONSIDERED, ApplicationState.APPLIED),
    (ApplicationState.CONSIDERED, ApplicationState.DROPPED),
    (ApplicationState.APPLIED, ApplicationState.INTERIM),
    *[
        (before, after)
        for before in BEFORE_COURT
        for after in (ApplicationState.GRANTED, ApplicationState.REFUSED, ApplicationState.WITHDRAWN)
    ],
]
INTERIM_OF = {
    OrderKind.SHPO: OrderKind.INTERIM_SHPO,
    OrderKind.SRO: OrderKind.INTERIM_SRO,
    OrderKind.VOO: OrderKind.INTERIM_VOO,
}
# What a force applies for today; older kinds still run, and are varied, but are not made any more.
APPLIED_FOR = [
    OrderKind.SHPO,
    OrderKind.SRO,
    OrderKind.VOO,
    OrderKind.STALKING,
    OrderKind.DAPO,
    OrderKind.DVPO,
    OrderKind.CBO,
    OrderKind.STPO,
    OrderKind.STRO,
    OrderKind.SCPO,
    OrderKind.RESTRAINING,
    OrderKind.OTHER,
]


class Served(models.TextChoices):
    """How an order was given to the person."""

    COURT = "court", "In person, at court"
    OFFICER = "officer", "In person, by an officer"
    PRISON = "prison", "In person, in prison or hospital"
    POST = "post", "By post"
    SOLICITOR = "solicitor", "Through their solicitor"
    OTHER = "other", "In another way"


class Looked(models.TextChoices):
    """How a condition was checked."""

    SPOKE = "spoke", "Spoke to them"
    DEVICE = "device", "Examined a device"
    SOFTWARE = "software", "Looked at monitoring software"
    SYSTEMS = "systems", "Looked at police systems"
    OPEN_SOURCE = "open_source", "Looked at open sources"
    AGENCY = "agency", "Asked another agency"
    FAMILY = "family", "Asked somebody close to them"
    TAG = "tag", "Electronic monitoring: the provider’s report"
    SURVEILLANCE = "seen", "Saw for myself, away from a visit"
    OTHER = "other", "In another way"


class OrderState(models.TextChoices):
    """How an order stands on a day: asked of its dates, never stored."""

    MADE = "made", "Made, service not shown"
    LIVE = "live", "Live"
    EXPIRING = "expiring", "Ends soon"
    EXPIRED = "expired", "Expired"
    DISCHARGED = "discharged", "Discharged"

    @property
    def colour(self) -> str:
        return {"made": "orange", "live": "green", "expiring": "yellow"}.get(self.value, "grey")

    @property
    def is_over(self) -> bool:
        return self in (OrderState.EXPIRED, OrderState.DISCHARGED)


class LicenceState(models.TextChoices):
    """How a licence stands on a day: asked of its dates, never stored."""

    PRE_RELEASE = "pre_release", "Before release"
    LIVE = "live", "Live"
    EXPIRING = "expiring", "Ends soon"
    RECALL_REQUESTED = "requested", "Recall requested"
    REVOKED = "revoked", "Revoked: at large"
    IN_CUSTODY = "in_custody", "Recalled, in custody"
    RELEASED_AGAIN = "re_released", "Released again"
    ENDED = "ended", "Ended"

    @property
    def colour(self) -> str:
        return {
            "live": "green",
            "expiring": "yellow",
            "pre_release": "blue",
            "requested": "orange",
            "revoked": "red",
            "in_custody": "purple",
        }.get(self.value, "grey")

    @property
    def is_over(self) -> bool:
        return self in (LicenceState.RELEASED_AGAIN, LicenceState.ENDED)


class LicenceStep(models.TextChoices):
    """What can happen to a licence; the value stands in addresses."""

    WARNING = "warning", "Record a warning"
    REQUESTED = "recall", "Record that recall was requested"
    REVOKED = "revoked", "Record that the licence was revoked"
    RETURNED = "returned", "Record the return to custody"
    RELEASED = "released", "Record a release after recall"
    ENDED = "ended", "Record that the licence has ended"

    @property
    def column(self) -> str:
        """Where the licence keeps the day of this step."""
        return {
            "recall": "recall_requested_on",
            "revoked": "revoked_on",
            "returned": "returned_on",
            "ended": "ends_on",
        }[self.value]
