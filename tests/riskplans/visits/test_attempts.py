"""Attempts at which they were not seen: their series, and the decision that they force."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import User
from diary.models import OutboxMessage, Task
from notifications.models import Breach
from offenders.models import Person
from riskplans import actions
from riskplans.choices import NextStep
from riskplans.models import (
    AttemptsDecision,
    Visit,
)
from riskplans.visits import attempts
from tests import world
from tests.riskplans import visiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = world.TODAY
NOW = world.at(TODAY)
NOON = world.at(TODAY, 12)


class TestAttempts:
    def test_the_second_forces_a_decision_and_nothing_can_be_planned_before_it(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        first = visiting.made(officer, person, "not_in", TODAY)
        assert (first.attempt, first.follows) == (1, None)
        assert OutboxMessage.objects.filter(recipient=supervisor, subject__contains="attempt 1").exists()
        second = visiting.made(officer, person, "refused", TODAY + world.days(1))
        assert (second.attempt, second.follows) == (2, first)
        decision = AttemptsDecision.objects.waiting().get()
        assert decision.visit == second
        later = world.at(TODAY + world.days(2))
        with pytest.raises(ValidationError, match="wait for a supervisor"):
            visiting.planned(officer, person, later, now=later)
        with pytest.raises(IntegrityError, match="wait for a decision"), transaction.atomic():
            Visit.objects.create(
                person=person,
                planned_for=later,
                place="x",
                officer=officer,
                recorded_at=later,
                recorded_by=officer,
            )
        with pytest.raises(PermissionDenied):
            actions.decide_attempts(
                officer, decision=decision, version=1, step=NextStep.AGAIN, reasons="Evening", now=later
            )
        actions.decide_attempts(
            supervisor, decision=decision, version=1, step=NextStep.AGAIN, reasons="Evening", now=later
        )
        assert not Task.objects.open().filter(source__startswith="riskplans/decision:").exists()
        third = visiting.made(officer, person, "not_in", TODAY + world.days(3))
        assert (third.attempt, third.follows) == (3, second)
        assert AttemptsDecision.objects.waiting().get().visit == third

    def test_the_series_begins_again_once_they_have_been_seen(self, officer: User, person: Person) -> None:
        visiting.made(officer, person, "not_in", TODAY)
        visiting.made(officer, person, on=TODAY + world.days(1))
        assert visiting.made(officer, person, "not_in", TODAY + world.days(2)).attempt == 1
        assert not AttemptsDecision.objects.exists()

    def test_one_entered_late_takes_its_place_in_the_order_of_what_happened(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        now = world.at(TODAY, 20)
        third = visiting.made(officer, person, "not_in", TODAY, now=now)
        first = visiting.made(officer, person, "refused", TODAY - world.days(4), now=now)
        decision = AttemptsDecision.objects.waiting().get()
        assert attempts.of(person) == [first, third]
        actions.decide_attempts(
            supervisor, decision=decision, version=1, step=NextStep.AGAIN, reasons="Evening", now=now
        )
        second = visiting.made(officer, person, "not_in", TODAY - world.days(2), now=now)
        tried = attempts.of(person)
        assert tried == [first, second, third]
        assert [(each.attempt, each.follows) for each in tried] == [(1, None), (2, first), (3, second)]
        assert (third.version, first.version) == (3, 3)  # renumbered: a form about it from before is stale

    def test_one_entered_after_they_have_been_seen_belongs_to_the_series_before(
        self, officer: User, person: Person
    ) -> None:
        now = world.at(TODAY, 20)
        visiting.made(officer, person, "not_in", TODAY - world.days(4), now=now)
        visiting.made(officer, person, on=TODAY - world.days(2), now=now)
        late = visiting.made(officer, person, "not_in", TODAY - world.days(3), now=now)
        assert late.attempt == 2
        assert not AttemptsDecision.objects.exists()
        assert visiting.made(officer, person, "not_in", TODAY, now=now).attempt == 1

    def test_having_been_seen_between_two_attempts_begins_the_series_again(
        self, officer: User, person: Person
    ) -> None:
        now = world.at(TODAY, 20)
        decision = visiting.twice_not_in(officer, person)
        actions.decide_attempts(
            world.supervisor(), decision=decision, version=1, step=NextStep.AGAIN, reasons="x", now=now
        )
        visiting.made(officer, person, on=TODAY - world.days(1), hour=15, now=now)
        [left] = attempts.of(person)
        assert (left.on, left.attempt, left.follows) == (TODAY, 1, None)

    def test_an_attempt_must_say_whether_entry_was_sought(self, officer: User, person: Person) -> None:
        with pytest.raises(ValidationError) as refused:
            visiting.made(officer, person, "not_in", entry_sought="")
        assert set(refused.value.message_dict) == {"entry_sought"}

    @pytest.mark.parametrize("step", NextStep)
    def test_each_decision_but_another_try_is_somebodys_task(
        self, officer: User, supervisor: User, person: Person, step: NextStep
    ) -> None:
        decision = visiting.twice_not_in(officer, person)
        actions.decide_attempts(
            supervisor, decision=decision, version=1, step=step, reasons="As discussed", now=NOON
        )
        set_for = Task.objects.open().filter(source=f"riskplans/{step}:{decision.pk}").count()
        assert set_for == (0 if step == NextStep.AGAIN else 1)

    def test_an_empty_home_that_they_left_is_a_move_to_find_out_about(
        self, officer: User, person: Person
    ) -> None:
        visit = visiting.made(officer, person, "moved")
        assert not Breach.objects.exists()
        assert "record the move" in Task.objects.open().get(source=f"riskplans/moved:{visit.pk}").title

    def test_whoever_made_them_decides_nothing(self, supervisor: User, person: Person) -> None:
        decision = visiting.twice_not_in(supervisor, person)
        with pytest.raises(ValidationError, match="Somebody else decides"):
            actions.decide_attempts(
                supervisor, decision=decision, version=1, step=NextStep.AGAIN, reasons="Evening", now=NOON
            )
        decided = {"step": NextStep.AGAIN, "reasons": "Evening", "decided_at": NOON, "decided_by": supervisor}
        with pytest.raises(IntegrityError, match="decides on their own"), transaction.atomic():
            AttemptsDecision.objects.update(**decided)
        first = Visit.objects.get(attempt=1)
        with pytest.raises(IntegrityError, match="decides on their own"), transaction.atomic():
            AttemptsDecision.objects.bulk_create(
                [AttemptsDecision(person=person, visit=first, recorded_at=NOON, **decided)]
            )

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("planned", "seen"),
            ("planned", "attempted"),
            ("seen", "planned"),
            ("seen", "attempted"),
            ("attempted", "seen"),
            ("attempted", "planned"),
        ],
    )
    def test_the_database_takes_one_step_at_a_time(
        self, officer: User, person: Person, before: str, after: str
    ) -> None:
        outcome = {"seen": "seen_home", "attempted": "not_in"}.get(before)
        visit = visiting.made(officer, person, outcome) if outcome else visiting.planned(officer, person)
        with pytest.raises(DatabaseError), transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(state=after)

    def test_a_visit_is_never_deleted(self, officer: User, person: Person) -> None:
        visit = visiting.planned(officer, person)
        with pytest.raises(DatabaseError), transaction.atomic():
            visit.delete()
