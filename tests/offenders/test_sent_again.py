"""A record opened with the same facts again is one, also once they were corrected; with others it is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from offenders import actions
from offenders.models import Absence, Name, Occupancy, Person, Trigger
from tests import world
from tests.sending import Sent, is_one_and_another_is_refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOW = world.at(world.TODAY)
LATER = world.at(world.TODAY, 12)
AWAY = {"kind": "custody", "starts_on": date(2026, 6, 2), "place": "HMP Kirkby"}
CONVICTED = {"kind": "conviction", "date": date(2026, 6, 1), "offence": "Rape (s.1)"}
ELSEWHERE = {"line_1": "14 Ewe Close", "line_2": "", "town": "Kirkby", "postcode": "CX1 1AA"}


def opened(submission: UUID) -> Sent:
    by = world.officer()

    def moves(person: Person) -> None:
        about: dict[str, Any] = {"reason": "As the court has it.", "now": LATER}
        actions.correct(by, fact=person, version=1, changes={"date_of_birth": date(1979, 4, 3)}, **about)
        actions.correct(by, fact=Name.objects.get(), version=1, changes={"given_names": "Allan"}, **about)
        actions.correct(by, fact=Trigger.objects.get(), version=1, changes={"offence": "Rape (s.1)"}, **about)
        actions.correct(
            by, fact=Occupancy.objects.get(), version=1, changes={"starts_on": date(2020, 6, 1)}, **about
        )

    return Sent(
        lambda **said: actions.add_person(by, new=world.new(**said), now=NOW, submission=submission),
        [
            *({"family_name": "Webb"}, {"date_of_birth": date(1979, 4, 3)}, {"management_level": "low"}),
            *({"trigger": CONVICTED}, {"trigger": {}, "disposal": {}}, {"address": {}, "home": {}}),
            *({"home": {"starts_on": date(2020, 6, 1)}}, {"address": ELSEWHERE}, {"absence": AWAY}),
        ],
        moves,
    )


def opened_bare(submission: UUID) -> Sent:
    """Before everything is known; what is recorded afterwards is no part of it."""
    by = world.officer()
    bare: dict[str, Any] = {"trigger": {}, "disposal": {}, "address": {}, "home": {}, "absence": {}}

    def moves(person: Person) -> None:
        Absence.objects.create(person=person, recorded_at=LATER, recorded_by=by, **AWAY)

    return Sent(
        lambda **said: actions.add_person(
            by, new=world.new(**{**bare, **said}), now=NOW, submission=submission
        ),
        [{"given_names": "Allan"}, {"trigger": CONVICTED}, {"absence": AWAY}],
        moves,
    )


@pytest.mark.parametrize("verb", [opened, opened_bare])
def test_it_is_one_and_another_is_refused(verb: Callable[[UUID], Sent]) -> None:
    is_one_and_another_is_refused(verb(uuid4()), [Person, Name])
