"""Celery's doorbell: each task calls one action. Losing Redis loses nothing, because no date lives in it.

What a task returns is how many it dealt with: the page of the system's health says so.
"""

import structlog
from celery import shared_task

from diary import actions, clock

log = structlog.get_logger("vigil.diary")


@shared_task(name="diary.sweep")
def sweep() -> int:
    swept = actions.sweep(today=clock.today(), now=clock.now())
    log.info("sweep", flags=swept.flags, messages=swept.messages, skipped=swept.skipped)
    return swept.flags


@shared_task(name="diary.look_ahead")
def look_ahead() -> int:
    swept = actions.look_ahead(today=clock.today(), now=clock.now())
    log.info("look ahead", flags=swept.flags, messages=swept.messages, skipped=swept.skipped)
    return swept.flags


@shared_task(name="diary.deliver")
def deliver() -> int:
    sent = actions.deliver(now=clock.now())
    if sent:
        log.info("outbox", sent=sent)
    return sent


@shared_task(name="diary.check_drift")
def check_drift() -> int:
    """Repairs what the passing of days has changed, and says so: entries follow from facts and the date alone.

    First what a new policy moves, which the record says of itself.
    """
    actions.follow_policy(now=clock.now())
    drifted = sum(len(found) for _, found in actions.rebuild(today=clock.today()))
    log.info("diary drift check", repaired=drifted)
    return drifted


@shared_task(name="diary.follow_policy")
def follow_policy() -> None:
    moved = actions.follow_policy(now=clock.now())
    if moved:
        log.info("policy followed", moved=moved)
