"""From the tables to the engine's facts document: the one adapter between the record and the law.

Nothing is guessed here. What the tables hold as a span (a home from a day, custody to a day) is what happened; the
adapter names the change it makes in law: a new home address (s.84(1)(b)), the first use of a name (s.84(1)(a)), a
release (s.84(1)(d)). Each carries the row's id, so a duty always leads back to its fact.

The whole record of any number of people is read in one query, as the dates in text that the engine takes; the same
query reads the history instead when somebody asks what was known on an earlier day.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache, partial
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Model, OuterRef, Q
from django.db.models.functions import JSONObject

from access.recording import events_of
from notifications.choices import ChangeKind
from notifications.models import (
    Application,
    Change,
    Commencement,
    Foretold,
    Journey,
    Notification,
    RelevantNotification,
    ResponsibleBody,
)
from notifications.reviews.document import review
from offenders.choices import DETENTION_KINDS, HOME_KINDS, LAW_ORDERS, NameKind
from offenders.models import Absence, CourtOrder, Disposal, Name, Occupancy, Person, Trigger

Document = dict[str, Any]
# Part 2 commenced that day: the engine takes no earlier one, and nothing before it can count.
COMMENCEMENT = "2004-05-01"
_PEOPLE = UUID(int=0)  # nobody: where the query is given people

# What is read of each kind of fact.
_READ: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "triggers": (
        Trigger,
        (
            "kind",
            "date",
            "condition_met_on",
            "notice_given_on",
            "ended_on",
            "order_id",
            "schedule_3",
            "carried_over",
        ),
    ),
    "disposals": (
        Disposal,
        (
            "trigger_id",
            "kind",
            "date",
            "term_years",
            "term_months",
            "term_weeks",
            "extension_years",
            "extension_months",
            "consecutive_to_id",
            "concurrent_with_id",
            "overlap_months",
        ),
    ),
    "orders": (CourtOrder, ("kind", "made_on", "served_on", "last_day", "discharged_on")),
    "absences": (Absence, ("kind", "starts_on", "ended_on")),
    "names": (Name, ("kind", "used_from")),
    "homes": (Occupancy, ("kind", "starts_on")),
    "notifications": (Notification, ("section", "given_at", "home", "about", "specified_date")),
    "changes": (
        Change,
        (
            "kind",
            "on",
            "starts_on",
            "ends_on",
            "starts_at",
            "ends_at",
            "address_id",
            "household",
            "days",
        ),
    ),
    "outcomes": (Foretold, ("notice_id", "fact")),
    "journeys": (
        Journey,
        (
            "departs_on",
            "departs_at",
            "details_known_on",
            "countries",
            "reasonable_excuse",
            "details_changed_at",
            "return_date",
            "return_point",
            "returned_on",
            "returned_point",
        ),
    ),
    "relevant": (RelevantNotification, ("notification_id",)),
    "applications": (
        Application,
        (
            "received_on",
            "withdrawn_on",
            "determined_on",
            "outcome",
            "further_years",
            "notice_received_on",
            "appeal_outcome",
            "appeal_decided_on",
        ),
    ),
    "bodies": (ResponsibleBody, ("application_id", "notified_on")),
}


def documents(
    people: Sequence[UUID], *, as_at: date | datetime, known_at: datetime | None = None
) -> Iterable[tuple[UUID, Document]]:
    """A facts document for each person, in two queries however many there are.

    `as_at` is the moment judged; `known_at` reads the record as it stood then (default: as it stands).
    """
    law = rules_in_force(known_at)
    asked, given = _asked(known_at) if known_at else _asked_of_today()
    with connection.cursor() as cursor:
        cursor.execute(asked, [list(people) if each == _PEOPLE else each for each in given])
        rows = cursor.fetchall()
    for pk, born, nation, *read in rows:
        found = [list(map(json.loads, each)) for each in read]
        facts = {name: _standing(each) for name, each in zip(_READ, found[:-1], strict=True)}
        facts["named"] = found[-1]
        lists = _lists(facts)
        yield (
            pk,
            {
                "jurisdiction": nation,
                "as_at": as_at.isoformat(),
                "person": {"date_of_birth": born.isoformat()},
                **lists,
                **_only(review=review(facts, lists["notifications"], as_at.isoformat()[:10])),
                "rules": law,
            },
        )


def _asked(known_at: datetime | None) -> tuple[str, tuple[Any, ...]]:
    """The one query in words, and what it is given, with `_PEOPLE` where the people stand."""
    named = Notification.addresses.through.objects.filter(notification__person=OuterRef("pk"))
    read = {f"read_{name}": _rows(model, fields, known_at) for name, (model, fields) in _READ.items()}
    read["named"] = ArraySubquery(named.values(json=JSONObject(of="notification_id", at="address_id")))
    rows = Person.objects.filter(pk=_PEOPLE).values_list(
        "pk", "date_of_birth", "force__nation", *read.values()
    )
    asked, given = rows.query.sql_with_params()
    person = f'{connection.ops.quote_name(Person._meta.db_table)}."id" = '
    assert asked.count(f"{person}%s") == 1  # noqa: S101 - how Django writes it
    return asked.replace(f"{person}%s", f"{person}ANY(%s)"), given


# It is asked at each change of a fact, and takes longer to put together than to answer.
_asked_of_today = cache(partial(_asked, None))


def document(person: Person, *, as_at: date | datetime, known_at: datetime | None = None) -> Document:
    """The facts document of one person."""
    return next(iter(documents([person.pk], as_at=as_at, known_at=known_at)))[1]


def rules_in_force(known_at: datetime | None = None) -> dict[str, str]:
    """The enacted rule-sets that have been commenced, and when; with `known_at`, as was on record then."""
    standing: Any = Commencement.objects.standing()
    if known_at is not None:
        events = events_of(Commencement)
        last = (
            events.filter(recorded_at__lte=known_at).order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
        )
        standing = events.filter(pk__in=last.values("pk"), withdrawn_at__isnull=True)
    return {
        key: day.isoformat()
        for key, day in standing.order_by("ruleset").values_list("ruleset", "in_force_from")
    }


def _rows(model: type[Model], fields: tuple[str, ...], known_at: datetime | None) -> ArraySubquery:
    """The person's rows of a table as JSON; with `known_at`, each row's last version recorded by then."""
    shape = {"id": "id", "voided_at": "voided_at", **{name: name for name in fields}}
    mine = {"person": OuterRef("pk")}
    if known_at is None:
        rows = model._default_manager.filter(**mine).order_by("recorded_at", "id")
    else:
        # A row counts from when it was recorded, a correction from when the database saw it: the same moment,
        # but for rows that were loaded from an older system with their own time of recording.
        known = Q(pgh_label="insert", recorded_at__lte=known_at) | Q(pgh_created_at__lte=known_at)
        rows = events_of(model).filter(known, **mine).order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return ArraySubquery(rows.values(json=JSONObject(**shape)))


def _standing(rows: list[Document]) -> list[Document]:
    """Without what was entered in error."""
    return [row for row in rows if row["voided_at"] is None]


def _lists(facts: dict[str, list[Document]]) -> Document:
    """The lists of the document, as docs/law-engine.md names them."""
    disposals = {row["trigger_id"]: row for row in facts["disposals"]}
    journeys = [row for row in facts["journeys"] if row["departs_on"] >= COMMENCEMENT]
    given = [row for row in facts["notifications"] if row["given_at"][:10] >= COMMENCEMENT]
    addresses: dict[str, list[str]] = {}
    for row in facts["named"]:
        addresses.setdefault(row["of"], []).append(row["at"])
    changes = [
        *_homes_changed(facts["homes"], given),
        *_names_used(facts["names"]),
        *_releases(facts["absences"]),
        *(_change(row) for row in facts["changes"]),
    ]
    _mark_foretold(changes, facts["outcomes"], {row["id"] for row in given})
    known = {row["id"] for row in (*changes, *journeys)}
    known |= {row["id"] for row in given if row["specified_date"]}
    return {
        "triggers": [_trigger(row, disposals.get(row["id"])) for row in facts["triggers"]],
        "orders": [
            _given(row, "id", "kind", "made_on", "served_on", "last_day", "discharged_on")
            for row in facts["orders"]
            if row["kind"] in LAW_ORDERS
        ],
        "absences": [
            {"kind": row["kind"], "from": max(row["starts_on"], COMMENCEMENT), **_only(to=row["ended_on"])}
            for row in facts["absences"]
            if row["ended_on"] is None or row["ended_on"] >= COMMENCEMENT
        ],
        "notifications": [
            {
                **_given(row, "id", "section", "given_at", "home", "specified_date"),
                # A fact since taken off the record is no longer there to be told of.
                **_only(about=[fact for fact in row["about"] if fact in known]),
                **_only(addresses=sorted(addresses.get(row["id"], []))),
            }
            for row in given
        ],
        "changes": changes,
        "journeys": [_journey(row) for row in journeys],
    }


def _given(row: Document, *names: str) -> Document:
    """Those fields that are known: the engine refuses an empty field, and guesses nothing from a missing one."""
    return _only(**{name: row[name] for name in names})


def _only(**fields: Any) -> Document:
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _trigger(row: Document, disposal: Document | None) -> Document:
    return {
        **_given(row, "id", "kind", "date", "condition_met_on", "notice_given_on", "ended_on"),
        **_only(order=row["order_id"], disposal=_disposal(disposal) if disposal else None),
        **({} if row["schedule_3"] else {"schedule_3": False}),
        **({"carried_over": True} if row["carried_over"] else {}),
    }


def _disposal(row: Document) -> Document:
    runs: Document = {}
    if row["consecutive_to_id"]:
        runs = {"consecutive_to": row["consecutive_to_id"]}
    elif row["concurrent_with_id"]:
        runs = {"concurrent_with": row["concurrent_with_id"]}
        if row["overlap_months"]:
            runs["overlap"] = {"months": row["overlap_months"]}
    return _only(
        type=row["kind"],
        date=row["date"],
        term=_length(years=row["term_years"], months=row["term_months"], weeks=row["term_weeks"]),
        extension=_length(years=row["extension_years"], months=row["extension_months"]),
        runs=runs,
    )


def _length(**parts: int) -> Document:
    return {name: number for name, number in parts.items() if number}


def _homes_changed(homes: list[Document], given: list[Document]) -> list[Document]:
    """Every home after the first is a change of home address (s.84(1)(b)); so is the first on record, if it began
    after the initial notification: another was notified then."""
    told = min((row["given_at"][:10] for row in given if row["section"] == "83(1)"), default=None)
    in_order = sorted((row for row in homes if row["kind"] in HOME_KINDS), key=lambda row: row["starts_on"])
    return [
        {"id": f"home:{row['id']}", "kind": "home_address_changed", "on": row["starts_on"]}
        for place, row in enumerate(in_order)
        if row["starts_on"] >= COMMENCEMENT and (place > 0 or (told is not None and row["starts_on"] > told))
    ]


def _names_used(names: list[Document]) -> list[Document]:
    """The first use of a name counts, not the deed (s.84(1)(a))."""
    return [
        {"id": f"name:{row['id']}", "kind": "name_used", "on": row["used_from"]}
        for row in names
        if row["kind"] in (NameKind.LEGAL, NameKind.ALIAS) and (row["used_from"] or "") >= COMMENCEMENT
    ]


def _releases(absences: list[Document]) -> list[Document]:
    """The end of a detention, unless another begins that day: a remand that becomes a sentence is no release."""
    detentions = [row for row in absences if row["kind"] in DETENTION_KINDS]
    begun = {row["starts_on"]: row["id"] for row in detentions}
    return [
        {"id": f"released:{row['id']}", "kind": "released", "on": row["ended_on"]}
        for row in detentions
        if (row["ended_on"] or "") >= COMMENCEMENT and begun.get(row["ended_on"], row["id"]) == row["id"]
    ]


def _change(row: Document) -> Document:
    """A recorded change; places and households are told apart by their names alone, and households only of stays."""
    stayed = row["kind"] == ChangeKind.CHILD_HOUSEHOLD_STAY
    found = _given(row, "id", "kind", "on", "days", *(["household"] if stayed else []))
    found |= _only(**{"from": row["starts_on"] or row["starts_at"], "to": row["ends_on"] or row["ends_at"]})
    return found | _only(address=row["address_id"])


def _mark_foretold(changes: list[Document], outcomes: list[Document], notices: set[str]) -> None:
    """Name on each change the notice that foretold it; add the notices whose change did not happen."""
    by_id = {change["id"]: change for change in changes}
    for row in outcomes:
        if row["notice_id"] not in notices:
            continue
        if not row["fact"]:
            outcome = {"id": f"outcome:{row['id']}", "kind": "did_not_occur"}
            changes.append(outcome | {"advance_notice": row["notice_id"]})
        elif row["fact"] in by_id:
            by_id[row["fact"]]["advance_notice"] = row["notice_id"]


def _journey(row: Document) -> Document:
    return {
        **_given(row, "id", "details_changed_at"),
        "departs": row["departs_at"] or row["departs_on"],
        "details_known": row["details_known_on"],
        "to": row["countries"],
        **({"reasonable_excuse": True} if row["reasonable_excuse"] else {}),
        **_only(
            notified_return=_only(date=row["return_date"], point=row["return_point"])
            if row["return_date"]
            else None,
            returned=_only(date=row["returned_on"], point=row["returned_point"])
            if row["returned_on"]
            else None,
        ),
    }
