"""An officer's morning: what comes first, what was asked for, a calendar elsewhere, and the one e-mail of the day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from diary import actions
from tests import world
from tests.dashboards.test_pages import convicted

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clock", "law_alone"),
]


def test_a_morning(
    sign_in: Callable[[str], Page], live_server: LiveServer, accessible: Callable[[Page], None]
) -> None:
    # Given a very high person 3 days overdue, a low one 90 days overdue, and another with a duty in two months
    officer = world.officer(username="officer")
    world.person(officer, **convicted(date(2026, 3, 15), family_name="Slow", management_level="low"))
    world.person(officer, **convicted(date(2026, 6, 10), family_name="Grave", management_level="very_high"))
    later = world.person(officer, family_name="Later")
    day = world.TODAY + world.days(30)
    later.diary_entries.update(kind="periodic", title="Annual notification", work_to=day, last=day)

    # When the officer opens Today, then the gravest stands on top, with the one thing to do next
    page = sign_in("officer")
    rows = page.get_by_role("table", name="Overdue").get_by_role("row")
    expect(rows.nth(1)).to_contain_text("GRAVE")
    expect(rows.nth(1)).to_contain_text("3 days overdue")
    expect(rows.nth(2)).to_contain_text("90 days overdue")
    expect(rows.nth(1).get_by_role("link", name="Start same-day checks")).to_be_visible()
    expect(page.get_by_text("You wait for nobody.")).to_be_visible()
    expect(page.get_by_text("LATER, ")).to_have_count(0)
    accessible(page)

    # When they ask to be reminded of annual notifications 42 days before, and for one e-mail a day
    page.get_by_role("link", name="Reminders and e-mail").click()
    accessible(page)
    page.get_by_label("One e-mail a day").check()
    page.get_by_label("Annual or weekly notification").fill("42 days")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert").get_by_text("enter a whole number of days")).to_be_visible()
    page.get_by_label("Annual or weekly notification").fill("42")
    page.get_by_role("button", name="Save").click()

    # Then it stands on Today, and in the week of its day
    page.goto(live_server.url)
    expect(page.get_by_role("table", name="Later, as you asked")).to_contain_text("due in 30 days")
    accessible(page)
    page.get_by_role("link", name="My week").click()
    expect(page.get_by_role("heading", name="Monday 15 June 2026 (today)")).to_be_visible()
    accessible(page)
    page.goto(f"{live_server.url}/week/?of={day:%Y-%m-%d}")
    expect(page.get_by_role("row", name="LATER")).to_contain_text("Annual notification")
    accessible(page)
    page.goto(f"{live_server.url}/duties/overdue/")
    accessible(page)

    # When they make an address for their calendar, then whoever has it reads references and no names
    page.get_by_role("link", name="your account").click()
    accessible(page)
    page.get_by_role("link", name="Manage your calendar").click()
    accessible(page)
    page.get_by_role("button", name="Make an address").click()
    accessible(page)
    address = page.get_by_label("Copy it now").input_value()
    secret = re.sub(r"^https?://[^/]+", "", address)
    elsewhere = Client()
    fetched = elsewhere.get(secret).content.decode()
    assert f"{later.reference} Annual notification" in fetched
    assert "later" not in fetched.lower().replace(later.reference.lower(), "")

    # And when it is revoked, nobody
    page.get_by_role("button", name="I have copied it").click()
    accessible(page)
    page.get_by_role("button", name="Revoke the address").click()
    expect(page.get_by_text("You have no address.")).to_be_visible()
    assert elsewhere.get(secret).status_code == 404

    # And the day's one e-mail, which holds no name, can be read in the outbox
    actions.deliver(now=world.at(world.TODAY))
    page.goto(f"{live_server.url}/outbox/")
    expect(page.get_by_role("heading", name="Vigil today: 2 overdue, 0 due today")).to_be_visible()
    said = page.get_by_role("main").inner_text()
    assert later.reference in said
    assert "GRAVE" not in said.upper()
    accessible(page)
