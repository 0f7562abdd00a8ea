"""The stories, as rows: the same for the same seed and day, and such as a record could hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import TypeVar

import pytest

from offenders import rules
from offenders.choices import LAW_ORDERS, DisposalKind, OrderKind, TriggerKind
from offenders.kinds.asking import PostcodeField
from ops.demo import places, plan_rows, rows
from ops.demo.assessed import assessed
from ops.demo.county import County, Scene
from ops.demo.days import LONDON
from ops.demo.histories import history
from ops.demo.planned import planned
from ops.demo.rows import Row

Kind = TypeVar("Kind", bound=Row)


def of(kind: type[Kind], life: list[Row]) -> list[Kind]:
    return [row for row in life if isinstance(row, kind)]


def everything(lives: list[list[Row]]) -> Iterator[Row]:
    return chain.from_iterable(lives)


def test_the_same_seed_and_day_give_the_same_people(county: County, lives: list[list[Row]]) -> None:
    assert [history(replace(county), ordinal) for ordinal in range(county.people)] == lives


def test_a_person_is_the_same_whoever_is_made_before(county: County, lives: list[list[Row]]) -> None:
    assert [history(county, ordinal) for ordinal in (250, 7, 99)] == [lives[250], lives[7], lives[99]]


def test_another_seed_gives_other_people(county: County, lives: list[list[Row]]) -> None:
    assert history(replace(county, seed=2), 0) != lives[0]


@pytest.mark.parametrize("people", [1, 60, 300, 787, 4321])
def test_registered_and_violent_people_are_in_the_countys_ratio(people: int) -> None:
    county = County(1, people, date(2026, 6, 15))
    registered = sum(county.is_registered(ordinal) for ordinal in range(people))
    assert registered == county.registered == round(people * 594 / 787)


def test_the_officer_who_signs_in_manages_about_fifty() -> None:
    county = County(5227, 787, date(2026, 6, 15))
    assert 48 <= sum(county.manager_of(ordinal) == 0 for ordinal in range(787)) <= 52


def test_every_kind_of_case_is_there(lives: list[list[Row]]) -> None:
    found: dict[type, set[str]] = defaultdict(set)
    for row in everything(lives):
        if isinstance(row, rows.Trigger | rows.Disposal | rows.CourtOrder):
            found[type(row)].add(row.kind)
    assert found[rows.Trigger] == set(TriggerKind.values)
    assert found[rows.Disposal] == set(DisposalKind.values)
    # Interim orders of the old kind are all long gone.
    assert found[rows.CourtOrder] >= set(LAW_ORDERS) - {OrderKind.INTERIM_SOPO}


def test_everybody_has_an_assessment_and_a_plan_at_some_stage(lives: list[list[Row]]) -> None:
    without = [
        (place, kind.__name__)
        for place, life in enumerate(lives)
        for kind in (rows.Assessment, plan_rows.Plan)
        if not of(kind, life)
    ]
    assert not without


@pytest.mark.parametrize("days", [0, 1, 2])
def test_so_has_whoever_was_opened_in_the_last_days(
    county: County, lives: list[list[Row]], days: int
) -> None:
    opened_at = datetime.combine(county.as_of - timedelta(days=days), time(16), LONDON)
    life = [row._replace(recorded_at=opened_at) if isinstance(row, rows.Person) else row for row in lives[-1]]
    (begun,) = of(rows.Assessment, list(assessed(county, county.people - 1, life)))
    (plan,) = of(plan_rows.Plan, list(planned(county, county.people - 1, life)))
    assert (begun.state, plan.state) == ("draft", "draft")
    assert min(begun.recorded_at, plan.recorded_at) >= opened_at


def test_every_scene_is_played(county: County) -> None:
    assert {county.part_of(ordinal).scene for ordinal in range(county.people)} == set(Scene)


def test_levels_of_risk_are_mixed_as_a_countys_are() -> None:
    county = County(5227, 787, date(2026, 6, 15))
    people = chain.from_iterable(of(rows.Person, history(county, ordinal)) for ordinal in range(787))
    found = Counter(person.management_level for person in people)
    for level, share in (("very_high", 2), ("high", 18), ("medium", 30), ("low", 50)):
        assert abs(found[level] / 7.87 - share) <= (1.2 if level == "very_high" else 4), found
    assert found["unassessed"] <= 10


def test_nothing_happens_after_the_day(county: County, lives: list[list[Row]]) -> None:
    for row in everything(lives):
        for name, value in row._asdict().items():
            day = value.date() if isinstance(value, datetime) else value
            # An order's last day is known when it is made, as a passport's, a licence's and a review's are.
            foreknown = (
                "last_day",
                "expires_on",
                "licence_ends_on",
                "sentence_ends_on",
                "review_on",
                "was_due_on",
                "hearing_on",
                "due_on",
                "next_on",
            )
            if isinstance(day, date) and name not in foreknown:
                assert day <= county.as_of, row


def test_everybody_has_one_legal_name(lives: list[list[Row]]) -> None:
    for life in lives:
        current = [name for name in of(rows.Name, life) if name.kind == "legal" and name.used_to is None]
        assert len(current) == 1
        assert current[0].given_names
        assert current[0].family_name


def test_what_is_told_would_be_believed(county: County, lives: list[list[Row]]) -> None:
    for life in lives:
        (person,) = of(rows.Person, life)
        disposed = {disposal.trigger_id: disposal.date for disposal in of(rows.Disposal, life)}
        assert not rules.identity(date_of_birth=person.date_of_birth, today=county.as_of)
        for trigger in of(rows.Trigger, life):
            facts = {**trigger._asdict(), "disposal_date": disposed.get(trigger.id)}
            assert not rules.trigger(facts, date_of_birth=person.date_of_birth, today=county.as_of), trigger
        for absence in of(rows.Absence, life):
            assert not rules.absence(
                starts_on=absence.starts_on,
                ended_on=absence.ended_on,
                date_of_birth=person.date_of_birth,
                today=county.as_of,
            )
        for home in of(rows.Occupancy, life):
            assert not rules.home(
                starts_on=home.starts_on, date_of_birth=person.date_of_birth, today=county.as_of
            )


def test_addresses_are_unique_and_have_postcodes_of_no_real_area(lives: list[list[Row]]) -> None:
    addresses = [row for row in everything(lives) if isinstance(row, rows.Address)]
    assert len({address[1:] for address in addresses}) == len(addresses)
    for address in addresses:
        assert PostcodeField().clean(address.postcode) == address.postcode
        assert address.postcode.startswith("CU")


def test_some_people_share_an_address(lives: list[list[Row]]) -> None:
    living = Counter(
        home.address_id
        for life in lives
        for home in {home.address_id: home for home in of(rows.Occupancy, life)}.values()
    )
    assert sum(people > 1 for people in living.values()) > 5


def test_a_county_has_room_for_a_million(county: County) -> None:
    numbers = range(0, 8_000_000, 997)
    found = {places.home("", number, 1)[1:] for number in numbers}
    assert len(found) == len(numbers)
