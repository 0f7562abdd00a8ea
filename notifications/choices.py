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


class ChangeKind(models.TextChoices):
    """Changes that an officer records as such; the statute engine's own names."""

    STAY = "stay", "Stayed at another address in the UK"
    CHILD_HOUSEHOLD_STAY = (
        "child_household_stay",
        "Stayed in a household where someone under 18 lives or stays",
    )
    CHILD_HOUSEHOLD_RESIDENCE = (
        "child_household_residence",
        "Began to live in a household where someone under 18 lives or stays",
    )
    CHILD_HOUSEHOLD_CEASED = "child_household_ceased", "Stopped living or staying in such a household"
    ACCOUNT_OPENED = "account_opened", "Opened a bank or credit account"
    ACCOUNT_CLOSED = "account_closed", "Closed a bank or credit account"
    CARD_OBTAINED = "card_obtained", "Obtained a debit or credit card"
    CARD_NO_LONGER_HELD = "card_no_longer_held", "No longer holds a debit or credit card"
    FINANCE_ALTERED = "financial_information_altered", "Other notified financial information changed"
    IDENTITY_DOCUMENT_OBTAINED = "identity_document_obtained", "Obtained a passport or identity document"
    IDENTITY_DOCUMENT_CEASED = "identity_document_ceased", "No longer holds a passport or identity document"
    NAME_INTENDED = "name_intended", "Intends to use a new name"
    ABSENCE_INTENDED = "absence_intended", "Intends to be away from home"


# What such a change is about in detail (a bank, a number) is read by those who read finance alone.
FINANCE_KINDS = [
    ChangeKind.ACCOUNT_OPENED,
    ChangeKind.ACCOUNT_CLOSED,
    ChangeKind.CARD_OBTAINED,
    ChangeKind.CARD_NO_LONGER_HELD,
    ChangeKind.FINANCE_ALTERED,
]
# Asked only once the Crime and Policing Act 2026 has been commenced (or in Northern Ireland, s.85A).
INTENDED_KINDS = [ChangeKind.NAME_INTENDED, ChangeKind.ABSENCE_INTENDED]
# These say when in their own fields; every other kind happens on a day.
PERIOD_KINDS = [ChangeKind.STAY, ChangeKind.CHILD_HOUSEHOLD_STAY, ChangeKind.ABSENCE_INTENDED]


class OverrideDecision(models.TextChoices):
    """What a supervisor made of an officer's request to work to another date."""

    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"


class Received(models.TextChoices):
    """How an application for review reached the police: it is made in writing (s.91B(1))."""

    POST = "post", "By post"
    EMAIL = "email", "By email"
    HAND = "hand", "By hand"


class ReviewOutcome(models.TextChoices):
    """What was decided on an application for review (s.91C); the statute engine's own names."""

    REFUSED = "refused", "Refused: the requirements go on"
    GRANTED = "granted", "Granted: the requirements end"


class AppealOutcome(models.TextChoices):
    """What the magistrates' court did (s.91E); the statute engine's own names."""

    DISMISSED = "dismissed", "Dismissed: the refusal stands"
    ALLOWED = "allowed", "Allowed: the requirements end"


class DutyState(models.TextChoices):
    """The engine's states of a duty, in the words and colours of every page, of the calculator and the certificate."""

    PENDING = "pending", "Not yet due"
    DUE = "due", "Due"
    OVERDUE = "overdue", "Overdue"
    SUSPENDED = "suspended", "Suspended"
    MET = "met", "Met in time"
    MET_LATE = "met_late", "Met late"
    NOT_REQUIRED = "not_required", "Not required"

    @property
    def colour(self) -> str:
        return _STATE_COLOURS[self]


_STATE_COLOURS = {
    DutyState.PENDING: "blue",
    DutyState.DUE: "orange",
    DutyState.OVERDUE: "red",
    DutyState.SUSPENDED: "purple",
    DutyState.MET: "green",
    DutyState.MET_LATE: "yellow",
    DutyState.NOT_REQUIRED: "grey",
}


class AlertKind(models.TextChoices):
    """Whether the country that somebody travels to is told of them, and how (practice: TravelPlan, alert decision)."""

    GREEN_NOTICE = "green_notice", "Apply for a green notice"
    DIFFUSION = "diffusion", "Ask for a diffusion"
    NONE = "none", "Do not alert the destination"
