"""Noting how each scheduled job went. Vigil's own, for nobody; it touches no record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F
from django.db.models.functions import Coalesce

from access.models import Job


def expect_jobs(tasks: Iterable[str], *, now: datetime) -> None:
    """From `now` on these are expected to run; those that were already are since then."""
    Job.objects.bulk_create([Job(task=each, known_since=now) for each in tasks], ignore_conflicts=True)


def job_began(task: str, *, now: datetime) -> None:
    Job.objects.bulk_create(
        [Job(task=task, known_since=now, began_at=now)],
        update_conflicts=True,
        unique_fields=["task"],
        update_fields=["began_at"],
    )


def job_ended(task: str, *, now: datetime, found: int | None = None, error: str = "") -> None:
    """`error`: the kind of what it failed by, empty where it ended well; `found`: how many it dealt with."""
    job = Job.objects.filter(task=task)
    if error:
        job.update(
            ended_at=now,
            failing_since=Coalesce("failing_since", now),
            error=error[:80],
            failures=F("failures") + 1,
        )
    else:
        job.update(ended_at=now, done_at=now, found=found, failing_since=None, error="")
