"""What the police must do about a suspected breach or a search, for the diary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Case, When
from django.urls import reverse

from access.policies import FieldClass
from diary.clock import LONDON
from diary.models import Entry
from diary.providers import Duty
from notifications.breaches import rules
from notifications.breaches.choices import SearchStepKind, Stage
from notifications.models import Breach, BreachCheck, SearchStep
from notifications.models.breach import ABOUT_CHILDREN
from offenders.choices import SoughtKind
from offenders.models import Person, Sought
from practice.keys import BREACH_CHECKS, BREACH_DECISION, BREACH_NATIONAL, MISSING_REVIEW, SOUGHT_CIRCULATED
from practice.policy import Policy, policy_of

NAME = "breaches"
RESTS_ON = (Breach, Sought)

Row = dict[str, Any]
Make = Callable[..., Duty]


def duties_for(people: Sequence[UUID], today: date) -> Iterable[tuple[UUID, Duty]]:
    """Of each breach: the checks, PNC, the decision. Of each search: PNC, and while somebody is missing its reviews.

    One query for each table, and one for the policy of each force.
    """
    breaches = Breach.objects.standing().filter(person__in=people)
    rows: Any = list(
        breaches.values(
            "pk",
            "person_id",
            "of",
            "stage",
            "recorded_at",
            "established_at",
            "recorded_nationally_at",
            "disposal__verdict_at",
            "outcome_on",
            children=Case(When(ABOUT_CHILDREN, then=True), default=False),
        )
    )
    sought: Any = list(
        Sought.objects.standing()
        .filter(person__in=people)
        .values(
            "pk", "person_id", "kind", "starts_on", "ends_on", "recorded_at", "circulation", "circulated_on"
        )
    )
    if not rows and not sought:
        return
    checks: dict[UUID, list[tuple[str, str, datetime]]] = {}
    for breach, kind, result, at in (
        BreachCheck.objects.standing()
        .filter(breach__in=[row["pk"] for row in rows])
        .order_by("recorded_at")
        .values_list("breach", "kind", "result", "recorded_at")
    ):
        checks.setdefault(breach, []).append((kind, result, at))
    reviews: dict[UUID, list[tuple[UUID, date]]] = {}
    for search, pk, day in (
        SearchStep.objects.standing()
        .filter(sought__in=[row["pk"] for row in sought], kind=SearchStepKind.REVIEW)
        .order_by("done_on", "recorded_at")
        .values_list("sought", "pk", "done_on")
    ):
        reviews.setdefault(search, []).append((pk, day))
    forces = dict(Person.objects.filter(pk__in=people).values_list("pk", "force"))
    policies = {force: policy_of(force, today) for force in set(forces.values())}
    for row in rows:
        for duty in _of_breach(row, checks.get(row["pk"], []), policies[forces[row["person_id"]]]):
            yield row["person_id"], duty
    for row in sought:
        for duty in _of_search(row, reviews.get(row["pk"], []), policies[forces[row["person_id"]]]):
            yield row["person_id"], duty


def page(entry: Entry) -> str:
    """The breach's or the search's own page."""
    kind, _, cause = entry.key.removeprefix(f"{NAME}/").partition(":")
    name = "person-search" if kind in ("circulate", "review") else "breach"
    return reverse(name, args=[entry.person_id, cause.partition(":")[0]])


def _of_breach(row: Row, checks: list[tuple[str, str, datetime]], policy: Policy) -> Iterator[Duty]:
    opened = _day(row["recorded_at"])
    duty = partial(_duty, row["pk"])
    ended: date | None = row["outcome_on"] if row["stage"] == Stage.CLOSED else None
    done = rules.latest((kind, result) for kind, result, _ in checks)
    # Once the breach is established, or ended, nothing is left to check; before, when the last answer came.
    over = [_day(row["established_at"])] if row["established_at"] else [ended] if ended else []
    if not over and not rules.outstanding(row["of"], done, children=row["children"]):
        over = [_day(checks[-1][2])]
    yield duty(
        "checks", "Same-day checks of a suspected breach", opened, policy.after(BREACH_CHECKS, opened), over
    )
    if row["established_at"]:
        told = row["recorded_nationally_at"]
        limit = policy.moment_after(BREACH_NATIONAL, row["established_at"])
        if told or not ended:
            yield duty(
                "national",
                "Record the breach on PNC and ViSOR",
                _day(row["established_at"]),
                _day(limit),
                [_day(told)] if told else [],
                at=limit,
                met_at=told,
            )
    decided = row["disposal__verdict_at"]
    yield duty(
        "decision",
        "Decide what to do about a breach",
        opened,
        policy.after(BREACH_DECISION, opened),
        [_day(decided)] if decided else [ended] if ended else [],
    )


def _of_search(row: Row, reviews: list[tuple[UUID, date]], policy: Policy) -> Iterator[Duty]:
    duty = partial(_duty, row["pk"])
    word = SoughtKind(row["kind"]).short.lower()
    limit = policy.moment_after(SOUGHT_CIRCULATED, row["recorded_at"])
    circulated = row["circulated_on"] if row["circulation"] else None
    if circulated or not row["ends_on"]:
        yield duty(
            "circulate",
            f"Circulate on PNC: {word}",
            row["starts_on"],
            _day(limit),
            [circulated] if circulated else [],
            at=limit,
        )
    if row["kind"] != SoughtKind.MISSING:
        return
    since = row["starts_on"]
    for number, (pk, day) in enumerate(reviews):
        due = policy.after(MISSING_REVIEW, since)
        yield duty(
            f"review:{number}", "Review the search for somebody missing", since, due, [day], by=str(pk)
        )
        since = day
    if not row["ends_on"]:
        due = policy.after(MISSING_REVIEW, since)
        yield duty(f"review:{len(reviews)}", "Review the search for somebody missing", since, due, [])


def _duty(
    cause: UUID,
    what: str,
    title: str,
    arises_on: date,
    last: date,
    met: list[date],
    *,
    at: datetime | None = None,
    met_at: datetime | None = None,
    by: str = "",
) -> Duty:
    kind, _, number = what.partition(":")
    return Duty(
        key=f"{NAME}/{kind}:{cause}" + (f":{number}" if number else ""),
        kind=f"breach_{kind}",
        title=title,
        arises_on=arises_on,
        work_to=last,
        last=last,
        work_to_at=at,
        last_at=at,
        met_on=met[0] if met else None,
        met_at=met_at,
        met_by=(by or str(cause)) if met else "",
        field_class=FieldClass.MANAGEMENT,
    )


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()
