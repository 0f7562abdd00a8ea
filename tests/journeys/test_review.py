"""A review from beginning to end: what counts, the application, who is asked, the decision, the end."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.timeout(180)]


def test_a_review_granted(
    clock: Callable[[date], None],
    sign_in: Callable[[str], Page],
    live_server: LiveServer,
    accessible: Callable[[Page], None],
) -> None:
    # Given a man subject without end who first notified on 25 November 2011
    clock(date(2026, 12, 12))
    person = world.without_end(world.officer(username="officer"))
    page = sign_in("officer")
    page.goto(f"{live_server.url}/people/{person.pk}/")
    expect(page.get_by_role("heading", name="Review of the requirements")).to_be_visible()
    accessible(page)

    def record() -> None:
        page.get_by_role("main").get_by_role("button", name="Record", exact=True).click()

    # When the officer says which notification counts
    page.get_by_role("link", name="Say which notification counts").click()
    accessible(page)
    page.get_by_label("25 November 2011: Initial notification").check()
    record()

    # Then the qualifying date stands, and an application can be recorded
    expect(page.get_by_text("25 November 2026").first).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Record an application").click()
    page.get_by_label("Day the application was received").fill("24/11/2026")
    page.get_by_label("By post").check()
    record()
    expect(page.get_by_text("No application may be made before 25 November 2026").first).to_be_visible()
    accessible(page)
    page.get_by_label("Day the application was received").fill("1/12/2026")
    record()

    # When a responsible body is told
    expect(page.get_by_text("The six weeks to decide have no start")).to_be_visible()
    page.get_by_role("link", name="Record that a responsible body was told").click()
    accessible(page)
    page.get_by_label("Which responsible body was told?").fill("Probation Service")
    page.get_by_label("Day it was told").fill("10/12/2026")
    record()

    # Then there is a day to decide by, on Today when it comes near
    expect(page.get_by_text("18 February 2027").first).to_be_visible()
    clock(date(2027, 2, 8))
    page.goto(live_server.url)
    soon = page.get_by_role("table", name="In the next 14 days")
    expect(soon.get_by_role("cell", name="Decide the application for review Why")).to_be_visible()
    expect(soon.get_by_role("link", name=re.compile("^Decide the application"))).to_be_visible()

    # When it is granted, and the notice received
    page.goto(f"{live_server.url}/people/{person.pk}/")
    page.get_by_role("link", name="Record the decision").click()
    accessible(page)
    page.get_by_label("Day of the decision").fill("5/2/2027")
    page.get_by_label("Granted: the requirements end").check()
    page.get_by_label("Who decided?").fill("Supt 2041")
    page.get_by_label("The reasons").fill("Assessed as low for ten years; no breach.")
    page.get_by_label("Day they received the notice of the decision (optional)").fill("7/2/2027")
    record()

    # Then the requirements have ended
    expect(page.get_by_text("Requirements ceased on")).to_be_visible()
    accessible(page)
    page.goto(f"{live_server.url}/people/{person.pk}/")
    expect(
        page.get_by_role("heading", name="No longer subject to notification: ended 7 February 2027")
    ).to_be_visible()
    accessible(page)
