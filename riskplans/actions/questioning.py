"""What puts reactive management under review by itself: a change of the record, intelligence, a missed notification."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from access.recording import cause, recording, saved_so_far
from accounts.models import User
from diary import clock
from intelligence.models import Link
from offenders.signals import facts_changed
from riskplans.actions.reacting import question
from riskplans.models import ReactiveCase, ReactiveStep
from riskplans.reactive import exits, record
from riskplans.reactive.choices import Criterion, StepKind

_NOT_IN_TIME = "A notification was not given in time."


def notice_exits(sender: object, *, people: Sequence[UUID], today: date, **kwargs: object) -> None:
    """Receives `facts_changed`: what the running verb recorded may end reactive management at once."""
    found = dict(exits.seen_in(saved_so_far()))
    if found:
        # The signal carries the day alone.
        _put_under_review(found, datetime.combine(today, clock.now().timetz()), today)


def notice_intelligence_exit(sender: object, *, link: Link, now: datetime, **kwargs: object) -> None:
    """Receives `intelligence.signals.received`: any intelligence, however it is graded."""
    _put_under_review({link.person_id: exits.INTELLIGENCE}, now, timezone.localdate(now))


def notice_missed(sender: object = None, *, now: datetime, **kwargs: object) -> int:
    """Receives `diary.signals.swept`: put those under review who have missed a notification; says how many. However
    often it runs.

    What had been missed when an inspector authorised it all the same is decided, and brings it back no more.
    """
    held = ReactiveCase.objects.in_force()
    all_the_same = ReactiveStep.objects.filter(
        case__in=held, round=F("case__round"), kind=StepKind.AUTHORISED, unmet__contains=[Criterion.NOTIFIED]
    )
    decided = dict(all_the_same.values_list("person", "at"))
    late = record.missed(now).filter(person__in=held.values("person"))
    missed = [
        person
        for person, last, last_at in late.values_list("person", "last", "last_at")
        if person not in decided or not _had_passed(last, last_at, decided[person])
    ]
    if not missed:
        return 0
    with recording(None, "notice missed notifications"):
        return _put_under_review(dict.fromkeys(missed, _NOT_IN_TIME), now, timezone.localdate(now))


def _had_passed(last: date | None, last_at: datetime | None, at: datetime) -> bool:
    return last_at <= at if last_at else last is not None and last < timezone.localdate(at)


def _put_under_review(found: Mapping[UUID, str], now: datetime, today: date) -> int:
    held = ReactiveCase.objects.in_force().select_for_update(of=("self",)).filter(person__in=found)
    cases = list(held.select_related("person").order_by("pk"))
    who = cause()
    by = User.objects.filter(pk=who.user).first() if who and who.user else None
    for case in cases:
        question(case, found[case.person_id], now, by=by)
    if cases:
        facts_changed.send(ReactiveCase, people=[case.person_id for case in cases], today=today)
    return len(cases)
