"""Celery's doorbell: what is overdue is asked of the day."""

import structlog
from celery import shared_task

from diary import clock
from mappa import actions

log = structlog.get_logger("vigil.mappa")


@shared_task(name="mappa.notice_overdue")
def notice_overdue() -> None:
    told = actions.notice_overdue(now=clock.now())
    if told:
        log.info("MAPPA actions overdue", told=told)


@shared_task(name="mappa.chase_owners")
def chase_owners() -> None:
    chased = actions.chase_owners(now=clock.now())
    if chased:
        log.info("owners of paragraphs chased", chased=chased)
