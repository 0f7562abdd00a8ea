"""The pages of dip-samples: who gets them, what they say, how many queries they need."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.models import AccessEvent
from accounts.choices import Role
from accounts.models import User
from dashboards import actions
from dashboards.models import DipSample
from tests import world
from tests.dashboards.sampling import drawn
from tests.dashboards.sampling.drawn import BAD, NOW
from tests.dashboards.sampling.test_sampling import caseload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
PAGES = ("dip-samples", "dip-sample-trends", "dip-sample")


def queries_of(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def addresses(sample: DipSample) -> list[str]:
    return [reverse(name, args=[sample.pk] if name == "dip-sample" else []) for name in PAGES]


def test_the_pages_need_as_many_queries_for_many_as_for_few(sign_in: SignIn) -> None:
    supervisor = world.supervisor()
    counts = []
    for number in (1, 6):
        officer = world.officer()
        caseload(officer, number)
        world.decided("dip_sample.least", number, world.TODAY - world.days(number))
        sample = drawn.published(supervisor, drawn.sample(supervisor, officer=officer))
        client = sign_in(supervisor)
        counts.append([queries_of(client, url) for url in addresses(sample)])
    assert counts[0] == counts[1]
    # With what every page of somebody signed in asks: a dozen, and Today's banner.
    assert all(number <= most for number, most in zip(counts[1], (18, 18, 20), strict=True)), counts


def test_a_sample_that_is_drawn_this_month_is_said_and_not_offered_again_as_the_next_thing(
    sign_in: SignIn,
) -> None:
    inspector, unit = world.user(Role.DETECTIVE_INSPECTOR), world.unit()
    elsewhere = world.unit("East unit")
    caseload(world.officer(unit=unit), 1)
    world.person(world.officer(unit=elsewhere))
    client, button = sign_in(inspector), 'class="govuk-button" data-module="govuk-button">Draw this month'
    drawn.sample(inspector, unit=unit, now=NOW - world.days(31))
    page = client.get("/dip-samples/").content.decode()
    assert button in page
    assert "was drawn on" not in page
    sample = drawn.sample(inspector, unit=unit)
    page = client.get("/dip-samples/").content.decode()
    assert f"This month’s sample of {unit}</a> was drawn on 15 June 2026. Every level." in page
    assert f"Not drawn yet this month: {elsewhere}." in page
    assert button in page
    drawn.sample(inspector, unit=elsewhere)
    page = client.get("/dip-samples/").content.decode()
    assert f"This month’s sample of {elsewhere}</a> was drawn on 15 June 2026" in page
    assert button not in page
    assert "Draw another sample, of other people" in page
    assert f'href="/dip-samples/{sample.pk}/"' in page


def test_the_list_names_the_people_on_it_in_the_log(sign_in: SignIn) -> None:
    supervisor, officer = world.supervisor(), world.officer()
    people = {person.pk for person in caseload(officer, 2)}
    sample = drawn.published(supervisor, drawn.sample(supervisor))
    for user, url in (
        (supervisor, reverse("dip-sample", args=[sample.pk])),
        (officer, reverse("dip-samples")),
    ):
        sign_in(user).get(url)
        event = AccessEvent.objects.filter(actor_id=user.pk).latest("seq")
        assert set(event.person_ids) == people
        assert "dip-sample" in event.sections


def test_an_officer_finds_nothing_before_it_is_published(sign_in: SignIn) -> None:
    supervisor, officer = world.supervisor(), world.officer()
    [person] = caseload(officer, 1)
    sample = drawn.sample(supervisor)
    case = drawn.gone_through(supervisor, sample.cases.get(), visits=BAD)
    record = reverse("dip-record", args=[sample.pk, case.pk])
    closed = [
        reverse("dip-sample", args=[sample.pk]),
        record,
        reverse("answer-dip-record", args=[sample.pk, case.pk]),
        reverse("publish-dip-sample", args=[sample.pk]),
    ]
    client = sign_in(officer)
    assert {client.get(url).status_code for url in closed} == {404}
    assert client.get(reverse("draw-dip-sample")).status_code == 403
    telling = [
        "/",
        reverse("dip-samples"),
        reverse("dip-sample-trends"),
        *(reverse(name, args=[person.pk]) for name in ("person", "person-history", "person-timeline")),
        reverse("person-tasks", args=[person.pk]),
    ]
    for url in telling:
        text = client.get(url).content.decode()
        assert BAD.comment not in text
        assert "dip-sample/" not in text
        assert "Results in your record" not in text
    actions.publish_sample(supervisor, sample=sample, version=1, now=NOW)
    assert BAD.comment in client.get(record).content.decode()
    assert "Results in your record" in client.get("/").content.decode()
    assert BAD.to_do in client.get(reverse("person-tasks", args=[person.pk])).content.decode() or (
        "From a dip-sample" in client.get("/").content.decode()
    )
    assert client.get(closed[0]).status_code == 404  # of the others' results an officer reads none


def test_a_form_that_was_overtaken_shows_both_versions(sign_in: SignIn) -> None:
    supervisor, officer = world.supervisor(), world.officer()
    caseload(officer, 1)
    sample = drawn.sample(supervisor)
    case = sample.cases.get()
    typed = {"version": "1"} | {
        f"{code}_{name}": value
        for code, one in drawn.said(case, plan=BAD).items()
        for name, value in (("answer", one.answer), ("comment", one.comment), ("to_do", one.to_do))
    }
    drawn.gone_through(world.supervisor(), case)
    client = sign_in(supervisor)
    url = reverse("answer-dip-record", args=[sample.pk, case.pk])
    answer = client.post(url, typed)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Someone else changed this after you opened it" in text
    assert BAD.comment in text
    assert "What stands now, and what you typed" in text
    # Sent again, it is a decision taken with the other's in sight.
    assert client.post(url, typed | {"version": "2"}).status_code == 302
    assert case.answers.get(question__code="plan").answer == "no"


def test_drawn_by_the_form_and_twice_is_one(sign_in: SignIn) -> None:
    supervisor, officer = world.supervisor(), world.officer()
    caseload(officer, 2)
    client = sign_in(supervisor)
    page = reverse("draw-dip-sample")
    form = client.get(page).context["form"]
    sent = {"submission": form["submission"].value(), "levels": ["high"], "reactively": "any", "officer": ""}
    first, second = (client.post(page, sent) for _ in range(2))
    sample = DipSample.objects.get(unit=supervisor.unit)
    assert first["Location"] == second["Location"] == reverse("dip-sample", args=[sample.pk])
    assert (sample.levels, sample.officer, sample.reactively) == (["high"], None, "")
    other = {**sent, "submission": "8b8f6e38-0a5e-4f4e-9d0a-4f3a0a0a0a0b"}
    assert "not drawn again" in client.post(page, other).content.decode()


def test_the_database_says_in_plain_words_that_it_is_drawn_already() -> None:
    supervisor = world.supervisor()
    caseload(world.officer(), 2)
    drawn.sample(supervisor)
    with pytest.raises(ValidationError) as refusal:
        drawn.sample(world.supervisor())
    assert refusal.value.code == "dip_drawn_once_a_month"
