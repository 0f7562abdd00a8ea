"""What is typed and not sent: saved as it is typed, its owner's alone, and gone once it has been sent."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts import drafts
from accounts.models import FormDraft, User
from offenders.models import Person, Vehicle
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SAVE, DISCARD = "/account/draft/", "/account/draft/discard/"
TYPED = {"kind": "van", "description": "White, a ladder on it", "starts_on": "1/2/20", "source": ""}


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer)


@pytest.fixture
def client(officer: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(officer)


@pytest.fixture
def form(person: Person) -> str:
    return reverse("record-detail", args=[person.pk, "vehicle"])


def save(client: Client, form: str, **typed: str) -> int:
    return client.post(SAVE, {**TYPED, **typed, "draft_of": form}).status_code


def test_it_stands_in_the_form_again_just_as_it_was_typed(client: Client, form: str) -> None:
    assert save(client, form) == 204
    text = client.get(form).content.decode()
    assert "White, a ladder on it" in text
    assert 'value="1/2/20"' in text
    assert 'value="van" selected' in text
    assert "You began this" in text
    assert "Select how it is known." not in text  # nothing is judged before it is sent


def test_a_later_one_takes_its_place(client: Client, form: str) -> None:
    save(client, form)
    save(client, form, description="Blue")
    assert FormDraft.objects.count() == 1
    assert "Blue" in client.get(form).content.decode()


def test_sent_it_is_gone(client: Client, form: str, person: Person) -> None:
    save(client, form)
    refused = client.post(form, {**TYPED, "standing": "fact", "submission": str(uuid4())})
    assert refused.status_code == 200
    assert FormDraft.objects.exists()  # not sent yet
    sent = {
        **TYPED,
        "standing": "fact",
        "source": "self",
        "starts_on": "1/2/2020",
        "submission": str(uuid4()),
    }
    assert client.post(form, sent).status_code == 302
    assert Vehicle.objects.filter(person=person).exists()
    assert not FormDraft.objects.exists()


def test_thrown_away_it_is_gone(client: Client, form: str) -> None:
    save(client, form)
    assert client.post(DISCARD, {"draft_of": form})["Location"] == form
    assert "White" not in client.get(form).content.decode()


def test_nobody_elses(form: str, client: Client, sign_in: Callable[[User], Client]) -> None:
    save(client, form)
    other = sign_in(world.officer())
    assert "White" not in other.get(form).content.decode()
    other.post(DISCARD, {"draft_of": form})
    assert FormDraft.objects.count() == 1


def test_the_database_holds_nothing_that_can_be_read(client: Client, form: str) -> None:
    save(client, form)
    with connection.cursor() as cursor:
        cursor.execute("SELECT typed FROM accounts_formdraft")
        [typed] = cursor.fetchone()
    assert "ladder" not in typed


@pytest.mark.parametrize(
    "path", ["", "/no-such-page/", "https://elsewhere.example/", "//elsewhere.example/x"]
)
def test_only_of_our_own_pages(client: Client, path: str) -> None:
    assert save(client, path) == 400
    assert client.post(DISCARD, {"draft_of": path})["Location"] in {"/", "/no-such-page/"}


def test_nothing_endless_is_kept(client: Client, form: str, officer: User) -> None:
    assert save(client, form, description="x" * drafts.LARGEST) == 400
    for number in range(drafts.MOST + 3):
        assert save(client, f"/people/{uuid4()}/") == 204, number
    assert officer.form_drafts.count() == drafts.MOST


def test_a_correction_begun_before_somebody_elses_is_told_of_it(
    client: Client, person: Person, officer: User
) -> None:
    from offenders import actions

    name = person.names.get()
    form = reverse("correct-fact", args=[person.pk, "name", name.pk])
    typed = {"given_names": "Alec", "family_name": "Marsh", "reason": "Misheard", "version": "1"}
    client.post(SAVE, {**typed, "draft_of": form})
    actions.correct(
        officer,
        fact=name,
        version=1,
        changes={"given_names": "Alan Roy"},
        reason="Certificate",
        now=world.at(world.TODAY),
    )
    text = client.get(form).content.decode()
    assert 'value="Alec"' in text
    assert 'name="version" value="1"' in text
    told = client.post(form, typed).content.decode()
    assert "Alan Roy" in told
    assert "nothing has been saved" in told
