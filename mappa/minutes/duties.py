"""The minutes of a case as a duty of whoever takes them: with the chair by one day, circulated by another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from access.policies import Capability, FieldClass
from diary.clock import LONDON
from diary.models import Entry
from diary.next_actions import NextAction, register
from diary.providers import Duty
from mappa.actions.circulating import clock_of, history_of
from mappa.models import CaseReview, Minutes
from mappa.sittings.choices import CaseState
from practice.history import History

NAME = "mappa_minutes"
KIND = "mappa_minutes"
# Without a row here about somebody there is no duty for them.
RESTS_ON = (CaseReview,)


def duties_for(people: Sequence[UUID], today: date) -> Iterator[tuple[UUID, Duty]]:
    """One duty for each case that was closed, met by the circulation of its first version; two queries, and one for
    each force. Whoever drafted the minutes owns it, and until then whoever planned the meeting."""
    first = Minutes.objects.filter(number=1)
    rows = CaseReview.objects.filter(
        person__in=people, state__in=[CaseState.DECIDED, CaseState.INQUORATE]
    ).select_related("sitting__force")
    histories: dict[int, History] = {}
    for case in rows.prefetch_related(Prefetch("minutes", first, to_attr="first_version")):
        sitting = case.sitting
        history = histories.get(sitting.force_id) or histories.setdefault(
            sitting.force_id, history_of(sitting.force_id)
        )
        clock = clock_of(sitting, history)
        minutes: Minutes | None = next(iter(case.first_version), None)  # type: ignore[attr-defined]
        given = minutes.circulated_at if minutes else None
        last = (minutes and minutes.due_on) or clock.due_on
        yield (
            case.person_id,
            Duty(
                key=f"{NAME}/{case.pk}",
                kind=KIND,
                title=f"Minutes of a level {sitting.level} meeting (MAPPA)",
                arises_on=sitting.held_on,
                work_to=min(clock.to_chair_on, last),
                last=last,
                met_on=timezone.localtime(given, LONDON).date() if given else None,
                met_by=str(minutes.pk) if minutes and given else "",
                owner_id=minutes.recorded_by_id if minutes else sitting.recorded_by_id,
                field_class=FieldClass.MANAGEMENT,
            ),
        )


def register_next_action() -> None:
    register(KIND, "MAPPA minutes", NextAction("See to the minutes", page, Capability.VIEW))


def page(entry: Entry) -> str:
    """An entry knows its case, and not the meeting: that address knows the way."""
    return reverse("minutes-of-case", args=[entry.key.removeprefix(f"{NAME}/")])
