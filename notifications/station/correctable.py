"""What of a coming to the station, and of a journey's countries, can be corrected, and who reads it."""

from __future__ import annotations

from access.policies import FieldClass
from notifications.models import Attendance, Leg
from offenders.kinds import FactKind, asked, moment

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
            ),
        },
        lambda came, now: {"given_at": "That cannot be in the future."} if came.given_at > now else {},
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
)
