"""Scenario 23: somebody at high risk is allocated; and a caseload is shared out after a look at what that would do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from offenders.models import Assignment
from tests import world

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("law_alone"),
]


@pytest.mark.usefixtures("clock")
def test_a_full_officer_gets_one_more_with_a_reason_and_a_caseload_is_shared_out(
    sign_in: Callable[[str], Page], accessible: Callable[[Page], None]
) -> None:
    # Given an officer who has as many people as the force lets, and one who has none
    world.decided("caseload.max", 10, world.TODAY, today=world.TODAY)
    full, light = world.officer(family_name="Fuller"), world.officer(family_name="Lighter")
    for _ in range(10):
        world.person(full, management_level="low")
    supervisor = world.supervisor(username="supervisor")
    other = world.officer(family_name="Mover")
    person = world.person(other, management_level="high", family_name="Newman", given_names="Jack")
    world.person(other, management_level="high", family_name="Oldman", given_names="Carl")

    # When the supervisor allocates somebody, the lightest officer is suggested, and the full one asks for a reason
    page = sign_in("supervisor")
    page.goto(page.url.rstrip("/") + f"/people/{person.pk}/manager/")
    expect(page.get_by_text("Vigil suggests Lighter")).to_be_visible()
    expect(page.get_by_role("row", name="Fuller")).to_contain_text("Full")
    accessible(page)
    page.get_by_label("Offender manager").select_option(str(full.pk))
    page.get_by_label("Why?", exact=True).fill("Knows him")
    page.get_by_role("button", name="Allocate").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    expect(page.get_by_role("link", name="Say why all the same")).to_be_visible()
    accessible(page)
    page.get_by_label("If their caseload is full").fill("Arrested him twice")
    page.get_by_role("button", name="Allocate").click()
    expect(page.get_by_text("The manager is recorded from today")).to_be_visible()
    assert Assignment.objects.get(person=person, ends_on__isnull=True).over_why == "Arrested him twice"

    # Then the workload counts it, and shows who is fullest
    page.get_by_role("link", name="Team", exact=True).click()
    page.get_by_role("link", name="Workload", exact=True).click()
    expect(
        page.get_by_text(
            "1 of the people whom these officers manage today was given to an officer whose caseload was full then"
        )
    ).to_be_visible()
    accessible(page)

    # When the supervisor asks what moving him would do, nothing moves until the handover is asked for
    page.get_by_role("link", name="Fuller").click()
    accessible(page)
    page.get_by_role("link", name="What if people moved?").click()
    page.get_by_label("NEWMAN, Jack").check()
    page.get_by_label("To whom?").select_option(str(light.pk))
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_role("row", name="Lighter").nth(1)).to_contain_text("2")
    accessible(page)
    assert Assignment.objects.get(person=person, ends_on__isnull=True).manager == full
    page.get_by_role("button", name="Hand these people over").click()
    expect(page.get_by_label("NEWMAN, Jack")).to_be_checked()
    page.get_by_label("Why?", exact=True).fill("Shared out")
    page.get_by_role("button", name="Ask for the handovers").click()
    expect(page.get_by_text("Asked for. Each note is written and accepted by itself.")).to_be_visible()
    assert supervisor.pk
