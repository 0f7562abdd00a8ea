"""What processes of one machine tell each other through the kernel: locks that die with their holder, and deaths.

Standard library only.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path


def lock(path: Path, operation: int = fcntl.LOCK_EX) -> int:
    """Wait for a lock on a file, which is made if need be; closing the descriptor gives it up."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(descriptor, operation)
    return descriptor


@contextlib.contextmanager
def locked(path: Path) -> Iterator[int]:
    """Hold a file's exclusive lock for the length of a block."""
    descriptor = lock(path)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def try_lock(descriptor: int, operation: int = fcntl.LOCK_EX) -> bool:
    """Take a lock if that needs no waiting. On failure a lock held before, through this descriptor, is lost."""
    try:
        fcntl.flock(descriptor, operation | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_held(path: Path) -> bool:
    """Whether some process holds a file's exclusive lock."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        return not try_lock(descriptor, fcntl.LOCK_SH)
    finally:
        os.close(descriptor)


def wait_until(condition: Callable[[], bool], seconds: float, interval: float = 0.02) -> bool:
    """Ask again and again, until something holds or the time has run out; tells which."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(interval)
    return True


def end_with_parent(signal_number: int) -> None:
    """Have the kernel send this process a signal when the one that started it dies, by whatever means (Linux)."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal_number)


def working_in(folder: Path, name: str) -> list[int]:
    """The ids of the processes of this name whose working directory is a folder (Linux; elsewhere none)."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (
                Path(os.readlink(process / "cwd")) == folder
                and (process / "comm").read_text().strip() == name
            ):
                found.append(int(process.name))
    return found
