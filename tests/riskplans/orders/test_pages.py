"""The pages of orders and licences: what they show, to whom, in how many queries; the forms as officers fill them."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.policies import FieldClass
from accounts.choices import Role
from accounts.models import User
from diary.models import Entry
from notifications.models import Breach
from offenders import actions as people
from offenders.models import CourtOrder, Person
from riskplans import actions
from riskplans.models import ConditionChecked, OrderApplication, PassportHeld
from riskplans.orders.choices import ApplicationState, Purpose
from tests import world
from tests.riskplans import visiting
from tests.riskplans.orders import kept

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
TODAY, NOW = world.TODAY, kept.NOW


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    return visiting.known_for(officer, 30)


def url(name: str, person: Person, *more: object) -> str:
    return reverse(name, args=[person.pk, *more])


def said(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_an_order_with_its_conditions_how_each_is_checked_and_what_it_does(
    sign_in: SignIn, officer: User, person: Person
) -> None:
    made = kept.order(officer, person)
    kept.six(officer, made)
    client = sign_in(officer)
    text = said(client, url("person-orders", person))
    assert all(wording in text for wording in kept.SIX.values())
    assert text.count("Asked about on each visit") == 6
    assert "Keeps them subject to notification until 25 May 2031." in text
    assert "Made, service not shown" in text
    assert "No passport is held." in text
    assert "Orders and licence" in said(client, url("person", person))


def test_a_condition_without_a_way_to_check_it_asks_for_one(
    sign_in: SignIn, officer: User, person: Person
) -> None:
    term = kept.condition(officer, kept.order(officer, person), checked="")
    page = sign_in(officer).get(url("person-orders", person)).content.decode()
    assert "Not said." in page
    assert reverse("correct-fact", args=[person.pk, "order-condition", term.pk]) in page


def test_a_breach_goes_on_to_its_enquiry(sign_in: SignIn, officer: User, person: Person) -> None:
    term = kept.condition(officer, kept.order(officer, person, served_on=kept.MADE))
    answer = sign_in(officer).post(
        url("check-condition", person, term.pk),
        {
            "submission": str(uuid4()),
            "found": "breach",
            "checked_on": "15/6/2026",
            "checked_by": "DC 1 Reed",
            "how": "seen",
            "note": "With two boys at the park.",
        },
    )
    breach = Breach.objects.get()
    assert answer.headers["Location"] == reverse("breach", args=[person.pk, breach.pk])
    assert ConditionChecked.objects.get().on == TODAY


def test_what_is_wrong_with_a_check_is_said_and_nothing_is_lost(
    sign_in: SignIn, officer: User, person: Person
) -> None:
    term = kept.condition(officer, kept.order(officer, person, served_on=kept.MADE))
    client = sign_in(officer)
    sent = {"submission": str(uuid4()), "found": "complied", "checked_on": "1/1/2026", "how": "spoke"}
    page = client.post(
        url("check-condition", person, term.pk), {**sent, "checked_by": "DC 1 Reed", "note": "As before"}
    ).content.decode()
    assert "This condition is in force from 26 May 2026. Check the day." in page
    assert "As before" in page
    assert not ConditionChecked.objects.exists()


def test_renewal_is_prefilled_from_the_order_that_ends(
    sign_in: SignIn, officer: User, person: Person
) -> None:
    made = kept.order(officer, person, made_on=TODAY - world.days(25), last_day=TODAY + world.days(340))
    kept.served(officer, made)
    CourtOrder.objects.update(made_on=TODAY - world.days(400), last_day=TODAY + world.days(90))
    client = sign_in(officer)
    address = f"{url('consider-order', person)}?for=renew:{made.pk}"
    assert "Decide on renewal" in said(client, url("person-orders", person))
    assert address in client.get(url("person-orders", person)).content.decode()
    assert re.search(rf'value="renew:{made.pk}"[^>]*checked', client.get(address).content.decode())


def test_the_forms_record_what_they_ask(sign_in: SignIn, officer: User, person: Person) -> None:
    made = kept.order(officer, person)
    term = kept.condition(officer, made)
    client = sign_in(officer)

    def send(name: str, *more: object, **sent: str) -> None:
        answer = client.post(url(name, person, *more), sent)
        assert answer.status_code == 302, answer.context["form"].errors

    send(
        "record-service",
        made.pk,
        submission=str(uuid4()),
        version="1",
        served_on="27/5/2026",
        how="officer",
        served_by="DC 1 Reed",
        proof="Signed copy",
        explained="on",
    )
    send(
        "vary-condition",
        term.pk,
        submission=str(uuid4()),
        version="1",
        varied_on="15/6/2026",
        wording="Not to meet anyone under 18, nor to use a device that is not monitored.",
        permits="yes",
        checked="Asked about",
        variation="Kirkby Crown Court",
    )
    send(
        "hold-passport",
        made.pk,
        submission=str(uuid4()),
        which="another",
        described="British",
        held_since="1/6/2026",
        taken_by="DC 1 Reed",
        kept_at="Store 12",
    )
    held = PassportHeld.objects.get()
    send(
        "return-passport",
        held.pk,
        version="1",
        returned_on="15/6/2026",
        returned_to="To him: prohibition ended",
    )
    send(
        "consider-order",
        submission=str(uuid4()),
        asked=f"vary:{made.pk}",
        considered_on="1/6/2026",
        need="He has moved beside a school.",
    )
    application = OrderApplication.objects.get()
    send(
        "application-step",
        application.pk,
        "applied",
        version="1",
        applied_on="2/6/2026",
        court="Kirkby",
        hearing_on="12/6/2026",
    )
    send(
        "adjourn-hearing",
        application.pk,
        version="2",
        hearing_on="15/6/2026",
        adjourned_why="No interpreter",
    )
    text = said(client, url("person-orders", person))
    assert "Hearing on 15 June 2026 , put off: No interpreter" in text
    text = said(client, url("person-timeline", person))
    assert "Hearing on 15 June 2026. Reason: No interpreter" in text
    assert "Hearing on 12 June 2026" in text
    send("application-step", application.pk, "granted", version="3", decided_on="15/6/2026", answer="granted")
    application.refresh_from_db()
    assert (application.purpose, application.state) == (Purpose.VARY, ApplicationState.GRANTED)
    text = said(client, url("person-orders", person))
    assert "27 May 2026" in text
    assert "Monitoring permitted" in text
    assert "Earlier words" in text
    assert "given back on 15 June 2026" in text


def test_a_second_other_answer_shows_both(sign_in: SignIn, officer: User, person: Person) -> None:
    licence = kept.licence(officer, person)
    client, page = sign_in(officer), url("licence-step", person, licence.pk, "recall")
    sent = {"version": "1", "recall": "standard", "on": "10/6/2026"}
    for _ in range(2):
        assert client.post(page, sent).status_code == 302
    text = client.post(page, {**sent, "recall": "emergency", "on": "11/6/2026"}).content.decode()
    signs = ("nothing has been saved", "10 June 2026", "11 June 2026", "Standard", "Emergency")
    assert [sign for sign in signs if sign not in text] == []

    application = kept.considered(officer, person)
    page = url("application-step", person, application.pk, "applied")
    sent = {"version": "1", "applied_on": "10/6/2026", "court": "Kirkby", "hearing_on": ""}
    for _ in range(2):
        assert client.post(page, sent).status_code == 302
    text = client.post(page, {**sent, "court": "Wexley"}).content.decode()
    assert [sign for sign in ("nothing has been saved", "Kirkby", "Wexley") if sign not in text] == []


def test_what_stood_under_an_entry_that_was_wrong_is_not_lost(
    sign_in: SignIn, officer: User, person: Person
) -> None:
    made, licence = kept.order(officer, person), kept.licence(officer, person)
    held = kept.passport(officer, made)
    fields = {"given_on": TODAY, "given_by": "J Lund", "why": "Missed a visit", "condition": None}
    actions.warn_under_licence(officer, licence=licence, fields=fields, now=kept.NOW)
    for fact in (made, licence):
        people.void(officer, fact=fact, version=1, reason="Another person's", now=kept.NOW)
    text = said(sign_in(officer), url("person-orders", person))
    assert "British, in his own name: held since" in text
    assert kept.duty(person, "passport_return").key.endswith(str(held.pk))


@pytest.mark.parametrize(
    ("step", "sent"),
    [
        ("warning", {"given_on": "1/6/2026", "given_by": "J Lund", "why": "Late twice", "condition": ""}),
        ("recall", {"version": "1", "recall": "standard", "on": "10/6/2026"}),
        ("ended", {"version": "1", "on": "15/6/2026"}),
    ],
)
def test_the_steps_of_a_licence(
    sign_in: SignIn, officer: User, person: Person, step: str, sent: dict[str, str]
) -> None:
    licence = kept.licence(officer, person)
    client = sign_in(officer)
    answer = client.post(url("licence-step", person, licence.pk, step), {"submission": str(uuid4()), **sent})
    assert answer.status_code == 302
    assert client.post(url("licence-step", person, licence.pk, "nonsense")).status_code == 404


def test_why_an_order_is_asked_for_is_read_by_those_who_read_of_victims(
    sign_in: SignIn, officer: User, person: Person
) -> None:
    kept.considered(officer, person)
    partner = world.user(Role.PARTNER)
    people.share(
        world.supervisor(),
        person=person,
        user=partner,
        purpose="Joint visit",
        classes=[FieldClass.GENERAL, FieldClass.MANAGEMENT],
        starts_on=TODAY,
        ends_on=None,
        now=NOW,
    )
    address = url("person-orders", person)
    assert kept.NEED["need"] in said(sign_in(officer), address)
    shown = said(sign_in(partner), address)
    assert kept.NEED["need"] not in shown
    assert "Being considered" in shown


def test_a_reader_without_the_right_to_record_is_offered_nothing(
    sign_in: SignIn, officer: User, person: Person
) -> None:
    kept.six(officer, kept.order(officer, person))
    kept.passport(officer, CourtOrder.objects.get())
    page = sign_in(world.user(Role.MAPPA_COORDINATOR)).get(url("person-orders", person)).content.decode()
    assert kept.SIX["children"] in page
    made, term, held = CourtOrder.objects.get(), person.order_conditions.first(), PassportHeld.objects.get()
    assert term
    for name, about in (
        ("record-service", made.pk),
        ("check-condition", term.pk),
        ("vary-condition", term.pk),
        ("return-passport", held.pk),
    ):
        assert url(name, person, about) not in page
    assert url("consider-order", person) not in page


def test_the_page_needs_as_many_queries_for_many_as_for_one(
    sign_in: SignIn, officer: User, person: Person
) -> None:
    def more() -> None:
        made = kept.order(officer, person, kind="cbo")
        for term in kept.six(officer, made):
            kept.checked(officer, term, on=TODAY)
        kept.passport(officer, made)
        licence = kept.licence(officer, person)
        people.add_standard_conditions(officer, licence=licence, now=NOW)

    more()
    client = sign_in(officer)
    few = queries_of(client, url("person-orders", person))
    more()
    assert queries_of(client, url("person-orders", person)) <= few <= 40


def test_each_duty_leads_to_the_form_that_meets_it(sign_in: SignIn, officer: User, person: Person) -> None:
    made = kept.order(officer, person)
    client = sign_in(officer)
    page = client.get("/").content.decode()
    assert reverse("record-service", args=[person.pk, made.pk]) in page
    assert Entry.objects.filter(person=person, kind="order_service").exists()
