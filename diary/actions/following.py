"""The dates of a force's people follow what it has decided: at once where they are few, else batch by batch.

How far it has got is a row (`practice.models.Effect`), so that a worker that dies goes on where it stopped.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from access.reading import as_vigil
from access.recording import recording
from diary.actions.refreshing import Drift, refresh
from diary.providers import resting_on_policy
from frontend.dates import words
from offenders.models import Person
from practice.keys import KEYS
from practice.models import Effect, Setting

AT_ONCE = 100  # so many people's dates are computed while the approver waits
_BATCH = 500


def begin_to_follow(sender: object, *, effect: Effect, now: datetime, **kwargs: Any) -> None:
    """Move the dates in the transaction that approved it, if its day has come and the force is small."""
    if effect.day > now.date():
        return
    with as_vigil():
        few = Person.objects.filter(force=effect.setting.force_id)[: AT_ONCE + 1].count() <= AT_ONCE
    if few:
        _go_on(effect.pk, now)


def follow_policy(*, now: datetime) -> int:
    """Move the dates that rest on every policy whose day has come; says how many. Twice, late or twice at a time is
    the same."""
    moved = 0
    for effect in _waiting(now.date()):
        while (more := _go_on(effect, now)) is not None:
            moved += more
    return moved


def _waiting(today: date) -> list[int]:
    waiting = Effect.objects.filter(finished_at__isnull=True, day__lte=today)
    return list(waiting.order_by("day", "pk").values_list("pk", flat=True))


def _go_on(pk: int, now: datetime) -> int | None:
    """One batch, in one transaction; how many dates moved, or None once there is nothing left to do."""
    setting = Setting.objects.select_related("approved_by").get(effect=pk)
    key = KEYS.get(setting.key)
    said = f"{key.label}: {key.in_words(setting.value)}" if key else setting.key
    reason = f"{said} from {words(setting.effective_from)}"
    with recording(setting.approved_by, "follow policy", reason=reason) as changes, as_vigil():
        # Another worker has it, or it is done.
        waiting = Effect.objects.select_for_update(skip_locked=True).filter(finished_at__isnull=True)
        effect = waiting.filter(pk=pk).first()
        if effect is None:
            return None
        people = Person.objects.filter(force=setting.force_id).order_by("pk").values_list("pk", flat=True)
        if resting_on_policy() and Setting.objects.standing().filter(pk=setting.pk).exists():
            batch = list((people.filter(pk__gt=effect.after) if effect.after else people)[:_BATCH])
        else:
            batch = []  # withdrawn before its day, or nothing in the diary asks what policy is
        found = refresh(batch, today=now.date()) if batch else Drift()
        if found:
            changed = {entry.person_id for entry in (*found.missing, *found.wrong, *found.orphaned)}
            changes.touches(changed, "duties")
        effect.after = batch[-1] if batch else effect.after
        effect.people += len(batch)
        effect.moved += len(found)
        if len(batch) < _BATCH:
            effect.finished_at = now
        effect.save()
    return len(found)
