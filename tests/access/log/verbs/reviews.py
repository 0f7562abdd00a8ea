"""Reviews of somebody subject without end, whose first notification was fifteen years ago."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.models import User
from notifications import actions as notifications
from notifications.choices import Received, ReviewOutcome
from offenders.models import Person
from tests import world

NOW = world.at(world.TODAY)


def _applied(by: User, of: Person) -> dict[str, Any]:
    return {"application": VERBS["record application for review"](by, of), "version": 1}


VERBS: dict[str, Callable[[User, Person], Any]] = {
    "name relevant notification": lambda by, of: notifications.name_relevant_notification(
        by, person=of, notification=of.notifications.get(), now=NOW
    ),
    "record application for review": lambda by, of: (
        VERBS["name relevant notification"](by, of),
        notifications.record_application(
            by, person=of, received_on=world.TODAY, received_how=Received.POST, now=NOW
        ),
    )[-1],
    "acknowledge application": lambda by, of: notifications.acknowledge_application(
        by, acknowledged_on=world.TODAY, now=NOW, **_applied(by, of)
    ),
    "record withdrawal": lambda by, of: notifications.record_withdrawal(
        by, withdrawn_on=world.TODAY, now=NOW, **_applied(by, of)
    ),
    "tell responsible body": lambda by, of: notifications.tell_body(
        by, application=_applied(by, of)["application"], body="Probation", notified_on=world.TODAY, now=NOW
    ),
    "record answer of responsible body": lambda by, of: notifications.record_body_answer(
        by,
        told=VERBS["tell responsible body"](by, of),
        version=1,
        answered_on=world.TODAY,
        answer="Nothing known",
        now=NOW,
    ),
    "record decision on review": lambda by, of: notifications.record_determination(
        by,
        determination={
            "determined_on": world.TODAY,
            "outcome": ReviewOutcome.REFUSED,
            "further_years": 8,
            "decided_by": "Supt 2041",
            "reasons": "The assessment of risk.",
        },
        now=NOW,
        **_applied(by, of),
    ),
    "record receipt of notice": lambda by, of: notifications.record_notice_received(
        by,
        application=VERBS["record decision on review"](by, of),
        version=2,
        notice_received_on=world.TODAY,
        now=NOW,
    ),
    "record appeal": lambda by, of: notifications.record_appeal(
        by,
        application=VERBS["record receipt of notice"](by, of),
        version=3,
        appeal={"appealed_on": world.TODAY, "court": "Cumberfell Crown Court"},
        now=NOW,
    ),
}
