"""Celery's doorbell: each task calls one action."""

import structlog
from celery import shared_task

from diary import clock
from notifications import actions
from notifications.actions import beginning

log = structlog.get_logger("vigil.notifications")


@shared_task(name="notifications.notice_breaches")
def notice_breaches() -> None:
    opened = actions.notice_breaches(now=clock.now())
    if opened:
        log.info("suspected breaches", opened=opened)


@shared_task(name="notifications.let_go_of_begun")
def let_go_of_begun() -> None:
    gone = beginning.let_go_of_begun(now=clock.now())
    if gone:
        log.info("notifications begun and left", gone=gone)
