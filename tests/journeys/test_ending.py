"""Before notification ends its end is reviewed by the officer, and somebody else approves it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from diary.models import Entry
from tests import world
from tests.riskplans import ended

pytestmark = pytest.mark.django_db(transaction=True)

SignIn = Callable[[str], Page]
Accessible = Callable[[Page], None]


def test_reviewed_and_approved_before_notification_ends(
    sign_in: SignIn, accessible: Accessible, clock: Callable[..., None]
) -> None:
    # Given somebody whose notification ends in twenty days, by a community order of five years ago
    clock(world.TODAY)
    person = ended.ends_soon(world.officer(username="officer"))
    world.supervisor(username="supervisor")

    # When the officer opens the review from Today
    page = sign_in("officer")
    page.get_by_role("link", name="Review the end").first.click()
    expect(page.get_by_text("The last day of notification is 5 July 2026.")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Review the end").click()
    accessible(page)

    # Then it is asked what the day was verified against, and what is left of the risk
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_role("link", name="Say what the risk is at the end.")).to_be_visible()
    accessible(page)
    page.get_by_label("What did you verify the last day against?").fill(ended.SAID["verified"])
    page.get_by_label("What is the risk at the end?").fill(ended.SAID["risk"])
    page.get_by_label("Close the record").check()
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_text("Waits for a supervisor").first).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Sign out").click()

    # When a supervisor finds it in the queue, and forgets a point of the checklist
    page = sign_in("supervisor")
    page.get_by_role("link", name="Approvals", exact=True).click()
    page.get_by_role("row", name="End of notification").get_by_role("link", name="Approve or return").click()
    accessible(page)
    page.get_by_label("Approve", exact=True).check()
    page.get_by_label("Reasons").fill("I have read the extract.")
    page.get_by_label("The day on which notification ends").check()
    page.get_by_role("button", name="Save the answer").click()
    expect(page.get_by_role("link", name="Tick each of the points")).to_be_visible()

    # Then it is approved once each was looked at, and the duty is met
    page.get_by_label("No order or licence").check()
    page.get_by_label("The risk at the end").check()
    page.get_by_role("button", name="Save the answer").click()
    expect(page.get_by_text("Your answer is recorded")).to_be_visible()
    assert Entry.objects.get(person=person, kind="ending").met_on == world.TODAY
