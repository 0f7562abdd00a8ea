"""Nobody stands in a log line: not in addresses, not in what was typed, not in what an error says."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from dashboards import views
from diary import actions as diary
from diary.tasks import check_drift
from offenders.models import Person
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
NAME, TYPED = "Rumpelstiltskin", "Himmelhochjauchzend"


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What Vigil's own handler writes down, in its own format."""
    configured = logging.getLogger().handlers
    [handler] = [each for each in configured if type(each) is logging.StreamHandler]
    written = io.StringIO()
    stream = handler.setStream(written)
    yield written
    handler.setStream(stream)


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def secrets(person: Person, *users: User) -> set[str]:
    found = {NAME, TYPED, str(person.pk), person.reference}
    return found | {str(user.pk) for user in users} | {user.family_name for user in users}


def unsaid(log: io.StringIO, person: Person, *users: User) -> None:
    text = log.getvalue()
    assert text, "nothing was logged, so nothing was shown"
    for secret in secrets(person, *users):
        assert secret not in text


def test_pages_and_refusals(sign_in: SignIn, log: io.StringIO) -> None:
    officer, other = world.officer(), world.officer(of=world.unit("East unit"))
    person = world.person(officer, family_name=NAME)
    client = sign_in(officer)
    client.get(reverse("person", args=[person.pk]))
    client.post(reverse("people-search"), {"q": f"{NAME} {TYPED}"})
    sign_in(other).get(reverse("person", args=[person.pk]))
    client.get(f"/people/{NAME}/?q={TYPED}", headers={"User-Agent": TYPED})
    client.get("/cover/")
    found = {(line["event"], line.get("page")) for line in lines(log)}
    assert {
        ("answered with 404", "person"),
        ("answered with 404", "none"),
        ("answered with 403", "cover"),
    } <= found
    unsaid(log, person, officer, other)


def test_a_page_that_breaks(sign_in: SignIn, log: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    officer = world.officer()
    person = world.person(officer, family_name=NAME)

    def broken(*args: object, **kwargs: object) -> None:
        try:
            raise KeyError(TYPED)
        except KeyError as error:
            raise ValueError(f"{NAME} {person.pk}") from error

    monkeypatch.setattr(views.agenda, "agenda", broken, raising=False)
    monkeypatch.setattr("dashboards.queries.caseload", broken)
    client = sign_in(officer)
    client.raise_request_exception = False
    assert client.get("/people/").status_code == 500
    told = [line for line in lines(log) if line.get("failure")]
    assert told
    assert all(line["failure"] == ["ValueError", "KeyError"] for line in told)
    assert any("test_logs.py" in line["at"][-1] for line in told)
    assert any(line.get("page") == "people" for line in told)
    unsaid(log, person, officer)


def test_what_the_database_refuses(log: io.StringIO) -> None:
    person = world.person(family_name=NAME)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO offenders_person SELECT * FROM offenders_person WHERE id = %s", [person.pk]
            )
    except IntegrityError:
        logging.getLogger("some.library").exception("could not write %s", NAME)
    [line] = lines(log)
    assert line["event"] == "could not write %s"
    assert line["failure"][0].startswith("IntegrityError")
    assert "23505" in line["failure"][1]
    unsaid(log, person)


def test_a_job_that_fails(log: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    person = world.person(family_name=NAME)

    def broken(**kwargs: object) -> None:
        raise ValueError(f"{NAME} {person.pk}")

    monkeypatch.setattr(diary, "follow_policy", broken)
    check_drift.apply()
    told = lines(log)
    assert any(line.get("job") == "diary.check_drift" for line in told)
    assert any(line.get("failure") == ["ValueError"] for line in told)
    unsaid(log, person)


def test_every_process_logs_by_these_settings() -> None:
    assert {each["formatter"] for each in settings.LOGGING["handlers"].values()} == {"json"}
