"""Planning a visit, moving it, calling it off."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from access.recording import Stale
from accounts.models import User
from diary.models import OutboxMessage
from offenders import actions as people
from offenders.models import Person
from practice.policy import policy_of
from riskplans import actions
from riskplans.choices import VisitState
from riskplans.keys import ENTER_WITHIN
from riskplans.models import (
    Visit,
)
from tests import world
from tests.riskplans import visiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = world.TODAY
NOW = world.at(TODAY)
NOON = world.at(TODAY, 12)


class TestPlanning:
    def test_the_same_form_twice_is_one_visit(self, officer: User, person: Person) -> None:
        plan, one = {**visiting.PLAN, "planned_for": NOON}, uuid4()
        first, second = (
            actions.plan_visit(officer, person=person, plan=plan, now=NOW, submission=one) for _ in range(2)
        )
        assert first == second
        assert Visit.objects.count() == 1

    def test_announced_needs_a_reason_by_the_database_too(self, officer: User, person: Person) -> None:
        with pytest.raises(ValidationError) as refused:
            visiting.planned(officer, person, announced=True)
        assert set(refused.value.message_dict) == {"announced_why"}
        visit = visiting.planned(officer, person)
        with pytest.raises(IntegrityError, match="visit_announced_with_reason"), transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(announced=True)

    def test_one_at_a_time(self, officer: User, person: Person) -> None:
        visiting.planned(officer, person)
        with pytest.raises(ValidationError, match="planned already"):
            visiting.planned(officer, person, world.at(TODAY, 15))
        with pytest.raises(IntegrityError, match="one_open_visit"), transaction.atomic():
            Visit.objects.create(
                person=person,
                planned_for=NOON,
                place="x",
                officer=officer,
                recorded_at=NOW,
                recorded_by=officer,
            )

    def test_nobody_is_visited_at_home_in_custody(self, officer: User, person: Person) -> None:
        people.record_custody(officer, person=person, kind="custody", starts_on=TODAY, place="", now=NOW)
        with pytest.raises(ValidationError, match="nobody is visited at home"):
            visiting.planned(officer, person)

    def test_beyond_reach_is_refused(self, person: Person) -> None:
        with pytest.raises(PermissionDenied):
            visiting.planned(world.officer(of=world.unit("East unit")), person)

    def test_how_far_back_one_is_entered_is_the_forces_policy(self, officer: User, person: Person) -> None:
        days = policy_of(person.force_id, TODAY).value(ENTER_WITHIN)
        with pytest.raises(ValidationError) as refused:
            visiting.planned(officer, person, NOW - world.days(days + 1))
        assert set(refused.value.message_dict) == {"planned_on"}
        visiting.planned(officer, person, NOW - world.days(days))

    def test_moved_and_called_off_with_reasons(self, officer: User, supervisor: User, person: Person) -> None:
        visit = visiting.planned(officer, person)
        moved = actions.move_visit(
            officer,
            visit=visit,
            version=1,
            planned_for=world.at(TODAY, 19),
            second="DC 9",
            why="Court",
            now=NOW,
        )
        assert (moved.planned_for, moved.version) == (world.at(TODAY, 19), 2)
        with pytest.raises(Stale):
            actions.call_off_visit(officer, visit=visit, version=1, why="Ill", now=NOW)
        off = actions.call_off_visit(officer, visit=visit, version=2, why="Ill", now=NOW)
        assert off.state == VisitState.CALLED_OFF
        assert OutboxMessage.objects.filter(recipient=supervisor, subject__contains="called off").count() == 1
        visiting.planned(officer, person)
