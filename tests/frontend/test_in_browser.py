"""The pages in a real browser, under the real policy: nothing refused, nothing wider than the screen."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, expect

from frontend.samples import TODAY, SampleForm, sample_context
from tests.frontend.standing import ADDRESS, answer_with

pytestmark = pytest.mark.journey

Show = Callable[[str], list[str]]


def journey(data: dict[str, Any] | None = None) -> str:
    """A journey page with one field of each kind."""
    return render_to_string(
        "layouts/journey.html",
        {
            "heading": "Record a visit",
            "caption": "CU-000231",
            "form": SampleForm(data, today=TODAY),
            "back_href": "/",
            **{key: sample_context()[key] for key in ("navigation", "search_url", "user_label")},
        },
    )


SIGN_IN = {
    "demonstration": True,
    "demo_password": "only-fiction",
    "demo_sign_ins": [{"username": "oneill", "role": "Offender manager, West unit"}],
}
PAGES: dict[str, Callable[[], str]] = {
    "style guide": lambda: render_to_string("styleguide.html", sample_context()),
    "sign in": lambda: render_to_string("account/login.html", SIGN_IN),
    "journey with errors": lambda: journey(
        {"born_0": "31", "born_1": "4", "born_2": "1979", "outcome": "other"}
    ),
    "not there": lambda: render_to_string("404.html"),
}


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_fits(show: Show, page: Page, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    complaints = show(PAGES[name]())
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    found = Axe().run(page).response["violations"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []


def test_the_calendar_works_under_the_policy(show: Show, page: Page) -> None:
    complaints = show(journey())
    page.get_by_label("Date of the visit").fill("17/11/2026")
    page.get_by_role("button", name="Choose date").press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Date of the visit")).to_have_value("18/11/2026")
    page.get_by_role("button", name="Choose date").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert complaints == []


def test_an_answer_shows_its_own_question(show: Show, page: Page) -> None:
    show(journey())
    question = page.get_by_label("What was it?")
    expect(question).to_be_hidden()
    page.get_by_label("Something else").check()
    expect(question).to_be_visible()
    page.get_by_label("Seen at home").check()
    expect(question).to_be_hidden()


def test_a_pasted_date_fills_the_three_boxes(show: Show, page: Page) -> None:
    show(journey())
    page.get_by_label("Day").evaluate(
        """box => {
          const clipboardData = new DataTransfer()
          clipboardData.setData('text', '4 March 1979')
          box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }))
        }"""
    )
    boxes = [page.get_by_label(part, exact=True).input_value() for part in ("Day", "Month", "Year")]
    assert boxes == ["4", "March", "1979"]


def test_the_error_summary_takes_the_focus_and_leads_to_the_wrong_box(show: Show, page: Page) -> None:
    show(journey({"born_0": "3", "born_1": "13", "born_2": "1979", "name": "x"}))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="Date of birth: the month must be 1 to 12").press("Enter")
    expect(page.get_by_label("Month")).to_be_focused()


def test_the_keyboard_can_skip_to_the_content(show: Show, page: Page) -> None:
    show(PAGES["sign in"]())
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_filter_folds_away_on_a_telephone_only(show: Show, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 900})
    show(PAGES["style guide"]())
    apply = page.get_by_role("button", name="Apply filters")
    expect(apply).to_be_hidden()
    page.get_by_role("button", name="Show filter").click()
    expect(apply).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(apply).to_be_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_is_out_of_reach_without_scripts(browser: Browser, width: int) -> None:
    html = PAGES["style guide"]()
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 900})
    page = context.new_page()
    answer_with(page, html)
    page.goto(ADDRESS)
    for name in ("Apply filters", "Find a person"):
        expect(page.get_by_role("button", name=name)).to_be_visible()
    for name in ("Today", "Board", "Who has looked"):
        expect(page.get_by_role("link", name=name).first).to_be_visible()
    context.close()


def test_paper_carries_the_marking_and_no_navigation(show: Show, page: Page) -> None:
    show(PAGES["style guide"]())
    page.emulate_media(media="print")
    expect(page.get_by_text("OFFICIAL-SENSITIVE").first).to_be_visible()
    for hidden in (
        ".govuk-service-navigation",
        ".moj-sub-navigation",
        ".moj-filter",
        ".govuk-button >> nth=0",
    ):
        expect(page.locator(hidden).first).to_be_hidden()
