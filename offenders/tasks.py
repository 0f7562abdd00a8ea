"""Celery's doorbell for this app. What a lost message leaves undone, the next one does."""

import structlog
from celery import shared_task
from django.utils import timezone

from offenders.actions import filing

log = structlog.get_logger("vigil.documents")


@shared_task(name="offenders.scan_files")
def scan_files() -> None:
    if done := filing.scan_files(now=timezone.now()):
        log.info("files scanned", count=done)


@shared_task(name="offenders.clear_files")
def clear_files() -> None:
    if removed := filing.clear_files(now=timezone.now()):
        log.info("files that no record knows, removed", count=removed)
