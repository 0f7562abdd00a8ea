"""The words of reactive management: value and label in one place."""

from __future__ import annotations

from django.db import models


class ReactiveState(models.TextChoices):
    """How it stands. Only in `reactive` do home visits fall away."""

    PROPOSED = "proposed", "Proposed: waits for a supervisor"
    SUPPORTED = "supported", "Waits for an inspector"
    REACTIVE = "reactive", "Managed reactively"
    REVIEW = "review", "Under review"
    ENDED = "ended", "Ended: managed actively"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"

    @property
    def colour(self) -> str:
        return {
            "proposed": "yellow",
            "supported": "yellow",
            "reactive": "green",
            "review": "orange",
            "refused": "red",
        }.get(self.value, "grey")


WAITING = [ReactiveState.PROPOSED, ReactiveState.SUPPORTED]
OPEN = [*WAITING, ReactiveState.REACTIVE, ReactiveState.REVIEW]
# From which state to which: the trigger's own list.
MOVES: list[tuple[str, str]] = [
    (ReactiveState.PROPOSED, ReactiveState.SUPPORTED),
    (ReactiveState.PROPOSED, ReactiveState.REFUSED),
    (ReactiveState.PROPOSED, ReactiveState.WITHDRAWN),
    (ReactiveState.SUPPORTED, ReactiveState.REACTIVE),
    (ReactiveState.SUPPORTED, ReactiveState.REFUSED),
    (ReactiveState.SUPPORTED, ReactiveState.WITHDRAWN),
    (ReactiveState.REACTIVE, ReactiveState.REVIEW),
    (ReactiveState.REACTIVE, ReactiveState.ENDED),
    (ReactiveState.REVIEW, ReactiveState.PROPOSED),
    (ReactiveState.REVIEW, ReactiveState.ENDED),
]


class StepKind(models.TextChoices):
    """What was done about it, each with who did it and why."""

    PROPOSED = "proposed", "Proposed"
    SUPPORTED = "supported", "Supported"
    AUTHORISED = "authorised", "Authorised"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"
    QUESTIONED = "questioned", "Put under review"
    ENDED = "ended", "Ended"


# Those of one round, whom three different people take.
APPROVALS = [StepKind.PROPOSED, StepKind.SUPPORTED, StepKind.AUTHORISED]


class Criterion(models.TextChoices):
    """What has to hold, in the order in which it is read."""

    STATIC = "static", "The static tool says low"
    ARMS = "arms", "The latest ARMS priority is low"
    LOW_FOR = "low_for", "Managed at low for long enough"
    DEVICES = "devices", "No order condition about devices is in force"
    BREACH = "breach", "No breach lately"
    ARREST = "arrest", "No arrest, allegation or new conviction lately"
    INTELLIGENCE = "intelligence", "No adverse intelligence lately"
    CHILDREN = "children", "No concern about contact with a child"
    MAPPA = "mappa", "Not at MAPPA level 2 or 3"
    LICENCE = "licence", "Not on licence"
    HOME = "home", "A stable address"
    NOTIFIED = "notified", "Nothing they had to notify is overdue"
    CHANGE = "change", "No change waits to be looked at"
    AGREED = "agreed", "Partner agencies know of no reason against it"


class Conclusion(models.TextChoices):
    """What a desk review comes to."""

    STAYS = "stays", "They stay under reactive management"
    QUESTION = "question", "Something was found: put it under review"
    VISITS = "visits", "They are visited again"


class Looked(models.TextChoices):
    """What is looked at in a desk review: each of them, each time."""

    PNC = "pnc", "Police National Computer"
    PND = "pnd", "Police National Database"
    LOCAL = "local", "Local crime and intelligence"
    OPEN_SOURCE = "open_source", "Open source and social media"
