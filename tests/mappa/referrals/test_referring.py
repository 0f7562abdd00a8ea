"""Referrals: what the verbs write and refuse, and what the database holds by itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.models import User
from diary.models import Task
from mappa import actions
from mappa.models import Referral, ReferralBlock, ReferralStep
from mappa.referrals import queries
from mappa.referrals.choices import Part
from mappa.referrals.prefill import Prefilled
from offenders.models import Person
from tests import world
from tests.mappa import held, levelled
from tests.mappa.levelled import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer)


class TestWriting:
    def test_each_part_is_confirmed_or_amended(self, officer: User, person: Person) -> None:
        said = levelled.written()
        known = {
            "risk": Prefilled(said.parts["risk"], "Never confirmed."),
            "plan": Prefilled("What the record says."),
        }
        referral = actions.refer(officer, person=person, written=said, known=known, now=NOW)
        settled = dict(referral.blocks.values_list("part", "settled"))
        assert set(settled) == set(Part.values)
        assert (settled["risk"], settled["plan"]) == ("confirmed", "amended")
        assert referral.blocks.get(part="risk").trusted == "Never confirmed."

    def test_level_3_without_what_level_2_cannot_is_refused(self, officer: User, person: Person) -> None:
        # Scenario 5: by the verb, and by the database alone.
        with pytest.raises(ValidationError) as refused:
            levelled.referred(officer, person, level="3")
        assert "why_level_3" in refused.value.message_dict
        referral = levelled.referred(officer, world.person(officer))
        referral.pk, referral.person, referral.level = uuid4(), person, "3"
        with pytest.raises(IntegrityError, match="level_3_says"), transaction.atomic():
            referral.save(force_insert=True)

    def test_every_part_that_says_something_was_checked(self, officer: User, person: Person) -> None:
        with pytest.raises(ValidationError) as refused:
            levelled.referred(officer, person, checked=set())
        assert "plan_checked" in refused.value.message_dict

    def test_one_at_a_time(self, officer: User, person: Person) -> None:
        levelled.referred(officer, person)
        with pytest.raises(ValidationError, match="under way already"):
            levelled.referred(officer, person)

    def test_what_was_submitted_changes_no_more(self, officer: User, person: Person) -> None:
        referral = levelled.submitted(officer, person)
        with pytest.raises(IntegrityError), transaction.atomic():
            ReferralBlock.objects.filter(referral=referral, part="risk").update(text="Lower")


class TestEndorsing:
    def test_nobody_endorses_their_own(self, person: Person) -> None:
        supervisor = world.supervisor()
        referral = levelled.referred(supervisor, person)
        with pytest.raises(ValidationError, match="Somebody else endorses"):
            levelled.endorsed(supervisor, referral)
        with pytest.raises(IntegrityError), transaction.atomic():
            Referral.objects.filter(pk=referral.pk).update(state="submitted")

    def test_sent_back_it_is_endorsed_again_before_the_coordinator_sees_it(
        self, officer: User, person: Person
    ) -> None:
        referral = levelled.endorsed(world.supervisor(), levelled.referred(officer, person), False)
        again = actions.resubmit(
            officer,
            referral=referral,
            version=referral.version,
            written=levelled.written(),
            known={},
            now=NOW,
        )
        assert again.state == "endorsing"


class TestEditing:
    """An edit after the endorsement voids it, and whoever made it endorses nothing."""

    def again(self, by: User, referral: Referral, **said: Any) -> Referral:
        return actions.resubmit(
            by,
            referral=referral,
            version=referral.version,
            written=levelled.written(**said),
            known={},
            now=NOW,
        )

    @pytest.fixture
    def returned(self, officer: User, person: Person) -> Referral:
        return levelled.triaged(levelled.coordinator(), levelled.submitted(officer, person), "returned")

    @pytest.mark.parametrize(
        "edit",
        [
            {"level": "3", "why_level_3": "A surveillance team."},
            {"parts": {**levelled.written().parts, "risk": "Higher than was said."}},
        ],
    )
    def test_what_says_something_else_is_endorsed_anew(
        self, officer: User, returned: Referral, edit: dict[str, Any]
    ) -> None:
        again = self.again(officer, returned, **edit)
        assert again.state == "endorsing"
        assert queries.row_of(again, queries.steps(again), world.TODAY).clock.due is None
        with pytest.raises(IntegrityError, match="nobody else has endorsed"), transaction.atomic():
            Referral.objects.filter(pk=again.pk).update(state="submitted")
        assert levelled.endorsed(world.supervisor(), again).state == "submitted"

    def test_the_same_again_goes_to_the_coordinator(self, officer: User, returned: Referral) -> None:
        assert self.again(officer, returned).state == "submitted"

    def test_whoever_edited_it_does_not_endorse_it(self, returned: Referral) -> None:
        supervisor = world.supervisor()
        again = self.again(supervisor, returned, contact="01632 960 002")
        with pytest.raises(ValidationError, match="Somebody else endorses"):
            levelled.endorsed(supervisor, again)
        ReferralStep.objects.create(
            person=again.person, referral=again, number=9, kind="endorsed", note="x", at=NOW, by=supervisor
        )
        with pytest.raises(IntegrityError, match="nobody else has endorsed"), transaction.atomic():
            Referral.objects.filter(pk=again.pk).update(state="submitted")

    def test_the_database_lets_nobody_edit_unseen(self, returned: Referral) -> None:
        with pytest.raises(DatabaseError), transaction.atomic():
            Referral.objects.filter(pk=returned.pk).update(contact="Nobody")
        with pytest.raises(IntegrityError, match="who made it"), transaction.atomic():
            ReferralBlock.objects.filter(referral=returned, part="risk").update(text="Lower")


class TestTriage:
    def test_returned_and_given_what_was_asked_for(self, officer: User, person: Person) -> None:
        # Scenario 6: the clock stands still in between, and both moments stay.
        days = [world.at(world.TODAY + world.days(each)) for each in (0, 2, 9)]
        referral = levelled.submitted(officer, person, now=days[0])
        returned = levelled.triaged(
            levelled.coordinator(), referral, "returned", now=days[1], note="The risk to each group."
        )
        task = Task.objects.open().get(person=person, source__startswith="mappa/returned")
        assert task.owner == officer
        row = queries.row_of(returned, queries.steps(returned), days[1].date())
        assert (row.clock.due, row.clock.paused_on) == (None, days[1].date())
        again = actions.resubmit(
            officer,
            referral=returned,
            version=returned.version,
            written=levelled.written(),
            known={},
            now=days[2],
        )
        assert again.state == "submitted"
        taken = queries.steps(again)
        moments = {step.kind: step.at for step in taken}
        assert (moments["returned"], moments["resubmitted"]) == (days[1], days[2])
        assert queries.row_of(again, taken, days[2].date()).clock.due == world.TODAY + world.days(14)
        task.refresh_from_db()
        assert task.done_at

    def test_accepted_it_is_to_be_listed(self, officer: User, person: Person) -> None:
        coordinator = levelled.coordinator()
        accepted = levelled.triaged(coordinator, levelled.submitted(officer, person), "accepted")
        assert (accepted.state, accepted.level_given) == ("accepted", "2")
        assert list(queries.to_be_listed(coordinator, world.TODAY)) == [accepted]

    def test_a_declined_one_says_what_to_do_instead_and_is_appealed_once(
        self, officer: User, person: Person
    ) -> None:
        coordinator, chair = levelled.coordinator(), levelled.chair()
        referral = levelled.submitted(officer, person)
        with pytest.raises(ValidationError) as refused:
            levelled.triaged(coordinator, referral, "declined", advice="")
        assert "advice" in refused.value.message_dict
        declined = levelled.triaged(coordinator, referral, "declined")
        appealed = actions.appeal(
            officer, referral=declined, version=declined.version, note="The risk has grown.", now=NOW
        )
        with pytest.raises(PermissionDenied):
            levelled.triaged(coordinator, appealed, "declined", note="Still not.")
        again = levelled.triaged(chair, appealed, "declined", note="I agree with the coordinator.")
        with pytest.raises(ValidationError, match="appealed already"):
            actions.appeal(officer, referral=again, version=again.version, note="Please.", now=NOW)

    def test_officers_decide_on_none(self, officer: User, person: Person) -> None:
        referral = levelled.submitted(officer, person)
        for user in (officer, world.supervisor(), levelled.inspector()):
            with pytest.raises(PermissionDenied):
                levelled.triaged(user, referral, "accepted")

    def test_the_database_holds_the_states(self, officer: User, person: Person) -> None:
        referral = levelled.submitted(officer, person)
        for state in ("appealed", "endorsing", "accepted"):
            with pytest.raises(DatabaseError), transaction.atomic():
                Referral.objects.filter(pk=referral.pk).update(state=state, level_given="")

    def test_accepted_at_level_3_it_says_what_level_2_cannot_deliver(
        self, officer: User, person: Person
    ) -> None:
        coordinator, referral = levelled.coordinator(), levelled.submitted(officer, person)
        with pytest.raises(ValidationError) as refused:
            levelled.triaged(coordinator, referral, "accepted", level_given="3")
        assert "given_why" in refused.value.message_dict
        given = levelled.triaged(
            coordinator, referral, "accepted", level_given="3", given_why="Surveillance."
        )
        assert (given.level_given, given.given_why) == ("3", "Surveillance.")
        with pytest.raises(IntegrityError, match="level_3_given"), transaction.atomic():
            Referral.objects.filter(pk=referral.pk).update(given_why="")

    def test_listed_it_is_to_be_listed_no_more(self, officer: User, person: Person) -> None:
        coordinator = levelled.coordinator()
        levelled.triaged(coordinator, levelled.submitted(officer, person), "accepted")
        assert queries.lists(coordinator, NOW, {}).totals["accepted"] == 1
        held.case(held.sitting(), person, now=levelled.LATER)
        assert queries.lists(coordinator, NOW, {}).totals["accepted"] == 0


@pytest.mark.django_db(transaction=True)
def test_two_decisions_at_once_are_one() -> None:
    coordinators = [levelled.coordinator() for _ in range(2)]
    officer = world.officer()
    referral = levelled.submitted(officer, world.person(officer))

    def decide(which: int) -> str:
        try:
            return levelled.triaged(coordinators[which], referral, ("accepted", "declined")[which]).state
        except ValidationError:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        found = set(pool.map(decide, range(2)))
    assert "refused" in found
    referral.refresh_from_db()
    assert {referral.state, "refused"} == found
    assert referral.steps.filter(kind__in=["accepted", "declined"]).count() == 1
