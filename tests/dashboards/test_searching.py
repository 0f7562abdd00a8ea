"""Finding a person: what the page says, where what was typed stands and where not, and what it costs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.choices import Role
from accounts.models import User
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
SEARCH = "/people/search/"
BUDGET = 8  # one of them writes the access log


def ask(client: Client, typed: str) -> HttpResponse:
    return client.post(SEARCH, {"q": typed}, follow=True)  # type: ignore[return-value]


def references(answer: HttpResponse) -> list[str]:
    return [row.person.reference for row in answer.context["answer"].rows]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "typed",
    ["marsh", "MARSH, Alan", "alan marsh", "CU-000001", "000001", "1", "  mar  ", "Ewe Close", "CX1 1AA"],
)
def test_finds_by_any_part_of_a_name_the_reference_or_the_address(sign_in: SignIn, typed: str) -> None:
    officer = world.officer()
    person = world.person(officer)
    assert references(ask(sign_in(officer), typed)) == [person.reference]


def test_a_row_says_who_they_are_who_manages_them_and_why_they_were_found(sign_in: SignIn) -> None:
    officer = world.officer(family_name="Guard", collar_number="4417")
    world.person(officer, given_names="Catherine")
    text = ask(sign_in(officer), "kathryn").content.decode()
    for said in ("MARSH, Catherine", "CU-000001, born 4 March 1979 (age 47)", "Guard, DC 4417", "West unit"):
        assert said in text
    assert "Name (sounds like it)" in text
    assert ">High<" in text


def test_what_was_typed_stands_in_no_address_and_back_sends_no_form(sign_in: SignIn) -> None:
    officer = world.officer()
    person = world.person(officer)
    client = sign_in(officer)
    sent = client.post(SEARCH, {"q": "marsh"})
    assert sent.status_code == 302
    assert re.fullmatch(rf"{SEARCH}[0-9a-f-]{{36}}/", sent["Location"])
    assert "marsh" not in str(client.session.items()).casefold()
    for _ in range(2):  # once more, as Back does
        assert references(client.get(sent["Location"])) == [person.reference]


def test_nothing_is_searched_by_an_address(sign_in: SignIn) -> None:
    officer = world.officer()
    world.person(officer)
    answer = sign_in(officer).get(f"{SEARCH}?q=marsh")
    assert answer.status_code == 200
    assert b"MARSH" not in answer.content


def test_a_search_is_kept_for_an_hour_and_for_nobody_else(
    sign_in: SignIn, clock: Callable[..., None]
) -> None:
    officer = world.officer()
    world.person(officer)
    where = sign_in(officer).post(SEARCH, {"q": "marsh"})["Location"]
    clock(world.at(world.TODAY) + timedelta(minutes=61))
    late = sign_in(officer).get(where, follow=True)
    assert "That search is no longer kept. Search again." in late.content.decode()
    clock(world.TODAY)
    other = sign_in(world.officer()).get(where, follow=True)
    assert b"MARSH" not in other.content


def test_the_box_left_empty_is_asked_for(sign_in: SignIn) -> None:
    answer = sign_in(world.officer()).post(SEARCH, {"q": " \x00 "})
    assert answer.status_code == 200
    assert b"Enter a name, a number or an address." in answer.content
    assert b"<title>Error: " in answer.content


@pytest.mark.parametrize(
    "typed", ["%", "_", "'; drop table", "x" * 5000, "😀", "+", "@", "/", "()", "\\", "a"]
)
def test_odd_input_finds_nobody_and_breaks_nothing(sign_in: SignIn, typed: str) -> None:
    officer = world.officer()
    world.person(officer)
    answer = ask(sign_in(officer), typed)
    assert answer.status_code == 200
    assert not references(answer)
    assert "Nobody found" in answer.content.decode()


def test_nobody_found_says_what_was_tried_and_what_to_do(sign_in: SignIn) -> None:
    text = ask(sign_in(world.officer()), "Zyzzyva").content.decode()
    for said in ("“Zyzzyva”", "sounding alike", "check the spelling", "ask your supervisor", "add a person"):
        assert said in text
    assert "add a person" not in ask(sign_in(world.user(Role.BRIEFING_READER)), "Zyzzyva").content.decode()


def test_somebody_whom_only_some_of_it_fits_is_shown_as_such(sign_in: SignIn) -> None:
    officer = world.officer()
    person = world.person(officer)
    answer = ask(sign_in(officer), "marsh zyzzyva")
    assert references(answer) == [person.reference]
    assert "Nobody fits all that you typed" in answer.content.decode()


def test_more_than_a_page_is_said(sign_in: SignIn) -> None:
    officer = world.officer()
    for number in range(51):
        world.person(officer, given_names=f"Alan {number}")
    answer = ask(sign_in(officer), "marsh")
    assert len(references(answer)) == 50
    assert "The 50 nearest" in answer.content.decode()


def test_one_row_costs_as_many_queries_as_fifty(sign_in: SignIn) -> None:
    officer = world.officer()
    client = sign_in(officer)
    far = world.officer(of=world.unit("Far unit", "FA"))
    world.person(officer)
    world.person(far)

    def cost() -> int:
        where = client.post(SEARCH, {"q": "marsh"})["Location"]
        with CaptureQueriesContext(connection) as captured:
            client.get(where)
        return len(captured)

    few = cost()
    for number in range(49):
        world.person(officer, given_names=f"Alan {number}")
        world.person(far, given_names=f"Brian {number}")
    assert cost() == few <= BUDGET
