"""Celery's doorbell: no time lives in it, only on the rows."""

import structlog
from celery import shared_task

from diary import clock
from riskplans import actions

log = structlog.get_logger("vigil.visits")


@shared_task(name="riskplans.notice_silences")
def notice_silences() -> None:
    noticed = actions.notice_silences(now=clock.now())
    if noticed:
        log.warning("visits alone without a check-in", noticed=noticed)


@shared_task(name="riskplans.notice_endings")
def notice_endings() -> None:
    reviews = actions.notice_endings(now=clock.now())
    if reviews:
        log.info("orders and licences that ended", people=reviews)
