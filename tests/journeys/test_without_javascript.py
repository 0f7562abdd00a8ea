"""Every page works with the keyboard alone, and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from offenders.models import Absence, Person
from tests import world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def officer(clock: object) -> object:
    return world.officer(username="officer")


def test_custody_and_release_without_javascript(
    browser: Browser, live_server: LiveServer, officer: object
) -> None:
    person = world.person(officer)  # type: ignore[arg-type]
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(live_server.url)
    page.get_by_label("Username").fill("officer")
    page.get_by_label("Password", exact=True).fill(world.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()

    page.get_by_label("Find a person").fill(person.reference)
    page.get_by_role("button", name="Find a person").click()
    page.get_by_role("link", name="MARSH, Alan").click()
    page.get_by_role("button", name="Record custody or absence").click()
    page.get_by_label("Remanded in custody by a court").check()
    page.get_by_label("Prison, hospital or country").fill("HMP Example")
    page.get_by_label("Since").fill("2 June 2026")
    page.get_by_role("main").get_by_role("button", name="Record").click()

    expect(page.get_by_text("In custody", exact=True)).to_be_visible()
    expect(page.get_by_text("Suspended", exact=True)).to_be_visible()
    page.get_by_role("link", name="Record release or return").click()
    page.get_by_label("Date of release or return").fill("1/6/2026")
    page.get_by_role("main").get_by_role("button", name="Record").click()
    expect(page.get_by_text("The release cannot be before the custody began").first).to_be_visible()
    page.get_by_label("Date of release or return").fill("12/6/2026")
    page.get_by_role("main").get_by_role("button", name="Record").click()
    expect(page.get_by_role("heading", name="Notify release")).to_be_visible()
    assert Absence.objects.get().ended_on == date(2026, 6, 12)
    page.context.close()


def test_by_keyboard_alone(sign_in: Callable[[str], Page], officer: object) -> None:
    """From Today to an opened reason: tab and enter only, and the focus can always be seen."""
    world.person(officer)  # type: ignore[arg-type]
    page = sign_in("officer")
    page.goto(page.url)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(30):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.textContent")
        if re.match("MARSH", focused):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What is due")).to_be_visible()
    for _ in range(40):
        page.keyboard.press("Tab")
        if "Why this date" in page.evaluate("document.activeElement.textContent"):
            break
    colours = page.evaluate(
        "[document.activeElement, ...document.activeElement.querySelectorAll('*')]"
        ".map(each => getComputedStyle(each).backgroundColor)"
    )
    assert "rgb(255, 221, 0)" in colours, "the focus cannot be seen"
    page.keyboard.press("Enter")
    expect(page.get_by_text("3 days beginning with").first).to_be_visible()


def test_pages_are_accessible(
    sign_in: Callable[[str], Page],
    live_server: LiveServer,
    officer: object,
    accessible: Callable[[Page], None],
) -> None:
    person: Person = world.person(officer)  # type: ignore[arg-type]
    page = sign_in("officer")
    base = f"{live_server.url}/people/{person.pk}"
    name = person.names.get()
    for url in (
        f"{live_server.url}/people/",
        f"{base}/facts/",
        f"{base}/history/",
        f"{base}/custody/",
        f"{base}/move/",
        f"{base}/notification/",
        f"{base}/facts/name/{name.pk}/",
        f"{live_server.url}/account/sessions/",
        f"{live_server.url}/styleguide/",
        f"{live_server.url}/no-such-page/",
    ):
        page.goto(url)
        accessible(page)
    page.get_by_role("link", name="Go to the first page").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    accessible(page)
