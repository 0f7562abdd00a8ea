"""Orders before courts and after: an application from its first thought to the answer, service, passports held."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import User
from offenders.actions import record_order, record_what_followed
from offenders.actions.guards import believe, linked, reachable
from offenders.choices import OrderKind
from offenders.models import CourtOrder, OrderCondition, Person
from offenders.rules import term
from offenders.signals import facts_changed
from riskplans.models import OrderApplication, OrderService, PassportHeld
from riskplans.orders import rules
from riskplans.orders.choices import BEFORE_COURT, INTERIM_OF, STEPS, ApplicationState, Purpose

_STATE = ApplicationState
# Of what a step is told, what stands on the application itself.
_ASKED = {"applied_on", "court", "hearing_on", "decided_on", "outcome"}
# What a court grants with a last day.
_DATED = (Purpose.NEW, Purpose.RENEW)


def consider_order(
    actor: User,
    *,
    person: Person,
    fields: Mapping[str, Any],
    now: datetime,
    submission: UUID | None = None,
) -> OrderApplication:
    """Begin an application: for a new order (`purpose`, `kind`), or to change `order`; with need and evidence.

    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    believe(rules.application(fields, today=now.date()))
    with recording(actor, "consider order"):
        person = reachable(actor, person, Capability.RECORD, now.date())
        known = OrderApplication.objects.filter(person=person)
        if submission and (already := known.filter(submission=submission).first()):
            return already
        made = OrderApplication(
            person=person, submission=submission, recorded_at=now, recorded_by=actor, **fields
        )
        if made.order:
            made.kind = made.order.kind
        believe(linked(actor, made, now))
        made.full_clean(validate_unique=False)
        made.save(force_insert=True)
        facts_changed.send(OrderApplication, people=[person.pk], today=now.date())
    return made


def take_application_further(
    actor: User,
    *,
    application: OrderApplication,
    version: int,
    state: ApplicationState,
    said: Mapping[str, Any],
    now: datetime,
) -> OrderApplication:
    """Record the next step of an application, with its day; the order that a court makes or changes follows at once.

    `said` has the fields of the application, and of an order that is made `made_on`, `last_day` and `court`. Raises
    PermissionDenied, Stale, or ValidationError keyed by field. The same answer again changes nothing, and another
    to the same step is Stale. Where the next hearing is left empty, the day that is known stays.
    """
    said = {name: value for name, value in said.items() if value or name != "hearing_on"}
    with recording(actor, f"record application {ApplicationState(state).label.lower()}"):
        person = reachable(actor, application.person, Capability.RECORD, now.date())
        current = lock(application)
        if current.state == state and _says(current, said):
            return current
        current = lock(application, expected_version=version)
        if (current.state, state) not in STEPS:
            raise ValidationError("The application does not stand where this could follow. Look at it again.")
        if state == _STATE.INTERIM and current.kind not in INTERIM_OF:
            raise ValidationError("There is no interim order of this kind.")
        since = current.applied_on or current.considered_on
        believe(rules.step(state, said, since=since, hearing_on=current.hearing_on, today=now.date()))
        for name in _ASKED & said.keys():
            setattr(current, name, said[name])
        if state == _STATE.INTERIM:
            current.interim = _made(actor, person, INTERIM_OF[OrderKind(current.kind)], current, said, now)
        if state == _STATE.GRANTED:
            _grant(actor, person, current, said, now)
        if current.interim_id and state not in (_STATE.INTERIM, _STATE.APPLIED):
            _end(actor, current.interim, said["decided_on"], now)
        current.state = state
        current.version += 1
        current.save()
        facts_changed.send(OrderApplication, people=[person.pk], today=now.date())
    return current


def _says(application: OrderApplication, said: Mapping[str, Any]) -> bool:
    """Whether the application, and the order that it made or changed, say all this already."""
    interim = application.state == _STATE.INTERIM
    order = application.interim if interim else application.order
    own = all(getattr(application, name) == said[name] for name in _ASKED & said.keys())
    if not interim and (application.state != _STATE.GRANTED or application.purpose not in _DATED):
        return own
    return own and all(getattr(order, name) == said[name] for name in ("made_on", "last_day") if name in said)


def _grant(
    actor: User, person: Person, current: OrderApplication, said: Mapping[str, Any], now: datetime
) -> None:
    """What the court granted changes the order, or makes it."""
    if current.purpose == Purpose.NEW:
        made = {**said, "made_on": said["decided_on"]}
        current.order = _made(actor, person, OrderKind(current.kind), current, made, now)
        return
    assert current.order  # noqa: S101 - the database holds that it has one
    if current.purpose == Purpose.RENEW:
        last_day = said.get("last_day")
        if last_day and current.order.last_day and last_day <= current.order.last_day:
            believe({"last_day": "The order runs to a later day already."})
        record_what_followed(
            actor,
            fact=current.order,
            version=lock(current.order).version,
            values={"last_day": last_day},
            now=now,
        )
    if current.purpose in (Purpose.DISCHARGE, Purpose.APPEAL):
        _end(actor, current.order, said["decided_on"], now)


def _made(
    actor: User,
    person: Person,
    kind: OrderKind,
    current: OrderApplication,
    said: Mapping[str, Any],
    now: datetime,
) -> CourtOrder:
    # What the court said stands on the application.
    if not said.get("outcome", "").strip() and (
        wrong := term(kind, made_on=said["made_on"], last_day=said.get("last_day"))
    ):
        believe({"last_day": f"{wrong} If the court made it so, say why under “What the court said”."})
    order = {
        "kind": kind,
        "made_on": said["made_on"],
        "last_day": said.get("last_day"),
        "court": said.get("court") or current.court,
        "source": "document",
    }
    return record_order(actor, person=person, order=order, now=now)


def _end(actor: User, order: CourtOrder | None, on: date, now: datetime) -> None:
    """An order that has not ended by itself is over from that day."""
    if order is None:
        return
    order = lock(order)
    if order.discharged_on is None and (order.last_day is None or order.last_day >= on):
        record_what_followed(actor, fact=order, version=order.version, values={"discharged_on": on}, now=now)


def adjourn_hearing(
    actor: User, *, application: OrderApplication, version: int, hearing_on: date, why: str, now: datetime
) -> OrderApplication:
    """Record the day to which the court put a hearing off, and why; or the first day that it has given one.

    Raises PermissionDenied, Stale, or ValidationError keyed by field. The same again changes nothing.
    """
    with recording(actor, "adjourn hearing", reason=why.strip()[:500]):
        person = reachable(actor, application.person, Capability.RECORD, now.date())
        current = lock(application)
        if (current.hearing_on, current.adjourned_why) == (hearing_on, why.strip()):
            return current
        current = lock(application, expected_version=version)
        if current.state not in BEFORE_COURT:
            raise ValidationError("No hearing stands before the court. Look at the application again.")
        believe(
            rules.adjourned(
                hearing_on,
                why,
                known=current.hearing_on,
                applied_on=current.applied_on or current.considered_on,
            )
        )
        current.hearing_on, current.adjourned_why = hearing_on, why.strip()
        current.version += 1
        current.save(update_fields=["hearing_on", "adjourned_why", "version"])
        facts_changed.send(OrderApplication, people=[person.pk], today=now.date())
    return current


def record_service(
    actor: User,
    *,
    order: CourtOrder,
    version: int,
    served_on: date,
    fields: Mapping[str, Any],
    now: datetime,
    submission: UUID | None = None,
) -> OrderService:
    """Record how an order was served, by whom and what shows it; the day goes on the order, for the law counts from it.

    `version` is the order's. Raises PermissionDenied, Stale, or ValidationError keyed by field. The same `submission`
    twice gives the first back.
    """
    with recording(actor, "record service of order"):
        person = reachable(actor, order.person, Capability.RECORD, now.date())
        known = OrderService.objects.filter(person=person)
        if submission and (already := known.filter(submission=submission).first()):
            return already
        if fields.get("explained") and not OrderCondition.objects.standing().filter(order=order).exists():
            believe({"explained": "No condition of this order is on record. Add its conditions first."})
        record_what_followed(actor, fact=order, version=version, values={"served_on": served_on}, now=now)
        made = OrderService(
            person=person,
            order=order,
            submission=submission,
            recorded_at=now,
            recorded_by=actor,
            **fields,
        )
        made.full_clean(validate_unique=False)
        made.save(force_insert=True)
        facts_changed.send(OrderService, people=[person.pk], today=now.date())
    return made


def hold_passport(
    actor: User,
    *,
    order: CourtOrder,
    fields: Mapping[str, Any],
    now: datetime,
    submission: UUID | None = None,
) -> PassportHeld:
    """Record that a passport was handed in under an order that prohibits travel abroad, and where it is kept.

    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    with recording(actor, "hold passport"):
        person = reachable(actor, order.person, Capability.RECORD, now.date())
        known = PassportHeld.objects.filter(person=person)
        if submission and (already := known.filter(submission=submission).first()):
            return already
        since = fields["held_since"]
        if since > now.date():
            believe({"held_since": "That day is still to come."})
        if since < order.made_on:
            believe({"held_since": "That is before the order was made."})
        made = PassportHeld(
            person=person, order=order, submission=submission, recorded_at=now, recorded_by=actor, **fields
        )
        believe(linked(actor, made, now))
        made.full_clean(validate_unique=False)
        made.save(force_insert=True)
        facts_changed.send(PassportHeld, people=[person.pk], today=now.date())
    return made


def return_passport(
    actor: User, *, passport: PassportHeld, version: int, returned_on: date, returned_to: str, now: datetime
) -> PassportHeld:
    """Record that a passport was given back: when, to whom and why.

    Raises PermissionDenied, Stale, or ValidationError keyed by field. The same again changes nothing.
    """
    wrong = {}
    if returned_on > now.date():
        wrong["returned_on"] = "That day is still to come."
    elif returned_on < passport.held_since:
        wrong["returned_on"] = "That is before it was handed in."
    if not returned_to.strip():
        wrong["returned_to"] = "Say to whom it was given, and why."
    believe(wrong)
    with recording(actor, "return passport"):
        person = reachable(actor, passport.person, Capability.RECORD, now.date())
        current = lock(passport)
        if (current.returned_on, current.returned_to) == (returned_on, returned_to.strip()):
            return current
        current = lock(passport, expected_version=version)
        if current.returned_on is not None:
            raise ValidationError("It has been given back already.", code="returned")
        current.returned_on, current.returned_to = returned_on, returned_to.strip()
        current.version += 1
        current.save(update_fields=["returned_on", "returned_to", "version"])
        facts_changed.send(PassportHeld, people=[person.pk], today=now.date())
    return current
