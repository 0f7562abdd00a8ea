"""The chain: each event once and in order, and the sealer can be doubled, delayed and killed."""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections, transaction

from access.log import verifying
from access.log.canonical import CANONICAL, GENESIS, link
from access.log.sealing import seal
from access.log.verifying import verify
from access.models import AccessEvent, Seal
from tests.access.log.chains import EVENTS, chain, end_of_chain
from tests.access.log.conftest import event, tampering
from tests.access.log.forging import put_in


@pytest.mark.usefixtures("empty_log")
class TestSealing:
    def test_each_event_once_in_order(self) -> None:
        chain()
        assert list(Seal.objects.order_by("position").values_list("position", flat=True)) == list(
            range(1, 31)
        )
        assert list(Seal.objects.order_by("position").values_list("event_id", flat=True)) == list(
            AccessEvent.objects.order_by("at", "seq").values_list("id", flat=True)
        )
        assert verify().events == EVENTS
        assert verify()

    def test_batches_and_parts_of_every_size_make_one_chain(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for number in range(EVENTS):
            event(number)
        with transaction.atomic():
            assert seal(batch=1).events == EVENTS
            one_by_one = end_of_chain()
            transaction.set_rollback(True)
        for size in (2, 7, EVENTS, EVENTS + 1):
            monkeypatch.setattr(verifying, "_AT_A_TIME", size)
            with transaction.atomic():
                assert seal(batch=size).events == EVENTS
                assert end_of_chain() == one_by_one
                assert verify([one_by_one]).events == EVENTS
                transaction.set_rollback(True)

    def test_what_happened_first_is_sealed_first(self) -> None:
        later, earlier = event(1), event(2)
        with tampering():
            AccessEvent.objects.filter(pk=earlier.pk).update(at=later.at - timedelta(seconds=2))
        seal(batch=1)
        assert list(Seal.objects.order_by("position").values_list("event_id", flat=True)) == [
            earlier.pk,
            later.pk,
        ]
        assert verify()

    def test_again_it_finds_nothing_to_do(self) -> None:
        chain()
        assert seal().events == 0

    def test_one_dated_ahead_neither_stops_the_sealer_nor_is_sealed(self) -> None:
        like = event()
        with tampering(), connection.cursor() as cursor:
            ahead = put_in(cursor, str(like.pk), "at + interval '10 years'")
        assert seal().events == 1
        event()
        assert seal().events == 1
        assert verify().fault == f"Event {ahead} (number {AccessEvent.objects.get(pk=ahead).seq}), dated " + (
            f"{AccessEvent.objects.get(pk=ahead).at:%F %T} UTC, is not of the past."
        )

    def test_one_that_was_sealed_ahead_does_not_stop_the_sealer(self) -> None:
        chain(3)
        with tampering(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE audit_seal SET event_at = event_at + interval '10 years' WHERE position = 3"
            )
        event()
        assert seal().events == 1

    def test_an_empty_log_is_whole(self) -> None:
        assert seal().events == 0
        assert verify().last == GENESIS

    def test_the_canonical_form_never_changes(self) -> None:
        """What is written in docs/access-log.md, byte by byte: a seal of today must hold in twenty years."""
        made = event(1, reason="“quoted” \\ and\nbroken\x01", ip="10.0.0.1")
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {CANONICAL} FROM access_event e WHERE id = %s", [made.pk])
            (text,) = cursor.fetchone()
        made.refresh_from_db()
        assert json.loads(text)[0] == str(made.pk)
        assert text == (
            f'["{made.pk}", {made.seq}, "{made.at:%Y-%m-%dT%H:%M:%S.%fZ}", null, "Vigil", "", null, [], "", "", '
            '"10.0.0.1", "", "consultation", "page", "page 1", "", "", [], ["identity","number 1"], null, 0, "", "", '
            '"“quoted” \\\\ and\\nbroken\\u0001", [], "", [], "", "done", "", "0.1.0"]'
        )

    def test_a_link_is_sha256_of_the_hash_before_and_the_bytes(self) -> None:
        first, second = link(GENESIS, b"a"), link(GENESIS, b"b")
        assert first != second


@pytest.mark.usefixtures("committed_log")
class TestAtOnce:
    def test_other_processes_prove_stretches_and_the_first_bad_row_is_named(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        end = chain()
        walked: list[range] = []
        walk = verifying._walk

        def walk_here(reached: verifying._Reached, stretch: range, *rest: Any) -> Any:
            walked.append(stretch)
            return walk(reached, stretch, *rest)

        monkeypatch.setattr(verifying, "_AT_A_TIME", 7)
        monkeypatch.setattr(verifying, "_walk", walk_here)
        assert verify([end]).events == EVENTS
        assert walked == []  # here; each was proven there
        which = Seal.objects.get(position=17).event_id
        with tampering():
            AccessEvent.objects.filter(pk=which).update(reason="nothing to see")
        verdict = verify([end])
        assert walked == [range(15, 22)]
        assert verdict.events == 16
        assert str(which) in verdict.fault

    def test_two_sealers_make_one_chain(self) -> None:
        for number in range(60):
            event(number)
        start = threading.Barrier(3)
        failures: list[BaseException] = []

        def run() -> None:
            try:
                start.wait(20)
                for _ in range(10):
                    seal(batch=3)
            except BaseException as failure:
                failures.append(failure)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=run) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        seal()
        assert not failures
        assert verify().events == 60
        assert verify()

    def test_one_that_commits_late_is_sealed_late(self) -> None:
        written, may_commit = threading.Event(), threading.Event()

        def write_late() -> None:
            with transaction.atomic():
                event(1)
                written.set()
                may_commit.wait(20)
            connections.close_all()

        thread = threading.Thread(target=write_late)
        thread.start()
        assert written.wait(20)
        later = event(2)
        assert seal().events == 1
        may_commit.set()
        thread.join(20)
        early = AccessEvent.objects.exclude(pk=later.pk).get()
        assert early.seq < later.seq
        assert seal().events == 1
        assert Seal.objects.get(position=2).event_id == early.pk
        assert verify().events == 2
        assert verify()

    def test_one_that_is_killed_half_way_loses_nothing(self) -> None:
        for number in range(20):
            event(number)
        seal(batch=20)
        for number in range(20):
            event(number)
        backend: list[int] = []
        failures: list[BaseException] = []

        def run() -> None:
            try:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_backend_pid()")
                    backend.append(cursor.fetchone()[0])
                seal(batch=5)
            except BaseException as failure:
                failures.append(failure)
            finally:
                connections.close_all()

        with connection.cursor() as cursor:
            # The sealer has the lock and its hashes, and waits here to write them down.
            cursor.execute("BEGIN")
            cursor.execute("LOCK TABLE audit_seal IN EXCLUSIVE MODE")
            thread = threading.Thread(target=run)
            thread.start()
            for _ in range(10_000):
                cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND pid = ANY(%s)", [backend])
                if cursor.fetchone()[0]:
                    break
                thread.join(0.01)
            else:
                pytest.fail("the sealer never came to its half-way")
            cursor.execute("SELECT pg_terminate_backend(%s)", backend)
            thread.join(30)
            cursor.execute("ROLLBACK")
        assert failures
        assert seal().events == 20
        assert verify().events == 40
        assert verify()
