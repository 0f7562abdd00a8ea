"""Who gets which page: every address, by every method, for everyone, on every kind of record.

The table is tests/access/matrix.txt. A URL without a row fails, so that nobody adds a page without saying who may see
it. `MATRIX_OBSERVED=file pytest tests/access/test_matrix.py` writes down what was answered, to be read and then kept.
"""

from __future__ import annotations

import os
import pickle
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from accounts.backends import VettedUserBackend
from accounts.models import User
from tests import world
from tests.access.matrix_world import Stage, stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TABLE = Path(__file__).with_name("matrix.txt")
KINDS = ("normal", "restricted", "archived")
# Sign-in, second factor and sessions are allauth's own pages: each about the signed-in user alone.
OUTSIDE = ("account_", "mfa_", "usersessions_", "account-")
PARTS = 2  # of the pages of each kind, so that several processes share the work
_CODES = {200: "o", 204: "n", 400: "b", 401: "!", 403: "x", 404: "-", 405: "m", 415: "u"}


def table() -> dict[str, dict[str, tuple[str, str]]]:
    """For each kind of record and each page, what GET and POST answer to each actor, a letter each."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for line in TABLE.read_text().splitlines():
        if line.startswith("["):
            found[line.strip("[]")] = rows = {}
        elif line and not line.startswith("#"):
            name, get, post = re.split(r" {2,}", line.strip())
            assert name not in rows, f"{name} stands twice"
            rows[name] = (get.replace(" ", ""), post.replace(" ", ""))
    return found


def names(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names(pattern.url_patterns, space)
        elif pattern.name:
            yield f"{prefix}{pattern.name}"


def ours() -> set[str]:
    return {name for name in names(get_resolver().url_patterns) if not name.startswith(OUTSIDE)}


def test_every_page_has_a_row() -> None:
    rows = table()
    assert set(rows) == set(KINDS)
    assert set(rows["normal"]) == ours()
    assert set(rows["restricted"]) == set(rows["archived"]) == {name for name in ours() if of_a_record(name)}


def of_a_record(name: str) -> bool:
    """Whether the page's address names a person, so that the kind of record matters."""
    route = (
        next(
            str(pattern.pattern) for pattern in _patterns(get_resolver().url_patterns) if pattern.name == name
        )
        if ":" not in name
        else ""
    )
    return "person_id" in route


def _patterns(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns)
        else:
            yield pattern


@pytest.fixture
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks is read from the database once, and not for each of thousands of requests that are all undone."""
    read, known = VettedUserBackend.get_user, {}

    def get_user(self: VettedUserBackend, user_id: object) -> User | None:
        if user_id not in known:
            known[user_id] = pickle.dumps(read(self, user_id))
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('vigil.reader', %s, false)", [str(user_id)])
        found: User | None = pickle.loads(known[user_id])  # noqa: S301 - our own
        return found

    monkeypatch.setattr(VettedUserBackend, "get_user", get_user)


@pytest.mark.usefixtures("_read_once")
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("kind", KINDS)
def test_matrix(kind: str, part: int) -> None:
    on = stage(kind)
    clients = [signed_in(user) for user in on.actors.values()]
    expected = table().get(kind, {})
    wrong, observed = [], {}
    for name in sorted(ours() if kind == "normal" else filter(of_a_record, ours()))[part::PARTS]:
        url = address(on, name)
        got = tuple("".join(answer(client, url, method) for client in clients) for method in ("get", "post"))
        observed[name] = got
        for method, said, told in zip(("GET", "POST"), expected.get(name, ("", "")), got, strict=True):
            if said != told:
                wrong.append(f"{method} {name}: {told}, not {said}")
    if where := os.environ.get("MATRIX_OBSERVED"):
        with Path(where).open("a") as out:
            out.write(f"[{kind}]\n")
            out.writelines(f"{name:30}  {get}  {post}\n" for name, (get, post) in observed.items())
    assert not wrong


@pytest.mark.usefixtures("_read_once")
@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_no_other_method_does_anything(method: str) -> None:
    on = stage("normal")
    clients = [signed_in(on.actors[name]) for name in ("anonymous", "manager", "administrator")]
    for name in sorted(ours()):
        for client in clients:
            # The API asks who it is before it says what it takes.
            refused = (401, 403, 405) if name.startswith(("api-", "statute-evaluate")) else (405,)
            assert getattr(client, method)(address(on, name)).status_code in refused, (method, name)


def address(on: Stage, name: str) -> str:
    """The page's address with what stands on the stage in it."""
    if name in on.arguments:
        return reverse(name, args=on.arguments[name])
    try:
        return reverse(name)
    except NoReverseMatch:
        return reverse(name, args=on.arguments[""])


class Asker(Client):
    """A client that leaves its cookies and every template's context alone: signed in once, it stays so."""

    def request(self, **request: Any) -> Any:
        return self.handler(self._base_environ(**request))


def signed_in(user: User | None) -> Client:
    client = Asker()
    if user is not None:
        client.force_login(user, backend="accounts.backends.VettedUserBackend")
    return client


def answer(client: Client, url: str, method: str) -> str:
    """The letter of what is answered; whatever the request wrote is undone."""
    with transaction.atomic():
        answered: HttpResponse = getattr(client, method)(url)
        transaction.set_rollback(True)
    if answered.status_code != 302:
        return _CODES.get(answered.status_code, "?")
    where = answered["Location"]
    if "/account/login/" in where:
        return "s"
    return "c" if "/account/reauthenticate/" in where else "r"


def without_token(page: bytes) -> str:
    """The page without what Django makes anew for every answer."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.decode())


def test_what_may_not_be_known_looks_like_what_does_not_exist(sign_in: Callable[[User], Client]) -> None:
    hidden = world.person(world.officer(of=world.unit("East unit")))
    client = sign_in(world.officer())
    for name in ("person", "person-record", "record-custody", "record-notification"):
        there = client.get(reverse(name, args=[hidden.pk]))
        nowhere = client.get(reverse(name, args=[uuid4()]))
        assert there.status_code == nowhere.status_code == 404
        assert without_token(there.content) == without_token(nowhere.content)


def test_every_page_forbids_inline_code_other_hosts_and_caches(sign_in: Callable[[User], Client]) -> None:
    officer = world.officer()
    person = world.person(officer)
    client = sign_in(officer)
    for url in ("/", "/people/", reverse("person", args=[person.pk]), "/styleguide/", "/no-such-page"):
        answer = client.get(url)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "no-store" in answer["Cache-Control"]
        text = answer.content.decode()
        assert " style=" not in text
        assert "<script>" not in text
        assert "MARSH" not in text.split("</title>")[0]


def test_vetting_that_ends_ends_the_session(sign_in: Callable[[User], Client]) -> None:
    from django.utils import timezone

    officer = world.officer()
    client = sign_in(officer)
    assert client.get("/").status_code == 200
    officer.vetting_expires_on = timezone.localdate() - world.days(1)
    officer.save()
    refused = client.get("/")
    assert refused.status_code == 403
    assert "Your vetting has run out" in refused.content.decode()
    assert client.get("/")["Location"].startswith("/account/login/")


def test_a_leaver_is_out_at_once(sign_in: Callable[[User], Client]) -> None:
    officer = world.officer()
    client = sign_in(officer)
    officer.is_active = False
    officer.save()
    refused = client.get("/")
    assert refused.status_code == 403
    assert "Your account is closed" in refused.content.decode()
    assert client.get("/")["Location"].startswith("/account/login/")
