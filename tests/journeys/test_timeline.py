"""Reading what happened: the identity bar, what is new, the timeline narrowed and on paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from offenders import actions
from tests import world

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(180),
    pytest.mark.usefixtures("law_alone"),
]


def test_what_happened_to_somebody(
    clock: object,
    sign_in: Callable[[str], Page],
    live_server: LiveServer,
    accessible: Callable[[Page], None],
) -> None:
    # Given a man with two dogs, who was in custody for two days, and has been missing since
    officer = world.officer(username="officer")
    person = world.person(officer)
    world.detail(officer, person, "warning", kind="dogs", words="two, loose in the yard")
    absence = actions.record_custody(
        officer,
        person=person,
        kind="custody",
        starts_on=world.TODAY - world.days(9),
        place="HMP Moor",
        now=world.at(world.TODAY),
    )
    actions.record_release(
        officer,
        absence=absence,
        released_on=world.TODAY - world.days(7),
        now=world.at(world.TODAY),
    )
    world.detail(officer, person, "sought", kind="missing", starts_on=world.TODAY - world.days(3))
    page = sign_in("officer")

    # When his officer opens the record for the first time
    page.goto(f"{live_server.url}/people/{person.pk}/")
    bar = page.get_by_role("region", name="Who this is")
    expect(bar.get_by_text("Dogs at the address: two, loose in the yard")).to_be_visible()
    expect(bar.get_by_text("Missing 3 days")).to_be_visible()
    expect(page.get_by_text("You have not opened this record before today.")).to_be_visible()
    accessible(page)

    # Then the timeline tells it all, the newest first
    page.get_by_role("link", name="Read its timeline").click()
    told = page.locator(".moj-timeline__title")
    expect(told.first).to_contain_text("Warning recorded: Dogs at the address")
    expect(page.get_by_text("Custody, hospital or absence ended")).to_be_visible()
    accessible(page)

    # When it is narrowed to where he was, by the keyboard
    box = page.get_by_label("Addresses, custody and absence")
    box.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Apply filters").press("Enter")
    expect(page.get_by_text("Warning recorded")).to_have_count(0)
    expect(page.get_by_text("Custody, hospital or absence ended")).to_be_visible()
    accessible(page)

    # Then that is what goes on paper
    page.get_by_role("link", name="Print this list").click()
    expect(page.get_by_text("What happened: Addresses, custody and absence")).to_be_visible()
    expect(page.get_by_role("button", name="Apply filters")).to_have_count(0)
    accessible(page)
