"""Polygraph as the officer takes it through: an examiner who is not the manager, a significant response, a disclosure
triaged the same day, and the review that follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from offenders.models import Person
from tests import world
from tests.riskplans.polygraph import made

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


def test_a_significant_response_and_what_was_disclosed(
    sign_in: SignIn, live_server: LiveServer, accessible: Accessible, officer: User
) -> None:
    # Given somebody whose licence asks for polygraph
    person: Person = world.person(officer, family_name="Ash")
    made.condition(officer, person)
    page = sign_in("officer")
    page.goto(f"{live_server.url}/people/{person.pk}/polygraph/")
    expect(page.get_by_text("not evidence in court")).to_be_visible()
    accessible(page)

    # When the officer refers them
    press(page, "Start a polygraph test")
    accessible(page)
    page.get_by_label("Licence, condition 9").check()
    page.get_by_label("Maintenance or monitoring").check()
    page.get_by_label("Devices and the internet").check()
    page.get_by_label("Offered on (optional)").fill("15/6/2026")
    press(page, "Save")
    press(page, "Record their answer")
    accessible(page)
    page.get_by_label("They will take part").check()
    press(page, "Save")

    # And books the test with themselves as the examiner
    press(page, "Book the test")
    page.get_by_label("Yes", exact=True).check()
    accessible(page)
    page.get_by_label("Day", exact=True).fill("15/6/2026")
    page.get_by_label("Time", exact=True).fill("08:00")
    page.get_by_label("Name and organisation of another examiner").fill("DC Reed")
    press(page, "Save")

    # Then that is refused, and nothing typed is lost
    expect(page.get_by_text("That is who manages them").first).to_be_visible()
    expect(page.get_by_label("Day", exact=True)).to_have_value("15/6/2026")
    page.get_by_label("Name and organisation of another examiner").fill(made.EXAMINER)
    press(page, "Save")

    # When the test shows a significant response, and something is disclosed
    press(page, "Record what happened")
    page.get_by_label("They were tested").check()
    accessible(page)
    page.get_by_label("Tested on").fill("15/6/2026")
    page.get_by_label("Result").select_option("Significant response")
    page.get_by_label("How many things did they disclose?").fill("1")
    press(page, "Save")
    press(page, "Record disclosure 1 of 1")
    accessible(page)
    page.get_by_label("At about").fill("08:40")
    page.get_by_label("In the discussion after it").check()
    page.get_by_label("Serious", exact=True).check()
    page.get_by_label("What did they disclose?").fill("A second telephone at his mother’s.")
    press(page, "Save")

    # Then it is triaged within the day, as intelligence
    press(page, "Triage the disclosure")
    accessible(page)
    page.get_by_label("Intelligence").check()
    page.get_by_label("What is done about it?").fill("Report submitted; asked about at the next visit.")
    press(page, "Save")
    expect(page.get_by_text("Report submitted")).to_be_visible()

    # And a second examiner has checked it before it is final
    press(page, "Record the quality check")
    page.get_by_label("Name and organisation of another examiner").fill(made.CHECKER)
    page.get_by_label("What makes them an examiner?").fill("Accredited examiner")
    page.get_by_label("Checked on").fill("15/6/2026")
    press(page, "Save")
    expect(page.get_by_text("Actions to take")).to_be_visible()
    accessible(page)

    # And the risk is to be looked at again, once
    page.goto(f"{live_server.url}/people/{person.pk}/risk/")
    expect(page.get_by_text("A significant response at a polygraph test.")).to_have_count(1)

    # When it is closed, the next test is due within a month
    page.goto(f"{live_server.url}/people/{person.pk}/polygraph/")
    press(page, "Close the test")
    page.get_by_label("What was done about it?").fill("Seen at home; the telephone is seized.")
    press(page, "Close the test")
    page.goto(f"{live_server.url}/people/{person.pk}/polygraph/")
    expect(page.get_by_text("15 July 2026").first).to_be_visible()
