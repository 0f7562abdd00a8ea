"""The review before notification ends as a duty: begun four weeks before, decided one week before (practice, 1.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.timezone import localdate

from access.policies import Capability, FieldClass
from diary.endings import last_days
from diary.models import Entry
from diary.next_actions import NextAction, of_person, register
from diary.providers import Duty
from offenders.queries import worked_on
from practice.keys import ENDS_WITHIN, KEYS
from practice.models import Setting
from practice.policy import policy_of
from practice.rules import Unit, later
from riskplans.ending import rules
from riskplans.ending.keys import OPENS
from riskplans.ending.queries import days_of
from riskplans.models import EndReview

NAME = "ending"
_FARTHEST = KEYS[ENDS_WITHIN].most


def duties_for(people: Sequence[UUID], today: date) -> Iterator[tuple[UUID, Duty]]:
    """Of those whose record is worked on and whose notification ends within the months that the board looks ahead.

    Nobody reviews an end that came before the record was opened, or before the force asked for reviews. Three queries
    and one for each force, where an end is near; none where none is.
    """
    farthest = later(today, _FARTHEST, Unit.MONTHS)
    ends = {person: day for person, day in last_days(people).items() if day <= farthest}
    if not ends:
        return
    theirs = worked_on(list(ends), today).values_list("pk", "force_id", "recorded_at")
    soon = {
        pk: (force, policy_of(force, today))
        for pk, force, recorded_at in theirs
        if localdate(recorded_at) <= ends[pk] <= policy_of(force, today).after(ENDS_WITHIN, today)
    }
    if not soon:
        return
    asked = list(
        Setting.objects.standing().filter(key=OPENS).values_list("force_id", "effective_from", "value")
    )
    approved = {
        (person, day): (pk, at)
        for pk, person, day, at in EndReview.objects.approved()
        .filter(person__in=soon)
        .values_list("pk", "person_id", "ends_on", TruncDate("answered_at"))
    }
    for person, (force, policy) in soon.items():
        day = ends[person]
        if not policy.value(OPENS) or (day < today and not rules.value_on(asked, force, day)):
            continue
        found = days_of(day, policy)
        by, met = approved.get((person, day), (None, None))
        yield (
            person,
            Duty(
                key=f"{NAME}/review:{day.isoformat()}",
                kind=NAME,
                title="Review before notification ends",
                arises_on=found.opens,
                work_to=found.asked,
                last=found.decided,
                met_on=met,
                met_by=str(by) if by else "",
                field_class=FieldClass.MANAGEMENT,
            ),
        )


def register_next_actions() -> None:
    register(
        NAME,
        "Review before notification ends",
        NextAction("Review the end", of_person("person-ending"), Capability.RECORD),
    )


def page(entry: Entry) -> str:
    return reverse("person-ending", args=[entry.person_id])
