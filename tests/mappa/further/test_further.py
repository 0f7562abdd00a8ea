"""A serious further offence: who records it, what follows, who reviews it, and what the record said when."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from access.models import AccessEvent
from access.recording import Stale
from accounts.models import User
from diary.models import OutboxMessage, Task
from mappa.further import rules
from mappa.further.choices import QUALIFYING, Charged
from mappa.models import FrozenRecord, FurtherOffence, InternalReview, SeriousCaseReview
from offenders.models import Person
from riskplans.models import RiskReview
from tests import world
from tests.accounts import signing
from tests.counting import queries_of
from tests.mappa import charged, levelled
from tests.mappa.levelled import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    found = world.person(officer)
    levelled.stands(found, "2")
    return found


class TestCharge:
    def test_the_level_is_that_of_the_day_of_the_charge(self, officer: User) -> None:
        found = world.person(officer)
        before = levelled.stands(found, "2", since=date(2026, 1, 5))
        before.ends_on = date(2026, 6, 1)
        before.save()
        levelled.stands(found, "1", since=date(2026, 6, 1))
        then = charged.charge(officer, found, charged_on=date(2026, 5, 31), committed_on=date(2026, 5, 1))
        now = charged.charge(officer, found)
        assert (then.category, then.level, then.area) == ("1", "2", "Cumberfell")
        assert now.level == "1"
        early = charged.charge(officer, found, charged_on=date(2026, 1, 4), committed_on=date(2026, 1, 1))
        assert (early.category, early.level) == ("", "")

    def test_the_database_knows_the_level_by_itself(self, officer: User, person: Person) -> None:
        said = {"charged": "rape", "offence": "Rape", "account": "So", "recorded_at": NOW, "person": person}
        days = {"charged_on": world.TODAY, "committed_on": world.TODAY}
        with pytest.raises(IntegrityError, match="not at that level"), transaction.atomic():
            FurtherOffence.objects.create(category="1", level="1", area="Cumberfell", **said, **days)

    def test_it_raises_one_review_of_the_risk(self, officer: User, person: Person) -> None:
        charged.charge(officer, person)
        charged.charge(officer, person, charged="murder")
        (review,) = RiskReview.objects.open().filter(person=person)
        said = [each for each in review.changes.all() if "further offence" in each.what]
        assert len(said) == 2

    def test_the_board_is_asked_and_the_inspectors_are_told(self, officer: User, person: Person) -> None:
        coordinator, inspector = levelled.coordinator(), levelled.inspector()
        made = charged.charge(officer, person)
        task = Task.objects.open().get(source=f"mappa/case-review:{made.pk}")
        assert (task.owner, task.due_on) == (coordinator, date(2026, 6, 22))
        assert OutboxMessage.objects.filter(recipient=inspector, cause=f"charge {made.pk}").exists()
        charged.decided(coordinator, made)
        assert not Task.objects.open().filter(pk=task.pk).exists()

    def test_the_same_form_twice_is_one_charge(self, officer: User, person: Person) -> None:
        first = charged.charge(officer, person, submission=person.pk)
        assert charged.charge(officer, person, submission=person.pk) == first

    def test_who_may(self, person: Person) -> None:
        for user in (
            world.officer(of=world.unit("East unit")),
            levelled.inspector(force=world.force("FA")),
        ):
            with pytest.raises(PermissionDenied):
                charged.charge(user, person)
        assert charged.charge(levelled.coordinator(), person)

    def test_what_was_charged_is_not_rewritten(self, officer: User, person: Person) -> None:
        made = charged.charge(officer, person)
        said: dict[str, Any]
        for said in ({"offence": "Theft"}, {"level": "1"}, {"charged_on": date(2026, 6, 1)}):
            with pytest.raises(DatabaseError, match="Cannot update rows"), transaction.atomic():
                FurtherOffence.objects.filter(pk=made.pk).update(**said)

    def test_one_in_error_is_taken_back_unless_it_is_reviewed(self, officer: User, person: Person) -> None:
        supervisor, coordinator = world.supervisor(), levelled.coordinator()
        made = charged.charge(officer, person)
        with pytest.raises(PermissionDenied):
            charged.taken_back(officer, made)
        back = charged.taken_back(supervisor, made)
        assert back.voided_at
        assert not Task.objects.open().filter(source=f"mappa/case-review:{made.pk}").exists()
        assert charged.taken_back(supervisor, made).version == back.version
        reviewed = charged.charge(officer, person)
        charged.decided(coordinator, reviewed)
        with pytest.raises(ValidationError, match="A review rests on this charge"):
            charged.taken_back(supervisor, reviewed)
        with pytest.raises(IntegrityError, match="a charge that is reviewed stays"), transaction.atomic():
            FurtherOffence.objects.filter(pk=reviewed.pk).update(voided_at=NOW, taken_back="So", version=2)


class TestCaseReview:
    def test_at_level_2_it_is_mandatory_and_held(self, officer: User, person: Person) -> None:
        coordinator = levelled.coordinator()
        made = charged.charge(officer, person)
        with pytest.raises(ValidationError) as refused:
            charged.decided(coordinator, made, commissioned=False)
        assert set(refused.value.message_dict) == {"commissioned"}
        review = charged.decided(coordinator, made)
        assert review.basis == "mandatory"
        review = charged.started(coordinator, review)
        assert review.due_on == date(2026, 9, 15)
        done = charged.completed(coordinator, review)
        assert done.state_words == "Completed"
        assert not Task.objects.open().filter(person=person, source__startswith="mappa/case-review").exists()

    def test_otherwise_the_board_chooses(self, officer: User, person: Person) -> None:
        made = charged.charge(officer, person, charged="other")
        review = charged.decided(levelled.coordinator(), made, commissioned=False)
        assert (review.basis, review.state_words) == ("discretionary", "Not held")
        with pytest.raises(ValidationError, match="moved on"):
            charged.started(levelled.coordinator(), review)

    def test_days_come_in_order(self, officer: User, person: Person) -> None:
        coordinator = levelled.coordinator()
        made = charged.charge(officer, person, charged_on=date(2026, 6, 8), committed_on=date(2026, 6, 1))
        with pytest.raises(ValidationError, match="from the charge until today"):
            charged.decided(coordinator, made, decided_on=date(2026, 6, 7))
        review = charged.decided(coordinator, made, decided_on=date(2026, 6, 10))
        with pytest.raises(ValidationError, match="from the decision until today"):
            charged.started(coordinator, review, started_on=date(2026, 6, 9))
        review = charged.started(coordinator, review, started_on=date(2026, 6, 12))
        with pytest.raises(ValidationError, match="from the start until today"):
            charged.completed(coordinator, review, completed_on=date(2026, 6, 11))
        with pytest.raises(IntegrityError, match="case_review_completed_whole"), transaction.atomic():
            SeriousCaseReview.objects.filter(pk=review.pk).update(
                completed_on=date(2026, 6, 11), findings="So", completed_by=coordinator
            )

    def test_the_database_knows_what_is_mandatory(self, officer: User, person: Person) -> None:
        made = charged.charge(officer, person)
        with pytest.raises(IntegrityError, match="follows from the charge"), transaction.atomic():
            SeriousCaseReview.objects.create(
                person=person,
                charge=made,
                basis="discretionary",
                commissioned=False,
                why="So",
                body="The chair",
                decided_on=world.TODAY,
                recorded_at=NOW,
                recorded_by=officer,
            )

    def test_who_may_and_who_was_quicker(self, officer: User, person: Person) -> None:
        coordinator = levelled.coordinator()
        made = charged.charge(officer, person)
        for user in (officer, world.supervisor(), levelled.inspector()):
            with pytest.raises(PermissionDenied):
                charged.decided(user, made)
        review = charged.decided(coordinator, made)
        with pytest.raises(ValidationError, match="on record already"):
            charged.decided(levelled.chair(), made)
        charged.started(coordinator, review)
        with pytest.raises(Stale):
            charged.started(levelled.chair(), review)


class TestManagementReview:
    def test_an_inspector_opens_it_on_the_record_as_it_stands(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        inspector = levelled.inspector()
        made = charged.charge(officer, person)
        for user in (officer, world.supervisor(), levelled.coordinator()):
            with pytest.raises(PermissionDenied):
                charged.opened(user, made)
        review = charged.opened(inspector, made)
        kept = review.frozen.kept
        assert ["MAPPA", "Category 1, level 2, Cumberfell"] in kept["managed"]
        titles = [each["title"] for block in kept["blocks"] for each in block["entries"]]
        assert any("Sexual assault" in title for title in titles)
        # What is recorded since changes nothing of it.
        world.detail(
            officer, person, "occupation", kind="employed", organisation="A new mill", source="document"
        )
        page = reverse("frozen-record", args=[person.pk, made.pk])
        text = sign_in(inspector).get(page).content.decode()
        assert "Category 1, level 2" in text
        assert "A new mill" not in text

    def test_what_is_kept_names_nobody_else_on_record(self, officer: User, person: Person) -> None:
        friend = world.person(officer, family_name="Thistlewood")
        world.detail(officer, person, "relationship", kind="friend", other=friend, source="document")
        review = charged.opened(levelled.inspector(), charged.charge(officer, person))
        assert friend.reference in review.frozen.content
        assert "THISTLEWOOD" not in review.frozen.content.upper()

    def test_nothing_of_it_is_rewritten(self, officer: User, person: Person) -> None:
        review = charged.opened(levelled.inspector(), charged.charge(officer, person))
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            FrozenRecord.objects.filter(pk=review.frozen_id).update(content="{}")
        with pytest.raises(DatabaseError, match="Cannot update rows"), transaction.atomic():
            InternalReview.objects.filter(pk=review.pk).update(why="Another")

    def test_it_is_closed_once_with_findings(self, officer: User, person: Person) -> None:
        inspector = levelled.inspector()
        review = charged.opened(inspector, charged.charge(officer, person))
        with pytest.raises(ValidationError, match="Say what was found"):
            charged.closed(inspector, review, findings=" ")
        done = charged.closed(inspector, review)
        assert charged.closed(inspector, review).version == done.version
        with pytest.raises(Stale):
            charged.closed(levelled.inspector(), review, findings="Something else")
        with pytest.raises(ValidationError, match="on record already"):
            charged.opened(inspector, done.charge)

    def test_its_timeline_leaves_by_the_one_door(self, officer: User, person: Person) -> None:
        inspector = levelled.inspector()
        world.detail(officer, person, "bank-account", bank="Kirkby Savings", source="document")
        made = charged.charge(officer, person)
        charged.opened(inspector, made)
        client = signing.sign_in(inspector)  # who one is, is proved again before a file leaves
        page = reverse("management-review-timeline", args=[person.pk, made.pk])
        answer = client.post(page, {"form": "csv", "starts": "", "ends": ""})
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert rows[1][:2] == ["Day", "What happened"]
        assert "Serious further offence: rape" in {row[1] for row in rows[2:]}
        assert "Kirkby Savings" not in answer.content.decode()
        event = AccessEvent.objects.filter(channel="export").latest("seq")
        assert event.person_ids == [person.pk]
        none = client.post(page, {"form": "csv", "starts": "1/1/2020", "ends": "2/1/2020"})
        assert len(list(csv.reader(io.StringIO(none.content.decode("utf-8-sig"))))) == 2
        wrong = client.post(page, {"form": "csv", "starts": "2/1/2020", "ends": "1/1/2020"})
        assert "That is before the first day" in wrong.content.decode()


class TestPages:
    def test_scenario_32(self, sign_in: SignIn, officer: User, person: Person) -> None:
        """A serious further offence: recorded, a management review opened, the record frozen, the review closed."""
        client = sign_in(officer)
        mappa = client.get(reverse("person-mappa", args=[person.pk])).content.decode()
        home = reverse("further-offences", args=[person.pk])
        assert home in mappa
        sent = {
            "submission": str(person.pk),
            "charged": "rape",
            "offence": "Rape",
            "charged_on": "15/6/2026",
            "committed_on": "1/5/2026",
            "account": "Custody told us.",
        }
        text = client.post(
            reverse("record-further-offence", args=[person.pk]), sent, follow=True
        ).content.decode()
        assert "Mandatory: level 2 on the day of the charge" in text
        made = FurtherOffence.objects.get()
        client = sign_in(levelled.inspector())
        text = client.post(
            reverse("open-management-review", args=[person.pk, made.pk]),
            {"submission": str(made.pk), "why": "Was the plan kept to?"},
            follow=True,
        ).content.decode()
        assert "The record as it stood" in text
        sent = {"version": "1", "findings": "It was."}
        page = reverse("close-management-review", args=[person.pk, made.pk])
        assert "Closed by" in client.post(page, sent, follow=True).content.decode()

    def test_the_boards_decision(self, sign_in: SignIn, officer: User, person: Person) -> None:
        made = charged.charge(officer, person, charged="other")
        client = sign_in(levelled.coordinator())
        page = reverse("decide-case-review", args=[person.pk, made.pk])
        sent = {"submission": str(made.pk), "held": "yes", "why": "", "body": "", "decided_on": "1/1/2020"}
        text = client.post(page, sent).content.decode()
        assert "Say why the board decided so" in text
        sent |= {"why": "The press.", "body": "The chair", "decided_on": "15/6/2026"}
        assert "To be started" in client.post(page, sent, follow=True).content.decode()
        sent = {"version": "1", "started_on": "15/6/2026", "author": "An author"}
        page = reverse("start-case-review", args=[person.pk, made.pk])
        assert "Under way" in client.post(page, sent, follow=True).content.decode()
        sent = {"version": "2", "completed_on": "15/6/2026", "findings": "Much."}
        page = reverse("complete-case-review", args=[person.pk, made.pk])
        assert "Completed" in client.post(page, sent, follow=True).content.decode()

    def test_budgets(self, sign_in: SignIn, officer: User, person: Person) -> None:
        pages = charged.one_of_each(officer, person)
        client = sign_in(levelled.inspector())
        assert queries_of(client, reverse("further-offences", args=[person.pk])) <= 16
        assert queries_of(client, reverse("frozen-record", args=pages["frozen-record"])) <= 16


@pytest.mark.parametrize("level", ["", "1", "2", "3"])
@pytest.mark.parametrize("what", Charged.values)
def test_what_is_mandatory(what: str, level: str) -> None:
    found = rules.is_mandatory(what, level, qualifying=QUALIFYING)
    assert found is (what != "other" and level in ("2", "3"))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"charged": "theft"}, "charged"),
        ({"offence": " "}, "offence"),
        ({"charged_on": date(2026, 6, 16)}, "charged_on"),
        ({"committed_on": date(2026, 6, 15)}, "committed_on"),
        ({"account": ""}, "account"),
    ],
)
def test_what_is_asked_of_a_charge(said: dict[str, Any], field: str) -> None:
    whole: dict[str, Any] = {
        "charged": "rape",
        "offence": "Rape",
        "charged_on": date(2026, 6, 14),
        "committed_on": date(2026, 6, 1),
        "account": "So",
        "known": Charged.values,
        "today": date(2026, 6, 15),
    }
    assert rules.charge(**whole) == {}
    assert set(rules.charge(**{**whole, **said})) == {field}
