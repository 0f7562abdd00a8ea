"""Reads for the pages of devices: one person's, and what waits across a unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.urls import reverse

from access.policies import Capability
from accounts.models import User
from diary.models import Entry
from offenders import policies
from offenders.choices import DETENTION_KINDS, YesNoUnknown
from offenders.models import Absence, Device, Gone, LicenceCondition, Monitoring, OrderCondition, Person
from offenders.models.person import PersonQuerySet
from offenders.queries import conditions_in_force, everybodys_conditions
from offenders.record.choices import OUT_OF_HAND
from offenders.record.terms import ConditionKind
from practice.policy import Policy
from riskplans.devices import rules
from riskplans.devices.choices import AlertState, Stands
from riskplans.devices.duties import SILENT
from riskplans.keys import ACKNOWLEDGE_WITHIN, SILENT_AFTER
from riskplans.models import DeviceExamination, MonitoringAlert

A_LIST = 100  # rows of each list; the heading counts them all
_LATELY = timedelta(days=7)
_ABOUT_DEVICES = [ConditionKind.INSPECTION, ConditionKind.DEVICES]


@dataclass(slots=True)
class Owned:
    """One device, how it stands, and the one next thing to do about it."""

    device: Device
    stands: Stands
    installs: list[Monitoring]
    examination: DeviceExamination | None
    why: str = ""
    next: tuple[str, str] | None = None  # words that begin with a verb, and where


@dataclass(slots=True)
class Board:
    """How the devices of one person stand."""

    devices: list[Owned]
    past: list[Device]
    alerts: list[MonitoringAlert]
    permits: list[OrderCondition | LicenceCondition]
    monitored: int = 0
    gone: list[Monitoring] = field(default_factory=list)

    @property
    def not_installed(self) -> bool:
        """Monitoring is permitted, and nothing they have is monitored."""
        return bool(self.permits) and not self.monitored


def in_force_and_before(
    person: Person, today: date
) -> tuple[list[OrderCondition | LicenceCondition], list[OrderCondition | LicenceCondition]]:
    """The conditions in force today, and those that were before: what is entered late rests on them; four queries."""
    live, ever = (
        [each for rows in conditions_in_force(person, today, since=since) for each in rows]
        for since in (today, date.min)
    )
    return live, [each for each in ever if each not in live]


def about_devices(person: Person, today: date) -> list[OrderCondition | LicenceCondition]:
    """The conditions in force about devices, or that permit monitoring; two queries."""
    orders, licences = conditions_in_force(person, today)
    every: list[OrderCondition | LicenceCondition] = [*orders, *licences]
    return [each for each in every if each.kind in _ABOUT_DEVICES or each.permits_monitoring]


def permitting(person: Person, today: date) -> list[OrderCondition | LicenceCondition]:
    """Those of them that let the police put monitoring on their devices; two queries."""
    return [each for each in about_devices(person, today) if each.permits_monitoring]


def board(person: Person, today: date, policy: Policy) -> Board:
    """Their devices, what monitors each and what was found; the alerts, the newest first. Six queries."""
    permits = permitting(person, today)
    devices = list(Device.objects.standing().filter(person=person).order_by("-starts_on", "-recorded_at"))
    installs: dict[UUID, list[Monitoring]] = {}
    gone = []
    for install in Monitoring.objects.standing().filter(person=person).select_related("device"):
        if install.removed_on is None:
            installs.setdefault(install.device_id, []).append(install)
        else:
            gone.append(install)
    looked: dict[UUID, DeviceExamination] = {}
    for made in DeviceExamination.objects.standing().filter(person=person).select_related("product"):
        looked.setdefault(made.device_id, made)
    within = policy.value(SILENT_AFTER)
    rows, past = [], []
    for device in devices:
        if device.ends_on is not None and device.ends_on <= today:
            past.append(device)
            continue
        rows.append(
            _owned(device, installs.get(device.pk, []), looked.get(device.pk), bool(permits), today, within)
        )
    order = list(Stands)
    urgent = [Stands.NOT_REPORTING, Stands.FOUND, Stands.CONCERN, Stands.INSTALL_DUE]
    rows.sort(key=lambda row: (row.stands not in urgent, order.index(row.stands)))
    alerts = MonitoringAlert.objects.standing().filter(person=person)
    return Board(
        devices=rows,
        past=past,
        alerts=list(alerts.select_related("install__device", "taken_by", "triaged_by", "breach")[:A_LIST]),
        permits=permits,
        monitored=sum(bool(installs.get(row.device.pk)) for row in rows),
        gone=gone,
    )


def at_a_glance(person: Person, today: date) -> PersonQuerySet:
    """The person with how many `devices` they have, how many are `watched` and how many `silent`, and how many alerts
    are open (`alerted`)."""
    devices = Device.objects.standing().filter(person=OuterRef("pk")).exclude(ends_on__lte=today)
    live = Monitoring.objects.standing().filter(person=OuterRef("pk"), removed_on__isnull=True)
    alerts = MonitoringAlert.objects.open().filter(person=OuterRef("pk"))
    silent = Entry.objects.open().filter(person=OuterRef("pk"), kind=SILENT)

    def number(rows: QuerySet[Any], of: str = "pk") -> Coalesce:
        counted = rows.order_by().values("person").annotate(number=Count(of, distinct=True)).values("number")
        return Coalesce(Subquery(counted), 0)

    return Person.objects.filter(pk=person.pk).annotate(
        devices=number(devices), watched=number(live, "device"), alerted=number(alerts), silent=number(silent)
    )


def _owned(
    device: Device,
    installs: list[Monitoring],
    looked: DeviceExamination | None,
    wanted: bool,
    today: date,
    within: int,
) -> Owned:
    watched = [rules.Install(each.installed_on, each.heard_on) for each in installs]
    stands = rules.stands(
        device.state,
        installs=watched,
        examined=looked.result if looked else "",
        wanted=wanted,
        online=device.online != YesNoUnknown.NO,
        today=today,
        within=within,
    )
    silent = next(
        (pair for pair in zip(installs, watched, strict=True) if pair[1].is_silent(today, within)), None
    )
    row = Owned(device, stands, installs, looked)
    if silent:
        row.why = rules.why_silent(silent[1], within)
        row.next = ("Find out why", reverse("hear-monitoring", args=[device.person_id, silent[0].pk]))
    elif stands == Stands.INSTALL_DUE:
        row.next = ("Record the install", reverse("install-monitoring", args=[device.person_id, device.pk]))
    elif stands in (Stands.FOUND, Stands.DECLARED, Stands.RETURNED):
        row.next = ("Record an examination", reverse("examine-device", args=[device.person_id, device.pk]))
    elif stands in (Stands.CONCERN, Stands.SEIZED, Stands.LOST):
        row.next = ("Say where it is now", reverse("move-device", args=[device.person_id, device.pk]))
    return row


def device_of(person: Person, device_id: UUID) -> Device:
    """The person's device, or Http404."""
    found = get_object_or_404(Device.objects.standing(), pk=device_id, person=person)
    found.person = person
    return found


def install_of(person: Person, install_id: UUID) -> Monitoring:
    """What monitors one of the person's devices, or Http404."""
    rows = Monitoring.objects.standing().select_related("device")
    found = get_object_or_404(rows, pk=install_id, person=person)
    found.person = person
    return found


def alert_of(person: Person, alert_id: UUID) -> MonitoringAlert:
    """An alert about the person, or Http404."""
    rows = MonitoringAlert.objects.standing().select_related(
        "install__device", "taken_by", "triaged_by", "breach", "recorded_by"
    )
    found = get_object_or_404(rows, pk=alert_id, person=person)
    found.person = person
    return found


@dataclass(slots=True)
class Waiting:
    """An alert in a list: how long it has waited, or did, to be acknowledged, and whether that is too long."""

    alert: MonitoringAlert
    waited: str
    late: bool


@dataclass(slots=True)
class Unit:
    """What waits across everybody within a user's reach; of each list `A_LIST` rows at most, and its number."""

    new: list[Waiting]
    taken: list[Waiting]
    lately: list[Waiting]
    silent: list[Monitoring]
    silent_number: int
    uninstalled: list[Person]
    uninstalled_number: int
    permitted: int
    monitored: int


def unit(user: User, now: datetime, policy: Policy) -> Unit:
    """The alerts, unacknowledged first; what does not report; who may be monitored and is not. Nine queries."""
    today = now.date()
    mine = policies.within(user, Capability.RECORD, today, person="person__") & ~policies.archived("person__")
    limit = timedelta(minutes=policy.value(ACKNOWLEDGE_WITHIN))
    alerts = MonitoringAlert.objects.standing().filter(mine).select_related("install__device", "taken_by")
    new = list(alerts.filter(state=AlertState.NEW).order_by("received_at")[:A_LIST])
    taken = list(alerts.filter(state=AlertState.TAKEN).order_by("received_at")[:A_LIST])
    lately = list(alerts.filter(triaged_at__gte=now - _LATELY).order_by("-triaged_at")[:A_LIST])
    silent = _silent(mine, today, policy)
    quiet = list(silent[:A_LIST])
    people = Person.objects.filter(policies.within(user, Capability.RECORD, today))
    permitted = _permitted(people.exclude(policies.archived()), today)
    uninstalled = permitted.exclude(_monitored())
    in_order: Any = uninstalled.with_name().with_manager().in_level_order()
    in_order = in_order.order_by("level_order", "reference")
    _name(*new, *taken, *lately, *quiet)
    number, missing = permitted.count(), uninstalled.count()
    return Unit(
        new=_waiting(new, now, limit),
        taken=_waiting(taken, now, limit),
        lately=_waiting(lately, now, limit),
        silent=quiet,
        silent_number=silent.count(),
        uninstalled=list(in_order[:A_LIST]),
        uninstalled_number=missing,
        permitted=number,
        monitored=number - missing,
    )


def _name(*rows: MonitoringAlert | Monitoring) -> None:
    """Give each row its person with name and manager; one query for all of them."""
    people = Person.objects.filter(pk__in={row.person_id for row in rows}).with_name().with_manager()
    known = {person.pk: person for person in people}
    for row in rows:
        row.person = known[row.person_id]


def _waiting(rows: Iterable[MonitoringAlert], now: datetime, limit: timedelta) -> list[Waiting]:
    return [
        Waiting(
            row,
            rules.waited(row.received_at, row.answered_at(now)),
            row.answered_at(now) - row.received_at > limit,
        )
        for row in rows
    ]


def _silent(mine: Q, today: date, policy: Policy) -> Any:
    """What is installed and has not reported in time, the longest silent first."""
    last = today - timedelta(days=policy.value(SILENT_AFTER))
    rows: Any = Monitoring.objects.standing().filter(
        mine, removed_on__isnull=True, device__voided_at__isnull=True
    )
    rows = rows.annotate(reported_on=Coalesce("heard_on", "installed_on")).filter(reported_on__lt=last)
    return rows.select_related("device").order_by("reported_on", "pk")


def _permitted(people: PersonQuerySet, today: date) -> PersonQuerySet:
    """Those at large whose order or licence lets the police put monitoring on their devices."""
    orders, licences = everybodys_conditions(today)
    held = Absence.objects.standing().on(today).filter(person=OuterRef("pk"), kind__in=DETENTION_KINDS)
    gone = Gone.objects.on(today).filter(person=OuterRef("pk"))
    return people.filter(
        Q(Exists(orders.filter(permits_monitoring=True, person=OuterRef("pk"))))
        | Q(Exists(licences.filter(permits_monitoring=True, person=OuterRef("pk")))),
        ~Exists(held),
        ~Exists(gone),
    )


def _monitored() -> Q:
    live = Monitoring.objects.standing().filter(
        person=OuterRef("pk"), removed_on__isnull=True, device__voided_at__isnull=True
    )
    return Q(Exists(live.exclude(device__state__in=OUT_OF_HAND)))
