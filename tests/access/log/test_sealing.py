"""The chain: whatever is done to the log afterwards is found, and the sealer can be doubled, delayed and killed."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.db.backends.utils import CursorWrapper
from structlog.testing import capture_logs

from access import actions
from access.log import checkpoints, verifying
from access.log.canonical import CANONICAL, GENESIS, link
from access.log.checkpoints import AtOdds, Checkpoint
from access.log.sealing import last_seal, seal
from access.log.verifying import verify
from access.models import AccessEvent, Seal
from ops import verify_audit
from tests.access.log.conftest import event, tampering

EVENTS = 30


def end_of_chain() -> Checkpoint:
    with connection.cursor() as cursor:
        position, hash_ = last_seal(cursor)
    return Checkpoint("2026-06-15T08:00:00+00:00", position, hash_.hex())


def chain(length: int = EVENTS) -> Checkpoint:
    for number in range(length):
        event(number, person_ids=[uuid4()], reason=random.choice(["", "“quoted” \\ and\nbroken\x01"]))
    seal(batch=7)
    return end_of_chain()


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


def _pick(rng: random.Random, cursor: CursorWrapper) -> tuple[int, str]:
    cursor.execute("SELECT position, event_id FROM audit_seal ORDER BY position")
    found: tuple[int, str] = rng.choice(cursor.fetchall())
    return found


EDITS = {
    "actor": "'Somebody else'",
    "actor_id": "gen_random_uuid()",
    "at": "at + interval '1 microsecond'",
    "person_ids": "'{}'",
    "sections": "array_append(sections, 'more')",
    "operation": "'erasure'",
    "channel": "'job'",
    "reason": "reason || ' '",
    "outcome": "'404'",
    "row_count": "row_count + 1",
    "seq": "DEFAULT",
    "ip": "'10.9.9.9'",
    "session": "'x'",
    "basis": "'manager'",
    "roles": "'{auditor}'",
    "record_version": "coalesce(record_version, 0) + 1",
    "request_id": "'r'",
    "device": "'d'",
}


def edit(rng: random.Random, cursor: CursorWrapper) -> None:
    _, which = _pick(rng, cursor)
    column = rng.choice(list(EDITS))
    cursor.execute(f"UPDATE access_event SET {column} = {EDITS[column]} WHERE id = %s", [which])


def delete(rng: random.Random, cursor: CursorWrapper) -> None:
    place, which = _pick(rng, cursor)
    match rng.randrange(3):
        case 0:
            cursor.execute("DELETE FROM access_event WHERE id = %s", [which])
        case 1:
            # The seal alone, of an event that the sealer would have passed over long ago.
            cursor.execute("DELETE FROM audit_seal WHERE position = %s", [place])
        case _:
            # Both, and the gap closed.
            cursor.execute("DELETE FROM access_event WHERE id = %s", [which])
            cursor.execute("DELETE FROM audit_seal WHERE position = %s", [place])
            _renumber(cursor, place, -1)


def insert(rng: random.Random, cursor: CursorWrapper) -> None:
    place, like = _pick(rng, cursor)
    forged = put_in(cursor, like, "at - interval '1 day'")
    if rng.random() < 0.5:
        _renumber(cursor, place, 1)
        cursor.execute(
            "INSERT INTO audit_seal (position, event_id, event_at, hash)"
            " SELECT %s, id, at, sha256(id::text::bytea) FROM access_event WHERE id = %s",
            [place, forged],
        )


def put_in(cursor: CursorWrapper, like: str, at: str) -> str:
    """Another event like that one, dated as one likes."""
    forged = str(uuid4())
    columns = (
        "actor, agency, roles, session, strength, device, operation, channel, action, object_type, object_id,"
    )
    columns += (
        "person_ids, sections, row_count, basis, reason_code, reason, recipients, lawful_basis, sources,"
    )
    columns += "retention_rule, outcome, request_id, version"
    cursor.execute(
        f"INSERT INTO access_event (id, at, {columns})"
        f" SELECT %s, {at}, {columns} FROM access_event WHERE id = %s",
        [forged, like],
    )
    return forged


def swap(rng: random.Random, cursor: CursorWrapper) -> None:
    one, other = rng.sample(range(1, EVENTS + 1), 2)
    what = rng.choice(["hash", "event_id", "both"])
    columns = ["hash"] if what == "hash" else ["event_id", "event_at"] + (["hash"] if what == "both" else [])
    cursor.execute(
        "SELECT position, event_id, event_at, hash FROM audit_seal WHERE position = ANY(%s) ORDER BY position",
        [sorted((one, other))],
    )
    first, second = cursor.fetchall()
    cursor.execute("UPDATE audit_seal SET event_id = gen_random_uuid() WHERE position = %s", [first[0]])
    names = ["position", "event_id", "event_at", "hash"]
    for mine, theirs in ((second, first), (first, second)):
        taken = {name: (theirs if name in columns else mine)[names.index(name)] for name in names[1:]}
        cursor.execute(
            "UPDATE audit_seal SET event_id = %s, event_at = %s, hash = %s WHERE position = %s",
            [taken["event_id"], taken["event_at"], taken["hash"], mine[0]],
        )


def cut_tail(rng: random.Random, cursor: CursorWrapper) -> None:
    after = rng.randrange(EVENTS)
    if rng.random() < 0.5:
        cursor.execute(
            "DELETE FROM access_event WHERE id IN (SELECT event_id FROM audit_seal WHERE position > %s)",
            [after],
        )
    cursor.execute("DELETE FROM audit_seal WHERE position > %s", [after])


def make_anew(rng: random.Random, cursor: CursorWrapper) -> None:
    """Edit, and then seal everything again from there, as whoever knows the rule can."""
    place, which = _pick(rng, cursor)
    cursor.execute("UPDATE access_event SET reason = 'nothing to see' WHERE id = %s", [which])
    seal_again(cursor, place)


def seal_again(cursor: CursorWrapper, place: int) -> None:
    """Every seal from `place` on follows from what its event says now."""
    cursor.execute("SELECT event_id FROM audit_seal WHERE position >= %s ORDER BY position", [place])
    events = [row[0] for row in cursor.fetchall()]
    cursor.execute("SELECT hash FROM audit_seal WHERE position = %s", [place - 1])
    found = cursor.fetchone()
    before = bytes(found[0]) if found else GENESIS
    for number, each in enumerate(events, place):
        cursor.execute(f"SELECT {CANONICAL} FROM access_event e WHERE id = %s", [each])
        before = link(before, cursor.fetchone()[0].encode())
        cursor.execute("UPDATE audit_seal SET hash = %s WHERE position = %s", [before, number])


def _renumber(cursor: CursorWrapper, place: int, by: int) -> None:
    """Move every seal from `place` on, in two steps because each position stands once."""
    cursor.execute("UPDATE audit_seal SET position = -position WHERE position >= %s", [place])
    cursor.execute("UPDATE audit_seal SET position = -position + %s WHERE position < 0", [by])


@contextmanager
def one_by_one(
    stretches: list[range], expected: Mapping[int, str]
) -> Iterator[Iterator[verifying._Proof | None]]:
    """The proofs of all stretches, without other processes: they would not see a test's transaction."""
    yield (verifying._prove(stretch, expected) for stretch in stretches)


WAYS = [edit, delete, insert, swap, cut_tail, make_anew]


@pytest.mark.usefixtures("empty_log")
class TestTampering:
    def test_a_thousand_tamperings_are_all_found(self) -> None:
        # A fresh seed each run; it is in the message of a failure.
        seed = random.randrange(2**32)
        rng = random.Random(seed)
        end = chain()
        assert verify([end])
        unfound = []
        for number in range(1_000):
            how = WAYS[number % len(WAYS)]
            with transaction.atomic(), connection.cursor() as cursor:
                with tampering():
                    how(rng, cursor)
                if verify([end]):
                    unfound.append(f"{how.__name__}, number {number} of seed {seed}")
                transaction.set_rollback(True)
        assert not unfound
        assert verify([end])

    def test_in_stretches_the_same_is_said_as_from_end_to_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        seed = random.randrange(2**32)
        rng = random.Random(seed)
        end = chain()
        alone = verifying._proofs
        for number in range(300):
            with transaction.atomic(), connection.cursor() as cursor:
                with tampering():
                    WAYS[number % len(WAYS)](rng, cursor)
                monkeypatch.setattr(verifying, "_AT_A_TIME", rng.randrange(1, EVENTS))
                monkeypatch.setattr(verifying, "_proofs", alone)
                from_end_to_end = verify([end])
                monkeypatch.setattr(verifying, "_proofs", one_by_one)
                assert verify([end]) == from_end_to_end, f"number {number} of seed {seed}"
                transaction.set_rollback(True)
        assert verify([end]).events == EVENTS

    def test_an_event_long_before_those_of_an_earlier_stretch_is_named(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        chain()
        late = Seal.objects.get(position=20)
        with tampering(), connection.cursor() as cursor:
            before = timedelta(hours=2)
            AccessEvent.objects.filter(pk=late.event_id).update(at=late.event_at - before)
            Seal.objects.filter(position=20).update(event_at=late.event_at - before)
            seal_again(cursor, 20)
        monkeypatch.setattr(verifying, "_AT_A_TIME", 1)
        monkeypatch.setattr(verifying, "_proofs", one_by_one)
        verdict = verify()
        assert verdict.events == 19
        assert "long before the one sealed before it" in verdict.fault

    def test_what_follows_from_another_seal_than_the_one_walked_to_is_walked_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        chain()
        monkeypatch.setattr(verifying, "_AT_A_TIME", 15)
        first, second = verifying._stretches()
        proof = verifying._prove(second, {})
        assert proof
        with tampering(), connection.cursor() as cursor:
            AccessEvent.objects.filter(pk=Seal.objects.get(position=3).event_id).update(
                reason="nothing to see"
            )
            seal_again(cursor, 3)
            cursor.execute("UPDATE audit_seal SET hash = sha256(hash) WHERE position > 15")
        monkeypatch.setattr(verifying, "_proofs", lambda *_: nullcontext([None, proof]))
        assert verify().events == first.stop - 1

    @pytest.mark.parametrize("place", [1, 17, EVENTS])
    def test_the_first_bad_row_is_named(self, place: int) -> None:
        chain()
        which = Seal.objects.get(position=place).event_id
        with tampering():
            AccessEvent.objects.filter(pk=which).update(reason="nothing to see")
        verdict = verify()
        assert verdict.events == place - 1
        assert str(which) in verdict.fault

    def test_an_end_cut_off_is_seen_only_with_a_checkpoint(self) -> None:
        end = chain()
        with tampering():
            last = Seal.objects.get(position=EVENTS)
            AccessEvent.objects.filter(pk=last.event_id).delete()
            last.delete()
        assert verify()
        assert f"knew seal {EVENTS}" in verify([end]).fault

    def test_an_event_put_in_afterwards_never_gets_a_seal(self) -> None:
        chain()
        with tampering(), connection.cursor() as cursor:
            insert(random.Random(3), cursor)  # its draw puts in an event alone
        put_in = AccessEvent.objects.exclude(pk__in=Seal.objects.values("event_id")).get()
        assert seal().events == 0
        assert str(put_in.pk) in verify().fault


@pytest.mark.usefixtures("empty_log")
class TestKept:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE access_event SET reason = 'x'",
            "DELETE FROM access_event",
            "TRUNCATE access_event",
            "TRUNCATE ONLY access_event_default",
            "UPDATE audit_seal SET position = position + 1",
            "DELETE FROM audit_seal",
            "TRUNCATE audit_seal",
        ],
    )
    def test_the_database_refuses(self, statement: str) -> None:
        chain(1)
        with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(statement)

    @pytest.mark.parametrize("at", ["at - interval '2 minutes'", "at + interval '2 minutes'", "'2036-01-01'"])
    def test_nobody_dates_an_event(self, at: str) -> None:
        like = event()
        with (
            connection.cursor() as cursor,
            pytest.raises(DatabaseError, match="written as it happens"),
            transaction.atomic(),
        ):
            put_in(cursor, str(like.pk), at)

    @pytest.mark.parametrize("verb", ["UPDATE {0} SET reason = 'x'", "DELETE FROM {0}", "TRUNCATE {0}"])
    def test_on_every_partition_there_is_or_will_be(self, verb: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT access_make_partitions('2031-01-31', 1)")
            assert cursor.fetchone()[0] == 2
            cursor.execute(
                "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'access_event'::regclass"
            )
            partitions = [row[0] for row in cursor.fetchall()]
            assert {"access_event_default", "access_event_2031_01", "access_event_2031_02"} <= set(partitions)
            for partition in partitions:
                with tampering():
                    self._fill(cursor, partition)
                with pytest.raises(DatabaseError), transaction.atomic():
                    cursor.execute(verb.format(partition))

    def _fill(self, cursor: CursorWrapper, partition: str) -> None:
        """A row in the partition, whatever its month: a row trigger speaks only where there is a row."""
        months = {"access_event_default": "2001-01-01"}
        day = months.get(partition) or partition.removeprefix("access_event_").replace("_", "-") + "-15"
        cursor.execute("UPDATE access_event SET at = %s WHERE id = %s", [f"{day}T12:00:00Z", event().pk])

    def test_a_month_that_the_default_partition_has_begun_stops_no_other(self) -> None:
        like = event()
        with tampering(), connection.cursor() as cursor:
            put_in(cursor, str(like.pk), "'2031-02-10'")
            cursor.execute("SELECT access_make_partitions('2031-01-31', 2)")
            assert cursor.fetchone()[0] == 2
            cursor.execute("SELECT to_regclass('access_event_2031_02'), to_regclass('access_event_2031_03')")
            assert cursor.fetchone() == (None, "access_event_2031_03")
        with capture_logs() as lines:
            actions.make_partitions()
        assert {"month": "2031-02", "events": 1, "log_level": "error"}.items() <= lines[0].items()

    def test_verify_names_the_month_that_no_partition_took(self, capsys: pytest.CaptureFixture[str]) -> None:
        made = event()
        with tampering():
            AccessEvent.objects.filter(pk=made.pk).update(at="2001-02-10T12:00:00Z")
        seal()
        call_command("audit", "verify")
        assert "1 events of 2001-02 stand in the default partition" in capsys.readouterr().err

    def test_partitions_are_made_once_and_ahead(self) -> None:
        actions.make_partitions(5)
        assert actions.make_partitions(5) == 0
        made = event()
        with connection.cursor() as cursor:
            cursor.execute("SELECT tableoid::regclass::text FROM access_event WHERE id = %s", [made.pk])
            assert cursor.fetchone()[0] != "access_event_default"


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


@pytest.mark.usefixtures("empty_log")
class TestCommand:
    def export(self, directory: Path) -> Path:
        file = directory / "export.jsonl"
        call_command("audit", "verify", "--export", str(file), stdout=StringIO())
        return file

    def test_verify_says_how_many_were_good(self, capsys: pytest.CaptureFixture[str]) -> None:
        chain(3)
        call_command("audit", "verify")
        assert "3 events, each as it was sealed" in capsys.readouterr().out

    def test_verify_names_the_bad_row(self) -> None:
        chain(3)
        which = Seal.objects.get(position=2).event_id
        with tampering():
            AccessEvent.objects.filter(pk=which).update(actor="Nobody")
        with pytest.raises(CommandError, match=str(which)):
            call_command("audit", "verify")

    def test_checkpoints_are_kept_and_met(
        self, settings: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        settings.AUDIT_CHECKPOINT_DIR = str(tmp_path)
        chain(3)
        point = actions.publish_checkpoint()
        assert point is not None
        (file,) = tmp_path.iterdir()
        assert file.stat().st_mode & 0o777 == 0o444
        assert list(checkpoints.kept(tmp_path)) == [point]
        with pytest.raises(FileExistsError):
            checkpoints.keep(point, tmp_path)
        call_command("audit", "verify")
        assert "1 checkpoints met" in capsys.readouterr().out
        with tampering():
            Seal.objects.get(position=3).delete()
        with pytest.raises(CommandError, match="knew seal 3"):
            call_command("audit", "verify", "--checkpoints", str(tmp_path))

    def test_a_chain_made_anew_is_neither_published_nor_believed(
        self, settings: object, tmp_path: Path
    ) -> None:
        settings.AUDIT_CHECKPOINT_DIR = str(tmp_path)
        chain(3)
        actions.publish_checkpoint()
        with tampering(), connection.cursor() as cursor:
            make_anew(random.Random(1), cursor)
        with pytest.raises(AtOdds, match="knew another seal 3"):
            actions.publish_checkpoint()
        with pytest.raises(CommandError, match="knew another seal 3"):
            call_command("audit", "checkpoint")
        assert len(list(tmp_path.iterdir())) == 1
        # Somebody blesses it all the same: then two stand at one place, whichever is the later.
        for name in ("2026-06-15T08:00:00+00:00", "2099-06-15T08:00:00+00:00"):
            blessed = checkpoints.keep(replace(end_of_chain(), at=name), tmp_path)
            with pytest.raises(CommandError, match="different hashes of seal 3"):
                call_command("audit", "verify")
            blessed.unlink()

    def test_an_export_is_logged_and_not_written_over(self, tmp_path: Path) -> None:
        chain(2)
        file = self.export(tmp_path)
        assert len(file.read_text().splitlines()) == 3
        assert AccessEvent.objects.order_by("-seq")[0].action == "audit export"
        assert file.stat().st_mode & 0o777 == 0o600
        with pytest.raises(FileExistsError):
            self.export(tmp_path)


def _lines(change: Callable[[list[bytes]], object]) -> Callable[[Path], None]:
    def apply(file: Path) -> None:
        lines = file.read_bytes().splitlines(keepends=True)
        change(lines)
        file.write_bytes(b"".join(lines))

    return apply


@pytest.mark.usefixtures("empty_log")
class TestIndependentVerifier:
    def run(self, *arguments: object) -> tuple[int, str]:
        """Without our environment: it needs Python alone."""
        script = Path(verify_audit.__file__)
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(script), *map(str, arguments)],
            capture_output=True,
            text=True,
            env={},
        )
        return done.returncode, done.stdout

    def exported(self, tmp_path: Path) -> tuple[Path, Path]:
        chain()
        directory = tmp_path / "checkpoints"
        directory.mkdir()
        checkpoints.keep(end_of_chain(), directory)
        return TestCommand().export(tmp_path), directory

    def test_it_believes_no_two_checkpoints_at_odds(self, tmp_path: Path) -> None:
        file, points = self.exported(tmp_path)
        known = replace(next(checkpoints.kept(points)), hash="0" * 64)
        for at in ("2026-06-15T07:00:00+00:00", "2026-06-15T09:00:00+00:00"):
            other = checkpoints.keep(replace(known, at=at), points)
            assert self.run(file, points) == (
                1,
                f"Bad checkpoints: two say different hashes of seal {EVENTS}\n",
            )
            other.unlink()

    def test_it_agrees(self, tmp_path: Path) -> None:
        file, points = self.exported(tmp_path)
        code, said = self.run(file, points)
        assert (code, said) == (0, f"Good: {EVENTS + 1} events, last seal {end_of_chain().hash}\n")

    @pytest.mark.parametrize(
        "change",
        [
            lambda lines: lines.__setitem__(4, lines[4].replace(b"page 4", b"page 5")),
            lambda lines: lines.pop(9),
            lambda lines: lines.insert(3, lines[8]),
            lambda lines: lines.reverse(),
            lambda lines: lines.__delitem__(slice(20, None)),
            lambda lines: lines.clear(),
            lambda lines: lines.__setitem__(0, b"\n"),
        ],
        ids=["edit", "delete", "insert", "swap", "cut tail", "empty", "not a line"],
    )
    def test_it_finds_what_was_done_to_the_export(
        self, tmp_path: Path, change: Callable[[list[bytes]], object]
    ) -> None:
        file, points = self.exported(tmp_path)
        _lines(change)(file)
        code, said = self.run(file, points)
        assert code == 1
        assert said.startswith("Bad")
