"""What of this floor's tables the timeline tells, and under which headings its filter offers it."""

from __future__ import annotations

from access.policies import Capability
from offenders import sharing, timeline
from offenders.models import (
    Archiving,
    Assignment,
    EmergencyOpening,
    PersonUserObjectPermission,
    Restriction,
)
from offenders.timeline import Group, tracked

GROUPS = (
    Group("identity", "Identity and names", 10, ("person", "name")),
    Group("whereabouts", "Addresses, custody and absence", 20, ("address", "custody")),
    Group("legal", "Convictions, sentences and orders", 30, ("conviction", "sentence", "order")),
    Group("manager", "Manager", 80),
    Group("access", "Who was given access", 90),
)


def register() -> None:
    for group in GROUPS:
        timeline.add_group(group)
    timeline.add_source(tracked(Assignment, group="manager", template="offenders/timeline/manager.html"))
    for model, template in (
        (PersonUserObjectPermission, "offenders/timeline/share.html"),
        (Restriction, "offenders/timeline/restriction.html"),
        (Archiving, "offenders/timeline/archiving.html"),
    ):
        timeline.add_source(tracked(model, group="access", template=template, offered=sharing.governs))
    timeline.add_source(
        tracked(
            EmergencyOpening,
            group="access",
            template="offenders/timeline/emergency.html",
            offered=lambda relationship: relationship.may(Capability.REVIEW),
        )
    )
