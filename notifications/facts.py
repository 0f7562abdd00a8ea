"""From the tables to the engine's facts document: the one adapter between the record and the law.

Nothing is guessed here. What the tables hold as a span (a home from a day, custody to a day) is what happened; the
adapter names the change it makes in law: a new home address (s.84(1)(b)), the first use of a name (s.84(1)(a)), a
release (s.84(1)(d)). Each carries the row's id, so a duty always leads back to its fact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from notifications.models import Notification
from offenders.choices import DETENTION_KINDS, NameKind
from offenders.models import Absence, CourtOrder, Disposal, Fact, Name, Occupancy, Person, Trigger

Document = dict[str, Any]
Row = TypeVar("Row", bound=Fact)
LONDON = ZoneInfo("Europe/London")
COMMENCEMENT = date(2004, 5, 1)
_NAMED = Notification.addresses.through.objects.filter(notification=OuterRef("pk"))


def documents(people: Sequence[UUID], *, as_at: date | datetime) -> Iterable[tuple[UUID, Document]]:
    """A facts document for each person, in a fixed number of queries however many there are."""
    return _documents(list(Person.objects.filter(pk__in=people).select_related("force")), as_at)


def document(person: Person, *, as_at: date | datetime) -> Document:
    """The facts document of one person, who comes with their force."""
    return next(iter(_documents([person], as_at)))[1]


def _documents(people: list[Person], as_at: date | datetime) -> Iterable[tuple[UUID, Document]]:
    of = {"person__in": [person.pk for person in people]}
    triggers = _by_person(Trigger.objects.standing().filter(**of).select_related("disposal"))
    orders = _by_person(CourtOrder.objects.standing().filter(**of))
    absences = _by_person(
        Absence.objects.standing().filter(**of).exclude(ended_on__lt=COMMENCEMENT).order_by("starts_on")
    )
    names = _by_person(
        Name.objects.standing().filter(
            **of, used_from__gte=COMMENCEMENT, kind__in=[NameKind.LEGAL, NameKind.ALIAS]
        )
    )
    homes = _by_person(Occupancy.objects.standing().homes().filter(**of).order_by("starts_on"))
    given = _by_person(
        Notification.objects.standing()
        .filter(**of, given_at__date__gte=COMMENCEMENT)
        .annotate(named=ArraySubquery(_NAMED.values("address_id")))
    )
    for person in people:
        pk = person.pk
        changes = [
            *_homes_changed(homes[pk]),
            *_names_used(names[pk]),
            *_releases(absences[pk]),
        ]
        told = {change["id"] for change in changes}
        yield (
            pk,
            {
                "jurisdiction": person.force.nation,
                "as_at": as_at.isoformat(),
                "person": {"date_of_birth": person.date_of_birth.isoformat()},
                "triggers": [_trigger(trigger) for trigger in triggers[pk]],
                "orders": [_order(order) for order in orders[pk]],
                "absences": [_absence(absence) for absence in absences[pk]],
                "notifications": [_notification(notification, told) for notification in given[pk]],
                "changes": changes,
            },
        )


def _by_person(rows: Iterable[Row]) -> dict[UUID, list[Row]]:
    grouped: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.person_id].append(row)
    return grouped


def _given(**fields: Any) -> Document:
    """Only what is known: the engine refuses an empty field, and guesses nothing from a missing one."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in fields.items()
        if value not in (None, "", {}, [])
    }


def _trigger(trigger: Trigger) -> Document:
    disposal: Disposal | None = getattr(trigger, "disposal", None)
    return {
        "id": str(trigger.pk),
        **_given(
            kind=trigger.kind,
            date=trigger.date,
            condition_met_on=trigger.condition_met_on,
            notice_given_on=trigger.notice_given_on,
            ended_on=trigger.ended_on,
            order=str(trigger.order_id) if trigger.order_id else None,
            schedule_3=None if trigger.schedule_3 else False,
            carried_over=True if trigger.carried_over else None,
            disposal=_disposal(disposal) if disposal and disposal.voided_at is None else None,
        ),
    }


def _disposal(disposal: Disposal) -> Document:
    runs: Document = {}
    if disposal.consecutive_to_id:
        runs = {"consecutive_to": str(disposal.consecutive_to_id)}
    elif disposal.concurrent_with_id:
        runs = {"concurrent_with": str(disposal.concurrent_with_id)}
        if disposal.overlap_months:
            runs["overlap"] = {"months": disposal.overlap_months}
    return _given(
        type=disposal.kind,
        date=disposal.date,
        term=_length(years=disposal.term_years, months=disposal.term_months, weeks=disposal.term_weeks),
        extension=_length(years=disposal.extension_years, months=disposal.extension_months),
        runs=runs,
    )


def _length(**parts: int) -> Document:
    return {name: number for name, number in parts.items() if number}


def _order(order: CourtOrder) -> Document:
    return {
        "id": str(order.pk),
        **_given(
            kind=order.kind,
            made_on=order.made_on,
            served_on=order.served_on,
            last_day=order.last_day,
            discharged_on=order.discharged_on,
        ),
    }


def _absence(absence: Absence) -> Document:
    # Part 2 commenced on 1 May 2004: the engine takes no earlier day, and nothing before it can count.
    return _given(
        **{
            "kind": absence.kind,
            "from": max(absence.starts_on, COMMENCEMENT),
            "to": absence.ended_on,
        }
    )


def _notification(notification: Any, told: set[str]) -> Document:
    return {
        "id": str(notification.pk),
        **_given(
            section=notification.section,
            given_at=notification.given_at.astimezone(LONDON).replace(microsecond=0),
            home=notification.home,
            addresses=sorted(str(address) for address in notification.named),
            # A fact since voided is no longer there to be told of.
            about=[fact for fact in notification.about if fact in told],
        ),
    }


def _homes_changed(homes: list[Occupancy]) -> list[Document]:
    """Every home after the first is a change of home address (s.84(1)(b))."""
    return [
        {"id": f"home:{home.pk}", "kind": "home_address_changed", "on": home.starts_on.isoformat()}
        for home in homes[1:]
        if home.starts_on >= COMMENCEMENT
    ]


def _names_used(names: list[Name]) -> list[Document]:
    """The first use of a name counts, not the deed (s.84(1)(a))."""
    return [
        {"id": f"name:{name.pk}", "kind": "name_used", "on": name.used_from.isoformat()}
        for name in names
        if name.used_from
    ]


def _releases(absences: list[Absence]) -> list[Document]:
    """The end of a detention, unless another begins that day: a remand that becomes a sentence is no release."""
    detentions = [absence for absence in absences if absence.kind in DETENTION_KINDS]
    begun = {absence.starts_on: absence.pk for absence in detentions}
    return [
        {"id": f"released:{absence.pk}", "kind": "released", "on": absence.ended_on.isoformat()}
        for absence in detentions
        if absence.ended_on and begun.get(absence.ended_on, absence.pk) == absence.pk
    ]
