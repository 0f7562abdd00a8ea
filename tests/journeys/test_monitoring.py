"""An alert at two in the morning: the officer on call takes it, and finds a breach."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests import world
from tests.riskplans.devices import watched

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


def test_an_alert_at_two_in_the_morning(
    sign_in: SignIn, live_server: LiveServer, accessible: Accessible, officer: User, clock: Clock
) -> None:
    # Given a telephone that the order lets the police monitor, and an alert at two
    person = world.person(officer, family_name="Ash")
    watched.allowed(officer, person)
    install = watched.monitored(officer, watched.device(officer, person), heard_on=world.TODAY)
    other = world.person(officer, family_name="Elm")
    watched.allowed(officer, other)
    watched.alerted(officer, install, said="Words from the list, searched for at night.")
    world.officer(username="on-call", family_name="Hale")
    clock(world.at(world.TODAY, 2, 20))

    # When the officer on call opens Monitoring
    page = sign_in("on-call")
    page.get_by_role("link", name="Monitoring", exact=True).click()

    # Then it stands first, with how long it has waited
    row = page.get_by_role("table", name="Alerts not acknowledged").get_by_role("row").nth(1)
    expect(row).to_contain_text("ASH")
    expect(row).to_contain_text("20 minutes")
    # And who may be monitored and is not stands below
    missing = page.get_by_role("table", name="Monitoring permitted but not installed")
    expect(missing).to_contain_text("ELM")
    expect(missing).not_to_contain_text("ASH")
    accessible(page)

    # When they acknowledge it, and find that it is a breach
    row.get_by_role("link", name="Acknowledge the alert").click()
    accessible(page)
    press(page, "Acknowledge: I have it")
    expect(page.get_by_text("Acknowledged after 20 minutes")).to_be_visible()
    press(page, "Triage the alert")
    accessible(page)
    page.get_by_label("Breach", exact=True).check()
    page.get_by_label("What do you make of it, and what is done?").fill(
        "Private browsing, against the order."
    )
    page.get_by_label("Of which condition, if it is a breach?").select_option(index=1)
    press(page, "Save")

    # Then the suspected breach is open, with the device and the condition
    expect(page.get_by_text("Suspected breach").first).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Open it: its checks come next").click()
    expect(page.get_by_text("Fenn 4").first).to_be_visible()
    expect(page.get_by_text("Allow the police to install").first).to_be_visible()
