"""Partner agencies beside the police, several signed in at once: before a meeting, for a victim, and after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.choices import Role
from mappa.models import AgreedAction, CaseReview
from mappa.sittings.choices import SittingState
from tests import world
from tests.mappa import held

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("law_alone", "clock"),
]
Enter = Callable[[str], Page]
Accessible = Callable[[Page], None]


@pytest.fixture
def enter(browser: Browser, live_server: LiveServer) -> Iterator[Enter]:
    """Signs somebody in, in a browser of their own: several are there at once."""
    opened = []

    def sign_in(username: str) -> Page:
        context = browser.new_context(base_url=live_server.url)
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto("/account/login/")
        page.get_by_label("Username").fill(username)
        page.get_by_label("Password", exact=True).fill(world.PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_role("link", name="Meetings", exact=True).wait_for()
        return page

    yield sign_in
    for context in opened:
        context.close()


def to_come() -> CaseReview:
    """A case of a meeting in three days."""
    on = held.sitting(
        held.coordinator(username="coordinator"),
        chair=held.chair(username="chair"),
        held_on=date(2026, 6, 18),
        now=world.at(held.DAY),
    )
    return held.case(on, held.managed(world.person(world.officer())))


def to_the_case(page: Page) -> None:
    page.get_by_role("link", name="Meetings", exact=True).click()
    page.locator("tbody").get_by_role("link").first.click()
    page.get_by_role("link", name="MARSH, Alan").click()


def test_two_partners_return_and_the_pack_says_who_is_missing(enter: Enter, accessible: Accessible) -> None:
    """Scenario 8: coordinator, chair, two partners."""
    # Given a case to which three agencies are asked, on a meeting that is not sent out
    case = to_come()
    housing, health = held.agency("housing", "duty"), held.agency("health", "duty")
    held.partner(housing, username="housing")
    held.partner(health, username="health")
    held.invited(case, housing, health, held.agency())
    coordinator, first, second, chair = (
        enter(name) for name in ("coordinator", "housing", "health", "chair")
    )
    expect(first.get_by_text("Nothing waits for your agency.")).to_be_visible()

    # When the coordinator sends it out, it waits on the partners' own Today
    coordinator.get_by_role("link", name="Meetings", exact=True).click()
    coordinator.get_by_role("link", name="18 June 2026", exact=True).click()
    coordinator.get_by_role("button", name="Send the invitations").click()
    first.reload()
    accessible(first)
    # One says that nothing is known
    first.get_by_role("link", name="Send your return").click()
    first.get_by_label("Nothing is known").check()
    first.get_by_role("button", name="Send the return").click()
    accessible(first)
    # And the other two are chased by one click
    coordinator.get_by_role("button", name="Chase all that are missing").click()
    expect(coordinator.get_by_text("Chased: 2.")).to_be_visible()
    # Of whom one writes what it knows
    second.reload()
    second.get_by_role("link", name="Send your return").click()
    second.get_by_label("What does your agency know?").fill("Two appointments missed")
    second.get_by_label("What should change because of it?").fill("Ring him on the day before")
    second.get_by_role("button", name="Send the return").click()
    expect(second.get_by_text("Two appointments missed")).to_be_visible()

    # Then the chair's pack says what is in and what is missing
    to_the_case(chair)
    chair.get_by_role("link", name="Read the pack").click()
    returns = chair.get_by_role("region", name="What agencies returned")
    expect(returns.get_by_text("1 of 3 missing.")).to_be_visible()
    expect(returns.get_by_text("Nothing known", exact=True)).to_be_visible()
    expect(returns.get_by_text("Two appointments missed")).to_be_visible()
    # And neither partner reads the other's
    to_the_case(first)
    expect(first.get_by_text("Two appointments missed")).to_have_count(0)


def test_a_victims_address_goes_no_further_than_the_zone_needs(enter: Enter, accessible: Accessible) -> None:
    """Scenario 16: victim liaison, chair and housing."""
    # Given a case to which victim liaison and housing are asked, sent out
    case = to_come()
    liaison, housing = held.agency("victims", name="Victim contact"), held.agency("housing", "duty")
    world.user(Role.VICTIM_LIAISON, rank="Partner", force=None, unit=None, agency=liaison, username="liaison")
    held.partner(housing, username="housing")
    held.invited(case, liaison, housing)
    held.brought(case.sitting, SittingState.NOTICED)
    vlo, chair, tenancy = (enter(name) for name in ("liaison", "chair", "housing"))

    # When victim liaison asks for a zone, and says where she lives so that it can be drawn
    vlo.get_by_role("link", name="Send your return").click()
    accessible(vlo)
    vlo.get_by_label("What does your agency know?").fill("She is afraid of meeting him")
    vlo.get_by_label("What should change because of it?").fill("A zone in the licence")
    vlo.get_by_label("What does a victim’s safety ask for?").fill("A zone around Heron Lane")
    vlo.get_by_label("Where is the victim?").fill("9 Heron Court")
    vlo.get_by_role("button", name="Send the return").click()
    expect(vlo.get_by_text("9 Heron Court")).to_be_visible()
    accessible(vlo)

    # Then the chair sees the zone in the pack, and where she lives on the case alone
    to_the_case(chair)
    expect(chair.get_by_text("9 Heron Court")).to_be_visible()
    accessible(chair)
    chair.get_by_role("link", name="Read the pack").click()
    victims = chair.get_by_role("region", name="Victims and safeguarding")
    expect(victims.get_by_text("A zone around Heron Lane")).to_be_visible()
    expect(chair.get_by_text("9 Heron Court")).to_have_count(0)

    # And housing is shown neither, also where the chair would release it
    to_the_case(chair)
    chair.get_by_role("link", name="What agencies are shown").click()
    accessible(chair)
    chair.get_by_label("Housing Service").check()
    chair.get_by_label("Return of Victim contact").check()
    chair.get_by_label("Why do they need it?").fill("To find him a flat")
    chair.get_by_role("button", name="Release it").click()
    refused = chair.get_by_role("alert").get_by_text("Housing Service hears nothing of victims")
    expect(refused).to_be_visible()
    to_the_case(tenancy)
    accessible(tenancy)
    for secret in ("Heron", "afraid"):
        expect(tenancy.get_by_text(secret)).to_have_count(0)


def test_a_partner_takes_an_action_on_and_the_evidence_is_not_enough(
    enter: Enter, accessible: Accessible
) -> None:
    """Partner and coordinator."""
    # Given an action of housing, agreed at a meeting two months ago
    user = held.partner(held.agency("housing", "duty"), username="housing")
    held.coordinator(username="second")
    held.agreed(held.managed(world.person(world.officer())), agency=user.agency, owner=user)
    partner, coordinator = enter("housing"), enter("second")

    # When its owner finds it on their own Today, and reports it as done
    expect(partner.get_by_text("days overdue")).to_be_visible()
    accessible(partner)
    partner.get_by_role("link", name="Find him another flat").click()
    accessible(partner)
    partner.get_by_role("button", name="Take it on").click()
    partner.get_by_role("button", name="Take it on").click()
    partner.get_by_role("button", name="Report it as done").click()
    accessible(partner)
    partner.get_by_label("Done on").fill("15/6/2026")
    partner.get_by_label("What shows that it is done?").fill("A letter of the landlord")
    partner.get_by_role("button", name="Report it as done").click()
    expect(partner.get_by_text("Done, to be verified")).to_be_visible()

    # And the coordinator does not believe it yet
    def verify(answer: str, missing: str = "") -> None:
        coordinator.get_by_role("link", name="Actions", exact=True).click()
        coordinator.get_by_role("link", name="Find him another flat").click()
        coordinator.get_by_role("button", name="Verify").click()
        coordinator.get_by_label(answer).check()
        coordinator.get_by_label("If not, what is missing?").fill(missing)
        coordinator.get_by_role("button", name="Save").click()

    verify("No: it goes on", "The letter names another tenant")
    # Then it is the partner's again, with what is missing, until it is shown
    partner.get_by_role("link", name="Today", exact=True).click()
    partner.get_by_role("link", name="Find him another flat").click()
    expect(partner.get_by_text("The letter names another tenant")).to_be_visible()
    partner.get_by_role("button", name="Report it as done").click()
    partner.get_by_label("Done on").fill("15/6/2026")
    partner.get_by_label("What shows that it is done?").fill("The lease, with his name")
    partner.get_by_role("button", name="Report it as done").click()
    verify("Yes: it is done")
    expect(coordinator.get_by_text("Done and verified")).to_be_visible()
    assert AgreedAction.objects.get().evidence == "The lease, with his name"
