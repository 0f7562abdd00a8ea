"""The page of the system's health, and the banner that every page carries while something has stopped."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from access import jobs
from access.actions import noting
from access.choices import Operation
from access.log import sealing
from access.log.writing import ran
from access.models import AccessEvent
from accounts.choices import Role
from accounts.models import User
from dashboards.system import looking, queries
from dashboards.system.rules import State
from diary import actions as diary
from diary.models import OutboxMessage
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
NOW = world.at(world.TODAY)
LATE = "Messages about overdue duties are late"
OUT_OF_DATE = "Some dates may be out of date since"
JOBS = "Scheduled jobs are not being done"


@pytest.fixture
def administrator(sign_in: SignIn) -> Client:
    return sign_in(world.user(Role.SYSTEM_ADMINISTRATOR))


def swept() -> None:
    diary.sweep(today=world.TODAY, now=NOW)


def all_done(at: datetime) -> None:
    for task in jobs.scheduled():
        noting.job_began(task, now=at)
        noting.job_ended(task, now=at, found=0)


def states(**when: datetime) -> dict[str, State]:
    health = looking.look(**{"now": NOW, "moment": timezone.now(), **when})
    return {line.key: line.state for line in health.lines}


@contextmanager
def silent_port() -> Iterator[int]:
    """Somebody who takes the call and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


class TestPage:
    def test_each_job_and_part_stands_on_it_and_what_to_do_comes_first(self, administrator: Client) -> None:
        all_done(timezone.now())
        swept()
        noting.job_ended("diary.look_ahead", now=timezone.now(), error="KeyError")
        page = administrator.get("/system/")
        text = page.content.decode()
        told = {line.key for line in page.context["health"].lines}
        assert told == set(looking.PARTS) | jobs.scheduled()
        assert "Fails: KeyError." in text
        assert text.index("Nobody is reminded of them 8, 4 and 1 weeks before.") < text.index('id="parts"')
        assert all(each in page.context["health"].versions for each in ("Vigil", "PostgreSQL", "Valkey"))

    def test_a_nightly_check_that_fails_is_told_and_counted_once(self, administrator: Client) -> None:
        all_done(timezone.now())
        swept()
        before = administrator.get("/system/").context["health"].once
        noting.job_ended("diary.check_drift", now=timezone.now(), error="KeyError")
        page = administrator.get("/system/")
        health = page.context["health"]
        assert [line.key for line in health.wanting if "check" in line.words.name.lower()] == ["drift"]
        wanted = sum(line.state.wants_somebody for line in before)
        assert sum(line.state.wants_somebody for line in health.once) == wanted + 1

    def test_nothing_about_anybody_is_read_or_shown(self, administrator: Client) -> None:
        person = world.person(world.officer())
        swept()
        before = AccessEvent.objects.count()
        text = administrator.get("/system/").content.decode()
        assert AccessEvent.objects.count() == before
        for secret in (person.reference, str(person.pk), "Marsh", "MARSH"):
            assert secret not in text

    def test_what_waits_of_restricted_records_is_counted_too(self) -> None:
        person = world.person(world.officer())
        swept()
        assert OutboxMessage.objects.filter(person=person).exists()
        with world.read_by("nobody"):
            assert states(now=NOW + timedelta(hours=2))["outbox"] is State.STOPPED
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_setting('vigil.reader'), current_setting('statement_timeout')")
                assert cursor.fetchone()[0] == "nobody"

    def test_it_costs_the_same_however_much_there_is(self, administrator: Client) -> None:
        def cost() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert administrator.get("/system/").status_code == 200
            return len(captured)

        all_done(timezone.now())
        swept()
        cost()
        few = cost()
        for number in range(5):
            world.person(world.officer(), family_name=f"Person{number}")
        swept()
        assert cost() <= few <= 45

    def test_an_event_without_a_seal_ages(self) -> None:
        sealing.seal()  # what tests in a browser left
        assert states()["unsealed"] is State.WORKING
        ran("test", operation=Operation.ADMINISTRATION)
        assert states()["unsealed"] is State.WORKING
        assert states(moment=timezone.now() + timedelta(minutes=11))["unsealed"] is State.STOPPED

    def test_message_for_the_daily_mail_is_not_late(self) -> None:
        from diary.models import MailChoice

        officer = world.officer()
        world.person(officer)
        swept()
        MailChoice.objects.create(user=officer, mode="daily")
        assert states(now=NOW + timedelta(hours=2))["outbox"] is State.WORKING

    def test_beat_without_one_of_its_rows_is_named(self) -> None:
        last, missing = queries.beat(["no such row"])
        assert (last, missing) == (None, ["no such row"])


class TestServicesThatAreNotThere:
    """Each costs its own line, and no more than its own second."""

    def asked(self, client: Client) -> dict[str, State]:
        since = time.monotonic()
        page = client.get("/system/")
        assert page.status_code == 200
        assert time.monotonic() - since < 10
        return {line.key: line.state for line in page.context["health"].lines}

    def test_dead(self, administrator: Client, settings: Settings, tmp_path: Path) -> None:
        settings.REDIS_URL = f"unix://{tmp_path}/none?db=0"
        settings.DOCUMENT_SCANNER = f"unix:{tmp_path}/none"
        found = self.asked(administrator)
        assert found["broker"] is found["scanner"] is State.STOPPED
        assert found["database"] is found["migrations"] is State.WORKING

    def test_that_hang(
        self, administrator: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(looking, "SECONDS", 0.05)
        with silent_port() as port:
            settings.REDIS_URL = f"redis://127.0.0.1:{port}/0"
            settings.DOCUMENT_SCANNER = f"tcp:127.0.0.1:{port}"
            found = self.asked(administrator)
        assert found["broker"] is found["scanner"] is State.STOPPED

    def test_a_scanner_that_answers(self, settings: Settings) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:

            def answer() -> None:
                connected, _ = server.accept()
                with connected:
                    connected.recv(100)
                    connected.sendall(b"ClamAV 1.4.2/27000/today\0")

            thread = threading.Thread(target=answer)
            thread.start()
            settings.DOCUMENT_SCANNER = f"tcp:127.0.0.1:{server.getsockname()[1]}"
            health = looking.look(now=NOW, moment=timezone.now())
            thread.join(5)
        assert health.versions["Scanner"] == "ClamAV 1.4.2/27000/today"

    @pytest.mark.parametrize(
        ("setting", "state"), [("", State.OFF), ("none", State.OFF), ("odd:x", State.STOPPED)]
    )
    def test_a_scanner_that_nobody_set_up_rightly(
        self, settings: Settings, setting: str, state: State
    ) -> None:
        settings.DOCUMENT_SCANNER = setting
        assert states()["scanner"] is state

    def test_a_scanner_switched_off_holds_nothing_back(
        self, administrator: Client, settings: Settings
    ) -> None:
        settings.DOCUMENT_SCANNER = "none"
        page = administrator.get(reverse("system")).content.decode()
        assert "open unscanned" in page
        assert "cannot be opened until it answers" not in page

    def test_a_table_that_is_locked_costs_one_line(
        self, administrator: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(looking, "STATEMENT_SECONDS", 0.05)

        def slow() -> None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(5)")

        monkeypatch.setattr(queries, "outbox", slow)
        found = self.asked(administrator)
        assert found["outbox"] is State.UNKNOWN
        assert found["unsealed"] is not State.UNKNOWN
        assert found["database"] is State.WORKING
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.1)")  # the limit is gone with the page

    def test_the_database(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def gone() -> None:
            raise OperationalError("nobody there")

        monkeypatch.setattr(looking, "as_vigil", gone)
        found = states()
        assert found["database"] is State.STOPPED
        assert found["sweep"] is found["worker"] is State.UNKNOWN
        assert found["broker"] is State.WORKING


class TestBanner:
    def texts(self, sign_in: SignIn) -> dict[str, str]:
        users = {
            "officer": world.officer(),
            "auditor": world.user(Role.AUDITOR),
            "administrator": world.user(Role.SYSTEM_ADMINISTRATOR),
        }
        found = {}
        for name, user in users.items():
            banner = sign_in(user).get("/calculator/").context["banner"]
            found[name] = f"{banner['title']} {banner['text']} {banner.get('href')}" if banner else ""
        return found

    def test_off_while_all_works(self, sign_in: SignIn) -> None:
        all_done(timezone.now())
        swept()
        assert set(self.texts(sign_in).values()) == {""}

    def test_a_silent_sweep_is_told_to_all_in_their_own_words_and_gone_when_mended(
        self, sign_in: SignIn, clock: Callable[[object], None]
    ) -> None:
        all_done(timezone.now())
        swept()
        clock(NOW + timedelta(hours=27))
        told = self.texts(sign_in)
        assert all(LATE in text and "since 15 June 2026 at 9am" in text for text in told.values())
        assert "are still right" in told["officer"]
        assert "are still right" not in told["auditor"]
        assert "Tell whoever runs Vigil" in told["officer"]
        assert "Tell whoever" not in told["administrator"]
        assert "/system/" in told["administrator"]
        assert "/system/" not in told["officer"]
        diary.sweep(today=world.TODAY + timedelta(days=1), now=NOW + timedelta(hours=27))
        assert set(self.texts(sign_in).values()) == {""}

    def test_a_nightly_check_that_does_not_come_is_told_to_all(self, sign_in: SignIn) -> None:
        all_done(timezone.now())
        swept()
        noting.job_ended("diary.check_drift", now=timezone.now() - timedelta(hours=27))
        assert all(OUT_OF_DATE in text for text in self.texts(sign_in).values())
        noting.job_ended("diary.check_drift", now=timezone.now())
        assert set(self.texts(sign_in).values()) == {""}

    def test_a_job_that_fails_is_told_to_administrators_alone(self, sign_in: SignIn) -> None:
        all_done(timezone.now())
        swept()
        for task in ("access.seal", "diary.deliver", "accounts.tidy", "diary.look_ahead"):
            noting.job_ended(task, now=timezone.now(), error="KeyError")
        told = self.texts(sign_in)
        assert told["officer"] == told["auditor"] == ""
        assert JOBS in told["administrator"]
        assert "“Send e-mail”" in told["administrator"]
        assert "and 1 more" in told["administrator"]

    def test_it_costs_one_query_and_an_administrator_two(self, sign_in: SignIn) -> None:
        from dashboards.system.banner import banner

        swept()
        for user, budget in ((world.officer(), 1), (world.user(Role.SYSTEM_ADMINISTRATOR), 2)):
            user.has_role([Role.AUDITOR], world.TODAY)  # as the menu has asked by then
            with CaptureQueriesContext(connection) as captured:
                banner(user, now=NOW, moment=timezone.now())
            assert len(captured) == budget

    def test_its_link_is_on_the_page(self, administrator: Client) -> None:
        assert '<a href="/system/">See what to do</a>' in administrator.get("/").content.decode()
