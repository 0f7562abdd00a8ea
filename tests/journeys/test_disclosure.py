"""A grandmother asks about her daughter's partner: the clocks, the tests, an inspector's decision, what was said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.choices import Role
from accounts.models import User
from tests import world

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(240),
]
Accessible = Callable[[Page], None]
SignIn = Callable[[str], Page]
Clock = Callable[[date | datetime | str], None]


@pytest.fixture
def officer(clock: Clock) -> User:
    return world.officer(username="officer", family_name="Reed")


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def sign_in_as(page: Page, live_server: LiveServer, name: str) -> None:
    page.context.clear_cookies()
    page.goto(live_server.url + "/account/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password", exact=True).fill(world.PASSWORD)
    press(page, "Sign in")


def test_an_application_from_monday_morning_to_the_undertaking(
    sign_in: SignIn, live_server: LiveServer, accessible: Accessible, officer: User, clock: Clock
) -> None:
    # Given somebody on record, and an inspector
    world.user(Role.DETECTIVE_INSPECTOR, username="inspector", family_name="Stone")
    person = world.person(officer)

    # When an application comes in on Monday at 09:00, about somebody whom nobody has found yet
    page = sign_in("officer")
    page.get_by_role("link", name="Disclosures", exact=True).click()
    accessible(page)
    page.get_by_role("main").get_by_role("button", name="Take in a disclosure").click()
    accessible(page)
    page.get_by_label("No", exact=True).check()
    page.get_by_label("Child sex offender disclosure scheme").check()
    page.get_by_label("When did it come in?").fill("15/6/2026")
    page.get_by_label("At what time?").fill("09:00")
    page.get_by_label("Whom is it about?").fill("Her daughter's new partner, about 40")
    page.get_by_label("Who is at risk?").fill("Kit, 7")
    page.get_by_label("What is the worry?").fill("He looks after Kit on Saturdays.")
    press(page, "Take it in")
    expect(page.get_by_text("Enter who asks").first).to_be_visible()
    expect(page.get_by_label("Who is at risk?")).to_have_value("Kit, 7")
    page.get_by_label("Who asks?").fill("Nora Applegarth")
    press(page, "Take it in")

    # Then the clocks run: a day for the first checks, ten to meet, twenty-eight to decide
    expect(page.get_by_text("First checks by").first).to_be_visible()
    expect(page.get_by_text("25 June 2026")).to_be_visible()
    expect(page.get_by_text("13 July 2026")).to_be_visible()
    accessible(page)
    address = page.url

    # And a day later, the checks are late: on the queue, and on Today
    clock(world.at(date(2026, 6, 16), 10))
    page.goto(f"{live_server.url}/disclosures/")
    expect(page.get_by_role("row", name="Sarah’s Law")).to_contain_text("Late")
    page.goto(f"{live_server.url}/")
    expect(page.get_by_text("1 past their time")).to_be_visible()

    # When the officer makes the checks, finds whom it is about, and meets the grandmother
    page.goto(address)
    press(page, "Record the first checks")
    page.get_by_label("What did you look at, and what did it show?").fill("PNC: a conviction in 2015.")
    press(page, "Save")
    page.get_by_role("link", name="Say whom it is about").click()
    page.get_by_label("Reference of the record").fill("CU-999999")
    press(page, "Find them")
    expect(page.get_by_text("No record with that reference is open to you.").first).to_be_visible()
    page.get_by_label("Reference of the record").fill(person.reference)
    press(page, "Find them")
    press(page, "Yes, it is about them")
    press(page, "Record the meeting")
    page.get_by_label("When did you meet?").fill("16/6/2026")
    page.get_by_label("At what time?").fill("09:30")
    page.get_by_label("How did they prove who they are").fill("Passport, council tax bill")
    page.get_by_label("What did they tell you?").fill("As before.")
    press(page, "Save")

    # And answers each test, with reasons
    press(page, "Answer the tests and propose")
    accessible(page)
    press(page, "Put it to a decision")
    expect(page.get_by_text("Say what the risk is, and to whom.").first).to_be_visible()
    page.get_by_label("What is the risk, and to whom?").fill("Contact offences against Kit.")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("Is disclosure necessary?").fill("The mother does not know.")
    page.get_by_label("Is it proportionate?").fill("Nobody else is touched by it.")
    page.get_by_label("They were asked what they have to say").check()
    page.get_by_label("What did they say; or why were they not asked?").fill("That it is long ago.")
    page.get_by_label("Not managed at level 2 or 3").check()
    page.get_by_label("Disclose", exact=True).check()
    page.get_by_label("Who is told, and what are they to those at risk?").fill("Kit's mother")
    page.get_by_label("In which words, exactly?").fill("Do not leave Kit alone with him.")
    press(page, "Put it to a decision")

    # Then it waits for an inspector, and the officer cannot decide
    expect(page.get_by_text("Waits for a detective inspector")).to_be_visible()
    accessible(page)
    sign_in_as(page, live_server, "inspector")
    page.goto(f"{live_server.url}/approvals/")
    page.get_by_role("row", name="Disclosure").get_by_role("link", name="Decide").click()
    accessible(page)
    page.get_by_label("As proposed: disclose").check()
    page.get_by_label("Reasons").fill("Necessary: nothing else protects him.")
    press(page, "Save the decision")

    # And once it has been said, the words and the undertaking stand there
    sign_in_as(page, live_server, "officer")
    clock(world.at(date(2026, 6, 16), 15))
    page.goto(address)
    press(page, "Record what was disclosed")
    accessible(page)
    page.get_by_label("When were they told?").fill("16/6/2026")
    page.get_by_label("At what time?").fill("14:30")
    page.get_by_label("Who told them, and who else was there?").fill("DC Reed, with a social worker")
    page.get_by_label("Signed", exact=True).check()
    page.get_by_label("Signed on").fill("16/6/2026")
    page.get_by_label("When and how was the person told that it was disclosed; or why not?").fill(
        "By telephone."
    )
    press(page, "Save")
    expect(page.get_by_text("Do not leave Kit alone with him.").first).to_be_visible()
    press(page, "Close it")
    page.get_by_label("What came of it?").fill("She has moved in with her daughter.")
    press(page, "Save")
    page.goto(f"{live_server.url}/people/{person.pk}/disclosures/")
    expect(page.get_by_role("row", name="Sarah’s Law")).to_contain_text("Closed")
    accessible(page)
