"""Overriding a date: the officer asks, the supervisor finds it on Today and approves, both dates are seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from diary.models import Entry
from tests import world
from tests.notifications.test_overriding import CONVICTED, REASON

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.usefixtures("clock")
def test_an_officer_asks_and_a_supervisor_approves(
    sign_in: Callable[[str], Page], accessible: Callable[[Page], None]
) -> None:
    # Given an initial notification computed for 16 June 2026
    officer = world.officer(username="officer")
    supervisor = world.supervisor(username="supervisor")
    world.person(officer, **CONVICTED)

    # When the officer asks to work to another day
    page = sign_in("officer")
    page.get_by_role("link", name="MARSH, Alan").first.click()
    page.get_by_role("link", name="Override this date").click()
    expect(page.get_by_text("Computed: 16 June 2026")).to_be_visible()
    page.get_by_label("Which date is to be worked to?").fill("20 June 2026")
    page.get_by_label("Why?").fill("As discussed")
    page.get_by_role("button", name="Ask for approval").click()
    expect(page.get_by_role("link", name="Give the reason in at least 20 characters")).to_be_visible()
    accessible(page)
    page.get_by_label("Why?").fill(REASON)
    page.get_by_role("button", name="Ask for approval").click()

    # Then the computed date stands until somebody else approves
    expect(page.get_by_text("Until it is approved the computed date stands.")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Sign out").click()

    # When the supervisor finds it on Today and approves
    page = sign_in("supervisor")
    waiting = page.get_by_role("table", name="What waits for your decision")
    expect(waiting.get_by_role("row", name="MARSH, Alan")).to_contain_text("Later than the law’s date")
    accessible(page)
    waiting.get_by_role("link", name="Approve or refuse").click()
    expect(page.get_by_text("This is later than the law’s date.")).to_be_visible()
    accessible(page)
    page.get_by_label("Approve", exact=True).check()
    page.get_by_role("button", name="Save the decision").click()

    # Then both dates are seen, and the law's is not hidden
    expect(page.get_by_text(f"Worked to 20 June 2026 by {officer}")).to_contain_text(
        "Computed: 16 June 2026."
    )
    expect(page.get_by_text("a notification after 16 June 2026 is late")).to_be_visible()
    accessible(page)
    entry = Entry.objects.get(kind="initial")
    assert (entry.last, entry.computed_last) == (date(2026, 6, 20), date(2026, 6, 16))

    # When it is withdrawn
    page.get_by_role("link", name="Withdraw the override").click()
    accessible(page)
    page.get_by_label("Why is it withdrawn?").fill("The direction was revoked")
    page.get_by_role("button", name="Withdraw it").click()

    # Then the computed date rules again
    page.get_by_text("Overrides that no longer stand").click()
    expect(page.get_by_text(f"Withdrawn by {supervisor}")).to_be_visible()
    accessible(page)
    assert Entry.objects.get(kind="initial").last == date(2026, 6, 16)
