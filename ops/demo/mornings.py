"""What the first officer finds of a morning besides duties: a release, what they wait for, what they are told."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db.models import F

from accounts.choices import Role
from accounts.models import User
from diary.actions import choose_reminders, hand_on_task, set_task
from diary.choices import MailMode
from diary.models import Entry
from notifications.actions import request_override
from offenders.actions import record_release
from offenders.models import Absence, Person
from ops.demo.county import County
from ops.demo.days import LONDON


def prepare(county: County) -> None:
    """Reminders and a daily e-mail, a release yesterday, a task handed on, and an override that waits for approval."""
    officer = User.objects.get(pk=county.manager_id(0))
    supervisor = User.objects.get(pk=county.supervisor_id(county.unit_of(0)))
    theirs = Person.objects.filter(assignments__manager=officer, assignments__ends_on__isnull=True)
    people = list(theirs.in_level_order().order_by(F("level_order"), "reference"))
    choose_reminders(officer, days={"periodic": 42, "travel_return": 2, "task": 3}, mail=MailMode.DAILY)
    choose_reminders(supervisor, days={"review_determine": 21}, mail=MailMode.DAILY)
    _release(county, supervisor, people)
    _hand_on(county, officer, people)
    _override(county, officer, people)


def _yesterday(county: County) -> datetime:
    return datetime.combine(county.as_of - timedelta(days=1), time(14, 40), LONDON)


def _release(county: County, supervisor: User, people: list[Person]) -> None:
    inside = Absence.objects.standing().detentions().filter(person__in=people, ended_on__isnull=True)
    absence = inside.order_by("person__reference").first()
    if absence:
        now = _yesterday(county)
        record_release(supervisor, absence=absence, released_on=now.date(), now=now)


def _hand_on(county: County, officer: User, people: list[Person]) -> None:
    others = User.objects.filter(unit=officer.unit, roles__role=Role.OFFENDER_MANAGER, is_active=True)
    colleague = others.exclude(pk=officer.pk).order_by("username").first()
    if colleague is None or not people:
        return
    now = _yesterday(county)
    task = set_task(
        officer,
        person=people[0],
        title="Collect the order from the court office",
        due_on=county.as_of + timedelta(days=4),
        owner=officer,
        now=now,
    )
    why = "She is at court on Wednesday anyway."
    hand_on_task(officer, task=task, version=1, owner=colleague, reason=why, now=now)


def _override(county: County, officer: User, people: list[Person]) -> None:
    ahead = Entry.objects.running().filter(person__in=people, kind="periodic", computed_last__isnull=True)
    ahead = ahead.filter(work_to__gt=county.as_of + timedelta(days=20)).order_by("work_to")
    entry = ahead.select_related("person").first()
    if entry is None or entry.last is None:
        return
    request_override(
        officer,
        person=entry.person,
        key=entry.key,
        seen=entry.last,
        new_date=entry.last - timedelta(days=5),
        reason="He starts a job offshore that week and asked to come in before he leaves.",
        now=_yesterday(county),
    )
