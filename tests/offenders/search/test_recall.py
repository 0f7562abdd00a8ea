"""Whether the right one is found: with one slip of the finger, by ear, and however the name is written.

Of the names, how many are among the ten nearest words; of people, typed by given and family name, how many are among
the first ten rows.
"""

from __future__ import annotations

from random import Random
from uuid import UUID

import pytest

from accounts.models import User
from offenders.search.matching import like
from offenders.search.normal import name_words
from offenders.search.queries import find
from tests import world
from tests.offenders.search import county

pytestmark = pytest.mark.django_db
People = dict[UUID, tuple[str, str]]
NOW = world.at(world.TODAY)
NAMES, SOME = 500, 40
FIRST = 10
OF_SINGLE_EDITS, OF_VARIANTS = 0.99, 0.95


def missed(by: User, typed: dict[UUID, str]) -> list[str]:
    """What was typed for those who are not among the first ten found."""
    return [
        text
        for person, text in typed.items()
        if person not in [row.person.pk for row in find(by, NOW, text).rows[:FIRST]]
    ]


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("how", county.EDITS)
def test_a_surname_with_one_edit_is_among_the_ten_nearest(how: str) -> None:
    pairs = list(county.misspelt(how, NAMES))
    found = like(sorted({typed for _, typed in pairs}))
    lost = [
        (name, typed)
        for name, typed in pairs
        if not set(name_words(name)) & {word for word, _ in found.get(typed, [])[:FIRST]}
    ]
    assert 1 - len(lost) / len(pairs) >= OF_SINGLE_EDITS, lost


@pytest.mark.parametrize("how", county.EDITS)
def test_a_person_whose_surname_is_typed_with_one_edit_is_found(
    people: People, inspector: User, how: str
) -> None:
    rng = Random(how)
    some = rng.sample(sorted(people), SOME)
    typed = {pk: f"{people[pk][0]} {county.edited(people[pk][1].lower(), how, rng)}" for pk in some}
    # Ten rows may not hold everybody whose name is as near as theirs.
    assert len(missed(inspector, typed)) <= 1


def test_a_person_is_found_by_another_spelling_of_the_name(people: People, inspector: User) -> None:
    pairs = county.variants()
    assert len(pairs) >= 200
    first_called = {family: (pk, given) for pk, (given, family) in reversed(people.items())}
    lost: list[str] = []
    for on_record, heard in pairs:
        pk, given = first_called[on_record]
        lost += missed(inspector, {pk: f"{given} {heard}"})
    assert 1 - len(lost) / len(pairs) >= OF_VARIANTS, lost


def test_names_are_found_in_either_order_and_case_with_or_without_accents(
    people: People, inspector: User
) -> None:
    of = {family: (pk, given) for pk, (given, family) in reversed(people.items())}
    for family, typed in (
        ("Kowalski", "{family}, {given}"),
        ("Sørensen", "{given} SORENSEN"),
        ("Wójcik", "wojcik {given}"),
        ("Smith-Jones", "{given} smith jones"),
        ("Smith-Jones", "jones {given}"),
        ("O'Connor", "{given} O’CONNOR"),
        ("O'Connor", "{given} o connor"),
        ("Van der Berg", "{given} vanderberg"),
        ("Van der Berg", "Berg {given}"),
    ):
        pk, given = of[family]
        assert not missed(inspector, {pk: typed.format(family=family, given=given)}), typed
