from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.apps import AppConfig


class DiaryConfig(AppConfig):
    name = "diary"
    verbose_name = "Diary"

    def ready(self) -> None:
        from offenders.signals import facts_changed

        facts_changed.connect(_refresh, dispatch_uid="diary.refresh")


def _refresh(sender: object, *, people: Sequence[UUID], today: date, **kwargs: Any) -> None:
    from diary.actions import refresh

    refresh(people, today=today)
