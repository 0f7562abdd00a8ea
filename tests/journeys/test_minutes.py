"""The minutes of a MAPPA meeting with several people signed in at once: from the draft to a corrected version."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from mappa.models import CaseReview
from offenders.models import Person
from tests import world
from tests.mappa import held
from tests.mappa.minutes import taken

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("law_alone", "clock"),
]
Enter = Callable[[str], Page]


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
        page.get_by_role("link", name="Today", exact=True).wait_for()
        return page

    yield sign_in
    for context in opened:
        context.close()


@pytest.fixture
def person() -> Person:
    return held.managed(world.person(world.officer(username="officer")))


def to_the_minutes(page: Page, case: CaseReview) -> None:
    page.goto(reverse("case-minutes", args=[case.sitting_id, case.pk]))


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def sent(page: Page) -> None:
    press(page, "Send to the chair")
    press(page, "Send to the chair")


def test_minutes_are_drafted_returned_approved_circulated_and_corrected(
    enter: Enter, accessible: Callable[[Page], None], person: Person
) -> None:
    """Scenario 22: coordinator, chair and partner."""
    # Given a case that was decided, to which probation was invited
    case = taken.heard(
        person, by=held.coordinator(username="coordinator"), chair=held.chair(username="chair")
    )
    held.partner(held.agency(), username="partner")
    coordinator, chair, partner = enter("coordinator"), enter("chair"), enter("partner")

    # When the coordinator drafts the minutes from the meeting and sends them
    to_the_minutes(coordinator, case)
    press(coordinator, "Draft the minutes")
    expect(coordinator.get_by_text("High: could happen at any time.")).to_be_visible()
    accessible(coordinator)
    sent(coordinator)

    # And the chair finds them among what waits, and returns them
    chair.goto("/approvals/")
    chair.get_by_role("link", name="Approve or return").first.click()
    accessible(chair)
    chair.get_by_label("Return, and say what to change").check()
    chair.get_by_label("What has to be written otherwise?").fill("Say which children.")
    press(chair, "Save the decision")

    # Then the coordinator is told why, edits the paragraph, and the chair approves
    to_the_minutes(coordinator, case)
    expect(coordinator.get_by_text("Say which children.").first).to_be_visible()
    coordinator.get_by_role("link", name="Edit risk of serious harm: Children").click()
    accessible(coordinator)
    coordinator.get_by_label("What do the minutes say?").fill("High: girls under ten.")
    press(coordinator, "Save")
    sent(coordinator)
    chair.goto("/approvals/")
    chair.get_by_role("link", name="Approve or return").first.click()
    chair.get_by_label("Approve: from now on their words stay").check()
    press(chair, "Save the decision")

    # And they are circulated: the partner opens their own copy, which names them
    to_the_minutes(coordinator, case)
    press(coordinator, "Circulate")
    accessible(coordinator)
    press(coordinator, "Circulate")
    expect(coordinator.get_by_text("Not opened").first).to_be_visible()
    partner.goto("/meetings/minutes/")
    partner.get_by_role("main").get_by_role("link", name="MM-").click()
    accessible(partner)
    press(partner, "Open the minutes")
    expect(partner.get_by_text("High: girls under ten.")).to_be_visible()
    expect(partner.get_by_text("Copy of").first).to_be_visible()
    accessible(partner)

    # When the partner says that the risk is misrecorded, and the coordinator accepts
    partner.get_by_role("link", name=re.compile("This is wrong.*, Children$")).click()
    accessible(partner)
    partner.get_by_label("What should it say, and why?").fill("Very high: our return says so.")
    press(partner, "Ask for it")
    to_the_minutes(coordinator, case)
    press(coordinator, "Answer the correction")
    accessible(coordinator)
    coordinator.get_by_label("Accept: a new version").check()
    coordinator.get_by_label("Why?").fill("The return says so.")
    press(coordinator, "Save the answer")
    coordinator.get_by_role("link", name="Edit risk of serious harm: Children").click()
    coordinator.get_by_label("What do the minutes say?").fill("Very high: girls under ten.")
    press(coordinator, "Save")
    sent(coordinator)
    chair.goto("/approvals/")
    chair.get_by_role("link", name="Approve or return").first.click()
    chair.get_by_label("Approve: from now on their words stay").check()
    press(chair, "Save the decision")
    to_the_minutes(coordinator, case)
    press(coordinator, "Circulate")
    press(coordinator, "Circulate")

    # Then the partner has version 2, marked as such, with what was changed; version 1 is there still
    to_the_minutes(partner, case)
    expect(partner.get_by_text("Corrected: this is version 2.")).to_be_visible()
    press(partner, "Open the minutes")
    partner.get_by_role("link", name="What was changed").click()
    expect(partner.locator("ins")).to_contain_text("Very high:")
    accessible(partner)
    coordinator.get_by_role("link", name="Version 1, circulated").click()
    expect(coordinator.get_by_text("High: girls under ten.", exact=True)).to_be_visible()


def test_what_stands_apart_is_read_by_three_and_by_no_other(
    enter: Enter, accessible: Callable[[Page], None], person: Person
) -> None:
    """Scenario 17: a sergeant, the chair, probation, and health."""
    # Given circulated minutes
    health = held.agency("health", "duty")
    case = taken.heard(person, chair=held.chair(username="chair"), besides=[health])
    world.supervisor(username="sergeant")
    held.partner(held.agency(), username="probation")
    held.partner(health, username="health")
    taken.given(taken.approved(case))

    # When the sergeant holds a covert item apart, for the chair and probation
    sergeant = enter("sergeant")
    to_the_minutes(sergeant, case)
    sergeant.get_by_role("link", name="Hold something apart from the minutes").click()
    sergeant.get_by_label("Covert tactics").check()
    sergeant.get_by_label("What is held?").fill("The van in Ewe Close")
    for name in (str(case.sitting.chair), "Probation Service: "):
        sergeant.get_by_label(name).check()
    sergeant.get_by_label("Why do just these people read it?").fill("They lead on it")
    accessible(sergeant)
    press(sergeant, "Hold it apart")
    sergeant.get_by_role("link", name="Restricted annex of").click()
    where = sergeant.url

    # Then three read it, and its page says who has looked
    for username in ("chair", "probation"):
        reader = enter(username)
        reader.goto(where)
        expect(reader.get_by_text("The van in Ewe Close")).to_be_visible()
    sergeant.reload()
    accessible(sergeant)
    expect(sergeant.get_by_role("heading", name="Who reads it: 3")).to_be_visible()
    looked = sergeant.get_by_role("heading", name="Who has looked").locator("xpath=following-sibling::ul[1]")
    expect(looked).to_contain_text(str(case.sitting.chair))

    # And health learns nothing of it, nor does the officer who manages the person
    for username in ("health", "officer"):
        other = enter(username)
        to_the_minutes(other, case)
        expect(other.get_by_role("heading", name="minutes").first).to_be_visible()
        expect(other.get_by_text("annex")).to_have_count(0)
        answer = other.goto(where)
        assert answer
        assert answer.status == 404


def test_minutes_of_level_2_that_are_late_say_why(
    enter: Enter, accessible: Callable[[Page], None], person: Person
) -> None:
    """Scenario 18, some weeks later: coordinator and partner."""
    # Given approved minutes of 14 April, which were due on 28 April
    by = held.coordinator(username="coordinator")
    case = taken.heard(person, held_on=held.BEFORE, by=by)
    held.partner(held.agency(), username="partner")
    taken.approved(case)
    coordinator = enter("coordinator")

    # When the coordinator circulates them in June
    to_the_minutes(coordinator, case)
    expect(coordinator.get_by_text("late by 32 working days")).to_be_visible()
    press(coordinator, "Circulate")
    press(coordinator, "Circulate")
    expect(coordinator.get_by_role("alert").get_by_text("There is a problem")).to_be_visible()
    accessible(coordinator)
    coordinator.get_by_label("Why are they late?").fill("The chair was away.")
    press(coordinator, "Circulate")

    # Then it stays on them
    expect(coordinator.get_by_text("Circulated late by 32 working days")).to_be_visible()
    expect(coordinator.get_by_text("The chair was away.")).to_be_visible()
    coordinator.goto("/meetings/minutes/")
    expect(coordinator.get_by_text("Circulated late by 32 working days")).to_be_visible()
    accessible(coordinator)
