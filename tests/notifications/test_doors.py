"""The command and the API: one question, one answer, byte for byte; and what happens to what is no document."""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from notifications.api import MOST_BYTES, MOST_DOCUMENTS
from notifications.law import answer, answers
from notifications.reading import NotJson, read_json
from tests import world
from tests.law.documents import conviction, facts, some
from tests.law.test_examples import EXAMPLES

SignIn = Callable[[User], Client]
URL = "/api/v1/statute/evaluate/"
DOCUMENTS = [example["facts"] for example in EXAMPLES]
GOOD = facts(triggers=[conviction()])
BAD = facts(triggers=[conviction(), conviction()])
NOT_JSON: list[tuple[bytes, str]] = [
    (b" ", "This is not JSON"),
    (b"{", "This is not JSON"),
    (b"{'as_at': 1}", "This is not JSON"),
    (b'{"as_at": NaN}', "NaN is not a number"),
    (b"[Infinity]", "Infinity is not a number"),
    (b"[-Infinity]", "-Infinity is not a number"),
    (b"[" + b"9" * 5000 + b"]", "too long to be read"),
    (b"[" * 100_000, "nested too deeply"),
    (b'{"a":' * 100_000, "nested too deeply"),
    (b'"\xff"', "UTF-8"),
    (b'{"as_at": "\\ud800"}', "not a character"),
    (b'{"\\udfff": 1}', "not a character"),
    ("{}".encode("utf-16"), "UTF-8"),
    (b'{"as_at": "2026-01-01", "as_at": "2026-01-02"}', 'the field "as_at" twice'),
]
IDS = [why for _, why in NOT_JSON]


class TestReading:
    @pytest.mark.parametrize(("text", "why"), NOT_JSON, ids=IDS)
    def test_what_is_not_json_is_said_in_words(self, text: bytes, why: str) -> None:
        with pytest.raises(NotJson, match=why):
            read_json(text)

    def test_what_is(self) -> None:
        assert read_json(b"\xef\xbb\xbf[1]") == [1]
        assert read_json(b'"\\ud83d\\ude00"') == "\N{GRINNING FACE}"


def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[bytes]:
    """The command as somebody would run it, with servers that are not there."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        "REDIS_URL": "redis://127.0.0.1:1",
        "PYTHONIOENCODING": "ascii",
    }
    return subprocess.run(
        [sys.executable, "manage.py", "statute", "evaluate", *arguments],
        input=given.encode(),
        capture_output=True,
        env=environment,
        cwd=Path(__file__).resolve().parents[2],
        timeout=100,
        check=False,
    )


class TestCommand:
    def test_every_example_from_standard_input_without_a_database(self) -> None:
        done = run("-", given=json.dumps(DOCUMENTS))
        assert done.returncode == 2
        assert done.stdout.decode() == json.dumps(answers(DOCUMENTS), ensure_ascii=False, indent=2) + "\n"
        said = done.stderr.decode().splitlines()
        expected = [
            f"[{place}].{path}"
            for place, example in enumerate(EXAMPLES)
            for path in example["expect"].get("errors", ())
        ]
        assert [line.split(": ")[0] for line in said] == expected

    def test_one_document_from_a_file(self, tmp_path: Path) -> None:
        file = tmp_path / "facts.json"
        file.write_text(json.dumps(facts(triggers=[conviction(id="Überprüfung")])))
        done = run(str(file))
        assert done.returncode == 0
        assert done.stderr == b""
        assert json.loads(done.stdout)["subject"]["periods"][0]["trigger"] == "Überprüfung"
        assert "Überprüfung".encode() in done.stdout

    def test_a_refused_document_is_said_and_exits_2(self, monkeypatch: pytest.MonkeyPatch) -> None:
        out, err = io.StringIO(), io.StringIO()
        monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(BAD)))
        with pytest.raises(SystemExit) as exit_:
            call_command("statute", "evaluate", "-", stdout=out, stderr=err)
        assert exit_.value.code == 2
        assert json.loads(out.getvalue()) == answer(BAD)
        assert err.getvalue() == "triggers[1].id: Enter another id: this one is used already.\n"

    def test_a_fault_is_one_line_whatever_its_path(self, monkeypatch: pytest.MonkeyPatch) -> None:
        out, err = io.StringIO(), io.StringIO()
        odd = json.dumps([{"as_at\n\x1b[2J": 1}, 7])
        monkeypatch.setattr(sys, "stdin", io.StringIO(odd))
        with pytest.raises(SystemExit):
            call_command("statute", "evaluate", "-", stdout=out, stderr=err)
        lines = err.getvalue().splitlines()
        assert lines[0] == "[0].as_at: Enter this: it is needed here."
        assert lines[1].startswith("[0].as_at\\n\\x1b[2J: ")
        assert lines[-1].startswith("[1]: ")
        assert len(lines) == 4

    def test_an_empty_list_is_answered_with_one(self, tmp_path: Path) -> None:
        file, out = tmp_path / "none.json", io.StringIO()
        file.write_text("[]")
        call_command("statute", "evaluate", str(file), stdout=out)
        assert out.getvalue() == "[]\n"

    @pytest.mark.parametrize(("text", "why"), NOT_JSON, ids=IDS)
    def test_what_is_not_json_exits_2(self, tmp_path: Path, text: bytes, why: str) -> None:
        file = tmp_path / "facts.json"
        file.write_bytes(text)
        with pytest.raises(CommandError, match=why) as refused:
            call_command("statute", "evaluate", str(file))
        assert refused.value.returncode == 2

    @pytest.mark.parametrize("name", ["nowhere.json", ".", "\x00"])
    def test_what_cannot_be_read_exits_2(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(CommandError, match="cannot be read") as refused:
            call_command("statute", "evaluate", name if name == "\x00" else str(tmp_path / name))
        assert refused.value.returncode == 2

    def test_no_traceback_on_the_command_line(self) -> None:
        done = run("no-such-file.json")
        assert done.returncode == 2
        assert b"Traceback" not in done.stderr
        assert b"no-such-file.json cannot be read: No such file or directory." in done.stderr


def post(client: Client, body: object, **headers: Any) -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body)
    return client.post(URL, data, content_type=headers.pop("content_type", "application/json"), **headers)


@pytest.fixture
def signed_in(sign_in: SignIn) -> Client:
    return sign_in(world.user())


# One client for every document that is tried: signing in is not what is asked about.
many = settings(some, suppress_health_check=[*HealthCheck])


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
class TestApi:
    @pytest.mark.parametrize("example", EXAMPLES, ids=[example["id"] for example in EXAMPLES])
    def test_every_example(self, signed_in: Client, example: dict[str, Any]) -> None:
        response = post(signed_in, example["facts"])
        assert response.status_code == (400 if "errors" in example["expect"] else 200)
        assert response.json() == answer(example["facts"])

    def test_a_list(self, signed_in: Client) -> None:
        response = post(signed_in, [GOOD, GOOD])
        assert response.status_code == 200
        assert response.json() == answers([GOOD, GOOD])
        response = post(signed_in, [GOOD, BAD, 5])
        assert response.status_code == 400
        assert response.json() == answers([GOOD, BAD, 5])
        assert post(signed_in, []).json() == []
        assert post(signed_in, [GOOD] * MOST_DOCUMENTS).status_code == 200

    def test_too_long_a_list(self, signed_in: Client) -> None:
        response = post(signed_in, [GOOD] * (MOST_DOCUMENTS + 1))
        assert response.status_code == 400
        assert response.json() == {
            "errors": [{"path": "", "message": "Send at most 100 documents at a time."}]
        }

    @pytest.mark.parametrize(("text", "why"), NOT_JSON, ids=IDS)
    def test_what_is_not_json(self, signed_in: Client, text: bytes, why: str) -> None:
        response = post(signed_in, text)
        assert response.status_code == 400
        [fault] = response.json()["errors"]
        assert fault["path"] == ""
        assert why in fault["message"]

    @pytest.mark.parametrize("over", [1, 5_000_000])
    def test_too_large(self, signed_in: Client, over: int) -> None:
        response = post(signed_in, b" " * (MOST_BYTES + over))
        assert response.status_code == 413
        assert response.json()["errors"][0]["path"] == ""

    def test_as_large_as_may_be(self, signed_in: Client) -> None:
        text = json.dumps(GOOD).encode()
        assert post(signed_in, text.ljust(MOST_BYTES)).status_code == 200

    @pytest.mark.parametrize(
        "kind",
        ["text/plain", "multipart/form-data", "application/x-www-form-urlencoded", "", "application/xml"],
    )
    def test_another_content_type(self, signed_in: Client, kind: str) -> None:
        response = post(signed_in, json.dumps(GOOD).encode(), content_type=kind)
        assert response.status_code == 415
        assert response.json()["errors"][0]["path"] == ""

    def test_a_charset_is_no_other_content_type(self, signed_in: Client) -> None:
        assert post(signed_in, GOOD, content_type="application/json; charset=utf-8").status_code == 200

    @pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "options", "head"])
    def test_other_methods(self, signed_in: Client, method: str) -> None:
        response = getattr(signed_in, method)(URL)
        assert response.status_code == 405
        assert response["Allow"] == "POST"

    def test_other_answers_than_json_are_not_given(self, signed_in: Client) -> None:
        response = post(signed_in, GOOD, headers={"accept": "text/html"})
        assert response.status_code == 406
        assert "errors" in response.json()

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_nobody_signed_in(self, client: Client, method: str) -> None:
        response = post(client, GOOD) if method == "post" else client.get(URL)
        assert response.status_code == 403
        assert response["Content-Type"] == "application/json"
        assert response.json()["errors"][0]["path"] == ""

    def test_another_site_cannot_ask_in_a_users_name(self) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(world.user(), backend="accounts.backends.VettedUserBackend")
        assert post(client, GOOD).status_code == 403
        client.get("/calculator/")
        token = client.get("/calculator/").context["csrf_token"]
        assert post(client, GOOD, headers={"X-CSRFToken": str(token)}).status_code == 200

    def test_nothing_is_kept_or_logged(self, signed_in: Client, caplog: pytest.LogCaptureFixture) -> None:
        secret = facts(triggers=[conviction(id="Rumpelstiltskin")])
        with CaptureQueriesContext(connection) as captured, caplog.at_level(logging.DEBUG):
            assert post(signed_in, secret).status_code == 200
            assert post(signed_in, {**secret, "Rumpelstiltskin": 1}).status_code == 400
            assert post(signed_in, b'{"Rumpelstiltskin": NaN}').status_code == 400
        assert not [each for each in captured if not each["sql"].lstrip().upper().startswith("SELECT")]
        assert len(captured) <= 6
        assert "Rumpelstiltskin" not in caplog.text
        assert "no-store" in post(signed_in, GOOD)["Cache-Control"]


_KEYS = st.sampled_from(
    "as_at person date_of_birth triggers orders absences notifications changes journeys review rules jurisdiction id "
    "kind date disposal type term years months from to on about given_at section departs details_known".split()
)
_SINGLE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(10**30, 10**40),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=8),
    st.sampled_from(
        ["2026-01-01", "9999-12-31", "2026-02-30", "2026-01-01T10:00:00Z", "conviction", "84(1)", "T1"]
    ),
)
junk = st.recursive(
    _SINGLE,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(_KEYS | st.text(max_size=3), inner, max_size=6)
    ),
    max_leaves=30,
)


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
class TestJunk:
    @many
    @given(data=st.data())
    def test_any_json_gets_an_answer_or_its_faults(self, signed_in: Client, data: st.DataObject) -> None:
        value = data.draw(
            junk | st.builds(lambda more: {**GOOD, **more}, st.dictionaries(_KEYS, junk, max_size=4))
        )
        response = post(signed_in, value)
        assert response.status_code in (200, 400)
        assert response.json() == (answers(value) if isinstance(value, list) else answer(value))

    @many
    @given(
        text=st.binary(min_size=1, max_size=60)
        | st.text(min_size=1, max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass"))
    )
    def test_any_bytes_get_an_answer(self, signed_in: Client, text: bytes) -> None:
        assert post(signed_in, text).status_code in (200, 400)
