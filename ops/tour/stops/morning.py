"""The way in, and what an officer looks at first."""

from __future__ import annotations

from ops.tour.stops.stop import Stop

MORNING = (
    Stop(
        "sign-in",
        "Signing in",
        "",
        "account_login",
        "The way in. Outside the demonstration a second factor follows, or the force's own single sign-on.",
        "The marking above every page; the sign-ins of the demonstration.",
    ),
    Stop(
        "today",
        "Today",
        "officer",
        "today",
        "What an officer does first each morning, and in what order.",
        "Overdue first, the most serious before the longest late; every row has its one next step.",
    ),
    Stop(
        "week",
        "My week",
        "officer",
        "week",
        "What is due and planned, day by day.",
        "A day with too much on it, while there is time to move some of it.",
    ),
    Stop(
        "caseload",
        "My caseload",
        "officer",
        "people",
        "Everybody one answers for.",
        "Who is missing or wanted stands out; the filter is part of the address, so a list can be kept.",
    ),
    Stop(
        "search",
        "Finding a person",
        "officer",
        "today",
        "A name half heard, a number, an address: the right record in a second.",
        "Misspelt on purpose. Each result says why it matched, who manages them and where.",
        finds="jon harcker",
    ),
)
