"""What recorded facts say has changed in somebody's life, so that their risk is to be looked at again.

One line of the table for each kind of fact; what no fact shows (a bereavement, a pregnancy) an officer says by hand.
What is said names nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils import timezone

from access.recording import Saved
from intelligence.choices import Assessed, Scheme, Source
from intelligence.models import Report
from notifications.models import Breach, Journey
from offenders.choices import DETENTION_KINDS, HOME_KINDS, AbsenceKind, NameKind, OccupancyKind
from offenders.models import (
    Absence,
    Allegation,
    Association,
    Child,
    CourtOrder,
    Device,
    HealthEntry,
    Licence,
    LicenceCondition,
    Name,
    Occupancy,
    Occupation,
    OnlineAccount,
    OrderCondition,
    OtherConviction,
    Person,
    Trigger,
)
from offenders.record.choices import DeviceState
from offenders.record.terms import HealthKind, Tie
from practice.policy import policy_of
from riskplans.assessments import rules
from riskplans.assessments.choices import ChangeKind
from riskplans.choices import Outcome
from riskplans.devices.choices import CONFIRMED
from riskplans.keys import CORRECTION_NEWS
from riskplans.models import (
    AttemptsDecision,
    DisclosureTold,
    LevelDecision,
    MonitoringAlert,
    Plan,
    PolygraphDisclosure,
    PolygraphTest,
    Visit,
)
from riskplans.polygraph.choices import Result

_DETAINED = (*DETENTION_KINDS, AbsenceKind.POLICE_DETENTION)
_STAYS = (
    OccupancyKind.OTHER,
    OccupancyKind.APPROVED_PREMISES,
    OccupancyKind.BAIL,
    OccupancyKind.HOSTING,
    OccupancyKind.PARTNERS,
    OccupancyKind.FAMILY,
)
_MIND = (HealthKind.MENTAL, HealthKind.SUBSTANCE, HealthKind.SELF_HARM)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed; the same `cause` is collected once."""

    kind: ChangeKind
    what: str
    on: date | None  # None: the day it was recorded
    cause: str


Words = tuple[ChangeKind, str, date | None] | None
Reads = Callable[[Any, Saved], Words]


def seen_in(saved: list[Saved], today: date) -> Iterator[tuple[Any, Change]]:
    """The significant changes among what a verb has saved, each with its person's id. Opening a record is none."""
    opened = {row.row.pk for row in saved if row.created and isinstance(row.row, Person)}
    for each in saved:
        reads = _READS.get(type(each.row))
        row: Any = each.row
        if reads is None or row.person_id in opened or getattr(row, "voided_at", None):
            continue
        found = reads(row, each)
        if found:
            kind, what, on = found
            how = "" if each.created else f":{'ended' if _ended(row, each) else 'changed'}"
            if kind is ChangeKind.ENDING:
                how = over(row)
            if each.fields is None and not each.created and not _is_news(row, on or today, today):
                continue  # a correction of something old is no news
            yield row.person_id, Change(kind, what, on, f"{row._meta.model_name}:{row.pk}{how}")


def _is_news(row: Any, on: date, today: date) -> bool:
    force = Person.objects.values_list("force_id", flat=True).get(pk=row.person_id)
    return rules.is_recent(on, today, within=policy_of(force, today).value(CORRECTION_NEWS))


def over(row: CourtOrder | Licence) -> str:
    """Of the cause of an end: one, whether somebody recorded it or the last day passed by itself."""
    return f":over:{row.last_day if isinstance(row, CourtOrder) else row.licence_ends_on}"


def is_credible(report: Report) -> bool:
    """Known to its source directly, or corroborated, and the source is not known to be unreliable (3x5x2)."""
    return (
        report.scheme == Scheme.THREE_FIVE_TWO
        and report.source_grade != Source.NOT_RELIABLE
        and report.assessed_grade in (Assessed.DIRECTLY, Assessed.CORROBORATED)
    )


def _ended(row: Any, saved: Saved) -> bool:
    named = saved.fields or frozenset()
    return not saved.created and bool(named & {"ends_on", "ended_on"})


def _association(row: Association, saved: Saved) -> Words:
    if row.kind == Tie.PARTNER and (saved.created or _ended(row, saved)):
        if row.ends_on:
            return ChangeKind.RELATIONSHIP, "A relationship has ended.", row.ends_on
        return ChangeKind.RELATIONSHIP, "A new relationship.", row.starts_on
    if row.kind == Tie.EX_PARTNER and saved.created:
        return ChangeKind.RELATIONSHIP, "A relationship has ended.", row.starts_on
    return None


def _child(row: Child, saved: Saved) -> Words:
    return (ChangeKind.CHILD, "A child is on the record.", row.starts_on) if saved.created else None


def _occupancy(row: Occupancy, saved: Saved) -> Words:
    if not saved.created or row.ends_on:
        return None
    if row.kind == OccupancyKind.NO_FIXED_ABODE:
        return ChangeKind.HOME, "No fixed address.", row.starts_on
    if row.kind in HOME_KINDS:
        return ChangeKind.HOME, "A new home address.", row.starts_on
    return (
        (ChangeKind.HOME, "Another address where they stay.", row.starts_on) if row.kind in _STAYS else None
    )


def _occupation(row: Occupation, saved: Saved) -> Words:
    what = row.get_kind_display().lower()
    if saved.created and not row.ends_on:
        return ChangeKind.OCCUPATION, f"New: {what}.", row.starts_on
    return (ChangeKind.OCCUPATION, f"Ended: {what}.", row.ends_on) if _ended(row, saved) else None


def _absence(row: Absence, saved: Saved) -> Words:
    if row.kind == AbsenceKind.ABROAD:
        return (ChangeKind.TRAVEL, "Abroad.", row.starts_on) if saved.created else None
    if row.ended_on and (saved.created or _ended(row, saved)):
        return ChangeKind.RELEASE, "Released or discharged.", row.ended_on
    if saved.created and row.kind in _DETAINED:
        return ChangeKind.ARREST, f"{row.get_kind_display()}.", row.starts_on
    return None


def _created(kind: ChangeKind, what: str, day: str = "") -> Reads:
    def reads(row: Any, saved: Saved) -> Words:
        return (kind, what, getattr(row, day) if day else None) if saved.created else None

    return reads


def _device(row: Device, saved: Saved) -> Words:
    if not saved.created:
        return None
    found = row.state == DeviceState.FOUND
    return ChangeKind.DEVICE, "An undeclared device was found." if found else "Another device.", row.starts_on


def _health(row: HealthEntry, saved: Saved) -> Words:
    if row.kind in _MIND and (saved.created or _ended(row, saved)):
        return (
            ChangeKind.HEALTH,
            f"{row.get_kind_display()}: the record has changed.",
            row.ends_on or row.starts_on,
        )
    return None


def _licence(row: Licence, saved: Saved) -> Words:
    if _ended(row, saved):
        return ChangeKind.ENDING, "A licence has ended.", row.ends_on
    if row.recalled:
        return ChangeKind.RELEASE, "Recalled to custody.", row.revoked_on or row.recall_requested_on
    return None


def _order(row: CourtOrder, saved: Saved) -> Words:
    if not saved.created and row.discharged_on and "discharged_on" in (saved.fields or {"discharged_on"}):
        return ChangeKind.ENDING, "An order has ended.", row.discharged_on
    return None


def _condition(row: OrderCondition | LicenceCondition, saved: Saved) -> Words:
    """A new condition, or one in new words, is not in the plan in force: nobody checks it yet."""
    if not saved.created or not Plan.objects.in_force().filter(person=row.person_id).exists():
        return None
    of = "an order" if isinstance(row, OrderCondition) else "a licence"
    return ChangeKind.OTHER, f"A condition of {of} that the plan in force does not check.", row.starts_on


def _name(row: Name, saved: Saved) -> Words:
    legal = row.kind == NameKind.LEGAL and saved.created
    return (ChangeKind.NAME, "A new legal name.", row.used_from) if legal else None


def _level(row: LevelDecision, saved: Saved) -> Words:
    """Of those who have a plan: without one, what is done is still to be written."""
    took_effect = row.starts_on and (saved.created or row.answer)
    if not took_effect or not Plan.objects.in_force().filter(person=row.person_id).exists():
        return None
    return ChangeKind.OTHER, f"Managed at another level: {row.get_level_display().lower()}.", row.starts_on


def _visit(row: Visit, saved: Saved) -> Words:
    refused = row.outcome == Outcome.REFUSED
    return (ChangeKind.REFUSAL, "Entry was refused at a home visit.", row.on) if refused else None


def _polygraph(row: PolygraphTest, saved: Saved) -> Words:
    found = row.result == Result.RESPONSE and "result" in (saved.fields or ())
    return (
        (ChangeKind.POLYGRAPH, "A significant response at a polygraph test.", row.tested_on)
        if found
        else None
    )


def _alert(row: MonitoringAlert, saved: Saved) -> Words:
    if row.state not in CONFIRMED or "assessment" not in (saved.fields or ()):
        return None
    return ChangeKind.MONITORING, "A monitoring alert was confirmed.", timezone.localdate(row.received_at)


def _told(row: DisclosureTold, saved: Saved) -> Words:
    return ChangeKind.DISCLOSURE, "Somebody was told of their past.", timezone.localdate(row.told_at)


_READS: dict[type[Model], Reads] = {
    Association: _association,
    Child: _child,
    Occupancy: _occupancy,
    Occupation: _occupation,
    Absence: _absence,
    Breach: _created(ChangeKind.ARREST, "A suspected breach.", "happened_on"),
    Allegation: _created(ChangeKind.ARREST, "A new allegation.", "starts_on"),
    Trigger: _created(ChangeKind.ARREST, "A conviction, caution or finding.", "date"),
    OtherConviction: _created(ChangeKind.ARREST, "A conviction or caution.", "starts_on"),
    Device: _device,
    OnlineAccount: _created(ChangeKind.DEVICE, "Another online account.", "starts_on"),
    HealthEntry: _health,
    Journey: _created(ChangeKind.TRAVEL, "A journey abroad.", "departs_on"),
    Licence: _licence,
    CourtOrder: _order,
    OrderCondition: _condition,
    LicenceCondition: _condition,
    Name: _name,
    Visit: _visit,
    LevelDecision: _level,
    PolygraphTest: _polygraph,
    PolygraphDisclosure: _created(ChangeKind.POLYGRAPH, "Something was disclosed at a polygraph test."),
    MonitoringAlert: _alert,
    AttemptsDecision: _created(ChangeKind.VISITS, "Visits failed: a supervisor decides."),
    DisclosureTold: _told,
}
