"""The next review of a case at level 2 or 3 as a duty: expected by one day, late after another; and what had no quorum,
heard again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse

from access.policies import Capability, FieldClass
from diary.models import Entry
from diary.next_actions import NextAction, register
from diary.providers import Duty
from mappa.models import CaseReview
from mappa.sittings.choices import CaseState
from mappa.sittings.keys import EXPECTED, LIMIT
from mappa.sittings.rules import Level, level_that_runs, limits
from offenders.models import MappaStatus
from practice.policy import Policy, policy_of

NAME = "mappa_reviews"
KIND, AGAIN = "mappa_review", "mappa_again"
A_DAY = timedelta(days=1)
# Without a row here about somebody there is no duty for them.
RESTS_ON = (CaseReview,)


def duties_for(people: Sequence[UUID], today: date) -> Iterator[tuple[UUID, Duty]]:
    """One duty for each review that was held, met by the next; and one to hear again what had no quorum. Three queries,
    and one for each force.

    The clock runs from the day of one quorate meeting to the day of the next about the same person: what was adjourned
    or had no quorum is none. It starts anew on the day on which their level changes, whoever changed it, and stops
    where they come down to level 1, or leave.
    """
    heard = CaseReview.objects.filter(
        person__in=people, state__in=[CaseState.DECIDED, CaseState.INQUORATE]
    ).select_related("sitting")
    reviews: dict[UUID, list[CaseReview]] = {}
    for case in heard.order_by("begins_at"):
        reviews.setdefault(case.person_id, []).append(case)
    levels: dict[UUID, list[Level]] = {}
    for row in MappaStatus.objects.standing().filter(person__in=reviews).order_by("starts_on"):
        since = row.starts_on or date.min  # the database holds that each has its day
        levels.setdefault(row.person_id, []).append(Level(row.level, since, row.ends_on))
    policies: dict[int, Policy] = {}
    for person, cases in reviews.items():
        held = [case for case in cases if case.state == CaseState.DECIDED]
        for case, after in zip(held, [*held[1:], None], strict=False):
            day, force = case.sitting.held_on, case.sitting.force_id
            # Until the next meeting has decided otherwise, or until today.
            until = after.sitting.held_on - A_DAY if after else max(today, day)
            ran = level_that_runs(levels.get(person, ()), day, until)
            if ran is None or ran.level not in LIMIT:
                continue
            policy = policies.get(force) or policies.setdefault(force, policy_of(force, today))
            by = limits(ran.since, policy.value(EXPECTED[ran.level]), policy.value(LIMIT[ran.level]))
            yield (
                person,
                Duty(
                    key=f"{NAME}/{case.pk}",
                    kind=KIND,
                    title=f"Level {ran.level} review (MAPPA)",
                    arises_on=day,
                    work_to=min(by.expected_on, by.last_on),
                    last=by.last_on,
                    met_on=after.sitting.held_on if after else None,
                    met_by=str(after.pk) if after else "",
                    field_class=FieldClass.MANAGEMENT,
                ),
            )
        for case, after in zip(cases, [*cases[1:], None], strict=True):
            if case.state == CaseState.INQUORATE and case.reconvene_on:
                yield person, _again(case, after)


def _again(case: CaseReview, after: CaseReview | None) -> Duty:
    """What had no quorum is heard again, with one or without: for whoever listed it."""
    return Duty(
        key=f"{NAME}/{case.pk}/again",
        kind=AGAIN,
        title="Hear again what had no quorum (MAPPA)",
        arises_on=case.sitting.held_on,
        work_to=case.reconvene_on,
        last=case.reconvene_on,
        met_on=after.sitting.held_on if after else None,
        met_by=str(after.pk) if after else "",
        owner_id=case.recorded_by_id,
        field_class=FieldClass.MANAGEMENT,
    )


def register_next_action() -> None:
    register(KIND, "MAPPA review", NextAction("See the meetings", page, Capability.VIEW))
    register(AGAIN, "MAPPA case to be heard again", NextAction("List it again", page, Capability.VIEW))


def page(entry: Entry) -> str:
    return reverse("meetings")
