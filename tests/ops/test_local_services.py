"""The servers are there while anybody holds them, whoever comes, goes or is killed, and then they are gone."""

import os
import signal
from pathlib import Path

import psycopg
import pytest
import redis

from ops import local_services, servers
from tests.ops.processes import at_work_in, eventually, nothing_works_in, started

pytestmark = pytest.mark.xdist_group("local services")

COME_AND_GO = """
import random, sys
from pathlib import Path
import psycopg, redis
from ops.local_services import Hold

for _ in range(4):
    held = Hold(Path(sys.argv[1]))
    with psycopg.connect(held.database_url) as connection:
        connection.execute("select pg_sleep(%s)", [random.uniform(0, 0.2)])
    redis.Redis.from_url(held.redis_url).incr("visits")
    held.release()
"""
HOLD_UNTIL_KILLED = """
import signal, sys
from pathlib import Path
from ops.local_services import Hold

held = Hold(Path(sys.argv[1]))
print("held", flush=True)
signal.pause()
"""


@pytest.fixture
def directory(tmp_path):
    folder = tmp_path / "services"
    yield folder
    nothing_works_in(folder)


def postmaster(directory: Path) -> int:
    return int((directory / "postgres" / "postmaster.pid").read_text().split()[0])


def keeper(directory: Path) -> int:
    return next(
        pid for pid, command in at_work_in(local_services.ROOT).items() if f" keep {directory}" in command
    )


def check_that_both_work(held: local_services.Hold) -> None:
    with psycopg.connect(held.database_url) as connection:
        assert connection.execute("select current_user, current_database()").fetchone() == ("app", "vigil")
    assert redis.Redis.from_url(held.redis_url).ping()


def test_six_processes_share_one_pair_of_servers(directory):
    visitors = [
        started("-c", COME_AND_GO, str(directory), log=directory.parent / f"{n}.log") for n in range(6)
    ]
    running = [visitor.__enter__() for visitor in visitors]
    codes = [process.wait(60) for process in running]
    for visitor in visitors:
        visitor.__exit__(None, None, None)
    assert codes == [0] * 6, [log.read_text() for log in directory.parent.glob("*.log")]
    nothing_works_in(directory)
    held = local_services.Hold(directory)
    assert redis.Redis.from_url(held.redis_url).get("visits") == b"24"
    held.release()


def test_the_data_outlives_the_servers_and_the_last_to_leave_waits_for_their_end(directory):
    held = local_services.Hold(directory)
    with psycopg.connect(held.database_url) as connection:
        connection.execute("create table kept as select 1 as one")
    held.release()
    assert at_work_in(directory) == {}
    held = local_services.Hold(directory)
    with psycopg.connect(held.database_url) as connection:
        assert connection.execute("select one from kept").fetchone() == (1,)
    held.release()


def test_the_application_owns_its_database_and_is_no_superuser(directory):
    held = local_services.Hold(directory)
    with psycopg.connect(held.database_url) as connection:
        assert connection.execute("select rolsuper from pg_roles where rolname = 'app'").fetchone() == (
            False,
        )
        for extension in ("btree_gist", "pg_trgm", "unaccent", "fuzzystrmatch"):
            connection.execute(f"create extension {extension}")
        found = connection.execute(
            "select datlocprovider, datlocale from pg_database where datname = 'vigil'"
        )
        assert found.fetchone() == ("b", "C.UTF-8")
    held.release()


def test_a_killed_holder_leaves_nothing_running(directory, tmp_path):
    log = tmp_path / "holder.log"
    with started("-c", HOLD_UNTIL_KILLED, str(directory), log=log) as holder:
        eventually(lambda: "held" in log.read_text(), "the process holds the servers")
        holder.kill()
        holder.wait()
        nothing_works_in(directory)


@pytest.mark.parametrize("victim", [postmaster, keeper])
def test_a_killed_server_or_keeper_is_noticed_and_the_next_process_starts_anew(directory, victim):
    first = local_services.Hold(directory)
    with psycopg.connect(first.database_url) as connection:
        connection.execute("create table kept as select 1 as one")
    os.kill(victim(directory), signal.SIGKILL)
    eventually(lambda: not first.running(), "the loss is noticed")
    second = local_services.Hold(directory)
    check_that_both_work(second)
    with psycopg.connect(second.database_url) as connection:
        assert connection.execute("select one from kept").fetchone() == (1,)
    first.release()
    second.release()


@pytest.mark.parametrize("name", ["a folder", 'it\'s "quoted"', "100 % & more; $HOME", "ünïcödé"])
def test_a_directory_may_have_any_name(tmp_path, name):
    held = local_services.Hold(tmp_path / name)
    check_that_both_work(held)
    held.release()
    local_services.remove(tmp_path / name)
    assert not servers.socket_directory(tmp_path / name).exists()
    assert list(tmp_path.iterdir()) == []


def test_a_path_too_long_for_a_socket_uses_a_private_folder_under_tmp(tmp_path):
    directory = tmp_path / ("long-" * 20) / "services"
    held = local_services.Hold(directory)
    check_that_both_work(held)
    sockets = servers.socket_directory(directory)
    assert sockets.parent == Path("/tmp")
    assert sockets.stat().st_mode & 0o777 == 0o700
    held.release()
    assert not sockets.exists()


def test_a_socket_folder_that_somebody_else_prepared_is_refused(tmp_path):
    directory = tmp_path / "a folder"
    trap = servers.socket_directory(directory)
    trap.symlink_to(tmp_path)
    try:
        with pytest.raises(local_services.LocalServicesError, match="belongs to another user"):
            local_services.Hold(directory)
    finally:
        trap.unlink(missing_ok=True)


def test_two_checkouts_run_at_once(tmp_path):
    one, two = local_services.Hold(tmp_path / "one"), local_services.Hold(tmp_path / "two")
    assert {one.database_url, one.redis_url}.isdisjoint({two.database_url, two.redis_url})
    check_that_both_work(one)
    check_that_both_work(two)
    one.release()
    check_that_both_work(two)
    two.release()


def test_a_directory_in_use_is_not_removed(directory):
    held = local_services.Hold(directory)
    with pytest.raises(local_services.LocalServicesError, match="in use"):
        local_services.remove(directory)
    check_that_both_work(held)
    held.release()
    local_services.remove(directory)
    assert not directory.exists()


def test_nothing_is_started_where_both_addresses_are_given(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@database.example/vigil")
    monkeypatch.setenv("REDIS_URL", "redis://redis.example")
    assert local_services.hold(tmp_path / "services") is None
    assert not (tmp_path / "services").exists()


def test_a_server_that_cannot_start_is_explained_with_its_own_last_words(directory):
    local_services.Hold(directory).release()
    (directory / "postgres" / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(local_services.LocalServicesError, match="no_such_setting"):
        local_services.Hold(directory)


def test_a_missing_package_is_explained(monkeypatch):
    monkeypatch.delenv("PG_BINDIR", raising=False)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(local_services.LocalServicesError, match="Run make setup"):
        servers.postgres_programs()
