"""Home visits as the officer and the supervisor make them: the morning's list, the pack, the record at the kerb, what
follows, attempts, a warrant, going alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from offenders.models import Device, Person
from riskplans import actions
from riskplans.models import Visit
from tests import world
from tests.riskplans import visiting

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(240),
]
Accessible = Callable[[Page], None]
SignIn = Callable[[str], Page]
Clock = Callable[[date | datetime | str], None]
TODAY = world.TODAY


@pytest.fixture
def officer(clock: Clock) -> User:
    return world.officer(username="officer", family_name="Reed")


@pytest.fixture
def supervisor() -> User:
    return world.supervisor(username="supervisor", family_name="Ward")


def seen(by: User, name: str, level: str, days_ago: int) -> Person:
    """Somebody on record since spring, last seen so many days ago."""
    person = visiting.known_for(by, days_ago + 20, family_name=name, management_level=level)
    visiting.made(by, person, on=TODAY - world.days(days_ago))
    return person


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def sign_in_as(page: Page, live_server: LiveServer, name: str) -> None:
    page.context.clear_cookies()
    page.goto(live_server.url + "/account/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password", exact=True).fill(world.PASSWORD)
    press(page, "Sign in")


def test_the_morning_list_an_interval_and_the_pack(
    sign_in: SignIn,
    live_server: LiveServer,
    accessible: Accessible,
    officer: User,
    supervisor: User,
    clock: Clock,
) -> None:
    # Given a very high person three days overdue, and a high person seen last week
    worst = seen(officer, "Ash", "very_high", 34)
    high = seen(officer, "Elm", "high", 7)
    world.detail(officer, worst, "child", tie="partner", name="Sam, a boy", age="9", source="observed")
    actions.record_check(
        officer,
        person=worst,
        systems=["open_source"],
        checked_on=TODAY - world.days(40),
        found="Nothing new",
        now=world.at(TODAY - world.days(40)),
    )

    # When the officer opens Visits in the morning
    page = sign_in("officer")
    page.get_by_role("link", name="Visits", exact=True).click()

    # Then the very high person stands on top, with how late it is and what to do next
    first = page.get_by_role("table", name="Overdue").get_by_role("row").nth(1)
    expect(first).to_contain_text("ASH")
    expect(first).to_contain_text("3 days overdue")
    accessible(page)

    # When the officer plans the visit for this evening, announced without saying why
    first.get_by_role("link", name="Plan a visit").click()
    accessible(page)
    page.get_by_label("Day", exact=True).fill("15/6/2026")
    page.get_by_label("Time", exact=True).fill("18:30")
    page.get_by_label("Who goes with them").fill("PC 2001 Hale")
    page.get_by_label("Yes: announced").check()
    press(page, "Save the plan")

    # Then the reason is asked for, and nothing typed is lost
    expect(page.get_by_text("Say why the visit is announced").first).to_be_visible()
    expect(page.get_by_label("Time", exact=True)).to_have_value("18:30")
    accessible(page)
    page.get_by_label("No: unannounced").check()
    press(page, "Save the plan")
    expect(page.get_by_text("Visit planned for")).to_be_visible()
    accessible(page)

    # And the pack has the child, and says which checks are out of date
    page.get_by_role("link", name="Pack for a visit").click()
    expect(page.get_by_text("Sam, a boy")).to_be_visible()
    row = page.get_by_role("row", name="Open source and social media")
    expect(row).to_contain_text("40 days ago")
    expect(row).to_contain_text("Out of date")
    accessible(page)

    # When the officer asks for six weeks instead of three months, it counts at once
    page.goto(f"{live_server.url}/people/{high.pk}/visits/")
    page.get_by_role("link", name="Change how often").click()
    accessible(page)
    page.get_by_label("Every", exact=True).fill("6")
    page.get_by_label("Weeks", exact=True).check()
    page.get_by_label("Why does the force’s interval not fit this person?").fill(
        "Isolated since he lost his job."
    )
    press(page, "Save")
    expect(page.get_by_text("20 July 2026").first).to_be_visible()

    # And six months waits for the supervisor, who approves it
    page.get_by_role("link", name="Change how often").click()
    page.get_by_label("Every", exact=True).fill("6")
    page.get_by_label("Months", exact=True).check()
    page.get_by_label("Why does the force’s interval not fit this person?").fill("Settled.")
    press(page, "Save")
    expect(page.get_by_text("Waits for approval")).to_be_visible()
    expect(page.get_by_text("20 July 2026").first).to_be_visible()
    sign_in_as(page, live_server, "supervisor")
    page.goto(f"{live_server.url}/visits/")
    accessible(page)
    page.get_by_role("link", name="What waits for your decision").click()
    page.get_by_role("link", name="Approve or refuse").click()
    accessible(page)
    page.get_by_label("Approved").check()
    page.get_by_label("Reasons").fill("Settled for years.")
    press(page, "Save the answer")
    page.goto(f"{live_server.url}/people/{high.pk}/visits/")
    expect(page.get_by_text("8 December 2026").first).to_be_visible()


def test_a_visit_with_a_device_they_had_not_declared(
    sign_in: SignIn, live_server: LiveServer, accessible: Accessible, officer: User
) -> None:
    # Given a visit by two, planned for now
    person = world.person(officer)
    visit = visiting.planned(officer, person, world.at(TODAY, 8, 30))
    page = sign_in("officer")
    page.goto(f"{live_server.url}/people/{person.pk}/visits/{visit.pk}/")
    accessible(page)

    # When the officer records what happened: seen at home, and a telephone nobody knew of
    page.get_by_role("button", name="Record what happened").click()
    accessible(page)
    page.get_by_role("link", name="Seen at home", exact=True).click()
    accessible(page)
    page.get_by_label("Who was there, and how was it?").fill("Alone. Nervous.")
    page.get_by_role("group", name="Was there a device they had not declared?").get_by_label("Yes").check()
    page.get_by_label("Make and model").fill("Nokia 3310")
    page.get_by_role("group", name="Does anything seem to break").get_by_label("Yes").check()
    page.get_by_label("What did you see or find?").fill("A telephone in the kitchen drawer.")
    page.get_by_label("The same").check()
    press(page, "Save the record")

    # Then all of it stands at once: the next day to be seen, the device, the breach, the review
    expect(page.get_by_role("heading", name="Seen at home")).to_be_visible()
    expect(page.get_by_text("Nokia 3310")).to_be_visible()
    accessible(page)
    assert Device.objects.get(person=person).state == "found"
    page.get_by_role("link", name="Write the full record").click()
    accessible(page)
    page.get_by_label("Rooms seen").fill("All four")
    page.get_by_label("Name", exact=True).first.fill("Jo Reed")
    press(page, "Save the full record")
    expect(page.get_by_text("All four")).to_be_visible()
    accessible(page)
    page.goto(f"{live_server.url}/people/{person.pk}/visits/")
    expect(page.get_by_text("15 September 2026").first).to_be_visible()
    accessible(page)
    page.goto(f"{live_server.url}/people/{person.pk}/risk/")
    expect(page.get_by_text("An undeclared device was found.")).to_be_visible()
    expect(page.get_by_text("A suspected breach.")).to_be_visible()
    accessible(page)


def test_two_failed_attempts_a_decision_and_the_warrant_pack(
    sign_in: SignIn, live_server: LiveServer, accessible: Accessible, officer: User, supervisor: User
) -> None:
    # Given one attempt at which entry was sought, and a second visit planned
    person = world.person(officer)
    visiting.made(officer, person, "not_in", TODAY - world.days(2))
    visit = visiting.planned(officer, person, world.at(TODAY, 8))
    page = sign_in("officer")

    # When the officer finds nobody in again
    page.goto(f"{live_server.url}/people/{person.pk}/visits/{visit.pk}/record/")
    page.get_by_role("link", name="Not in").click()
    accessible(page)
    press(page, "Save the record")
    expect(page.get_by_text("Say whether entry was sought").first).to_be_visible()
    accessible(page)
    page.get_by_role("group", name="Did you seek entry").get_by_label("Yes").check()
    page.get_by_label("What happened?").fill("Curtains drawn, no answer.")
    press(page, "Save the record")

    # Then the day has not moved, and no third visit can be planned without a decision
    expect(page.get_by_text("has not moved").first).to_be_visible()
    page.goto(f"{live_server.url}/people/{person.pk}/visits/")
    expect(page.get_by_text("30 June 2026").first).to_be_visible()
    expect(page.get_by_text("Waits for a supervisor’s decision")).to_be_visible()
    expect(page.get_by_role("button", name="Plan a visit")).to_have_count(0)
    accessible(page)

    # When the supervisor decides for a warrant
    sign_in_as(page, live_server, "supervisor")
    page.goto(f"{live_server.url}/approvals/")
    page.get_by_role("row", name="failed visits").get_by_role("link", name="Decide").click()
    accessible(page)
    page.get_by_label("Apply for a warrant to enter and search (section 96B)").check()
    page.get_by_label("Reasons").fill("Nobody has seen the home since May.")
    press(page, "Save the decision")

    # Then the officer's pack is built from both attempts
    sign_in_as(page, live_server, "officer")
    page.goto(f"{live_server.url}/people/{person.pk}/visits/warrant/")
    expect(page.get_by_text("Counts", exact=True)).to_have_count(2)
    accessible(page)
    page.get_by_role("button", name="Prepare an application").click()
    accessible(page)
    page.get_by_label("The home address last notified").check()
    page.get_by_label("Why are entry and search necessary").fill("The home has not been seen since May.")
    press(page, "Prepare it")
    accessible(page)
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download the pack").click()
    assert downloading.value.suggested_filename.endswith("section 96B.pdf")


def test_alone_only_with_authority_and_a_silence_is_heard(
    sign_in: SignIn,
    live_server: LiveServer,
    accessible: Accessible,
    officer: User,
    supervisor: User,
    clock: Clock,
) -> None:
    # Given a visit planned by one officer alone
    person = world.person(officer)
    visit = visiting.planned(officer, person, second="")
    page = sign_in("officer")
    page.goto(f"{live_server.url}/people/{person.pk}/visits/{visit.pk}/")
    expect(page.get_by_role("button", name="Start: we are at the door")).to_have_count(0)

    # When the officer asks, and the supervisor authorises it
    page.get_by_role("button", name="Ask to visit alone").click()
    accessible(page)
    page.get_by_label("Why can nobody else go?").fill("Court all day.")
    page.get_by_label("What could go wrong, and what is done about it?").fill("I stay at the door.")
    press(page, "Ask the supervisor")
    expect(page.get_by_text("Waits for a supervisor")).to_be_visible()
    accessible(page)
    sign_in_as(page, live_server, "supervisor")
    page.goto(f"{live_server.url}/approvals/")
    page.get_by_role("link", name="Authorise or refuse").click()
    accessible(page)
    page.get_by_label("Approved").check()
    page.get_by_label("Reasons").fill("Low risk to staff, a short visit.")
    press(page, "Save the answer")

    # Then it can start, and the time to be heard from runs
    sign_in_as(page, live_server, "officer")
    page.goto(f"{live_server.url}/people/{person.pk}/visits/{visit.pk}/")
    press(page, "Start: we are at the door")
    expect(page.get_by_text("Check in by")).to_contain_text("10am")
    accessible(page)

    # When nobody hears from the officer
    late = world.at(TODAY, 10, 5)
    clock(late)
    assert actions.notice_silences(now=late) == 1

    # Then the supervisor is alerted on the list and on Today
    sign_in_as(page, live_server, "supervisor")
    expect(page.get_by_text("Ring an officer who visits alone").first).to_be_visible()
    page.goto(f"{live_server.url}/visits/")
    expect(page.get_by_text("Ring them now.")).to_be_visible()
    accessible(page)

    # And the alarm ends when the officer checks in
    sign_in_as(page, live_server, "officer")
    page.goto(f"{live_server.url}/people/{person.pk}/visits/{visit.pk}/")
    press(page, "Check in: all is well")
    sign_in_as(page, live_server, "supervisor")
    page.goto(f"{live_server.url}/visits/")
    expect(page.get_by_text("Ring them now.")).to_have_count(0)


def test_recorded_six_days_late(
    sign_in: SignIn,
    live_server: LiveServer,
    accessible: Accessible,
    officer: User,
    supervisor: User,
    clock: Clock,
) -> None:
    # Given a visit that was made, and six days later is not recorded
    person = world.person(officer, management_level="low")
    visit = visiting.planned(officer, person)
    clock(TODAY + world.days(6))
    page = sign_in("officer")
    page.goto(f"{live_server.url}/people/{person.pk}/visits/{visit.pk}/record/seen_home/")

    # When the officer records it without saying why it is late
    page.get_by_label("Who was there, and how was it?").fill("Alone, calm.")
    for question in ("Was there a device", "Does anything seem to break"):
        page.get_by_role("group", name=question).get_by_label("No").check()
    page.get_by_label("The same").check()
    press(page, "Save the record")
    expect(page.get_by_text("Say why it is late").first).to_be_visible()
    accessible(page)
    page.get_by_label("Why is it recorded late?").fill("On leave from that evening.")
    press(page, "Save the record")

    # Then the supervisor sees that it is late, and why
    sign_in_as(page, live_server, "supervisor")
    page.goto(f"{live_server.url}/visits/")
    expect(page.get_by_text("On leave from that evening.")).to_be_visible()
    page.get_by_role("link", name="Review", exact=False).first.click()
    accessible(page)
    page.get_by_label("In order").check()
    press(page, "Save the review")


def test_the_quick_record_on_a_phone_by_keyboard_alone_and_without_javascript(
    browser: Browser, live_server: LiveServer, officer: User
) -> None:
    # Given a phone without scripts, and a visit planned for this morning
    person = world.person(officer)
    visit = visiting.planned(officer, person, world.at(TODAY, 8, 30))
    phone = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = phone.new_page()
    page.goto(f"{live_server.url}/account/login/?next=/people/{person.pk}/visits/{visit.pk}/record/")
    page.get_by_label("Username").fill("officer")
    page.get_by_label("Password", exact=True).fill(world.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What happened?")).to_be_visible()

    def to(what: str) -> None:
        """Tab until the focus stands on what is called so."""
        for _ in range(60):
            page.keyboard.press("Tab")
            if (
                page.evaluate(
                    "(document.activeElement.labels?.[0] || document.activeElement).innerText.trim()"
                )
                == what
            ):
                return
        raise AssertionError(what)

    # When the officer records by keyboard alone that nobody was in
    to("Not in")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Not in")).to_be_visible()
    to("Yes")
    page.keyboard.press("Space")
    to("What happened?")
    page.keyboard.type("No light, no answer.")
    to("Save the record")
    page.keyboard.press("Enter")

    # Then it is on record as an attempt
    expect(page.get_by_role("heading", name="Not in")).to_be_visible()
    made = Visit.objects.get(pk=visit.pk)
    assert (made.state, made.entry_sought, made.attempt) == ("attempted", "yes", 1)
    phone.close()
