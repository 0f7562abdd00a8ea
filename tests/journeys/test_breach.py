"""A missed duty: the same-day checks, the decision of two, the court; a breach of an order; somebody missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from diary.models import Entry
from notifications import actions
from notifications.breaches.choices import Outcome
from notifications.models import Breach
from offenders.choices import OccupancyKind
from offenders.models import Sought
from tests import world
from tests.notifications.breaches import made

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SignIn = Callable[[str], Page]
Accessible = Callable[[Page], None]
Clock = Callable[[object], None]


def check(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).click()
    page.get_by_label("Looked: it does not explain it").check()
    page.get_by_label("What was found, and from whom?").fill("No trace")
    page.get_by_role("button", name="Save").click()


def test_from_an_overdue_notification_to_a_conviction(
    sign_in: SignIn, accessible: Accessible, clock: Clock
) -> None:
    # Given somebody who had to notify by 3 June and did not come
    world.person(world.officer(username="officer"))
    world.supervisor(username="supervisor")

    # When the officer starts the same-day checks from Today
    page = sign_in("officer")
    page.get_by_role("link", name="Start same-day checks").click()
    expect(page.get_by_text("the last day was 3 June 2026")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Start the checks").click()

    # Then custody and hospital come first, and the record says what it holds
    expect(page.get_by_role("button", name="Check: custody")).to_be_visible()
    expect(
        page.get_by_text("This record: Initial notification: due by the end of 3 June 2026.")
    ).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Check: custody").click()
    accessible(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Select what it gave.")).to_be_visible()
    page.get_by_label("Looked: it does not explain it").check()
    page.get_by_role("button", name="Save").click()
    for each in (
        "Are they in hospital",
        "Have they died",
        "Are they abroad",
        "Did they notify at another",
        "Has an officer or an agency",
        "Do they answer",
        "Are they at the address",
    ):
        check(page, each)
    expect(page.get_by_role("heading", name="Same-day checks: 8 of 8")).to_be_visible()

    # When every element is shown
    page.get_by_role("button", name="Record the evidence").click()
    accessible(page)
    page.get_by_label("They were subject to the requirement that day").fill("Court extract")
    page.get_by_label("They had been told of the requirement").fill("Signed notice of 1 June")
    page.get_by_label("They did not do what it requires in time").fill("Statement of the counter")
    page.get_by_role("button", name="Save").click()

    # Then it is established, and is recorded on PNC within 24 hours
    expect(page.get_by_text("Before 16 June 2026 at 9am.")).to_be_visible()
    page.get_by_role("button", name="Record it on PNC and ViSOR").click()
    page.get_by_label("PNC or ViSOR reference").fill("26/0001A")
    page.get_by_label("Considered, and not needed").check()
    accessible(page)
    page.get_by_role("button", name="Save").click()

    # When they are asked for their excuse, and the officer proposes a charge
    page.get_by_role("link", name="Record what they said about their excuse").click()
    page.get_by_label("Day they were asked").fill("15/6/2026")
    page.get_by_label("They gave one, and it is not reasonable").check()
    page.get_by_label("What they said, in their words").fill("I forgot.")
    page.get_by_label("Why it is reasonable, or why not").fill("Reminded the day before.")
    accessible(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Propose what to do").click()
    accessible(page)
    page.get_by_label("Charge", exact=True).check()
    page.get_by_label("Why?").fill("The evidence is complete.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Waits for a supervisor")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Sign out").click()

    # Then a supervisor finds it among the breaches and authorises it
    page = sign_in("supervisor")
    page.get_by_role("link", name="Breaches", exact=True).click()
    accessible(page)
    page.get_by_role("link", name="Authorise or return: charge").click()
    accessible(page)
    page.get_by_label("Authorise", exact=True).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("At court").first).to_be_visible()

    # And when the court has convicted, the year's count has one more
    page.get_by_role("button", name="Record the court's outcome").click()
    page.get_by_label("Convicted").check()
    page.get_by_label("Day of it").fill("15/6/2026")
    page.get_by_label("Court (optional)").fill("Carrow Magistrates' Court")
    accessible(page)
    page.get_by_role("button", name="Save").click()
    # The form says the word too: what follows must not meet a page that is about to go.
    expect(page.get_by_role("button", name="Save")).to_have_count(0)
    expect(page.get_by_text("Convicted", exact=True)).to_be_visible()
    accessible(page)
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Breaches").click()
    page.get_by_role("link", name="Annual count").click()
    expect(page.get_by_role("row", name="1 April 2026 to 31 March 2027")).to_contain_text("1")
    accessible(page)
    assert Breach.objects.get().outcome == Outcome.CONVICTED


def test_one_missed_week_opens_an_enquiry_the_same_day(
    sign_in: SignIn, accessible: Accessible, clock: Clock
) -> None:
    # Given somebody without a fixed address, who told the police on 2 June where he can be found
    officer = world.officer(username="officer")
    person = world.person(officer, home={"starts_on": date(2026, 6, 1), "kind": OccupancyKind.NO_FIXED_ABODE})
    told = world.at(date(2026, 6, 2))
    actions.record_notification(
        officer,
        person=person,
        given_at=told,
        station="Kirkby",
        answers=[made.overdue(person).key],
        now=told,
    )
    last = Entry.objects.get(rule="85(5)(a)", met_on__isnull=True).last
    assert last

    # When the week has passed, and the hourly sweep runs
    clock(last + world.days(1))
    actions.notice_breaches(now=world.at(last + world.days(1)))

    # Then the enquiry is on Today, due today, and asks where he can be found
    page = sign_in("officer")
    page.get_by_role("row", name="Same-day checks").get_by_role("link", name="Check:").click()
    page.get_by_role("link", name="Back", exact=True).click()
    expect(page.get_by_text("By Vigil")).to_be_visible()
    expect(
        page.get_by_role("rowheader", name="Are they at a place where they can regularly be found?")
    ).to_be_visible()
    accessible(page)

    # And when he is found in hospital, it is closed: nothing was broken
    page.get_by_role("link", name="Are they in hospital").click()
    page.get_by_label("It explains it").check()
    page.get_by_label("What was found, and from whom?").fill("Ward 4 since 6 June; the ward sister")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Close it: a check explains it").click()
    accessible(page)
    page.get_by_label("What explains it?").fill("In hospital since 6 June.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("No breach: explained").first).to_be_visible()
    accessible(page)


@pytest.mark.usefixtures("clock")
def test_a_condition_of_an_order_is_broken(sign_in: SignIn, accessible: Accessible) -> None:
    # Given an order with a condition about devices
    officer = world.officer(username="officer")
    person = world.person(officer)
    made.condition(officer, person)

    # When a telephone without a history is found on a visit
    page = sign_in("officer")
    page.get_by_role("link", name="MARSH, Alan").first.click()
    page.get_by_label("Sections of this record").get_by_role("link", name="Breaches").click()
    accessible(page)
    page.get_by_role("link", name="Record a suspected breach").click()
    accessible(page)
    page.get_by_label("A condition of a court order").check()
    page.get_by_label("Which condition of which order?").select_option(index=1)
    page.get_by_label("Day of the breach, or its first").fill("12/6/2026")
    page.get_by_label("How did it come to light?").select_option(label="On a home visit")
    page.get_by_label("What happened?").fill("A telephone in a drawer, its history deleted.")
    page.get_by_role("button", name="Record", exact=True).click()

    # Then it says which condition, which offence, and asks for two checks alone
    page.get_by_role("link", name="Open Breach of an order").click()
    expect(page.get_by_text("Not to use a device that cannot keep its history.").first).to_be_visible()
    expect(page.get_by_text("Sexual Offences Act 2003 s.103I")).to_be_visible()
    expect(page.get_by_role("heading", name="Same-day checks: 0 of 2")).to_be_visible()
    accessible(page)


@pytest.mark.usefixtures("clock")
def test_somebody_is_missing_and_found(sign_in: SignIn, accessible: Accessible) -> None:
    # Given a suspected breach of somebody whom nobody can find
    officer = world.officer(username="officer")
    person = world.person(officer)
    made.suspected(officer, person)

    # When the officer records that they are missing
    page = sign_in("officer")
    page.get_by_role("link", name="Breaches", exact=True).click()
    page.get_by_role("link", name="Initial notification").first.click()
    page.get_by_role("link", name="Nobody knows: record that they are missing").click()
    accessible(page)
    page.get_by_label("Since", exact=True).fill("5/6/2026")
    page.get_by_label("What for, or why nobody knows").fill("Flat empty on two visits")
    page.get_by_label("Risk to the public, and to whom").fill("Children of his former partner")
    page.get_by_role("button", name="Record", exact=True).click()

    # Then the length is shown, and the PNC reference is due within 24 hours
    expect(page.get_by_text("Missing 10 days")).to_be_visible()
    page.get_by_role("link", name="Missing since 5 June 2026").click()
    expect(page.get_by_text("before 16 June 2026 at 9am")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Record the PNC reference").click()
    page.get_by_label("PNC reference").fill("26/9X")
    page.get_by_label("Circulated on").fill("15/6/2026")
    accessible(page)
    page.get_by_role("button", name="Save").click()

    # When something was done to find them, and they are found
    page.get_by_role("button", name="Record what was done to find them").click()
    page.get_by_label("What was done?").select_option(label="Department for Work and Pensions")
    page.get_by_label("Day", exact=True).fill("15/6/2026")
    page.get_by_label("What came of it?").fill("A claim in Holmrook.")
    accessible(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="They were found").click()
    page.get_by_label("Day they were found or arrested").fill("15/6/2026")
    page.get_by_label("Found, and complying").check()
    page.get_by_label("Where, and by whom").fill("At his sister's, by Holmrook police")
    accessible(page)
    page.get_by_role("button", name="Save").click()

    # Then the search has ended, and the breach stays tied to it
    expect(page.get_by_text("At his sister's, by Holmrook police").first).to_be_visible()
    expect(page.get_by_role("link", name="Initial notification, s.83(1), 4 June 2026")).to_be_visible()
    accessible(page)
    assert Sought.objects.get().outcome == "complying"
    assert Breach.objects.get().missing == Sought.objects.get()
