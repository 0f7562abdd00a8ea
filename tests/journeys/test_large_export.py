"""A list longer than one person may take: asked for with a reason, approved by a second person, taken once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.choices import Role
from dashboards.models import LargeExport
from tests import world

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(240),
]
Accessible = Callable[[Page], None]
SignIn = Callable[[str], Page]
LIST = "/people/export/?whose=all&level=high"


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def proved_long_ago() -> None:
    """Everybody who is signed in proved an hour ago who they are."""
    for key in Session.objects.values_list("session_key", flat=True):
        session = SessionStore(key)
        for proof in session.get(AUTHENTICATION_METHODS_SESSION_KEY, []):
            proof["at"] -= 3600
        session.modified = True
        session.save()


@pytest.mark.usefixtures("clock")
def test_asked_for_approved_by_another_and_taken_once(
    page: Page, sign_in: SignIn, live_server: LiveServer, accessible: Accessible, tmp_path: Path
) -> None:
    # Given three people at high and one at medium, and a force where one person takes two rows at most
    officer = world.officer()
    world.supervisor(username="supervisor", family_name="Ward")
    world.user(Role.DETECTIVE_INSPECTOR, username="inspector", family_name="Marsh")
    for name in ("Ash", "Beech", "Cedar"):
        world.person(officer, family_name=name)
    world.person(officer, family_name="Willow", management_level="medium")
    world.decided("exports.most", 2)

    # When the supervisor wants the list as a workbook
    sign_in("supervisor")
    page.goto(live_server.url + LIST)
    expect(page.get_by_text("Management level: High", exact=True)).to_be_visible()
    page.get_by_label("Excel workbook").check()
    press(page, "Make the file")

    # Then nothing leaves; a second person is asked, and a reason is demanded
    expect(page.get_by_text("More than 2 rows are on this list")).to_be_visible()
    accessible(page)
    press(page, "Ask a second person")
    expect(page.get_by_text("Say what the file is for.").first).to_be_visible()
    page.get_by_label("What is the file for?").fill("For the audit of addresses")
    press(page, "Ask a second person")
    expect(page.get_by_text("You have asked for 3 rows.")).to_be_visible()
    expect(page.get_by_text("Narrowed to: Management level: High")).to_be_visible()
    accessible(page)

    # When the inspector comes to decide, long after they signed in
    page.context.clear_cookies()
    sign_in("inspector")
    export = LargeExport.objects.get()
    proved_long_ago()
    page.goto(f"{live_server.url}/approvals/")
    page.goto(f"{live_server.url}/exports/{export.pk}/")

    # Then they prove afresh who they are, and read what it is before they approve
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirm that it is you")
    page.get_by_label("Password", exact=True).fill(world.PASSWORD)
    press(page, "Confirm")
    expect(page.get_by_role("heading", level=1)).to_have_text("Decide on an export")
    for said in ("For the audit of addresses", "Management level: High", "People, 3 rows"):
        expect(page.get_by_role("definition").filter(has_text=said)).to_be_visible()
    expect(page.get_by_text("Reference, Family name, Given names, Date of birth")).to_be_visible()
    accessible(page)
    page.get_by_label("Approve", exact=True).check()
    press(page, "Save the decision")
    expect(page.get_by_text("Your decision is recorded")).to_be_visible()

    # When the supervisor takes it
    page.context.clear_cookies()
    sign_in("supervisor")
    page.goto(f"{live_server.url}/exports/")
    page.get_by_role("link", name="Take it away").click()
    expect(page.get_by_text("has approved 3 rows of this list")).to_be_visible()
    accessible(page)
    page.get_by_label("Excel workbook").check()
    with page.expect_download() as handed:
        press(page, "Make the file")

    # Then the workbook holds those three, who took them and who approved, and nothing else
    file = tmp_path / "taken.xlsx"
    handed.value.save_as(file)
    book = load_workbook(file)
    assert book.sheetnames == ["Export"]
    sheet = book["Export"]
    assert sheet.sheet_state == "visible"
    lines = [[cell.value or "" for cell in line] for line in sheet.iter_rows()]
    assert "Ward" in lines[0][0]
    assert "Marsh" in lines[0][0]
    assert [line[1] for line in lines[2:]] == ["ASH", "BEECH", "CEDAR"]
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n"}
    assert not any(str(cell.value or "").startswith("=") for line in sheet.iter_rows() for cell in line)

    # And it is not taken a second time
    page.goto(f"{live_server.url}/exports/")
    expect(page.get_by_text("Taken", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Take it away")).to_have_count(0)
    page.goto(live_server.url + LIST)
    page.get_by_label("Excel workbook").check()
    press(page, "Make the file")
    expect(page.get_by_text("More than 2 rows are on this list")).to_be_visible()
