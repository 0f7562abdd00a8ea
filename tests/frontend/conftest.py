"""A browser for pages that stand by themselves."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.frontend.standing import ADDRESS, BUILT, answer_with

QUIET = [
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--no-first-run", "--disable-quic"),
]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The Chromium that the test run found, with nothing that calls home."""
    return {"executable_path": os.environ.get("VIGIL_CHROMIUM") or "chromium", "args": QUIET}


@pytest.fixture
def show(page: Page) -> Callable[[str], list[str]]:
    """Shows a page from its HTML; returns what the browser complained of, which later complaints join."""
    if not (BUILT / "app.css").exists():
        pytest.skip("the stylesheet is not built: npm run build")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type != "log" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def as_page(html: str) -> list[str]:
        answer_with(page, html)
        page.goto(ADDRESS)
        page.wait_for_load_state("networkidle")
        return complaints

    return as_page
