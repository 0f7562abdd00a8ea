"""The wizard as the front counter walks through it, and what stands on the record afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from diary.models import Entry, OutboxMessage, Task
from notifications import actions
from notifications.models import Acknowledgement, Attendance, Begun, Breach, Change, Journey, Notification
from offenders import actions as offenders
from offenders.models import BankAccount, Child, IdentityDocument, Person
from practice.models import Setting
from tests import world
from tests.dashboards.test_pages import queries_of
from tests.notifications.station.counter import Counter, front_counter, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
TODAY = world.TODAY
MOVED = {
    "kind": "residence",
    "line_1": "9 New Road",
    "town": "Kirkby",
    "postcode": "CX1 1AB",
    "starts_on": "14/6/2026",
    "child_in_household": "no",
}


def settled(manager: User, *, told: date = date(2026, 6, 2), **fields: object) -> Person:
    """Somebody who gave their initial notification and owes nothing but the next regular one."""
    person = world.person(manager, **fields)
    key = person.diary_entries.get(kind="initial").key
    actions.record_notification(
        manager, person=person, given_at=world.at(told), answers=[key], station="Kirkby", now=world.at(TODAY)
    )
    return person


def test_a_first_notification_in_time(sign_in: SignIn) -> None:
    manager = world.officer()
    day = date(2026, 6, 14)
    person = world.person(
        manager,
        trigger={"kind": "conviction", "date": day, "offence": "Voyeurism (s.67)"},
        disposal={"kind": "fine", "date": day},
    )
    counter = Counter(sign_in(front_counter()), person)
    counter.walk()
    page = counter.client.get(counter.url("check")).content.decode()
    assert "In time" in page
    assert not Attendance.objects.exists()
    attendance = counter.record()
    [given] = Notification.objects.all()
    assert given.section == "83(1)"
    assert given.acknowledgement == Acknowledgement.objects.get(attendance=attendance).serial
    assert not attendance.late
    assert Entry.objects.get(kind="periodic").last == date(2027, 6, 15)
    assert not Begun.objects.exists()
    [message] = OutboxMessage.objects.filter(recipient=manager)
    assert "MARSH" not in (message.subject + message.body).upper()
    done = counter.client.get(reverse("notification-taken", args=[person.pk, attendance.pk])).content.decode()
    assert given.acknowledgement in done
    assert "15 June 2027" in done


def test_a_move_is_recorded_by_the_counter_and_answers_its_duty(sign_in: SignIn) -> None:
    person = settled(world.officer())
    counter = Counter(sign_in(front_counter()), person)
    counter.walk("moved", moved={**MOVED, "child_in_household": "yes"})
    attendance = counter.record()
    assert str(person.occupancies.get(ends_on=None).address).startswith("9 New Road")
    assert Notification.objects.get(section="84(1)").answers.count() == 2
    item = attendance.items.get(called="Home address")
    assert (item.old, item.new, item.effective_on) == (
        "12 Ewe Close, Kirkby, CX1 1AA",
        "9 New Road, Kirkby, CX1 1AB",
        date(2026, 6, 14),
    )
    assert Task.objects.get(source__startswith="notifications/refer-child").due_on == date(2026, 6, 16)


def test_late_is_asked_there_and_then(sign_in: SignIn) -> None:
    """Convicted on 1 June 2026, so the last day was 3 June: on the 15th the counter asks why."""
    person = world.person(world.officer())
    counter = Counter(sign_in(front_counter()), person)
    counter.walk()
    at = counter.client.get(counter.url("check"))
    assert at["Location"].endswith("/late/")
    assert "was due by the end of 3 June 2026" in counter.client.get(counter.url("late")).content.decode()
    # Nor is it recorded by posting the last page without being asked.
    assert counter.client.post(counter.url("check"))["Location"].endswith("/late/")
    assert not Attendance.objects.exists()
    page = counter.post("late", gave="yes", reason="").content.decode()
    assert "Write what they say" in page
    assert "was due by the end of 3 June 2026" in page
    assert counter.answer("late", gave="yes", reason="The bus did not run").endswith("/check/")
    assert "Vigil opens a suspected breach" in counter.client.get(counter.url("check")).content.decode()
    attendance = counter.record()
    assert (attendance.late, attendance.late_reason) == (True, "The bus did not run")
    [breach] = Breach.objects.all()
    assert (breach.provision, breach.happened_on) == ("83(1)", date(2026, 6, 4))


def test_refused_fingerprints_are_a_suspected_breach_and_checked(sign_in: SignIn) -> None:
    person = settled(world.officer())
    counter = Counter(sign_in(front_counter()), person)
    identity = {"fingerprints": "refused", "photograph": "taken", "explained": "on"}
    counter.walk("moved", moved=MOVED, identity=identity)
    attendance = counter.record()
    assert Breach.objects.get().provision == "87(4)"
    assert "They refused fingerprints." in Task.objects.get(source__startswith="notifications/check").detail
    assert attendance.photograph == "taken"


def test_a_release_ends_the_custody_and_starts_the_clock(sign_in: SignIn) -> None:
    manager = world.officer()
    person = settled(manager)
    offenders.record_custody(
        manager, person=person, kind="custody", starts_on=date(2026, 6, 5), place="HMP", now=world.at(TODAY)
    )
    counter = Counter(sign_in(front_counter()), person)
    page = counter.client.get(counter.url("happened"))
    assert "remanded in custody by a court since 5 June 2026" in page.content.decode()
    assert page.context["form"].initial["happened"] == ["released"]
    counter.walk("released", released={"released_on": "13/6/2026"})
    attendance = counter.record()
    assert person.absences.get().ended_on == date(2026, 6, 13)
    assert not attendance.late
    [given] = Notification.objects.filter(section="84(1)")
    assert given.about == [f"released:{person.absences.get().pk}"]


def test_a_stay_adds_up_with_those_on_record(sign_in: SignIn) -> None:
    manager = world.officer()
    person = settled(manager)
    before = {"kind": "stay", "starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 4)}
    where = {"line_1": "4 Mill Lane", "line_2": "", "town": "Kirkby", "postcode": "CX1 2AB"}
    first = actions.record_change(manager, person=person, change=before, address=where, now=world.at(TODAY))
    counter = Counter(sign_in(front_counter()), person)
    stayed = {
        "place": str(first.address_id),
        "starts_on": "12/6/2026",
        "ends_on": "14/6/2026",
        "again": "no",
    }
    counter.walk("stayed", stayed=stayed)
    days = counter.client.get(counter.url("days")).content.decode()
    assert "The seventh day was 14 June 2026." in days
    assert "<polyline" in days
    attendance = counter.record()
    [given] = Notification.objects.filter(section="84(1)")
    assert given.addresses.filter(pk=first.address_id).exists()
    assert not attendance.late
    assert Change.objects.filter(address=first.address_id).count() == 2


def test_a_stay_of_three_days_is_recorded_and_answers_nothing(sign_in: SignIn) -> None:
    person = settled(world.officer())
    counter = Counter(sign_in(front_counter()), person)
    stayed = {"place": "elsewhere", "line_1": "4 Mill Lane", "starts_on": "12/6/2026", "ends_on": "14/6/2026"}
    counter.walk("stayed", stayed={**stayed, "again": "no"})
    assert "No duty arises" in counter.client.get(counter.url("check")).content.decode()
    attendance = counter.record()
    assert Notification.objects.count() == 1  # the initial one, of before
    assert Change.objects.get().starts_on == date(2026, 6, 12)
    page = counter.client.get(reverse("notification-taken", args=[person.pk, attendance.pk])).content.decode()
    assert "4 Mill Lane: 12 June 2026 to 14 June 2026" in page


def test_a_night_with_a_child_is_referred(sign_in: SignIn) -> None:
    person = settled(world.officer())
    counter = Counter(sign_in(front_counter()), person)
    child = {
        "kind": "child_household_stay",
        "arrived_on": "13/6/2026",
        "arrived_at": "20:00",
        "left_on": "14/6/2026",
        "left_at": "09:00",
        "household": "Sister’s, 4 Mill Lane",
        "child": "Nephew, 9",
        "again": "no",
    }
    counter.walk("child", child=child)
    counter.record()
    assert Notification.objects.filter(section="84(1)").count() == 1
    assert Task.objects.filter(source__startswith="notifications/refer-child").exists()
    assert Child.objects.get(person=person).name == "Nephew, 9"


def test_an_account_is_written_by_the_counter_and_not_read_there(sign_in: SignIn) -> None:
    person = settled(world.officer())
    counter = Counter(sign_in(front_counter()), person)
    money = {
        "kind": "account_opened",
        "bank": "Kirkby Building Society",
        "sort_code": "20-00-00",
        "account_number": "12345678",
        "account_kind": "current",
        "branch": "1 High Street, Kirkby",
        "on": "14/6/2026",
        "again": "yes",
    }
    gone = {"kind": "account_closed", "account_closed": "Old bank, 4321", "on": "14/6/2026", "again": "no"}
    counter.walk("money", money=money, money__2=gone)
    attendance = counter.record()
    account = BankAccount.objects.get()
    assert (account.account_number, account.branch) == ("12345678", "1 High Street, Kirkby")
    assert attendance.items.get(called="Opened a bank or credit account").new == (
        "Kirkby Building Society, ending 5678"
    )
    assert "compare them" in Task.objects.get(source__startswith="notifications/check").detail
    page = counter.client.get(reverse("notification-taken", args=[person.pk, attendance.pk])).content.decode()
    assert "5678" not in page
    assert "shown to those who may read it" in page


def test_a_document_that_is_on_record_is_ended(sign_in: SignIn) -> None:
    manager = world.officer()
    person = settled(manager)
    held = world.detail(
        manager, person, "identity-document", kind="passport", number="925665416", source="document"
    )
    counter = Counter(sign_in(front_counter()), person)
    papers = {"kind": "identity_document_ceased", "held": f"{held.pk} 1", "on": "14/6/2026", "again": "no"}
    counter.walk("papers", papers=papers)
    counter.record()
    assert IdentityDocument.objects.get().ends_on == date(2026, 6, 14)


def test_a_journey_with_two_countries(sign_in: SignIn) -> None:
    """Four days before, known for a month: late, and the destination is for the manager to decide about."""
    person = settled(world.officer())
    counter = Counter(sign_in(front_counter()), person)
    travels = {
        "departs_on": "19/6/2026",
        "country": "Spain",
        "point": "Málaga airport",
        "carrier": "A line",
        "details_known_on": "15/5/2026",
        "return_date": "28/6/2026",
        "return_point": "Manchester",
        "again": "yes",
    }
    counter.walk(
        "travels", travels=travels, leg__2={"country": "Portugal", "arrives_on": "23/6/2026", "again": "no"}
    )
    counter.answer("late", gave="no")
    attendance = counter.record()
    journey = Journey.objects.get()
    assert journey.countries == ["ES", "PT"]
    assert [leg.point for leg in journey.legs.all()] == ["Málaga airport", ""]
    assert attendance.late
    assert {task.title: task.due_on for task in Task.objects.all()} == {
        "Decide whether to alert where they travel": date(2026, 6, 16),
        "Check that they have come back from abroad": date(2026, 7, 2),
    }
    # Whoever comes for travel alone states name, address and date of birth, and nothing more.
    assert {item.part for item in attendance.items.all()} == {"born", "names", "home", "travel"}


def test_a_return_that_was_not_kept_as_notified(sign_in: SignIn) -> None:
    manager = world.officer()
    person = settled(manager)
    going = {"countries": ["FR"], "departs_on": date(2026, 6, 5), "details_known_on": date(2026, 6, 4)}
    journey = actions.record_journey(manager, person=person, journey=going, now=world.at(TODAY))
    counter = Counter(sign_in(front_counter()), person)
    counter.walk("returned", answers=[], returned={"journey": str(journey.pk), "returned_on": "13/6/2026"})
    counter.record()
    assert Notification.objects.get(section="86(3)").about == [str(journey.pk)]


def test_notice_in_advance_and_that_it_came_to_nothing(
    sign_in: SignIn, clock: Callable[[date], None]
) -> None:
    person = settled(world.officer())
    client = sign_in(front_counter())
    counter = Counter(client, person)
    ahead = {"kind": "A new home address", "what": "4 Mill Lane", "specified_date": "20/6/2026"}
    counter.walk("ahead", ahead=ahead)
    counter.record()
    notice = Notification.objects.get(specified_date=date(2026, 6, 20))
    assert notice.acknowledgement
    clock(date(2026, 6, 24))
    later = Counter(client, person, date(2026, 6, 24))
    later.walk("came", answers=[], came={"notice": str(notice.pk), "came": "none"})
    attendance = later.record()
    assert Notification.objects.get(section="84(4)(b)").about == [str(notice.pk)]
    assert not attendance.late


def test_weekly_for_somebody_with_no_fixed_address(sign_in: SignIn, clock: Callable[[date], None]) -> None:
    manager = world.officer()
    person = settled(
        manager, told=date(2026, 6, 3), home={"starts_on": date(2026, 6, 2), "kind": "no_fixed_abode"}
    )
    entry = Entry.objects.get(kind="periodic")
    assert entry.last == date(2026, 6, 10)
    clock(date(2026, 6, 15))
    counter = Counter(sign_in(front_counter()), person)
    assert counter.offered() == [entry.key]
    counter.walk()
    counter.answer("late", gave="no")
    counter.record()
    assert Entry.objects.open().get(kind="periodic").last == date(2026, 6, 22)


def test_a_young_person_is_asked_about_a_parental_direction(sign_in: SignIn) -> None:
    person = settled(world.officer(), date_of_birth=date(2010, 1, 1))
    counter = Counter(sign_in(front_counter()), person)
    attendance = {
        "given_on": typed(TODAY),
        "given_time": "09:00",
        "station": "Kirkby",
        "shown": "known",
        "accompanied": "parent",
        "parent": "Jo Marsh",
        "parental_direction": "yes",
    }
    counter.walk("moved", moved=MOVED, attendance=attendance)
    taken = counter.record()
    assert (taken.companion, taken.parental_direction) == ("Jo Marsh", "yes")
    said = json.loads(Acknowledgement.objects.get().content)
    assert "A court has directed a parent" in said["young"]


def test_the_paper_is_the_same_each_time_it_is_printed(sign_in: SignIn) -> None:
    person = settled(world.officer())
    counter = Counter(sign_in(front_counter()), person)
    counter.walk("moved", moved=MOVED)
    attendance = counter.record()
    url = reverse("acknowledgement", args=[person.pk, attendance.pk])
    first, again = counter.client.get(url), counter.client.get(url)
    assert first["Content-Type"] == "application/pdf"
    assert first.content == again.content
    assert "MARSH" not in first["Content-Disposition"].upper()


def test_what_was_typed_is_kept_and_gone_on_with(sign_in: SignIn) -> None:
    person = settled(world.officer())
    client = sign_in(front_counter())
    counter = Counter(client, person)
    counter.answer("happened", happened=["moved"])
    assert counter.client.post(counter.url("attendance"), {"station": "Kirkby"}).status_code == 200
    assert 'value="Kirkby"' in client.get(counter.url("attendance")).content.decode()
    start = client.get(reverse("start-notification", args=[person.pk])).content.decode()
    assert "You began one and did not finish" in start
    assert client.get(counter.url("check"))["Location"].endswith("/attendance/")
    # Nobody else goes on with it.
    assert sign_in(front_counter()).get(counter.url("attendance")).status_code == 404


def test_recorded_twice_it_is_recorded_once(sign_in: SignIn) -> None:
    person = settled(world.officer())
    counter = Counter(sign_in(front_counter()), person)
    counter.walk("moved", moved=MOVED)
    first = counter.record()
    assert counter.client.post(counter.url("check"))["Location"].endswith(f"{first.pk}/")
    assert Attendance.objects.count() == 1


def test_what_has_not_changed_is_said_to_be_still_so(sign_in: SignIn) -> None:
    """Walking through: one item is said to have changed, and its own page follows it."""
    person = settled(world.officer())
    counter = Counter(sign_in(front_counter()), person)
    name = {
        "kind": "alias",
        "given_names": "Al",
        "family_name": "Fell",
        "used_from": "14/6/2026",
        "again": "no",
    }
    counter.walk("moved", moved=MOVED, part__names={"answer": "changed"}, named=name)
    attendance = counter.record()
    assert attendance.items.get(called="Other name used").new == "Al Fell"
    assert Task.objects.filter(source__startswith="notifications/new-name").exists()
    assert attendance.items.get(part="documents").changed is False
    assert Notification.objects.get(section="84(1)").answers.count() == 2


def test_how_far_ahead_a_regular_notification_is_expected_is_policy(
    sign_in: SignIn, clock: Callable[[date], None]
) -> None:
    """Due on 2 June 2027: 28 days before it is taken for what they came for, unless the force says otherwise."""
    person = settled(world.officer())
    counter = Counter(sign_in(front_counter()), person)
    clock(date(2027, 5, 4))
    assert counter.offered() == []
    clock(date(2027, 5, 5))
    assert len(counter.offered()) == 1
    Setting.objects.create(key="station.expected_within", value=7, effective_from=date(2026, 7, 1))
    assert counter.offered() == []


def test_the_stations_of_the_force_are_offered_and_the_officers_last_is_there(sign_in: SignIn) -> None:
    manager = world.officer()
    taker = front_counter()
    counter = Counter(sign_in(taker), settled(manager))
    counter.walk("moved", moved=MOVED)
    counter.record()
    again = Counter(counter.client, settled(manager, family_name="Fell"))
    again.answer("happened", happened=["moved"])
    page = again.client.get(again.url("attendance")).content.decode()
    assert '<option value="Kirkby"></option>' in page
    assert again.client.get(again.url("attendance")).context["form"].initial["station"] == "Kirkby"
    elsewhere = Counter(sign_in(front_counter()), settled(manager, family_name="Reed"))
    elsewhere.answer("happened", happened=["moved"])
    assert elsewhere.client.get(elsewhere.url("attendance")).context["form"].initial["station"] == ""


class TestSearch:
    def test_it_shows_only_those_whose_notification_may_be_taken(self, sign_in: SignIn) -> None:
        world.person(world.officer(of=world.unit("Far unit", "NX")), family_name="Marsh")
        near = world.person(world.officer(of=world.unit("East unit")), family_name="Marsh")
        client = sign_in(front_counter())
        response = client.post(reverse("new-notification"), {"q": "marsh"}, follow=True)
        assert [row.person.pk for row in response.context["answer"].rows] == [near.pk]
        assert "marsh" not in response.redirect_chain[-1][0]

    def test_nonsense_finds_nobody_and_says_so_before_all_else(self, sign_in: SignIn) -> None:
        world.person(world.officer(), family_name="Marsh")
        client = sign_in(front_counter())

        def asked(typed: str) -> str:
            return client.post(reverse("new-notification"), {"q": typed}, follow=True).content.decode()

        text = asked("xqzw")
        assert "Nobody found for “xqzw”" in text
        assert "do not send them away" in text
        assert "come near" not in text
        # Somebody who only sounds like it comes after that.
        text = asked("Mahrche")
        assert text.index("Nobody found for") < text.index("These come near") < text.index("MARSH")
        text = asked("Marsh")
        assert "Nobody found" not in text
        assert "come near" not in text

    def test_nothing_typed_is_said(self, sign_in: SignIn) -> None:
        page = sign_in(front_counter()).post(reverse("new-notification"), {"q": " "}).content.decode()
        assert "Enter their name, date of birth or reference." in page


class TestBudgets:
    """What a page may ask of the database, whoever stands at the counter and however long their record is."""

    @pytest.mark.parametrize(
        ("step", "budget"),
        [("happened", 16), ("attendance", 14), ("part-names", 14), ("part-finance", 14), ("moved", 14)],
    )
    def test_a_page_of_questions(self, sign_in: SignIn, step: str, budget: int) -> None:
        person = settled(world.officer())
        counter = Counter(sign_in(front_counter()), person)
        counter.walk("moved", moved=MOVED)
        assert queries_of(counter.client, counter.url(step)) <= budget, step

    def test_the_last_pages(self, sign_in: SignIn) -> None:
        person = settled(world.officer())
        counter = Counter(sign_in(front_counter()), person)
        counter.walk("moved", moved=MOVED)
        assert queries_of(counter.client, counter.url("check")) <= 123  # all of it is written, and taken back
        attendance = counter.record()
        done = reverse("notification-taken", args=[person.pk, attendance.pk])
        assert queries_of(counter.client, done) <= 26
