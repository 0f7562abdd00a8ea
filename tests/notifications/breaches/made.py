"""A breach at each of its stages, made by the verbs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from accounts.models import User
from diary.models import Entry
from notifications import actions
from notifications.breaches import rules
from notifications.breaches.choices import (
    BreachOf,
    DecisionKind,
    ExcuseView,
    Found,
    Meeting,
    Verdict,
)
from notifications.models import Breach, BreachDecision
from offenders import actions as record
from offenders.models import Person
from tests import world

NOW = world.at(world.TODAY)


def overdue(person: Person) -> Entry:
    """The initial notification that was due by 3 June 2026."""
    return Entry.objects.get(person=person, kind="initial")


def suspected(by: User | None, person: Person, *, now: datetime = NOW, **said: Any) -> Breach:
    """By default of the initial notification."""
    if not {"duty_key", "provision", "order_condition", "licence_condition"} & set(said) and "of" not in said:
        said["duty_key"] = overdue(person).key
    return actions.open_suspected_breach(
        by, person=person, **{"of": BreachOf.REQUIREMENT, "found": Found.OVERDUE, "now": now, **said}
    )


def checked(by: User, breach: Breach, *, now: datetime = NOW) -> Breach:
    """Every check answered, and none explains it."""
    for kind in rules.checks(breach.of, children=breach.about_children):
        first = rules.check_results(kind)[0]
        actions.record_check(by, breach=breach, kind=kind, result=first, detail="Custody sergeant", now=now)
    return fresh(breach)


def evidence(breach: Breach) -> dict[str, str]:
    young = rules.is_young(breach.person.date_of_birth, breach.happened_on)
    return {str(each): f"Exhibit {each}" for each in rules.elements(breach.of, under_18=young)}


def established(by: User, breach: Breach, *, now: datetime = NOW) -> Breach:
    breach = checked(by, breach, now=now)
    return actions.establish_breach(
        by, breach=breach, version=breach.version, shown=evidence(breach), now=now
    )


def recorded(by: User, breach: Breach, *, now: datetime = NOW) -> Breach:
    """Established, and on PNC."""
    breach = established(by, breach, now=now)
    return actions.record_nationally(
        by,
        breach=breach,
        version=breach.version,
        national_reference="26/0001A",
        agencies_told="Probation",
        meeting=Meeting.NOT_NEEDED,
        now=now,
    )


def heard(by: User, breach: Breach, *, now: datetime = NOW, **said: Any) -> Breach:
    """Asked for their excuse, which is no excuse."""
    excuse = {
        "excuse_asked_on": now.date(),
        "excuse_with": "",
        "excuse": "I forgot.",
        "excuse_view": ExcuseView.UNREASONABLE,
        "excuse_why": "They had been reminded the day before.",
        **said,
    }
    breach = fresh(breach)
    return actions.record_excuse(by, breach=breach, version=breach.version, excuse=excuse, now=now)


def proposed(
    by: User, breach: Breach, kind: str = DecisionKind.CHARGE, *, now: datetime = NOW
) -> BreachDecision:
    return actions.propose_decision(
        by, breach=breach, kind=kind, rationale="The evidence is complete.", now=now
    )


def decided(
    by: User, supervisor: User, breach: Breach, kind: str = DecisionKind.CHARGE, *, now: datetime = NOW
) -> Breach:
    """Proposed by one and authorised by the other."""
    actions.give_verdict(
        supervisor,
        decision=proposed(by, breach, kind, now=now),
        version=1,
        verdict=Verdict.AUTHORISED,
        note="",
        now=now,
    )
    return fresh(breach)


def ended(by: User, breach: Breach, outcome: str, *, on: date | None = None, now: datetime = NOW) -> Breach:
    breach = fresh(breach)
    return actions.finalise_breach(
        by,
        breach=breach,
        version=breach.version,
        outcome=outcome,
        outcome_on=on or now.date(),
        court="Carrow Magistrates' Court",
        note="",
        now=now,
    )


def fresh(breach: Breach) -> Breach:
    return Breach.objects.get(pk=breach.pk)


def condition(by: User, person: Person, **fields: Any) -> Any:
    """The fourth condition of a sexual harm prevention order that was made on 2 June 2026."""
    order = person.orders.first() or _order(by, person)
    return world.detail(
        by,
        person,
        "order-condition",
        **{
            "order_id": order.pk,
            "kind": "devices",
            "number": 4,
            "requirement": "prohibition",
            "wording": "Not to use a device that cannot keep its history.",
            "source": "document",
            **fields,
        },
    )


def _order(by: User, person: Person) -> Any:

    return record.record_order(
        by,
        person=person,
        order={"kind": "shpo", "made_on": date(2026, 6, 2), "last_day": date(2031, 6, 1)},
        now=NOW,
    )
