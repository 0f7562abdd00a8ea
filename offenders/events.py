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
    Group("identity", "Identity, names and description", 10, ("identity", "names", "description")),
    Group("whereabouts", "Addresses, custody and absence", 20, ("addresses", "whereabouts")),
    Group("safety", "Warnings and status", 25, ("safety", "sought", "gone", "mappa")),
    Group("legal", "Convictions, sentences and orders", 30, ("offending", "orders")),
    Group(
        "life",
        "Household, contact, devices, work and health",
        35,
        (
            *("household", "contact", "devices", "routine", "vehicles", "work", "finance", "relationships"),
            "health",
        ),
    ),
    Group("files", "Photographs and documents", 38, ("photograph", "document", "document-version")),
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
