"""A reason that a verb is given is shown with every row the verb changed: it tells nobody what they do not read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from accounts.choices import Role
from accounts.models import User
from offenders import actions, kinds, queries
from offenders.choices import ManagementLevel
from offenders.models import Person
from offenders.versions import history
from riskplans import actions as risk
from tests import world
from tests.access.log import reasons
from tests.access.log.verbs import ROLES, VERBS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOW = world.at(world.TODAY)
WHY = "Her daughter is seven, and lives there."


def _recorded(by: User, of: Person, called: str, **values: Any) -> Any:
    kind = kinds.named(called)
    assert kind
    return actions.record_detail(by, person=of, kind=kind, values={**values, "source": "observed"}, now=NOW)


def _victim(by: User, of: Person) -> Any:
    return _recorded(by, of, "relationship", kind="victim", name="Ann Hall", note="Lives in Kirkby")


def _corrected(by: User, fact: Any, **changes: Any) -> Any:
    return actions.correct(by, fact=fact, version=fact.version, changes=changes, reason=WHY, now=NOW)


# Whoever looks on reads some of what these write, and not the words of which the reason speaks.
MARKED: dict[str, Callable[[User, Person], Any]] = {
    "a level that takes effect at once": lambda by, of: risk.set_level(
        by, person=of, level=ManagementLevel.VERY_HIGH, why=WHY, now=NOW
    ),
    "what is said of a victim, corrected": lambda by, of: _corrected(by, _victim(by, of), note=WHY),
    **{verb: VERBS[verb] for verb in ("take back decision to disclose", "decide handover")},
}


def test_no_reason_is_told_to_who_does_not_read_its_words() -> None:
    told: list[str] = []
    for called, carry_out in MARKED.items():
        person = world.person(world.officer())
        carry_out(world.user(ROLES.get(called, Role.SUPERVISOR)), person)
        told += [f"{called}: {each}" for each in reasons.overheard(person)]
    assert not told


def test_why_an_entry_about_a_victim_was_corrected_stays_with_those_who_read_of_victims() -> None:
    person = world.person(world.officer())
    _corrected(world.supervisor(), _victim(world.supervisor(), person), note="Lives in Leeds")
    whys = {
        role: {change.reason for change in history(queries.visible_person(world.user(role), person.pk, NOW))}
        for role in (Role.SUPERVISOR, Role.MAPPA_ADMINISTRATOR)
    }
    assert WHY in whys[Role.SUPERVISOR]
    assert WHY not in whys[Role.MAPPA_ADMINISTRATOR]
