"""The pages of polygraph: from the offer to the end by their forms, and who reads what of a test."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from diary.actions import finish_task
from offenders.models import Person
from riskplans.models import PolygraphTest
from riskplans.polygraph.choices import Gravity, Result, TestState
from tests import world
from tests.riskplans.polygraph import made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]


@pytest.fixture
def officer() -> User:
    return world.officer(family_name="Reed")


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer)


def at(name: str, person: Person, *more: object) -> str:
    return reverse(name, args=[person.pk, *more])


def send(client: Client, page: str, **said: object) -> str:
    """What the answer to the form at `page` says; `version` and `submission` are those it was shown with."""
    form = client.get(page).context["form"]
    hidden = {name: form[name].value() for name in ("version", "submission") if name in form.fields}
    return client.post(page, {**hidden, **said}, follow=True).content.decode()


def test_from_the_offer_to_the_booking(sign_in: SignIn, officer: User, person: Person) -> None:
    client = sign_in(officer)
    asks = made.condition(officer, person)
    overview = client.get(at("person-polygraph", person)).content.decode()
    assert "not evidence in court" in overview
    assert "Attend polygraph sessions" in overview
    start = {"rests_on": asks.pk, "exam": "maintenance", "areas": ["children"], "offered_on": "14/6/2026"}
    said = send(client, at("start-polygraph", person), **start)
    assert "Record their answer" in said
    test = PolygraphTest.objects.get()
    send(client, at("polygraph-step", person, test.pk, "answer"), answer="yes")
    book = at("polygraph-step", person, test.pk, "book")
    booking = {"fit": "yes", "booked_on": "20/6/2026", "booked_at": "10:00", "place": "Kirkby"}
    said = send(client, book, **booking, examiner=officer.pk)
    assert "That is who manages them" in said
    assert "20/6/2026" in said  # nothing typed is lost
    said = send(client, book, **booking, examiner_name=made.EXAMINER)
    assert "Record what happened" in said
    test.refresh_from_db()
    assert test.state == TestState.BOOKED


def test_from_the_test_to_its_end(sign_in: SignIn, officer: User, person: Person) -> None:
    client, test = sign_in(officer), made.booked(officer, person)
    step = {name: at("polygraph-step", person, test.pk, name) for name in ("attend", "check", "close")}
    happened = {"happened": "tested", "tested_on": "15/6/2026", "result": "sr", "disclosed": "1"}
    assert "Record disclosure 1 of 1" in send(client, step["attend"], **happened)
    told = {
        "said_on": "15/6/2026",
        "said_at": "8:30",
        "part": "after",
        "gravity": "serious",
        "what": "A second phone",
    }
    said = send(client, at("record-polygraph-disclosure", person, test.pk), **told)
    assert "Triage the disclosure" in said
    disclosure = test.disclosures.get()
    triage = at("triage-polygraph-disclosure", person, disclosure.pk)
    said = send(client, triage, triage="intelligence", triage_note="Report 12")
    assert "Record the quality check" in said
    check = {"checked_on": "15/6/2026", "result": "sr", "checker_standing": "Accredited"}
    assert "Another examiner" in send(client, step["check"], **check, checker_name=made.EXAMINER)
    assert "Actions to take" in send(client, step["check"], **check, checker_name=made.CHECKER)
    assert "Closed" in send(client, step["close"], actions="Seen at home", shared_with="Probation")
    test.refresh_from_db()
    assert test.state == TestState.CLOSED


def test_fitness_and_results_are_for_those_who_read_them(
    sign_in: SignIn, officer: User, person: Person
) -> None:
    test = made.checked(officer, person, Result.RESPONSE)
    made.disclosed(officer, test, what="A hidden cellar")
    PolygraphTest.objects.filter(pk=test.pk).update(
        fitness="Takes warfarin", result_note="Chart two", unfit_for="medication"
    )
    health = ["Takes warfarin"]
    result = ["Chart two", "A hidden cellar", "Significant response", "Actions to take", "the result calls"]
    pages = [
        at("polygraph-test", person, test.pk),
        at("person-polygraph", person),
        at("person-history", person),
        at("person-timeline", person) + "?print=yes",
        at("person", person),
    ]

    def seen(client: Client, *signs: str) -> set[str]:
        """Those of the signs that stand on the pages."""
        texts = [client.get(page).content.decode() for page in pages]
        assert all("olygraph" in text for text in texts)
        return {sign for sign in signs if any(sign in text for text in texts)}

    signs = [*health, *result]
    assert seen(sign_in(world.user(Role.FRONT_COUNTER)), *signs) == set()
    assert seen(sign_in(world.user(Role.MAPPA_COORDINATOR)), *signs) == set(health)
    assert seen(sign_in(officer), *signs) == set(signs)


def test_the_overview_costs_the_same_for_many_tests(sign_in: SignIn, officer: User, person: Person) -> None:
    client, page = sign_in(officer), at("person-polygraph", person)
    made.closed(officer, person)

    def queries() -> int:
        client.get(page)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    few = queries()
    for _ in range(3):
        made.closed(officer, person)
    assert queries() == few <= 20


def test_danger_stands_first_on_today_until_it_is_seen_to(
    sign_in: SignIn, officer: User, person: Person
) -> None:
    supervisor = world.supervisor()
    made.disclosed(officer, made.taken(officer, person), gravity=Gravity.GRAVE)
    client = sign_in(supervisor)
    page = client.get("/").content.decode()
    assert page.index('id="urgent"') < page.index("vigil-tiles")
    assert "Safeguarding after a polygraph test" in page
    task = person.tasks.get(source__startswith="riskplans/polygraph-danger")
    finish_task(supervisor, task=task, version=task.version, note="Told social care", now=made.NOW)
    assert 'id="urgent"' not in client.get("/").content.decode()


def test_a_supervisor_agrees_in_the_queue(
    sign_in: SignIn, officer: User, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = made.disclosed(officer, made.taken(officer, person), gravity=Gravity.GRAVE)
    send(
        sign_in(officer),
        at("triage-polygraph-disclosure", person, told.pk),
        triage="nothing",
        triage_note="No",
    )
    client, page = sign_in(world.supervisor()), at("answer-polygraph-disclosure", person, told.pk)
    assert page in client.get(reverse("approvals")).content.decode()
    assert "reauthenticate" in client.get(page).url
    monkeypatch.setattr("riskplans.polygraph.views.disclosures.recently_authenticated", lambda request: True)
    send(client, page, answer="refused", answer_note="Ask her school")
    told.refresh_from_db()
    assert told.answer == "refused"
