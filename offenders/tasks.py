"""Celery's doorbell for this app. What a lost message leaves undone, the next one does."""

import structlog
from celery import shared_task
from django.utils import timezone

from offenders.actions import filing
from offenders.search import terms

log = structlog.get_logger("vigil.documents")
search_log = structlog.get_logger("vigil.search")


@shared_task(name="offenders.scan_files")
def scan_files() -> None:
    if done := filing.scan_files(now=timezone.now()):
        log.info("files scanned", count=done)


@shared_task(name="offenders.clear_files")
def clear_files() -> None:
    if cleared := filing.clear_files(now=timezone.now()):
        log.warning("files that no record knows, set aside", count=cleared)


@shared_task(name="offenders.check_terms")
def check_terms() -> int:
    """Repairs what people are found by, and says so: after an upgrade nobody else might."""
    found = list(terms.rebuild())
    missing, surplus = sum(each[1] for each in found), sum(each[2] for each in found)
    if missing or surplus:
        search_log.error("what people are found by has drifted", missing=missing, surplus=surplus)
    return missing + surplus
