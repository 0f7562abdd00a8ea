"""The course of a breach: each step in its order, refused by the verb and by the database; two people decide."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from access.recording import Stale
from accounts.models import User
from diary.models import OutboxMessage, Task
from notifications import actions
from notifications.breaches import queries
from notifications.breaches.choices import (
    BreachOf,
    CheckKind,
    CheckResult,
    DecisionKind,
    ExcuseView,
    Found,
    Outcome,
    Stage,
    Verdict,
)
from notifications.models import Breach, BreachCheck, BreachDecision, BreachElement
from offenders import actions as record
from offenders.models import Person
from tests import world
from tests.notifications.breaches import made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOW = made.NOW


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def supervisor() -> User:
    return world.supervisor()


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer)


@pytest.fixture
def breach(officer: User, person: Person) -> Breach:
    return made.suspected(officer, person)


def by_hand(breach: Breach, sql: str) -> None:
    """Past the verbs, as somebody at the database's own prompt would."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE notifications_breach SET {sql} WHERE id = %s", [breach.pk])


class TestChecks:
    def test_what_explains_it_closes_it_by_the_officer_alone(self, officer: User, breach: Breach) -> None:
        actions.record_check(
            officer,
            breach=breach,
            kind=CheckKind.HOSPITAL,
            result=CheckResult.EXPLAINS,
            detail="Admitted on 1 June, ward 4",
            now=NOW,
        )
        closed = actions.close_explained(
            officer, breach=breach, version=1, explanation="In hospital since 1 June.", now=NOW
        )
        assert (closed.stage, closed.outcome) == (Stage.CLOSED, Outcome.EXPLAINED)

    def test_without_such_a_check_a_supervisor_closes_it(
        self, officer: User, supervisor: User, breach: Breach
    ) -> None:
        said: dict[str, Any] = {"breach": breach, "version": 1, "explanation": "The conviction was quashed."}
        with pytest.raises(ValidationError, match="a supervisor must close it"):
            actions.close_explained(officer, now=NOW, **said)
        assert not actions.close_explained(supervisor, now=NOW, **said).is_open

    def test_the_latest_of_a_kind_counts(self, officer: User, breach: Breach) -> None:
        for result in (CheckResult.WAITING, CheckResult.CLEAR):
            actions.record_check(
                officer, breach=breach, kind=CheckKind.CUSTODY, result=result, detail="", now=NOW
            )
        made.checked(officer, breach)
        assert actions.establish_breach(
            officer, breach=breach, version=1, shown=made.evidence(breach), now=NOW
        ).established_at

    def test_it_is_not_established_before_they_are_done(self, officer: User, breach: Breach) -> None:
        with pytest.raises(ValidationError, match="Not every check has its answer yet: custody"):
            actions.establish_breach(officer, breach=breach, version=1, shown=made.evidence(breach), now=NOW)
        assert not BreachElement.objects.exists()

    def test_the_same_form_twice_is_one(self, officer: User, breach: Breach) -> None:
        once = uuid4()
        for _ in range(2):
            actions.record_check(
                officer,
                breach=breach,
                kind=CheckKind.CUSTODY,
                result=CheckResult.CLEAR,
                detail="",
                now=NOW,
                submission=once,
            )
        assert BreachCheck.objects.count() == 1


class TestFromEstablishedToTheEnd:
    def test_an_element_without_evidence_is_named(self, officer: User, breach: Breach) -> None:
        made.checked(officer, breach)
        with pytest.raises(ValidationError) as refused:
            actions.establish_breach(
                officer, breach=breach, version=1, shown={"subject": "Court extract"}, now=NOW
            )
        assert set(refused.value.message_dict) == {"knew", "failed"}

    def test_charged_and_convicted(self, officer: User, supervisor: User, breach: Breach) -> None:
        made.recorded(officer, breach)
        made.decided(officer, supervisor, breach, DecisionKind.INTERVIEW)
        assert made.fresh(breach).stage == Stage.ESTABLISHED
        made.heard(officer, breach)
        assert made.decided(officer, supervisor, breach).stage == Stage.AT_COURT
        ended = made.ended(officer, breach, Outcome.CONVICTED)
        assert (ended.stage, ended.outcome, ended.court) == (
            Stage.CLOSED,
            Outcome.CONVICTED,
            "Carrow Magistrates' Court",
        )
        task = Task.objects.get()
        assert task.title == "Review risk and plan after a breach"
        assert task.due_on == world.TODAY + world.days(15)

    def test_nobody_is_charged_before_the_excuse_was_asked(self, officer: User, breach: Breach) -> None:
        made.recorded(officer, breach)
        with pytest.raises(ValidationError, match="Ask them for their excuse first"):
            made.proposed(officer, breach)

    def test_no_further_action_ends_it_at_once(self, officer: User, supervisor: User, breach: Breach) -> None:
        made.recorded(officer, breach)
        ended = made.decided(officer, supervisor, breach, DecisionKind.NFA)
        assert (ended.outcome, ended.outcome_on) == (Outcome.NFA, world.TODAY)

    def test_what_was_decided_bounds_the_outcome(
        self, officer: User, supervisor: User, breach: Breach
    ) -> None:
        made.recorded(officer, breach)
        made.heard(officer, breach)
        made.decided(officer, supervisor, breach, DecisionKind.CAUTION)
        with pytest.raises(ValidationError, match="cannot be the outcome"):
            made.ended(officer, breach, Outcome.CONVICTED)
        assert made.ended(officer, breach, Outcome.CAUTIONED).outcome == Outcome.CAUTIONED

    def test_another_court_is_not_the_same_outcome_twice(
        self, officer: User, supervisor: User, breach: Breach
    ) -> None:
        made.recorded(officer, breach)
        made.heard(officer, breach)
        decided = made.decided(officer, supervisor, breach)
        said = {"outcome": Outcome.CONVICTED, "outcome_on": world.TODAY, "note": "", "now": NOW}
        for _ in range(2):
            actions.finalise_breach(officer, breach=decided, version=decided.version, court="Carrow", **said)
        with pytest.raises(Stale):
            actions.finalise_breach(officer, breach=decided, version=decided.version, court="Wells", **said)

    def test_a_form_that_was_overtaken_writes_nothing(self, officer: User, breach: Breach) -> None:
        made.recorded(officer, breach)
        made.heard(officer, breach)
        with pytest.raises(Stale):
            actions.record_excuse(
                officer,
                breach=breach,
                version=1,
                excuse={
                    "excuse_asked_on": world.TODAY,
                    "excuse_with": "",
                    "excuse": "",
                    "excuse_view": ExcuseView.NONE,
                    "excuse_why": "",
                },
                now=NOW,
            )
        assert made.fresh(breach).excuse == "I forgot."


class TestTwoDecide:
    @pytest.fixture
    def waiting(self, officer: User, breach: Breach) -> BreachDecision:
        made.recorded(officer, breach)
        return made.proposed(officer, breach, DecisionKind.ARREST)

    def verdict(self, by: User, decision: BreachDecision, verdict: str, note: str = "") -> BreachDecision:
        return actions.give_verdict(by, decision=decision, version=1, verdict=verdict, note=note, now=NOW)

    def test_an_officer_authorises_nothing(self, waiting: BreachDecision) -> None:
        with pytest.raises(PermissionDenied):
            self.verdict(world.officer(), waiting, Verdict.AUTHORISED)

    def test_nobody_authorises_their_own(self, supervisor: User, officer: User, breach: Breach) -> None:
        made.recorded(officer, breach)
        own = made.proposed(supervisor, breach, DecisionKind.ARREST)
        with pytest.raises(ValidationError, match="somebody else must authorise it"):
            self.verdict(supervisor, own, Verdict.AUTHORISED)
        with pytest.raises(DatabaseError, match="authorised_by_another"), transaction.atomic():
            BreachDecision.objects.filter(pk=own.pk).update(
                verdict=Verdict.AUTHORISED, verdict_by=supervisor, verdict_at=NOW
            )

    def test_a_return_says_why_and_leaves_the_way_open(
        self, officer: User, supervisor: User, waiting: BreachDecision
    ) -> None:
        with pytest.raises(ValidationError, match="Say why it is returned"):
            self.verdict(supervisor, waiting, Verdict.RETURNED)
        self.verdict(supervisor, waiting, Verdict.RETURNED, "Ask for a voluntary interview first.")
        assert made.proposed(officer, waiting.breach, DecisionKind.INTERVIEW).is_waiting

    def test_one_waits_at_a_time(self, officer: User, waiting: BreachDecision) -> None:
        with pytest.raises(ValidationError, match="waits for a supervisor already"):
            made.proposed(officer, waiting.breach, DecisionKind.INTERVIEW)

    def test_an_excuse_heard_meanwhile_stands_in_the_way(
        self, officer: User, supervisor: User, breach: Breach
    ) -> None:
        made.recorded(officer, breach)
        made.heard(officer, breach)
        waiting = made.proposed(officer, breach)
        made.heard(officer, breach, excuse_view=ExcuseView.REASONABLE, excuse_why="In hospital all week.")
        with pytest.raises(ValidationError, match="no offence to charge"):
            self.verdict(supervisor, waiting, Verdict.AUTHORISED)
        BreachDecision.objects.filter(pk=waiting.pk).update(
            verdict=Verdict.AUTHORISED, verdict_by=supervisor, verdict_at=NOW, version=2
        )
        with pytest.raises(DatabaseError, match="excuse unheard or reasonable"):
            by_hand(breach, f"stage = 'at_court', disposal_id = '{waiting.pk}'")

    def test_such_a_proposal_can_still_be_returned(
        self, officer: User, supervisor: User, breach: Breach
    ) -> None:
        made.recorded(officer, breach)
        made.heard(officer, breach)
        waiting = made.proposed(officer, breach)
        made.heard(officer, breach, excuse_view=ExcuseView.REASONABLE, excuse_why="In hospital all week.")
        self.verdict(supervisor, waiting, Verdict.RETURNED, "Their excuse is reasonable.")
        assert made.fresh(breach).disposal is None

    def test_both_are_told_and_the_messages_name_nobody(
        self, officer: User, supervisor: User, breach: Breach
    ) -> None:
        made.recorded(officer, breach)
        made.decided(officer, supervisor, breach, DecisionKind.ARREST)
        told = {
            message.recipient: message
            for message in OutboxMessage.objects.filter(cause__contains="breach decision")
        }
        assert set(told) == {officer, supervisor}
        assert "Marsh" not in "".join(message.subject + message.body for message in told.values())


class TestWhatTheDatabaseHolds:
    @pytest.mark.parametrize(
        "change",
        [
            "stage = 'closed', outcome = 'convicted', outcome_on = '2026-06-15'",
            "stage = 'established'",
            "stage = 'closed', outcome = 'explained', outcome_on = '2026-06-15'",
            "stage = 'closed', outcome = 'explained', outcome_on = '2026-06-01', outcome_note = 'x'",
            "excuse = 'I forgot.'",
            "national_reference = '26/1'",
            "provision = ''",
        ],
    )
    def test_of_a_suspicion(self, breach: Breach, change: str) -> None:
        with pytest.raises(DatabaseError):
            by_hand(breach, change)

    @pytest.mark.parametrize(
        "change",
        [
            "stage = 'suspected', established_at = NULL",
            "stage = 'at_court'",
            "voided_at = now()",
            "stage = 'closed', outcome = 'nfa', outcome_on = '2026-06-15'",
        ],
    )
    def test_of_an_established_breach(self, officer: User, breach: Breach, change: str) -> None:
        made.established(officer, breach)
        with pytest.raises(DatabaseError):
            by_hand(breach, change)

    def test_a_proposal_disposes_of_nothing(self, officer: User, breach: Breach) -> None:
        made.recorded(officer, breach)
        made.heard(officer, breach)
        proposal = made.proposed(officer, breach)
        with pytest.raises(DatabaseError, match="no authorised decision"):
            by_hand(breach, f"stage = 'at_court', disposal_id = '{proposal.pk}'")

    def test_what_was_proposed_stays_as_it_was_put(self, officer: User, breach: Breach) -> None:
        made.recorded(officer, breach)
        proposal = made.proposed(officer, breach, DecisionKind.ARREST)
        with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
            BreachDecision.objects.filter(pk=proposal.pk).update(rationale="Another")

    def test_a_closed_breach_is_not_opened_again(self, supervisor: User, breach: Breach) -> None:
        actions.close_explained(supervisor, breach=breach, version=1, explanation="In error", now=NOW)
        with pytest.raises(DatabaseError):
            by_hand(breach, "stage = 'suspected', outcome = '', outcome_on = NULL")


class TestTakenBack:
    def test_by_a_supervisor_with_a_reason_and_by_no_officer(
        self, officer: User, supervisor: User, breach: Breach
    ) -> None:
        with pytest.raises(PermissionDenied):
            record.void(officer, fact=breach, version=1, reason="The wrong man", now=NOW)
        with pytest.raises(ValidationError, match="Say why"):
            record.void(supervisor, fact=breach, version=1, reason=" ", now=NOW)
        assert Breach.objects.standing().exists()
        record.void(supervisor, fact=breach, version=1, reason="The wrong man", now=NOW)
        assert not Breach.objects.standing().exists()

    def test_a_check_is_whose_it_was(self, officer: User, breach: Breach) -> None:
        check = actions.record_check(
            officer, breach=breach, kind=CheckKind.CUSTODY, result=CheckResult.CLEAR, detail="", now=NOW
        )
        record.void(officer, fact=check, version=1, reason="Of another man", now=NOW)
        assert not BreachCheck.objects.standing().exists()


class TestOfAnOrder:
    def said(self, **fields: Any) -> dict[str, Any]:
        return {
            "of": BreachOf.ORDER,
            "found": Found.VISIT,
            "happened_on": date(2026, 6, 12),
            "account": "A phone with no history, in the bedside drawer.",
            **fields,
        }

    def test_it_names_its_condition_and_asks_little(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        condition = made.condition(officer, person)
        breach = made.suspected(officer, person, **self.said(order_condition=condition))
        made.recorded(officer, breach)
        assert BreachCheck.objects.count() == 2
        made.heard(officer, breach)
        made.decided(officer, supervisor, breach)
        assert made.ended(officer, breach, Outcome.CONVICTED).order_condition == condition

    def test_of_contact_with_children_they_are_seen_to_first(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        condition = made.condition(officer, person, kind="children", number=1)
        breach = made.suspected(officer, person, **self.said(order_condition=condition))
        assert queries.next_step(breach, {}, may=[]).text == "Tell children’s services"
        said = {"breach": breach, "kind": CheckKind.SAFEGUARDING, "now": NOW}
        with pytest.raises(ValidationError, match="who was told"):
            actions.record_check(officer, result=CheckResult.TOLD, detail=" ", **said)
        actions.record_check(officer, result=CheckResult.TOLD, detail="Ms Ash, 07:40", **said)
        assert queries.next_step(made.fresh(breach), {}, may=[]).text == "Check: custody"
        with pytest.raises(IntegrityError, match="children_told_of"), transaction.atomic():
            BreachCheck.objects.update(detail="")

    def test_not_before_the_order_was_made(self, officer: User, person: Person) -> None:
        condition = made.condition(officer, person)
        with pytest.raises(ValidationError, match="in force from 2 June 2026"):
            made.suspected(
                officer, person, **self.said(order_condition=condition, happened_on=date(2026, 6, 1))
            )

    def test_nor_of_another_persons(self, officer: User, person: Person) -> None:
        condition = made.condition(officer, world.person(officer, given_names="Brian"))
        with pytest.raises(ValidationError, match="no longer on this record"):
            made.suspected(officer, person, **self.said(order_condition=condition))

    def test_of_a_licence_probation_decides(self, officer: User, supervisor: User, person: Person) -> None:
        licence = world.detail(
            officer, person, "licence", kind="standard", starts_on=date(2026, 6, 2), source="document"
        )
        term = world.detail(
            officer,
            person,
            "licence-condition",
            licence_id=licence.pk,
            kind="residence",
            number=2,
            wording="To live where Probation approves.",
            source="document",
        )
        breach = made.suspected(officer, person, **self.said(of=BreachOf.LICENCE, licence_condition=term))
        made.recorded(officer, breach)
        with pytest.raises(ValidationError, match="no offence by itself"):
            made.proposed(officer, breach, DecisionKind.CHARGE)
        made.decided(officer, supervisor, breach, DecisionKind.RECALL)
        assert made.ended(officer, breach, Outcome.RECALLED).outcome == Outcome.RECALLED


@pytest.mark.django_db(transaction=True)
def test_two_identical_submits_at_once_make_one_breach() -> None:
    officer = world.officer()
    person = world.person(officer)
    key = made.overdue(person).key

    def submit(_: int) -> Any:
        try:
            return made.suspected(officer, person, duty_key=key).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(submit, range(2)))) == 1
    assert Breach.objects.count() == 1


def test_custody_recorded_afterwards_shows_on_the_page(officer: User, person: Person, breach: Breach) -> None:
    from notifications.breaches import queries

    record.record_custody(
        officer, person=person, kind="custody", starts_on=date(2026, 6, 2), place="HMP Moor", now=NOW
    )
    found = queries.with_all(Breach.objects).get(pk=breach.pk)
    rows = {row.kind: row.held for row in queries.enquiry(found, may=[], today=world.TODAY).checks}
    assert rows[CheckKind.CUSTODY] == "Remanded in custody by a court, HMP Moor: from 2 June 2026, and still."
