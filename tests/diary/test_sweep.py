"""The sweep: once, twice, at once, late or cut short, it leaves the same rows."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from diary import actions
from diary.models import Entry, Flag, OutboxMessage, SweepRun
from tests import world

pytestmark = pytest.mark.django_db


def rows() -> set[tuple[str, str, date]]:
    return set(Flag.objects.values_list("key", "state", "since"))


def sweep_on(day: date) -> actions.sweeping.Swept:  # type: ignore[name-defined]
    return actions.sweep(today=day, now=world.at(day, 8))


def daily(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


@pytest.fixture
def due_on_the_17th() -> None:
    """Convicted on 15 June at liberty: the initial notification is due by 17 June."""
    conviction = {"kind": "conviction", "date": date(2026, 6, 15), "offence": "Voyeurism (s.67)"}
    fine = {"kind": "fine", "date": date(2026, 6, 15)}
    world.person(trigger=conviction, disposal=fine)


@pytest.mark.usefixtures("due_on_the_17th")
class TestSweep:
    def test_nothing_is_noticed_before_its_day(self) -> None:
        assert sweep_on(date(2026, 6, 16)).flags == 0

    def test_due_on_the_last_day_and_overdue_the_day_after(self) -> None:
        sweep_on(date(2026, 6, 17))
        assert {(state, since) for _, state, since in rows()} == {("due", date(2026, 6, 17))}
        sweep_on(date(2026, 6, 18))
        assert {(state, since) for _, state, since in rows()} == {
            ("due", date(2026, 6, 17)),
            ("due", date(2026, 6, 18)),  # the category
            ("overdue", date(2026, 6, 18)),
        }

    def test_a_second_run_writes_nothing(self) -> None:
        day = date(2026, 6, 18)
        first = sweep_on(day)
        # Due and overdue are both noticed; only the newer is worth a message.
        assert (first.flags, first.messages) == (3, 2)
        second = sweep_on(day)
        assert (second.flags, second.messages) == (0, 0)

    def test_ten_days_without_beat_leave_the_same_rows_as_ten_daily_sweeps(self) -> None:
        first, last = date(2026, 6, 15), date(2026, 6, 25)
        every_day: set[tuple[str, str, date]] = set()
        with suppress(InterruptedError), transaction.atomic():
            for day in daily(first, last):
                sweep_on(day)
            every_day = rows()
            raise InterruptedError  # back to before the first sweep
        assert every_day
        assert rows() == set()
        sweep_on(first)
        sweep_on(last)
        assert rows() == every_day

    def test_a_duty_met_late_while_nobody_swept_is_still_flagged_and_not_told(self) -> None:
        sweep_on(date(2026, 6, 16))
        Entry.objects.update(met_on=date(2026, 6, 20))
        swept = sweep_on(date(2026, 6, 25))
        assert {state for _, state, _ in rows()} == {"due", "overdue"}
        assert swept.messages == 0

    def test_a_run_cut_short_leaves_nothing_and_the_next_completes(self) -> None:
        day = date(2026, 6, 18)
        with suppress(KeyboardInterrupt), transaction.atomic():
            sweep_on(day)
            raise KeyboardInterrupt
        assert rows() == set()
        assert not SweepRun.objects.exists()
        assert sweep_on(day).flags == 3

    def test_a_date_that_moves_is_noticed_anew(self) -> None:
        sweep_on(date(2026, 6, 18))
        Entry.objects.update(work_to=date(2026, 6, 20), last=date(2026, 6, 20))
        sweep_on(date(2026, 6, 21))
        assert ("overdue", date(2026, 6, 21)) in {(state, since) for _, state, since in rows()}

    def test_messages_carry_the_reference_and_no_name(self) -> None:
        sweep_on(date(2026, 6, 18))
        for message in OutboxMessage.objects.select_related("person"):
            assert message.person.reference in message.subject
            assert "marsh" not in (message.subject + message.body).lower()
            assert "alan" not in (message.subject + message.body).lower()


class TestHourLimits:
    """Kept or passed within one day: the instant it was met decides, not the day."""

    @pytest.fixture(autouse=True)
    def by_noon_on_the_17th(self) -> None:
        day = date(2026, 6, 17)
        person = world.person()
        Entry.objects.filter(person=person).delete()
        Entry.objects.create(
            person=person,
            key="x/1",
            kind="travel",
            title="Travel",
            work_to=day,
            last=day,
            last_at=world.at(day, 12),
        )
        sweep_on(day)

    @pytest.mark.parametrize(
        ("hour", "minute", "flagged"), [(11, 59, False), (12, 0, False), (12, 1, True), (23, 0, True)]
    )
    def test_met_that_day_and_swept_the_next(self, hour: int, minute: int, flagged: bool) -> None:
        day = date(2026, 6, 17)
        Entry.objects.update(met_on=day, met_at=world.at(day, hour, minute))
        sweep_on(day + world.days(1))
        assert (("x/1", "overdue", day) in rows()) is flagged
        assert Entry.objects.get().was_late is flagged

    def test_the_hour_itself(self) -> None:
        day = date(2026, 6, 17)
        actions.sweep(today=day, now=world.at(day, 11, 59))
        assert ("x/1", "overdue", day) not in rows()
        actions.sweep(today=day, now=world.at(day, 12, 1))
        assert ("x/1", "overdue", day) in rows()


@pytest.mark.usefixtures("due_on_the_17th")
def test_flags_cannot_be_changed_or_removed() -> None:
    sweep_on(date(2026, 6, 18))
    for attempt in (lambda: Flag.objects.update(state="due"), lambda: Flag.objects.all().delete()):
        with pytest.raises(Exception, match="append_only"), transaction.atomic():
            attempt()


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_leave_one_set_of_rows() -> None:
    conviction = {"kind": "conviction", "date": date(2026, 6, 15), "offence": "Voyeurism (s.67)"}
    manager = world.officer()
    for number in range(20):
        world.person(manager, family_name=f"Person{number}", trigger=conviction, disposal={})
    day = date(2026, 6, 18)
    start = threading.Barrier(2)
    failures: list[BaseException] = []

    def run() -> None:
        try:
            start.wait(10)
            sweep_on(day)
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not failures
    assert Flag.objects.count() == 60
    assert OutboxMessage.objects.count() == 40


class TestLookAhead:
    """Annual re-confirmations: 56, 28 and 7 days before, each once."""

    @pytest.fixture(autouse=True)
    def annual(self) -> None:
        person = world.person()
        Entry.objects.filter(person=person).delete()
        Entry.objects.create(
            person=person,
            key="notifications/periodic:n1",
            kind="periodic",
            title="Annual notification",
            arises_on=date(2025, 10, 1),
            work_to=date(2026, 10, 1),
            last=date(2026, 10, 1),
        )

    @pytest.mark.parametrize(
        ("day", "flags"),
        [
            (date(2026, 8, 5), 0),
            (date(2026, 8, 6), 1),
            (date(2026, 9, 3), 2),
            (date(2026, 9, 24), 3),
            (date(2026, 10, 1), 3),
        ],
    )
    def test_by_then(self, day: date, flags: int) -> None:
        assert actions.look_ahead(today=day, now=world.at(day)).flags == flags
        assert actions.look_ahead(today=day, now=world.at(day)).flags == 0

    def test_a_weekly_duty_is_never_due_in_eight_weeks(self) -> None:
        Entry.objects.update(arises_on=date(2026, 9, 24))
        assert actions.look_ahead(today=date(2026, 10, 1), now=world.at(date(2026, 10, 1))).flags == 0

    def test_only_the_newest_milestone_is_told_and_none_after_the_day(self) -> None:
        late = date(2026, 9, 25)
        assert actions.look_ahead(today=late, now=world.at(late)).messages == 1
        assert "in a week" in OutboxMessage.objects.get().subject

    def test_after_the_day_nothing_is_said_to_be_ahead(self) -> None:
        passed = date(2026, 10, 2)
        assert actions.look_ahead(today=passed, now=world.at(passed)).messages == 0
