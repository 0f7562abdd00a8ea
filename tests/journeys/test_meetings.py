"""A MAPPA meeting with several people signed in at once: before it, in the room without a quorum, and two who write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.choices import Role
from mappa.models import CaseReview, Paragraph
from mappa.sittings.choices import SittingState
from offenders.actions import record_custody
from tests import world
from tests.mappa import held

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
        page.get_by_role("link", name="Meetings", exact=True).wait_for()
        return page

    yield sign_in
    for context in opened:
        context.close()


def to_the_case(page: Page) -> None:
    page.get_by_role("link", name="Meetings", exact=True).click()
    page.locator("tbody").get_by_role("link").first.click()
    page.get_by_role("link", name="MARSH, Alan").click()


def test_returns_come_in_before_the_meeting(enter: Enter, accessible: Callable[[Page], None]) -> None:
    """Scenario 8: coordinator, chair and partner."""
    # Given a meeting in three days, sent out, to which the police and probation are invited
    chair = held.chair(username="chair")
    on = held.sitting(
        held.coordinator(username="coordinator"),
        chair=chair,
        held_on=date(2026, 6, 18),
        now=world.at(held.DAY),
    )
    held.partner(held.agency(), username="partner")
    held.invited(held.case(on, held.managed(world.person(world.officer()))))
    held.brought(on, SittingState.NOTICED)
    coordinator, partner, presiding = enter("coordinator"), enter("partner"), enter("chair")

    # When the coordinator chases what is missing
    coordinator.get_by_role("link", name="Meetings", exact=True).click()
    accessible(coordinator)
    coordinator.get_by_role("link", name="Thursday 18 June 2026").click()
    expect(coordinator.get_by_text("0 of 2 in")).to_be_visible()
    coordinator.get_by_role("button", name="Chase all that are missing").click()
    expect(coordinator.get_by_text("Chased: 2.")).to_be_visible()
    accessible(coordinator)

    # And the partner says that nothing is known, and who comes
    to_the_case(partner)
    accessible(partner)
    partner.get_by_role("button", name="Send your return").click()
    accessible(partner)
    partner.get_by_label("Nothing is known").check()
    partner.get_by_role("button", name="Send the return").click()
    partner.get_by_role("button", name="Say who comes").click()
    partner.get_by_label("Attending").check()
    partner.get_by_label("Who comes: name and role").fill("R. Cole, manager")
    partner.get_by_role("button", name="Save the reply").click()

    # Then the chair sees both at once
    to_the_case(presiding)
    expect(presiding.get_by_text("Nothing known")).to_be_visible()
    expect(presiding.get_by_text("R. Cole, manager")).to_be_visible()
    accessible(presiding)
    coordinator.reload()
    expect(coordinator.get_by_text("1 of 2 in")).to_be_visible()


def test_nobody_is_heard_before_the_statement_or_without_the_prison(
    enter: Enter, accessible: Callable[[Page], None]
) -> None:
    """Scenarios 9 and 10: coordinator and chair."""
    # Given somebody in custody, to whose case the prison is invited, on an open meeting
    coordinator_user = held.coordinator(username="coordinator")
    on = held.sitting(coordinator_user, chair=held.chair(username="chair"))
    person = held.managed(world.person(world.officer()))
    record_custody(
        world.supervisor(),
        person=person,
        kind="custody",
        starts_on=held.DAY,
        place="Stonegarth",
        now=world.at(held.DAY),
    )
    held.invited(held.case(on, person), None, held.agency(), held.agency("prison", name="HM Prison"))
    held.opened(on)
    coordinator, chair = enter("coordinator"), enter("chair")

    # When attendance is recorded, and the prison did not come
    to_the_case(coordinator)
    coordinator.get_by_role("button", name="Record who is there").click()
    accessible(coordinator)
    coordinator.get_by_label("the chair, is there").check()
    for agency, was in (
        ("HM Prison", "Did not come"),
        ("Police", "In the room"),
        ("Probation", "In the room"),
    ):
        group = coordinator.get_by_role("group", name=agency)
        group.get_by_label("Was it there?").select_option(label=was)
        group.get_by_label("Who: name and role").fill("A manager")
    coordinator.get_by_role("button", name="Save").click()

    # Then the next thing is the statement, and there is no way past it
    expect(coordinator.get_by_role("button", name="Begin this case")).to_have_count(0)
    coordinator.get_by_role("button", name="Confirm the confidentiality statement").click()
    accessible(coordinator)
    coordinator.get_by_role("button", name="Confirm").click()
    expect(coordinator.get_by_role("alert").get_by_text("There is a problem")).to_be_visible()
    coordinator.get_by_label("Read aloud").check()
    coordinator.get_by_label("Everybody who is there has agreed to it").check()
    coordinator.get_by_role("button", name="Confirm").click()
    expect(coordinator.get_by_text("No quorum without the prison")).to_be_visible()

    # And the chair adjourns, to a day within ten working days
    to_the_case(chair)
    chair.get_by_role("button", name="There is no quorum: decide what to do").click()
    accessible(chair)
    chair.get_by_label("Adjourn, and meet again").check()
    chair.get_by_label("Heard again on").fill("30/6/2026")
    chair.get_by_role("button", name="Record it").click()
    expect(chair.get_by_role("link", name="by 29 June 2026 at the latest")).to_be_visible()
    chair.get_by_label("Heard again on").fill("29/6/2026")
    chair.get_by_role("button", name="Record it").click()
    expect(chair.get_by_text("It does not count as a review.")).to_be_visible()
    accessible(chair)


def ticked(page: Page, **was: str) -> None:
    """Says of agencies, by how they are called, how they were there."""
    for agency, presence in was.items():
        page.get_by_role("group", name=agency).get_by_label("Was it there?").select_option(label=presence)


def test_who_comes_late_hears_the_statement_and_without_a_quorum_the_chair_adjourns(
    enter: Enter, accessible: Callable[[Page], None]
) -> None:
    """Scenarios 9 and 10: coordinator, minute-taker and chair, in one case."""
    # Given a case of which the statement was given, and housing is not there yet
    case = held.ready(
        held.managed(world.person(world.officer())),
        by=held.coordinator(username="coordinator"),
        chair=held.chair(username="chair"),
        besides=[held.agency("housing", "duty")],
        but=["Housing Service"],
    )
    world.user(Role.MAPPA_ADMINISTRATOR, username="minutes", rank="Staff")
    coordinator, minutes, chair = enter("coordinator"), enter("minutes"), enter("chair")
    for page in (coordinator, minutes, chair):
        to_the_case(page)
    expect(coordinator.get_by_role("button", name="Begin this case")).to_be_visible()

    # When housing comes in before it has begun
    minutes.get_by_role("link", name="Somebody came or left").click()
    minutes.get_by_role("group", name="Housing").get_by_label("Who: name and role").fill("The duty officer")
    ticked(minutes, Housing="In the room")
    minutes.get_by_role("button", name="Save").click()
    # Then nobody begins it, not even whose page says that they may, before the statement is given again
    coordinator.get_by_role("button", name="Begin this case").click()
    expect(coordinator.get_by_role("alert").get_by_text("Somebody came in since")).to_be_visible()
    to_the_case(coordinator)
    expect(coordinator.get_by_role("button", name="Begin this case")).to_have_count(0)
    coordinator.get_by_role("button", name="Confirm the confidentiality statement").click()
    expect(coordinator.get_by_text("The duty officer (Housing Service)")).to_be_visible()
    accessible(coordinator)
    coordinator.get_by_label("Read aloud").check()
    coordinator.get_by_label("Everybody who is there has agreed to it").check()
    coordinator.get_by_role("button", name="Confirm").click()
    coordinator.get_by_role("button", name="Begin this case").click()
    expect(coordinator.get_by_text("The case is in session.")).to_be_visible()

    # When probation leaves
    minutes.get_by_role("link", name="Somebody came or left").click()
    ticked(minutes, Probation="Did not come")
    minutes.get_by_role("button", name="Save").click()
    # Then the case has stopped, on every page, and the chair adjourns it to a day within ten working days
    expect(minutes.get_by_text("The case has stopped")).to_be_visible()
    accessible(minutes)
    coordinator.reload()
    expect(coordinator.get_by_role("button", name="Add to the notes")).to_have_count(0)
    chair.reload()
    chair.get_by_role("button", name="There is no quorum: decide what to do").click()
    chair.get_by_label("Adjourn, and meet again").check()
    chair.get_by_label("Heard again on").fill("29/6/2026")
    chair.get_by_role("button", name="Record it").click()
    expect(chair.get_by_text("It does not count as a review.")).to_be_visible()
    # And it is not credited; whoever listed it is to list it again
    assert not CaseReview.objects.held().exists()
    again = case.person.diary_entries.get(kind="mappa_again")
    assert (again.owner, again.last) == (case.recorded_by, date(2026, 6, 29))
    coordinator.goto("/")
    expect(coordinator.get_by_text("Hear again what had no quorum").first).to_be_visible()


def test_two_who_write_at_once_lose_no_word(enter: Enter, accessible: Callable[[Page], None]) -> None:
    # Given a case in session, and two minute-takers with its page open
    on = world.user(Role.MAPPA_ADMINISTRATOR, username="second", rank="Staff")
    case = held.begun(held.managed(world.person(world.officer())))
    case.sitting.recorded_by.username = "first"
    case.sitting.recorded_by.save(update_fields=["username"])
    assert on.username == "second"
    first, second = enter("first"), enter("second")
    for page in (first, second):
        to_the_case(page)

    # When both add what they heard
    for page, text in ((first, "Seen twice."), (second, "He has a tablet.")):
        page.get_by_label("What was said?").fill(text)
        page.get_by_role("button", name="Add to the notes").click()
    # Then both stand
    expect(second.get_by_text("Seen twice.")).to_be_visible()
    expect(second.get_by_text("He has a tablet.")).to_be_visible()
    accessible(second)

    # When both correct the same paragraph
    first.reload()
    for page in (first, second):
        page.get_by_role("link", name="Correct").first.click()
    for page, text in ((first, "Seen three times."), (second, "Seen twice at home.")):
        page.get_by_label("What was said?").fill(text)
        page.get_by_role("button", name="Save").click()
    # Then the second sees both versions, and nothing of theirs is gone
    expect(second.get_by_role("cell", name="Seen three times.")).to_be_visible()
    expect(second.get_by_label("What was said?")).to_have_value("Seen twice at home.")
    accessible(second)
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_text("Seen twice at home.")).to_be_visible()
    said = {each.text for each in Paragraph.objects.all()}
    assert said == {"Seen twice.", "He has a tablet.", "Seen three times.", "Seen twice at home."}
