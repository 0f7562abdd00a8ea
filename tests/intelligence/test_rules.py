"""What may stand in a report and in a dissemination, as tables."""

from __future__ import annotations

from typing import Any

import pytest

from intelligence import rules
from tests import world
from tests.intelligence.reported import DISSEMINATION, NOW, REPORT

LATER = world.TODAY + world.days(1)


@pytest.mark.parametrize(
    "text",
    [
        "Sort code 12-34-56, account 12345678",
        "He pays into 12 34 56 12345678",
        "123456 / 12345678",
        "Card 4111 1111 1111 1111 was used",
        "4111111111111111",
        "Amex 378282246310005",
        "GB29 NWBK 6016 1331 9268 19",
        "gb29nwbk60161331926819",
    ],
)
def test_what_leads_to_money_is_seen(text: str) -> None:
    assert rules.names_an_account(text)


@pytest.mark.parametrize(
    "text",
    [
        "Rang from 07700 900123 on 21-11-26",
        "IMEI 490154203237518",
        "Seen at 14:30 on 15/06/2026 in AB12 CDE",
        "Crime 12/34567/26 and custody 9876543210",
        "Card 4111 1111 1111 1112 has a wrong check digit",
        "He was paid 12,345,678 pounds",
        "Reference 12-34-56",
    ],
)
def test_telephones_dates_and_devices_are_not(text: str) -> None:
    assert not rules.names_an_account(text)


@pytest.mark.parametrize(
    ("changed", "people", "field"),
    [
        ({}, 0, "who"),
        ({"text": " "}, 1, "text"),
        ({"sanitised": " "}, 1, "sanitised"),
        ({"happened_on": LATER}, 1, "happened_on"),
        ({"happened_at": world.at(world.TODAY, 23).time()}, 1, "happened_on"),
        ({"review_on": world.TODAY}, 1, "review_on"),
        ({"handling": "C"}, 1, "conditions"),
        ({"conditions": ["A1"]}, 1, "conditions"),
        ({"source_urn": "John Smith"}, 1, "source_urn"),
        ({"source_urn": "Smith"}, 1, "source_urn"),
        ({"text": "Card 4111 1111 1111 1111"}, 1, "text"),
        ({"sanitised": "Card 4111 1111 1111 1111"}, 1, "sanitised"),
        ({"provenance": "He banks at 12-34-56 12345678"}, 1, "provenance"),
    ],
)
def test_a_report_that_cannot_be_is_refused_by_its_field(
    changed: dict[str, Any], people: int, field: str
) -> None:
    assert set(rules.report({**REPORT, **changed}, people=people, now=NOW)) == {field}


@pytest.mark.parametrize("urn", ["", "24/1187", "URN1187", "S-24-1187", "1187"])
def test_a_source_is_a_number(urn: str) -> None:
    assert not rules.source_number(urn)


@pytest.mark.parametrize(
    ("handling", "said", "refused"),
    [
        ("P", "", False),
        ("C", "", True),
        ("C", "Asked", True),
        ("C", "The originator agreed on 14 June.", False),
        ("1", "", False),
        ("4", "", True),
        ("5", "", True),
        ("5", "Kept within the agency, as asked.", False),
    ],
)
def test_conditions_are_met_before_anything_leaves(handling: str, said: str, refused: bool) -> None:
    found = rules.dissemination(
        {**DISSEMINATION, "conditions_met": said}, conditions=["S2"], handling=handling, today=world.TODAY
    )
    assert ("conditions_met" in found) is refused


def test_nothing_is_given_on_a_day_to_come_or_with_an_account() -> None:
    fields = {**DISSEMINATION, "sent_on": LATER, "recipient": "4111 1111 1111 1111"}
    found = rules.dissemination(fields, conditions=[], handling="P", today=world.TODAY)
    assert set(found) == {"sent_on", "recipient"}
