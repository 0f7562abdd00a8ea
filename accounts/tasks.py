"""Celery's doors to this app."""

from celery import shared_task
from django.utils import timezone

from accounts import actions


@shared_task(name="accounts.tidy")
def tidy() -> None:
    actions.tidy(now=timezone.now())
