"""Plans, orders and licences by the API: the pages' own classes, every look logged, keys and versions."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from access.choices import Channel, Scope
from access.models import AccessEvent
from accounts.choices import Role
from accounts.models import User
from riskplans.choices import Complied
from tests import world
from tests.counting import queries_of
from tests.dashboards.api.test_tokens import token_of
from tests.riskplans.orders import kept
from tests.riskplans.plans import written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
NAMES = ("api-person-plans", "api-person-orders", "api-person-licences")


def url(name: str, *args: object) -> str:
    return reverse(name, args=args)


def test_the_versions_and_then_one_with_its_words(sign_in: SignIn) -> None:
    officer, supervisor = world.officer(), world.supervisor()
    person = world.person(officer)
    plan = written.approved(officer, person, supervisor)
    client = sign_in(officer)
    (row,) = client.get(url("api-person-plans", person.pk)).json()["results"]
    assert (row["id"], row["state"], row["number"]) == (str(plan.pk), "approved", 1)
    assert row["visit_every"] == plan.interval_in_words
    assert "harm" not in row
    answer = client.get(url("api-person-plan", person.pk, plan.pk))
    said = answer.json()
    assert said["harm"] == plan.harm
    assert said["victims"] == plan.victims
    first = plan.actions.standing().first()
    assert said["actions"][0]["what"] == first.what
    assert said["actions"][0]["result"] is None
    assert said["contingencies"][0]["then"] == plan.contingencies.standing().first().then
    event = AccessEvent.objects.filter(actor_id=officer.pk, channel=Channel.API).latest("seq")
    assert event.person_ids == [person.pk]
    assert event.object_id == str(plan.pk)


def test_a_version_that_one_has_is_not_sent_again(sign_in: SignIn) -> None:
    officer = world.officer()
    person = world.person(officer)
    plan = written.begun(officer, person)
    client, address = sign_in(officer), url("api-person-plan", person.pk, plan.pk)
    tag = client.get(address)["ETag"]
    assert tag == f'"{plan.version}"'
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    written.changed(officer, plan, harm="Something else")
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_what_one_does_not_read_of_a_plan_is_absent(sign_in: SignIn) -> None:
    officer = world.officer()
    person = world.person(officer)
    plan = written.submitted(officer, person)
    said = sign_in(world.user(Role.FRONT_COUNTER)).get(url("api-person-plan", person.pk, plan.pk)).json()
    assert said["harm"] == plan.harm
    hidden = {"at_risk", "victims", "disclosure", "disclosure_why", "needs", "intelligence"}
    assert hidden.isdisjoint(said)
    for action in said["actions"]:
        assert ("what" in action) is (action["pillar"] != "victims")


def test_orders_come_with_their_conditions_and_how_they_stand(sign_in: SignIn) -> None:
    officer = world.officer()
    person = world.person(officer)
    order = kept.order(officer, person)
    term = kept.condition(officer, order)
    client, address = sign_in(officer), url("api-person-orders", person.pk)
    (row,) = client.get(address).json()["results"]
    assert (row["id"], row["kind"], row["state"]) == (str(order.pk), "shpo", "made")
    (condition,) = row["conditions"]
    assert (condition["wording"], condition["live"], condition["found"]) == (term.wording, True, "")
    assert condition["check_due"]
    kept.served(officer, order)
    kept.checked(officer, term, found=Complied.COMPLIED)
    (row,) = client.get(address).json()["results"]
    assert row["state"] == "live"
    assert row["conditions"][0]["found"] == Complied.COMPLIED


def test_licences_say_how_they_stand(sign_in: SignIn) -> None:
    officer = world.officer()
    person = world.person(officer)
    licence = kept.licence(officer, person)
    (row,) = sign_in(officer).get(url("api-person-licences", person.pk)).json()["results"]
    assert (row["id"], row["licence_ends_on"]) == (str(licence.pk), licence.licence_ends_on.isoformat())
    assert row["state"] == "live"


def test_they_come_by_key_in_pages(sign_in: SignIn) -> None:
    officer = world.officer()
    person = world.person(officer)
    made = {str(kept.order(officer, person, kind=kind).pk) for kind in ("shpo", "restraining", "cbo")}
    client = sign_in(officer)
    first = client.get(url("api-person-orders", person.pk), {"page_size": 2}).json()
    second = client.get(first["next"]).json()
    assert second["next"] is None
    assert {row["id"] for row in first["results"] + second["results"]} == made
    assert len(first["results"]) == 2


def test_whom_the_pages_hide_is_not_there(sign_in: SignIn) -> None:
    officer = world.officer()
    person = world.person(officer)
    plan = written.begun(officer, person)
    for client in (
        sign_in(world.officer(of=world.unit("East unit"))),
        sign_in(world.user(Role.BRIEFING_READER)),
    ):
        for name in NAMES:
            there, nowhere = client.get(url(name, person.pk)), client.get(url(name, uuid4()))
            assert there.status_code == nowhere.status_code == 404
            assert there.content == nowhere.content
        assert client.get(url("api-person-plan", person.pk, plan.pk)).status_code == 404
    other = written.begun(officer, world.person(officer))
    assert sign_in(officer).get(url("api-person-plan", person.pk, other.pk)).status_code == 404


def test_a_program_needs_the_scope(client: Client) -> None:
    officer = world.officer()
    person = world.person(officer)
    for scope, answer in ((Scope.READ_CONTACT, 403), (Scope.READ_PLANS, 200)):
        _, secret = token_of(officer, scope)
        for name in NAMES:
            asked = client.get(url(name, person.pk), headers={"Authorization": f"Bearer {secret}"})
            assert asked.status_code == answer


def test_the_queries_do_not_grow(sign_in: SignIn) -> None:
    officer = world.officer()
    person = world.person(officer)
    kept.condition(officer, kept.order(officer, person))
    client = sign_in(officer)
    few = queries_of(client, url("api-person-orders", person.pk))
    for kind in ("restraining", "cbo", "fto"):
        kept.condition(officer, kept.order(officer, person, kind=kind))
    assert queries_of(client, url("api-person-orders", person.pk)) <= few <= 34
    assert queries_of(client, url("api-person-plans", person.pk)) <= 12
