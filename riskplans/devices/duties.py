"""Monitoring as duties: what does not report, and alerts that wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from access.policies import Capability, FieldClass
from diary.models import Entry
from diary.next_actions import NextAction, register
from diary.providers import Duty
from offenders.models import Monitoring, Person
from offenders.queries import worked_on
from practice.policy import Policy, policy_of
from riskplans.devices.rules import Install
from riskplans.keys import ACKNOWLEDGE_WITHIN, SILENCE_WITHIN, SILENT_AFTER, TRIAGE_WITHIN
from riskplans.models import MonitoringAlert

NAME = "monitoring"
# Of its own, for nobody archives a record over an alert that waits.
ALERTS = "monitoring-alerts"
SILENT, ALERT, TRIAGE = "monitoring_silent", "monitoring_alert", "monitoring_triage"


def silences(people: Sequence[UUID], today: date) -> Iterator[tuple[UUID, Duty]]:
    """A silence is a duty from the day after it was to report: what reports is none, nor what somebody had who has died
    or been deported. Two queries, and one a force."""
    installs: Any = list(
        Monitoring.objects.standing()
        .filter(
            person__in=worked_on(people, today).values("pk"),
            removed_on__isnull=True,
            device__voided_at__isnull=True,
        )
        .values("pk", "person_id", "installed_on", "heard_on")
    )
    policies = _policies(installs, today)
    for row in installs:
        duty = _silence(row, policies[row["person_id"]], today)
        if duty:
            yield row["person_id"], duty


def alerts(people: Sequence[UUID], today: date) -> Iterator[tuple[UUID, Duty]]:
    """An alert is acknowledged, then triaged. Two queries, and one a force."""
    rows: Any = list(
        MonitoringAlert.objects.standing()
        .filter(person__in=people)
        .values("pk", "person_id", "received_at", "taken_at", "triaged_at")
    )
    policies = _policies(rows, today)
    for row in rows:
        for duty in _alert(row, policies[row["person_id"]]):
            yield row["person_id"], duty


def _policies(rows: Sequence[dict[str, Any]], today: date) -> dict[UUID, Policy]:
    concerned = {row["person_id"] for row in rows}
    if not concerned:
        return {}
    forces = dict(Person.objects.filter(pk__in=concerned).values_list("pk", "force"))
    of_force = {force: policy_of(force, today) for force in set(forces.values())}
    return {person: of_force[force] for person, force in forces.items()}


def _silence(row: dict[str, Any], policy: Policy, today: date) -> Duty | None:
    within = policy.value(SILENT_AFTER)
    install = Install(row["installed_on"], row["heard_on"])
    last = install.silent_since(within)
    if last is None or not install.is_silent(today, within):
        return None
    due = last + timedelta(days=policy.value(SILENCE_WITHIN))
    return Duty(
        key=f"{NAME}/{SILENT}:{row['pk']}:{last}",
        kind=SILENT,
        title="Monitoring is not reporting",
        arises_on=last + timedelta(days=1),
        work_to=due,
        last=due,
        field_class=FieldClass.MANAGEMENT,
    )


def _alert(row: dict[str, Any], policy: Policy) -> Iterator[Duty]:
    received = row["received_at"]
    for kind, title, limit, done in (
        (
            ALERT,
            "Acknowledge a monitoring alert",
            received + timedelta(minutes=policy.value(ACKNOWLEDGE_WITHIN)),
            row["taken_at"],
        ),
        (
            TRIAGE,
            "Triage a monitoring alert",
            policy.moment_after(TRIAGE_WITHIN, received),
            row["triaged_at"],
        ),
    ):
        day = timezone.localdate(limit)
        yield Duty(
            key=f"{ALERTS}/{kind}:{row['pk']}",
            kind=kind,
            title=title,
            arises_on=timezone.localdate(received),
            work_to=day,
            last=day,
            work_to_at=limit,
            last_at=limit,
            met_on=timezone.localdate(done) if done else None,
            met_at=done,
            met_by=str(row["pk"]) if done else "",
            field_class=FieldClass.MANAGEMENT,
        )
        if not row["taken_at"]:
            return  # one thing at a time


def register_next_actions() -> None:
    register(SILENT, "Monitoring not reporting", NextAction("Find out why", _install, Capability.RECORD))
    register(ALERT, "Alert of monitoring", NextAction("Acknowledge it", _alerted, Capability.RECORD))
    register(TRIAGE, "Alert of monitoring to triage", NextAction("Triage it", _alerted, Capability.RECORD))


def _install(entry: Entry) -> str:
    return reverse("hear-monitoring", args=[entry.person_id, entry.key.split(":")[1]])


def _alerted(entry: Entry) -> str:
    return reverse("monitoring-alert", args=[entry.person_id, entry.key.rpartition(":")[2]])


def page(entry: Entry) -> str:
    """Where it is dealt with."""
    return _install(entry) if entry.kind == SILENT else _alerted(entry)
