"""Commencing enacted law, and checking a certificate, in a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.choices import Role
from notifications.actions import issue_certificate
from notifications.certificate.serial import new_serial
from tests import world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
SignIn = Callable[[str], Page]


@pytest.mark.usefixtures("clock")
def test_an_administrator_sees_what_moves_before_it_does(
    sign_in: SignIn, live_server: LiveServer, accessible: Callable[[Page], None]
) -> None:
    world.user(Role.SYSTEM_ADMINISTRATOR, username="admin")
    page = sign_in("admin")
    page.goto(live_server.url + "/calculator/")
    page.get_by_role("link", name="Rules in force").click()
    accessible(page)
    page.get_by_role("link", name="Commence EW-CPA2026").click()
    accessible(page)
    page.get_by_label("From which day is it law?").fill("1/10/2026")
    page.get_by_label("The regulations that commence it").fill("The Commencement Regulations 2026")
    page.get_by_role("button", name="Show what that would move").click()
    expect(page.get_by_text("0 dates would come")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Commence it from 1 October 2026").click()
    expect(page.get_by_text("EW-CPA2026 is law from 1 October 2026")).to_be_visible()
    page.get_by_role("link", name="Take back").click()
    accessible(page)


@pytest.mark.usefixtures("clock")
def test_a_paper_is_checked(
    sign_in: SignIn, live_server: LiveServer, accessible: Callable[[Page], None]
) -> None:
    officer = world.officer(username="officer")
    person = world.person(officer)
    issued = issue_certificate(
        officer,
        person=person,
        serial=new_serial(),
        as_at=world.TODAY,
        ruleset="EW-2026-03-22",
        facts="0" * 16,
        pdf=b"%PDF",
        now=world.at(world.TODAY),
    )
    page = sign_in("officer")
    page.goto(f"{live_server.url}/people/{person.pk}/certificate/")
    accessible(page)
    page.get_by_role("link", name="Check a certificate").click()
    accessible(page)
    page.get_by_label("Serial number").fill(issued.serial.lower())
    page.get_by_role("button", name="Check it").click()
    expect(page.get_by_text("This certificate was issued")).to_be_visible()
    accessible(page)
