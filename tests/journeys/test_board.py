"""Practice scenario 26, oldest case: one page says how big the backlog is, how dangerous, and who is worst."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from accounts.choices import Role
from diary.models import Entry
from tests import world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]


def test_the_oldest_case_is_named_to_inspector_and_sergeant_alike(
    sign_in: Callable[[str], Page], accessible: Callable[[Page], None]
) -> None:
    # Given twelve visits overdue, three of them of high risk, the oldest for 71 days
    officer = world.officer(family_name="Neill")
    world.supervisor(username="supervisor")
    world.user(Role.DETECTIVE_INSPECTOR, rank="DI", username="inspector")
    levels = ["high"] * 3 + ["medium"] * 5 + ["low"] * 4
    people = [
        world.person(officer, family_name=f"Case{n}", management_level=level)
        for n, level in enumerate(levels)
    ]
    Entry.objects.filter(kind="visit").delete()
    for days, person in zip((71, *range(2, 13)), people, strict=True):
        due = world.TODAY - world.days(days)
        Entry.objects.create(
            person=person,
            key="riskplans/visit:x",
            kind="visit",
            title="Home visit",
            last=due,
            work_to=due,
            arises_on=date(2026, 1, 2),
        )
    oldest = people[0]

    for name in ("inspector", "supervisor"):
        # When each opens the board, the same numbers stand there
        page = sign_in(name)
        page.get_by_role("link", name="Team", exact=True).click()
        row = page.get_by_role("row").filter(has=page.get_by_role("link", name="Visits overdue", exact=True))
        expect(row).to_contain_text("Median 7 days, worst 71 days")
        assert row.get_by_role("cell").all_inner_texts() == ["12", "0", "3", "0", "5", "4"]
        worst = page.get_by_text("Longest overdue visit: 71 days.")
        expect(worst.locator("..")).to_contain_text(f"{oldest.reference}, high, Neill")
        expect(worst.locator("..")).to_contain_text("No attempt since they were last seen")
        accessible(page)
        # And the number opens its people, the gravest and longest first
        row.get_by_role("link", name="Visits overdue", exact=True).click()
        expect(page.get_by_role("heading", name="Visits overdue: 12")).to_be_visible()
        rows = page.get_by_role("rowheader")
        expect(rows).to_have_count(12)
        expect(rows.first).to_contain_text("CASE0")
        accessible(page)
        # And narrowed to the high it keeps to its address, in which nobody is named
        page.get_by_text("Another unit, manager, level or day").click()
        page.get_by_label("High", exact=True).check()
        page.get_by_role("button", name="Show").click()
        expect(page.get_by_role("heading", name="Visits overdue: 3")).to_be_visible()
        assert "level=high" in page.url
        assert "Neill" not in page.url
        # And two years month by month are drawn, with the same as a table
        page.get_by_role("main").get_by_role("link", name="Board", exact=True).click()
        page.get_by_role("link", name="Two years month by month").click()
        expect(page.get_by_role("heading", name="Visits on time")).to_be_visible()
        accessible(page)
        page.get_by_role("button", name="Sign out").click()
