"""Celery's doorbell: each task calls one action."""

from celery import shared_task

from dashboards.actions.forgetting import forget_answers as forget
from diary import clock


@shared_task(name="dashboards.forget_answers")
def forget_answers() -> None:
    forget(today=clock.now().date())
