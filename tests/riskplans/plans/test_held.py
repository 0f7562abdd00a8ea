"""What the database holds of plans by itself."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, transaction

from accounts.models import User
from offenders.models import Person
from riskplans.models import (
    Contingency,
    Plan,
    PlanAction,
    PlanDecision,
)
from riskplans.plans.choices import PlanState, Verdict
from tests import world
from tests.riskplans.plans import written

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("clock"),
]
NOW, TODAY = written.NOW, world.TODAY


class TestDatabase:
    """What no verb, no bulk update and no hand can do."""

    def test_states_only_as_the_machine_says(self, officer: User, person: Person) -> None:
        plan = written.whole(officer, person)
        of = Plan.objects.filter(pk=plan.pk)
        written.refused(lambda: of.update(state="approved", approved_at=NOW))
        written.refused(lambda: of.update(state="superseded", approved_at=NOW))
        written.refused(lambda: of.update(state="returned"))
        written.submit(officer, plan)
        written.refused(lambda: of.update(state="draft"))
        written.refused(lambda: of.update(state="approved", approved_at=NOW))

    def test_no_plan_is_born_in_force(self, officer: User, person: Person) -> None:
        plan = written.submitted(officer, person)
        born = Plan(
            **{
                f.attname: getattr(plan, f.attname)
                for f in Plan._meta.concrete_fields
                if f.name not in ("id", "submission")
            }
        )
        born.number, born.state, born.approved_at = 9, PlanState.APPROVED, NOW
        written.refused(lambda: Plan.objects.bulk_create([born]))

    def test_nobody_decides_on_their_own(self, officer: User, person: Person) -> None:
        plan = written.submitted(officer, person)
        written.refused(
            lambda: PlanDecision.objects.create(
                person=person, plan=plan, round=1, verdict="approved", decided_at=NOW, decided_by=officer
            )
        )

    def test_what_was_signed_stands(self, officer: User, supervisor: User, person: Person) -> None:
        plan = written.approved(officer, person, supervisor)
        action = plan.actions.first()
        assert action
        written.refused(lambda: Plan.objects.filter(pk=plan.pk).update(harm="Nothing"))
        written.refused(lambda: Plan.objects.filter(pk=plan.pk).update(authors=[]))
        written.refused(lambda: PlanAction.objects.filter(pk=action.pk).update(what="Rest"))
        written.refused(
            lambda: PlanAction.objects.bulk_create(
                [
                    PlanAction(
                        person=person,
                        plan=plan,
                        pillar="victims",
                        what="Add one",
                        owner=officer,
                        due_on=TODAY,
                        measure="Seen",
                        recorded_at=NOW,
                    )
                ]
            )
        )
        written.refused(lambda: plan.decisions.update(note="Never mind"))
        written.refused(plan.delete)
        with pytest.raises(ValidationError, match="changes no more"):
            written.action(officer, plan)

    def test_nor_does_what_it_was_signed_on(self, officer: User, supervisor: User) -> None:
        person = world.person(officer, management_level="very_high")
        plan = written.submitted(officer, person, review_on=TODAY + world.days(20))
        written.decided(supervisor, plan)
        for changed in (
            {"countersign_why": ""},
            {"level": "low"},
            {"round": 9},
            {"submitted_by": supervisor},
            {"submitted_at": NOW - world.days(1)},
            {"recorded_by": supervisor},
            {"voided_at": NOW},
        ):
            written.refused(partial(Plan.objects.filter(pk=plan.pk).update, **changed))

    def test_nor_is_a_line_moved_out_of_it_or_into_it(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        held, draft = written.approved(officer, person, supervisor), written.whole(officer, person)
        for of, to in ((held, draft), (draft, held)):
            for model in (PlanAction, Contingency):
                line = model._default_manager.filter(plan=of).values("pk")[:1]
                with pytest.raises(Error, match="changes no more"), transaction.atomic():
                    model._default_manager.filter(pk__in=line).update(plan=to, line=uuid4())

    def test_an_author_stays_one(self, officer: User, person: Person) -> None:
        plan = written.begun(officer, person)
        written.refused(lambda: Plan.objects.filter(pk=plan.pk).update(authors=[]))

    def test_an_approval_of_an_earlier_round_does_not_count(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        plan = written.submitted(officer, person)
        PlanDecision.objects.create(
            person=person, plan=plan, round=1, verdict="approved", decided_at=NOW, decided_by=supervisor
        )
        written.decided(world.supervisor(), plan, Verdict.RETURNED)
        written.submit(officer, plan)
        written.refused(lambda: Plan.objects.filter(pk=plan.pk).update(state="approved", approved_at=NOW))

    def test_a_countersignature_that_is_asked_for(self, officer: User, supervisor: User) -> None:
        person = world.person(officer, management_level="very_high")
        plan = written.decided(
            supervisor, written.submitted(officer, person, review_on=TODAY + world.days(20))
        )
        written.refused(lambda: Plan.objects.filter(pk=plan.pk).update(state="approved", approved_at=NOW))
