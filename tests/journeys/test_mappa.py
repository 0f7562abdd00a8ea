"""A referral refused, returned and accepted, and a level that one person alone cannot lower, as they are lived."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests import world
from tests.mappa import levelled

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]
Accessible = Callable[[Page], None]
SignIn = Callable[[str], Page]
Clock = Callable[[date | datetime | str], None]


@pytest.fixture
def officer(clock: Clock) -> User:
    return world.officer(username="officer", family_name="Reed")


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def sign_in_as(page: Page, live_server: LiveServer, name: str) -> None:
    page.context.clear_cookies()
    page.goto(live_server.url + "/account/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password", exact=True).fill(world.PASSWORD)
    press(page, "Sign in")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_referral_is_refused_returned_and_accepted(
    sign_in: SignIn, live_server: LiveServer, accessible: Accessible, officer: User, clock: Clock
) -> None:
    # Given a person at level 1, a supervisor and the coordinator
    world.supervisor(username="supervisor", family_name="Ward")
    levelled.coordinator(username="coordinator", family_name="Stone")
    person = world.person(officer)
    levelled.stands(person)
    record = f"{live_server.url}/people/{person.pk}/mappa/"

    # When the officer refers them to level 3 without saying what level 2 cannot deliver
    page = sign_in("officer")
    page.goto(record)
    accessible(page)
    page.get_by_role("main").get_by_role("link", name="Refer to level 2 or 3").click()
    page.get_by_label("3: agencies meet, with senior staff").check()
    page.get_by_role("group", name="Can it wait for the next meeting?").get_by_label("Yes").check()
    for part, text in (
        ("Why they are referred", "Housing, school and probation have to act together."),
        ("The risk management plan", "Seen weekly until the meeting."),
        ("Agencies to invite", "Housing; duty manager; attend"),
    ):
        page.get_by_label(part, exact=True).fill(text)
    for checked in page.get_by_label("I have checked this").all():
        checked.check()
    press(page, "Submit it")

    # Then it is refused with the reason, and nothing typed is lost
    expect(page.get_by_text("without that it cannot be level 3").first).to_be_visible()
    expect(page.get_by_label("The risk management plan", exact=True)).to_have_value(
        "Seen weekly until the meeting."
    )
    accessible(page)
    page.get_by_label("What cannot be delivered at level 2?").fill("A surveillance team for two weeks.")
    press(page, "Submit it")
    expect(page.get_by_text("Your supervisor endorses it").first).to_be_visible()

    # And it waits in the supervisor's queue, who endorses it
    sign_in_as(page, live_server, "supervisor")
    page.goto(f"{live_server.url}/approvals/")
    page.get_by_role("row", name="MAPPA referral").get_by_role("link", name="Endorse or send back").click()
    expect(page.get_by_text("A surveillance team for two weeks.")).to_be_visible()
    accessible(page)
    page.get_by_label("Endorse: it goes to the coordinator").check()
    page.get_by_label("Reasons").fill("I know the case.")
    press(page, "Save")

    # When the coordinator returns it two working days later
    clock(world.TODAY + world.days(2))
    sign_in_as(page, live_server, "coordinator")
    page.get_by_role("link", name="MAPPA", exact=True).click()
    accessible(page)
    page.get_by_role("row", name="MARSH, Alan").get_by_role("link").click()
    accessible(page)
    page.get_by_role("main").get_by_role("button", name="Decide on it").click()
    page.get_by_label("Return it for information").check()
    page.get_by_label("Reasons").fill("What is the risk to each group?")
    accessible(page)
    press(page, "Save")

    # Then its clock has stopped
    row = page.get_by_role("row", name="MARSH, Alan")
    expect(row).to_contain_text("Clock stopped on 17 June 2026")

    # When the officer gives what is asked for a week later
    clock(world.TODAY + world.days(9))
    sign_in_as(page, live_server, "officer")
    page.goto(record)
    page.get_by_role("main").get_by_role("link", name="Referral to level 3").click()
    page.get_by_role("main").get_by_role("button", name="Give what is asked for").click()
    expect(page.get_by_text("What is the risk to each group?")).to_be_visible()
    page.get_by_label("Risk", exact=True).fill("High to children, medium to the public: RoSH of 1 June.")
    press(page, "Submit it")
    expect(page.get_by_text("Submitted again.").first).to_be_visible()

    # Then the supervisor endorses what was changed
    sign_in_as(page, live_server, "supervisor")
    page.goto(f"{live_server.url}/approvals/")
    page.get_by_role("row", name="MAPPA referral").get_by_role("link", name="Endorse or send back").click()
    page.get_by_label("Endorse: it goes to the coordinator").check()
    page.get_by_label("Reasons").fill("The risk is said now.")
    press(page, "Save")

    # And the clock goes on with the three days that were left, both moments stand, and it is accepted
    sign_in_as(page, live_server, "coordinator")
    page.goto(f"{live_server.url}/referrals/")
    page.get_by_role("row", name="MARSH, Alan").get_by_role("link").click()
    for said in ("29 June 2026", "17 June 2026", "24 June 2026"):
        expect(page.get_by_role("main").get_by_text(said).first).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="Decide on it").click()
    page.get_by_label("Accept it").check()
    page.get_by_role("group", name="At which level is it heard?").get_by_label("3:").check()
    page.get_by_label("Reasons").fill("The criteria of level 3 are met.")
    page.get_by_label("What cannot be delivered at level 2?").fill("A surveillance team for two weeks.")
    press(page, "Save")
    accepted = page.get_by_role("region", name="Accepted, to be listed")
    expect(accepted.get_by_role("row", name="MARSH, Alan")).to_be_visible()


def test_soon_after_release_nobody_lowers_a_level_alone(
    sign_in: SignIn, live_server: LiveServer, accessible: Accessible, officer: User
) -> None:
    # Given somebody at level 2 who was released three weeks ago, and a meeting that decided on level 1
    levelled.chair(username="chair", family_name="Stone")
    levelled.inspector(username="inspector", family_name="Hall")
    person = world.person(officer)
    levelled.stands(person, "2")
    levelled.licensed(officer, person, world.TODAY - world.days(21))
    levelled.heard(person)
    record = f"{live_server.url}/people/{person.pk}/mappa/"

    # When the chair decides on level 1
    page = sign_in("chair")
    page.goto(record)
    accessible(page)
    page.get_by_role("main").get_by_role("button", name="Decide the level").click()
    expect(page.get_by_text("a lower level needs the stability checklist")).to_be_visible()
    page.get_by_label("1: one agency manages").check()
    page.get_by_label("Why?", exact=True).fill("Engaging well since release.")
    page.get_by_label("A settled address").check()
    press(page, "Save the decision")

    # Then what is not stable asks why, and nothing typed is lost
    expect(page.get_by_text("Not all of the checklist is so").first).to_be_visible()
    expect(page.get_by_label("Why?", exact=True)).to_have_value("Engaging well since release.")
    accessible(page)
    page.get_by_label("If not all of it is so").fill("The plan holds without it.")
    press(page, "Save the decision")

    # And they stay at level 2 until an inspector has countersigned it
    expect(page.get_by_text("waits for an inspector’s countersignature")).to_be_visible()
    expect(page.get_by_text("MAPPA category 1, level 2", exact=True)).to_be_visible()
    sign_in_as(page, live_server, "inspector")
    page.goto(f"{live_server.url}/approvals/")
    page.get_by_role("row", name="MAPPA level").get_by_role("link", name="Countersign or refuse").click()
    expect(page.get_by_text("The plan holds without it.")).to_be_visible()
    accessible(page)
    page.get_by_label("Countersign: the lower level from today").check()
    page.get_by_label("Reasons").fill("Seen twice, and agreed with probation.")
    press(page, "Save the decision")
    page.goto(record)
    expect(page.get_by_text("MAPPA category 1, level 1", exact=True)).to_be_visible()
    accessible(page)
