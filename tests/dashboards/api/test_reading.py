"""What the API reads: the pages' own rules, every look logged, and every fault a problem in plain words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework.throttling import UserRateThrottle

from access.choices import Channel
from access.models import AccessEvent
from access.policies import FieldClass
from accounts.choices import Role
from accounts.models import User
from tests import world
from tests.mappa import held
from tests.riskplans import visiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
PROBLEM = "application/problem+json"
DAY = date(2026, 6, 10)


def convicted(officer: User, **fields: object) -> object:
    trigger = {"kind": "conviction", "date": DAY, "offence": "Sexual assault (s.3)"}
    return world.person(officer, trigger=trigger, disposal={"kind": "fine", "date": DAY}, **fields)


def test_people_come_by_key_and_each_page_names_only_its_own_in_the_log(sign_in: SignIn) -> None:
    officer = world.officer()
    people = [world.person(officer) for _ in range(3)]
    client = sign_in(officer)
    first = client.get(reverse("api-people"), {"page_size": 2}).json()
    assert [row["reference"] for row in first["results"]] == [person.reference for person in people[:2]]
    event = AccessEvent.objects.filter(actor_id=officer.pk, channel=Channel.API).latest("seq")
    assert set(event.person_ids) == {person.pk for person in people[:2]}
    second = client.get(first["next"]).json()
    assert [row["reference"] for row in second["results"]] == [people[2].reference]
    assert second["next"] is None


def test_whom_the_pages_hide_is_not_there(sign_in: SignIn) -> None:
    hidden = world.person(world.officer(of=world.unit("East unit")))
    client = sign_in(world.officer())
    assert client.get(reverse("api-people")).json()["results"] == []
    names = ("person", "facts", "person-duties", "person-notifications", "person-visits")
    for name in (f"api-{each}" for each in names):
        there = client.get(reverse(name, args=[hidden.pk]))
        nowhere = client.get(reverse(name, args=[uuid4()]))
        assert there.status_code == nowhere.status_code == 404
        assert there.content == nowhere.content
        assert there["Content-Type"] == PROBLEM


def test_a_version_that_one_has_is_not_sent_again(sign_in: SignIn) -> None:
    officer = world.officer()
    person = world.person(officer)
    client, url = sign_in(officer), reverse("api-person", args=[person.pk])
    answer = client.get(url)
    assert answer["ETag"] == f'"{person.version}"'
    assert client.get(url, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_classes_that_one_does_not_read_are_absent(sign_in: SignIn) -> None:
    officer = world.officer()
    person = convicted(officer)
    reader = world.user(Role.BRIEFING_READER)
    client = sign_in(officer)
    kinds = {fact["kind"] for fact in client.get(reverse("api-facts", args=[person.pk])).json()["results"]}
    assert "address" in kinds or "trigger" in kinds or len(kinds) > 1
    client = sign_in(reader)
    told = client.get(reverse("api-facts", args=[person.pk])).json()["results"]
    from offenders.kinds import named

    assert told
    assert {named(fact["kind"]).field_class for fact in told} == {FieldClass.GENERAL}


def test_duties_are_those_of_the_people_one_sees(sign_in: SignIn) -> None:
    officer = world.officer()
    person = convicted(officer)
    convicted(world.officer(of=world.unit("East unit")))
    client = sign_in(officer)
    rows = client.get(reverse("api-duties"), {"state": "overdue"}).json()["results"]
    assert {row["person"] for row in rows} == {str(person.pk)}
    assert "initial" in {row["kind"] for row in rows}
    event = AccessEvent.objects.filter(actor_id=officer.pk, channel=Channel.API).latest("seq")
    assert event.person_ids == [person.pk]
    one = client.get(reverse("api-person-duties", args=[person.pk]), {"state": "all"}).json()["results"]
    assert "initial" in {row["kind"] for row in one}


def test_the_managers_daily_work_is_not_there_for_who_does_not_read_it(sign_in: SignIn) -> None:
    officer = world.officer()
    person = visiting.known_for(officer, 30)
    visit = visiting.planned(officer, person)
    urls = [reverse(name, args=[person.pk]) for name in ("api-person-visits", "api-person-notifications")]
    client = sign_in(officer)
    assert [row["id"] for row in client.get(urls[0]).json()["results"]] == [str(visit.pk)]
    assert client.get(urls[1]).json()["results"] == []
    event = AccessEvent.objects.filter(actor_id=officer.pk, channel=Channel.API).latest("seq")
    assert event.person_ids == [person.pk]
    client = sign_in(world.user(Role.BRIEFING_READER))
    assert [client.get(url).status_code for url in urls] == [404, 404]


def test_a_partner_sees_the_actions_of_their_agency_alone(sign_in: SignIn) -> None:
    person = held.managed(world.person(world.officer()))
    agency, other = held.agency(), held.agency(name="Another Service")
    action = held.agreed(person, agency=agency, owner=None, owner_name="A probation officer")
    url = reverse("api-agreed-actions")
    rows = sign_in(held.partner(agency)).get(url).json()["results"]
    assert [(row["id"], row["what"]) for row in rows] == [(str(action.pk), action.what)]
    assert sign_in(held.partner(other)).get(url).json()["results"] == []
    assert sign_in(world.user(Role.FRONT_COUNTER)).get(url).status_code == 403


def test_faults_are_problems_keyed_by_field(sign_in: SignIn) -> None:
    client = sign_in(world.officer())
    answer = client.get(reverse("api-duties"), {"due_by": "soon", "state": "lost"})
    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
    assert set(answer.json()["errors"]) == {"due_by", "state"}
    for url, status in (
        (f"{reverse('api-people')}?cursor=bad", 404),
        (f"{reverse('api-duties')}?cursor=cD0lMDA=", 404),
        (f"{reverse('api-people')}?cursor=cD0lMDA=", 404),
        ("/api/v1/nothing/", 404),
    ):
        answer = client.get(url)
        assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM), url
        assert answer.json()["status"] == status
    answer = client.post(reverse("api-people"))
    assert (answer.status_code, answer["Content-Type"]) == (405, PROBLEM)


def test_nobody_is_told_so_in_json(client: Client) -> None:
    answer = client.get(reverse("api-people"))
    assert answer.status_code in (401, 403)
    assert answer["Content-Type"] == PROBLEM


def test_too_many_requests_are_told_when_to_come_back(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(UserRateThrottle, "THROTTLE_RATES", {"user": "1/min"})
    client = sign_in(world.officer())
    assert client.get(reverse("api-people")).status_code == 200
    answer = client.get(reverse("api-people"))
    assert (answer.status_code, answer["Content-Type"]) == (429, PROBLEM)
    assert int(answer["Retry-After"]) > 0


def test_what_breaks_says_so_as_a_problem(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    client = sign_in(world.officer())
    client.raise_request_exception = False

    def breaks(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("dashboards.queries.caseload", breaks)
    answer = client.get(reverse("api-people"))
    assert (answer.status_code, answer["Content-Type"]) == (500, PROBLEM)


def test_the_queries_of_a_page_are_the_same_however_many_stand_on_it(sign_in: SignIn) -> None:
    officer = world.officer()
    convicted(officer)
    client = sign_in(officer)

    def asked(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    urls = (reverse("api-people"), reverse("api-duties"))
    before = [asked(url) for url in urls]
    for _ in range(3):
        convicted(officer)
    assert [asked(url) for url in urls] == before
    assert max(before) <= 20


def test_the_schema_and_its_page_hold_nothing_inline(sign_in: SignIn) -> None:
    client = sign_in(world.officer())
    schema = client.get(reverse("api-schema")).json()
    assert "/api/v1/people/{person_id}/facts/" in schema["paths"]
    page = client.get(reverse("api-docs")).content.decode()
    assert "<script>" not in page
    assert " style=" not in page
    assert "http" not in page.replace("http-equiv", "")
