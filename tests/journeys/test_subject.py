"""Subject access with coordinator, partner and chair signed in at once: asked, answered, signed, taken."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from mappa.models import SubjectRequest
from mappa.subject.choices import GAP
from tests import world
from tests.journeys.test_minutes import Enter, enter, press
from tests.mappa import held
from tests.mappa.subject import asked

__all__ = ["enter"]
pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("law_alone", "clock"),
]


def test_each_owner_answers_for_its_own_paragraphs_and_the_chair_signs(
    enter: Enter, accessible: Callable[[Page], None]
) -> None:
    """Scenario 23: the offender asks; four owners are asked; the police refuse under section 45."""
    # Given minutes that four agencies own
    person = held.managed(world.person(world.officer()))
    on = asked.stage(
        person,
        by=held.coordinator(username="coordinator"),
        chair=held.chair(username="chair"),
        usernames={"Housing": "housing"},
    )
    coordinator, housing, chair = enter("coordinator"), enter("housing"), enter("chair")

    # When the coordinator records that the person asks
    coordinator.goto(reverse("person-mappa", args=[person.pk]))
    coordinator.get_by_role("link", name="Subject access to minutes").click()
    accessible(coordinator)
    press(coordinator, "Record a request")
    accessible(coordinator)
    coordinator.get_by_label("The person", exact=True).check()
    coordinator.get_by_label("Where does the answer go?").fill("12 Mill Row, Kirkby")
    coordinator.get_by_label("When was it received?").fill(f"{held.DAY:%d/%m/%Y}")
    press(coordinator, "Record the request")
    coordinator.get_by_role("link", name="Received").click()

    # Then it lists four owners, and by when
    for name in asked.SAID:
        called = "Police" if name == "police" else name
        expect(coordinator.get_by_role("link", name=called, exact=True)).to_be_visible()
    accessible(coordinator)

    # And housing finds on its Today exactly its own paragraphs, of which it takes a neighbour out
    housing.goto("/")
    housing.get_by_role("link", name="Answer for your paragraphs of minutes").click()
    accessible(housing)
    expect(housing.get_by_text(asked.SAID["Housing"])).to_be_visible()
    expect(housing.get_by_text(asked.SAID["Health"])).to_have_count(0)
    housing.get_by_role("link", name="Answer for From Housing").click()
    accessible(housing)
    housing.get_by_label("Release it as it stands").check()
    for of_others in ("What is released", "Why are they taken out?", "Why is it withheld?"):
        expect(housing.get_by_label(of_others)).to_be_hidden()
    housing.get_by_label("Release it with words taken out").check()
    expect(housing.get_by_label("Why is it withheld?")).to_be_hidden()
    accessible(housing)
    housing.get_by_label("What is released").fill("All is well")
    press(housing, "Save the answer")
    expect(housing.get_by_text("change and add nothing else").first).to_be_visible()
    housing.get_by_label("What is released").fill(f"Arrears since spring; {GAP} complained")
    housing.get_by_label("Under which exemption are they taken out?").select_option("sch2-others")
    housing.get_by_label("Why are they taken out?").fill("A neighbour")
    press(housing, "Save the answer")
    housing.get_by_role("button", name="not answered yet").click()
    expect(housing.get_by_text("0 of")).to_be_visible()

    # And the police withhold theirs under section 45, and release the others
    coordinator.reload()
    coordinator.get_by_role("link", name="Police", exact=True).click()
    accessible(coordinator)
    coordinator.get_by_role("link", name="Answer for From police").click()
    coordinator.get_by_label("Withhold all of it").check()
    coordinator.get_by_label("Under which exemption is it withheld?").select_option("s45b")
    coordinator.get_by_label("Why is it withheld?").fill("A search is planned")
    press(coordinator, "Save the answer")
    coordinator.get_by_role("button", name="not answered yet").click()
    request = SubjectRequest.objects.select_related("person").get()
    for name in ("Health", "Probation Service"):
        asked.rest(on.partners[name], asked.owner(request, name))

    # Then the chair reads what is released, signs it, and takes the paper
    chair.goto(reverse("subject-request", args=[person.pk, request.pk]))
    press(chair, "Sign the answer")
    accessible(chair)
    expect(chair.get_by_text(f"Arrears since spring; {GAP} complained")).to_be_visible()
    expect(chair.get_by_text(asked.SAID["police"])).to_have_count(0)
    chair.get_by_label("How did you check it?").fill("Nothing names another person.")
    press(chair, "Sign the answer")
    accessible(chair)
    with chair.expect_download() as taken:
        chair.get_by_role("button", name="Take the paper").click()
    assert taken.value.suggested_filename.endswith(".pdf")
