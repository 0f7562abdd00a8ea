"""Scenario 35: registered people by local policing area and sex at 31 March, with small numbers hidden."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests import world
from tests.mappa import levelled

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("law_alone"),
]


@pytest.mark.usefixtures("clock")
def test_a_request_is_answered_from_the_record(
    sign_in: Callable[[str], Page], accessible: Callable[[Page], None], clock: Callable[[date], None]
) -> None:
    # Given eight men and two women of one unit, registered and at liberty
    officer = world.officer()
    world.supervisor(username="supervisor")
    for sex in ("male",) * 8 + ("female",) * 2:
        levelled.stands(world.person(officer, sex=sex))

    # When the supervisor asks for the table, a year on
    clock(date(2027, 4, 2))
    page = sign_in("supervisor")
    page.goto(page.url.rstrip("/") + "/returns/")
    accessible(page)
    page.get_by_role("link", name="Make a table").click()
    page.get_by_label("Count").select_option("registered")
    page.get_by_label("On", exact=True).fill("31/3/2027")
    page.get_by_label("By", exact=True).select_option("unit")
    page.get_by_label("And by").select_option("sex")
    page.get_by_role("button", name="Make the table").click()

    # Then the small number is hidden, and so is the one from which it could be worked out
    row = page.get_by_role("row", name="West unit")
    expect(row).to_contain_text("Hidden")
    expect(row).not_to_contain_text("2")
    accessible(page)

    # And what cannot be asked is said
    page.get_by_label("On", exact=True).fill("31/3/2099")
    page.get_by_role("button", name="Make the table").click()
    expect(page.get_by_role("link", name="Enter a day that has come")).to_be_visible()
