"""Who looked, who may sign in, and by which law."""

from __future__ import annotations

from ops.tour.stops.stop import Stop

OVERSIGHT = (
    Stop(
        "audit",
        "Who looked at what",
        "auditor",
        "audit",
        "Asking the access log.",
        "A purpose is asked for first: section 62 of the Data Protection Act 2018.",
    ),
    Stop(
        "administration",
        "Users and roles",
        "admin",
        "administration",
        "Who may sign in, as what and until when.",
        "An administrator opens no record, and grants no role to themselves.",
    ),
    Stop(
        "rules",
        "The rules in force",
        "coordinator",
        "rules-in-force",
        "Which version of the Act the dates are computed by.",
        "Enacted law waits here for the day it is commenced.",
    ),
)
