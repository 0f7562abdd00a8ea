"""What programs write: by the verbs of the pages, on the version they read, and the same again as one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.actions import make_token
from access.choices import Channel, Scope
from access.models import AccessEvent
from accounts.choices import Role
from accounts.models import User
from dashboards.actions.forgetting import forget_answers
from dashboards.board.queries import figures
from dashboards.board.scope import Asked
from dashboards.models import KeptAnswer
from mappa.models import ActionStep, AgreedAction
from notifications.actions import record_notification_elsewhere
from notifications.models import Notification
from notifications.queries import answerable
from offenders.actions import record_move
from offenders.models import Person
from tests import world
from tests.mappa import held
from tests.riskplans import visiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
NOW = world.at(world.TODAY)
PROBLEM = "application/problem+json"


@pytest.fixture
def owed() -> tuple[User, AgreedAction]:
    """An agreed action, and the partner whose agency owes it."""
    person, agency = held.managed(world.person(world.officer())), held.agency()
    action = held.agreed(person, agency=agency, owner=None, owner_name="A probation officer")
    return held.partner(agency), action


def send(
    client: Client,
    url: str,
    body: dict[str, Any] | None = None,
    *,
    version: int | str | None = None,
    key: UUID | None = None,
    **headers: str,
) -> Any:
    if version is not None:
        headers["If-Match"] = f'"{version}"' if isinstance(version, int) else version
    if key is not None:
        headers["Idempotency-Key"] = str(key)
    return client.post(url, body or {}, content_type="application/json", headers=headers)


def step(name: str, action: AgreedAction) -> str:
    return reverse(f"api-{name}-action", args=[action.pk])


def test_an_action_is_taken_on_begun_and_done(sign_in: SignIn, owed: tuple[User, AgreedAction]) -> None:
    partner, action = owed
    client = sign_in(partner)
    read = client.get(step("agreed", action))
    assert (read.status_code, read["ETag"]) == (200, f'"{action.version}"')
    tag = read["ETag"]
    for name, body, state in (
        ("acknowledge", {}, "acknowledged"),
        ("start", {"note": "Begun"}, "in_progress"),
        ("finish", {"evidence": "He has moved in", "done_on": world.TODAY.isoformat()}, "done"),
    ):
        answer = send(client, step(name, action), body, version=tag, key=uuid4())
        assert (answer.status_code, answer.json()["state"]) == (200, state), answer.content
        tag = answer["ETag"]
    action.refresh_from_db()
    assert (action.state, action.evidence) == ("done", "He has moved in")
    event = AccessEvent.objects.filter(actor_id=partner.pk, action="finish MAPPA action").latest("seq")
    assert (event.channel, event.person_ids) == (Channel.API, [action.person_id])


def test_nothing_is_written_without_the_version_that_was_read(
    sign_in: SignIn, owed: tuple[User, AgreedAction]
) -> None:
    partner, action = owed
    client, url = sign_in(partner), step("acknowledge", action)
    for version, status in ((None, 428), ("*", 428), (action.version + 1, 412), ('W/"1"', 412), ("x", 412)):
        answer = send(client, url, version=version, key=uuid4())
        assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM), version
    action.refresh_from_db()
    assert action.state == "agreed"
    assert not KeptAnswer.objects.filter(user=partner).exists()


def test_the_same_again_is_one_and_another_with_its_key_is_refused(
    sign_in: SignIn, owed: tuple[User, AgreedAction]
) -> None:
    partner, action = owed
    client, url, key = sign_in(partner), step("start", action), uuid4()
    first = send(client, url, {"note": "Begun"}, version=action.version, key=key)
    steps = ActionStep.objects.filter(action=action).count()
    again = send(client, url, {"note": "Begun"}, version=action.version, key=key)
    assert (again.status_code, again.content, again["ETag"]) == (200, first.content, first["ETag"])
    assert again["Idempotency-Replayed"] == "true"
    assert ActionStep.objects.filter(action=action).count() == steps
    for body, name in (({"note": "Otherwise"}, "start"), ({"note": "Begun"}, "finish")):
        answer = send(client, step(name, action), body, version=action.version, key=key)
        assert (answer.status_code, answer["Content-Type"]) == (422, PROBLEM)


def test_whoever_no_longer_sees_it_is_not_told_of_it_again(
    sign_in: SignIn, owed: tuple[User, AgreedAction]
) -> None:
    partner, action = owed
    client, url, key = sign_in(partner), step("acknowledge", action), uuid4()
    assert send(client, url, version=action.version, key=key).status_code == 200
    User.objects.filter(pk=partner.pk).update(agency=held.agency(name="Another Service"))
    assert send(client, url, version=action.version, key=key).status_code == 404


def test_what_is_wrong_is_keyed_by_field(sign_in: SignIn, owed: tuple[User, AgreedAction]) -> None:
    partner, action = owed
    client = sign_in(partner)
    answer = send(client, step("acknowledge", action), version=action.version)
    assert set(answer.json()["errors"]) == {"Idempotency-Key"}
    answer = send(client, step("finish", action), version=action.version, key=uuid4())
    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"evidence", "done_on"})
    ahead = {"evidence": "He has", "done_on": (world.TODAY + timedelta(days=1)).isoformat()}
    answer = send(client, step("finish", action), ahead, version=action.version, key=uuid4())
    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"done_on"})
    done = send(client, step("acknowledge", action), version=action.version, key=uuid4())
    answer = send(client, step("acknowledge", action), version=done["ETag"], key=uuid4())
    assert (answer.status_code, answer["Content-Type"]) == (409, PROBLEM)


def test_another_agency_and_the_counter_see_nothing_to_write_on(
    sign_in: SignIn, owed: tuple[User, AgreedAction]
) -> None:
    _, action = owed
    for user in (held.partner(held.agency(name="Another Service")), world.user(Role.FRONT_COUNTER)):
        answer = send(sign_in(user), step("acknowledge", action), version=action.version, key=uuid4())
        assert answer.status_code == 404


def test_a_session_needs_its_csrf_token_and_a_token_its_scope(owed: tuple[User, AgreedAction]) -> None:
    partner, action = owed
    client = Client(enforce_csrf_checks=True)
    client.force_login(partner, backend="accounts.backends.VettedUserBackend")
    url = step("acknowledge", action)
    assert send(client, url, version=action.version, key=uuid4()).status_code == 403
    for scope, status in ((Scope.READ_ACTIONS, 403), (Scope.WRITE_ACTIONS, 200)):
        _, secret = make_token(partner, name="Rota", scopes=[scope], days=1, most_days=1)
        sent = {"Authorization": f"Bearer {secret}"}
        answer = send(Client(enforce_csrf_checks=True), url, version=action.version, key=uuid4(), **sent)
        assert answer.status_code == status


def test_answers_are_forgotten_when_their_days_are_over(
    sign_in: SignIn, owed: tuple[User, AgreedAction]
) -> None:
    partner, action = owed
    send(sign_in(partner), step("acknowledge", action), version=action.version, key=uuid4())
    mine = KeptAnswer.objects.filter(user=partner)
    forget_answers(today=world.TODAY + timedelta(days=3))
    assert mine.exists()
    forget_answers(today=world.TODAY + timedelta(days=4))
    assert not mine.exists()


class TestNotifications:
    def given(self, person: Person, **more: Any) -> dict[str, Any]:
        return {
            "given_at": (NOW - timedelta(hours=1)).isoformat(),
            "station": "Penrith",
            "answers": [answerable(person)[0].key],
            **more,
        }

    def test_one_taken_elsewhere_is_recorded_once(self, sign_in: SignIn) -> None:
        officer = world.officer()
        day = world.TODAY - timedelta(days=1)
        trigger = {"kind": "conviction", "date": day, "offence": "Sexual assault (s.3)"}
        person = world.person(officer, trigger=trigger, disposal={"kind": "fine", "date": day})
        client, key = sign_in(officer), uuid4()
        url, body = reverse("api-person-notifications", args=[person.pk]), self.given(person)
        first = send(client, url, body, key=key)
        assert first.status_code == 201, first.content
        notification = Notification.objects.get(person=person)
        assert first.json()["results"] == [{"id": str(notification.pk), "section": notification.section}]
        assert notification.recorded_by == officer
        assert send(client, url, body, key=key).content == first.content
        assert Notification.objects.filter(person=person).count() == 1
        event = AccessEvent.objects.filter(action="record notification elsewhere").latest("seq")
        assert (event.channel, event.person_ids) == (Channel.API, [person.pk])

    def test_another_body_with_a_key_whose_answer_was_forgotten_is_refused(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person, yesterday = visiting.known_for(officer, 30), world.TODAY - timedelta(days=1)
        record_notification_elsewhere(
            officer,
            person=person,
            given_at=world.at(world.TODAY - timedelta(days=30)),
            answers=[answerable(person)[0].key],
            station="Penrith",
            now=world.at(world.TODAY - timedelta(days=30), 12),
        )
        record_move(
            officer,
            person=person,
            address={"line_1": "1 High Street", "line_2": "", "town": "Kirkby", "postcode": "CX1 1AB"},
            kind="residence",
            starts_on=yesterday,
            child_in_household="no",
            now=NOW,
        )
        client, key = sign_in(officer), uuid4()
        url = reverse("api-person-notifications", args=[person.pk])
        both = [each.key for each in answerable(person)]
        assert len(both) > 1
        body = self.given(person) | {"answers": both}
        first = send(client, url, body, key=key)
        assert first.status_code == 201, first.content
        forget_answers(today=world.TODAY + timedelta(days=400))
        assert send(client, url, body, key=key).json() == first.json()
        for other in (
            {"station": "Kendal"},
            {"given_at": (NOW - timedelta(hours=2)).isoformat()},
            {"answers": [*both, "law/initial:nothing"]},
            {"answers": ["x"]},
            {"answers": [key for key in both if "change" in key]},
            {"answers": [key for key in both if "change" not in key]},
            {"late_reason": "The bus did not come"},
        ):
            forget_answers(today=world.TODAY + timedelta(days=400))
            answer = send(client, url, body | other, key=key)
            assert (answer.status_code, answer["Content-Type"]) == (422, PROBLEM), other
            assert "was sent before and recorded" in answer.json()["detail"]
        assert Notification.objects.filter(person=person, station="Penrith").count() == 2

    def test_of_what_is_late_why_is_asked(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = visiting.known_for(officer, 30)
        client = sign_in(officer)
        url, body = reverse("api-person-notifications", args=[person.pk]), self.given(person)
        answer = send(client, url, body, key=uuid4())
        assert (answer.status_code, set(answer.json()["errors"])) == (400, {"late_reason"})
        assert not Notification.objects.filter(person=person).exists()
        assert send(client, url, body | {"late_reason": ""}, key=uuid4()).status_code == 201

    def test_whoever_does_not_keep_the_record_records_nothing(self, sign_in: SignIn) -> None:
        person = visiting.known_for(world.officer(), 30)
        url, body = reverse("api-person-notifications", args=[person.pk]), self.given(person)
        for user in (world.user(Role.FRONT_COUNTER), world.user(Role.BRIEFING_READER)):
            assert send(sign_in(user), url, body, key=uuid4()).status_code == 404

    def test_reading_them_and_writing_one_are_two_scopes(self) -> None:
        officer = world.officer()
        person = visiting.known_for(officer, 30)
        url = reverse("api-person-notifications", args=[person.pk])
        for scope, read, written in (
            (Scope.READ_CONTACT, 200, 403),
            (Scope.WRITE_NOTIFICATIONS, 403, 400),
        ):
            _, secret = make_token(officer, name="Rota", scopes=[scope], days=1, most_days=1)
            sent = {"Authorization": f"Bearer {secret}"}
            assert Client().get(url, headers=sent).status_code == read
            assert send(Client(), url, key=uuid4(), **sent).status_code == written


class TestBoard:
    def test_its_figures_are_those_of_the_page(self, sign_in: SignIn) -> None:
        person = visiting.known_for(world.officer(), 400)
        world.person(world.officer(of=world.unit("East unit")))
        supervisor = world.supervisor()
        client, url = sign_in(supervisor), reverse("api-board")
        answer = client.get(url).json()
        _, counted = figures(supervisor, Asked(), NOW)
        assert {row["name"]: row["count"] for row in answer["figures"]} == {
            name: each.every.count if each.known else None for name, each in counted.items()
        }
        assert {row["worst"] for row in answer["figures"]} <= {None, person.reference}
        event = AccessEvent.objects.filter(actor_id=supervisor.pk, action="api-board").latest("seq")
        assert (event.channel, event.person_ids) == (Channel.API, [person.pk])
        assert client.get(url, {"level": "very_high", "status": "custody"}).json()["figures"][0]["count"] == 0
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        assert len(captured) <= 20

    def test_it_is_for_who_answers_for_people(self, sign_in: SignIn) -> None:
        assert sign_in(world.officer()).get(reverse("api-board")).status_code == 403
        answer = sign_in(world.supervisor()).get(
            reverse("api-board"), {"day": (world.TODAY + timedelta(days=1)).isoformat(), "level": "top"}
        )
        assert (answer.status_code, set(answer.json()["errors"])) == (400, {"day", "level"})
