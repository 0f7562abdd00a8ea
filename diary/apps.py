from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.apps import AppConfig


class DiaryConfig(AppConfig):
    name = "diary"
    verbose_name = "Diary"

    def ready(self) -> None:
        from diary import actions, duties, events, foreseeing, panels, providers
        from offenders.signals import archiving, facts_changed, opened_in_emergency
        from practice.foreseeing import foresee_by
        from practice.signals import policy_decided

        events.register()
        providers.register(
            duties.NAME,
            duties.duties_for,
            page=duties.page,
            by_policy=False,
            rests_on=duties.RESTS_ON,
        )
        foresee_by(foreseeing.foresee)
        panels.register()
        facts_changed.connect(_refresh, dispatch_uid="diary.refresh")
        policy_decided.connect(actions.begin_to_follow, dispatch_uid="diary.follow_policy")
        archiving.connect(actions.refuse_while_due, dispatch_uid="diary.refuse_while_due")
        opened_in_emergency.connect(actions.tell_of_emergency, dispatch_uid="diary.tell_of_emergency")
        self._tell_today()

    def _tell_today(self) -> None:
        """What Today and calendars need of this floor."""
        from access.administration.signals import left
        from diary import actions, duties, notices

        duties.register_next_action()
        notices.register()
        left.connect(actions.close_calendar_of_leaver, dispatch_uid="diary.close_calendar_of_leaver")


def _refresh(sender: object, *, people: Sequence[UUID], today: date, **kwargs: Any) -> None:
    from diary.actions import refresh

    refresh(people, today=today)
