"""The verbs of a suspected breach: opened, checked, established, decided by two, ended."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q

from access.policies import Capability
from access.recording import recording
from accounts.models import User
from diary.models import Entry, passed_in_law
from notifications.breaches import rules
from notifications.breaches.choices import BreachOf, Found
from notifications.duties import NAME as NOTIFICATIONS
from notifications.models import Breach
from offenders.actions.guards import believe, linked, reachable
from offenders.models import Device, LicenceCondition, OrderCondition, Person
from offenders.policies import archived
from offenders.signals import facts_changed

log = structlog.get_logger("vigil.notifications")


def open_suspected_breach(
    actor: User | None,
    *,
    person: Person,
    of: str,
    found: str,
    now: datetime,
    happened_on: date | None = None,
    duty_key: str = "",
    provision: str = "",
    order_condition: OrderCondition | None = None,
    licence_condition: LicenceCondition | None = None,
    device: Device | None = None,
    account: str = "",
    submission: UUID | None = None,
) -> Breach:
    """Open an enquiry into a suspected breach; the same-day checks are due at once.

    `of` and `found` are values of BreachOf and Found. A breach of a requirement is of the duty `duty_key` of the diary,
    which says the day and the requirement, or of the `provision` on `happened_on`; that of an order or a licence names
    its condition. `actor` is None for Vigil's own sweep. A duty has one breach, and the same `submission` is one:
    the first is given back. Whoever takes notifications may open the breach of a requirement.

    Raises PermissionDenied, or ValidationError keyed by field: for what has not happened, or was in custody.
    """
    today = now.date()
    with recording(actor, "open suspected breach"):
        capability = Capability.NOTIFY if of in (BreachOf.REQUIREMENT, BreachOf.FALSE) else Capability.RECORD
        if actor:
            person = reachable(actor, person, capability, today)
        else:
            person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        same = Q(submission=submission) if submission else Q(pk__in=[])
        if duty_key:
            same |= Q(duty_key=duty_key)
        if already := Breach.objects.standing().filter(same, person=person).first():
            return already
        breach = Breach(
            person=person,
            of=of,
            found=found,
            duty_key=duty_key,
            provision=provision,
            order_condition=order_condition,
            licence_condition=licence_condition,
            device=device,
            account=account.strip(),
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        if duty_key:
            _of_duty(breach, now)
        elif happened_on is None:
            raise ValidationError({"happened_on": "Enter the day of the breach, or its first."})
        else:
            breach.happened_on = happened_on
            believe(
                rules.opening(
                    vars(breach) | _conditions(breach),
                    detained=_held(person, happened_on),
                    born=person.date_of_birth,
                    now=now,
                )
            )
            believe(_not_in_force(breach))
        if actor:
            believe(linked(actor, breach, now))
        breach.save(force_insert=True)
        facts_changed.send(Breach, people=[person.pk], today=today)
    return breach


def notice_breaches(*, now: datetime) -> int:
    """Open the enquiry into each weekly notification or return from abroad that was missed; says how many.

    A duty for which a breach was ever opened is left alone, even one that was opened in error.
    """
    opened = Breach.objects.filter(person=OuterRef("person"), duty_key=OuterRef("key"))
    missed = (
        Entry.objects.overdue(now)
        .filter(passed_in_law(now), Q(rule=rules.WEEKLY_RULE) | Q(kind=rules.RETURN_KIND))
        .filter(~Exists(opened), ~archived("person__"), key__startswith=f"{NOTIFICATIONS}/")
        .select_related("person")
    )
    count = 0
    for entry in missed.iterator(chunk_size=500):
        try:
            open_suspected_breach(
                None,
                person=entry.person,
                of=BreachOf.REQUIREMENT,
                found=Found.OVERDUE,
                duty_key=entry.key,
                now=now,
            )
        except ValidationError:  # what one record refuses does not end the sweep for those after it
            log.warning("suspected breach not opened", reference=entry.person.reference, entry=entry.pk)
            continue
        count += 1
    return count


def _of_duty(breach: Breach, now: datetime) -> None:
    """What the diary says of the duty; the failure begins on the day after its last in law. Raises ValidationError."""
    entries = Entry.objects.filter(
        person=breach.person, key=breach.duty_key, key__startswith=f"{NOTIFICATIONS}/"
    )
    entry = entries.first()
    if entry is None:
        raise ValidationError("This duty is no longer there: what it rested on has been changed.")
    overdue = entries.overdue(now).filter(passed_in_law(now)).exists()
    if why_not := rules.why_no_breach(vars(entry), late=entry.was_late, overdue=overdue):
        raise ValidationError(why_not)
    assert entry.last_in_law is not None  # noqa: S101 - it has passed
    breach.of, breach.provision = BreachOf.REQUIREMENT, rules.provision_of(entry.kind)
    breach.duty_title, breach.happened_on = entry.title, entry.last_in_law + timedelta(days=1)


def _held(person: Person, on: date) -> str:
    """Where they were held on that day, in words."""
    held = person.absences.standing().detentions().on(on).first()
    return str(held.get_kind_display()).lower() if held else ""


def _conditions(breach: Breach) -> dict[str, Any]:
    return {"order_condition": breach.order_condition_id, "licence_condition": breach.licence_condition_id}


def _not_in_force(breach: Breach) -> rules.Refusals:
    if condition := breach.order_condition:
        order = condition.order
        why_not = rules.condition_in_force(
            vars(condition),
            on=breach.happened_on,
            order_from=order.served_on or order.made_on,
            order_until=min(
                (
                    day
                    for day in (
                        order.discharged_on,
                        order.last_day + timedelta(days=1) if order.last_day else None,
                    )
                    if day
                ),
                default=None,
            ),
        )
        return {"order_condition": why_not} if why_not else {}
    if term := breach.licence_condition:
        licence = term.licence
        over = [licence.licence_ends_on, licence.ends_on]
        first_after = min((day for day in over if day), default=None)
        why_not = rules.condition_in_force(
            vars(term),
            on=breach.happened_on,
            order_from=licence.starts_on,
            order_until=first_after + timedelta(days=1) if first_after else None,
        )
        return {"licence_condition": why_not} if why_not else {}
    return {}
