"""The words of home visits, and those that several rooms share: value and label in one place."""

from __future__ import annotations

from django.db import models


class VisitKind(models.TextChoices):
    """What the visit is for, first of all."""

    ROUTINE = "routine", "Routine"
    INITIAL = "initial", "First visit"
    RELEASE = "release", "After release or return"
    ADDRESS = "address", "Address check"
    ORDER = "order", "Compliance with an order or licence"
    DEVICES = "devices", "Device check"
    ASSESSMENT = "assessment", "Interview for a risk assessment"
    JOINT = "joint", "Joint visit with a partner agency"
    ALERT = "alert", "After an alert or intelligence"
    WELFARE = "welfare", "Welfare"
    WARRANT = "warrant", "Warrant"


class VisitState(models.TextChoices):
    """How a visit stands. What is past `started` is over and changes no more."""

    PLANNED = "planned", "Planned"
    STARTED = "started", "Under way"
    SEEN = "seen", "Seen"
    ATTEMPTED = "attempted", "Attempted, not seen"
    ABANDONED = "abandoned", "Abandoned, not seen"
    CALLED_OFF = "called_off", "Called off"

    @property
    def colour(self) -> str:
        return {"seen": "green", "attempted": "orange", "abandoned": "orange", "started": "blue"}.get(
            self.value, "grey"
        )


OPEN_STATES = [VisitState.PLANNED, VisitState.STARTED]
FAILED_STATES = [VisitState.ATTEMPTED, VisitState.ABANDONED]


class Outcome(models.TextChoices):
    """What came of knocking. Only the first three reset the clock."""

    SEEN_HOME = "seen_home", "Seen at home"
    SEEN_ELSEWHERE = "seen_elsewhere", "Seen somewhere else"
    LIMITED = "limited", "Seen at home, but kept out of part of it"
    NOT_IN = "not_in", "Not in"
    REFUSED = "refused", "Entry refused"
    MOVED = "moved", "No longer lives there"
    UNSAFE = "unsafe", "Unsafe: we left"
    DETAINED = "detained", "In custody or hospital"
    AWAY = "away", "Away, for a reason they had notified"

    @property
    def state(self) -> VisitState:
        """The state a visit with this outcome ends in."""
        if self in SEEN:
            return VisitState.SEEN
        return VisitState.ABANDONED if self is Outcome.UNSAFE else VisitState.ATTEMPTED


SEEN = [Outcome.SEEN_HOME, Outcome.SEEN_ELSEWHERE, Outcome.LIMITED]
FAILED = [outcome for outcome in Outcome if outcome not in SEEN]


class YesNo(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"


class Direction(models.TextChoices):
    """How the risk has moved since the last visit, in the officer's judgement."""

    SAME = "same", "The same"
    UP = "up", "Higher"
    DOWN = "down", "Lower"


class Asked(models.TextChoices):
    """What became of something an officer asked a supervisor for."""

    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"


class NextStep(models.TextChoices):
    """What is done after attempts have failed."""

    AGAIN = "again", "Try again, at another time or in another way"
    WARRANT = "warrant", "Apply for a warrant to enter and search (section 96B)"
    ARREST = "arrest", "Arrest"
    BREACH = "breach", "Open a breach enquiry"
    MISSING = "missing", "Open a missing person enquiry"
    WAIT = "wait", "Wait: in custody, in hospital or abroad"


class Span(models.TextChoices):
    """What the interval of one person is counted in."""

    WEEKS = "weeks", "Weeks"
    MONTHS = "months", "Months"


class System(models.TextChoices):
    """What is looked at before a visit."""

    PNC = "pnc", "Police National Computer"
    PND = "pnd", "Police National Database"
    LOCAL = "local", "Local crime and intelligence"
    CUSTODY = "custody", "Custody records"
    ANPR = "anpr", "Number plate recognition (ANPR)"
    DOMESTIC = "domestic", "Domestic abuse records"
    SOCIAL_CARE = "social_care", "Social care"
    OPEN_SOURCE = "open_source", "Open source and social media"
    MONITORING = "monitoring", "Alerts of monitoring software"


class PremisesBasis(models.TextChoices):
    """What makes premises those of section 96B(3)."""

    NOTIFIED = "notified", "The home address last notified"
    REGULAR = "regular", "They live there, or can regularly be found there (reasonable grounds)"


class CourtAnswer(models.TextChoices):
    GRANTED = "granted", "Granted"
    REFUSED = "refused", "Refused"


class Reviewed(models.TextChoices):
    """What a supervisor found of a visit's record."""

    FINE = "fine", "In order"
    QUERY = "query", "Sent back with a question"


class Notified(models.TextChoices):
    """What the visit showed of a fact that was notified."""

    CONFIRMED = "confirmed", "Confirmed"
    CHANGED = "changed", "Changed, and notified"
    SUSPECTED = "suspected", "Changed, and it seems not notified"


class Complied(models.TextChoices):
    """What the visit showed of a condition."""

    COMPLIED = "complied", "Complied with"
    CONCERN = "concern", "A concern"
    BREACH = "breach", "A suspected breach"

    @property
    def colour(self) -> str:
        return {"complied": "green", "concern": "orange"}.get(self.value, "red")
