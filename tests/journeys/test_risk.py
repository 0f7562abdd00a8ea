"""Risk as the officer and the supervisor assess it: a change, the factors gone through, a return, the level."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from riskplans import actions
from riskplans.models import Assessment
from tests import world
from tests.riskplans import assessing, visiting

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(240),
]
Accessible = Callable[[Page], None]
SignIn = Callable[[str], Page]
Clock = Callable[[date | datetime | str], None]
TODAY = world.TODAY


@pytest.fixture
def officer(clock: Clock) -> User:
    return world.officer(username="officer", family_name="Reed")


@pytest.fixture
def supervisor() -> User:
    return world.supervisor(username="supervisor", family_name="Ward")


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def sign_in_as(page: Page, live_server: LiveServer, name: str) -> None:
    page.context.clear_cookies()
    page.goto(live_server.url + "/account/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password", exact=True).fill(world.PASSWORD)
    press(page, "Sign in")


def test_a_change_an_assessment_a_return_and_a_lower_level(
    sign_in: SignIn, live_server: LiveServer, accessible: Accessible, officer: User, supervisor: User
) -> None:
    # Given somebody assessed last month, whose static tool says high, with a device found since
    person = visiting.known_for(officer, 40)
    assessing.approved(
        officer, person, "rm2000", supervisor=supervisor, levels={"s": "high"}, on=TODAY - world.days(30)
    )
    assessing.approved(officer, person, supervisor=supervisor, high={"routine"}, on=TODAY - world.days(30))
    world.detail(officer, person, "device", kind="phone", make="Nokia", state="found")

    # When the officer opens Risk, what happened is named and the values stand there
    page = sign_in("officer")
    page.goto(f"{live_server.url}/people/{person.pk}/risk/")
    expect(page.get_by_text("An undeclared device was found.")).to_be_visible()
    expect(page.get_by_text("ARMS priority").first).to_be_visible()
    accessible(page)

    # And begins the ARMS again, which asks for each factor anew, beside what it was
    press(page, "Assess the risk again")
    accessible(page)
    page.get_by_label("ARMS (Active Risk Management System)").check()
    press(page, "Begin")
    accessible(page)
    page.get_by_role("link", name="Positive routine").click()
    expect(page.get_by_text("high priority", exact=False).first).to_be_visible()
    accessible(page)
    page.get_by_label("High priority").check()
    press(page, "Save and go on")

    # Then a high priority without evidence is refused, and what was chosen stays
    expect(page.get_by_text("Say what the rating rests on").first).to_be_visible()
    expect(page.get_by_label("High priority")).to_be_checked()
    accessible(page)
    page.get_by_label("What does that rest on?").fill("No work since May.")
    page.get_by_label("Said by the person").check()
    press(page, "Save and go on")

    # When the other factors are gone through and the result is written down
    made = Assessment.objects.get(person=person, state="draft")
    for factor in made.factors.filter(confirmed_at__isnull=True):
        assessing.gone_through(officer, factor)
    page.goto(f"{live_server.url}/people/{person.pk}/risk/{made.pk}/write/")
    accessible(page)
    page.get_by_label("Day of the assessment").fill("15/6/2026")
    page.get_by_role("group", name="Overall priority").get_by_label("Medium").check()
    page.get_by_label("Case formulation").fill("Children of friends, when he minds them.")
    press(page, "Save")
    press(page, "Hand it in")
    accessible(page)
    press(page, "Hand it in")
    expect(page.get_by_text("Waits for a supervisor").first).to_be_visible()

    # Then the supervisor returns it with reasons, which the officer sees in place
    sign_in_as(page, live_server, "supervisor")
    page.goto(f"{live_server.url}/people/{person.pk}/risk/{made.pk}/")
    accessible(page)
    press(page, "Decide on it")
    accessible(page)
    page.get_by_label("Return it with reasons").check()
    page.get_by_label("Reasons", exact=True).fill("Who minds the children? Say it.")
    press(page, "Save the decision")
    sign_in_as(page, live_server, "officer")
    page.goto(f"{live_server.url}/people/{person.pk}/risk/")
    expect(page.get_by_text("Who minds the children?")).to_be_visible()
    press(page, "Put it right")
    accessible(page)

    # And handed in as it was it is refused: the officer writes first what was asked
    press(page, "Hand it in")
    expect(page.get_by_text("Still missing")).to_be_visible()
    page.goto(f"{live_server.url}/people/{person.pk}/risk/{made.pk}/write/")
    page.get_by_label("Case formulation").fill("Children of friends: their father minds them now.")
    press(page, "Save")
    press(page, "Hand it in")
    expect(page.get_by_role("heading", name="Hand in the assessment")).to_be_visible()
    press(page, "Hand it in")
    expect(page.get_by_text("Waits for a supervisor").first).to_be_visible()

    # When it is approved, a level below the static tool is the supervisor's to approve
    made.refresh_from_db()
    actions.decide_assessment(
        supervisor, assessment=made, version=made.version, approve=True, note="", now=world.at(TODAY, 14)
    )
    page.goto(f"{live_server.url}/people/{person.pk}/risk/")
    accessible(page)
    page.get_by_role("link", name="Change the management level").click()
    accessible(page)
    page.get_by_label("Medium").check()
    page.get_by_label("Why?").fill("Settled since he moved.")
    press(page, "Save")
    expect(page.get_by_text("Waits for approval").first).to_be_visible()
    accessible(page)
