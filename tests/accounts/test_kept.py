"""What was typed outlives the session, for its owner alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import actions, kept, sessions
from accounts.models import KeptForm, User
from offenders.models import Absence, Person
from tests import world
from tests.accounts.signing import is_in, sign_in

pytestmark = pytest.mark.django_db
TYPED = {
    "submission": "3f0f6a4e-7f5e-4d6b-9a39-0d2f6a3b8c11",
    "kind": "custody",
    "place": "HMP Example, third wing: said “I'm <innocent> & tired”",
    "starts_on": "14/6/2026",
}


@pytest.fixture
def wall(clock: Callable[[date], None]) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(world.at(world.TODAY), tick=False) as traveller:
        yield traveller


@pytest.fixture
def officer() -> User:
    return world.officer(username="officer")


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer)


def form_of(client: Client, page: str) -> dict[str, str]:
    """The hidden fields of the form a person would send from here."""
    text = client.get(page).content.decode()
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text)
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def send_too_late(client: Client, person: Person, wall: time_machine.Traveller) -> str:
    """Post after the session's end; where the sign-in page then leads."""
    wall.shift(sessions.IDLE)
    answer = client.post(reverse("record-custody", args=[person.pk]), TYPED)
    assert answer["Location"].startswith("/account/login/?next=/account/kept/")
    return answer["Location"].partition("next=")[2]


def test_it_is_kept_through_sign_in_and_sent(
    wall: time_machine.Traveller, officer: User, person: Person
) -> None:
    client = sign_in(officer)
    where = send_too_late(client, person, wall)
    assert not Absence.objects.exists()
    page = client.get("/account/login/").content.decode()
    assert "What you had typed has been kept" in page

    assert (
        client.post("/account/login/", {"login": "officer", "password": world.PASSWORD, "next": where})[
            "Location"
        ]
        == where
    )
    page = client.get(where).content.decode()
    assert "HMP Example, third wing" in page
    assert "14/6/2026" in page
    assert reverse("record-custody", args=[person.pk]) in page

    sent = form_of(client, where)
    assert TYPED.items() <= sent.items()
    client.post(reverse("record-custody", args=[person.pk]), sent)
    assert Absence.objects.get().place == TYPED["place"]
    assert not KeptForm.objects.exists()


def test_a_way_in_that_forgets_where_to_still_leads_back(
    wall: time_machine.Traveller, officer: User, person: Person
) -> None:
    client = sign_in(officer)
    where = send_too_late(client, person, wall)
    answer = client.post("/account/login/", {"login": "officer", "password": world.PASSWORD})
    assert answer["Location"] == where


@pytest.mark.parametrize("over", ["gone from the server", "ended", "long"])
def test_however_the_session_ended(
    wall: time_machine.Traveller, officer: User, person: Person, over: str
) -> None:
    client = sign_in(officer)
    if over == "gone from the server":
        client.session.delete()
    elif over == "ended":
        sessions.end_all(officer)
    else:
        wall.shift(sessions.LONGEST)
    client.post(reverse("record-custody", args=[person.pk]), TYPED)
    assert kept.answers(KeptForm.objects.get()) == [(name, [value]) for name, value in TYPED.items()]


class TestOnlyItsOwner:
    def test_another_person_at_the_same_computer_does_not_see_it(
        self, wall: time_machine.Traveller, officer: User, person: Person
    ) -> None:
        client = sign_in(officer)
        where = send_too_late(client, person, wall)
        sign_in(world.officer(), client=client)
        answer = client.get(where)
        assert answer.status_code == 404
        assert "Nothing is kept for you" in answer.content.decode()
        assert "HMP" not in answer.content.decode()

    def test_nor_does_the_same_person_at_another_computer(
        self, wall: time_machine.Traveller, officer: User, person: Person
    ) -> None:
        where = send_too_late(sign_in(officer), person, wall)
        assert sign_in(officer).get(where).status_code == 404

    def test_nor_anybody_after_an_hour(
        self, wall: time_machine.Traveller, officer: User, person: Person
    ) -> None:
        client = sign_in(officer)
        where = send_too_late(client, person, wall)
        wall.shift(kept.KEPT_FOR)
        sign_in(officer, client=client)
        assert client.get(where).status_code == 404
        actions.tidy(now=timezone.now())
        assert not KeptForm.objects.exists()

    def test_a_made_up_cookie_keeps_and_shows_nothing(
        self, wall: time_machine.Traveller, officer: User, person: Person
    ) -> None:
        client = Client()
        client.cookies[kept.COOKIE] = f'["{officer.pk}", "made up"]:abc:def'
        client.post(reverse("record-custody", args=[person.pk]), TYPED)
        assert not KeptForm.objects.exists()

    def test_after_signing_out_on_purpose_nothing_is_kept(self, officer: User, person: Person) -> None:
        client = sign_in(officer)
        client.post("/account/logout/")
        client.post(reverse("record-custody", args=[person.pk]), TYPED)
        assert not KeptForm.objects.exists()

    def test_nor_for_someone_who_may_not_come_back(
        self, wall: time_machine.Traveller, officer: User, person: Person
    ) -> None:
        client = sign_in(officer)
        User.objects.filter(pk=officer.pk).update(is_active=False)
        client.post(reverse("record-custody", args=[person.pk]), TYPED)
        client.post(reverse("record-custody", args=[person.pk]), TYPED)
        assert not KeptForm.objects.exists()


class TestWhatIsKept:
    def test_it_is_ciphertext_in_the_database(
        self, wall: time_machine.Traveller, officer: User, person: Person
    ) -> None:
        send_too_late(sign_in(officer), person, wall)
        with connection.cursor() as cursor:
            cursor.execute("select * from accounts_keptform")
            assert "HMP" not in str(cursor.fetchall())

    def test_passwords_and_codes_never_are(self, wall: time_machine.Traveller, officer: User) -> None:
        client = sign_in(officer)
        wall.shift(sessions.IDLE)
        for page in ("password/change/", "reauthenticate/", "two-factor/reauthenticate/"):
            client.post(f"/account/{page}", {"password": "p", "oldpassword": "p", "code": "123456"})
        client.post("/people/search/", {"q": "x", "new_password": "secret", "Password2": "secret"})
        assert kept.answers(KeptForm.objects.get()) == [("q", ["x"])]

    def test_a_flood_is_not(self, wall: time_machine.Traveller, officer: User) -> None:
        client = sign_in(officer)
        wall.shift(sessions.IDLE)
        client.post("/people/search/", {"q": "x" * (kept.LARGEST + 1)})
        assert not KeptForm.objects.exists()
        for number in range(9):
            wall.shift(1)
            client.post("/people/search/", {"q": str(number)})
        assert [kept.answers(form)[0][1] for form in KeptForm.objects.all()] == [[n] for n in "87654"]

    def test_it_is_read_aloud_in_words(self, officer: User) -> None:
        typed = (
            '[["born_0", ["4"]], ["born_1", ["3"]], ["born_2", ["1979"]], ["level", ["very_high", "low"]],'
            ' ["note", [""]]]'
        )
        form = KeptForm(owner=officer, typed=typed)
        assert kept.shown(form) == [
            {"key": "Born", "value": "4 3 1979"},
            {"key": "Level", "value": "Very high low"},
        ]

    def test_it_is_thrown_away_when_asked(
        self, wall: time_machine.Traveller, officer: User, person: Person
    ) -> None:
        client = sign_in(officer)
        where = send_too_late(client, person, wall)
        sign_in(officer, client=client)
        client.post(where)
        assert not KeptForm.objects.exists()
        assert not Absence.objects.exists()

    def test_what_is_sent_and_wrong_is_shown_again_as_ever(
        self, wall: time_machine.Traveller, officer: User, person: Person
    ) -> None:
        client = sign_in(officer)
        where = send_too_late(client, person, wall)
        sign_in(officer, client=client)
        sent = form_of(client, where) | {"starts_on": "14/13/2026"}
        page = client.post(reverse("record-custody", args=[person.pk]), sent).content.decode()
        assert "There is a problem" in page
        assert "HMP Example, third wing" in page


class TestForgery:
    """A form that is not from our pages changes nothing and plants nothing."""

    def late(self, officer: User, wall: time_machine.Traveller) -> Client:
        client = Client(enforce_csrf_checks=True)
        client.get("/account/login/")
        token = client.cookies["csrftoken"].value
        posted = {"login": "officer", "password": world.PASSWORD, "csrfmiddlewaretoken": token}
        client.post("/account/login/", posted)
        assert is_in(client)
        wall.shift(sessions.IDLE)
        return client

    def test_without_the_token_nothing_is_kept(
        self, wall: time_machine.Traveller, officer: User, person: Person
    ) -> None:
        client = self.late(officer, wall)
        for headers in ({}, {"HTTP_ORIGIN": "https://elsewhere.example"}, {"HTTP_ORIGIN": "null"}):
            answer = client.post(reverse("record-custody", args=[person.pk]), TYPED, **headers)
            assert answer.status_code == 403
        assert not KeptForm.objects.exists()

    def test_a_page_open_since_before_signing_in_again_loses_nothing(
        self, wall: time_machine.Traveller, officer: User, person: Person
    ) -> None:
        client = self.late(officer, wall)
        before = client.cookies["csrftoken"].value
        client.get("/account/login/")
        token = client.cookies["csrftoken"].value
        posted = {"login": "officer", "password": world.PASSWORD, "csrfmiddlewaretoken": token}
        client.post("/account/login/", posted)
        answer = client.post(
            reverse("record-custody", args=[person.pk]),
            {**TYPED, "csrfmiddlewaretoken": before},
            HTTP_ORIGIN="http://testserver",
        )
        assert answer.status_code == 403
        where = reverse("kept-form", args=[KeptForm.objects.get().pk])
        assert where in answer.content.decode()
        assert "HMP Example" in client.get(where).content.decode()
