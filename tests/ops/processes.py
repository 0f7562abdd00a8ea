"""Starting, watching and ending real processes in tests: conditions with deadlines, never a fixed sleep."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from ops.processes import wait_until

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 60


def environment(**changes: str) -> dict[str, str]:
    """The caller's environment without what points a process at the test run's own servers and settings."""
    ours = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "PYTEST_XDIST_WORKER", "PYTEST_ADDOPTS"}
    return {name: value for name, value in os.environ.items() if name not in ours} | changes


def python(*arguments: str, cwd: Path = ROOT, **changes: str) -> "subprocess.CompletedProcess[str]":
    """Run Python to its end and return what it printed."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=environment(**changes),
        capture_output=True,
        text=True,
        timeout=2 * DEADLINE,
    )


@contextlib.contextmanager
def started(
    *arguments: str, log: Path, cwd: Path = ROOT, **changes: str
) -> Iterator["subprocess.Popen[bytes]"]:
    """A running Python process, which writes to a log; killed at the end of the block if it still runs."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=cwd,
            env=environment(**changes),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def at_work_in(folder: Path) -> dict[int, str]:
    """Every process whose working directory is a folder or lies below it, with its command line."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if Path(os.readlink(process / "cwd")).is_relative_to(folder):
                found[int(process.name)] = (process / "cmdline").read_text().replace("\0", " ")
    return found


def eventually(condition, what: str, seconds: float = DEADLINE) -> None:
    """Fail, saying what, unless a condition comes to hold."""
    assert wait_until(condition, seconds, interval=0.05), f"not within {seconds} seconds: {what}"


def nothing_works_in(folder: Path) -> None:
    """Fail unless every process in a folder ends."""
    wait_until(lambda: not at_work_in(folder), DEADLINE, interval=0.05)
    left = at_work_in(folder)
    assert not left, f"still at work: {left}"
