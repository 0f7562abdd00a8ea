"""What is notified, elsewhere or at the counter; overrides of its dates; certificates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.models import User
from diary.models import Entry
from notifications import actions as notifications
from notifications.certificate.serial import new_serial
from notifications.choices import AlertKind, OverrideDecision
from notifications.station.choices import Happened, Shown
from notifications.station.told import Coming, Notified, Told
from offenders.models import Person
from tests import world

NOW = world.at(world.TODAY)


VERBS: dict[str, Callable[[User, Person], Any]] = {
    "take notification": lambda by, of: notifications.take_notification(
        by,
        person=of,
        notified=Notified(
            Coming(NOW, "Kirkby", Shown.KNOWN),
            told=[
                Told(Happened.AHEAD, {"specified_date": world.TODAY, "foretells": "A new name: Alan Fell"})
            ],
        ),
        now=NOW,
    ),
    "record altered journey": lambda by, of: notifications.record_altered_journey(
        by, journey=VERBS["record journey"](by, of), altered_at=NOW, details={}, now=NOW
    ),
    "decide alert to destination": lambda by, of: notifications.decide_alert(
        by,
        journey=VERBS["record journey"](by, of),
        decision=AlertKind.NONE,
        rationale="He visits his mother",
        now=NOW,
    ),
    "record notification": lambda by, of: notifications.record_notification(
        by,
        person=of,
        given_at=NOW,
        answers=[of.diary_entries.open().get(kind="initial").key],
        station="Kirkby",
        now=NOW,
    ),
    "record notification elsewhere": lambda by, of: notifications.record_notification_elsewhere(
        by,
        person=of,
        given_at=NOW,
        answers=[of.diary_entries.open().get(kind="initial").key],
        station="Kirkby",
        now=NOW,
        late_reason="",
    ),
    "record advance notice": lambda by, of: notifications.record_advance_notice(
        by,
        person=of,
        given_at=NOW,
        specified_date=world.TODAY + world.days(5),
        foretells="Moving",
        station="Kirkby",
        now=NOW,
    ),
    "record advance notice elsewhere": lambda by, of: notifications.record_advance_notice_elsewhere(
        by,
        person=of,
        given_at=NOW,
        specified_date=world.TODAY + world.days(5),
        foretells="Moving",
        station="Kirkby",
        late_reason="",
        now=NOW,
    ),
    "record outcome of advance notice": lambda by, of: notifications.record_outcome(
        by, notice=VERBS["record advance notice"](by, of), fact="", now=NOW
    ),
    "record change": lambda by, of: notifications.record_change(
        by, person=of, change={"kind": "account_opened", "on": world.TODAY}, address={}, now=NOW
    ),
    "record journey": lambda by, of: notifications.record_journey(
        by,
        person=of,
        journey={"countries": ["FR"], "departs_on": world.TODAY, "details_known_on": world.TODAY},
        now=NOW,
    ),
    "record return": lambda by, of: notifications.record_return(
        by, journey=VERBS["record journey"](by, of), returned_on=world.TODAY, point="Dover", now=NOW
    ),
    "issue certificate": lambda by, of: notifications.issue_certificate(
        by,
        person=of,
        serial=new_serial(),
        as_at=world.TODAY,
        ruleset="EW-2026-03-22",
        facts="0" * 16,
        pdf=b"%PDF",
        now=NOW,
    ),
    "request override of date": lambda by, of: notifications.request_override(
        by,
        person=of,
        key=(duty := Entry.objects.get(person=of, kind="initial")).key,
        seen=duty.last,
        new_date=world.TODAY + world.days(3),
        reason="The court has directed another day",
        now=NOW,
    ),
    "approve override of date": lambda by, of: notifications.decide_override(
        by,
        override=VERBS["request override of date"](world.officer(), of),
        version=1,
        decision=OverrideDecision.APPROVED,
        note="",
        now=NOW,
    ),
    "refuse override of date": lambda by, of: notifications.decide_override(
        by,
        override=VERBS["request override of date"](world.officer(), of),
        version=1,
        decision=OverrideDecision.REFUSED,
        note="No such direction",
        now=NOW,
    ),
    "withdraw override of date": lambda by, of: notifications.withdraw_override(
        by,
        override=VERBS["request override of date"](by, of),
        version=1,
        reason="Asked for the wrong duty",
        now=NOW,
    ),
}
