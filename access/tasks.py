"""Celery's doorbell for the access log. What a lost message leaves undone, the next one does."""

import structlog
from celery import shared_task

from access import actions

log = structlog.get_logger("vigil.audit")


@shared_task(name="access.seal")
def seal() -> None:
    actions.seal()


@shared_task(name="access.checkpoint")
def checkpoint() -> None:
    actions.publish_checkpoint()


@shared_task(name="access.make_partitions")
def make_partitions() -> None:
    log.info("partitions of the access log", made=actions.make_partitions())
