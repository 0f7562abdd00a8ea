"""Scenario 33: an auditor asks who looked at a record, and sees the look that had no link to it marked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.choices import Role
from tests import world

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("law_alone"),
]


def test_who_looked_and_who_of_them_had_no_link(
    sign_in: Callable[[str], Page], accessible: Callable[[Page], None]
) -> None:
    # Given a record that its manager opened, and somebody else of the unit
    manager = world.officer(username="manager", family_name="Keeper")
    world.officer(username="other", family_name="Passer")
    world.user(Role.AUDITOR, username="auditor")
    person = world.person(manager)
    for username in ("manager", "other"):
        page = sign_in(username)
        page.goto(page.url.rstrip("/") + f"/people/{person.pk}/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.get_by_role("button", name="Sign out").click()

    # When the auditor asks for what, and for which record and days
    page = sign_in("auditor")
    page.get_by_role("link", name="Access log", exact=True).click()
    accessible(page)
    today = f"{timezone.localdate():%d/%m/%Y}"
    page.get_by_label("Record (optional)").fill(person.reference)
    page.get_by_label("From").fill(today)
    page.get_by_label("To", exact=True).fill(today)
    page.get_by_label("Verifying that processing was lawful").check()
    page.get_by_role("button", name="Search the log").click()

    # Then each look says who, when and by what link; the one without is marked, and no name of the person stands there
    expect(page.get_by_role("row", name="Passer").first).to_contain_text("Beyond their caseload")
    for row in page.get_by_role("row", name="Keeper").all():
        expect(row).not_to_contain_text("Beyond their caseload")
    expect(page.get_by_text("MARSH")).to_have_count(0)
    accessible(page)
