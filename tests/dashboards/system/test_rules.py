"""Each line of the page of the system's health, red and green."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from celery.schedules import crontab
from django.conf import settings

from dashboards.system import looking, rules, words
from dashboards.system.rules import Line, Ran, State, Words

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SAID = Words("A part", "What it means.", "What to do.")
W, N, L, S, X = State.WORKING, State.NOT_YET, State.LOOK, State.STOPPED, State.OFF


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


def ran(**fields: Any) -> Ran:
    return Ran(**{"known_since": ago(days=9), **fields})


class TestJobs:
    DAILY, HOURLY, MINUTELY = crontab(hour=2, minute=15), crontab(minute=0), crontab()

    @pytest.mark.parametrize(
        ("when", "noted", "state", "since"),
        [
            (HOURLY, None, N, None),
            (HOURLY, ran(known_since=ago(minutes=20)), N, None),
            (HOURLY, ran(), S, datetime(2026, 11, 13, 10, tzinfo=UTC)),
            (
                HOURLY,
                ran(began_at=ago(minutes=30), ended_at=ago(minutes=30), done_at=ago(minutes=30)),
                W,
                None,
            ),
            (HOURLY, ran(done_at=ago(minutes=91)), S, ago(minutes=90)),
            (HOURLY, ran(began_at=ago(minutes=29), ended_at=ago(hours=1), done_at=ago(minutes=30)), W, None),
            (HOURLY, ran(began_at=ago(minutes=31), done_at=ago(minutes=30)), S, ago(minutes=31)),
            (HOURLY, ran(done_at=ago(hours=3), failing_since=ago(hours=2), error="E"), S, ago(hours=2)),
            (DAILY, ran(done_at=ago(hours=7)), W, None),
            (DAILY, ran(done_at=ago(hours=30)), S, datetime(2026, 11, 22, 2, 15, tzinfo=UTC)),
            (MINUTELY, ran(done_at=ago(minutes=10)), W, None),
            (MINUTELY, ran(done_at=ago(minutes=12)), S, ago(minutes=11)),
            (10, ran(done_at=ago(minutes=10)), W, None),
            (10, ran(done_at=ago(minutes=11)), S, ago(seconds=650)),
        ],
    )
    def test_one_that_fails_hangs_or_is_overdue_is_red(
        self, when: crontab | int, noted: Ran | None, state: State, since: datetime | None
    ) -> None:
        line = looking.of_schedule("a.task", "a job", when, noted, NOW)
        assert (line.state, line.since) == (state, since)

    @pytest.mark.parametrize(
        ("interval", "minutes"),
        [(timedelta(seconds=10), 10), (timedelta(hours=1), 15), (timedelta(days=1), 120)],
    )
    def test_how_late_one_may_be(self, interval: timedelta, minutes: int) -> None:
        assert rules.slack(interval) == timedelta(minutes=minutes)

    def test_a_daily_job_goes_by_london_over_the_change_of_the_clocks(self) -> None:
        before = datetime(2027, 3, 27, 2, 15, tzinfo=UTC)
        assert looking.next_run(crontab(hour=2, minute=15), before) == datetime(
            2027, 3, 28, 1, 15, tzinfo=UTC
        )

    def test_every_scheduled_job_has_words_of_its_own(self) -> None:
        assert {each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()} == set(words.JOBS)

    def test_one_without_words_is_called_as_in_the_schedule(self) -> None:
        assert words.of_job("new.job", "a new job").name == "A new job"


def sweep(last: datetime | None, noted: Ran | None = None) -> Line:
    return rules.sweep(SAID, last=last, marked=1, messages=2, ran=noted, now=NOW)


def drift(**noted: Any) -> Line:
    done = ran(done_at=ago(hours=7), **noted)
    return rules.drift(
        "drift", SAID, done, looking.of_schedule("a", "a", crontab(hour=2, minute=15), done, NOW)
    )


def outbox(oldest: datetime | None, **fields: Any) -> Line:
    return rules.outbox(SAID, oldest=oldest, now=NOW, **{"waiting": 2, "unsure": 0, "error": "", **fields})


def unsealed(oldest: datetime | None, number: int = 1) -> Line:
    return rules.unsealed(SAID, oldest=oldest, number=number, most=100, moment=NOW)


def files(oldest: datetime | None) -> Line:
    return rules.files(SAID, oldest=oldest, number=1, now=NOW)


def beat(last: datetime | None, *missing: str) -> Line:
    return rules.beat(SAID, last=last, missing=list(missing), moment=NOW)


def worker(last: datetime | None) -> Line:
    return rules.worker(SAID, last=last, moment=NOW)


def clocks(database: datetime) -> Line:
    return rules.clocks(SAID, database=database, moment=NOW)


def archive(on: bool, last: datetime | None = None, failed: datetime | None = None) -> Line:
    return rules.archive(SAID, on=on, last=last, failed=failed)


@pytest.mark.parametrize(
    ("line", "state", "said"),
    [
        (sweep(ago(minutes=30)), W, "It was complete: 1 duty marked, 2 messages written."),
        (sweep(ago(hours=1), ran(began_at=ago(seconds=3), ended_at=NOW)), W, "It took 3 seconds."),
        (sweep(ago(hours=3)), L, "Later than it should be."),
        (sweep(ago(hours=26)), L, "Later"),
        (sweep(ago(hours=26, seconds=1)), S, "Silent for too long."),
        (sweep(NOW + timedelta(minutes=1)), S, "Silent"),  # of a day to come: somebody has moved the clock
        (sweep(None), S, "never"),
        (sweep(NOW, ran(failing_since=NOW, error="KeyError")), L, "What follows it failed: KeyError."),
        (drift(found=0), W, "Nothing was wrong."),
        (drift(found=3), W, "3 entries put right."),
        (drift(found=3, failing_since=NOW, error="KeyError"), S, "Fails: KeyError."),
        (outbox(None, waiting=0), W, "No e-mail waits."),
        (outbox(ago(minutes=15)), W, "2 e-mails waiting."),
        (outbox(ago(minutes=16), unsure=1), L, "2 e-mails waiting, 1 of them perhaps sent already."),
        (outbox(ago(minutes=61), error="TimeoutError"), S, "The mail server last failed by TimeoutError."),
        (rules.given_up(SAID, number=0, newest=None), W, "None"),
        (rules.given_up(SAID, number=1, newest=NOW), L, "1 e-mail given up"),
        (unsealed(None, 0), W, "Everything is sealed."),
        (unsealed(ago(minutes=10)), W, "1 event without a seal."),
        (unsealed(ago(minutes=11), 101), S, "More than 100 events without a seal."),
        (files(None), W, "No file"),
        (files(ago(minutes=10)), W, "1 file waiting"),
        (files(ago(minutes=11)), L, "1 file waiting"),
        (beat(ago(minutes=5)), W, "It starts jobs."),
        (beat(ago(minutes=6)), S, "It has fallen silent."),
        (beat(None), S, "never"),
        (beat(NOW, "outbox"), S, "Not in its table, or off: outbox."),
        (worker(ago(minutes=5)), W, "It does jobs."),
        (worker(ago(minutes=6)), S, "No job has ended since."),
        (worker(None), S, "ever"),
        (rules.broker(SAID, queued=500), W, "500 jobs waiting."),
        (rules.broker(SAID, queued=501), L, "does not keep up"),
        (rules.migrations(SAID, waiting=0), W, "Every change"),
        (rules.migrations(SAID, waiting=2), S, "2 changes"),
        (clocks(ago(seconds=5)), W, "agree"),
        (clocks(NOW + timedelta(seconds=6)), S, "6 seconds apart"),
        (archive(False), X, "archive_mode is off"),
        (archive(True, NOW), W, "hands on"),
        (archive(True, ago(hours=1), NOW), S, "cannot hand on"),
        (archive(True, NOW, ago(hours=1)), W, "hands on"),
    ],
)  # fmt: skip
def test_each_line_green_and_red(line: Line, state: State, said: str) -> None:
    assert line.state is state
    assert said in line.said


def test_the_page_in_a_sentence() -> None:
    lines = [unsealed(None, 0), beat(None), worker(None), files(ago(hours=1))]
    assert rules.overall(lines[:1]) == "Everything works."
    assert rules.overall(lines) == "2 not working, 1 to look at. All else works."
    assert rules.overall([lines[0], lines[3]]) == "1 to look at. All else works."
