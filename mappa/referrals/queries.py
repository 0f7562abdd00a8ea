"""Reads of referrals: the coordinator's list with its clocks, a referrer's own, one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from access.policies import Capability, FieldClass, reach
from accounts.models import User
from frontend.paging import Page, page_from, page_of
from mappa.keys import TRIAGE
from mappa.models import CaseReview, Referral, ReferralStep
from mappa.referrals import rules
from mappa.referrals.choices import OPEN, ReferralState, StepKind
from mappa.sittings.choices import CaseState
from offenders.models import Person
from offenders.policies import within, within_reading
from practice import working_days
from practice.policy import policy_of, read_once

A_PAGE = 25
# The state that a step leaves the referral in, where that is the step's own.
_STATES = {
    StepKind.WRITTEN: ReferralState.ENDORSING,
    StepKind.ENDORSED: ReferralState.SUBMITTED,
    StepKind.REWRITTEN: ReferralState.ENDORSING,
    StepKind.RETURNED: ReferralState.RETURNED,
    StepKind.ACCEPTED: ReferralState.ACCEPTED,
    StepKind.DECLINED: ReferralState.DECLINED,
    StepKind.APPEALED: ReferralState.APPEALED,
    StepKind.WITHDRAWN: ReferralState.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Row:
    """A referral in a list, with its clock and how many days ago it was written."""

    referral: Referral
    clock: rules.Clock
    age: int
    waits_for: str

    @property
    def calm(self) -> int:
        """What is urgent comes first."""
        return int(not self.referral.urgent)

    @property
    def due(self) -> date:
        return self.clock.due or date.max

    @property
    def since(self) -> datetime:
        return self.referral.recorded_at.astimezone(UTC)

    @property
    def key(self) -> UUID:
        return self.referral.pk

    def is_late(self, today: date) -> bool:
        return self.clock.is_late(today)


@dataclass(slots=True)
class Lists:
    """`coordinates`: whether the list is that of whoever decides, or a referrer's own."""

    coordinates: bool
    waiting: Page[Row]  # for the coordinator, or a chair
    others: Page[Row]  # for somebody else
    accepted: Page[Row]  # and not listed yet
    closed: Page[Row]  # the newest first
    totals: dict[str, int]
    late: int


def reads_list(user: User, today: date) -> bool:
    """Whether the list is for this user: who refers, and who decides."""
    return bool(reach(user, Capability.RECORD, today) or reach(user, Capability.COORDINATE, today))


def lists(user: User, now: datetime, params: Mapping[str, Any]) -> Lists:
    """Those of the whole force for whoever coordinates; else one's own, and those of whom one approves for.

    `params` (`request.GET`) names one of the lists and the place in it; of the others it is the first page. Nine
    queries, and one for policy.
    """
    today = timezone.localdate(now)
    coordinates = bool(reach(user, Capability.COORDINATE, today))
    if coordinates:
        found = within(user, Capability.COORDINATE, today, person="person__")
    else:
        found = Q(recorded_by=user) | within(user, Capability.APPROVE, today, person="person__")
        found &= within(user, Capability.VIEW, today, person="person__")
    reads = within_reading(user, FieldClass.MANAGEMENT, today, person="person__")
    referrals = Referral.objects.standing().filter(found & reads)
    # One a person at most waits, so that all of them are read, and sorted by what only their steps can say.
    open_ = _rows(referrals.filter(state__in=OPEN), today)
    waiting = [row for row in open_ if row.clock.due]
    accepted = _rows(referrals.filter(_unlisted(), state=ReferralState.ACCEPTED), today)
    over = referrals.filter(state__in=[ReferralState.DECLINED, ReferralState.WITHDRAWN])
    closed = page_of(_read(over), order=("-recorded_at", "pk"), params=_of(params, "closed"), size=A_PAGE)
    with read_once():
        ended = [row_of(each, each.steps.all(), today) for each in closed]
    return Lists(
        coordinates=coordinates,
        waiting=_paged(waiting, params, "waiting"),
        others=_paged([row for row in open_ if not row.clock.due], params, "others"),
        accepted=_paged(accepted, params, "accepted"),
        closed=Page(ended, closed.previous, closed.next),
        totals={
            "waiting": len(waiting),
            "others": len(open_) - len(waiting),
            "accepted": len(accepted),
        },
        late=sum(row.is_late(today) for row in waiting),
    )


def _of(params: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The place in one of the lists: a cursor stands for that which the address names."""
    return params if params.get("list") == name else {"list": name}


def _paged(rows: list[Row], params: Mapping[str, Any], name: str) -> Page[Row]:
    """A page of rows that are all at hand: the urgent first, then what is due first, then as they were written."""
    rows = sorted(rows, key=_place)

    def fetch(place: list[Any] | None, backwards: bool) -> list[Row]:
        if place is None:
            return rows[: A_PAGE + 1]
        beyond = [
            row for row in rows if (_place(row) < tuple(place) if backwards else _place(row) > tuple(place))
        ]
        return beyond[::-1][: A_PAGE + 1] if backwards else beyond[: A_PAGE + 1]

    return page_from(fetch, order=("calm", "due", "since", "key"), params=_of(params, name), size=A_PAGE)


def _place(row: Row) -> tuple[Any, ...]:
    return (row.calm, row.due, row.since, row.key)


def to_be_listed(user: User, today: date) -> QuerySet[Referral]:
    """Accepted, and not listed for a meeting since: the urgent first, then as they were written."""
    mine = within(user, Capability.COORDINATE, today, person="person__")
    found: QuerySet[Referral] = (
        Referral.objects.standing()
        .filter(mine, _unlisted(), state=ReferralState.ACCEPTED)
        .prefetch_related(Prefetch("person", Person.objects.with_name()))
        .order_by("-urgent", "recorded_at")
    )
    return found


def _unlisted() -> Q:
    """Listed for no meeting since it was written: once it is, or was decided on, it waits for nobody here."""
    listed = CaseReview.objects.exclude(state=CaseState.ADJOURNED).filter(
        person=OuterRef("person"), recorded_at__gte=OuterRef("recorded_at")
    )
    return ~Q(Exists(listed))


def of_person(person: Person, today: date) -> list[Row]:
    """Every referral of one person, the newest first; two queries, and one for policy."""
    return _rows(Referral.objects.standing().filter(person=person), today)


def open_of(person: Person) -> Referral | None:
    return Referral.objects.open().filter(person=person).first()


def named(person: Person, referral_id: object) -> Referral:
    """The person's referral with who wrote it, or Http404."""
    rows = Referral.objects.standing().select_related("recorded_by")
    found = get_object_or_404(rows, pk=referral_id, person=person)
    found.person = person
    return found


def steps(referral: Referral) -> list[ReferralStep]:
    return list(referral.steps.select_related("by"))


def row_of(referral: Referral, taken: Iterable[ReferralStep], today: date) -> Row:
    """A referral with its clock, from its steps in order; one query for policy."""
    days = policy_of(referral.person.force_id, today).value(TRIAGE)
    calendar = working_days.of(referral.person.force.nation)
    clock = rules.clock(_happened(taken), days=days, calendar=calendar)
    age = (today - timezone.localdate(referral.recorded_at)).days
    return Row(referral, clock, age, _WAITS.get(ReferralState(referral.state), ""))


_WAITS = {
    ReferralState.ENDORSING: "A supervisor",
    ReferralState.SUBMITTED: "The coordinator",
    ReferralState.RETURNED: "The referrer",
    ReferralState.APPEALED: "A chair",
    ReferralState.ACCEPTED: "To be listed",
}


def _read(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    return referrals.select_related("recorded_by").prefetch_related(
        Prefetch("person", Person.objects.select_related("force").with_name()),
        Prefetch("steps", ReferralStep.objects.order_by("number")),
    )


def _rows(referrals: QuerySet[Referral], today: date) -> list[Row]:
    with read_once():
        return [row_of(each, each.steps.all(), today) for each in _read(referrals)]


def _happened(taken: Iterable[ReferralStep]) -> list[rules.Happened]:
    """What moved the clock. Submitted again, it waits for whom it waited for when it came back."""
    found: list[rules.Happened] = []
    endorsed = False
    for step in taken:
        endorsed = step.kind == StepKind.ENDORSED or (endorsed and step.kind != StepKind.REWRITTEN)
        again = ReferralState.SUBMITTED if endorsed else ReferralState.ENDORSING
        state = _STATES.get(StepKind(step.kind), again)
        found.append(rules.Happened(timezone.localdate(step.at), state))
    return found
