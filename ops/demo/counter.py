"""Who came to the counter these days, by the verb that takes a notification."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from accounts.models import User
from diary.models import Entry
from notifications.actions import take_notification
from notifications.choices import ChangeKind
from notifications.station.choices import Accompanied, Happened, Part, Shown, Taken
from notifications.station.told import Coming, Noted, Notified, Told
from offenders.models import Person
from ops.demo import places
from ops.demo.county import County
from ops.demo.days import LONDON

_FAR = 60  # days: of these nobody's regular notification is near, so that no list of today's changes


def attend(county: County, counter: User, people: list[Person]) -> None:
    """The counter takes a notification of each of the first few who owe nothing else."""
    owing_nothing = [person for person in people if _owes_nothing(county, person)]
    # Recorded after midnight: a verb of an earlier day would not know of what the rows before have told since.
    now = _at(county, 0, 0)
    for person, (told, item) in zip(owing_nothing, _visits(county), strict=False):
        still = [
            Noted(Part.NAMES, "Names", "As on record", "As on record", changed=False),
            Noted(Part.HOME, "Home address", "As on record", "As on record", changed=False),
        ]
        take_notification(
            counter,
            person=person,
            notified=Notified(
                Coming(
                    _at(county, 1, 14),
                    places.STATIONS[0],
                    Shown.PHOTOGRAPH,
                    accompanied=Accompanied.NOBODY,
                    photograph=Taken.TAKEN,
                    backdated_reason="The terminal at the counter was down: entered from the notes made there",
                ),
                told=[told],
                items=[*still, item],
            ),
            now=now,
        )


def _owes_nothing(county: County, person: Person) -> bool:
    running = list(Entry.objects.open().filter(person=person, key__startswith="notifications/"))
    free = not person.absences.standing().on(county.as_of).exists()
    far = county.as_of + timedelta(days=_FAR)
    return free and [entry.kind for entry in running if entry.last and entry.last > far] == [
        "periodic"
    ] * len(running)


def _visits(county: County) -> Iterator[tuple[Told, Noted]]:
    day = county.as_of - timedelta(days=2)
    passport = ChangeKind.IDENTITY_DOCUMENT_OBTAINED
    change = {"kind": passport, "on": day, "note": ""}
    fields = {"kind": "passport", "number": "925665416", "issuer": "United Kingdom", "place": "held"}
    yield (
        Told(Happened.PAPERS, {"change": change, "entry": "identity-document", "fields": fields}),
        Noted(Part.PAPERS, str(passport.label), "", "Passport 925665416", day),
    )
    address = {"line_1": "31 Quarry Rise", "line_2": "", "town": "Holmrook", "postcode": ""}
    span = {"starts_on": day - timedelta(days=3), "ends_on": day - timedelta(days=1)}
    yield (
        Told(Happened.STAYED, {"address": address, **span}),
        Noted(Part.PREMISES, "Stayed at another address", "", "31 Quarry Rise, Holmrook", span["starts_on"]),
    )
    stayed = ChangeKind.CHILD_HOUSEHOLD_STAY
    night = {
        "starts_at": _at(county, 2, 20),
        "ends_at": _at(county, 1, 9),
        "household": "Cousin’s, 8 Fell View",
    }
    yield (
        Told(Happened.CHILD, {"change": {"kind": stayed, **night}}),
        Noted(
            Part.CHILDREN, str(stayed.label), "", "Cousin’s, 8 Fell View", county.as_of - timedelta(days=2)
        ),
    )


def _at(county: County, days_ago: int, hour: int) -> datetime:
    return datetime.combine(county.as_of - timedelta(days=days_ago), time(hour, 10), LONDON)
