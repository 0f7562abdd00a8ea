"""Orders as the officer keeps them: made, worded, served, checked condition by condition, and held against the plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from notifications.models import Breach
from offenders.models import CourtOrder
from tests import world
from tests.riskplans.orders import kept
from tests.riskplans.plans import written

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


def test_a_new_order_with_six_conditions(
    sign_in: SignIn, live_server: LiveServer, accessible: Accessible, officer: User
) -> None:
    """Scenario 18, as far as the plan."""
    # Given somebody with a plan that is whole
    person = world.person(officer)
    written.whole(officer, person)
    page = sign_in("officer")
    orders = f"{live_server.url}/people/{person.pk}/orders/"

    # When the officer records the order that the court made today, and its first condition
    page.goto(orders)
    accessible(page)
    page.get_by_role("link", name="Record an order that was made").click()
    page.get_by_label("Which order?").select_option("shpo")
    page.get_by_label("Made on").fill("15/6/2026")
    page.get_by_label("Last day (optional)").fill("14/6/2031")
    press(page, "Record")
    page.goto(orders)
    expect(page.get_by_text("Keeps them subject to notification until 14 June 2031.")).to_be_visible()
    expect(page.get_by_text("Made, service not shown")).to_be_visible()

    # And the court's six conditions, word for word
    order = CourtOrder.objects.get()
    kept.six(officer, order)
    page.reload()
    table = page.get_by_role("table", name="6 conditions, word for word")
    for wording in kept.SIX.values():
        row = table.get_by_role("row").filter(has_text=wording)
        expect(row).to_contain_text("Asked about on each visit")
        expect(row).to_contain_text("To be checked")
    expect(page.get_by_text("No passport is held.")).to_be_visible()
    accessible(page)

    # When service is recorded, the order is live
    page.get_by_role("main").get_by_role("button", name="Record service").click()
    accessible(page)
    page.get_by_label("Served on").fill("15/6/2026")
    page.get_by_label("In person, at court").check()
    page.get_by_label("Who served it?").fill("DC 1 Reed")
    page.get_by_label("What shows it, and where is that kept?").fill("Signed copy, shelf 4")
    press(page, "Save")
    expect(page.get_by_text("Live", exact=True)).to_be_visible()

    # When a check finds a device that keeps no history, the officer is in the enquiry into it
    page.get_by_role("link", name="Check condition 4").click()
    expect(page.get_by_text(kept.SIX["devices"])).to_be_visible()
    accessible(page)
    page.get_by_label("A suspected breach").check()
    page.get_by_label("How was it checked?").select_option("device")
    page.get_by_label("What was seen?").fill("A second telephone, set to forget.")
    press(page, "Save")
    expect(page.get_by_text("A second telephone, set to forget.").first).to_be_visible()
    assert Breach.objects.get().order_condition == order.conditions.get(number=4)

    # And the plan waits until each of the six is checked by one of its actions
    page.goto(f"{live_server.url}/people/{person.pk}/plan/")
    expect(page.get_by_text("No monitoring action checks:")).to_have_count(6)
    expect(page.get_by_role("button", name="Submit for approval")).to_have_count(0)
    page.get_by_role("link", name="Add an action: monitoring and control").click()
    page.get_by_label("What is done?").fill("Examine the telephone and ask the landlord about each condition")
    page.get_by_label("By when?").fill("14/7/2026")
    page.get_by_label("How will we know that it is done?").fill("Each check stands on the order's page")
    for wording in kept.SIX.values():
        page.get_by_label(wording).check()
    press(page, "Save")
    expect(page.get_by_role("button", name="Submit for approval")).to_be_visible()
