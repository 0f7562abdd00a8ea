"""Every verb of every app, each carried out by one user on one person: what the log must say of all of them.

One file a room; riskplans' rooms have their own beside their tests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.choices import Role
from accounts.models import User
from offenders.models import Person
from tests.access.log.verbs import facts, handovers, notified, reach, reports, tasks
from tests.access.log.verbs.about_nobody import VERBS as VERBS_ABOUT_NOBODY
from tests.access.log.verbs.breaches import VERBS as BREACH_VERBS
from tests.access.log.verbs.reviews import VERBS as REVIEW_VERBS
from tests.mappa import verbs as mappa
from tests.riskplans import verbs as visits
from tests.riskplans.devices import verbs as devices
from tests.riskplans.disclosure import verbs as disclosure
from tests.riskplans.ending import verbs as ending
from tests.riskplans.orders import verbs as orders
from tests.riskplans.plans import verbs as plans
from tests.riskplans.polygraph import verbs as polygraph
from tests.riskplans.reactive import verbs as reactive

__all__ = [
    "BREACH_VERBS",
    "FROM_BEYOND",
    "REVIEW_VERBS",
    "ROLES",
    "VERBS",
    "VERBS_ABOUT_NOBODY",
]

ROOMS = (
    *(facts, reach, handovers, tasks, reports, notified),
    *(visits, plans, orders, polygraph, devices, reactive, ending, disclosure),
    mappa,
)
VERBS: dict[str, Callable[[User, Person], Any]] = {
    verb: carried_out for room in ROOMS for verb, carried_out in room.VERBS.items()
} | mappa.OF_COORDINATORS
_BY_INSPECTORS = {
    *("restrict record", "name reader", "lift restriction", "remove reader"),
    *("take back decision to disclose", "answer request for lower MAPPA level"),
    *("open internal management review", "close internal management review"),
}
# Who carries out what a supervisor may not.
ROLES = {
    **dict.fromkeys(_BY_INSPECTORS, Role.DETECTIVE_INSPECTOR),
    **dict.fromkeys(mappa.OF_COORDINATORS, Role.MAPPA_COORDINATOR),
}
FROM_BEYOND = {"open in emergency", "close emergency opening"}
