"""`manage.py demo` as a person runs it, in a copy of the checkout: up, down in every way there is, nothing left."""

import os
import shutil
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path

import pytest

from tests.ops.processes import ROOT, at_work_in, eventually, nothing_works_in, started

pytestmark = [pytest.mark.xdist_group("local services"), pytest.mark.timeout(300)]

NOT_COPIED = shutil.ignore_patterns(
    ".*", "node_modules", "var", "staticfiles", "__pycache__", "tests", "docs"
)
START_SECONDS = 280  # most of it the migrations of a new database


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A copy of this checkout, in a folder whose name has a space and a quote in it, prepared as by make setup."""
    copy = tmp_path_factory.mktemp("demo") / "an officer's copy"
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
    (copy / ".env").write_text("DJANGO_SETTINGS_MODULE=config.settings.demo\n")
    yield copy
    nothing_works_in(copy)


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@pytest.fixture
def demo(checkout, port, tmp_path):
    """The running demonstration, ready for people."""
    log = tmp_path / "demo.log"
    with started("manage.py", "demo", "--port", str(port), cwd=checkout, log=log) as process:
        process.log = log
        eventually(lambda: "ready" in log.read_text() or process.poll() is not None, "ready", START_SECONDS)
        assert process.poll() is None, log.read_text()
        yield process


def the_process(checkout: Path, part: str) -> int:
    """By its arguments: a worker that can (setproctitle) soon calls itself something else before them."""
    return min(pid for pid, command in at_work_in(checkout).items() if part in command)


def wait_for_the_end(demo: "subprocess.Popen[bytes]") -> tuple[int, str]:
    code = demo.wait(60)
    return code, demo.log.read_text()


@pytest.mark.parametrize("how", ["INT", "HUP", "KILL"])
def test_it_serves_until_it_is_stopped_and_then_nothing_is_left(demo, checkout, port, how):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
        assert answer.status == 200
    said = demo.log.read_text()
    for name in (
        "officer",
        "supervisor",
        "inspector",
        "coordinator",
        "chair",
        "counter",
        "partner",
        "auditor",
        "admin",
        "vigil-demo-only",
    ):
        assert name in said
    assert f"http://127.0.0.1:{port}" in said
    if (checkout / "first-run").exists():
        assert "fictional people" not in said.split("ready")[0], "a later start keeps the data"
    (checkout / "first-run").touch()

    demo.send_signal(getattr(signal, f"SIG{how}"))
    code, said = wait_for_the_end(demo)
    nothing_works_in(checkout)
    if how == "KILL":
        assert code == -signal.SIGKILL
    else:
        assert code == 0
        assert "Vigil has stopped" in said
        assert "Traceback" not in said


@pytest.mark.parametrize(
    ("part", "named"),
    [("--app=config.celery:app --quiet worker", "'worker'"), ("bin/postgres -D", "PostgreSQL")],
)
def test_a_part_that_dies_is_named_and_everything_stops(demo, checkout, part, named):
    os.kill(the_process(checkout, part), signal.SIGKILL)
    code, said = wait_for_the_end(demo)
    assert code == 1
    assert f"CommandError: The part {named}" in said or f"CommandError: {named}" in said
    nothing_works_in(checkout)


def test_a_taken_port_is_refused_with_what_to_do(checkout, tmp_path):
    log = tmp_path / "demo.log"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with started("manage.py", "demo", "--port", port, cwd=checkout, log=log) as process:
            assert process.wait(60) == 1
    assert f"Port {port} cannot be used" in log.read_text()
    assert "make demo PORT=8001" in log.read_text()
    nothing_works_in(checkout)


def test_it_ends_with_make(checkout, port, tmp_path):
    """make may be killed without a word to its children; the demonstration then gets a TERM from the kernel."""
    log = tmp_path / "make.log"
    demo = ["manage.py", "demo", f"--port={port}", "--end-with-parent"]
    make = f"import subprocess, sys; subprocess.run([sys.executable, *{demo}])"
    with started("-c", make, cwd=checkout, log=log) as process:
        eventually(lambda: "ready" in log.read_text() or process.poll() is not None, "ready", START_SECONDS)
        process.kill()
        process.wait()
    nothing_works_in(checkout)
    assert "Vigil has stopped" in log.read_text()
