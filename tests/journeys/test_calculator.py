"""The calculator in a browser: by hand, by keyboard, without scripts, on paper, and on to a record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from offenders.models import Draft, Person
from tests import world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.timeout(180)]


@pytest.fixture
def officer(clock: object) -> object:
    return world.officer(username="officer")


def born(page: Page) -> None:
    group = page.get_by_role("group", name="Date of birth")
    for part, value in (("Day", "4"), ("Month", "3"), ("Year", "1979")):
        group.get_by_label(part).fill(value)


def convicted(page: Page, on: str = "1/6/2026") -> None:
    conviction = page.get_by_role("group", name="Conviction 1")
    conviction.get_by_label("Date", exact=True).fill(on)
    conviction.get_by_label("Sentence or other disposal").select_option("Suspended sentence of imprisonment")
    conviction.get_by_label("Months", exact=True).fill("12")


def in_custody(page: Page, since: str, until: str) -> None:
    absence = page.get_by_role("group", name="Absence 1")
    absence.get_by_label("Where?").select_option("Remanded in custody by a court")
    absence.get_by_label("From", exact=True).fill(since)
    absence.get_by_label("Until", exact=True).fill(until)


def work_it_out(page: Page) -> None:
    page.get_by_role("button", name="Work it out").first.click()


def test_a_what_if_becomes_a_record(
    sign_in: Callable[[str], Page], officer: object, accessible: Callable[[Page], None]
) -> None:
    # Given an officer who opens the calculator from any page
    page = sign_in("officer")
    page.get_by_role("link", name="Calculator").click()
    expect(page).to_have_title("Calculator - Vigil")
    accessible(page)

    # When a conviction and a week in custody are entered
    born(page)
    convicted(page)
    in_custody(page, "2/6/2026", "9/6/2026")
    work_it_out(page)

    # Then the answer stands first, drawn and in a table, with its reasons
    expect(page.get_by_role("heading", name="Subject to notification until 31 May 2036")).to_be_visible()
    expect(
        page.get_by_text("Work to 9 June 2026; nothing is late before the end of 10 June 2026.")
    ).to_be_visible()
    drawing = page.get_by_role("img", name="The duties, close up")
    expect(drawing).to_be_visible()
    expect(drawing.get_by_text("work to 9 Jun 2026, last 10 Jun 2026")).to_be_visible()
    expect(page.get_by_role("table", name="The same in a table")).to_contain_text("Time that does not count")
    page.get_by_text("Why this date").first.click()
    expect(page.get_by_text("3 days beginning with that day")).to_be_visible()
    accessible(page)
    assert page.url.endswith("/calculator/")

    # And at the width of a telephone the other drawing is shown
    page.set_viewport_size({"width": 360, "height": 800})
    expect(page.get_by_role("img", name="The duties, close up")).to_have_count(1)
    page.set_viewport_size({"width": 1280, "height": 900})

    # And more can be asked: a stay too short to matter is said to be so
    page.get_by_role("button", name="Add a stay", exact=True).click()
    expect(page.get_by_label("Address", exact=True)).to_be_focused()
    page.get_by_label("Address", exact=True).fill("Mother")
    page.get_by_label("First day").fill("12/6/2026")
    page.get_by_label("Last day", exact=True).fill("14/6/2026")
    work_it_out(page)
    expect(page.get_by_role("heading", name="Considered, and not required")).to_be_visible()
    accessible(page)

    # And it becomes a record, whose steps know what was typed
    page.get_by_role("button", name="Start a record from it").click()
    expect(page.get_by_role("heading", name="Who is this person?")).to_be_visible()
    expect(page.get_by_text("There is a problem")).to_have_count(0)
    page.get_by_label("Given names").fill("Alan")
    page.get_by_label("Family name").fill("Marsh")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_label("Length: months")).to_have_value("12")
    page.get_by_label("Offence", exact=True).fill("Sexual assault, Sexual Offences Act 2003 s.3")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("No, not yet").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_label("Since", exact=True)).to_have_value("2/6/2026")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Add this person").click()
    expect(page.get_by_role("heading", name="Subject to notification until 31 May 2036")).to_be_visible()
    person = Person.objects.get()
    assert (person.absences.get().starts_on.isoformat(), person.triggers.get().date.isoformat()) == (
        "2026-06-02",
        "2026-06-01",
    )
    assert not Draft.objects.exists()


def test_faults_lead_to_their_boxes(
    sign_in: Callable[[str], Page],
    officer: object,
    live_server: LiveServer,
    accessible: Callable[[Page], None],
) -> None:
    page = sign_in("officer")
    page.goto(f"{live_server.url}/calculator/")
    born(page)
    convicted(page)
    in_custody(page, "9/6/2026", "2/6/2026")
    work_it_out(page)
    expect(page).to_have_title("Error: Calculator - Vigil")
    accessible(page)
    page.get_by_role("link", name="Until: enter a date no earlier than its start, 9 June 2026").click()
    expect(page.get_by_label("Until", exact=True)).to_be_focused()
    expect(page.get_by_label("Until", exact=True)).to_have_value("2/6/2026")


def test_on_paper_there_is_the_answer_alone(
    sign_in: Callable[[str], Page], officer: object, live_server: LiveServer, tmp_path: Path
) -> None:
    page = sign_in("officer")
    page.goto(f"{live_server.url}/calculator/")
    born(page)
    convicted(page)
    work_it_out(page)
    expect(page.get_by_role("button", name="Print the answer")).to_be_visible()
    expect(page.get_by_text("Nothing was notified by the end of 3 June 2026.")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.get_by_text("Nothing was notified by the end of 3 June 2026.")).to_be_visible()
    expect(page.get_by_role("heading", name="Subject to notification until 31 May 2036")).to_be_visible()
    expect(page.get_by_role("img", name="The duties, close up")).to_be_visible()
    for gone in ("Change the facts", "Who and when"):
        expect(page.get_by_role("heading", name=gone)).to_be_hidden()
    expect(page.get_by_role("button", name="Work it out")).to_have_count(0)


def test_without_javascript_and_by_keyboard_alone(
    browser: Browser, live_server: LiveServer, officer: object
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/calculator/")
    page.get_by_label("Username").fill("officer")
    page.get_by_label("Password", exact=True).fill(world.PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Calculator").focus()
    page.keyboard.press("Enter")
    born(page)
    page.get_by_role("button", name="Add another conviction, caution or finding").focus()
    page.keyboard.press("Enter")
    # What was typed is kept, and the typing goes on in what was added.
    expect(page.get_by_role("group", name="Date of birth").get_by_label("Year")).to_have_value("1979")
    expect(page.get_by_role("group", name="Conviction 2").get_by_label("What happened?")).to_be_focused()
    page.get_by_role("button", name="Remove conviction 2").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Conviction 2")).to_have_count(0)
    convicted(page)
    # Enter in a box works it out: it does not press the first button it finds, which would remove something.
    page.get_by_role("group", name="Conviction 1").get_by_label("Months", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Subject to notification until 31 May 2036")).to_be_visible()
    expect(page.get_by_role("button", name="Print the answer")).to_have_count(0)
    page.context.close()
