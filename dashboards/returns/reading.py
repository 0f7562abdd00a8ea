"""From the tables to what an annual report counts: every record of a force, restricted ones too, whoever asks.

People are counted as the facts in force on the day say, by the days the facts themselves carry: what was recorded or
put right since is in, and what changed since is not. What is read here is counted; which of it is named to whom is
`dashboards.returns.naming`'s to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from access.reading import as_vigil
from accounts.models import Force
from dashboards.returns.definitions import Definition, Table, definitions
from dashboards.returns.rules import ReportYear
from diary.clock import LONDON
from frontend.dates import words
from mappa.models import FurtherOffence, SeriousCaseReview
from notifications.breaches.choices import BreachOf, Outcome
from notifications.choices import AppealOutcome, ReviewOutcome
from notifications.models import Application, Breach
from offenders.choices import DETENTION_KINDS, ArchiveReason, MappaLevel, PersonKind, TriggerKind
from offenders.models import Absence, Archiving, CourtOrder, Gone, Licence, MappaStatus, Trigger

RSO = PersonKind.REGISTERED_SEXUAL_OFFENDER


@dataclass(frozen=True, slots=True)
class Asked:
    """Which year of which force, and which MAPPA area; empty for all."""

    year: ReportYear
    area: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing counted: a person, or an occasion of theirs."""

    person: UUID
    reference: str
    why: str


Counts = dict[str, list[Counted]]


def read(force: Force, asked: Asked) -> Counts:
    """Everything counted in a report, by the cell it counts in; some ten queries, however much it is."""
    said = definitions(asked.year.ends)
    counts: Counts = defaultdict(list)
    with as_vigil():
        for cell, counted in (
            *_snapshot(force, asked, said[Table.T1]),
            *_managed(force, asked),
            *_of_events(force, asked, said),
        ):
            counts[cell].append(counted)
    for rows in counts.values():
        rows.sort(key=lambda each: (each.reference, each.why))
    return counts


def statuses_on(
    force: Force, day: date, *, leaves_out: Iterable[str] = DETENTION_KINDS
) -> QuerySet[MappaStatus]:
    """The category and level of everybody of a force who was managed on `day` and at liberty.

    A record that was closed by then no longer counts; one opened in error never did.
    """
    absent = Absence.objects.standing().on(day).filter(person=OuterRef("person"), kind__in=leaves_out)
    gone = Gone.objects.on(day).filter(person=OuterRef("person"))
    return MappaStatus.objects.on(day).filter(
        ~Exists(absent), ~Exists(gone), ~Exists(_closed(day)), person__force=force
    )


def _closed(day: date) -> QuerySet[Archiving]:
    """The archiving of a record that does not count on a day."""
    end = datetime.combine(day + timedelta(days=1), time(0), LONDON)
    by_then = Q(archived_at__lt=end) & (Q(reopened_at__isnull=True) | Q(reopened_at__gte=end))
    in_error = Q(reason=ArchiveReason.ERRONEOUS, reopened_at__isnull=True)
    return Archiving.objects.filter(by_then | in_error, person=OuterRef("person"))


def without_category(force: Force, day: date) -> list[Counted]:
    """Registered sexual offenders on record and at liberty on `day` whom no category was in force for."""
    rows = (
        Trigger.objects.standing()
        .filter(
            ~Exists(MappaStatus.objects.on(day).filter(person=OuterRef("person"))),
            ~Exists(Absence.objects.standing().on(day).detentions().filter(person=OuterRef("person"))),
            ~Exists(Gone.objects.on(day).filter(person=OuterRef("person"))),
            ~Exists(_closed(day)),
            Q(ended_on__isnull=True) | Q(ended_on__gt=day),
            date__lte=day,
            schedule_3=True,
            person__force=force,
            person__kind=RSO,
        )
        .values_list("person", "person__reference")
    )
    with as_vigil():
        return [
            Counted(pk, reference, "No category and level in force")
            for pk, reference in sorted(set(rows), key=lambda row: row[1])
        ]


def _snapshot(force: Force, asked: Asked, said: Definition) -> Iterator[tuple[str, Counted]]:
    rows = statuses_on(force, asked.year.as_at, leaves_out=said.leaves_out)
    if asked.area:
        rows = rows.filter(area=asked.area)
    for pk, reference, category, level, since in rows.values_list(
        "person", "person__reference", "category", "level", "starts_on"
    ):
        assert since  # noqa: S101 - the database holds it
        yield (
            f"t1-c{category}-l{level}",
            Counted(pk, reference, f"Category {category}, level {level} since {words(since)}"),
        )


def _managed(force: Force, asked: Asked) -> Iterator[tuple[str, Counted]]:
    """Each person once in a category, at the highest of levels 2 and 3 they were at in the year."""
    year = asked.year
    rows = (
        MappaStatus.objects.standing()
        .filter(Q(ends_on__isnull=True) | (Q(ends_on__gt=year.first) & Q(ends_on__gt=F("starts_on"))))
        .filter(person__force=force, level__in=[MappaLevel.TWO, MappaLevel.THREE], starts_on__lte=year.as_at)
    )
    if asked.area:
        rows = rows.filter(area=asked.area)
    highest: dict[tuple[UUID, str], tuple[str, Counted]] = {}
    for pk, reference, category, level, since in rows.order_by("level", "-starts_on").values_list(
        "person", "person__reference", "category", "level", "starts_on"
    ):
        assert since  # noqa: S101 - the database holds it
        counted = Counted(pk, reference, f"Category {category}, level {level} from {words(since)}")
        highest[pk, category] = (f"t2-c{category}-l{level}", counted)
    yield from highest.values()


@dataclass(frozen=True, slots=True)
class _Event:
    """Something that happened to somebody on a day, before it is known at which level and in which area they were."""

    table: Table
    cell: str
    person: UUID
    reference: str
    on: date
    why: str
    once: bool = False  # a person counts once in the cell


def _of_events(force: Force, asked: Asked, said: dict[Table, Definition]) -> Iterator[tuple[str, Counted]]:
    year = asked.year
    events = [
        *_breaches(force, year, said[Table.T3]),
        *_revoked(force, year),
        *_orders(force, year, said[Table.T5]),
        *_became(force, year),
        *_recalled(force, year),
        *_imprisoned(force, year, said[Table.T6]),
        *_charged(force, year, said[Table.T7]),
        *_reviewed(force, year),
    ]
    spells = _spells({each.person for each in events})
    seen: set[tuple[str, UUID]] = set()
    for each in sorted(events, key=lambda each: each.on):
        category, level, area = _standing(spells[each.person], each.on)
        if asked.area and area != asked.area:
            continue
        cell = each.cell
        if each.table is Table.T6:
            if level not in (MappaLevel.TWO, MappaLevel.THREE):
                continue
            cell = f"{cell}-l{level}-c{category}"
        if each.table is Table.T7:
            if not level:
                continue  # nobody managed under MAPPA
            cell = f"{cell}-l{level}-c{category}" if each.once else f"{cell}-c{category}"
        if each.once:
            # Charged again at another level, they are one person still.
            counted = each.cell if each.table is Table.T7 else cell
            if (counted, each.person) in seen:
                continue
            seen.add((counted, each.person))
        yield cell, Counted(each.person, each.reference, each.why)


_Spell = tuple[date, date | None, str, str, str]


def _spells(people: set[UUID]) -> dict[UUID, list[_Spell]]:
    """Days, category, level and area of every status of some people, in order."""
    found: dict[UUID, list[_Spell]] = defaultdict(list)
    rows = MappaStatus.objects.standing().filter(person__in=people).order_by("starts_on")
    for pk, *spell in rows.values_list("person", "starts_on", "ends_on", "category", "level", "area"):
        found[pk].append(tuple(spell))  # type: ignore[arg-type]
    return found


def _standing(spells: list[_Spell], on: date) -> tuple[str, str, str]:
    """Category and level on a day, empty where none was in force; and the area then, else the one nearest before, else
    the first after: a conviction may come before the category that it brings."""
    at = [each for each in spells if each[0] <= on]
    running = [each for each in at if each[1] is None or each[1] > on]
    _, _, category, level, _ = running[-1] if running else (on, None, "", "", "")
    near = at[-1:] or spells[:1]
    return category, level, near[0][4] if near else ""


def _breaches(force: Force, year: ReportYear, said: Definition) -> Iterator[_Event]:
    rows: Any = Breach.objects.standing().filter(
        of__in=[BreachOf.REQUIREMENT, BreachOf.FALSE],
        outcome__in=said.outcomes,
        outcome_on__range=(year.first, year.as_at),
        person__force=force,
        person__kind=RSO,
    )
    for pk, reference, outcome, on in rows.values_list(
        "person", "person__reference", "outcome", "outcome_on"
    ):
        cell = "t3-cautioned" if outcome == Outcome.CAUTIONED else "t3-convicted"
        why = f"{Outcome(outcome).label} on {words(on)}"
        yield _Event(Table.T3, cell, pk, reference, on, why, once=True)
        yield _Event(Table.T3, "t3-people", pk, reference, on, why, once=True)
        yield _Event(Table.T3, "t3-occasions", pk, reference, on, why)


def _revoked(force: Force, year: ReportYear) -> Iterator[_Event]:
    span = (year.first, year.as_at)
    granted = Q(outcome=ReviewOutcome.GRANTED, notice_received_on__range=span)
    allowed = Q(appeal_outcome=AppealOutcome.ALLOWED, appeal_decided_on__range=span)
    rows = Application.objects.standing().filter(granted | allowed, person__force=force)
    for pk, reference, received, outcome, told, appealed in rows.values_list(
        *("person", "person__reference", "received_on", "outcome", "notice_received_on", "appeal_decided_on")
    ):
        on = told if outcome == ReviewOutcome.GRANTED else appealed
        assert on  # noqa: S101 - filtered
        how = "notice received" if outcome == ReviewOutcome.GRANTED else "appeal allowed"
        why = f"Applied {words(received)}, {how} on {words(on)}"
        yield _Event(Table.T4, "t4-revoked", pk, reference, on, why, once=True)


def _orders(force: Force, year: ReportYear, said: Definition) -> Iterator[_Event]:
    rows = CourtOrder.objects.standing().filter(
        kind__in=said.orders, made_on__range=(year.first, year.as_at), person__force=force, person__kind=RSO
    )
    for pk, reference, kind, on in rows.values_list("person", "person__reference", "kind", "made_on"):
        yield _Event(Table.T5, f"t5-{kind}", pk, reference, on, f"Made {words(on)}")


def _became(force: Force, year: ReportYear) -> Iterator[_Event]:
    rows = Trigger.objects.standing().filter(
        kind=TriggerKind.SRO_BREACH, date__range=(year.first, year.as_at), person__force=force
    )
    for pk, reference, on in rows.values_list("person", "person__reference", "date"):
        yield _Event(Table.T5B, "t5b-people", pk, reference, on, f"Found on {words(on)}", once=True)


def _recalled(force: Force, year: ReportYear) -> Iterator[_Event]:
    rows = Licence.objects.standing().filter(returned_on__range=(year.first, year.as_at), person__force=force)
    for pk, reference, on in rows.values_list("person", "person__reference", "returned_on"):
        assert on  # noqa: S101 - filtered
        yield _Event(Table.T6, "t6-licence", pk, reference, on, f"Back in custody {words(on)}")


def _imprisoned(force: Force, year: ReportYear, said: Definition) -> Iterator[_Event]:
    inside = (
        Absence.objects.standing()
        .detentions()
        .filter(person=OuterRef("person"), starts_on__lte=OuterRef("outcome_on") + timedelta(days=1))
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=OuterRef("outcome_on")))
    )
    rows: Any = Breach.objects.standing().filter(
        Exists(inside),
        of=BreachOf.ORDER,
        outcome__in=said.outcomes,
        outcome_on__range=(year.first, year.as_at),
        order_condition__order__kind__in=said.orders,
        person__force=force,
    )
    for pk, reference, on in rows.values_list("person", "person__reference", "outcome_on"):
        yield _Event(Table.T6, "t6-order", pk, reference, on, f"Convicted {words(on)}, and in custody")


def _charged(force: Force, year: ReportYear, said: Definition) -> Iterator[_Event]:
    rows = FurtherOffence.objects.standing().filter(
        charged__in=said.charged, charged_on__range=(year.first, year.as_at), person__force=force
    )
    for pk, reference, on in rows.values_list("person", "person__reference", "charged_on"):
        yield _Event(Table.T7, "t7-charged", pk, reference, on, f"Charged {words(on)}", once=True)


def _reviewed(force: Force, year: ReportYear) -> Iterator[_Event]:
    """Of whatever offence, by the category on the day of the charge, whenever the review came."""
    for done in ("started", "completed"):
        rows: Any = SeriousCaseReview.objects.filter(
            **{f"{done}_on__range": (year.first, year.as_at)},
            person__force=force,
        )
        for pk, reference, charged_on, on in rows.values_list(
            "person", "person__reference", "charge__charged_on", f"{done}_on"
        ):
            yield _Event(
                Table.T7, f"t7-{done}", pk, reference, charged_on, f"{done.capitalize()} {words(on)}"
            )
