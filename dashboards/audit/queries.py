"""Reads of the access log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Q
from django.utils import timezone

from access.choices import Channel, Operation, Purpose
from access.models import AccessEvent, MonthReviewed
from access.models.event import AccessEventQuerySet
from accounts.choices import Role
from accounts.models import Force, Unit, User
from accounts.spans import month_after
from offenders import policies
from offenders.choices import Basis, EmergencyReason
from offenders.models import Person

LONDON = ZoneInfo("Europe/London")
NAMED = 5  # records of one event by reference; of more it says how many
MOST_LOOKS = 500
_OWN = (Basis.MANAGER, Basis.COVER)
_LOOKS = (Operation.CONSULTATION, Operation.DISCLOSURE, Operation.DENIED)


@dataclass(frozen=True, slots=True)
class Shown:
    """One event as the pages show it."""

    event: AccessEvent
    records: list[str]
    others: int
    did: str
    basis: str
    why: str
    roles: list[str]

    @property
    def is_beyond_caseload(self) -> bool:
        """A look by somebody who neither manages the person, covers for who does, nor answers for the unit."""
        return self.event.operation == Operation.CONSULTATION and self.event.basis in (
            Basis.UNIT,
            Basis.FORCE,
        )


def shown(events: Sequence[AccessEvent], force: Force | None) -> list[Shown]:
    """The events with the references of the records they name; two queries.

    For whoever may know that a restricted record exists: it is called one, and not named.
    """
    named = {person for event in events for person in event.person_ids[:NAMED]}
    known = references(named, force)
    if unknown := named - set(known):
        known |= dict.fromkeys(policies.restricted_among(unknown, force), "a restricted record")
    labels = dict(Basis.choices)
    reasons = {**dict(Purpose.choices), **dict(EmergencyReason.choices)}
    roles = dict(Role.choices)
    return [
        Shown(
            event=event,
            records=[known.get(person, "a record of another force") for person in event.person_ids[:NAMED]],
            others=_others(event),
            did=event.action.replace("-", " ").replace("_", " "),
            basis=_basis(event, labels),
            why=str(reasons.get(event.reason_code, event.reason_code)),
            roles=[str(roles.get(role, role)) for role in event.roles],
        )
        for event in events
    ]


def _others(event: AccessEvent) -> int:
    """How many records it touched besides those that are named here."""
    if event.person_ids:
        return max(len(event.person_ids) - NAMED, 0)
    return 0 if event.object_type == "access log" else event.row_count  # there it counts events


def _basis(event: AccessEvent, labels: dict[str, str]) -> str:
    if event.basis:
        return str(labels.get(event.basis, event.basis))
    return (
        "Within their reach" if event.channel in (Channel.LIST, Channel.SEARCH) and event.person_ids else ""
    )


def references(people: Iterable[UUID], force: Force | None) -> dict[UUID, str]:
    """The local reference of each; nothing else of them is read. Other forces' are left out."""
    found = Person.objects.filter(pk__in=people, force=force).values_list("pk", "reference")
    return dict(found)


def person_called(reference: str, force: Force | None) -> UUID | None:
    """The record with that reference in the force; a restricted one too: who looks at those is audited first of all."""
    typed = reference.strip()
    found = Person.objects.filter(reference__iexact=typed, force=force).values_list("pk", flat=True).first()
    closed = None if found else policies.restricted_in(force, reference=typed)
    return closed.id if closed else found


def users_called(text: str) -> list[UUID]:
    """Those who sign in under that username or have that collar number or family name."""
    typed = text.strip()
    found = User.objects.filter(
        Q(username__iexact=typed) | Q(collar_number__iexact=typed) | Q(family_name__iexact=typed)
    )
    return list(found.values_list("pk", flat=True)[:50])


def search(force: Force | None, asked: dict[str, Any]) -> AccessEventQuerySet:
    """The events that an auditor of the force asked for, by what the search form gave (see `views.audit`).

    What officers of other forces did is theirs to audit, unless they did it to a record of this one.
    """
    since = datetime.combine(date.fromisoformat(asked["since"]), time.min, tzinfo=LONDON)
    until = datetime.combine(date.fromisoformat(asked["until"]) + timedelta(days=1), time.min, tzinfo=LONDON)
    events = AccessEvent.objects.between(since, until)
    if asked["person"]:
        events = events.naming(UUID(asked["person"]))
    else:
        others = Force.objects.exclude(pk__in=[force.pk] if force else []).values("name")
        events = events.exclude(agency__in=others)
    if asked["actors"] is not None:
        events = events.filter(actor_id__in=asked["actors"])
    if asked["operations"]:
        events = events.filter(operation__in=asked["operations"])
    return events


@dataclass(frozen=True, slots=True)
class Look:
    """One officer at one record in a month: how often, when last, how often with a reason."""

    actor: str
    person: UUID
    reference: str
    times: int
    reasoned: int
    refused: bool  # each time
    emergency: bool
    last: datetime


def month_of(text: str, today: date) -> date:
    """The month asked for as YYYY-MM; the one before this when it is none, or has not come."""
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        month = date.max
    return month if month <= today else (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def looks_beyond_caseload(unit: Unit, month: date, *, reader: User) -> list[Look]:
    """Single records that the unit's officers opened, or tried to, which they neither managed nor covered for.

    The reader's own are for somebody else to review. The most frequent first, at most `MOST_LOOKS`.
    """
    since = datetime.combine(month, time.min, tzinfo=LONDON)
    until = datetime.combine(month_after(month), time.min, tzinfo=LONDON)
    rows = (
        AccessEvent.objects.between(since, until)
        .filter(
            unit_id=unit.pk, operation__in=_LOOKS, channel__in=[Channel.PAGE, Channel.DOWNLOAD, Channel.PRINT]
        )
        .filter(person_ids__len=1)
        .exclude(basis__in=_OWN)
        .exclude(actor_id=reader.pk)
        .values("actor_id", "actor", "person_ids")
        .annotate(
            times=Count("pk"),
            reasoned=Count("pk", filter=~Q(reason="")),
            refused=Count("pk", filter=Q(operation=Operation.DENIED)),
            emergency=Count("pk", filter=Q(basis=Basis.EMERGENCY)),
            last=Max("at"),
        )
        .order_by("-times", "actor", "person_ids")[:MOST_LOOKS]
    )
    found = list(rows)
    known = references({row["person_ids"][0] for row in found}, unit.force)
    return [
        Look(
            actor=row["actor"],
            person=row["person_ids"][0],
            reference=known.get(row["person_ids"][0], ""),
            times=row["times"],
            reasoned=row["reasoned"],
            refused=row["refused"] == row["times"],
            emergency=bool(row["emergency"]),
            last=timezone.localtime(row["last"], LONDON),
        )
        for row in found
    ]


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the unit, and who signed it off."""

    first: date
    reviewed: MonthReviewed | None
    over: bool


def months(unit: Unit, today: date, *, how_many: int = 12) -> list[Month]:
    """This month and those before it since the log began, newest first; two queries."""
    began = AccessEvent.objects.order_by("at").values_list("at", flat=True).first()
    earliest = timezone.localtime(began, LONDON).date().replace(day=1) if began else today
    signed = {each.month: each for each in unit.months_reviewed.select_related("signed_by")[:how_many]}
    found, first = [], today.replace(day=1)
    for number in range(how_many):
        if number > 1 and first < earliest:
            break
        found.append(Month(first, signed.get(first), over=month_after(first) <= today))
        first = (first - timedelta(days=1)).replace(day=1)
    return found
