"""Celery's doorbell: each task calls one action."""

from celery import shared_task

from dashboards.actions.forgetting import forget_answers as forget
from dashboards.board import kept
from diary import clock


@shared_task(name="dashboards.forget_answers")
def forget_answers() -> None:
    forget(today=clock.now().date())


@shared_task(name="dashboards.renew_boards")
def renew_boards() -> None:
    kept.renew(now=clock.now())
