"""One proposes, another approves, and what is to come is withdrawn; what would move is shown, and is what moves."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, ProgrammingError, connection, transaction

from access.recording import Stale
from accounts.choices import Role
from accounts.models import User
from diary import actions as diary
from diary import foreseeing
from diary.actions import following
from diary.models import Entry, Moved
from diary.providers import registered, resting_on_policy
from offenders import actions as offenders
from practice import actions
from practice.choices import Decision
from practice.foreseeing import foresee
from practice.keys import KEYS
from practice.models import Effect, Proposal, Setting, Withdrawal
from practice.policy import Proposed, policy_of, supposing
from tests import world
from tests.practice.visited import KEY

NOW = world.at(world.TODAY)
LATER = world.TODAY + world.days(30)


def inspector(**fields: object) -> User:
    return world.user(Role.DETECTIVE_INSPECTOR, rank="DI", **fields)


def proposed(
    by: User | None = None, *, value: int = 2, since: date = world.TODAY, key: str = KEY
) -> Proposal:
    return actions.propose(
        by or world.supervisor(), key=key, value=value, effective_from=since, reason="Inspected", now=NOW
    )


def decide(by: User, what: Proposal, decision: Decision = Decision.APPROVED, note: str = "") -> Proposal:
    return actions.decide(by, proposal=what, version=1, decision=decision, note=note, now=NOW)


@pytest.mark.django_db
class TestProposing:
    def test_nothing_changes_before_somebody_else_approves(self) -> None:
        before = policy_of(world.force().pk, LATER)
        what = proposed(value=2)
        assert policy_of(world.force().pk, LATER) == before
        decide(inspector(), what)
        assert policy_of(world.force().pk, world.TODAY).value(KEY) == 2

    @pytest.mark.parametrize(
        "role", [Role.OFFENDER_MANAGER, Role.MAPPA_COORDINATOR, Role.SYSTEM_ADMINISTRATOR]
    )
    def test_only_who_supervises_proposes(self, role: str) -> None:
        with pytest.raises(PermissionDenied):
            proposed(world.user(role))

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"value": 0}, "value"),
            ({"value": 25}, "value"),
            ({"value": 3}, "value"),  # as it is
            ({"since": world.TODAY - world.days(1)}, "effective_from"),
        ],
    )
    def test_what_makes_no_sense_is_refused_by_field(self, said: dict[str, object], field: str) -> None:
        with pytest.raises(ValidationError) as refused:
            proposed(**said)  # type: ignore[arg-type]
        assert list(refused.value.message_dict) == [field]
        assert not Proposal.objects.exists()

    def test_a_second_proposal_waits_for_the_first(self) -> None:
        proposed()
        with pytest.raises(ValidationError, match="Have that decided first"):
            proposed(value=4)

    def test_nobody_approves_their_own_and_the_database_says_so_too(self) -> None:
        by = inspector()
        what = proposed(by)
        with pytest.raises(ValidationError, match="somebody else must decide"):
            decide(by, what)
        with pytest.raises(IntegrityError, match="proposal_decided_by_another"), transaction.atomic():
            Proposal.objects.filter(pk=what.pk).update(decision="approved", decided_by=by, decided_at=NOW)

    def test_a_supervisor_does_not_approve(self) -> None:
        what = proposed()
        with pytest.raises(PermissionDenied):
            decide(world.supervisor(), what)

    def test_another_forces_inspector_neither_sees_nor_decides(self) -> None:
        what = proposed()
        with pytest.raises(PermissionDenied):
            decide(inspector(of=world.unit("Far unit", "FA")), what)

    def test_a_refusal_says_why_and_a_proposer_takes_back(self) -> None:
        by = world.supervisor()
        what = proposed(by)
        with pytest.raises(ValidationError, match="Say why"):
            decide(inspector(), what, Decision.REFUSED)
        with pytest.raises(PermissionDenied):
            decide(inspector(), what, Decision.TAKEN_BACK, "Not mine")
        taken = decide(by, what, Decision.TAKEN_BACK, "Agreed otherwise")
        assert taken.decision == Decision.TAKEN_BACK
        with pytest.raises(Stale):
            decide(inspector(), what)

    def test_the_same_decision_twice_is_one(self) -> None:
        by, what = inspector(), proposed()
        decide(by, what)
        decide(by, what)
        assert Setting.objects.filter(proposal=what).count() == 1

    def test_what_waited_beyond_its_day_is_only_refused(self) -> None:
        what = proposed()
        with pytest.raises(ValidationError, match="has passed"):
            actions.decide(
                inspector(),
                proposal=what,
                version=1,
                decision=Decision.APPROVED,
                note="",
                now=world.at(world.TODAY + world.days(1)),
            )

    def test_what_is_to_come_is_withdrawn_and_may_be_set_anew(self) -> None:
        by = inspector()
        setting = world.decided(KEY, 2, LATER, today=world.TODAY)
        actions.withdraw(by, setting=setting, reason="Too soon", now=NOW)
        assert policy_of(world.force().pk, LATER).value(KEY) == 3
        again = world.decided(KEY, 4, LATER, today=world.TODAY)
        assert again.turn == 1
        assert policy_of(world.force().pk, LATER).value(KEY) == 4

    def test_what_holds_is_not_withdrawn(self) -> None:
        setting = world.decided(KEY, 2)
        with pytest.raises(ValidationError, match="Propose another value instead"):
            actions.withdraw(inspector(), setting=setting, reason="No", now=NOW)
        with pytest.raises(PermissionDenied):
            actions.withdraw(world.supervisor(), setting=setting, reason="No", now=NOW)


@pytest.mark.django_db
class TestWhatTheDatabaseRefuses:
    def test_a_force_has_no_setting_that_nobody_approved(self) -> None:
        what = proposed(since=LATER)
        row = {"key": KEY, "force": world.force(), "value": 2, "effective_from": LATER}
        for wrong in (
            {},
            {"proposal": what, "approved_by": inspector()},  # waits
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                Setting.objects.create(**row, **wrong)

    def test_a_setting_says_what_was_approved(self) -> None:
        what = decide(inspector(), proposed(since=LATER))
        setting = Setting.objects.get(proposal=what)
        for change in ({"value": 9}, {"effective_from": LATER + world.days(1)}, {"key": "crew.minimum"}):
            values = {
                "key": KEY,
                "force": setting.force,
                "value": 2,
                "effective_from": LATER,
                "proposal": what,
                "approved_by": what.decided_by,
                "turn": 0,
                **change,
            }
            with pytest.raises(IntegrityError, match="what was proposed and approved"), transaction.atomic():
                Setting.objects.create(**values)
        values |= {"key": KEY, "turn": 1}
        with pytest.raises(IntegrityError, match="was not withdrawn"), transaction.atomic():
            Setting.objects.create(**values)

    def test_what_was_proposed_and_decided_stays(self) -> None:
        what = proposed()
        with pytest.raises(ProgrammingError), transaction.atomic():
            Proposal.objects.filter(pk=what.pk).update(value=9)
        decide(inspector(), what)
        with pytest.raises(ProgrammingError), transaction.atomic():
            Proposal.objects.filter(pk=what.pk).update(decision_note="Rewritten")
        with pytest.raises(ProgrammingError), transaction.atomic():
            Proposal.objects.filter(pk=what.pk)._raw_delete("default")

    def test_a_setting_is_withdrawn_before_its_day_once_and_for_good(self) -> None:
        by = inspector()
        held = world.decided(KEY, 2)
        row = {"withdrawn_by": by, "reason": "No", "withdrawn_at": NOW}
        with pytest.raises(IntegrityError, match="before its day"), transaction.atomic():
            Withdrawal.objects.create(setting=held, **row)
        coming = world.decided(KEY, 4, LATER, today=world.TODAY)
        made = Withdrawal.objects.create(setting=coming, **row)
        with pytest.raises(IntegrityError), transaction.atomic():
            Withdrawal.objects.create(setting=coming, **row)
        with pytest.raises(ProgrammingError), transaction.atomic():
            made.delete()


def rows() -> dict[str, int]:
    """How many rows each table has."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


def dates() -> dict[tuple[object, str], date]:
    return {(entry.person_id, entry.key): entry.last for entry in Entry.objects.all() if entry.last}


@pytest.mark.django_db
class TestWhatWouldMove:
    @pytest.fixture
    def force(self, visited: None) -> Iterator[list[object]]:
        officer = world.officer()
        march = date(2026, 3, 1)
        long_ago = {
            "trigger": {"kind": "conviction", "date": march, "offence": "Sexual assault (s.3)"},
            "disposal": {"kind": "fine", "date": march},
        }
        people = [
            world.person(officer, today=world.TODAY - world.days(30 * n), family_name=f"F{n}", **long_ago)
            for n in range(4)
        ]
        elsewhere = world.person(world.officer(of=world.unit("Far unit", "FA")))
        yield [person.pk for person in people]
        assert elsewhere.diary_entries.get(kind="visit").last == date(2026, 9, 15)

    @pytest.mark.parametrize("value", [1, 2, 6, 24])
    def test_it_writes_nothing_and_equals_what_moves(self, force: list[object], value: int) -> None:
        reader = inspector()
        before, counted = dates(), rows()
        suggested = Proposed(world.force().pk, KEY, value, world.TODAY)
        foreseen = foresee(reader, suggested, now=NOW)
        assert (dates(), rows()) == (before, counted)

        setting = world.decided(KEY, value)

        after = dates()
        moved = {key: (before[key], after[key]) for key in before if before[key] != after[key]}
        assert after.keys() == before.keys()
        assert foreseen.dates == foreseen.people == len(moved) == len(force)
        assert {(move.reference, move.was, move.now) for move in foreseen.shown} == {
            (Entry.objects.get(person=person, key=key).person.reference, was, now)
            for (person, key), (was, now) in moved.items()
        }
        assert foreseen.overdue == sum(now < world.TODAY <= was for was, now in moved.values())
        said = {(row.was, row.now, row.verb) for row in Moved.objects.filter(key="visited/next")}
        assert said == {(was, now, "follow policy") for was, now in moved.values()}
        reason = f"Between home visits: high risk: {KEYS[KEY].in_words(value)} from 15 June 2026"
        assert {row.reason for row in Moved.objects.all()} == {reason}
        effect = Effect.objects.get(setting=setting)
        assert (effect.people, effect.moved, effect.finished_at) == (4, 4, NOW)
        assert not any(len(found) for _, found in diary.rebuild(today=world.TODAY, check=True))

    def test_a_change_to_come_moves_the_dates_on_its_day(self, force: list[object]) -> None:
        reader, before = inspector(), dates()
        foreseen = foresee(reader, Proposed(world.force().pk, KEY, 1, LATER), now=NOW)
        setting = world.decided(KEY, 1, LATER, today=world.TODAY)
        assert dates() == before
        assert diary.follow_policy(now=NOW) == 0
        moved = diary.follow_policy(now=world.at(LATER))
        assert moved == foreseen.dates == len(force)
        assert diary.follow_policy(now=world.at(LATER)) == 0
        assert Effect.objects.get(setting=setting).finished_at == world.at(LATER)

    @pytest.mark.usefixtures("force")
    def test_what_was_withdrawn_moves_nothing(self) -> None:
        before = dates()
        setting = world.decided(KEY, 1, LATER, today=world.TODAY)
        actions.withdraw(inspector(), setting=setting, reason="Too soon", now=NOW)
        assert diary.follow_policy(now=world.at(LATER)) == 0
        assert dates() == before

    def test_many_people_are_gone_over_by_the_task_batch_by_batch(
        self, force: list[object], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(following, "AT_ONCE", 3)
        monkeypatch.setattr(following, "_BATCH", 3)
        before = dates()
        setting = world.decided(KEY, 1)
        assert dates() == before
        assert following._go_on(Effect.objects.get().pk, NOW) == 3
        assert Effect.objects.get(setting=setting).finished_at is None
        # A worker that died goes on where it stopped.
        assert diary.follow_policy(now=NOW) == len(force) - 3

    @pytest.mark.usefixtures("force")
    def test_who_may_not_see_a_person_is_told_the_number_alone(self) -> None:
        suggested = Proposed(world.force().pk, KEY, 1, world.TODAY)
        theirs = foresee(world.supervisor(), suggested, now=NOW)
        others = foresee(world.supervisor(of=world.unit("East unit")), suggested, now=NOW)
        assert (theirs.dates, theirs.shown_people, len(theirs.shown)) == (4, 4, 4)
        assert (others.dates, others.shown_people, others.shown) == (4, 0, [])

    def test_a_restricted_record_is_counted_and_not_named(self, force: list[object]) -> None:
        person = Entry.objects.filter(person=force[0]).first().person  # type: ignore[union-attr]
        reader, other = inspector(), inspector()
        offenders.restrict(other, person=person, readers=[], reason="An officer's brother", now=NOW)
        with world.read_by(reader):
            found = foresee(reader, Proposed(world.force().pk, KEY, 1, world.TODAY), now=NOW)
        assert (found.dates, found.shown_people) == (4, 3)
        assert person.reference not in {move.reference for move in found.shown}

    @pytest.mark.usefixtures("force")
    def test_a_page_names_a_few_and_counts_all(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(foreseeing, "BY_NAME", 2)
        monkeypatch.setattr(foreseeing, "BATCH", 3)
        found = foresee(inspector(), Proposed(world.force().pk, KEY, 1, world.TODAY), now=NOW)
        assert (found.dates, len(found.shown)) == (4, 2)
        # What would be overdue comes first, the furthest moved before the others.
        assert all(move.now < world.TODAY for move in found.shown if move.now)

    @pytest.mark.usefixtures("force")
    def test_how_long_a_confirmation_holds_is_foreseen_too(self) -> None:
        key = "record.confirm.names"
        found = foresee(inspector(), Proposed(world.force().pk, key, 6, world.TODAY), now=NOW)
        assert (found.people, found.earlier) == (4, 4)
        assert {move.what for move in found.shown} == {"Names: to be confirmed again"}
        assert (date(2027, 3, 17), date(2026, 9, 17)) in {(move.was, move.now) for move in found.shown}

    def test_a_provider_that_says_so_asks_no_policy(self, force: list[object]) -> None:
        """Otherwise what it would move were missing from what is shown beforehand."""
        asking = resting_on_policy()
        suggested = Proposed(world.force().pk, KEY, 1, world.TODAY)
        for provider in registered().values():
            stands = list(provider(force, world.TODAY))  # type: ignore[arg-type]
            with supposing(suggested):
                would = list(provider(force, world.TODAY))  # type: ignore[arg-type]
            assert provider in asking or stands == would


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_at_the_same_time_is_one_proposal() -> None:
    by, submission = world.supervisor(), uuid4()

    def send(_: int) -> Proposal:
        try:
            return actions.propose(
                by,
                key=KEY,
                value=2,
                effective_from=world.TODAY,
                reason="Inspected",
                now=NOW,
                submission=submission,
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = {what.pk for what in pool.map(send, range(4))}
    assert made == set(Proposal.objects.values_list("pk", flat=True))
    assert len(made) == 1
