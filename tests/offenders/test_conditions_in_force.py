"""Which conditions hold on a day: their own dates, and those of the order or licence that they stand under."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from offenders.models import CourtOrder, Licence, LicenceCondition, OrderCondition, Person
from offenders.queries import conditions_in_force
from tests import world

pytestmark = pytest.mark.django_db
TODAY = world.TODAY
YESTERDAY, TOMORROW = TODAY - world.days(1), TODAY + world.days(1)
LONG_AGO = TODAY - world.days(400)


@pytest.fixture
def person() -> Person:
    return world.person(world.officer())


def under_order(person: Person, *, order: dict[str, Any], **fields: Any) -> OrderCondition:
    known = {"person": person, "recorded_at": world.at(TODAY)}
    made = CourtOrder.objects.create(**{"kind": "shpo", "made_on": LONG_AGO, **order}, **known)
    return OrderCondition.objects.create(order=made, kind="children", wording="Not to", **fields, **known)


def under_licence(person: Person, *, licence: dict[str, Any], **fields: Any) -> LicenceCondition:
    known = {"person": person, "recorded_at": world.at(TODAY)}
    made = Licence.objects.create(**{"kind": "standard", "starts_on": LONG_AGO, **licence}, **known)
    return LicenceCondition.objects.create(licence=made, kind="children", wording="Not to", **fields, **known)


def held(person: Person, on: date, since: date | None = None) -> bool:
    orders, licences = conditions_in_force(person, on, since=since)
    return bool(orders or licences)


@pytest.mark.parametrize(
    ("order", "condition", "in_force"),
    [
        ({}, {}, True),
        ({}, {"ends_on": TOMORROW}, True),
        ({}, {"ends_on": TODAY}, True),
        ({}, {"ends_on": YESTERDAY}, False),
        ({}, {"starts_on": TOMORROW}, False),
        ({"served_on": TOMORROW}, {}, False),
        ({"last_day": TODAY}, {}, True),
        ({"last_day": YESTERDAY}, {}, False),
        ({"discharged_on": TOMORROW}, {}, True),
        ({"discharged_on": TODAY}, {}, False),
        ({"voided_at": world.at(TODAY)}, {}, False),
    ],
)
def test_of_an_order(
    person: Person, order: dict[str, Any], condition: dict[str, Any], in_force: bool
) -> None:
    under_order(person, order=order, **condition)
    assert held(person, TODAY) is in_force


@pytest.mark.parametrize(
    ("licence", "condition", "in_force"),
    [
        ({}, {}, True),
        ({}, {"ends_on": TOMORROW}, True),
        ({}, {"ends_on": YESTERDAY}, False),
        ({"starts_on": TOMORROW}, {}, False),
        ({"licence_ends_on": TODAY}, {}, True),
        ({"licence_ends_on": YESTERDAY}, {}, False),
        ({"ends_on": YESTERDAY}, {}, False),
        ({"voided_at": world.at(TODAY)}, {}, False),
    ],
)
def test_of_a_licence(
    person: Person, licence: dict[str, Any], condition: dict[str, Any], in_force: bool
) -> None:
    under_licence(person, licence=licence, **condition)
    assert held(person, TODAY) is in_force


def test_a_breach_of_before_can_be_of_what_has_ended(person: Person) -> None:
    under_order(person, order={"discharged_on": YESTERDAY})
    assert not held(person, TODAY)
    assert held(person, TODAY, since=date.min)
