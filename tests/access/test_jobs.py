"""How scheduled jobs went is noted, whatever became of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from celery import shared_task
from django.db import DatabaseError, IntegrityError, transaction
from structlog.testing import capture_logs

from access import jobs
from access.actions import noting
from access.models import Job
from diary import actions as diary
from diary.tasks import check_drift, deliver

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 22, 10, tzinfo=UTC)


def run(task: object, at: datetime) -> Job:
    with time_machine.travel(at, tick=False):
        task.apply()
    return Job.objects.get(task=task.name)


def raises(error: Exception) -> Callable[..., None]:
    def instead(**kwargs: object) -> None:
        raise error

    return instead


def test_one_that_ends_well_says_when_and_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diary, "deliver", lambda *, now: 7)
    job = run(deliver, AT)
    assert (job.began_at, job.ended_at, job.done_at, job.found, job.error) == (AT, AT, AT, 7, "")


def test_one_that_fails_says_since_when_and_by_what_kind_without_its_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(diary, "follow_policy", lambda *, now: 0)
    run(check_drift, AT)
    monkeypatch.setattr(diary, "follow_policy", raises(ValueError("Alan Marsh")))
    run(check_drift, LATER)
    job = run(check_drift, LATER.replace(hour=11))
    assert (job.done_at, job.failing_since, job.error, job.failures) == (AT, LATER, "ValueError", 2)
    monkeypatch.setattr(diary, "follow_policy", lambda *, now: 0)
    job = run(check_drift, LATER.replace(hour=12))
    assert (job.failing_since, job.error, job.failures) == (None, "", 2)


def test_one_that_was_killed_has_begun_and_not_ended() -> None:
    noting.job_began("diary.sweep", now=AT)
    noting.job_ended("diary.sweep", now=AT)
    noting.job_began("diary.sweep", now=LATER)
    job = Job.objects.get()
    assert (job.began_at, job.ended_at) == (LATER, AT)


def test_a_worker_that_starts_expects_every_job_and_forgets_none() -> None:
    noting.expect_jobs(["diary.sweep"], now=AT)
    noting.expect_jobs(jobs.scheduled(), now=LATER)
    assert Job.objects.get(task="diary.sweep").known_since == AT
    assert set(Job.objects.values_list("task", flat=True)) == jobs.scheduled()


def test_what_is_not_in_the_schedule_is_not_noted() -> None:
    @shared_task(name="tests.of_no_schedule")
    def of_no_schedule() -> None: ...

    of_no_schedule.apply()
    assert not Job.objects.exists()


def test_a_job_that_cannot_be_noted_runs_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[int] = []
    monkeypatch.setattr(diary, "deliver", lambda *, now: sent.append(1))
    for verb in ("job_began", "job_ended"):
        monkeypatch.setattr(noting, verb, lambda *args, **kwargs: raises(DatabaseError("gone"))())
    with capture_logs() as lines:
        deliver.apply()
    assert sent == [1]
    assert [line["event"] for line in lines].count("how a job went could not be noted") == 2


def test_the_database_refuses_a_failure_of_no_kind() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(task="x", known_since=AT, failing_since=AT)
