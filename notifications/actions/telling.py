"""From what somebody tells at the counter to the facts of the record: one verb that exists already for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from notifications.actions.events import (
    record_altered_journey,
    record_change,
    record_journey,
    record_outcome,
    record_return,
)
from notifications.actions.station import record_advance_notice
from notifications.choices import ChangeKind
from notifications.models import Journey, Leg, Notification
from notifications.station.choices import Happened
from notifications.station.told import Coming, Told
from offenders import actions as offenders
from offenders import kinds
from offenders.choices import AbsenceKind, Source
from offenders.models import (
    Absence,
    BankAccount,
    Detail,
    IdentityDocument,
    InsuranceNumber,
    PaymentCard,
    Person,
)
from offenders.signals import facts_changed

Values = Mapping[str, Any]
# What was told, as notifications.facts names it; empty where it is no fact that a notice in advance could foretell.
Tell = Callable[[User, Person, Values, Coming, datetime], str]
SAID_AT_THE_STATION = {"source": Source.SELF, "source_detail": "Notified at the station"}
_ENDS: dict[str, type[Detail]] = {
    ChangeKind.ACCOUNT_CLOSED: BankAccount,
    ChangeKind.CARD_NO_LONGER_HELD: PaymentCard,
    ChangeKind.IDENTITY_DOCUMENT_CEASED: IdentityDocument,
}


def record_told(
    actor: User, *, person: Person, told: Told, coming: Coming, now: datetime, acknowledgement: str = ""
) -> str:
    """Record one thing that was told; its name in notifications.facts, where it has one.

    Part of the verb that takes a notification. Raises PermissionDenied, or ValidationError keyed by field.
    """
    if told.happened is Happened.AHEAD:
        record_advance_notice(
            actor,
            person=person,
            given_at=coming.given_at,
            station=coming.station,
            now=now,
            acknowledgement=acknowledgement,
            **told.values,
        )
        return ""
    return _TELL[told.happened](actor, person, told.values, coming, now)


def record_insurance_number(actor: User, *, person: Person, number: str, now: datetime) -> None:
    """Record the National Insurance number that they gave, unless it is the one on record."""
    index: Any = InsuranceNumber._meta.get_field("number_index")
    same = InsuranceNumber.objects.standing().filter(person=person, number_index=index.of(number))
    if not same.exists():
        _detail(actor, person, "insurance-number", {"number": number}, now)


def _released(actor: User, person: Person, values: Values, coming: Coming, now: datetime) -> str:
    running = Absence.objects.standing().detentions().filter(person=person, ended_on__isnull=True).first()
    if running:
        ended = offenders.record_release(actor, absence=running, released_on=values["released_on"], now=now)
    else:
        ended = offenders.record_custody(
            actor,
            person=person,
            kind=values["kind"],
            starts_on=values["starts_on"],
            ended_on=values["released_on"],
            place=values["place"],
            now=now,
        )
    return f"released:{ended.pk}"


def _moved(actor: User, person: Person, values: Values, coming: Coming, now: datetime) -> str:
    names = ("address", "kind", "starts_on", "child_in_household")
    home = offenders.record_move(actor, person=person, now=now, **{name: values[name] for name in names})
    if values["child_in_household"] == "yes":
        lives = {
            "kind": ChangeKind.CHILD_HOUSEHOLD_RESIDENCE,
            "household": str(home.address)[:120],
            "on": values["starts_on"],
        }
        record_change(actor, person=person, change=lives, address={}, now=now)
    return f"home:{home.pk}"


def _named(actor: User, person: Person, values: Values, coming: Coming, now: datetime) -> str:
    return f"name:{offenders.record_name(actor, person=person, name=values, now=now).pk}"


def _stayed(actor: User, person: Person, values: Values, coming: Coming, now: datetime) -> str:
    change = {"kind": ChangeKind.STAY, "starts_on": values["starts_on"], "ends_on": values["ends_on"]}
    return str(record_change(actor, person=person, change=change, address=values["address"], now=now).pk)


def _changed(actor: User, person: Person, values: Values, coming: Coming, now: datetime) -> str:
    """A child household, an account, a card, a document: the change, and the entry that it makes or ends."""
    change = values["change"]
    found = record_change(actor, person=person, change=change, address={}, now=now)
    if values.get("entry"):
        _detail(actor, person, values["entry"], values["fields"], now)
    if values.get("ended"):
        _end(actor, person, _ENDS[change["kind"]], values["ended"], change["on"], now)
    return str(found.pk)


def _end(
    actor: User, person: Person, model: type[Detail], which: tuple[str, int], on: date, now: datetime
) -> None:
    """`which` is the entry's id and the version of it that the officer saw."""
    entry = model._default_manager.filter(pk=which[0], person=person, voided_at__isnull=True).first()
    if entry is None:
        raise ValidationError(
            "What they no longer hold has been taken off the record meanwhile. Choose again."
        )
    offenders.end_detail(actor, fact=entry, version=which[1], ended_on=on, now=now)


def _travels(actor: User, person: Person, values: Values, coming: Coming, now: datetime) -> str:
    journey = record_journey(actor, person=person, journey=values["journey"], now=now)
    for number, leg in enumerate(values["legs"], 1):
        Leg.objects.create(
            person=person, journey=journey, number=number, **leg, recorded_at=now, recorded_by=actor
        )
    facts_changed.send(Leg, people=[person.pk], today=now.date())
    return str(journey.pk)


def _altered(actor: User, person: Person, values: Values, coming: Coming, now: datetime) -> str:
    record_altered_journey(
        actor,
        journey=_journey(person, values["journey"]),
        altered_at=values["altered_at"],
        details=values["details"],
        now=now,
    )
    return ""


def _returned(actor: User, person: Person, values: Values, coming: Coming, now: datetime) -> str:
    journey = (
        _journey(person, values["journey"])
        if values["journey"]
        else record_journey(actor, person=person, journey=values["unknown"], now=now)
    )
    record_return(actor, journey=journey, returned_on=values["returned_on"], point=values["point"], now=now)
    away = Absence.objects.standing().filter(person=person, kind=AbsenceKind.ABROAD, ended_on__isnull=True)
    for absence in away:
        offenders.record_release(actor, absence=absence, released_on=values["returned_on"], now=now)
    return ""


def _came(actor: User, person: Person, values: Values, coming: Coming, now: datetime) -> str:
    notice = Notification.objects.standing().get(
        pk=values["notice"], person=person, specified_date__isnull=False
    )
    record_outcome(actor, notice=notice, fact=values["fact"], now=now)
    return ""


def _journey(person: Person, journey_id: Any) -> Journey:
    return Journey.objects.standing().get(pk=journey_id, person=person)


def _detail(actor: User, person: Person, called: str, fields: Values, now: datetime) -> None:
    kind = kinds.named(called)
    assert kind  # noqa: S101 - one of this repository's own
    values = {**SAID_AT_THE_STATION, **fields}
    offenders.record_detail(actor, person=person, kind=kind, values=values, now=now)


_TELL: dict[Happened, Tell] = {
    Happened.RELEASED: _released,
    Happened.MOVED: _moved,
    Happened.NAMED: _named,
    Happened.STAYED: _stayed,
    Happened.CHILD: _changed,
    Happened.MONEY: _changed,
    Happened.PAPERS: _changed,
    Happened.TRAVELS: _travels,
    Happened.ALTERED: _altered,
    Happened.RETURNED: _returned,
    Happened.CAME: _came,
}
