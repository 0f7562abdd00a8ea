"""A test run's own servers and browser: gone with the run, however it ends; a missing browser is said once."""

import os
import signal

import pytest

from tests.ops.processes import ROOT, eventually, nothing_works_in, python, started

pytestmark = pytest.mark.xdist_group("local services")

# A run like any other, without Vigil's settings, which these tests do not need.
OPTIONS = ["-m", "pytest", "-q", "-c", os.devnull, "--rootdir", str(ROOT), "-p", "ops.pytest_local"]
OPTIONS += ["-p", "no:django", "-p", "no:cacheprovider", "-p", "no:randomly"]
# Tests that need no server do not wait for one.
ELSEWHERE = {"DATABASE_URL": "postgresql://app@database.example/vigil", "REDIS_URL": "redis://redis.example"}


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_of_a_run_that_is_ended(tmp_path, how):
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    test = tmp_path / "test_waits.py"
    test.write_text(
        "import signal\n\ndef test_waits():\n    print('waiting', flush=True)\n    signal.pause()\n"
    )
    log = tmp_path / "run.log"
    with started(*OPTIONS, "-s", str(test), log=log, TMPDIR=str(temporary)) as run:
        eventually(lambda: "waiting" in log.read_text() or run.poll() is not None, "the test runs")
        assert any(temporary.glob("vigil-test-*/postgres")), log.read_text()
        run.send_signal(how)
        run.wait(60)
    nothing_works_in(temporary)
    eventually(lambda: not any(temporary.glob("vigil-test-*")), "its directory is removed")


def test_a_run_clears_up_after_one_that_was_killed_with_its_keeper(tmp_path):
    left = tmp_path / "vigil-test-left"
    left.mkdir()
    for name in ("gate.lock", "users.lock", "keeper.lock"):
        (left / name).touch()
    held = python("-c", "from ops.local_services import throw_away; throw_away()", TMPDIR=str(tmp_path))
    assert held.returncode == 0, held.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def needs_a_browser(tmp_path):
    test = tmp_path / "test_page.py"
    test.write_text("def test_page(page):\n    pass\n\ndef test_other():\n    pass\n")
    return str(test)


def test_without_a_browser_one_plain_line_says_so(needs_a_browser):
    done = python(*OPTIONS, needs_a_browser, VIGIL_CHROMIUM="none", CI="", **ELSEWHERE)
    assert done.returncode == 0, done.stdout
    assert "1 passed, 1 skipped" in done.stdout
    assert done.stdout.count("1 browser test was skipped") == 1


def test_ci_refuses_to_run_without_a_browser(needs_a_browser):
    done = python(*OPTIONS, needs_a_browser, VIGIL_CHROMIUM="none", CI="true", **ELSEWHERE)
    assert done.returncode != 0
    assert "may not be skipped" in done.stderr
