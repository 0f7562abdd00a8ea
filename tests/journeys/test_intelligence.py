"""Intelligence reaches the manager: a graded report by a response officer, a concern from the counter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.choices import Role
from diary.models import Task
from intelligence.models import Dissemination
from tests import world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]
SignIn = Callable[[str], Page]
Accessible = Callable[[Page], None]


def test_a_response_officers_report_becomes_the_managers_task(
    sign_in: SignIn, accessible: Accessible
) -> None:
    # Given somebody whom an officer manages, and a response officer who reads briefings alone
    world.person(world.officer(username="officer"))
    world.user(Role.BRIEFING_READER, username="response", rank="PC")

    # When the response officer submits a 2-B-P report naming them
    page = sign_in("response")
    page.get_by_role("link", name="Record a concern").click()
    page.get_by_role("link", name="report intelligence").click()
    accessible(page)
    page.get_by_label("Whom is it about?").fill("alan marsh")
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_label("MARSH, Alan").select_option(label="Subject: it is about them")
    page.get_by_label("What is reported").fill("He showed a second telephone to somebody at the gym.")
    page.get_by_role("button", name="Submit the report").click()
    expect(page.get_by_role("link", name="Enter what may be read")).to_be_visible()
    accessible(page)
    page.get_by_label("Sanitised text").fill("He has a second telephone.")
    page.get_by_label("2: untested").check()
    page.get_by_label("B: known indirectly, but corroborated").check()
    page.get_by_label("P: lawful sharing permitted").check()
    page.get_by_label("Source number").fill("24/1187")
    page.get_by_label("Preventing offences").check()
    page.get_by_role("button", name="Submit the report").click()

    # Then they are told that it is on its way
    expect(page.get_by_role("row", name="He has a second telephone.")).to_contain_text("Waiting to be read")
    accessible(page)
    page.get_by_role("button", name="Sign out").click()

    # And the manager has a task, reads it, and questions the plan
    page = sign_in("officer")
    page.get_by_role("row", name="Read and assess new intelligence").get_by_role(
        "link", name="Read the report"
    ).click()
    expect(page.get_by_text("He showed a second telephone")).to_be_visible()
    expect(page.get_by_text("2-B-P")).to_be_visible()
    accessible(page)
    page.get_by_label("The plan is to be reviewed").check()
    page.get_by_label("How do you come to that?").fill("He declared one telephone only.")
    page.get_by_role("button", name="Save the assessment").click()
    expect(page.get_by_text("Assessed: the plan is to be reviewed").first).to_be_visible()
    accessible(page)
    assert Task.objects.open().get().title == "Review the plan after intelligence"

    # When it is passed on, only the sanitised text leaves
    page.get_by_role("link", name="Open INT-").click()
    page.get_by_role("link", name="Pass this report on").click()
    accessible(page)
    page.get_by_label("To whom is it given?").fill("Probation Service")
    page.get_by_label("Lawful basis").fill("Criminal Justice Act 2003 s.325")
    page.get_by_role("button", name="Record it and show the copy").click()
    expect(page.get_by_role("heading", name="Intelligence report: OFFICIAL-SENSITIVE")).to_be_visible()
    expect(page.get_by_text("24/1187")).not_to_be_visible()
    accessible(page)
    assert Dissemination.objects.get().recipient == "Probation Service"


def test_a_concern_from_the_counter_is_triaged_by_a_supervisor(
    sign_in: SignIn, accessible: Accessible
) -> None:
    # Given a caller who knows a nickname alone
    world.person(world.officer(username="officer"))
    world.user(Role.FRONT_COUNTER, username="counter", rank="PC")
    world.supervisor(username="supervisor")

    # When the counter records what they say
    page = sign_in("counter")
    page.get_by_role("link", name="Record a concern").click()
    expect(page.get_by_text("ring 999 or the duty inspector first")).to_be_visible()
    accessible(page)
    page.get_by_label("Today", exact=True).check()
    page.get_by_label("Who is it about?").fill("Big Al")
    page.get_by_label("What is the worry?").fill("He gives sweets to children at the gate.")
    page.get_by_label("Member of the public").check()
    page.get_by_label("Yes: keep nothing about them").check()
    page.get_by_role("group", name="Could they come to harm").get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("row", name="Big Al")).to_contain_text("Passed on")
    accessible(page)
    page.get_by_role("button", name="Sign out").click()

    # Then a supervisor finds it on Today, and finds out whom it is about
    page = sign_in("supervisor")
    page.get_by_role("link", name="1 concern to triage").click()
    accessible(page)
    page.get_by_role("link", name="CON-").click()
    page.get_by_label("Name or reference").last.fill("Marsh")
    page.get_by_role("main").get_by_role("button", name="Find", exact=True).click()
    page.get_by_label("MARSH, Alan").check()
    accessible(page)
    page.get_by_role("button", name="Pass it to their manager").click()
    expect(page.get_by_text("No concern waits.")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()

    # And the manager sees it on the record
    page = sign_in("officer")
    page.get_by_role("link", name="MARSH, Alan").first.click()
    expect(page.get_by_role("heading", name="New intelligence")).to_be_visible()
    accessible(page)


def test_a_contact_and_a_task_are_quick_to_enter(sign_in: SignIn, accessible: Accessible) -> None:
    # Given a manager
    world.person(world.officer(username="officer"))
    page = sign_in("officer")
    page.get_by_role("link", name="MARSH, Alan").first.click()

    # When they write down a call
    page.get_by_role("button", name="Record a contact").click()
    accessible(page)
    page.get_by_label("Telephone call").check()
    page.get_by_label("They came to us").check()
    page.get_by_label("With whom?").fill("His mother")
    page.get_by_label("What was said?").fill("He goes away on Friday.")
    page.get_by_label("Something to be done").check()
    page.get_by_role("button", name="Record", exact=True).click()

    # Then it stands in the log
    expect(page.get_by_role("heading", name="Telephone call: His mother")).to_be_visible()
    accessible(page)

    # When they set a task for themselves and do it
    page.get_by_role("link", name="Summary").click()
    page.get_by_role("link", name="Set a task").click()
    accessible(page)
    page.get_by_label("What is to be done?").fill("Ask where he goes")
    page.get_by_label("By the end of").fill("16/6/2026")
    page.get_by_role("button", name="Set the task").click()
    page.get_by_role("link", name="Ask where he goes").click()
    accessible(page)
    page.get_by_label("What came of it?").fill("To his sister in Kirkby.")
    page.get_by_role("button", name="Done").click()
    page.get_by_role("link", name="All tasks").click()
    expect(page.get_by_text("To his sister in Kirkby.")).to_be_visible()
    accessible(page)
