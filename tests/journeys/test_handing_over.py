"""Sick leave that is covered (scenario 27), and a move to another manager with a note that was first returned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from diary.models import Entry
from tests import world

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("law_alone"),
]


@pytest.mark.usefixtures("clock")
def test_an_officer_is_off_sick_for_ten_days(
    sign_in: Callable[[str], Page],
    accessible: Callable[[Page], None],
    clock: Callable[[date], None],
) -> None:
    # Given an officer with somebody who has three days to notify, and a colleague with a caseload of their own
    sick = world.officer(username="sick", family_name="Ailing")
    colleague = world.officer(username="colleague", family_name="Stander")
    world.supervisor(username="supervisor")
    world.person(sick)
    world.person(colleague, family_name="Own")

    # When the supervisor arranges cover for ten days
    page = sign_in("supervisor")
    page.get_by_role("link", name="Team", exact=True).click()
    page.get_by_role("link", name="Cover and handover", exact=True).click()
    page.get_by_role("link", name="Arrange cover for Ailing").click()
    accessible(page)
    page.get_by_label("Who?", exact=True).fill("Stander")
    page.get_by_label("First day").fill("15 June 2026")
    page.get_by_label("Last day").fill("24 June 2026")
    page.get_by_label("Why?").fill("Sickness")
    page.get_by_role("button", name="Arrange cover").click()
    expect(page.get_by_role("row", name="Ailing")).to_contain_text("15 June 2026 to 24 June 2026")
    accessible(page)

    # Then lists say who covers, and never that nobody has them
    page.get_by_role("link", name="People", exact=True).click()
    row = page.get_by_role("row", name="MARSH, Alan")
    expect(row).to_contain_text("Ailing")
    expect(row).to_contain_text(f"Covered by Stander, DC {colleague.collar_number}")
    expect(page.get_by_text("Not allocated")).to_have_count(0)
    accessible(page)
    page.get_by_role("button", name="Sign out").click()

    # And the colleague has the duty on their own Today
    page = sign_in("colleague")
    expect(page.get_by_role("row", name="MARSH, Alan")).to_contain_text("You cover for Ailing")
    accessible(page)

    # When the ten days are over, the end comes by itself
    clock(date(2026, 6, 25))
    page.reload()
    expect(page.get_by_role("row", name="OWN")).to_be_visible()
    expect(page.get_by_text("MARSH, Alan")).to_have_count(0)


@pytest.mark.usefixtures("clock")
def test_a_handover_is_returned_once_and_then_accepted(
    sign_in: Callable[[str], Page], accessible: Callable[[Page], None]
) -> None:
    # Given an officer who is to give a person to another
    giver = world.officer(username="giver", family_name="Given")
    world.officer(username="taker", family_name="Taker")
    world.supervisor(username="supervisor")
    person = world.person(giver)
    before = list(Entry.objects.filter(person=person).order_by("key").values())

    # When the supervisor asks for the handover
    page = sign_in("supervisor")
    page.get_by_role("link", name="MARSH, Alan").first.click()
    page.get_by_role("button", name="Hand over to another manager").click()
    accessible(page)
    page.get_by_label("Who takes them on?").select_option(
        label=page.locator("option", has_text="Taker").inner_text()
    )
    page.get_by_label("Why?").fill("Moves to another unit")
    page.get_by_role("button", name="Ask for the handover").click()
    page.get_by_role("button", name="Sign out").click()

    # And the giver writes the note, with what is due beside it
    page = sign_in("giver")
    page.get_by_role("link", name="1 handover note to write").click()
    accessible(page)
    page.get_by_role("link", name="Write the note").click()
    expect(page.get_by_text("3 June 2026: ")).to_be_visible()
    accessible(page)
    page.get_by_label("What matters most now?").fill("He is seeing somebody new.")
    page.get_by_label("What must be done first?").fill("Ring her social worker by Friday.")
    page.get_by_label("What are the risks?").fill("A dog.")
    page.get_by_label("Who lives there, and who matters to them?").fill("A sister in Kirkby.")
    page.get_by_role("button", name="Send the note").click()
    expect(page.get_by_text("The person stays with Given")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Sign out").click()

    # When the receiver returns it
    page = sign_in("taker")
    page.get_by_role("link", name="Accept or return").click()
    accessible(page)
    page.get_by_label("I return it").check()
    page.get_by_label("What is missing?").fill("Who is the sister?")
    page.get_by_role("button", name="Save the answer").click()
    page.get_by_role("button", name="Sign out").click()

    # And the giver adds what is missing
    page = sign_in("giver")
    page.get_by_role("link", name="1 handover note to write").click()
    page.get_by_role("link", name="Write the note").click()
    expect(page.get_by_text("Who is the sister?")).to_be_visible()
    accessible(page)
    page.get_by_label("Who lives there, and who matters to them?").fill("A sister in Kirkby, Ann Shaw.")
    page.get_by_role("button", name="Send the note").click()
    page.get_by_role("button", name="Sign out").click()

    # Then the receiver accepts, and says when they go together, for the person is at high risk
    page = sign_in("taker")
    page.get_by_role("link", name="Accept or return").click()
    page.get_by_label("I accept: I manage them once a supervisor confirms").check()
    page.get_by_label("Yes, it is planned").check()
    page.get_by_label("Day of the joint visit").fill("18/6/2026")
    page.get_by_role("button", name="Save the answer").click()
    expect(page.get_by_text("The person stays with Given")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()

    # And the supervisor confirms: they manage the person from that moment, and no date has moved
    page = sign_in("supervisor")
    page.get_by_role("link", name="Confirm or send back").click()
    expect(page.get_by_text("Planned, 18 June 2026")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Confirm: they move to").click()
    expect(page.get_by_text("No due date has moved.")).to_be_visible()
    accessible(page)
    assert list(Entry.objects.filter(person=person).order_by("key").values()) == before
    assert person.assignments.get(ends_on__isnull=True).manager.username == "taker"
