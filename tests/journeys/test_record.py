"""A record entered part by part, as somebody does who has never done it; and who is not told what of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.choices import Role
from offenders.models import Person
from offenders.record.blocks import BLOCKS
from tests import world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


def answer(page: Page, question: str, said: str) -> None:
    """Answers one question of the form, however it is asked: choices, a list to choose from, or a line to write."""
    begins = re.compile(f"^{re.escape(question)}")
    choices = page.get_by_role("group", name=begins)
    if choices.count():
        choices.get_by_label(said, exact=True).check()
        return
    asked = page.get_by_label(begins)
    if asked.evaluate("field => field.tagName") == "SELECT":
        asked.select_option(label=said)
    else:
        asked.fill(said)


class Newcomer:
    """Somebody at the record, who goes from part to part and answers what is asked."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def opens(self, part: str) -> None:
        self.page.get_by_role("link", name="Record", exact=True).click()
        self.page.get_by_role("main").get_by_role("link", name=part, exact=True).click()
        expect(self.page.get_by_role("heading", name=part, level=2)).to_be_visible()

    def records(self, what: str, **answers: str) -> None:
        """`answers` are given by the words with which each question begins."""
        self.page.get_by_role("link", name=f"Record {what}", exact=True).click()
        expect(self.page.get_by_role("heading", name="Record ", level=1)).to_be_visible()
        if self.page.get_by_label("How is it known?").count():
            answers = {**answers, "How is it known?": "Said by the person"}
        for question, said in answers.items():
            answer(self.page, question, said)
        self.page.get_by_role("main").get_by_role("button", name="Record", exact=True).click()
        expect(self.page.get_by_role("alert", name="success")).to_contain_text("ecorded")


def test_somebody_just_released_is_entered_part_by_part(
    clock: object,
    sign_in: Callable[[str], Page],
    live_server: LiveServer,
    accessible: Callable[[Page], None],
) -> None:
    # Given a man who came out of prison four days ago, of whom his officer knows no more than name and conviction
    officer = world.officer(username="officer")
    released = {
        "kind": "sentence",
        "place": "HMP Moor",
        "starts_on": world.TODAY - world.days(200),
        "ended_on": world.TODAY - world.days(4),
    }
    person = world.person(officer, absence=released)
    page = sign_in("officer")
    page.goto(f"{live_server.url}/people/{person.pk}/")
    newcomer = Newcomer(page)

    # When she enters who he is
    newcomer.opens("Identity and references")
    newcomer.records(
        "birth, nationality and language", **{"Place of birth": "Kirkby", "First language": "English"}
    )
    newcomer.records(
        "a reference in another system", **{"Which reference": "PNC ID", "Reference": "12/345678A"}
    )

    # And what else he is called, in the words of an alias
    newcomer.opens("Names")
    newcomer.records("a name", **{"What kind of name": "Nickname", "Family name": "Big Al"})

    # And what he looks like, down to his shoes
    newcomer.opens("Description and marks")
    newcomer.records("a description", **{"Height in centimetres": "178", "Build": "Stocky", "Shoe size": "9"})
    accessible(page)

    # And where he went to live, with whom: a woman and her daughter of six
    newcomer.opens("Addresses")
    newcomer.records(
        "a change of home address",
        **{
            "Address line 1": "3 Tarn Row",
            "Town or city": "Kirkby",
            "Since when": "11/6/2026",
            "Does anyone under 18": "Yes",
        },
    )
    newcomer.opens("Children and household")
    newcomer.records("somebody in the household", **{"Name": "Jo Garth", "Do they know": "Yes"})
    newcomer.records(
        "a child",
        **{"Whose child": "Child of their partner", "Name": "Amy Garth", "Or about how old": "6"},
    )
    accessible(page)

    # And how he is reached, what he goes online with, and what he drives
    newcomer.opens("Telephones, e-mail and accounts")
    newcomer.records("a telephone number", **{"Number": "07700 900123"})
    newcomer.opens("Devices")
    newcomer.records("a device", **{"What is it": "Phone", "Make and model": "Pebble 4"})
    newcomer.opens("Vehicles")
    newcomer.records(
        "a vehicle",
        **{"What is it": "Car", "Registration": "AB12 CDE", "Make, model and colour": "Blue Fell"},
    )

    # And where he works, banks, and whom he is close to
    newcomer.opens("Work, education and volunteering")
    newcomer.records(
        "work, study or volunteering",
        **{"What is it": "Employed", "Employer": "Moor Tyres", "Does it bring them near children": "No"},
    )
    newcomer.opens("Finance")
    newcomer.records(
        "a bank account", **{"Bank or building society": "Fell Bank", "Account number": "12345678"}
    )
    newcomer.opens("Relationships")
    newcomer.records(
        "a relationship",
        **{"What are they": "Partner", "Their name": "Jo Garth", "Do they know": "Yes"},
    )

    # And what an officer must know before knocking
    newcomer.opens("Risk to staff")
    newcomer.records(
        "a warning",
        **{"What is the warning": "Dogs at the address", "What must an officer": "two, loose in the yard"},
    )
    accessible(page)

    # Then the record says all of it, a line a part, and warns on every page
    page.get_by_role("link", name="Record", exact=True).click()
    said = page.get_by_role("main")
    for words in (
        "Big Al",
        "3 Tarn Row",
        "Amy Garth",
        "Pebble 4",
        "AB12 CDE",
        "Moor Tyres",
        "Fell Bank",
        "Jo Garth",
    ):
        expect(said.get_by_text(words).first).to_be_visible()
    expect(page.get_by_text("Dogs at the address: two, loose in the yard").first).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Description and marks", exact=True).click()
    expect(page.get_by_text("Shoe size").first).to_be_visible()

    # And the timeline tells that he was released, moved, and is warned of
    page.get_by_role("link", name="Timeline", exact=True).click()
    told = page.get_by_role("main")
    expect(told.get_by_text("Warning recorded: Dogs at the address").first).to_be_visible()
    expect(told.get_by_text("3 Tarn Row").first).to_be_visible()
    accessible(page)


def test_money_is_not_told_to_the_counter_nor_taken_away(
    clock: object, sign_in: Callable[[str], Page], live_server: LiveServer
) -> None:
    # Given a man whose officer has recorded where he banks
    officer = world.officer(username="officer")
    person = world.person(officer)
    world.detail(officer, person, "bank-account", bank="Fell Bank", account_number="12345678")
    world.user(Role.FRONT_COUNTER, username="counter")
    world.supervisor(username="supervisor")
    record = f"{live_server.url}/people/{person.pk}/record/"

    # When somebody at the front counter opens his record
    page = sign_in("counter")
    page.goto(record)
    expect(page.get_by_role("link", name="Addresses", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Finance", exact=True)).not_to_be_visible()
    expect(page.get_by_text("Fell Bank")).not_to_be_visible()

    # And tries the address of that part
    page.goto(f"{record}finance/")
    expect(page.get_by_role("heading", name="You cannot see this page")).to_be_visible()
    page.goto(live_server.url)
    page.get_by_role("button", name="Sign out").click()

    # When his own officer puts it into a report for intelligence
    page = sign_in("officer")
    page.goto(f"{live_server.url}/intelligence/new/")
    page.get_by_label("Whom is it about?").fill("alan marsh")
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_label("MARSH, Alan").select_option(label="Subject: it is about them")
    page.get_by_label("What is reported").fill("He pays her from 20-00-00 12345678.")
    page.get_by_label("Sanitised text").fill("He pays her from 20-00-00 12345678.")
    for grade in ("2: untested", "B: known indirectly, but corroborated", "P: lawful sharing permitted"):
        page.get_by_label(grade).check()
    page.get_by_label("Preventing offences").check()
    page.get_by_role("button", name="Submit the report").click()
    expect(page.get_by_text("That looks like a bank account or card number").first).to_be_visible()
    page.goto(live_server.url)
    page.get_by_role("button", name="Sign out").click()

    # Then the report is refused; and what his supervisor takes away as a file has nothing of it
    page = sign_in("supervisor")
    page.goto(f"{record}take/")
    page.get_by_label("CSV").check()
    with page.expect_download() as had:
        page.get_by_role("button", name="Make the file").click()
    taken = Path(had.value.path()).read_text(encoding="utf-8-sig")
    assert "12 Ewe Close" in taken
    assert "Fell Bank" not in taken
    assert "5678" not in taken

    # And the log says who tried
    page.goto(f"{live_server.url}/people/{person.pk}/looks/")
    page.get_by_role("group", name="What do you need it for?").get_by_role("radio").first.check()
    page.get_by_role("button", name="Show who has seen it").click()
    expect(page.get_by_role("row", name="Refused")).to_be_visible()


@pytest.mark.parametrize("part", [pytest.param(list(BLOCKS)[half::2], id=str(half)) for half in range(2)])
def test_every_part_of_the_record_is_accessible(
    part: list[str],
    clock: object,
    sign_in: Callable[[str], Page],
    live_server: LiveServer,
    accessible: Callable[[Page], None],
) -> None:
    officer = world.officer(username="officer")
    person: Person = world.person(officer)
    world.detail(officer, person, "warning", kind="dogs", words="two, loose in the yard")
    world.detail(officer, person, "device", kind="phone", make="Pebble 4")
    page = sign_in("officer")
    for name in part:
        page.goto(f"{live_server.url}/people/{person.pk}/record/{name}/")
        expect(page.get_by_role("heading", name=BLOCKS[name].title, level=2)).to_be_visible()
        accessible(page)
