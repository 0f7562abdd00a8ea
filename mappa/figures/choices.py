"""The figures, in the order and under the numbers by which a strategic management board knows them."""

from __future__ import annotations

from django.db import models


class Figure(models.TextChoices):
    """A figure of one level, or of both. `said` is its definition, word for word."""

    K1 = "k1", "Level 2 cases reviewed on time"
    K2 = "k2", "Level 3 cases reviewed on time"
    K3 = "k3", "Disclosure considered, and the decision recorded"
    K4 = "k4", "Responsible Authority agencies attended"
    K5_2 = "k5_2", "Agencies with a duty to co-operate attended, level 2"
    K5_3 = "k5_3", "Agencies with a duty to co-operate attended, level 3"
    K6 = "k6", "Level 2 minutes circulated in time"
    K7 = "k7", "Level 3 minutes circulated in time"
    K11 = "k11", "Chair of the grade for the level"

    @property
    def number(self) -> str:
        """K5 is one figure with a target for each level."""
        return self.value.partition("_")[0].upper()

    @property
    def level(self) -> str:
        """The level that it is about; empty: both."""
        return {"k1": "2", "k2": "3", "k5_2": "2", "k5_3": "3", "k6": "2", "k7": "3"}.get(self.value, "")

    @property
    def said(self) -> str:
        return _SAID[self.number]


_SAID = {
    "K1": "From one quorate review of a case to the next, no longer than the limit. In time, it counts on the day of "
    "the review; late, on the last day by which it was due, held since or not. A meeting without a quorum is no "
    "review, and leaving the level before the day counts neither way.",
    "K3": "Of all cases heard, those with a disclosure decision, yes or no. A case adjourned was not heard.",
    "K4": "Of all invitations of agencies of the Responsible Authority to cases heard, those where a person or a "
    "deputy came. A return in writing is shown, and does not count as coming.",
    "K5": "As K4, for agencies with a duty to co-operate.",
    "K6": "Of all cases decided, those whose minutes were first circulated within the working days allowed after the "
    "day of the meeting. What is not due yet is not counted.",
    "K11": "Of all meetings held, those whose chair was of the grade when they were named. One let stand by the "
    "management board is counted below the grade all the same.",
}
_SAID |= {"K2": _SAID["K1"], "K7": _SAID["K6"]}
INTERVALS = {Figure.K1: "2", Figure.K2: "3"}
MINUTES = {Figure.K6: "2", Figure.K7: "3"}
