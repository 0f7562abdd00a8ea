"""An officer manages people untrained: a supervisor records the course and the screening, an inspector the posts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.choices import Role
from tests import world

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("law_alone"),
]


@pytest.mark.usefixtures("clock")
def test_training_screening_and_posts_are_kept(
    sign_in: Callable[[str], Page], accessible: Callable[[Page], None]
) -> None:
    # Given an officer who manages somebody, of whom nothing is kept yet
    world.person(world.officer(family_name="Beginner"))
    world.user(Role.DETECTIVE_INSPECTOR, username="inspector")

    # When the inspector looks at the staff of the force, the officer is counted with the tags that say so
    page = sign_in("inspector")
    page.goto(page.url.rstrip("/") + "/board/staff/")
    page.get_by_role("link", name="Untrained: 1").click()
    row = page.get_by_role("row", name="Beginner")
    expect(row).to_contain_text("Untrained")
    expect(row).to_contain_text("Screening due")
    accessible(page)

    # And records the course; what is missing is asked for, and nothing is lost
    page.get_by_role("link", name="Training and screening of Beginner").click()
    accessible(page)
    page.get_by_role("button", name="Record training").click()
    page.get_by_label("Another course").check()
    page.get_by_label("When did they complete it?").fill("3/3/2026")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_role("link", name="Enter the name of the course.")).to_be_visible()
    accessible(page)
    page.get_by_label("MOSOVO course (nationally accredited)").check()
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_text("Recorded: their training.")).to_be_visible()
    expect(page.get_by_role("row", name="MOSOVO course")).to_contain_text("3 March 2026")

    # And the day of the screening, once wrongly
    for day in ("4/4/2026", "5/4/2026"):
        page.get_by_role("button", name="Record a screening").click()
        page.get_by_label("When did it take place?").fill(day)
        page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_text("Next by 5 April 2027.")).to_be_visible()
    page.get_by_role("link", name="Take back the screening of 5 April 2026").click()
    page.get_by_label("The day was wrong").check()
    accessible(page)
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("Next by 4 April 2027.")).to_be_visible()
    accessible(page)

    # And how many posts the unit has: one of them is vacant
    page.goto(page.url.split("/workload/")[0] + "/board/staff/")
    expect(page.get_by_role("link", name="Untrained: 0")).to_be_visible()
    page.get_by_role("link", name="Posts of West unit").click()
    page.get_by_role("button", name="Set posts").click()
    page.get_by_label("How many posts of offender managers?").fill("2")
    page.get_by_label("From which day?").fill("1/4/2026")
    page.get_by_label("Where does the number come from?").fill("The budget of the year")
    accessible(page)
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_text("2 posts, 1 offender manager, 1 vacant.")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Staff and checks").click()
    expect(page.get_by_role("link", name="Vacant posts: 1")).to_be_visible()
    accessible(page)
