"""Notification at the station, by a front-counter officer who has never taken one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.choices import Role
from notifications import actions
from offenders.models import Person
from tests import world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.timeout(500)]
Clock = Callable[[date], None]
SignIn = Callable[[str], Page]
Accessible = Callable[[Page], None]


def told(person: Person, on: date, by: object) -> None:
    """The initial notification, given on a day."""
    key = person.diary_entries.get(kind="initial").key
    actions.record_notification(
        by,  # type: ignore[arg-type]
        person=person,
        given_at=world.at(on),
        answers=[key],
        station="Kirkby",
        now=world.at(on, 12),
    )


class Counter:
    """What the officer at the counter does, in their words."""

    def __init__(self, page: Page, live_server: LiveServer, accessible: Accessible) -> None:
        self.page, self.url, self.accessible = page, live_server.url, accessible

    def find(self, typed: str) -> None:
        self.page.get_by_role("link", name="Take a notification", exact=True).first.click()
        self.accessible(self.page)
        self.page.get_by_label("Who has come?").fill(typed)
        self.page.get_by_role("button", name="Find", exact=True).last.click()
        self.accessible(self.page)
        self.page.get_by_role("link", name="Take their notification").first.click()
        expect(self.page.get_by_role("heading", name="What have they come for?")).to_be_visible()
        self.accessible(self.page)

    def go_on(self, to: str = "") -> None:
        self.page.get_by_role("button", name="Continue").click()
        if to:
            expect(self.page.get_by_role("heading", level=1, name=to)).to_be_visible()
        self.accessible(self.page)

    def says_who(self, on: str, at: str = "09:00") -> None:
        expect(self.page.get_by_role("heading", name="Who is here, and when?")).to_be_visible()
        self.page.get_by_label("Date they attended").fill(on)
        self.page.get_by_label("Time they attended").fill(at)
        self.page.get_by_label("Police station").fill("Kirkby")
        self.page.get_by_label("They match the photograph on the record").check()

    def still_so(self, *headings: str) -> None:
        for heading in headings:
            expect(self.page.get_by_role("heading", level=1, name=heading)).to_be_visible()
            self.page.get_by_role("radio").first.check()
            # The pages of the items are one page with other words: the first of them is judged.
            self.page.get_by_role("button", name="Continue").click()
            if heading == headings[0]:
                self.accessible(self.page)

    def ends(self) -> None:
        expect(self.page.get_by_role("heading", name="Before they go")).to_be_visible()
        self.page.get_by_label("I have told them what they must notify, and when").check()
        self.go_on()

    def records(self) -> None:
        expect(self.page.get_by_role("heading", name="Check your answers")).to_be_visible()
        self.page.get_by_role("button", name="Record the notification").click()
        expect(self.page.get_by_role("heading", name="Notification recorded")).to_be_visible()
        self.accessible(self.page)


EVERY_ITEM = (
    "Date of birth and National Insurance number",
    "Which names do they use?",
    "Where is their home?",
    "Which other addresses do they use in the UK?",
    "Do they live or stay where someone under 18 does?",
    "Which accounts and cards do they have?",
    "Which passports and identity documents do they hold?",
)


@pytest.fixture
def counter(sign_in: SignIn, live_server: LiveServer, accessible: Accessible) -> Callable[[], Counter]:
    def signed_in() -> Counter:
        world.user(Role.FRONT_COUNTER, username="counter", rank="staff")
        return Counter(sign_in("counter"), live_server, accessible)

    return signed_in


def test_an_initial_notification_a_day_late(clock: Clock, counter: Callable[[], Counter]) -> None:
    # Given somebody released on Friday 3 January who comes on Monday 6 January
    clock(date(2025, 1, 6))
    world.person(
        world.officer(),
        today=date(2025, 1, 6),
        trigger={"kind": "conviction", "date": date(2024, 12, 2), "offence": "Sexual assault (s.3)"},
        disposal={"kind": "imprisonment", "date": date(2024, 12, 2), "term_months": 2},
        absence={"kind": "sentence", "starts_on": date(2024, 12, 2), "ended_on": date(2025, 1, 3)},
    )
    at = counter()
    at.find("Marsh")

    # Then the counter is told what they came for and that it is late
    expect(at.page.get_by_text("5 January 2025: 1 day overdue").first).to_be_visible()
    at.go_on()
    at.says_who("6/1/2025")
    at.go_on()
    at.still_so(*EVERY_ITEM)
    at.ends()

    # And the breach question is asked there and then, and its answer is kept
    expect(at.page.get_by_role("heading", name="Why is it late?")).to_be_visible()
    at.accessible(at.page)
    at.page.get_by_label("Yes", exact=True).check()
    at.page.get_by_label("What do they say?").fill("The station was shut on Sunday")
    at.go_on("Check your answers")
    expect(at.page.get_by_text("Vigil opens a suspected breach")).to_be_visible()
    at.records()
    expect(at.page.get_by_text("Something was late.")).to_be_visible()
    with at.page.expect_download() as paper:
        at.page.get_by_role("button", name="Print the acknowledgement (PDF)").click()
    assert paper.value.suggested_filename.endswith(".pdf")


def test_a_change_moves_the_regular_date_and_travel_does_not(
    clock: Clock, counter: Callable[[], Counter]
) -> None:
    # Given somebody who notified a new name on 10 March 2026
    clock(date(2026, 3, 10))
    manager = world.officer()
    person = world.person(
        manager,
        today=date(2026, 3, 10),
        trigger={"kind": "conviction", "date": date(2026, 2, 2), "offence": "Voyeurism (s.67)"},
        disposal={"kind": "fine", "date": date(2026, 2, 2)},
    )
    told(person, date(2026, 2, 3), manager)
    at = counter()
    at.find("Marsh")
    at.page.get_by_label("Uses a new name").check()
    at.go_on()
    at.says_who("10/3/2026")
    at.go_on("Which name do they use?")
    at.page.get_by_label("Another name that they use as well").check()
    at.page.get_by_label("Family name").fill("Fell")
    at.page.get_by_label("On which day did they first use it?").fill("9/3/2026")
    at.page.get_by_role("radio", name="No", exact=True).check()
    at.go_on()
    at.still_so(EVERY_ITEM[0], *EVERY_ITEM[2:])
    at.ends()
    at.records()
    expect(at.page.get_by_text("next by the end of 10 March 2027")).to_be_visible()

    # When they notify travel on 1 May, two weeks before
    clock(date(2026, 5, 1))
    at.find("Fell")
    at.page.get_by_label("Is going to leave the United Kingdom").check()
    at.go_on()
    at.says_who("1/5/2026")
    at.go_on("Where are they going, and when?")
    at.page.get_by_label("Day they leave").fill("15/5/2026")
    at.page.get_by_label("To which country first?").fill("France")
    at.page.get_by_label("When did they know").fill("1/5/2026")
    at.page.get_by_role("radio", name="No", exact=True).check()
    at.go_on()
    at.still_so(*EVERY_ITEM[:3])
    at.ends()
    at.records()

    # Then the regular date has not moved
    expect(at.page.get_by_text("next by the end of 10 March 2027")).to_be_visible()


def test_weekly_without_a_fixed_address(clock: Clock, counter: Callable[[], Counter]) -> None:
    # Given a woman without a fixed address who last notified on 8 June
    clock(date(2026, 6, 15))
    manager = world.officer()
    person = world.person(
        manager,
        sex="female",
        given_names="Ann",
        home={"starts_on": date(2026, 6, 1), "kind": "no_fixed_abode"},
    )
    told(person, date(2026, 6, 3), manager)
    weekly = person.diary_entries.get(kind="periodic", met_on=None).key
    actions.record_notification(
        manager,
        person=person,
        given_at=world.at(date(2026, 6, 8)),
        answers=[weekly],
        station="Kirkby",
        now=world.at(date(2026, 6, 15)),
    )
    at = counter()

    # When she comes on the seventh day, it is what the first page expects her to have come for
    at.find("Marsh")
    expect(at.page.get_by_label("Weekly notification (no fixed address)")).to_be_checked()
    expect(at.page.get_by_text("due today")).to_be_visible()
    at.go_on()
    at.says_who("15/6/2026")
    at.go_on()
    at.still_so(*EVERY_ITEM)
    at.ends()
    at.records()

    # Then the next is seven days on
    expect(at.page.get_by_text("next by the end of 22 June 2026")).to_be_visible()


def test_a_night_where_a_child_lives(clock: Clock, counter: Callable[[], Counter]) -> None:
    # Given somebody who stayed overnight with a nephew of nine
    clock(date(2026, 6, 15))
    manager = world.officer()
    told(world.person(manager), date(2026, 6, 2), manager)
    at = counter()
    at.find("Marsh")
    at.page.get_by_label("Someone under 18 where they live or have stayed").check()
    at.go_on()
    at.says_who("15/6/2026")
    at.go_on("Where does someone under 18 live or stay?")

    # Then the rule is explained
    expect(at.page.get_by_text("staying there for 12 hours at one time")).to_be_visible()
    at.page.get_by_label("They stayed in such a home").check()
    at.page.get_by_label("Day they arrived").fill("13/6/2026")
    at.page.get_by_label("Time they arrived").fill("20:00")
    at.page.get_by_label("Day they left, or today").fill("14/6/2026")
    at.page.get_by_label("Time they left, or now").fill("09:30")
    at.page.get_by_label("Which home is it?").fill("Sister’s, 4 Mill Lane, Kirkby")
    at.page.get_by_label("Who is the child? (optional)").fill("Nephew, 9")
    at.page.get_by_role("radio", name="No", exact=True).check()
    at.go_on()
    at.still_so(*EVERY_ITEM[:4], *EVERY_ITEM[5:])
    at.ends()

    # And a referral is set for the manager
    expect(at.page.get_by_text("Refer to children’s services")).to_be_visible()
    at.records()
    expect(at.page.get_by_text("Refer to children’s services")).to_be_visible()


def test_travel_told_four_days_before(
    clock: Clock, counter: Callable[[], Counter], accessible: Accessible
) -> None:
    # Given somebody who booked in May and leaves on 19 June
    clock(date(2026, 6, 15))
    manager = world.officer(username="officer")
    told(world.person(manager), date(2026, 6, 2), manager)
    at = counter()
    at.find("Marsh")
    at.page.get_by_label("Is going to leave the United Kingdom").check()
    at.go_on()
    at.says_who("15/6/2026")
    at.go_on("Where are they going, and when?")
    at.page.get_by_label("Day they leave").fill("19/6/2026")
    at.page.get_by_label("To which country first?").fill("Thailand")
    at.page.get_by_label("Port, airport or station where they arrive").fill("Bangkok")
    at.page.get_by_label("When did they know").fill("15/5/2026")
    at.page.get_by_label("Coming back on (optional)").fill("28/6/2026")
    at.page.get_by_role("radio", name="Yes").check()
    at.go_on("The next country")
    at.page.get_by_label("Which country?").fill("Cambodia")
    at.page.get_by_role("radio", name="No", exact=True).check()
    at.go_on()
    at.still_so(*EVERY_ITEM[:3])
    at.ends()

    # Then it is late, and they are asked why
    expect(at.page.get_by_role("heading", name="Why is it late?")).to_be_visible()
    at.page.get_by_label("No: they give none").check()
    at.go_on("Check your answers")
    expect(at.page.get_by_text("Thailand").first).to_be_visible()
    at.records()
    expect(at.page.get_by_text("Decide whether to alert where they travel")).to_be_visible()
    expect(at.page.get_by_text("Check that they have come back from abroad")).to_be_visible()

    # When they come back and tell it within three days
    clock(date(2026, 6, 30))
    at.find("Marsh")
    at.page.get_by_label("Has come back to the United Kingdom").check()
    at.go_on()
    at.says_who("30/6/2026")
    at.go_on("When did they come back?")
    at.page.get_by_label("Day they came back").fill("29/6/2026")
    at.go_on()
    at.still_so(*EVERY_ITEM[:3])
    at.ends()
    at.records()
    expect(at.page.get_by_text("Notify return from abroad").first).to_be_visible()
    expect(at.page.get_by_text("Something was late.")).to_have_count(0)


def test_a_qualifying_stay_by_somebody_who_has_never_taken_one(
    clock: Clock, counter: Callable[[], Counter]
) -> None:
    # Given a person who stayed four days in March at their brother's
    clock(date(2026, 6, 15))
    manager = world.officer()
    person = world.person(manager)
    told(person, date(2026, 6, 2), manager)
    actions.record_change(
        manager,
        person=person,
        change={"kind": "stay", "starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 4)},
        address={"line_1": "4 Mill Lane", "line_2": "", "town": "Kirkby", "postcode": "CX1 2AB"},
        now=world.at(date(2026, 6, 15)),
    )
    at = counter()

    # When they say that they were there again for three days
    at.find("Marsh")
    at.page.get_by_label("Stayed at another address in the UK").check()
    at.go_on()
    at.says_who("15/6/2026")
    at.go_on("Where did they stay, and when?")
    expect(
        at.page.get_by_text("Seven days at one address, in a row or added up over 12 months")
    ).to_be_visible()
    at.page.get_by_label("4 Mill Lane, Kirkby, CX1 2AB").check()
    at.page.get_by_label("First day there").fill("12/6/2026")
    at.page.get_by_label("Last day there, or today if they still stay there").fill("14/6/2026")
    at.page.get_by_role("radio", name="No", exact=True).check()
    at.go_on("The days at this address")

    # Then the days are added up, drawn, and the seventh is named
    expect(at.page.get_by_text("The seventh day was 14 June 2026.").first).to_be_visible()
    expect(at.page.get_by_role("img", name="The seventh day was 14 June 2026.")).to_be_visible()
    expect(at.page.get_by_role("row", name="12 June 2026 14 June 2026 3 7")).to_be_visible()
    at.go_on()
    at.still_so(*EVERY_ITEM[:3], *EVERY_ITEM[4:])
    at.ends()
    expect(at.page.get_by_text("In time").first).to_be_visible()
    at.records()
