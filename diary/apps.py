from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.apps import AppConfig


class DiaryConfig(AppConfig):
    name = "diary"
    verbose_name = "Diary"

    def ready(self) -> None:
        from access.administration.signals import left
        from diary import actions, duties, events, notices, panels, providers
        from offenders.signals import archiving, facts_changed, opened_in_emergency

        events.register()
        providers.register(duties.NAME, duties.duties_for, page=duties.page)
        duties.register_next_action()
        notices.register()
        panels.register()
        facts_changed.connect(_refresh, dispatch_uid="diary.refresh")
        archiving.connect(actions.refuse_while_due, dispatch_uid="diary.refuse_while_due")
        left.connect(actions.close_calendar_of_leaver, dispatch_uid="diary.close_calendar_of_leaver")
        opened_in_emergency.connect(actions.tell_of_emergency, dispatch_uid="diary.tell_of_emergency")


def _refresh(sender: object, *, people: Sequence[UUID], today: date, **kwargs: Any) -> None:
    from diary.actions import refresh

    refresh(people, today=today)
