"""The pages of an override: asked for, decided and withdrawn in the browser's words; the computed date always shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from notifications.facts import document
from notifications.law import evaluate
from notifications.models import Override
from notifications.overriding.queries import applying
from notifications.queries import as_it_was
from offenders.models import Person
from tests import world
from tests.accounts import signing
from tests.notifications.test_overriding import (
    CONVICTED,
    LATER,
    NOW,
    REASON,
    ask,
    correct_conviction,
    decide,
    duty,
    notify,
    withdraw,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "law_alone")]
SignIn = Callable[[User], Client]


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def supervisor() -> User:
    return world.supervisor()


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer, **CONVICTED)


def text_of(client: Client, name: str, *args: Any) -> str:
    """The page as it reads: without tags, spaces run together."""
    page = client.get(reverse(name, args=args), follow=True)
    assert page.status_code == 200
    return plain(page.content)


def plain(page: bytes) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.decode())).split()).replace(" .", ".")


def form(**typed: str) -> dict[str, str]:
    given = {"new_date": "20/6/2026", "reason": REASON, "seen": "2026-06-16", "submission": str(uuid4())}
    return {**given, **typed}


class TestAsking:
    @pytest.fixture
    def client(self, sign_in: SignIn, officer: User) -> Client:
        return sign_in(officer)

    @pytest.fixture
    def url(self, person: Person) -> str:
        return reverse("override-date", args=[person.pk, duty(person).pk])

    def test_the_form_shows_the_computed_date_and_why(self, client: Client, person: Person, url: str) -> None:
        assert url in client.get(reverse("person", args=[person.pk])).content.decode()
        text = plain(client.get(url).content)
        assert "Computed: 16 June 2026" in text
        assert "3 days beginning with" in text
        assert "An override does not change the law" in text

    def test_it_waits_and_the_computed_date_stands(self, client: Client, person: Person, url: str) -> None:
        sent = form()
        assert client.post(url, sent).status_code == 302
        assert client.post(url, sent).status_code == 302  # a double click
        assert Override.objects.count() == 1
        text = text_of(client, "person", person.pk)
        assert f"has asked to work to 20 June 2026: “{REASON}”. Until it is approved" in text
        assert "Override this date" not in text
        assert "Approve or refuse" not in text
        assert duty(person).last == date(2026, 6, 16)

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"reason": "As discussed"}, "at least 20 characters"),
            ({"reason": ""}, "Enter the reason"),
            ({"reason": "x" * 501}, "500 characters"),
            ({"new_date": ""}, "Enter the date to be worked to"),
            ({"new_date": "31/6/2026"}, "June"),
            ({"new_date": "1/6/2026"}, "has passed"),
            ({"new_date": "16/6/2026"}, "computed date already"),
            ({"seen": "nonsense"}, "valid date"),
        ],
    )
    def test_a_wrong_answer_is_said_and_nothing_is_lost(
        self, client: Client, url: str, typed: dict[str, str], said: str
    ) -> None:
        sent = form(**typed)
        page = client.post(url, sent)
        assert page.status_code == 200
        assert said in plain(page.content)
        assert sent["reason"] in page.content.decode()
        assert not Override.objects.exists()

    def test_a_date_that_moved_meanwhile_shows_both(
        self, client: Client, officer: User, person: Person, url: str
    ) -> None:
        correct_conviction(officer, person, date(2026, 6, 13))
        page = client.post(url, form())
        text = plain(page.content)
        assert "Computed last day 15 June 2026 16 June 2026" in text
        assert REASON in text
        again = page.context["form"]["seen"].value()
        assert client.post(url, form(seen=again)).status_code == 302

    def test_a_duty_met_meanwhile_is_refused_in_words(
        self, client: Client, officer: User, person: Person, url: str
    ) -> None:
        notify(officer, person)
        text = plain(client.post(url, form()).content)
        assert "no longer open" in text
        assert REASON in text

    def test_of_an_overdue_duty_no_other_date_is_asked(
        self, client: Client, url: str, clock: Callable[[date], None]
    ) -> None:
        clock(date(2026, 6, 17))
        text = plain(client.get(url).content)
        assert "The computed date has passed" in text
        assert "Ask for approval" not in text
        assert "The computed date has passed" in plain(client.post(url, form()).content)
        assert not Override.objects.exists()

    def test_nothing_is_asked_of_a_duty_without_a_date_of_its_own(
        self, client: Client, officer: User, supervisor: User, person: Person, url: str
    ) -> None:
        approved = decide(supervisor, ask(officer, person))
        assert "overridden already" in plain(client.get(url).content)
        withdraw(officer, approved)
        assert "Ask for approval" in plain(client.get(url).content)
        notify(officer, person)
        text = plain(client.get(url).content)
        assert "There is none to override" in text
        assert "Ask for approval" not in text


class TestDeciding:
    @pytest.fixture
    def sign_in(self) -> SignIn:
        """As people do, who have then just shown who they are."""
        return signing.sign_in

    @pytest.fixture
    def asked(self, officer: User, person: Person) -> Override:
        return ask(officer, person)

    @pytest.fixture
    def url(self, asked: Override) -> str:
        return reverse("decide-override", args=[asked.person_id, asked.pk])

    def test_approval_is_shown_with_the_computed_date_and_a_warning(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person, url: str
    ) -> None:
        client = sign_in(supervisor)
        assert url in client.get(reverse("person", args=[person.pk])).content.decode()
        assert "This is later than the law’s date" in plain(client.get(url).content)
        assert client.post(url, {"decision": "approved", "note": "", "version": "1"}).status_code == 302
        text = text_of(client, "person", person.pk)
        assert f"Worked to 20 June 2026 by {officer}: “{REASON}”. Approved by {supervisor}" in text
        assert "Computed: 16 June 2026." in text
        assert "a notification after 16 June 2026 is late" in text

    def test_refusal_needs_a_note_and_keeps_what_was_chosen(
        self, sign_in: SignIn, supervisor: User, person: Person, url: str
    ) -> None:
        client = sign_in(supervisor)
        page = client.post(url, {"decision": "refused", "note": " ", "version": "1"})
        assert "Say why it is refused" in plain(page.content)
        sent = {"decision": "refused", "note": "No such direction on file", "version": "1"}
        assert client.post(url, sent).status_code == 302
        text = text_of(client, "person", person.pk)
        assert f"Refused by {supervisor} on 15 June 2026: No such direction on file" in text
        assert "Override this date" in text

    def test_what_somebody_else_decided_first_is_shown_beside(
        self, sign_in: SignIn, supervisor: User, asked: Override, url: str
    ) -> None:
        other = world.supervisor()
        decide(other, asked, "refused", "No such direction on file")
        text = plain(
            sign_in(supervisor).post(url, {"decision": "approved", "note": "", "version": "1"}).content
        )
        assert "Nothing from this window was saved" in text
        assert f"Decision Refused by {other} Approve" in text
        assert "Save the decision" not in text

    def test_nobody_is_offered_their_own(
        self, sign_in: SignIn, supervisor: User, officer: User, person: Person
    ) -> None:
        own = ask(supervisor, person)
        client = sign_in(supervisor)
        url = reverse("decide-override", args=[person.pk, own.pk])
        assert "somebody else must decide" in plain(client.get(url).content)
        sent = {"decision": "approved", "note": "", "version": "1"}
        assert "somebody else must decide" in plain(client.post(url, sent).content)
        assert f'{url}"' not in client.get(reverse("person", args=[person.pk])).content.decode()

    def test_one_whose_date_has_moved_can_only_be_refused(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person, url: str
    ) -> None:
        correct_conviction(officer, person, date(2026, 6, 13))
        client = sign_in(supervisor)
        page = plain(client.get(url).content)
        assert "It can only be refused" in page
        assert "What do you decide? Refuse" in page
        assert client.post(url, {"decision": "approved", "note": "", "version": "1"}).status_code == 200
        assert Override.objects.get().is_waiting
        text = text_of(client, "person", person.pk)
        assert "it was of the computed date 16 June 2026, which has moved since" in text
        assert "Override this date" in text


class TestWithdrawing:
    def test_the_computed_date_stands_again(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        approved = decide(supervisor, ask(officer, person))
        client = sign_in(officer)
        url = reverse("withdraw-override", args=[person.pk, approved.pk])
        assert "Say why" in plain(client.post(url, {"reason": "", "version": "2"}).content)
        assert client.post(url, {"reason": "Direction revoked", "version": "2"}).status_code == 302
        text = text_of(client, "person", person.pk)
        assert f"Withdrawn by {officer} on 15 June 2026: Direction revoked" in text
        assert "Worked to" not in text

    def test_a_decision_meanwhile_is_shown_first(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        asked = ask(officer, person)
        decide(supervisor, asked)
        url = reverse("withdraw-override", args=[person.pk, asked.pk])
        page = sign_in(officer).post(url, {"reason": "Direction revoked", "version": "1"})
        assert f"Override Approved by {supervisor} Withdrawn" in plain(page.content)
        assert page.context["form"]["version"].value() == "2"


class TestElsewhere:
    """Wherever the date stands, the computed one stands beside it."""

    @pytest.fixture
    def approved(self, law_alone: None, officer: User, supervisor: User, person: Person) -> Override:
        return decide(supervisor, ask(officer, person))

    @pytest.mark.usefixtures("approved")
    def test_today_the_list_of_people_and_the_station(
        self, sign_in: SignIn, officer: User, person: Person, clock: Callable[[date], None]
    ) -> None:
        client = sign_in(officer)
        assert "Date overridden, computed 16 June 2026" in text_of(client, "today")
        assert "Date overridden, computed 16 June 2026" in text_of(client, "people")
        assert "date overridden, computed 16 June 2026" in text_of(client, "record-notification", person.pk)
        clock(date(2026, 6, 17))
        text = text_of(client, "today")
        assert "computed 16 June 2026: passed in law" in text
        assert "Nothing is overdue." in text

    def test_a_date_passed_in_law_stays_on_today_however_late_the_override(
        self,
        sign_in: SignIn,
        officer: User,
        supervisor: User,
        person: Person,
        clock: Callable[[date], None],
    ) -> None:
        decide(supervisor, ask(officer, person, new_date=date(2026, 12, 1)))
        clock(date(2026, 6, 17))
        client = sign_in(officer)
        assert "computed 16 June 2026: passed in law" in text_of(client, "today")
        listed = {bucket.name: bucket.total for bucket in client.get("/").context["buckets"]}
        assert listed == {"overdue": 0, "today": 0, "soon": 1, "waiting": 0}

    @pytest.mark.usefixtures("approved")
    def test_late_is_said_by_the_computed_date(
        self, sign_in: SignIn, officer: User, person: Person, clock: Callable[[date], None]
    ) -> None:
        clock(date(2026, 6, 18))
        notify(officer, person, day=date(2026, 6, 18), now=world.at(date(2026, 6, 18)))
        client = sign_in(officer)
        text = text_of(client, "person", person.pk)
        assert "notified 18 June 2026, late : it was due by 16 June 2026" in text
        assert "It was worked to 20 June 2026" in text
        answered = text_of(client, "person-notification", person.pk)
        assert "due by 20 June 2026 (date overridden, computed 16 June 2026)" in answered

    def test_the_history_tells_each_step(self, sign_in: SignIn, officer: User, approved: Override) -> None:
        withdraw(officer, approved)
        text = text_of(sign_in(officer), "person-history", approved.person_id)
        assert "Override of a date recorded" in text
        assert "Decision: Approved" in text
        assert "Why it was withdrawn: Asked for the wrong person" in text

    def test_who_reads_no_more_than_legal_status_is_told_the_dates_alone(
        self, sign_in: SignIn, officer: User, approved: Override
    ) -> None:
        reader = world.user(Role.BRIEFING_READER)

        def told() -> tuple[str, str]:
            client = sign_in(reader)
            page, history = (
                text_of(client, name, approved.person_id) for name in ("person", "person-history")
            )
            return page, history

        page, history = told()
        assert "Date overridden. Computed: 16 June 2026." in page
        assert REASON not in page + history
        withdraw(officer, approved)
        page, history = told()
        assert "Asked for the wrong person" not in page + history

    def test_the_certificate_names_it_as_a_decision(
        self, sign_in: SignIn, officer: User, supervisor: User, approved: Override, monkeypatch: Any
    ) -> None:
        from notifications.certificate import views

        made: list[dict[str, Any]] = []

        def kept(content: dict[str, Any], at: object) -> bytes:
            made.append(content)
            return b""

        monkeypatch.setattr(views, "pdf", kept)
        url = reverse("person-certificate", args=[approved.person_id])
        sign_in(officer).post(url, {"as_at": "15/6/2026", "chosen": approved.key.split("/")[1]})
        (content,) = made
        assert content["summary"][0][1] == "The end of 16 June 2026"
        rows = dict(content["parts"][0]["rows"])
        assert rows["Limit"] == "the end of 16 June 2026"
        assert (
            f"Worked to 20 June 2026 by decision of {officer}, approved by {supervisor}"
            in (rows["Officers’ decision"])
        )
        assert "not a computation of law" in rows["Officers’ decision"]

    def test_as_it_was_shows_computed_dates_and_what_stood_approved_then(
        self, sign_in: SignIn, officer: User, approved: Override
    ) -> None:
        person, forever = approved.person, date(2099, 1, 1)
        withdraw(officer, approved, now=world.at(date(2026, 6, 18)))
        past = as_it_was(person, date(2026, 6, 17), known_on=forever)
        assert (past.duties[0]["last"], past.duties[0]["override"]) == (date(2026, 6, 16), None)
        computed = evaluate(document(person, as_at=date(2026, 6, 17)))["duties"]
        assert not applying(person, computed, known_at=world.at(date(2026, 6, 14)))
        known = applying(person, computed, known_at=world.at(date(2026, 6, 17)))
        assert known == {approved.key.split("/")[1]: approved}
        assert not applying(person, computed, known_at=world.at(date(2026, 6, 19)))

    def test_as_it_was_says_what_it_was_worked_to(
        self, sign_in: SignIn, officer: User, approved: Override, clock: Callable[[date], None]
    ) -> None:
        # The history keeps the database's own time, so the record is asked for as it stands by then.
        clock(date(2099, 1, 1))
        page = reverse("person-as-it-was", args=[approved.person_id])
        on = {"on": "17/6/2026", "known_on": "1/1/2099"}
        text = plain(sign_in(officer).get(page, on).content)
        assert "Overdue By the end of 16 June 2026. Then worked to 20 June 2026" in text
        assert "The date and the state above are the computed ones." in text


class TestWaitingForApproval:
    def test_lists_the_oldest_for_those_who_may_decide(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        asked = ask(officer, person)
        url = reverse("decide-override", args=[person.pk, asked.pk])
        for user, listed in (
            (officer, False),
            (supervisor, True),
            (world.supervisor(of=world.unit("East unit")), False),
            (world.user("detective_inspector", of=world.unit("East unit")), True),
            (world.user("auditor"), False),
        ):
            page = sign_in(user).get("/").content.decode()
            assert ("Waiting for your decision" in page) is listed
            assert (url in page) is listed
        text = text_of(sign_in(supervisor), "today")
        assert "MARSH, Alan" in text
        assert "Later than the law’s date" in text
        decide(supervisor, asked)
        assert "Waiting for your decision" not in text_of(sign_in(supervisor), "today")

    def test_ones_own_is_not_listed(self, sign_in: SignIn, supervisor: User, person: Person) -> None:
        ask(supervisor, person)
        assert "Waiting for your decision" not in text_of(sign_in(supervisor), "today")

    def test_budgets(self, sign_in: SignIn, officer: User, supervisor: User) -> None:
        def asked_for(number: int) -> Person:
            other = world.person(officer, family_name=f"Person{number}", **CONVICTED)
            ask(officer, other)
            return other

        def costs(person: Person) -> list[int]:
            found = []
            for url in ("/", reverse("person", args=[person.pk])):
                sign_in(supervisor).get(url)
                with CaptureQueriesContext(connection) as captured:
                    assert client.get(url).status_code == 200
                found.append(len(captured))
            return found

        client = sign_in(supervisor)
        person = asked_for(0)
        few = costs(person)
        for number in range(1, 15):
            asked_for(number)
        for _ in range(3):
            withdraw(officer, Override.objects.waiting().get(person=person))
            ask(officer, person, new_date=LATER, now=NOW)
        many = costs(person)
        assert few == many
        # Concerns, policy, what others owe, decisions (of people, of nobody), exports above the limit, danger,
        # breaches in hand, news and what changed are one each.
        assert many[0] <= 21
        assert many[1] <= 16  # their visits, risk and plan besides
        assert "All 15 that wait for your decision" in text_of(client, "today")

    @pytest.mark.parametrize("name", ["override-date", "decide-override", "withdraw-override"])
    def test_the_forms_cost_little(self, officer: User, supervisor: User, person: Person, name: str) -> None:
        asked = ask(officer, person)
        url = reverse(name, args=[person.pk, duty(person).pk if name == "override-date" else asked.pk])
        client = signing.sign_in(supervisor)
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        assert len(captured) <= 10
