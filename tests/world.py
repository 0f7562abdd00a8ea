"""The people and facts tests need, made through the application's own verbs: a world that could exist."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pgtrigger
from django.db import connection

from accounts.choices import Role, Vetting
from accounts.models import Force, RoleAssignment, Unit, User
from notifications.models import Notification
from offenders import actions, kinds
from offenders.actions import NewPerson
from offenders.documents.examining import Examined
from offenders.documents.intake import FileType
from offenders.models import Document, Person, Photograph
from practice import actions as practice
from practice.choices import Decision
from practice.models import Setting

LONDON = ZoneInfo("Europe/London")
PASSWORD = "vigil-demo-only"
_numbers = itertools.count(1001)

# A Monday in term, far from a clock change and a month's end: tests that care about those say their own day.
TODAY = date(2026, 6, 15)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """That moment in London."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


def force(code: str = "CU") -> Force:
    return Force.objects.get_or_create(code=code, defaults={"name": f"{code} Constabulary"})[0]


def unit(name: str = "West unit", code: str = "CU") -> Unit:
    return Unit.objects.get_or_create(force=force(code), name=name, defaults={"telephone": "01632 960 001"})[
        0
    ]


def user(*roles: str, of: Unit | None = None, username: str | None = None, **fields: Any) -> User:
    """Someone who signs in, holding `roles` since long ago."""
    number = next(_numbers)
    of = of or unit()
    made = User.objects.create_user(
        username or f"user{number}",
        PASSWORD,
        **{
            "given_name": "Robin",
            "family_name": f"Tester{number}",
            "email": f"user{number}@vigil.invalid",
            "rank": "DC",
            "collar_number": str(number),
            "unit": of,
            "force": of.force,
            "vetting": Vetting.NPPV3,
            **fields,
        },
    )
    for role in roles:
        RoleAssignment.objects.create(user=made, role=role, starts_on=date(2020, 1, 1))
    return made


def officer(**fields: Any) -> User:
    return user(Role.OFFENDER_MANAGER, **fields)


def supervisor(**fields: Any) -> User:
    return user(Role.SUPERVISOR, **{"rank": "DS", **fields})


def decided(
    key: str, value: int, since: date = TODAY, *, of: Force | None = None, today: date | None = None
) -> Setting:
    """The force works by another value from a day on: a supervisor proposed it and an inspector approved it, on
    `today` (default: that day)."""
    of = of or force()
    now, place = at(today or since), {"force": of, "of": unit(code=of.code)}
    proposed = practice.propose(
        supervisor(**place), key=key, value=value, effective_from=since, reason="Decided", now=now
    )
    practice.decide(
        user(Role.DETECTIVE_INSPECTOR, rank="DI", **place),
        proposal=proposed,
        version=1,
        decision=Decision.APPROVED,
        note="",
        now=now,
    )
    return Setting.objects.get(proposal=proposed)


def new(**fields: Any) -> NewPerson:
    """Convicted 1 June 2026, 12 months' imprisonment suspended: initial notification by 3 June."""
    return NewPerson(
        **{
            "given_names": "Alan",
            "family_name": "Marsh",
            "date_of_birth": date(1979, 3, 4),
            "sex": "male",
            "management_level": "high",
            "trigger": {"kind": "conviction", "date": date(2026, 6, 1), "offence": "Sexual assault (s.3)"},
            "disposal": {"kind": "suspended_imprisonment", "date": date(2026, 6, 1), "term_months": 12},
            "address": {"line_1": "12 Ewe Close", "line_2": "", "town": "Kirkby", "postcode": "CX1 1AA"},
            "home": {"starts_on": date(2020, 5, 1)},
            **fields,
        }
    )


def person(by: User | None = None, *, today: date = TODAY, **fields: Any) -> Person:
    """A person on record, managed by `by`; allocated long ago, so that no supervisor is asked to."""
    made = actions.add_person(by or officer(), new=new(**fields), now=at(today))
    with pgtrigger.ignore("offenders.Assignment:update_update"):
        made.assignments.update(assigned_by=None)
    return made


def without_end(by: User, *, told: date = date(2011, 11, 25), **fields: Any) -> Person:
    """Subject without end since 6 March 2006, who first notified on `told`."""
    convicted = date(2006, 3, 6)
    made = person(
        by,
        **{
            "date_of_birth": date(1960, 5, 1),
            "trigger": {"kind": "conviction", "date": convicted, "offence": "Rape (s.1)"},
            "disposal": {"kind": "imprisonment", "date": convicted, "term_months": 60},
            "home": {"starts_on": date(2005, 5, 1)},
            **fields,
        },
    )
    # No duty is open that an attendance so long ago could answer, so it comes as an older system would give it.
    Notification.objects.create(
        person=made, section="83(1)", given_at=at(told), recorded_at=at(TODAY), recorded_by=by
    )
    return made


def detail(by: User, of: Person, called: str, /, *, today: date = TODAY, **values: Any) -> Any:
    """An entry of a block of the record, of the kind that is `called` so."""
    known = kinds.named(called)
    assert known
    return actions.record_detail(by, person=of, kind=known, values=values, now=at(today))


# For tests that do not look at it.
PICTURE = Examined(FileType.JPEG, io.BytesIO(b"a picture"), b"a small picture")


def text(content: bytes) -> Examined:
    return Examined(FileType.TEXT, io.BytesIO(content))


def document(
    by: User, of: Person, *, content: bytes = b"Condition 4: no contact.", **fields: Any
) -> Document:
    """A letter of 1 June 2026, filed by `by`."""
    said = {
        "title": "Letter from the court",
        "kind": "letter",
        "dated": date(2026, 6, 1),
        "marking": "official_sensitive",
        "field_class": "management",
        **fields,
    }
    return actions.file_document(by, person=of, document=said, content=text(content), now=at(TODAY))


def photograph(by: User, of: Person, *, content: Examined = PICTURE, **fields: Any) -> Photograph:
    """A face, taken in custody on 1 June 2026."""
    said = {"shows": "face", "taken_on": date(2026, 6, 1), "reason": "custody", **fields}
    return actions.add_photograph(by, person=of, photograph=said, content=content, now=at(TODAY))


def days(count: int) -> timedelta:
    return timedelta(days=count)


@contextmanager
def read_by(reader: User | str) -> Iterator[None]:
    """What is read meanwhile is read as in that user's own request; or as by `vigil`, its own jobs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('vigil.reader')")
        [before] = cursor.fetchone()
        cursor.execute("SELECT set_config('vigil.reader', %s, false)", [str(getattr(reader, "pk", reader))])
        yield
        cursor.execute("SELECT set_config('vigil.reader', %s, false)", [before])


def steps_of(row: Any, *, apart_from: list[str]) -> list[Any]:
    """What the history has of a row, but for the moves into these states."""
    found = list(row.events.order_by("pgh_id").select_related("pgh_context"))
    before = ["", *(each.state for each in found)]
    return [
        each
        for each, was in zip(found, before, strict=False)
        if each.state == was or each.state not in apart_from
    ]
