"""Asking each part of Vigil how it is. Whatever does not answer costs its own second and its own line, no other's."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import django
import redis
import structlog
from celery.schedules import BaseSchedule, crontab
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from access.log.writing import version
from access.models import Job
from access.reading import as_vigil
from dashboards.system import queries, rules
from dashboards.system.rules import Line, Ran, State
from dashboards.system.words import PARTS, UNSCANNED, of_job
from offenders.documents import scanning

log = structlog.get_logger("vigil.system")

# What each may take. All that do not answer together: a few seconds, and no page but this one waits.
SECONDS = 1.0
STATEMENT_SECONDS = 1.0
_QUEUE = "celery"
# The nightly checks are parts of their own, told by how their jobs went.
_CHECKS = {"diary.check_drift": "drift", "offenders.check_terms": "terms"}


@dataclass(slots=True)
class Health:
    """How everything is at `moment`; `jobs` are the scheduled ones, `numbers` what machines are told."""

    moment: datetime
    parts: list[Line] = field(default_factory=list)
    jobs: list[Line] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    ran: dict[str, Job] = field(default_factory=dict)

    @property
    def lines(self) -> list[Line]:
        return self.parts + self.jobs

    @property
    def once(self) -> list[Line]:
        """Everything once: a job that is told as a part is left to that."""
        return [line for line in self.lines if line.key not in _CHECKS]

    @property
    def wanting(self) -> list[Line]:
        """What wants somebody, the worst first."""
        found = [line for line in self.once if line.state.wants_somebody]
        return sorted(found, key=lambda line: line.state not in (State.STOPPED, State.UNKNOWN))


def look(*, now: datetime, moment: datetime) -> Health:
    """How Vigil is, by its own clock (`now`) and by the wall's (`moment`). Raises nothing."""
    health = Health(moment)
    health.versions = {
        "Vigil": version(),
        "Python": platform.python_version(),
        "Django": django.get_version(),
    }
    _Database(health, now).ask()
    health.parts.append(_told("broker", lambda: _broker(health)))
    health.parts.append(_told("scanner", lambda: _scanner(health)))
    told = {line.key: line for line in health.parts}
    health.parts = [told.get(key) or _untold(key) for key in PARTS]
    return health


def _untold(key: str) -> Line:
    return Line(key, PARTS[key], State.UNKNOWN, "The database did not answer.")


def _told(key: str, ask: Callable[[], Line]) -> Line:
    """The answer; or that there was none, and by what kind of failure."""
    try:
        return ask()
    except Exception as error:
        kind = type(error).__name__
        log.warning("a part of the system does not answer", part=key, kind=kind)
        state = State.STOPPED if key in ("broker", "scanner", "database") else State.UNKNOWN
        return Line(key, PARTS[key], state, f"No answer: {kind}.")


class _Database:
    """What PostgreSQL knows. As Vigil itself: only ages, counts and names of jobs leave here."""

    def __init__(self, health: Health, now: datetime) -> None:
        self.health, self.now = health, now

    def ask(self) -> None:
        asked: dict[str, Callable[[], Line]] = {
            "sweep": self._sweep_and_jobs,
            "outbox": self._outbox,
            "given-up": self._given_up,
            "unsealed": self._unsealed,
            "files": self._files,
            "beat": self._beat,
            "migrations": self._migrations,
            "clocks": self._clocks,
            "backups": self._backups,
        }
        answers: list[Line] = []

        def all_of_them() -> Line:
            with as_vigil(), connection.cursor() as cursor:
                before = queries.setting(cursor, "statement_timeout")
                queries.set_for_now(cursor, "statement_timeout", f"{int(STATEMENT_SECONDS * 1000)}ms")
                number, self.health.versions["PostgreSQL"] = queries.server(cursor)
                answers.extend(_told(key, partial(self._within, ask)) for key, ask in asked.items())
                queries.set_for_now(cursor, "statement_timeout", before)
            return Line(
                "database", PARTS["database"], State.WORKING, f"It answers. {number} connections open."
            )

        line = _told("database", all_of_them)
        self.health.parts += [line, *answers]

    @staticmethod
    def _within(ask: Callable[[], Line]) -> Line:
        with transaction.atomic():  # a savepoint: what fails in it leaves the next a transaction to ask in
            return ask()

    def _sweep_and_jobs(self) -> Line:
        health, moment = self.health, self.health.moment
        health.ran = queries.jobs()
        ran = {task: queries.ran(job) for task, job in health.ran.items()}
        health.jobs = [
            of_schedule(task, name, when, ran.get(task), moment) for name, task, when in _schedule()
        ]
        by_task = {line.key: line for line in health.jobs}
        for task, key in _CHECKS.items():
            health.parts.append(rules.drift(key, PARTS[key], ran.get(task), by_task[task]))
        last_end = max((each.ended_at for each in ran.values() if each.ended_at), default=None)
        health.parts.append(rules.worker(PARTS["worker"], last=last_end, moment=moment))
        last, marked, messages = queries.last_sweep()
        if last:
            health.numbers["sweep_age_seconds"] = (self.now - last).total_seconds()
        return rules.sweep(
            PARTS["sweep"],
            last=last,
            marked=marked,
            messages=messages,
            ran=ran.get("diary.sweep"),
            now=self.now,
        )

    def _outbox(self) -> Line:
        waits = queries.outbox()
        oldest = waits["oldest"]
        self.health.numbers |= {
            "outbox_waiting": waits["waiting"],
            "outbox_unsure": waits["unsure"],
            "outbox_age_seconds": (self.now - oldest).total_seconds() if oldest else 0,
        }
        return rules.outbox(PARTS["outbox"], now=self.now, **waits)

    def _given_up(self) -> Line:
        number, newest = queries.given_up(self.now)
        self.health.numbers["outbox_given_up"] = number
        return rules.given_up(PARTS["given-up"], number=number, newest=newest)

    def _unsealed(self) -> Line:
        oldest, number = queries.unsealed()
        age = (self.health.moment - oldest).total_seconds() if oldest else 0
        self.health.numbers |= {"unsealed_age_seconds": max(age, 0), "unsealed_events": number}
        return rules.unsealed(
            PARTS["unsealed"],
            oldest=oldest,
            number=number,
            most=queries.MOST_COUNTED,
            moment=self.health.moment,
        )

    def _files(self) -> Line:
        oldest, number = queries.files_waiting()
        self.health.numbers["files_waiting"] = number
        return rules.files(PARTS["files"], oldest=oldest, number=number, now=self.now)

    def _beat(self) -> Line:
        last, missing = queries.beat(settings.CELERY_BEAT_SCHEDULE)
        return rules.beat(PARTS["beat"], last=last, missing=missing, moment=self.health.moment)

    def _migrations(self) -> Line:
        return rules.migrations(PARTS["migrations"], waiting=queries.migrations_waiting())

    def _clocks(self) -> Line:
        # Read right after each other: `moment` is of before the others were asked.
        database = queries.clock()
        return rules.clocks(PARTS["clocks"], database=database, moment=timezone.now())

    def _backups(self) -> Line:
        on, last, failed = queries.archive()
        return rules.archive(PARTS["backups"], on=on, last=last, failed=failed)


def _schedule() -> list[tuple[str, str, BaseSchedule | float]]:
    """What each job is called in the schedule, its task, and when it runs."""
    entries: dict[str, dict[str, Any]] = settings.CELERY_BEAT_SCHEDULE
    return [(name, each["task"], each["schedule"]) for name, each in entries.items()]


def of_schedule(task: str, name: str, when: BaseSchedule | float, ran: Ran | None, moment: datetime) -> Line:
    """How one job of the schedule is; `when` as Celery's settings have it."""
    due, late = None, False
    if ran is not None:
        due = next_run(when, ran.done_at or ran.known_since)
        late = moment > due + rules.slack(next_run(when, due) - due)
    return rules.job(task, of_job(task, name), ran, due=due, late=late, moment=moment)


def next_run(when: BaseSchedule | float, after: datetime) -> datetime:
    """The first moment of the schedule after `after`."""
    if isinstance(when, crontab):
        last, delta, _ = when.remaining_delta(after, tz=ZoneInfo(settings.CELERY_TIMEZONE))
        found: datetime = last + delta
        return found
    if isinstance(when, BaseSchedule):
        raise TypeError(f"a schedule of a kind that is not in use: {when}")
    return after + timedelta(seconds=when)


def _broker(health: Health) -> Line:
    client = redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=SECONDS, socket_connect_timeout=SECONDS, retry=None
    )
    try:
        queued = client.llen(_QUEUE)
        said = client.info("server")
    finally:
        client.close()
    health.numbers["queue_length"] = queued
    number = said.get("valkey_version") or said.get("redis_version") or ""
    health.versions["Valkey" if "valkey_version" in said else "Redis"] = str(number)
    return rules.broker(PARTS["broker"], queued=queued)


def _scanner(health: Health) -> Line:
    words = PARTS["scanner"]
    if settings.DOCUMENT_SCANNER == scanning.NONE:
        said = "Switched off: files are handed out unscanned, and each says so (DOCUMENT_SCANNER is none)."
        return Line("scanner", UNSCANNED, State.OFF, said)
    if not settings.DOCUMENT_SCANNER:
        said = "None is set up (DOCUMENT_SCANNER is empty): every new file is held."
        return Line("scanner", words, State.OFF, said)
    health.versions["Scanner"] = scanning.version(seconds=SECONDS)
    return Line("scanner", words, State.WORKING, "It answers.")


def troubled(ran: Iterable[Job], moment: datetime) -> list[Line]:
    """Of the scheduled jobs that are noted, those that fail or should have run: for the banner, which asks no more."""
    noted = {job.task: queries.ran(job) for job in ran}
    lines = (of_schedule(task, name, when, noted.get(task), moment) for name, task, when in _schedule())
    return [line for line in lines if line.state.wants_somebody]
