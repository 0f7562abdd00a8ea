"""What held at an earlier time, and how a date comes about."""

from __future__ import annotations

from ops.tour.stops.stop import Stop, Who

LOOKING_BACK = (
    Stop(
        "as-it-was",
        "As it was",
        "officer",
        "person-as-it-was",
        "What was due, and what was known, on an earlier day: what a court asks.",
        "Two dates: the day judged, and the day up to which the record is read.",
        Who.OVERDUE,
    ),
    Stop(
        "history",
        "The history",
        "officer",
        "person-history",
        "Every version of every fact, as evidence.",
        "Who recorded what, when and why. Nothing here can be changed.",
        Who.WARNED,
    ),
    Stop(
        "calculator",
        "The calculator",
        "officer",
        "calculator",
        "Dates from facts, without a record: for advice, training and checking.",
        "It answers with the section of the Act for every date.",
    ),
)
