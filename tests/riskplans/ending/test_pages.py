"""The pages of the end of notification: what they show, to whom, and how many queries they need."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from accounts.choices import Role
from accounts.models import User
from diary.models import Ending
from offenders.models import Person
from riskplans.models import EndReview
from tests import world
from tests.access.test_relationships import confirmed
from tests.counting import queries_of
from tests.riskplans import ended
from tests.riskplans.ended import LAST_DAY, SAID
from tests.riskplans.orders import kept

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]


def url(name: str, person: Person, *more: object) -> str:
    return reverse(name, args=[person.pk, *more])


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_it_says_the_day_and_the_section_and_offers_the_review(sign_in: SignIn) -> None:
    officer = world.officer()
    person = ended.ends_soon(officer)
    page = read(sign_in(officer), url("person-ending", person))
    said = Ending.objects.get(person=person).citation
    assert said.startswith("SOA 2003")
    assert f"<strong>5 July 2026</strong>. {escape(said)}" in page
    assert "Review the end" in page
    assert "a supervisor decides by 28 June 2026" in page
    assert "None on record is in force beyond" in page


def test_it_is_found_from_the_record(sign_in: SignIn) -> None:
    officer = world.officer()
    person = ended.ends_soon(officer)
    address = f'href="{url("person-ending", person)}"'
    assert address in read(sign_in(officer), reverse("person", args=[person.pk]))
    assert address not in read(sign_in(world.user(Role.BRIEFING_READER)), reverse("person", args=[person.pk]))


def test_before_it_has_opened_it_says_from_when(sign_in: SignIn) -> None:
    officer = world.officer()
    page = read(sign_in(officer), url("person-ending", world.person(officer)))
    assert "The end is reviewed from" in page
    assert "Review the end" not in page


@pytest.mark.parametrize("indefinite", [True, False])
def test_where_there_is_no_last_day_it_says_why(sign_in: SignIn, indefinite: bool) -> None:
    officer = world.officer()
    person = world.without_end(officer) if indefinite else world.person(officer)
    if not indefinite:
        Ending.objects.filter(person=person).delete()
    page = read(sign_in(officer), url("person-ending", person))
    assert ("indefinite until a review ends it" if indefinite else "so nothing ends") in page
    assert sign_in(officer).get(url("review-ending", person)).status_code == 404


def test_the_form_speaks_of_orders_where_one_runs_on_and_loses_nothing(sign_in: SignIn) -> None:
    officer = world.officer()
    person = ended.ends_soon(officer)
    client, address = sign_in(officer), url("review-ending", person)
    assert "What becomes of the orders" not in read(client, address)
    kept.order(officer, person, kind="restraining", last_day=LAST_DAY + timedelta(400))
    sent = {**SAID, "after": "keep", "seen": LAST_DAY.isoformat(), "submission": "0" * 32}
    page = client.post(address, sent).content.decode()
    assert "Say what becomes of the orders and licences that run on." in page
    assert "He lives alone and works nights." in page
    sent |= {"orders": "The unit goes on visiting.", "basis": "The restraining order"}
    client.post(address, sent)
    assert EndReview.objects.get().basis == "The restraining order"


def test_a_day_that_moved_meanwhile_is_shown_and_nothing_typed_is_lost(sign_in: SignIn) -> None:
    officer = world.officer()
    person = ended.ends_soon(officer)
    client, address = sign_in(officer), url("review-ending", person)
    sent = {**SAID, "seen": LAST_DAY.isoformat(), "submission": "0" * 32}
    ended.said_to_end(person, LAST_DAY - timedelta(3))
    page = client.post(address, sent).content.decode()
    assert "has moved since you opened this page" in page
    assert "2 July 2026" in page
    assert 'value="2026-07-02"' in page
    assert "He lives alone and works nights." in page
    client.post(address, sent | {"seen": "2026-07-02"})
    assert EndReview.objects.get().ends_on == LAST_DAY - timedelta(3)


def test_a_supervisor_reads_it_ticks_and_approves(sign_in: SignIn) -> None:
    officer, supervisor = world.officer(), world.supervisor()
    person = ended.ends_soon(officer)
    review = ended.handed_in(officer, person)
    client = confirmed(sign_in(supervisor))
    assert "5 July 2026, from" in read(client, reverse("approvals"))
    address = url("answer-end-review", person, review.pk)
    page = read(client, address)
    assert "He lives alone and works nights." in page
    sent = {"version": "1", "answer": "approved", "note": "Read the extract."}
    assert "Tick each of the points" in client.post(address, sent).content.decode()
    client.post(address, sent | {"checked": ["date", "orders", "risk"]})
    assert "to be closed once notification has ended" in read(client, url("person-ending", person))
    assert client.get(address).status_code == 302


def test_whoever_handed_it_in_is_offered_no_answer(sign_in: SignIn) -> None:
    supervisor = world.supervisor()
    person = ended.ends_soon(supervisor)
    review = ended.handed_in(supervisor, person)
    client = confirmed(sign_in(supervisor))
    assert "Approve or return" not in read(client, url("person-ending", person))
    assert client.get(url("answer-end-review", person, review.pk)).status_code == 302


def test_what_the_risk_is_is_for_those_who_read_of_victims(sign_in: SignIn) -> None:
    officer = world.officer()
    person = ended.ends_soon(officer)
    ended.handed_in(officer, person)
    address = url("person-ending", person)
    assert "works nights" in read(sign_in(officer), address)
    page = read(sign_in(world.user(Role.FRONT_COUNTER)), address)
    assert "Close the record" in page
    assert "works nights" not in page


def test_it_is_taken_back_with_a_reason(sign_in: SignIn) -> None:
    officer = world.officer()
    person = ended.ends_soon(officer)
    review = ended.handed_in(officer, person)
    client, address = sign_in(officer), url("take-back-end-review", person, review.pk)
    assert "Say why it is taken back" in client.post(address, {"version": "1", "why": " "}).content.decode()
    client.post(address, {"version": "1", "why": "He was arrested"})
    page = read(client, url("person-ending", person))
    assert "Taken back" in page
    assert "Review the end" in page


def test_the_queries_of_its_pages(sign_in: SignIn) -> None:
    officer, supervisor = world.officer(), world.supervisor()
    person = ended.ends_soon(officer)
    review = ended.handed_in(officer, person)
    client = sign_in(officer)
    assert queries_of(client, url("person-ending", person)) <= 14
    assert queries_of(client, url("review-ending", person)) <= 14
    client = confirmed(sign_in(supervisor))
    assert queries_of(client, url("answer-end-review", person, review.pk)) <= 18
