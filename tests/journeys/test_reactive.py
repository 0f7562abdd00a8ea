"""Reactive management as three people decide it, and as one report of intelligence ends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.choices import Role
from accounts.models import User
from offenders.models import CourtOrder, OrderCondition
from tests import world
from tests.intelligence import reported
from tests.riskplans import visiting

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(240),
]
Accessible = Callable[[Page], None]
SignIn = Callable[[str], Page]
Clock = Callable[[date | datetime | str], None]
NOW = world.at(world.TODAY)


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


def test_an_order_about_devices_blocks_it_and_intelligence_ends_it(
    sign_in: SignIn, live_server: LiveServer, accessible: Accessible, officer: User
) -> None:
    # Given a low-risk person with an order that limits what devices they have, a supervisor and an inspector
    world.supervisor(username="supervisor", family_name="Ward")
    world.user(Role.DETECTIVE_INSPECTOR, username="inspector", family_name="Stone")
    person = visiting.known_for(officer, 30, management_level="low")
    who = {"person": person, "recorded_at": NOW, "recorded_by": officer}
    order = CourtOrder.objects.create(kind="shpo", made_on=world.TODAY - world.days(30), **who)
    OrderCondition.objects.create(order=order, kind="devices", wording="No device without history", **who)
    record = f"{live_server.url}/people/{person.pk}"

    # When the officer opens Reactive, each criterion says whether it holds and what it rests on
    page = sign_in("officer")
    page.goto(f"{record}/reactive/")
    row = page.get_by_role("row", name="No order condition about devices is in force")
    expect(row).to_contain_text("Does not hold")
    accessible(page)

    # And proposes it, saying what cannot be known from here, and why all the same
    page.get_by_role("main").get_by_role("button", name="Propose reactive management").click()
    accessible(page)
    page.get_by_label("Why can they be managed without home visits?").fill("Settled for years.")
    for group in page.get_by_role("group").all():
        group.get_by_label("Yes").check()
    for evidence in page.get_by_label("What does that rest on?").all():
        evidence.fill("Asked by telephone last week.")
    press(page, "Propose it")
    expect(page.get_by_text("This is blocked").first).to_be_visible()
    expect(page.get_by_label("Why can they be managed without home visits?")).to_have_value(
        "Settled for years."
    )
    page.get_by_label("Why is it right all the same?").fill("He has no device at all.")
    press(page, "Propose it")
    expect(page.get_by_text("A supervisor decides first, then an inspector.").first).to_be_visible()

    # Then it waits in the supervisor's queue, who supports it
    sign_in_as(page, live_server, "supervisor")
    page.goto(f"{live_server.url}/approvals/")
    page.get_by_role("row", name="Reactive management").get_by_role("link", name="Decide").click()
    accessible(page)
    page.get_by_label("Support it").check()
    page.get_by_label("Reasons").fill("I know him, and agree.")
    press(page, "Save the decision")

    # And the inspector is blocked by the order, until they say why it is right all the same
    sign_in_as(page, live_server, "inspector")
    page.goto(f"{record}/reactive/")
    page.get_by_role("main").get_by_role("button", name="Decide").click()
    expect(page.get_by_text("Blocked: not every criterion holds.")).to_be_visible()
    page.get_by_label("Authorise reactive management").check()
    page.get_by_label("Reasons").fill("Agreed.")
    press(page, "Save the decision")
    expect(page.get_by_text("This is blocked").first).to_be_visible()
    accessible(page)
    page.get_by_label("Why is it right all the same?").fill("No device was found on eleven visits.")
    press(page, "Save the decision")

    # And the override is reported, with the month's count and who authorised
    page.goto(f"{live_server.url}/reactive/")
    expect(page.get_by_text("No device was found on eleven visits.")).to_be_visible()
    expect(page.get_by_role("row", name="June 2026")).to_contain_text("Stone (1)")
    accessible(page)

    # And nobody is to visit them
    page.goto(f"{record}/visits/")
    expect(page.get_by_text("they are managed reactively").first).to_be_visible()

    # When an officer elsewhere reports intelligence about them
    reported.report(world.officer(), person)

    # Then they are under review and on the list of visits again, at once
    sign_in_as(page, live_server, "officer")
    page.goto(f"{record}/reactive/")
    expect(page.get_by_text("Intelligence came in.").first).to_be_visible()
    accessible(page)
    page.goto(f"{record}/visits/")
    expect(page.get_by_text("30 June 2026").first).to_be_visible()

    # And the officer decides that they are visited from now on
    page.goto(f"{record}/reactive/")
    page.get_by_role("main").get_by_role("button", name="Visit them again from now on").click()
    page.get_by_label("Why?").fill("Too much is unclear.")
    press(page, "Save")
    expect(page.get_by_text("They are visited at home.")).to_be_visible()
