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
        from diary import actions, duties, events, foreseeing, notices, panels, providers
        from offenders.signals import archiving, facts_changed, opened_in_emergency
        from practice.foreseeing import foresee_by
        from practice.signals import policy_decided

        events.register()
        providers.register(duties.NAME, duties.duties_for, page=duties.page, by_policy=False)
        foresee_by(foreseeing.foresee)
        duties.register_next_action()
        notices.register()
        panels.register()
        facts_changed.connect(_refresh, dispatch_uid="diary.refresh")
        policy_decided.connect(actions.begin_to_follow, dispatch_uid="diary.follow_policy")
        archiving.connect(actions.refuse_while_due, dispatch_uid="diary.refuse_while_due")
        left.connect(actions.close_calendar_of_leaver, dispatch_uid="diary.close_calendar_of_leaver")
        opened_in_emergency.connect(actions.tell_of_emergency, dispatch_uid="diary.tell_of_emergency")


def _refresh(sender: object, *, people: Sequence[UUID], today: date, **kwargs: Any) -> None:
    from diary.actions import refresh

    refresh(people, today=today)
