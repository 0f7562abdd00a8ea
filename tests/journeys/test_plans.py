"""Plans as the officer, the sergeant and the inspector work with them: refused, returned, signed, worked to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.choices import Role
from accounts.models import User
from offenders.models import CourtOrder, OrderCondition, Person
from tests import world
from tests.riskplans import assessing
from tests.riskplans.plans import written

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


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def sign_in_as(page: Page, live_server: LiveServer, name: str) -> None:
    page.context.clear_cookies()
    page.goto(live_server.url + "/account/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password", exact=True).fill(world.PASSWORD)
    press(page, "Sign in")


def live_condition(officer: User, person: Person) -> None:
    who: dict[str, Any] = {"person": person, "recorded_at": written.NOW, "recorded_by": officer}
    order = CourtOrder.objects.create(kind="shpo", made_on=TODAY, **who)
    OrderCondition.objects.create(
        order=order, kind="devices", number=3, wording="Not to hide a device.", **who
    )


def test_continue_to_monitor_a_high_factor_and_a_condition_hold_the_plan_back(
    sign_in: SignIn,
    live_server: LiveServer,
    accessible: Accessible,
    officer: User,
    supervisor: User,
) -> None:
    """Scenarios 17 and 18."""
    # Given a plan whole but for a factor of high priority and a condition of a new order
    person = world.person(officer)
    assessing.approved(officer, person, high={"opportunity"}, supervisor=supervisor)
    plan = written.whole(officer, person)
    live_condition(officer, person)
    page = sign_in("officer")
    page.goto(f"{live_server.url}/people/{person.pk}/plan/")

    # Then it cannot be submitted, and says why where that is put right
    expect(page.get_by_text("2 points to put right")).to_be_visible()
    expect(page.get_by_role("button", name="Submit for approval")).to_have_count(0)
    expect(page.get_by_text("High priority and no open action: Opportunity to offend.")).to_be_visible()
    accessible(page)

    # When the officer would continue to monitor
    monitoring = page.get_by_role("region", name="Monitoring and control")
    monitoring.get_by_role("link", name="Add an action").click()
    accessible(page)
    page.get_by_label("What is done?").fill("Continue to monitor")
    page.get_by_label("By when?").fill("14/7/2026")
    page.get_by_label("How will we know that it is done?").fill("The result stands on the examination form")
    press(page, "Save")

    # Then it is refused with the reason, and nothing typed is lost
    expect(page.get_by_text("has no end and nobody can check it").first).to_be_visible()
    expect(page.get_by_label("By when?")).to_have_value("14/7/2026")
    accessible(page)

    # When it says who checks what with what, about which factor and which condition
    page.get_by_label("What is done?").fill("Check the declared devices with the triage tool")
    page.get_by_label("Which factor of the assessment is it about?").select_option("opportunity")
    page.get_by_label("Not to hide a device.").check()
    press(page, "Save")

    # Then nothing is missing, and it is submitted
    page.get_by_role("button", name="Submit for approval").click()
    accessible(page)
    press(page, "Submit")
    expect(page.get_by_text("Waits for a supervisor").first).to_be_visible()
    plan.refresh_from_db()
    assert plan.state == "submitted"


def test_returned_with_two_reasons_and_approved_with_six_weeks(
    sign_in: SignIn,
    live_server: LiveServer,
    accessible: Accessible,
    officer: User,
    supervisor: User,
    clock: Clock,
) -> None:
    """Scenarios 2 and 24."""
    # Given a plan with visits every six weeks, submitted two days ago
    person = world.person(officer)
    written.submitted(officer, person, visit_amount=6, visit_span="weeks")
    clock(TODAY + world.days(2))
    page = sign_in("supervisor")

    # When the sergeant opens the queue, it says for how long it has waited
    page.get_by_role("link", name="Approvals", exact=True).click()
    expect(page.get_by_text("the longest since 15 June 2026")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Approve or return").click()
    accessible(page)

    # And returns it with two reasons
    page.get_by_label("Return, to be changed").check()
    page.get_by_label("To be changed: visits").fill("Why not at night?")
    page.get_by_label("To be changed: contingency").fill("Nobody is named for the weekend.")
    press(page, "Save the decision")
    expect(page.get_by_text("Nothing waits for your decision.")).to_be_visible()

    # Then the officer sees both where they belong, and puts them right
    sign_in_as(page, live_server, "officer")
    expect(page.get_by_text("Plan 1: returned with reasons")).to_be_visible()
    page.goto(f"{live_server.url}/people/{person.pk}/plan/")
    visits = page.get_by_role("region", name="Visits")
    expect(visits.get_by_text("Why not at night?")).to_be_visible()
    expect(page.get_by_role("region", name="Contingency").get_by_text("Nobody is named")).to_be_visible()
    accessible(page)
    visits.get_by_role("link", name="Change").click()
    page.get_by_label("How they are seen").fill("Two visits in three after nine in the evening.")
    press(page, "Save")
    page.get_by_role("button", name="Submit for approval").click()
    press(page, "Submit")

    # And when it is approved, the visit clock works by it
    sign_in_as(page, live_server, "supervisor")
    page.goto(f"{live_server.url}/approvals/")
    page.get_by_role("link", name="Approve or return").click()
    page.get_by_label("Approve", exact=True).check()
    for box in page.get_by_role("group", name="I have looked at each of these").get_by_role("checkbox").all():
        box.check()
    press(page, "Save the decision")
    expect(page.get_by_text("Nothing waits for your decision.")).to_be_visible()
    page.goto(f"{live_server.url}/people/{person.pk}/visits/")
    expect(page.get_by_text("Every 6 weeks")).to_be_visible()
    expect(page.get_by_text("With plan 1.")).to_be_visible()
    page.goto(f"{live_server.url}/people/{person.pk}/plan/")
    accessible(page)
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Plan on a page (PDF)").click()
    assert "Marsh" not in downloading.value.suggested_filename

    # And what a partner is given is recorded first
    page.get_by_role("link", name="Share it with a partner (Word)").click()
    accessible(page)
    page.get_by_label("Which agency?").fill("Children’s services, Cumberfell")
    page.get_by_label("Who there?").fill("A. Duty, social worker")
    page.get_by_role("radio").first.check()
    page.get_by_label("Why do they need it?").fill("They see the children of the house next door.")
    press(page, "Record, and make the file")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="(Word)").last.click()
    assert "partners" in downloading.value.suggested_filename


def test_a_very_high_plan_waits_for_an_inspector_and_two_versions_are_compared(
    sign_in: SignIn, live_server: LiveServer, accessible: Accessible, officer: User, supervisor: User
) -> None:
    # Given a second version for somebody very high, which the sergeant has approved
    inspector = world.user(Role.DETECTIVE_INSPECTOR, rank="DI", username="inspector")
    person = world.person(officer, management_level="very_high")
    soon = {"review_on": TODAY + world.days(20)}
    written.decided(inspector, written.submitted(officer, person, **soon))
    written.decided(supervisor, written.submitted(officer, person, harm="Assault in the park", **soon))

    # When the inspector opens it
    page = sign_in("inspector")
    page.get_by_role("link", name="Approvals", exact=True).click()
    expect(page.get_by_text("to be countersigned")).to_be_visible()
    page.get_by_role("link", name="Approve or return").click()

    # Then what changes stands first, and the signature puts it in force
    expect(page.get_by_role("table", name="What could happen")).to_contain_text("Assault in the park")
    page.get_by_label("Countersign", exact=True).check()
    for box in page.get_by_role("group", name="I have looked at each of these").get_by_role("checkbox").all():
        box.check()
    press(page, "Save the decision")
    expect(page.get_by_text("Nothing waits for your decision.")).to_be_visible()
    page.goto(f"{live_server.url}/people/{person.pk}/plan/")
    expect(page.get_by_role("heading", name="Risk management plan 2 In force")).to_be_visible()
    page.get_by_role("link", name="Compare two versions").click()
    expect(page.get_by_role("table", name="What could happen")).to_contain_text("Pressure to send images")
    accessible(page)
