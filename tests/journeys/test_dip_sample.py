"""Practice, scenario 25: a supervisor asks for the month's sample, and the officer sees it once it is published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dashboards.models import DipSample
from diary.models import Task
from tests import world

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(240),
]
Accessible = Callable[[Page], None]
SignIn = Callable[[str], Page]
Clock = Callable[[date | datetime | str], None]


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def sign_in_as(page: Page, live_server: LiveServer, name: str) -> None:
    page.context.clear_cookies()
    page.goto(live_server.url + "/account/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password", exact=True).fill(world.PASSWORD)
    press(page, "Sign in")


def answer_yes_but_one(page: Page) -> None:
    """Yes to everything, and no to the home visits."""
    for section in page.locator("main form section").all():
        section.get_by_label("Yes", exact=True).check()
    visits = page.locator("main form section").filter(has_text="6. Home visits")
    visits.get_by_label("No", exact=True).check()


def test_drawn_at_random_gone_through_and_published(
    clock: Clock, sign_in: SignIn, live_server: LiveServer, accessible: Accessible
) -> None:
    # Given a unit with two officers, one of them with five people at medium
    clock(world.TODAY)
    officer = world.officer(username="officer", family_name="Reed")
    world.supervisor(username="supervisor", family_name="Ward")
    for name in ("Ash", "Beech", "Cedar", "Elm", "Fir"):
        world.person(officer, family_name=name, management_level="medium")
    world.person(world.officer(), family_name="Holly", management_level="medium")
    world.person(officer, family_name="High", management_level="high")

    # When the supervisor asks for the month's sample at medium
    page = sign_in("supervisor")
    page.goto(f"{live_server.url}/dip-samples/")
    accessible(page)
    page.get_by_role("button", name="Draw this month’s sample").click()
    accessible(page)
    page.get_by_label("Medium", exact=True).check()
    press(page, "Draw the sample")

    # Then it is drawn across the officers: three of five, and the one of one
    expect(page.get_by_text("Drawn by chance by Vigil")).to_contain_text("4 of 6 people of 2 managers")
    expect(page.get_by_text("The draw holds", exact=True)).to_be_visible()
    rows = page.get_by_role("table").get_by_role("row")
    expect(rows).to_have_count(5)
    accessible(page)
    sample = DipSample.objects.get()
    address = f"{live_server.url}/dip-samples/{sample.pk}/"

    # And the officer sees nothing of it
    sign_in_as(page, live_server, "officer")
    page.goto(f"{live_server.url}/dip-samples/")
    expect(page.get_by_text("Nothing is published about your records yet.")).to_be_visible()
    accessible(page)
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("You cannot see this page")

    # When the supervisor leaves one out with a reason, another is drawn, and both stand there
    sign_in_as(page, live_server, "supervisor")
    page.goto(address)
    reeds = page.get_by_role("row").filter(has_text="Reed")
    reeds.first.get_by_role("link", name="Leave it out").click()
    press(page, "Leave it out")
    expect(page.get_by_text("Say why this record is left out").first).to_be_visible()
    page.get_by_label("Why can this record not be gone through?").fill("Moved to another force.")
    press(page, "Leave it out")
    expect(page.get_by_text("Moved to another force.")).to_be_visible()
    expect(page.get_by_text("Drawn instead of record")).to_be_visible()
    expect(page.get_by_text("The draw holds", exact=True)).to_be_visible()

    # And goes through each; what is missing is said, and nothing is lost
    for number in range(4):
        page.get_by_role("link", name="Answer the questions").first.click()
        expect(page.get_by_role("heading", name="go through it")).to_be_visible()
        answer_yes_but_one(page)
        if number == 0:
            accessible(page)
            press(page, "Save the answers")
            expect(
                page.get_by_text("Say what the officer is to do: it becomes a task.").first
            ).to_be_visible()
            accessible(page)
        visits = page.locator("main form section").filter(has_text="6. Home visits")
        visits.get_by_label("What did you find?").fill("None of the last four was unannounced.")
        visits.get_by_label("What is the officer to do?").fill("Make the next one unannounced.")
        press(page, "Save the answers")
        expect(page.get_by_role("heading", level=1)).to_have_text("West unit, June 2026")
    expect(page.get_by_text("Every record is gone through.")).to_be_visible()

    # Then publishing shows the officer their results and their tasks
    page.get_by_role("button", name="Publish the results").click()
    accessible(page)
    press(page, "Publish the results")
    expect(page.get_by_text("Score: 92 per cent")).to_be_visible()
    assert Task.objects.filter(source__startswith="dip-sample/").count() == 4
    sign_in_as(page, live_server, "officer")
    page.goto(f"{live_server.url}/")
    expect(page.get_by_text("From a dip-sample: home visits").first).to_be_visible()
    told = page.get_by_role("row", name="Results in your record of them: Ward").first
    told.get_by_role("link", name="Dip-sample").click()
    expect(page.get_by_text("None of the last four was unannounced.")).to_be_visible()
    accessible(page)
    page.goto(f"{live_server.url}/dip-samples/")
    expect(page.get_by_role("region", name="Results in your own records").get_by_role("row")).to_have_count(4)

    # And each score stands in the trend, drawn and as a table
    page.goto(f"{live_server.url}/dip-samples/trends/")
    expect(page.get_by_role("row", name="Home visits").first).to_contain_text("0 per cent")
    expect(page.get_by_role("img").first).to_be_visible()
    accessible(page)
