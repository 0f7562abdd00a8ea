"""The Celery application. Tasks live in each app's tasks.py; the schedule is in settings."""

import os

from celery import Celery
from celery.signals import setup_logging
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
# Jobs act for nobody: they see restricted records too, or nobody would be told that one of them is overdue.
os.environ["VIGIL_READER"] = "vigil"

app = Celery("vigil")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.steps["worker"].add(DjangoStructLogInitStep)
app.autodiscover_tasks()


@setup_logging.connect
def use_django_logging(**_: object) -> None:
    """Celery would install its own handlers; the settings' JSON lines serve every process."""
    import logging.config

    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)
