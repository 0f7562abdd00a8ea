"""What of this floor's tables the timeline tells: notifications, overrides, certificates, reviews."""

from __future__ import annotations

from django.db.models.functions import TruncDate

from access.policies import FieldClass
from notifications.models import BreachDecision, CertificateIssued, Notification, Override
from offenders import timeline, versions
from offenders.timeline import Group, plain, tracked

GROUPS = (
    Group(
        "notifications",
        "Notifications, changes and journeys",
        40,
        ("notification", "outcome", "change", "journey"),
    ),
    Group("decisions", "Decisions, overrides and certificates", 60, ("decisions",)),
    Group(
        "reviews",
        "Reviews of the requirements",
        70,
        ("relevant-notification", "review-application", "responsible-body"),
    ),
    Group(
        "breaches",
        "Breaches, missing and wanted",
        65,
        ("breach", "breach-check", "breach-element", "search-step"),
    ),
)


def register() -> None:
    for group in GROUPS:
        timeline.add_group(group)
    timeline.add_source(
        tracked(
            Notification,
            group="notifications",
            template="notifications/timeline/notification.html",
            field_class=FieldClass.MANAGEMENT,
        )
    )
    timeline.add_source(
        tracked(
            Override,
            group="decisions",
            template="notifications/timeline/override.html",
            field_class=FieldClass.MANAGEMENT,
        )
    )
    timeline.add_source(
        tracked(
            BreachDecision,
            group="breaches",
            template="notifications/timeline/breach_decision.html",
            field_class=FieldClass.MANAGEMENT,
        )
    )
    timeline.add_source(
        plain(
            CertificateIssued,
            group="decisions",
            template="notifications/timeline/certificate.html",
            field_class=FieldClass.MANAGEMENT,
            on=TruncDate("issued_at"),
            at="issued_at",
            by=versions.who("issued_by_id"),
        )
    )
