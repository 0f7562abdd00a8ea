"""Intervals of one person's own: shorter at once, longer by a supervisor's approval."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from diary.models import Task
from offenders import actions as people
from offenders.models import Person
from practice.policy import policy_of
from riskplans import actions
from riskplans.keys import LONGEST
from riskplans.models import (
    VisitInterval,
)
from riskplans.visits.clock import clock_of
from tests import world
from tests.riskplans import visiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = world.TODAY
NOW = world.at(TODAY)
NOON = world.at(TODAY, 12)


class TestIntervals:
    def test_a_shorter_one_counts_at_once(self, officer: User, person: Person) -> None:
        visiting.made(officer, person)
        actions.set_interval(
            officer, person=person, amount=6, span_of="weeks", why="Isolated since May", now=NOON
        )
        assert visiting.duty(person).last == TODAY + world.days(42)

    def test_a_longer_one_waits_for_a_supervisor(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        visiting.made(officer, person)
        asked = actions.set_interval(
            officer, person=person, amount=6, span_of="months", why="Stable", now=NOON
        )
        assert visiting.duty(person).last == TODAY.replace(month=9)
        task = Task.objects.open().get(source=f"riskplans/interval:{asked.pk}")
        assert task.owner == supervisor
        with pytest.raises(PermissionDenied):
            actions.answer_interval(
                officer, interval=asked, version=1, answer="approved", note="Yes", now=NOON
            )
        actions.answer_interval(
            supervisor, interval=asked, version=1, answer="approved", note="Stable", now=NOON
        )
        assert visiting.duty(person).last == TODAY.replace(month=12)
        assert not Task.objects.open().filter(pk=task.pk).exists()

    def test_one_refused_changes_nothing(self, officer: User, supervisor: User, person: Person) -> None:
        visiting.made(officer, person)
        asked = actions.set_interval(
            officer, person=person, amount=6, span_of="months", why="Stable", now=NOON
        )
        actions.answer_interval(
            supervisor, interval=asked, version=1, answer="refused", note="Not yet", now=NOON
        )
        assert visiting.duty(person).last == TODAY.replace(month=9)

    def test_nobody_approves_their_own(self, supervisor: User) -> None:
        person = world.person(supervisor)
        asked = actions.set_interval(
            supervisor, person=person, amount=6, span_of="months", why="Stable", now=NOW
        )
        with pytest.raises(ValidationError, match="yourself"):
            actions.answer_interval(
                supervisor, interval=asked, version=1, answer="approved", note="Yes", now=NOW
            )
        with pytest.raises(IntegrityError, match="interval_answered_by_another"), transaction.atomic():
            VisitInterval.objects.update(
                answer="approved", answer_note="Yes", answered_at=NOW, answered_by=supervisor
            )

    def test_one_nobody_approved_gives_way_to_a_stricter_level(self, officer: User, supervisor: User) -> None:
        person = world.person(officer, management_level="low")
        visiting.made(officer, person)
        actions.set_interval(officer, person=person, amount=6, span_of="months", why="Isolated", now=NOON)
        person.refresh_from_db()
        people.correct(
            officer,
            fact=person,
            version=person.version,
            changes={"management_level": "high"},
            reason="Assessed",
            now=NOON,
        )
        assert visiting.duty(person).last == TODAY.replace(month=9)
        clock = clock_of(person, TODAY)
        assert clock
        assert "nobody has approved it" in " ".join(clock.next(TODAY).reasons)

    def test_the_longest_is_the_forces_policy(self, officer: User, person: Person) -> None:
        months = policy_of(person.force_id, TODAY).value(LONGEST)
        said = {"span_of": "months", "why": "Stable", "now": NOON}
        with pytest.raises(ValidationError, match=f"from 1 to {months}"):
            actions.set_interval(officer, person=person, amount=months + 1, **said)
        actions.set_interval(officer, person=person, amount=months, **said)

    def test_back_to_the_forces(self, officer: User, person: Person) -> None:
        visiting.made(officer, person)
        held = actions.set_interval(
            officer, person=person, amount=6, span_of="weeks", why="Isolated", now=NOON
        )
        actions.end_interval(officer, interval=held, version=1, why="Has work again", now=NOON)
        assert visiting.duty(person).last == TODAY.replace(month=9)

    @pytest.mark.parametrize(
        ("asked", "field"),
        [({"amount": 0}, "amount"), ({"amount": 105}, "amount"), ({"why": " "}, "why")],
    )
    def test_nonsense_is_refused_by_its_field(
        self, officer: User, person: Person, asked: dict[str, Any], field: str
    ) -> None:
        said = {"amount": 6, "span_of": "weeks", "why": "Isolated", **asked}
        with pytest.raises(ValidationError) as refused:
            actions.set_interval(officer, person=person, now=NOW, **said)
        assert set(refused.value.message_dict) == {field}
