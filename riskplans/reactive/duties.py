"""Reactive management as duties: to tell them, to look again at a desk, to decide once it has come under review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse

from access.policies import Capability, FieldClass
from diary.models import Entry
from diary.next_actions import NextAction, of_person, register
from diary.providers import Duty
from offenders.queries import worked_on
from practice.policy import Policy, policy_of
from riskplans.models import DeskReview, ReactiveCase
from riskplans.reactive.choices import ReactiveState
from riskplans.reactive.keys import DECIDE_WITHIN, DESK_REVIEW, TELL_WITHIN

NAME = "reactive"
DESK, TELL, REVIEW = "desk_review", "reactive_told", "reactive_review"


RESTS_ON = (ReactiveCase,)


def duties_for(people: Sequence[UUID], today: date) -> Iterator[tuple[UUID, Duty]]:
    """Of those whose record is worked on. Two queries, and one for each force."""
    theirs = worked_on(people, today).values("pk")
    rows = ReactiveCase.objects.standing().filter(person__in=theirs, starts_on__isnull=False)
    cases = {case.pk: case for case in rows.select_related("person")}
    reviews: dict[UUID, list[DeskReview]] = {}
    for made in DeskReview.objects.filter(case__in=cases).order_by("reviewed_on", "recorded_at"):
        reviews.setdefault(made.case_id, []).append(made)
    policies: dict[int, Policy] = {}
    for case in cases.values():
        force = case.person.force_id
        policy = policies.get(force) or policies.setdefault(force, policy_of(force, today))
        for duty in _of(case, reviews.get(case.pk, []), policy):
            yield case.person_id, duty


def period_begins(case: ReactiveCase) -> date:
    """From when on what is looked at counts: the day of the review before, or that on which it began; one query."""
    return _begins(case, DeskReview.objects.filter(case=case).order_by("reviewed_on", "recorded_at"))


def desk_review_due(case: ReactiveCase, policy: Policy) -> date:
    return policy.after(DESK_REVIEW, period_begins(case))


def _begins(case: ReactiveCase, made: Iterable[DeskReview]) -> date:
    days = [each.reviewed_on for each in made]
    assert case.starts_on  # noqa: S101 - it is in force
    return max([case.starts_on, *days])


def _of(case: ReactiveCase, made: list[DeskReview], policy: Policy) -> Iterator[Duty]:
    since, follows = case.starts_on, f"{case.pk}:{case.round}"
    for each in made:
        yield _duty(
            DESK,
            f"{each.pk}",
            "Desk review",
            since,
            each.was_due_on,
            met_on=each.reviewed_on,
            met_by=str(each.pk),
        )
    if case.state == ReactiveState.REACTIVE:
        begins = _begins(case, made)
        # The review that comes is named by the one it follows: made, it is another row.
        yield _duty(DESK, f"{follows}:{len(made)}", "Desk review", begins, policy.after(DESK_REVIEW, begins))
        assert case.starts_on  # noqa: S101 - it is in force
        yield _duty(
            TELL,
            follows,
            "Tell them that they must go on notifying",
            case.starts_on,
            policy.after(TELL_WITHIN, case.starts_on),
            met_on=case.told_on,
        )
    if case.state == ReactiveState.REVIEW and case.questioned_on:
        yield _duty(
            REVIEW,
            follows,
            "Decide whether they stay under reactive management",
            case.questioned_on,
            policy.after(DECIDE_WITHIN, case.questioned_on),
        )


def _duty(
    kind: str,
    follows: str,
    title: str,
    since: date | None,
    due: date,
    *,
    met_on: date | None = None,
    met_by: str = "",
) -> Duty:
    return Duty(
        key=f"{NAME}/{kind}:{follows}",
        kind=kind,
        title=title,
        arises_on=since,
        work_to=due,
        last=due,
        met_on=met_on,
        met_by=met_by,
        field_class=FieldClass.MANAGEMENT,
    )


def register_next_actions() -> None:
    for kind, label, text, name in (
        (DESK, "Desk review", "Review at the desk", "review-at-desk"),
        (TELL, "Reactive management: tell them", "Record that they were told", "record-told"),
        (REVIEW, "Reactive management under review", "Decide", "person-reactive"),
    ):
        register(kind, label, NextAction(text, of_person(name), Capability.RECORD))


def page(entry: Entry) -> str:
    return reverse("person-reactive", args=[entry.person_id])
