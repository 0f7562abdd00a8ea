"""Overriding a computed date: who may ask, who decides, what moves, and what the law's date does meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction

from access.recording import Stale
from accounts.choices import Role
from accounts.models import User
from dashboards.exports.people import PEOPLE
from dashboards.queries import caseload
from diary import actions as diary
from diary.models import Entry, Flag, Moved, OutboxMessage
from notifications import actions, rules
from notifications.actions.overriding import SUPERSEDED
from notifications.choices import OverrideDecision
from notifications.models import Answer, Override
from offenders import actions as offenders
from offenders.models import Person
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
APPROVED, REFUSED = OverrideDecision.APPROVED, OverrideDecision.REFUSED
# Convicted on 14 June: the initial notification is computed for 16 June, the day after TODAY.
CONVICTED = {
    "trigger": {"kind": "conviction", "date": date(2026, 6, 14), "offence": "Sexual assault (s.3)"},
    "disposal": {"kind": "fine", "date": date(2026, 6, 14)},
}
COMPUTED, LATER, EARLIER = date(2026, 6, 16), date(2026, 6, 20), date(2026, 6, 15)
REASON = "The court has directed another day in writing."
NOW = world.at(world.TODAY)


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def supervisor() -> User:
    return world.supervisor()


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer, **CONVICTED)


def duty(person: Person, kind: str = "initial") -> Entry:
    return Entry.objects.get(person=person, kind=kind)


def ask(by: User, person: Person, kind: str = "initial", **changed: Any) -> Override:
    entry = duty(person, kind)
    given: dict[str, Any] = {
        "key": entry.key,
        "seen": entry.last,
        "new_date": LATER,
        "reason": REASON,
        "now": NOW,
    }
    return actions.request_override(by, person=person, **{**given, **changed})


def decide(
    by: User, override: Override, decision: str = APPROVED, note: str = "", **changed: Any
) -> Override:
    given: dict[str, Any] = {"version": override.version, "decision": decision, "note": note, "now": NOW}
    return actions.decide_override(by, override=override, **{**given, **changed})


def withdraw(by: User, override: Override, **changed: Any) -> Override:
    given: dict[str, Any] = {"version": override.version, "reason": "Asked for the wrong person", "now": NOW}
    return actions.withdraw_override(by, override=override, **{**given, **changed})


def correct_conviction(by: User, person: Person, day: date) -> None:
    """Move the day of the conviction, and of the sentence that followed the same day."""
    facts = [person.triggers.get(), person.disposals.get()]
    for fact in facts if day < facts[0].date else reversed(facts):
        why = {"version": fact.version, "reason": "Court register", "now": NOW}
        offenders.correct(by, fact=fact, changes={"date": day}, **why)


def check_diary() -> None:
    """Raises unless the diary is what the facts and the overrides say."""
    call_command("diary", "rebuild", "--check", stdout=StringIO())


class TestAsking:
    def test_moves_nothing_and_keeps_the_dates_it_would_replace(self, officer: User, person: Person) -> None:
        asked = ask(officer, person)
        assert (asked.computed_work_to, asked.computed_last, asked.is_waiting) == (COMPUTED, COMPUTED, True)
        assert duty(person).last == COMPUTED
        assert not Moved.objects.exists()
        check_diary()

    @pytest.mark.parametrize(
        ("changed", "field", "said"),
        [
            ({"reason": "As discussed"}, "reason", "at least 20 characters"),
            ({"reason": "   too short          "}, "reason", "at least 20 characters"),
            ({"new_date": date(2026, 6, 14)}, "new_date", "has passed"),
            ({"new_date": COMPUTED}, "new_date", "computed date already"),
            ({"key": "notifications/periodic:none"}, "__all__", "no longer open"),
            ({"key": "other/initial:1"}, "__all__", "no longer open"),
        ],
    )
    def test_what_is_refused(
        self, officer: User, person: Person, changed: dict[str, Any], field: str, said: str
    ) -> None:
        with pytest.raises(ValidationError) as refused:
            ask(officer, person, **changed)
        by_field = refused.value.message_dict if hasattr(refused.value, "error_dict") else {}
        assert said in str(by_field.get(field, refused.value.messages))
        assert not Override.objects.exists()

    def test_a_day_before_the_duty_arises_is_refused(self, officer: User, person: Person) -> None:
        Entry.objects.update(arises_on=date(2026, 6, 18))
        with pytest.raises(ValidationError, match="arises only after"):
            ask(officer, person, new_date=date(2026, 6, 17))

    def test_a_suspended_duty_cannot_be_overridden(self, officer: User, person: Person) -> None:
        custody = {"kind": "custody", "starts_on": date(2026, 6, 14), "place": "", "now": NOW}
        offenders.record_custody(officer, person=person, **custody)
        with pytest.raises(ValidationError, match="suspended"):
            ask(officer, person, seen=COMPUTED)

    def test_a_met_duty_cannot_be_overridden(self, officer: User, person: Person) -> None:
        notify(officer, person)
        with pytest.raises(ValidationError, match="no longer open"):
            ask(officer, person)

    def test_a_date_that_moved_meanwhile_is_stale(self, officer: User, person: Person) -> None:
        with pytest.raises(Stale):
            ask(officer, person, seen=date(2026, 6, 15))

    def test_only_who_may_record_in_reach(self, person: Person) -> None:
        for stranger in (
            world.officer(of=world.unit("East unit")),
            world.user(Role.MAPPA_COORDINATOR),
            world.user(Role.FRONT_COUNTER),
            world.user(Role.AUDITOR),
        ):
            with pytest.raises(PermissionDenied):
                ask(stranger, person)

    def test_the_same_form_twice_is_one_request(self, officer: User, person: Person) -> None:
        number = uuid4()
        assert ask(officer, person, submission=number) == ask(officer, person, submission=number)

    def test_a_second_request_waits_for_the_first(self, officer: User, person: Person) -> None:
        ask(officer, person)
        with pytest.raises(ValidationError, match="Withdraw that first"):
            ask(officer, person, new_date=date(2026, 6, 25))

    def test_the_units_supervisor_is_told_without_a_name(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        world.supervisor(of=world.unit("East unit"))
        asked = ask(officer, person)
        message = OutboxMessage.objects.get()
        assert message.recipient == supervisor
        assert person.reference in message.subject
        assert "computed 16 June 2026, asked for 20 June 2026" in message.body
        assert "Marsh" not in message.body
        assert asked.reason not in message.body

    def test_where_the_unit_has_nobody_an_inspector_of_the_force_is_told(
        self, officer: User, person: Person
    ) -> None:
        inspector = world.user(Role.DETECTIVE_INSPECTOR, of=world.unit("East unit"))
        world.user(Role.DETECTIVE_INSPECTOR, of=world.unit("Unit", "XX"))
        ask(officer, person)
        assert OutboxMessage.objects.get().recipient == inspector

    def test_of_a_restricted_record_only_those_named_on_it_are_told(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        inspector = world.user(Role.DETECTIVE_INSPECTOR)
        world.user(Role.DETECTIVE_INSPECTOR)
        offenders.restrict(inspector, person=person, readers=[], reason="Works for the force", now=NOW)
        with world.read_by(officer):
            ask(officer, person)
        assert OutboxMessage.objects.get().recipient == inspector

    def test_nor_is_whoever_asked_once_it_is_closed_to_them(self, officer: User, person: Person) -> None:
        inspector, other = world.user(Role.DETECTIVE_INSPECTOR), world.officer()
        asked = ask(other, person)
        offenders.restrict(inspector, person=person, readers=[], reason="Works for the force", now=NOW)
        with world.read_by(inspector):
            decide(inspector, asked)
        assert not OutboxMessage.objects.filter(recipient=other).exists()


def notify(by: User, person: Person, *, day: date = world.TODAY, now: datetime = NOW) -> None:
    actions.record_notification(
        by,
        person=person,
        given_at=world.at(day, 8),
        answers=[duty(person).key],
        station="Kirkby",
        now=now,
    )


class TestDeciding:
    def test_approval_moves_the_date_and_keeps_the_computed_one(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        decide(supervisor, ask(officer, person))
        entry = duty(person)
        assert (entry.work_to, entry.last, entry.computed_last) == (LATER, LATER, COMPUTED)
        assert entry.is_worked_past_the_law
        moved = Moved.objects.get()
        assert (moved.was, moved.now, moved.by, moved.reason) == (COMPUTED, LATER, str(supervisor), REASON)
        assert moved.verb == "approve override of date"
        check_diary()

    def test_refusal_moves_nothing_and_says_why(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        refused = decide(supervisor, ask(officer, person), REFUSED, "No such direction is on the file")
        assert (refused.decision, refused.decided_by, refused.version) == (REFUSED, supervisor, 2)
        assert duty(person).last == COMPUTED
        assert not Moved.objects.exists()
        assert ask(officer, person).is_waiting  # and may be asked again

    def test_refusal_needs_a_reason(self, officer: User, supervisor: User, person: Person) -> None:
        with pytest.raises(ValidationError, match="Say why it is refused"):
            decide(supervisor, ask(officer, person), REFUSED, "  ")

    def test_nobody_approves_their_own_request(self, supervisor: User, person: Person) -> None:
        own = ask(supervisor, person)
        with pytest.raises(ValidationError, match="somebody else must decide"):
            decide(supervisor, own)
        assert decide(world.supervisor(), own).decision == APPROVED

    def test_who_may_decide(self, officer: User, person: Person) -> None:
        asked = ask(officer, person)
        for nobody in (
            world.officer(),
            world.supervisor(of=world.unit("East unit")),
            world.user(Role.DETECTIVE_INSPECTOR, of=world.unit("Unit", "XX")),
            world.user(Role.MAPPA_COORDINATOR),
            world.user(Role.CHAIR),
            world.user(Role.FRONT_COUNTER),
            world.user(Role.AUDITOR),
        ):
            with pytest.raises(PermissionDenied):
                decide(nobody, asked)
        inspector = world.user(Role.DETECTIVE_INSPECTOR, of=world.unit("East unit"))
        assert decide(inspector, asked).decided_by == inspector

    def test_the_same_decision_twice_is_one(self, officer: User, supervisor: User, person: Person) -> None:
        asked = ask(officer, person)
        assert decide(supervisor, asked).version == decide(supervisor, asked).version == 2
        assert Moved.objects.count() == 1

    def test_the_same_form_after_a_withdrawal_is_stale(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        asked = ask(officer, person)
        withdraw(officer, decide(supervisor, asked))
        with pytest.raises(Stale):
            decide(supervisor, asked)

    def test_another_decision_in_between_is_stale(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        asked = ask(officer, person)
        decide(supervisor, asked, REFUSED, "No such direction is on the file")
        with pytest.raises(Stale):
            decide(world.supervisor(), asked)
        with pytest.raises(Stale):
            decide(supervisor, asked)

    def test_a_withdrawn_request_cannot_be_approved(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        asked = ask(officer, person)
        withdraw(officer, asked)
        with pytest.raises(Stale):
            decide(supervisor, asked)
        assert duty(person).last == COMPUTED

    def test_not_once_the_computed_date_has_moved(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        asked = ask(officer, person)
        correct_conviction(officer, person, date(2026, 6, 13))
        with pytest.raises(ValidationError, match="no longer 16 June 2026"):
            decide(supervisor, asked)
        assert decide(supervisor, asked, REFUSED, "The date has moved").decision == REFUSED

    def test_not_once_the_day_asked_for_has_passed(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        asked = ask(officer, person)
        with pytest.raises(ValidationError, match="20 June 2026 has passed"):
            decide(supervisor, asked, now=world.at(date(2026, 6, 21)))

    def test_not_once_the_duty_is_met(self, officer: User, supervisor: User, person: Person) -> None:
        asked = ask(officer, person)
        notify(officer, person)
        with pytest.raises(ValidationError, match="no longer open"):
            decide(supervisor, asked)

    def test_whoever_asked_is_told(self, officer: User, supervisor: User, person: Person) -> None:
        decide(supervisor, ask(officer, person))
        told = OutboxMessage.objects.get(recipient=officer)
        assert told.subject == f"{person.reference}: override of a date approved"


class TestWithdrawing:
    def test_the_computed_date_rules_again(self, officer: User, supervisor: User, person: Person) -> None:
        withdraw(officer, decide(supervisor, ask(officer, person)))
        entry = duty(person)
        assert (entry.last, entry.computed_last) == (COMPUTED, None)
        assert Moved.objects.order_by("-pk").first().reason == "Asked for the wrong person"
        check_diary()

    def test_needs_a_reason_and_the_record_within_reach(self, officer: User, person: Person) -> None:
        asked = ask(officer, person)
        with pytest.raises(ValidationError, match="Say why"):
            withdraw(officer, asked, reason=" ")
        with pytest.raises(PermissionDenied):
            withdraw(world.officer(of=world.unit("East unit")), asked)

    def test_twice_is_once_and_another_is_stale(self, officer: User, person: Person) -> None:
        asked = ask(officer, person)
        assert withdraw(officer, asked).version == withdraw(officer, asked).version == 2
        with pytest.raises(Stale):
            withdraw(world.officer(), asked)

    def test_what_was_refused_cannot_be(self, officer: User, supervisor: User, person: Person) -> None:
        refused = decide(supervisor, ask(officer, person), REFUSED, "No such direction is on the file")
        with pytest.raises(ValidationError, match="nothing to withdraw"):
            withdraw(officer, refused)

    def test_what_was_acted_on_cannot_be(self, officer: User, supervisor: User, person: Person) -> None:
        approved = decide(supervisor, ask(officer, person))
        notify(officer, person)
        with pytest.raises(ValidationError, match="has been met"):
            withdraw(officer, approved)


class TestMeaning:
    """An override speaks of one computed date, for as long as it is the computed date."""

    def test_lapses_when_facts_move_the_date_and_can_be_asked_for_again(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        first = decide(supervisor, ask(officer, person))
        correct_conviction(officer, person, date(2026, 6, 13))
        entry = duty(person)
        assert (entry.last, entry.computed_last) == (date(2026, 6, 15), None)
        check_diary()
        second = decide(supervisor, ask(officer, person))
        first.refresh_from_db()
        assert first.withdrawal_reason == SUPERSEDED
        assert duty(person).computed_last == second.computed_last == date(2026, 6, 15)
        check_diary()

    def test_applies_again_if_the_date_comes_back(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        decide(supervisor, ask(officer, person))
        correct_conviction(officer, person, date(2026, 6, 13))
        correct_conviction(officer, person, date(2026, 6, 14))
        assert (duty(person).last, duty(person).computed_last) == (LATER, COMPUTED)
        check_diary()

    def test_does_not_apply_while_the_duty_is_suspended(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        decide(supervisor, ask(officer, person))
        custody = {"kind": "custody", "starts_on": date(2026, 6, 14), "place": "", "now": NOW}
        offenders.record_custody(officer, person=person, **custody)
        assert duty(person).is_suspended
        assert duty(person).computed_last is None
        check_diary()

    def test_a_duty_acted_on_keeps_the_date_it_was_worked_to(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        decide(supervisor, ask(officer, person))
        notify(officer, person)
        answer = Answer.objects.get()
        assert (answer.last, answer.computed_last) == (LATER, COMPUTED)
        met = duty(person)
        assert (met.last, met.last_in_law, met.met_on) == (LATER, COMPUTED, world.TODAY)
        assert duty(person, "periodic").computed_last is None
        check_diary()

    def test_it_stays_clean_as_days_pass(
        self, officer: User, supervisor: User, person: Person, clock: Callable[[date], None]
    ) -> None:
        decide(supervisor, ask(officer, person))
        for day in (date(2026, 6, 17), date(2026, 6, 21), date(2027, 6, 15)):
            clock(day)
            check_diary()
            assert duty(person).last == LATER

    def test_an_hour_limit_loses_its_hour_and_keeps_it_in_sight(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        leaves = world.at(date(2026, 6, 25), 14)
        journey = {
            "countries": ["FR"],
            "departs_on": date(2026, 6, 25),
            "departs_at": leaves,
            "details_known_on": date(2026, 6, 23),
        }
        now = world.at(date(2026, 6, 24))
        actions.record_journey(officer, person=person, journey=journey, now=now)
        before = duty(person, "travel")
        assert before.last_at is not None
        asked = ask(officer, person, "travel", new_date=before.last, now=now)
        assert asked.is_later
        decide(supervisor, asked, now=now)
        entry = duty(person, "travel")
        assert (entry.last, entry.work_to_at, entry.last_at) == (before.last, None, None)
        assert (entry.computed_last, entry.computed_last_at) == (before.last, before.last_at)
        assert entry.is_worked_past_the_law

    @pytest.mark.usefixtures("law_alone")
    def test_the_sweep_works_to_the_override(self, officer: User, supervisor: User, person: Person) -> None:
        decide(supervisor, ask(officer, person))
        OutboxMessage.objects.all().delete()

        def swept(day: date) -> list[str]:
            diary.sweep(today=day, now=world.at(day, 8))
            return list(Flag.objects.order_by("since").values_list("state", flat=True))

        assert swept(date(2026, 6, 16)) == []
        # The law's own day is over, whatever is worked to.
        assert swept(date(2026, 6, 17)) == swept(date(2026, 6, 19)) == ["overdue"]
        assert swept(date(2026, 6, 20)) == ["overdue", "due"]
        assert swept(date(2026, 6, 21)) == ["overdue", "due", "overdue"]
        first, *others = OutboxMessage.objects.order_by("pk")
        assert first.subject.endswith("is past its computed date")
        assert len(others) == 2
        said = first.body
        assert (
            "by the end of Saturday 20 June 2026.\nDate overridden. Computed: Tuesday 16 June 2026." in said
        )

    @pytest.mark.parametrize(("met", "flagged"), [(date(2026, 6, 16), False), (date(2026, 6, 18), True)])
    def test_met_late_in_law_while_nobody_swept_is_still_flagged(
        self, officer: User, supervisor: User, person: Person, met: date, flagged: bool
    ) -> None:
        diary.sweep(today=COMPUTED, now=world.at(COMPUTED, 8))
        decide(supervisor, ask(officer, person))
        notify(officer, person, day=met, now=world.at(met))
        day = date(2026, 6, 19)
        diary.sweep(today=day, now=world.at(day, 8))
        assert Flag.objects.filter(state="overdue", since=date(2026, 6, 17)).exists() is flagged

    def test_once_the_computed_date_has_passed_none_is_asked_for_or_approved(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        asked = ask(officer, person)
        late = world.at(date(2026, 6, 17), 0)
        with pytest.raises(ValidationError, match="is overdue"):
            decide(supervisor, asked, now=late)
        decide(supervisor, asked, REFUSED, "The day has passed", now=late)
        with pytest.raises(ValidationError, match="is overdue"):
            ask(officer, person, now=late)
        assert not rules.has_passed(vars(duty(person)), world.at(COMPUTED, 23, 59))

    @pytest.mark.usefixtures("law_alone")
    @pytest.mark.parametrize(("hour", "overdue"), [(13, False), (14, True)])
    def test_people_overdue_are_told_by_the_law_to_the_hour(
        self, officer: User, supervisor: User, person: Person, hour: int, overdue: bool
    ) -> None:
        decide(supervisor, ask(officer, person))
        Entry.objects.filter(person=person).update(computed_last_at=world.at(COMPUTED, 14))

        def told(now: datetime) -> bool:
            row: Any = caseload(officer, now, scope="all").get()
            assert row.next_computed == COMPUTED
            return bool(row.is_overdue)

        assert told(world.at(COMPUTED, hour)) is overdue
        Entry.objects.update(computed_last_at=None)
        assert not told(world.at(COMPUTED, 23))
        assert told(world.at(date(2026, 6, 17), 0))
        [column] = [each for each in PEOPLE if each.heading == "Computed date"]
        assert column.text(caseload(officer, NOW, scope="all").get()) == "16 June 2026"

    def test_an_earlier_date_is_due_earlier(self, officer: User, supervisor: User, person: Person) -> None:
        decide(supervisor, ask(officer, person, new_date=EARLIER))
        entry = duty(person)
        assert (entry.last, entry.is_worked_past_the_law) == (EARLIER, False)
        diary.sweep(today=EARLIER, now=world.at(EARLIER, 8))
        assert Flag.objects.get().state == "due"


class TestDatabase:
    """What must hold holds without the verbs too."""

    @pytest.mark.parametrize(
        ("wrong", "constraint"),
        [
            ({"reason": "Too short"}, "override_says_why"),
            ({"computed_work_to": date(2026, 7, 1)}, "override_replaces_dates_in_order"),
            ({"decision": APPROVED}, "override_decided_whole"),
            ({"decision": REFUSED, "decided_at": NOW, "decided_by": "another"}, "override_decided_whole"),
            ({"decision": APPROVED, "decided_at": NOW, "decided_by": "self"}, "override_decided_by_another"),
            ({"withdrawn_at": NOW, "withdrawn_by": "self"}, "override_withdrawn_whole"),
        ],
    )
    def test_a_half_override_is_refused(
        self, officer: User, supervisor: User, person: Person, wrong: dict[str, Any], constraint: str
    ) -> None:
        people = {"self": officer, "another": supervisor}
        row: dict[str, Any] = {
            "person": person,
            "key": "notifications/initial:1",
            "title": "x",
            "computed_work_to": COMPUTED,
            "computed_last": COMPUTED,
            "new_date": LATER,
            "reason": REASON,
            "requested_at": NOW,
            "requested_by": officer,
        }
        wrong = {name: people.get(value, value) for name, value in wrong.items()}
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Override.objects.create(**{**row, **wrong})

    def test_one_stands_a_duty(self, officer: User, person: Person) -> None:
        asked = ask(officer, person)
        asked.pk, asked.submission = uuid4(), None
        with pytest.raises(IntegrityError, match="one_override_a_duty"), transaction.atomic():
            asked.save(force_insert=True)

    def test_it_is_never_deleted_and_what_was_asked_never_rewritten(
        self, officer: User, person: Person
    ) -> None:
        asked = ask(officer, person)
        with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
            asked.delete()
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            Override.objects.update(new_date=date(2026, 8, 1))
