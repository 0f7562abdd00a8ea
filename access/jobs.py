"""What Celery tells of the scheduled jobs: each one's beginning and end are noted, the end of a failed one too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog
from celery.signals import task_postrun, task_prerun, worker_ready
from django.conf import settings
from django.db import DatabaseError, connections
from django.utils import timezone

from access.actions import noting

log = structlog.get_logger("vigil.jobs")


def scheduled() -> set[str]:
    """The tasks that beat is to send."""
    return {str(each["task"]) for each in settings.CELERY_BEAT_SCHEDULE.values()}


def connect() -> None:
    worker_ready.connect(_expect, dispatch_uid="access.jobs.expect")
    task_prerun.connect(_began, dispatch_uid="access.jobs.began")
    task_postrun.connect(_ended, dispatch_uid="access.jobs.ended")


def _expect(**kwargs: Any) -> None:
    _noted(noting.expect_jobs, sorted(scheduled()))
    connections.close_all()  # no child of this process is to be born with its connection


def _began(*, task: Any, **kwargs: Any) -> None:
    if task.name in scheduled():
        _noted(noting.job_began, task.name)


def _ended(*, task: Any, state: str, retval: Any = None, **kwargs: Any) -> None:
    if task.name not in scheduled():
        return
    if state == "SUCCESS":
        _noted(noting.job_ended, task.name, found=retval if isinstance(retval, int) else None)
    else:
        _noted(noting.job_ended, task.name, error=type(retval).__name__ if retval else state)


def _noted(verb: Callable[..., None], *args: Any, **kwargs: Any) -> None:
    """No job fails because it could not be noted; what is not noted is missed on the page of the system's health."""
    try:
        verb(*args, now=timezone.now(), **kwargs)
    except DatabaseError as error:
        log.error("how a job went could not be noted", kind=type(error).__name__)
