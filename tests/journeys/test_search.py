"""A change of name is recorded, and the record is found by the old name, the new one, and either misspelt."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from offenders import actions
from tests import world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.timeout(180)]


@pytest.mark.usefixtures("clock")
def test_one_record_by_the_old_the_new_and_the_misspelt_name(
    sign_in: Callable[[str], Page],
    live_server: LiveServer,
    accessible: Callable[[Page], None],
) -> None:
    # Given Alan Marsh, who is called Catherine Fenwick since Friday
    officer = world.officer(username="officer")
    person = world.person(officer)
    world.person(officer, given_names="Peter", family_name="Garth")
    name = {
        "kind": "legal",
        "given_names": "Catherine",
        "family_name": "Fenwick",
        "used_from": world.TODAY - world.days(3),
    }
    actions.record_name(officer, person=person, name=name, now=world.at(world.TODAY))
    page = sign_in("officer")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server.url}/people/search/")
    accessible(page)
    # When the officer types either name, or what they heard
    for typed, why in (
        ("marsh", "Former name: MARSH, Alan"),
        ("fenwick", "Name"),
        ("mrash", "Former name: MARSH, Alan (one letter or digit differs)"),
        ("kathryn fennick", "Name (sounds like it)"),
    ):
        page.get_by_label("Name, number or address", exact=True).fill(typed)
        page.get_by_role("button", name="Find", exact=True).click()
        # Then just this record is found, with the reason, and the address says nothing
        expect(page.get_by_role("heading", name="1 found")).to_be_visible()
        found = page.get_by_role("row").filter(has_text=person.reference)
        expect(found).to_contain_text("FENWICK, Catherine")
        expect(found).to_contain_text(why)
        assert typed not in page.url
        accessible(page)
    # And Back from the record shows the answer again
    page.get_by_role("link", name="FENWICK, Catherine").click()
    expect(page.get_by_role("heading", name="FENWICK, Catherine")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="1 found")).to_be_visible()
