"""A real browser against a real server. Journeys read as prose: given, when, then."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests import world

# Playwright keeps an event loop in this thread; Django would take that for asynchronous code and refuse queries.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

_QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What passes is not described: that takes longer than finding what fails.
_AXE = {"runOnly": WCAG, "resultTypes": ["violations"]}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("VIGIL_CHROMIUM"),
        "args": _QUIET,
    }


@pytest.fixture
def page(page: Page, live_server: LiveServer) -> Iterator[Page]:
    """A page that may load nothing from elsewhere and whose console must stay silent."""
    elsewhere: list[str] = []
    said: list[str] = []

    def guard(route: Any) -> None:
        url = route.request.url
        if url.startswith((live_server.url, "data:", "blob:")):
            route.continue_()
        else:
            elsewhere.append(url)
            route.abort()

    page.route("**/*", guard)
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_default_timeout(15_000)
    yield page
    assert elsewhere == []
    # A refused page (404, 403) is said in the console too; a broken policy or script is what matters here.
    assert [text for text in said if "Failed to load resource" not in text] == []


@pytest.fixture
def sign_in(page: Page, live_server: LiveServer) -> Callable[[str], Page]:
    """Signs in through the page, as a person would."""

    def as_user(username: str, password: str = world.PASSWORD) -> Page:
        page.goto(live_server.url + "/account/login/")
        page.get_by_label("Username").fill(username)
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
        return page

    return as_user


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Fails unless axe finds nothing wrong, at the width of a desk and of a telephone."""
    axe = Axe()

    def check(page: Page) -> None:
        # Only a page that stands can be judged. A click waits until the next one has begun.
        page.wait_for_load_state("load")
        page.locator("h1").first.wait_for()
        before = page.viewport_size
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            found = axe.run(page, options=_AXE).response["violations"]
            assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == [], page.url
            assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
        if before:
            page.set_viewport_size(before)

    return check
