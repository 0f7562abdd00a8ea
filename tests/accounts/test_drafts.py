"""What is typed and not sent: saved as it is typed, its owner's alone, and gone once it has been sent."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from access.administration import actions as administration
from accounts import actions as accounts
from accounts import drafts
from accounts.choices import Role
from accounts.models import FormDraft, User
from offenders import actions
from offenders.models import Person, Vehicle
from tests import world
from tests.accounts import signing

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


@pytest.mark.parametrize(
    ("page", "sent"),
    [
        (
            "record-contact",
            {
                **{
                    "on": "15/6/2026",
                    "at": "8:30",
                    "kind": "call",
                    "direction": "in",
                    "with_whom": "His mother",
                },
                **{"by_whom": "DC Reed", "said": "A ladder on it", "outcome": "follow_up"},
            },
        ),
        ("record-custody", {"kind": "custody", "starts_on": "8/6/2026", "place": "A ladder on it"}),
    ],
)
def test_sent_it_is_gone_from_every_form(
    client: Client, person: Person, page: str, sent: dict[str, str]
) -> None:
    form = reverse(page, args=[person.pk])
    assert client.post(SAVE, {**sent, "draft_of": form}).status_code == 204
    assert "A ladder on it" in client.get(form).content.decode()
    assert client.post(form, {**sent, "submission": str(uuid4())}).status_code == 302
    assert not FormDraft.objects.exists()


def test_of_a_form_that_records_nothing_none_is_kept(person: Person) -> None:
    page = signing.sign_in(world.supervisor()).get(reverse("take-record", args=[person.pk]))
    assert page.status_code == 200
    assert "data-draft-of" not in page.content.decode()


def test_a_condition_begun_of_one_order_is_not_put_under_another(
    client: Client, officer: User, person: Person
) -> None:
    day = world.TODAY - world.days(9)
    one, other = (
        actions.record_order(
            officer, person=person, order={"kind": kind, "made_on": day}, now=world.at(world.TODAY)
        )
        for kind in ("shpo", "restraining")
    )
    page = reverse("record-detail", args=[person.pk, "order-condition"])
    first, second = (f"{page}?order_id={order.pk}" for order in (one, other))
    begun = {"order_id": str(one.pk), "wording": "Not to enter a park", "draft_of": first}
    assert client.post(SAVE, begun).status_code == 204
    assert "Not to enter a park" in client.get(first).content.decode()
    asked = client.get(second).content.decode()
    assert "Not to enter a park" not in asked
    assert f'value="{other.pk}" selected' in asked or f'value="{other.pk}" checked' in asked
    sent = {
        **begun,
        **{"kind": "places", "requirement": "prohibition", "number": "1"},
        "standing": "fact",
        "source": "document",
        "submission": str(uuid4()),
    }
    assert client.post(first, sent).status_code == 302
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
    assert save(client, f"{form}?{'x' * drafts.LONGEST}") == 400
    assert officer.form_drafts.count() == drafts.MOST


def test_a_correction_begun_before_somebody_elses_is_told_of_it(
    client: Client, person: Person, officer: User
) -> None:
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


def test_it_is_gone_after_thirty_days_and_with_its_owner(client: Client, form: str, officer: User) -> None:
    save(client, form)
    saved = FormDraft.objects.get().saved_at
    accounts.tidy(now=saved + drafts.KEPT_FOR - world.days(1))
    assert FormDraft.objects.exists()
    accounts.tidy(now=saved + drafts.KEPT_FOR)
    assert not FormDraft.objects.exists()
    save(client, form)
    by = world.user(Role.SYSTEM_ADMINISTRATOR)
    administration.end_user(by, user=officer, reason="Retires", now=world.at(world.TODAY))
    assert not FormDraft.objects.exists()
