"""The rules of belief, as tables; ages, as properties."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend import dates
from offenders import rules

BORN = date(1980, 5, 1)
TODAY = date(2026, 6, 15)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(1980, 5, 1), date(1980, 5, 1), 0),
        (date(1980, 5, 1), date(2026, 4, 30), 45),
    ],
)
def test_age(born: date, day: date, age: int) -> None:
    assert dates.age(born, day) == age


@given(days, days)
def test_age_never_falls_as_days_pass(born: date, day: date) -> None:
    assert dates.age(born, day) <= dates.age(born, day + timedelta(days=1))


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        ({"date": date(2026, 6, 16)}, {"date"}),
        ({"date": date(2026, 6, 15)}, set()),
        ({"date": date(1990, 4, 30)}, {"date"}),
        ({"date": date(1990, 5, 1)}, set()),
        ({"date": date(2026, 6, 1), "offence_on": date(2026, 6, 2)}, {"offence_on"}),
        ({"date": date(2026, 6, 1), "offence_on": date(2026, 6, 1)}, set()),
        ({"date": date(2026, 6, 1), "offence_on": date(1980, 4, 30)}, {"offence_on"}),
        ({"date": date(2026, 6, 1), "disposal_date": date(2026, 5, 31)}, {"disposal_date"}),
        ({"date": date(2026, 6, 1), "disposal_date": date(2026, 6, 16)}, {"disposal_date"}),
        ({}, set()),
    ],
)
def test_trigger(facts: dict[str, date], refused: set[str]) -> None:
    assert set(rules.trigger(facts, date_of_birth=BORN, today=TODAY)) == refused


@given(days, days)
def test_a_release_is_never_believed_before_its_custody(starts: date, ends: date) -> None:
    found = rules.absence(
        starts_on=starts, ended_on=ends, date_of_birth=date(1900, 1, 1), today=date(2101, 1, 1)
    )
    assert ("ended_on" in found) == (ends < starts)


@pytest.mark.parametrize(
    ("starts", "refused"), [(date(2026, 6, 16), True), (TODAY, False), (date(1980, 4, 30), True)]
)
def test_home(starts: date, refused: bool) -> None:
    assert bool(rules.home(starts_on=starts, date_of_birth=BORN, today=TODAY)) == refused
