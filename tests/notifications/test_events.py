"""Changes, journeys and notice in advance, through their pages and into the diary."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import StringIO
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from diary import actions as diary
from diary.models import Entry
from notifications import actions
from notifications.models import Answer, Journey, Notification
from offenders.models import Person
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def client(sign_in: Callable[[User], Client], officer: User) -> Client:
    return sign_in(officer)


@pytest.fixture
def person(officer: User, client: Client) -> Person:
    """Convicted on 1 June 2026, notified the next day."""
    person = world.person(officer)
    notify(client, person, "2/6/2026", "initial")
    return person


def post(client: Client, page: str, person: Person, *more: object, **data: object) -> str:
    """What the page answers; empty when it did its work."""
    url = reverse(page, args=[person.pk, *more])
    answer = client.post(url, {"submission": str(uuid4()), **data})
    return "" if answer.status_code == 302 else answer.content.decode()


def notify(client: Client, person: Person, day: str, *kinds: str) -> str:
    keys = list(Entry.objects.open().filter(person=person, kind__in=kinds).values_list("key", flat=True))
    given = {"given_on": day, "given_time": "08:00", "station": "Kirkby"}
    return post(client, "record-notification", person, answers=keys, **given)


def duties(person: Person, kind: str) -> list[tuple[str, date | None]]:
    entries = Entry.objects.filter(person=person, kind=kind).order_by("last", "key")
    return list(entries.values_list("title", "last"))


def check_diary() -> None:
    call_command("diary", "rebuild", "--check", stdout=StringIO())


class TestChanges:
    def test_a_stay_of_seven_days(self, client: Client, person: Person) -> None:
        stay = {"kind": "stay", "starts_on": "3/6/2026", "ends_on": "9/6/2026", "line_1": "4 Mill Lane"}
        assert post(client, "record-change", person, **stay) == ""
        assert duties(person, "change") == [
            ("Notify: stayed at another address in the UK", date(2026, 6, 11))
        ]
        check_diary()

    def test_a_stay_of_six_days_binds_nobody_until_one_more(self, client: Client, person: Person) -> None:
        stay = {"kind": "stay", "starts_on": "3/6/2026", "ends_on": "8/6/2026", "line_1": "4 Mill Lane"}
        assert post(client, "record-change", person, **stay) == ""
        assert duties(person, "change") == []
        more = stay | {"starts_on": "14/6/2026", "ends_on": "14/6/2026"}
        assert post(client, "record-change", person, **more) == ""
        assert [last for _, last in duties(person, "change")] == [date(2026, 6, 16)]

    def test_a_stay_already_notified_is_no_change_again(self, client: Client, person: Person) -> None:
        stay = {"kind": "stay", "starts_on": "3/6/2026", "ends_on": "9/6/2026", "line_1": "4 Mill Lane"}
        post(client, "record-change", person, **stay)
        assert notify(client, person, "11/6/2026", "change") == ""
        again = stay | {"starts_on": "13/6/2026", "ends_on": "15/6/2026"}
        assert post(client, "record-change", person, **again) == ""
        assert len(duties(person, "change")) == 1

    def test_thirteen_hours_with_a_child(self, client: Client, person: Person) -> None:
        night = {
            "kind": "child_household_stay",
            "household": "Sister's",
            "arrived_on": "12/6/2026",
            "arrived_at": "20:00",
            "left_on": "13/6/2026",
            "left_at": "9:00",
        }
        assert post(client, "record-change", person, **night) == ""
        entry = Entry.objects.get(kind="change")
        assert (entry.work_to, entry.last) == (date(2026, 6, 14), date(2026, 6, 15))

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            ({}, "Select what happened"),
            ({"kind": "account_opened"}, "Enter the day it happened"),
            ({"kind": "account_opened", "on": "16/6/2026"}, "has not happened yet"),
            (
                {"kind": "stay", "starts_on": "9/6/2026", "ends_on": "3/6/2026", "line_1": "x"},
                "before the first",
            ),
            ({"kind": "stay", "starts_on": "9/6/2026"}, "Enter where they stayed"),
            (
                {"kind": "child_household_stay", "household": "x", "arrived_on": "9/6/2026"},
                "twelve hours make the difference",
            ),
        ],
    )
    def test_refused(self, client: Client, person: Person, data: dict[str, str], said: str) -> None:
        assert said in post(client, "record-change", person, **data)


class TestJourneys:
    JOURNEY = {"countries": "fr, ES", "departs_on": "1/7/2026", "details_known_on": "5/6/2026"}

    def test_known_in_time_it_is_due_seven_days_before(self, client: Client, person: Person) -> None:
        assert post(client, "record-journey", person, **self.JOURNEY) == ""
        entry = Entry.objects.get(kind="travel")
        assert (entry.title, entry.work_to, entry.last) == (
            "Notify travel abroad",
            date(2026, 6, 23),
            date(2026, 6, 24),
        )
        assert Journey.objects.get().countries == ["FR", "ES"]

    def test_notified_it_is_met_and_does_not_move_the_annual_date(
        self, client: Client, person: Person
    ) -> None:
        post(client, "record-journey", person, **self.JOURNEY)
        annual = duties(person, "periodic")
        assert notify(client, person, "15/6/2026", "travel") == ""
        assert Entry.objects.get(kind="travel").met_on == world.TODAY
        assert Notification.objects.get(section="86(2)").about == [str(Journey.objects.get().pk)]
        assert duties(person, "periodic") == annual
        check_diary()

    def test_an_hour_limit_keeps_its_hour(self, client: Client, person: Person) -> None:
        late = {
            "countries": "IE",
            "departs_on": "18/6/2026",
            "departs_time": "14:00",
            "details_known_on": "15/6/2026",
        }
        assert post(client, "record-journey", person, **late) == ""
        entry = Entry.objects.get(kind="travel")
        assert entry.last_at == world.at(date(2026, 6, 18), 2)
        assert entry.last == date(2026, 6, 18)

    def test_a_return_not_as_notified_opens_three_days(self, client: Client, person: Person) -> None:
        past = {"countries": "FR", "departs_on": "3/6/2026", "details_known_on": "3/6/2026"}
        post(client, "record-journey", person, **past)
        journey = Journey.objects.get()
        assert "before the departure" in post(
            client, "record-return", person, journey.pk, returned_on="2/6/2026"
        )
        assert post(client, "record-return", person, journey.pk, returned_on="12/6/2026") == ""
        assert duties(person, "travel_return") == [("Notify return from abroad", date(2026, 6, 15))]
        assert "already on record" in post(
            client, "record-return", person, journey.pk, returned_on="12/6/2026"
        )

    def test_a_limit_at_midnight_is_the_end_of_the_day_before(self, client: Client, person: Person) -> None:
        excused = self.JOURNEY | {"departs_on": "28/6/2026", "reasonable_excuse": "on"}
        post(client, "record-journey", person, **excused)
        entry = Entry.objects.get(kind="travel")
        assert entry.last_at == world.at(date(2026, 6, 27), 0)
        assert entry.last == date(2026, 6, 26)

    def test_an_hour_that_has_passed_is_overdue_the_same_day(
        self, client: Client, person: Person, clock: Callable[[object], None]
    ) -> None:
        late = {"countries": "IE", "departs_on": "17/6/2026", "departs_time": "14:00"}
        post(client, "record-journey", person, **late, details_known_on="15/6/2026")
        clock(world.at(date(2026, 6, 17), 1))
        assert client.get("/").context["buckets"][0].total == 0
        clock(world.at(date(2026, 6, 17), 3))
        assert client.get("/").context["buckets"][0].total == 1
        assert diary.sweep(today=date(2026, 6, 17), now=world.at(date(2026, 6, 17), 3)).flags == 2

    def test_a_corrected_departure_moves_the_duty(self, client: Client, person: Person) -> None:
        timed = self.JOURNEY | {"departs_time": "14:00"}
        post(client, "record-journey", person, **timed)
        journey = Journey.objects.get()
        url = reverse("correct-fact", args=[person.pk, "journey", journey.pk])
        fields = {
            "departs_on": "1/8/2026",
            "details_known_on": "5/6/2026",
            "version": "1",
            "reason": "Ticket",
        }
        stale = client.post(url, {**fields, "departs_at": "01/07/2026 14:00"}).content.decode()
        assert "on another day" in stale
        assert client.post(url, {**fields, "departs_at": "01/08/2026 14:00"}).status_code == 302
        assert Entry.objects.get(kind="travel").last == date(2026, 7, 25)

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            ({"countries": "France"}, "two-letter country codes"),
            ({"countries": "GB"}, "within the United Kingdom"),
            ({"return_date": "30/6/2026"}, "cannot be before the departure"),
            ({"details_known_on": "16/6/2026"}, "future"),
        ],
    )
    def test_refused(self, client: Client, person: Person, data: dict[str, str], said: str) -> None:
        assert said in post(client, "record-journey", person, **self.JOURNEY | data)


class TestInAdvance:
    NOTICE = {
        "given_on": "3/6/2026",
        "given_time": "9:00",
        "station": "Kirkby",
        "foretells": "Moving to 4 Mill Lane",
        "specified_date": "10/6/2026",
    }
    MOVE = {"line_1": "4 Mill Lane", "kind": "residence", "child_in_household": "no"}

    def test_a_move_within_two_days_of_the_day_is_notified_already(
        self, client: Client, person: Person
    ) -> None:
        assert post(client, "record-advance-notice", person, **self.NOTICE) == ""
        assert post(client, "record-move", person, **self.MOVE, starts_on="11/6/2026") == ""
        assert Entry.objects.get(kind="change").met_on is None
        notice = Notification.objects.get(specified_date__isnull=False)
        moved = person.occupancies.get(starts_on=date(2026, 6, 11))
        assert post(client, "record-outcome", person, notice.pk, fact=f"home:{moved.pk}") == ""
        assert Entry.objects.get(kind="change").met_by == str(notice.pk)
        check_diary()

    def test_what_did_not_happen_must_be_said_within_six_days(self, client: Client, person: Person) -> None:
        post(client, "record-advance-notice", person, **self.NOTICE)
        notice = Notification.objects.get(specified_date__isnull=False)
        assert post(client, "record-outcome", person, notice.pk, fact="none") == ""
        assert duties(person, "non_occurrence") == [
            ("Notify that a change did not happen", date(2026, 6, 15))
        ]
        assert "on record already" in post(client, "record-outcome", person, notice.pk, fact="none")
        assert notify(client, person, "14/6/2026", "non_occurrence") == ""
        assert Notification.objects.get(section="84(4)(b)").about == [str(notice.pk)]
        assert Entry.objects.get(kind="non_occurrence").met_on == date(2026, 6, 14)

    def test_an_outcome_recorded_by_mistake_is_taken_back(self, client: Client, person: Person) -> None:
        post(client, "record-advance-notice", person, **self.NOTICE)
        notice = Notification.objects.get(specified_date__isnull=False)
        post(client, "record-outcome", person, notice.pk, fact="none")
        outcome = notice.outcomes.get()
        url = reverse("correct-fact", args=[person.pk, "outcome", outcome.pk])
        assert client.post(url, {"version": "1", "reason": "Misheard", "void": "yes"}).status_code == 302
        assert duties(person, "non_occurrence") == []
        assert post(client, "record-outcome", person, notice.pk, fact="none") == ""

    def test_a_day_gone_by_is_no_notice(self, client: Client, person: Person) -> None:
        past = self.NOTICE | {"specified_date": "2/6/2026"}
        assert "names a day to come" in post(client, "record-advance-notice", person, **past)


def test_a_first_home_after_the_initial_notification_is_a_change(client: Client, officer: User) -> None:
    person = world.person(officer, address={}, home={})
    notify(client, person, "2/6/2026", "initial")
    move = {
        "line_1": "4 Mill Lane",
        "kind": "residence",
        "child_in_household": "no",
        "starts_on": "13/6/2026",
    }
    assert post(client, "record-move", person, **move) == ""
    assert duties(person, "change") == [("Notify change of home address", date(2026, 6, 15))]


def test_a_duty_acted_on_keeps_the_date_it_had_then(client: Client, officer: User, person: Person) -> None:
    from offenders import actions as offenders

    assert Answer.objects.get().last == date(2026, 6, 3)
    why = {"version": 1, "reason": "Register", "now": world.at(world.TODAY)}
    for fact in (person.triggers.get(), person.disposals.get()):
        offenders.correct(officer, fact=fact, changes={"date": date(2026, 5, 30)}, **why)
    assert Entry.objects.get(kind="initial").last == date(2026, 6, 1)
    assert Answer.objects.get().last == date(2026, 6, 3)
    page = client.get(reverse("person-notification", args=[person.pk])).content.decode()
    assert "Initial notification, due by 3 June 2026" in page


class TestCommencement:
    """The 2026 rules commenced on a day, by data alone."""

    KEY = "EW-CPA2026"

    def absence(self, officer: User, person: Person, day: date) -> None:
        actions.record_change(
            officer,
            person=person,
            change={"kind": "absence_intended", "starts_at": world.at(day, 8), "days": 6},
            address={},
            now=world.at(world.TODAY),
        )

    def test_duties_arise_only_for_facts_from_that_day_and_old_cases_stay(
        self, officer: User, person: Person
    ) -> None:
        self.absence(officer, person, date(2026, 9, 20))
        self.absence(officer, person, date(2026, 10, 10))
        before = set(Entry.objects.values_list("key", "work_to", "last", "ruleset"))
        assert not Entry.objects.filter(kind="absence").exists()
        actions.commence(
            world.user(Role.SYSTEM_ADMINISTRATOR),
            ruleset=self.KEY,
            in_force_from=date(2026, 10, 1),
            source="S.I. 2026/0000",
            now=world.at(world.TODAY),
        )
        for _ in diary.rebuild(today=world.TODAY):
            pass
        check_diary()
        new = set(Entry.objects.filter(kind="absence").values_list("arises_on", flat=True))
        assert new == {date(2026, 10, 10)}
        assert before <= set(Entry.objects.values_list("key", "work_to", "last", "ruleset"))

    def test_only_an_administrator_and_only_what_awaits_commencement(self, officer: User) -> None:
        law = {"in_force_from": date(2026, 10, 1), "source": "", "now": world.at(world.TODAY)}
        with pytest.raises(PermissionDenied):
            actions.commence(officer, ruleset=self.KEY, **law)
        with pytest.raises(ValidationError, match="not yet in force"):
            actions.commence(world.user(Role.SYSTEM_ADMINISTRATOR), ruleset="EW-2022-11-29", **law)
