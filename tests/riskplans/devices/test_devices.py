"""Devices examined and monitored, alerts acknowledged and triaged; what the database holds of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import User
from diary.actions import refresh
from diary.models import OutboxMessage
from diary.providers import of_practice
from notifications.breaches.choices import BreachOf, Found
from offenders import actions as record
from offenders.models import Device, Person
from offenders.record.choices import DEVICE_STEPS, DeviceState
from practice.policy import policy_of
from riskplans import actions
from riskplans.assessments.choices import ChangeKind
from riskplans.devices import queries
from riskplans.devices.choices import ALERT_STEPS, AlertState, Authority, ExamResult, Stands
from riskplans.models import MonitoringAlert, RiskChange
from tests import world
from tests.riskplans.devices import watched

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY, NOW = world.TODAY, watched.NOW
FOLLOWS = [DeviceState.DECLARED, *DEVICE_STEPS[DeviceState.DECLARED]]
ELSEWHERE = [each for each in DeviceState if each not in FOLLOWS]


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer)


@pytest.fixture
def device(officer: User, person: Person) -> Device:
    return watched.device(officer, person)


def refused(words: str) -> Any:
    return pytest.raises(ValidationError, match=words)


def stands(person: Person) -> list[Stands]:
    board = queries.board(person, TODAY, policy_of(person.force_id, TODAY))
    return [row.stands for row in board.devices]


def moved(by: User, device: Device, state: DeviceState) -> Device:
    device.refresh_from_db()
    return actions.move_device(
        by, device=device, version=device.version, state=state, on=TODAY, note="Seen", now=NOW
    )


class TestWhereItIs:
    @pytest.mark.parametrize("after", ELSEWHERE)
    def test_the_database_takes_no_other_step(self, device: Device, after: str) -> None:
        """Every state that cannot follow, forced by an update in bulk."""
        with pytest.raises(DatabaseError), transaction.atomic():
            Device.objects.filter(pk=device.pk).update(state=after)

    def test_the_record_refuses_it_in_words(self, officer: User, device: Device) -> None:
        with refused("cannot be “returned” next"):
            record.correct(
                officer, fact=device, version=1, changes={"state": "returned"}, reason="Slip", now=NOW
            )
        with refused("cannot be “destroyed” next"):
            moved(officer, device, DeviceState.DESTROYED)

    def test_seized_given_back_and_verified_again(self, officer: User, device: Device) -> None:
        for state in (DeviceState.SEIZED, DeviceState.RETURNED, DeviceState.VERIFIED):
            assert moved(officer, device, state).state == state
        gone = moved(officer, device, DeviceState.DISPOSED)
        assert gone.ends_on == TODAY

    def test_what_monitors_it_goes_with_it(self, officer: User, device: Device) -> None:
        install = watched.monitored(officer, device)
        moved(officer, device, DeviceState.LOST)
        install.refresh_from_db()
        assert (install.removed_on, install.removed_why) == (TODAY, "Lost: Seen")
        with refused("They do not have that device"):
            watched.monitored(officer, device)
        with pytest.raises(IntegrityError, match="Nothing watches"), transaction.atomic():
            install.__class__.objects.filter(pk=install.pk).update(removed_on=None, removed_why="")


class TestExamined:
    def test_a_condition_that_allows_it_is_named(self, officer: User, person: Person, device: Device) -> None:
        with refused("Select the condition"):
            watched.examined(officer, device, authority=Authority.ORDER)
        allowed = watched.allowed(officer, person)
        said = {
            "authority": Authority.ORDER,
            "examined_on": TODAY,
            "examiner": "DC Reed",
            "result": ExamResult.CLEAR,
        }
        found = actions.examine_device(officer, device=device, said=said, condition=allowed, now=NOW)
        assert found.order_condition == allowed
        with pytest.raises(IntegrityError, match="examined_by_right"), transaction.atomic():
            found.__class__.objects.filter(pk=found.pk).update(order_condition=None)

    def test_the_record_says_when_it_was_last_examined(
        self, officer: User, person: Person, device: Device
    ) -> None:
        watched.examined(officer, device)
        device.refresh_from_db()
        assert (device.examined_on, device.state) == (TODAY, DeviceState.VERIFIED)
        assert stands(person) == [Stands.CLEAR]

    def test_what_is_seized_has_a_reference_and_is_not_with_them(
        self, officer: User, person: Person, device: Device
    ) -> None:
        with refused("exhibit reference"):
            watched.examined(officer, device, ExamResult.SEIZED, exhibit="")
        watched.examined(officer, device, ExamResult.SEIZED)
        assert stands(person) == [Stands.SEIZED]

    def test_one_entered_late_moves_nothing_of_a_later_day(
        self, officer: User, person: Person, device: Device
    ) -> None:
        for state in (DeviceState.SEIZED, DeviceState.RETURNED):
            moved(officer, device, state)
        install = watched.monitored(officer, device, since=TODAY)
        watched.examined(officer, device, ExamResult.SEIZED, examined_on=TODAY - world.days(1))
        install.refresh_from_db()
        assert (stands(person), install.removed_on) == ([Stands.MONITORED], None)

    def test_one_later_than_all_else_seizes_it(self, officer: User, person: Person, device: Device) -> None:
        watched.examined(officer, device, examined_on=TODAY - world.days(9))
        watched.examined(officer, device, ExamResult.SEIZED, examined_on=TODAY - world.days(1))
        device.refresh_from_db()
        assert (device.state, device.stands_since) == (DeviceState.SEIZED, TODAY - world.days(1))

    def test_what_cannot_be_seized_any_more_is_said(self, officer: User, device: Device) -> None:
        moved(officer, device, DeviceState.DISPOSED)
        with refused("cannot be “seized” next"):
            watched.examined(officer, device, ExamResult.SEIZED)
        assert not device.examinations.exists()

    def test_a_correction_forgets_since_when(self, officer: User, device: Device) -> None:
        moved(officer, device, DeviceState.SEIZED)
        device.refresh_from_db()
        record.correct(
            officer,
            fact=device,
            version=device.version,
            changes={"state": "returned"},
            reason="Given back",
            now=NOW,
        )
        device.refresh_from_db()
        assert device.stands_since is None


class TestMonitored:
    def test_permitted_but_not_installed_until_it_is(
        self, officer: User, person: Person, device: Device
    ) -> None:
        watched.allowed(officer, person)
        policy = policy_of(person.force_id, TODAY)
        unit = queries.unit(officer, NOW, policy)
        assert ([each.pk for each in unit.uninstalled], unit.permitted) == ([person.pk], 1)
        assert stands(person) == [Stands.INSTALL_DUE]
        watched.monitored(officer, device, since=TODAY)
        unit = queries.unit(officer, NOW, policy)
        assert (unit.uninstalled, unit.permitted, unit.monitored) == ([], 1, 1)
        assert stands(person) == [Stands.MONITORED]

    @pytest.mark.parametrize(
        ("kind", "said", "permits"),
        [
            ("inspection", "suggested", 1),
            ("inspection", "no", 0),
            ("devices", "suggested", 0),
            ("devices", "yes", 1),
            ("curfew", True, 1),
        ],
    )
    def test_the_officer_says_what_a_condition_permits(
        self, officer: User, person: Person, kind: str, said: bool | str, permits: int
    ) -> None:
        term = watched.allowed(officer, person, kind=kind, wording="About a monitor.", permits=said)
        assert queries.unit(officer, NOW, policy_of(person.force_id, TODAY)).permitted == permits
        assert term.permits_monitoring is bool(permits)

    def test_silence_is_a_duty_from_the_fourth_day(
        self, officer: User, person: Person, device: Device
    ) -> None:
        install = watched.monitored(officer, device, heard_on=TODAY - world.days(3))
        assert not person.diary_entries.filter(kind="monitoring_silent").exists()
        refresh([person.pk], today=TODAY + world.days(1))
        duty = person.diary_entries.open().get(kind="monitoring_silent")
        assert duty.last == TODAY + world.days(1)
        install.refresh_from_db()
        later = world.at(TODAY + world.days(1))
        actions.hear_from_monitoring(
            officer, install=install, version=install.version, heard_on=later.date(), now=later
        )
        assert not person.diary_entries.filter(kind="monitoring_silent").exists()

    def test_of_the_dead_nothing_is_to_report(self, officer: User, person: Person, device: Device) -> None:
        watched.monitored(officer, device, heard_on=TODAY - world.days(9))
        assert person.diary_entries.filter(kind="monitoring_silent").exists()
        world.detail(officer, person, "gone", kind="deceased", starts_on=TODAY, source="police")
        assert not person.diary_entries.filter(kind="monitoring_silent").exists()

    def test_it_is_removed_with_a_reason(self, officer: User, device: Device) -> None:
        install = watched.monitored(officer, device)
        with refused("Say why"):
            actions.remove_monitoring(officer, install=install, version=1, removed_on=TODAY, why=" ", now=NOW)
        with pytest.raises(IntegrityError, match="removed_with_reason"), transaction.atomic():
            install.__class__.objects.filter(pk=install.pk).update(removed_on=TODAY)


class TestAlerts:
    def test_the_manager_is_told_at_once_and_the_minutes_run(
        self, officer: User, person: Person, device: Device
    ) -> None:
        night = world.officer()
        alert = watched.alerted(night, watched.monitored(officer, device))
        assert OutboxMessage.objects.filter(
            recipient=officer, at_once=True, subject__contains="alert"
        ).exists()
        unit = queries.unit(night, world.at(TODAY, 2, 41), policy_of(person.force_id, TODAY))
        assert [(row.alert.pk, row.waited, row.late) for row in unit.new] == [(alert.pk, "41 minutes", False)]
        unit = queries.unit(night, world.at(TODAY, 3, 1), policy_of(person.force_id, TODAY))
        assert unit.new[0].late
        duty = person.diary_entries.open().get(kind="monitoring_alert")
        assert duty.last_at == world.at(TODAY, 3)

    def test_whoever_takes_it_has_it(self, officer: User, device: Device) -> None:
        alert = watched.alerted(officer, watched.monitored(officer, device))
        taken = actions.acknowledge_alert(officer, alert=alert, now=NOW)
        assert actions.acknowledge_alert(officer, alert=alert, now=NOW).version == taken.version
        with refused("has acknowledged it already"):
            actions.acknowledge_alert(world.officer(), alert=alert, now=NOW)

    def test_a_breach_is_opened_with_device_and_condition(
        self, officer: User, person: Person, device: Device
    ) -> None:
        allowed = watched.allowed(officer, person)
        alert = watched.alerted(officer, watched.monitored(officer, device))
        said = {"state": AlertState.BREACH, "assessment": "Private browsing", "now": NOW}
        done = actions.triage_alert(officer, alert=alert, version=1, condition=allowed, **said)
        assert done.breach
        breach = done.breach
        assert (breach.of, breach.found, breach.device, breach.order_condition) == (
            BreachOf.ORDER,
            Found.MONITORING,
            device,
            allowed,
        )
        assert "Private browsing" not in breach.account  # that is of a class of its own
        again = actions.triage_alert(officer, alert=alert, version=1, condition=allowed, **said)
        assert again.breach == breach
        assert RiskChange.objects.filter(person=person, kind=ChangeKind.MONITORING).count() == 1

    def test_a_record_is_not_archived_over_one_that_waits(
        self, officer: User, person: Person, device: Device
    ) -> None:
        watched.alerted(officer, watched.monitored(officer, device))
        held = person.diary_entries.open().get(kind="monitoring_alert")
        assert held.key.partition("/")[0] not in of_practice()

    def test_a_false_positive_changes_nothing(self, officer: User, person: Person, device: Device) -> None:
        alert = watched.alerted(officer, watched.monitored(officer, device))
        done = actions.triage_alert(
            officer, alert=alert, version=1, state=AlertState.FALSE, assessment="A song", now=NOW
        )
        assert (done.taken_by, done.breach) == (officer, None)
        assert not RiskChange.objects.filter(person=person, kind=ChangeKind.MONITORING).exists()
        with refused("triaged already"):
            actions.triage_alert(
                officer, alert=alert, version=done.version, state=AlertState.CONCERN, assessment="No", now=NOW
            )

    @pytest.mark.parametrize("after", [each for each in AlertState if each is not AlertState.FALSE])
    def test_the_database_takes_no_other_step(self, officer: User, device: Device, after: str) -> None:
        """From where nothing follows, forced by an update in bulk."""
        alert = watched.alerted(officer, watched.monitored(officer, device))
        actions.triage_alert(
            officer, alert=alert, version=1, state=AlertState.FALSE, assessment="A song", now=NOW
        )
        assert (AlertState.FALSE, after) not in ALERT_STEPS
        with pytest.raises(DatabaseError), transaction.atomic():
            MonitoringAlert.objects.filter(pk=alert.pk).update(state=after)
