"""PostgreSQL and Valkey on this machine, for as long as some process needs them.

The demonstration and the tests run on the real servers. Nobody starts or stops them by hand: a process *holds* a
directory, and while at least one does, both servers run there on unix sockets. One small process, the keeper, starts
them and stops them. Three locks in the directory say all there is to know:

``gate.lock``    held while a process joins or leaves: one at a time
``users.lock``   shared by every process that holds the directory; once none does, the keeper stops the servers
``keeper.lock``  held by the keeper as long as it lives

The kernel drops the locks of a process that dies, however it dies, so there is no count that could go stale. A keeper
that is killed takes its servers with it, and the next one clears up what is left.

``python -m ops.local_services remove DIRECTORY`` deletes a directory that nobody holds. Standard library only.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from ops import servers
from ops.processes import is_held, lock, locked, try_lock, wait_until
from ops.servers import LocalServicesError

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60
READY = "ready"


class Hold:
    """This process's share in the servers of one directory; starts them if nobody holds them yet.

    Raises LocalServicesError if they cannot be started, or do not answer within START_SECONDS.
    """

    def __init__(self, directory: Path, *, throw_away: bool = False) -> None:
        self.directory = servers.private(directory.resolve())
        self._owner = os.getpid()
        with locked(self.directory / "gate.lock"):
            self._users = lock(self.directory / "users.lock", fcntl.LOCK_SH)
            try:
                if not self.running():
                    _start_keeper(self.directory, throw_away=throw_away)
                self._wait_until_ready()
            except BaseException:
                os.close(self._users)
                raise
        sockets = servers.socket_directory(self.directory)
        self.database_url = f"postgresql://app@/vigil?host={sockets}"
        self.redis_url = f"unix://{sockets}/valkey?db=0"
        atexit.register(self.release)

    def running(self) -> bool:
        """Whether both servers run; the keeper ends when one of them does."""
        return is_held(self.directory / "keeper.lock")

    def release(self) -> None:
        """Give the servers up; the last process to do so returns when they have stopped."""
        atexit.unregister(self.release)
        if os.getpid() != self._owner or self._users < 0:
            return  # A forked child, or released before.
        with contextlib.suppress(FileNotFoundError), locked(self.directory / "gate.lock"):
            last = try_lock(self._users)
            os.close(self._users)
            self._users = -1
            if last:
                with locked(self.directory / "keeper.lock"):
                    pass

    def _wait_until_ready(self) -> None:
        state = self.directory / "state"
        in_time = wait_until(lambda: not self.running() or state.read_text() == READY, START_SECONDS)
        if not (in_time and self.running()):
            raise LocalServicesError(state.read_text() or servers.last_words(self.directory))


# What manage.py holds for this process, if anything.
held: Hold | None = None


def hold(directory: Path) -> Hold | None:
    """Hold the servers of a directory for the life of this process, and say where they are in os.environ.

    Sets DATABASE_URL and REDIS_URL where they are missing. Where both are given, starts nothing and returns None.
    """
    global held
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return None
    held = Hold(directory)
    os.environ["DATABASE_URL"] = os.environ.get("DATABASE_URL") or held.database_url
    os.environ["REDIS_URL"] = os.environ.get("REDIS_URL") or held.redis_url
    return held


def throw_away() -> Hold:
    """Hold new, empty servers that trade safety for speed and leave nothing behind, even if this process is killed."""
    prefix = "vigil-test-"
    for directory in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        if (
            directory / "users.lock"
        ).exists():  # In use, or left by a run that was killed together with its keeper.
            with contextlib.suppress(LocalServicesError, FileNotFoundError):
                remove(directory)
    return Hold(Path(tempfile.mkdtemp(prefix=prefix)), throw_away=True)


def remove(directory: Path) -> None:
    """Delete a directory of local services with all its data. Raises LocalServicesError while a process holds it."""
    if not directory.exists():
        return
    directory = servers.private(directory.resolve())
    with locked(directory / "gate.lock"):
        users = lock(
            directory / "users.lock", fcntl.LOCK_SH
        )  # Waits for a keeper that is stopping the servers.
        try:
            if not try_lock(users):
                raise LocalServicesError(
                    f"{directory} is in use: stop the demonstration there first, with Ctrl-C."
                )
        finally:
            os.close(users)
        with locked(directory / "keeper.lock"):
            servers.end_leftovers(directory)
        shutil.rmtree(directory)


def _start_keeper(directory: Path, *, throw_away: bool) -> None:
    (directory / "state").write_text("")
    command = [
        sys.executable,
        "-m",
        "ops.local_services",
        "throw-away" if throw_away else "keep",
        str(directory),
    ]
    # The keeper inherits its lock, so there is no moment at which it lives without holding it.
    with locked(directory / "keeper.lock") as keeper, (directory / "keeper.log").open("ab") as log:
        subprocess.run(
            command,
            check=True,
            cwd=ROOT,
            pass_fds=[keeper],
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )


def _keep(directory: Path, *, throw_away: bool) -> None:
    """Run the servers until nobody holds the directory, or until one of them ends."""
    if os.fork():
        return  # Let go of the process that happened to come first: the servers may outlive it.
    running: dict[subprocess.Popen[bytes], int] = {}

    def one_ended() -> bool:
        return any(server.poll() is not None for server in running)

    users = os.open(directory / "users.lock", os.O_RDWR)
    try:
        servers.end_leftovers(directory)
        servers.private(servers.socket_directory(directory))
        running[servers.start_valkey(directory)] = signal.SIGTERM
        running[servers.start_postgres(directory, throw_away=throw_away)] = signal.SIGINT
        wait_until(lambda: servers.answer(directory) or one_ended(), START_SECONDS)
        if one_ended() or not servers.answer(directory):
            raise LocalServicesError(servers.last_words(directory))
        (directory / "state").write_text(READY)
        wait_until(lambda: try_lock(users) or one_ended(), float("inf"), interval=0.1)
        if one_ended():
            raise LocalServicesError(servers.last_words(directory))
    except (LocalServicesError, OSError) as error:
        (directory / "state").write_text(str(error))
        print(error, flush=True)
    finally:
        for server, stop in running.items():
            server.send_signal(stop)
        for server in running:
            try:
                server.wait(servers.STOP_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()
        shutil.rmtree(servers.socket_directory(directory), ignore_errors=True)
        if throw_away:
            shutil.rmtree(directory, ignore_errors=True)


def main(arguments: list[str]) -> int:
    """``remove DIRECTORY`` for people; ``keep`` and ``throw-away`` make this process the keeper."""
    verb, directory = arguments[0], Path(arguments[1])
    if verb != "remove":
        _keep(directory, throw_away=verb == "throw-away")
        return 0
    try:
        remove(directory)
    except LocalServicesError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
