"""Runs all of Vigil on this machine for a person to try: ``make demo``."""

from __future__ import annotations

import argparse
import contextlib
import functools
import http.client
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, NoReturn, cast

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from dashboards.context import DEMO_PASSWORD, DEMO_SIGN_INS
from ops import local_services, processes

ROOT = Path(__file__).resolve().parents[3]
READY_SECONDS = 60
STOP_SECONDS = 15
HOST = "127.0.0.1"


class Stopped(Exception):
    """The demonstration was asked to stop, by a signal or by nobody being left to read what it prints."""


class Part:
    """One process of the demonstration, and its log."""

    def __init__(self, name: str, *command: str, pass_fds: tuple[int, ...] = ()) -> None:
        self.name = name
        self.process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            # Celery warns at length against root, who may well run a demonstration.
            env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "ignore::Warning:celery.platforms"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=pass_fds,
            start_new_session=True,  # Ctrl-C reaches the demonstration alone, which then stops its parts.
            # Nobody is left then to wait for an orderly end: a worker asked for one may look for its broker for ever.
            preexec_fn=functools.partial(processes.end_with_parent, signal.SIGKILL),
        )
        self.log = cast("IO[bytes]", self.process.stdout)
        os.set_blocking(self.log.fileno(), False)
        self._begun = b""

    def new_lines(self) -> list[str] | None:
        """The whole lines that this part has written since the last call; None once it can write no more."""
        text = os.read(self.log.fileno(), 65536)
        *lines, self._begun = (self._begun + text).split(b"\n")
        return [line.decode(errors="replace") for line in lines] if text else None


class Command(BaseCommand):
    """Migrate, fill an empty database with fictional people, run web, worker and beat until told to stop."""

    help = "Runs Vigil on this machine with fictional people, until Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add --port and --end-with-parent."""
        parser.add_argument("--port", type=int, default=8000, help=f"the port on {HOST} (default 8000)")
        parser.add_argument(
            "--end-with-parent", action="store_true", help="stop when the calling process is gone"
        )

    def handle(self, *, port: int, end_with_parent: bool, **options: Any) -> None:
        """Run until INT, TERM or HUP. Raises CommandError if a part or a server dies, or the port is taken."""
        if not settings.DEMONSTRATION:
            raise CommandError(
                "The demonstration runs with config.settings.demo only, never beside real records."
            )
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _stop)
        if end_with_parent:
            processes.end_with_parent(signal.SIGTERM)
        self.parts: list[Part] = []
        self.logs = selectors.DefaultSelector()
        try:
            # Taken before the slow steps, and handed to the web server: nobody else can get it meanwhile.
            with _take(port) as listener:
                self._prepare()
                self._start(listener)
            self._follow(until=functools.partial(_is_ready, port), seconds=READY_SECONDS)
            self._welcome(port)
            self._follow()
        except Stopped:
            pass
        finally:
            self._stop_parts()
        with contextlib.suppress(Stopped):
            self._say("Vigil has stopped. Its data is kept for the next time; make demo-reset starts afresh.")

    def _prepare(self) -> None:
        self._say("Preparing the database")
        call_command("migrate", interactive=False, verbosity=0)
        if not get_user_model()._default_manager.filter(username="officer").exists():
            self._say("Filling it with fictional people")
            call_command("demo_data")
        manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
        sources = [
            path.stat().st_mtime for folder in settings.STATICFILES_DIRS for path in Path(folder).rglob("*")
        ]
        if not manifest.exists() or manifest.stat().st_mtime < max(sources, default=0):
            self._say("Collecting the stylesheet and scripts")
            call_command("collectstatic", interactive=False, verbosity=0)

    def _start(self, listener: socket.socket) -> None:
        descriptor = listener.fileno()
        web = [
            "gunicorn",
            "config.wsgi:application",
            f"--bind=fd://{descriptor}",
            "--workers=2",
            "--threads=4",
        ]
        celery = ["celery", "--app=config.celery:app", "--quiet"]
        web += ["--preload", "--no-control-socket"]
        self._add(Part("web", *web, pass_fds=(descriptor,)))
        self._add(Part("worker", *celery, "worker", "--concurrency=2", "--loglevel=INFO", "--without-mingle"))
        self._add(Part("beat", *celery, "beat", "--loglevel=INFO", "--pidfile="))

    def _add(self, part: Part) -> None:
        self.parts.append(part)
        self.logs.register(part.log, selectors.EVENT_READ, part)

    def _follow(self, until: Callable[[], bool] = lambda: False, seconds: float = float("inf")) -> None:
        """Print the parts' logs until something holds; raises CommandError if a part dies or the time runs out."""
        deadline = time.monotonic() + seconds
        while not until():
            self._print_logs(wait=0.2)
            for part in self.parts:
                if (code := part.process.poll()) is not None:
                    self._print_logs()
                    raise CommandError(
                        f"The part {part.name!r} ended by itself ({_how(code)}): stopping everything."
                    )
            if local_services.held and not local_services.held.running():
                folder = local_services.held.directory
                raise CommandError(
                    f"PostgreSQL or Valkey ended by itself: stopping everything. Logs: {folder}"
                )
            if time.monotonic() > deadline:
                raise CommandError(f"Vigil was not ready within {seconds:.0f} seconds: stopping everything.")

    def _print_logs(self, wait: float = 0) -> None:
        for key, _ in self.logs.select(wait):
            lines = key.data.new_lines()
            if lines is None:
                self.logs.unregister(key.fileobj)
            for line in lines or ():
                self._say(f"{key.data.name:6} | {line}")

    def _stop_parts(self) -> None:
        """End every part in its own way, then by force; print what they still have to say, if anybody reads it."""
        for part in self.parts:
            part.process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        while any(part.process.poll() is None for part in self.parts) and time.monotonic() < deadline:
            with contextlib.suppress(Stopped):
                self._print_logs(wait=0.1)
        for part in self.parts:
            with contextlib.suppress(ProcessLookupError):  # Each part leads a process group of its own.
                os.killpg(part.process.pid, signal.SIGKILL)
            part.process.wait()

    def _welcome(self, port: int) -> None:
        sign_ins = "".join(f"\n  {name:12} {role}" for name, role in DEMO_SIGN_INS)
        self._say(
            f"\nVigil is ready: http://{HOST}:{port}\n\nSign in as{sign_ins}\n\nPassword for each: {DEMO_PASSWORD}"
            "\nCtrl-C stops everything; what follows is the log.\n"
        )

    def _say(self, text: str) -> None:
        try:
            self.stdout.write(text)
            self.stdout.flush()
        except OSError as error:  # The terminal, or the program that read this, is gone.
            raise Stopped from error


def _stop(signal_number: int, frame: object) -> NoReturn:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # Stopping takes seconds at most; once is enough.
    raise Stopped


def _take(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except (OSError, OverflowError) as error:
        listener.close()
        raise CommandError(
            f"Port {port} cannot be used ({error}). "
            "If the demonstration already runs there, stop it; or take another port: make demo PORT=8001"
        ) from error
    return listener


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _how(exit_code: int) -> str:
    return f"exit code {exit_code}" if exit_code >= 0 else f"by {signal.Signals(-exit_code).name}"
