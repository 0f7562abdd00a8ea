"""What of a coming to the station and of a journey can be corrected, and who reads it."""

from __future__ import annotations

from datetime import datetime

from access.policies import FieldClass
from notifications.models import AlertDecision, Attendance, Leg
from notifications.station.rules import BACKDATED
from offenders.kinds import FactKind, Refusals, asked, moment


def _refused(came: Attendance, now: datetime) -> Refusals:
    if came.given_at > now:
        return {"given_at": "That cannot be in the future."}
    return {"backdated_reason": BACKDATED} if came.is_backdated and not came.backdated_reason else {}


KINDS = (
    FactKind(
        "attendance",
        Attendance,
        "a coming to the station",
        {
            "given_at": lambda: moment("Attended at"),
            **asked(
                Attendance,
                *("station", "shown", "accompanied", "companion", "fingerprints", "photograph"),
                "backdated_reason",
            ),
        },
        _refused,
        FieldClass.MANAGEMENT,
        page="person-notification",
        title=lambda came: f"At {came.station}",
    ),
    FactKind(
        "journey-leg",
        Leg,
        "a country of a journey",
        asked(Leg, "country", "arrives_on", "point", "carrier", "staying_at"),
        field_class=FieldClass.MANAGEMENT,
        page="person-notification",
    ),
    FactKind(
        "alert-decision",
        AlertDecision,
        "a decision to alert a destination",
        asked(AlertDecision, "decision", "rationale"),
        field_class=FieldClass.MANAGEMENT,
        page="person-notification",
    ),
)
