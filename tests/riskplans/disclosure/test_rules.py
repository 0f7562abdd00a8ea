"""The clocks and the tests of a disclosure: pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from riskplans.disclosure import rules
from tests import world
from tests.riskplans.disclosing import SAID, TESTS, TOLD

NOW = world.at(world.TODAY, 9)
DUES = rules.Dues(NOW + timedelta(hours=24), date(2026, 6, 25), date(2026, 7, 13), date(2026, 7, 20))


@pytest.mark.parametrize(
    ("state", "what"),
    [
        ("received", "First checks"),
        ("interview", "Face to face"),
        ("assessment", "Decision"),
        ("decision", "Decision"),
        ("authorised", "Tell them"),
    ],
)
def test_each_stage_has_its_clock(state: str, what: str) -> None:
    found = rules.clock(state, DUES)
    assert found
    assert found.what == what


@pytest.mark.parametrize("state", ["disclosed", "not_disclosed", "other_route", "closed"])
def test_what_is_decided_has_none(state: str) -> None:
    assert rules.clock(state, DUES) is None


def test_hours_are_counted_from_the_moment_and_days_to_their_end() -> None:
    checks, meeting = rules.clock("received", DUES), rules.clock("interview", DUES)
    assert checks
    assert meeting
    assert not checks.is_late(NOW + timedelta(hours=23, minutes=59))
    assert checks.is_late(NOW + timedelta(hours=24))
    assert not meeting.is_late(world.at(date(2026, 6, 25), 23))
    assert meeting.is_late(world.at(date(2026, 6, 26), 0))


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({}, set()),
        ({"need": " "}, {"need"}),
        ({"necessity": ""}, {"necessity"}),
        ({"proportionality": ""}, {"proportionality"}),
        ({"representations": ""}, {"representations"}),
        ({"recipient": "", "words": ""}, {"recipient", "words"}),
        ({"outcome": "not"}, {"presumption"}),
        ({"outcome": "not", "presumption": "The child lives abroad."}, set()),
        ({"outcome": "not", "serious_harm": False}, set()),
        ({"mappa": "consulted"}, {"mappa_note"}),
    ],
)
def test_each_test_is_answered(change: dict[str, Any], wrong: set[str]) -> None:
    assert set(rules.proposal({**TESTS, **change}, known=True, managed_at="")) == wrong


def test_nothing_is_disclosed_of_somebody_nobody_knows() -> None:
    assert "outcome" in rules.proposal(TESTS, known=False, managed_at="")
    assert not rules.proposal({**TESTS, "outcome": "not", "serious_harm": False}, known=False, managed_at="")


def test_mappa_is_consulted_of_whom_it_manages() -> None:
    assert "mappa" in rules.proposal(TESTS, known=True, managed_at="3")
    said = {**TESTS, "mappa": "later", "mappa_note": "The child was there that evening."}
    assert not rules.proposal(said, known=True, managed_at="3")


def test_of_nobody_known_nothing_is_asked_that_only_a_person_answers() -> None:
    said = {"outcome": "route", "need": "A man at the park.", "necessity": "A patrol.", "serious_harm": False}
    assert not rules.proposal(said, known=False, managed_at="")
    assert set(rules.proposal({**said, "mappa": "not_needed"}, known=True, managed_at="")) == {
        "proportionality",
        "representations",
    }


@pytest.mark.parametrize(
    ("change", "left_out"),
    [
        ({}, {"presumption", "mappa_note"}),
        ({"outcome": "not"}, {"recipient", "words", "mappa_note"}),
        ({"outcome": "not", "serious_harm": False, "mappa": "later"}, {"recipient", "words", "presumption"}),
    ],
)
def test_what_belongs_to_another_answer_is_not_kept(change: dict[str, Any], left_out: set[str]) -> None:
    """As where a page without JavaScript shows every field."""
    said = {**TESTS, **change}
    assert set(said) - set(rules.of_this_proposal(said, known=True)) == left_out


def test_it_is_checked_and_met_after_it_came_in() -> None:
    before, after = NOW - timedelta(minutes=1), NOW + timedelta(minutes=1)
    for at, wrong in ((before, {"checked_on"}), (NOW, set()), (after, {"checked_on"})):
        assert set(rules.checked("PNC", checked_at=at, received_at=NOW, now=NOW)) == wrong
    for at, wrong in ((before, {"interviewed_on"}), (NOW, set()), (after, {"interviewed_on"})):
        said = {"identity": "Passport", "interview": "As before"}
        assert set(rules.met(interviewed_at=at, received_at=NOW, now=NOW, **said)) == wrong


def test_who_asks_is_needed_where_somebody_asks() -> None:
    said: dict[str, Any] = {**SAID, "received_at": NOW, "applicant": ""}
    assert set(rules.received(said, now=NOW)) == {"applicant"}
    assert not rules.received({**said, "scheme": "proactive"}, now=NOW)
    assert "received_on" in rules.received({**said, "received_at": NOW + timedelta(minutes=1)}, now=NOW)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({}, set()),
        ({"undertaking_on": None}, {"undertaking_on"}),
        ({"undertaking": "refused"}, {"undertaking_note"}),
        ({"words": "", "words_why": "-", "person_informed": ""}, {"words", "person_informed"}),
        ({"words": "He is a danger."}, {"words_why"}),
        ({"words": "He is a danger.", "words_why": "She asked what that means."}, set()),
        ({"words": TOLD["words"].replace(" ", "\r\n")}, set()),
        ({"undertaking_on": world.TODAY - world.days(1)}, {"undertaking_on"}),
        ({"told_at": NOW - timedelta(minutes=1)}, {"told_on"}),
        ({"told_at": datetime(2027, 1, 1, tzinfo=NOW.tzinfo)}, {"told_on"}),
    ],
)
def test_what_was_disclosed_is_recorded_whole(change: dict[str, Any], wrong: set[str]) -> None:
    assert (
        set(rules.told({**TOLD, "told_at": NOW, **change}, words=TOLD["words"], decided_at=NOW, now=NOW))
        == wrong
    )
