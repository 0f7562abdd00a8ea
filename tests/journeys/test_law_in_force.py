"""Commencing enacted law, practice scenario 36 (law change), and checking a certificate, in a browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.choices import Role
from accounts.models import User
from diary.models import Entry
from notifications.actions import issue_certificate, record_change
from notifications.certificate.serial import new_serial
from offenders.models import Person
from tests import world
from tests.dashboards.test_pages import convicted

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
SignIn = Callable[[str], Page]


@pytest.mark.usefixtures("clock")
def test_an_administrator_sees_what_moves_before_it_does(
    sign_in: SignIn, live_server: LiveServer, accessible: Callable[[Page], None]
) -> None:
    world.user(Role.SYSTEM_ADMINISTRATOR, username="admin")
    page = sign_in("admin")
    page.goto(live_server.url + "/calculator/")
    page.get_by_role("link", name="Rules in force").click()
    accessible(page)
    page.get_by_role("link", name="Commence EW-CPA2026").click()
    accessible(page)
    page.get_by_label("From which day is it law?").fill("1/10/2026")
    page.get_by_label("The regulations that commence it").fill("The Commencement Regulations 2026")
    page.get_by_role("button", name="Show what that would move").click()
    expect(page.get_by_text("0 dates would come")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Commence it from 1 October 2026").click()
    expect(page.get_by_text("EW-CPA2026 is law from 1 October 2026")).to_be_visible()
    page.get_by_role("link", name="Take back").click()
    accessible(page)


def _away(officer: User, person: Person, day: date, days: int) -> None:
    """They said that they would be away from home from a day on."""
    record_change(
        officer,
        person=person,
        change={"kind": "absence_intended", "starts_at": world.at(day, 8), "days": days},
        address={},
        now=world.at(world.TODAY),
    )


@pytest.mark.usefixtures("law_alone")
def test_a_new_rule_makes_duties_for_what_comes_after_its_day_and_old_cases_stay(
    sign_in: SignIn,
    live_server: LiveServer,
    accessible: Callable[[Page], None],
    clock: Callable[[date], None],
) -> None:
    """Practice scenario 36: absent from home for more than five days, a rule effective 1 October."""
    # Given people who have said that they will be away: before the day, after it, and after it for five days
    world.user(Role.SYSTEM_ADMINISTRATOR, username="admin")
    officer = world.officer(username="officer")
    before, after, short = (
        world.person(officer, family_name=name, **convicted(date(2026, 6, 10)))
        for name in ("Before", "After", "Short")
    )
    _away(officer, before, date(2026, 9, 30), 6)
    _away(officer, after, date(2026, 10, 1), 6)
    _away(officer, short, date(2026, 10, 1), 5)
    was = {(each.person_id, each.key): each.last for each in _entries(before, after, short)}
    assert not any("absence" in key for _, key in was)

    # When the administrator dates the rule, having seen what that would move
    page = sign_in("admin")
    page.goto(live_server.url + "/calculator/")
    page.get_by_role("link", name="Rules in force").click()
    page.get_by_role("link", name="Commence EW-CPA2026").click()
    page.get_by_label("From which day is it law?").fill("1/10/2026")
    page.get_by_label("The regulations that commence it").fill("The Commencement Regulations 2026")
    page.get_by_role("button", name="Show what that would move").click()
    expect(page.get_by_text("1 date would come")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Commence it from 1 October 2026").click()
    expect(page.get_by_text("EW-CPA2026 is law from 1 October 2026")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()

    # Then only the absence of more than five days, from that day on, is a duty, and no other date has moved
    found = {(each.person_id, each.key): each.last for each in _entries(before, after, short)}
    assert {key for key in found if key not in was} == {
        (each.person_id, each.key) for each in after.diary_entries.filter(kind="absence")
    }
    assert {key: last for key, last in found.items() if key in was} == was
    page = sign_in("officer")
    for person, told in ((before, False), (after, True), (short, False)):
        page.goto(f"{live_server.url}/people/{person.pk}/")
        expect(page.get_by_text(person.reference).first).to_be_visible()
        duty = page.get_by_text("Notify absence from home")
        expect(duty.first).to_be_visible() if told else expect(duty).to_have_count(0)
        accessible(page)

    # When the day has come and an officer hears of another absence, then it is a duty at once
    clock(date(2026, 10, 5))
    page.context.clear_cookies()
    page = sign_in("officer")
    page.goto(f"{live_server.url}/people/{before.pk}/notified/")
    page.get_by_role("link", name="Record a change they must notify").click()
    page.get_by_label("Intends to be away from home").check()
    page.get_by_label("Day they will leave").fill("20/10/2026")
    page.get_by_label("Time they will leave").fill("08:00")
    page.get_by_label("How many days away?").fill("6")
    accessible(page)
    page.get_by_role("button", name="Record", exact=True).click()
    page.goto(f"{live_server.url}/people/{before.pk}/")
    expect(page.get_by_text("Notify absence from home").first).to_be_visible()
    assert before.diary_entries.filter(kind="absence").count() == 1


def _entries(*people: Person) -> list[Entry]:
    return list(Entry.objects.filter(person__in=people))


@pytest.mark.usefixtures("clock")
def test_a_paper_is_checked(
    sign_in: SignIn, live_server: LiveServer, accessible: Callable[[Page], None]
) -> None:
    officer = world.officer(username="officer")
    person = world.person(officer)
    issued = issue_certificate(
        officer,
        person=person,
        serial=new_serial(),
        as_at=world.TODAY,
        ruleset="EW-2026-03-22",
        facts="0" * 16,
        pdf=b"%PDF",
        now=world.at(world.TODAY),
    )
    page = sign_in("officer")
    page.goto(f"{live_server.url}/people/{person.pk}/certificate/")
    accessible(page)
    page.get_by_role("link", name="Check a certificate").click()
    accessible(page)
    page.get_by_label("Serial number").fill(issued.serial.lower())
    page.get_by_role("button", name="Check it").click()
    expect(page.get_by_text("This certificate was issued")).to_be_visible()
    accessible(page)
