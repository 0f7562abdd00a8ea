"""A force changes its policy: one proposes with what would move in sight, another approves, and the dates follow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.choices import Role
from tests import world
from tests.practice.conftest import visited  # noqa: F401 - a fixture
from tests.practice.visited import KEY

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.usefixtures("clock", "visited")
def test_a_change_is_foreseen_proposed_and_approved(
    sign_in: Callable[[str], Page], accessible: Callable[[Page], None]
) -> None:
    # Given people whose home visits fall due every three months
    officer = world.officer(username="officer")
    world.supervisor(username="supervisor")
    world.user(Role.DETECTIVE_INSPECTOR, rank="DI", username="inspector")
    person = world.person(officer)

    # When the supervisor looks at the policy and proposes two months
    page = sign_in("supervisor")
    page.get_by_role("link", name="Team", exact=True).click()
    page.get_by_role("link", name="Policy", exact=True).click()
    expect(page.get_by_text("None of this is law")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Between home visits: high risk").click()
    accessible(page)
    page.get_by_role("button", name="Propose a change").click()
    accessible(page)
    page.get_by_label("New value").fill("2")
    page.get_by_label("From which day?").fill("15 June 2026")
    page.get_by_label("Why?").fill("The inspection asked for it.")
    page.get_by_role("button", name="Show what that would move").click()

    # Then what would move is shown before anything is sent
    row = page.get_by_role("row", name="MARSH, Alan")
    expect(row).to_contain_text("15 September 2026")
    expect(row).to_contain_text("15 August 2026")
    accessible(page)
    page.get_by_role("button", name="Propose 2 months from 15 June 2026").click()
    expect(page.get_by_text("Nothing changes before a detective inspector approves it.")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Sign out").click()

    # When the inspector finds it on Today and approves
    page = sign_in("inspector")
    page.get_by_role("link", name="Approve or refuse").click()
    expect(page.get_by_role("row", name="MARSH, Alan")).to_contain_text("15 August 2026")
    accessible(page)
    page.get_by_label("Approve", exact=True).check()
    page.get_by_role("button", name="Save the decision").click()

    # Then it holds, with who decided it, and the date has moved
    expect(page.get_by_text("Holds today")).to_be_visible()
    accessible(page)
    assert person.diary_entries.get(key="visited/next").last == world.TODAY.replace(month=8)
    assert KEY in page.url
