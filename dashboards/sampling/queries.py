"""Reads for the pages of dip-samples: which there are, who was drawn, what was answered, and how it goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from access.policies import Capability, reach
from access.reading import as_vigil
from accounts.choices import Role
from accounts.models import RoleAssignment, Unit, User
from dashboards.models import DipAnswer, DipCase, DipSample
from dashboards.models.sample import DipCaseQuerySet
from dashboards.sampling import rules
from dashboards.sampling.rules import Score
from offenders import policies
from offenders.models.person import legal_name

A_LIST = 50


@dataclass(slots=True)
class Row:
    """A sample in the list. `left_out` were excluded; those restricted since count only for who is named on them."""

    sample: DipSample
    drawn: int = 0
    left_out: int = 0
    answered: int = 0
    score: Score = field(default_factory=Score)

    @property
    def to_do(self) -> int:
        return self.drawn - self.left_out - self.answered


def samples(user: User, today: date) -> bool:
    """Whether this user draws samples of a unit: whoever approves what its officers do."""
    scope = reach(user, Capability.APPROVE, today)
    return bool(scope.units or scope.forces)


def reads(user: User, today: date) -> bool:
    """Whether dip-samples are anything to this user: they draw them, or their work is drawn."""
    return samples(user, today) or bool(reach(user, Capability.RECORD, today))


def units_of(user: User, today: date) -> list[Unit]:
    """Those of which this user draws samples; one query."""
    scope = reach(user, Capability.APPROVE, today)
    return list(Unit.objects.filter(Q(pk__in=scope.units) | Q(force__in=scope.forces)).order_by("name"))


def officers_of(units: Iterable[Unit], today: date, *, apart_from: User) -> QuerySet[User]:
    """Whose people may be drawn: the managers of these units, but the user themselves and those they stand in for."""
    held = RoleAssignment.objects.held_on(today).filter(role__in=[Role.OFFENDER_MANAGER, Role.SUPERVISOR])
    own = [apart_from.pk, *apart_from.covers_on(today)]
    managers = User.objects.filter(pk__in=held.values("user"), unit__in=list(units), is_active=True)
    found: QuerySet[User] = managers.exclude(pk__in=own).order_by("family_name", "collar_number")
    return found


def listed(user: User, now: datetime) -> list[Row]:
    """The newest samples that this user goes through; three queries."""
    rows = DipSample.objects.drawn_for(user, now).select_related("unit", "officer", "drawn_by").defer("pool")
    found = {sample.pk: Row(sample) for sample in rows[:A_LIST]}
    cases = DipCase.objects.filter(sample__in=list(found)).order_by()
    counted = cases.values("sample").annotate(
        drawn=Count("pk"),
        out=Count("pk", filter=Q(excluded_at__isnull=False)),
        answered=Count("pk", filter=Q(excluded_at__isnull=True, answered_at__isnull=False)),
    )
    for pk, drawn, out, answered in counted.values_list("sample", "drawn", "out", "answered"):
        found[pk].drawn, found[pk].left_out, found[pk].answered = drawn, out, answered
    standing = DipAnswer.objects.filter(case__sample__in=list(found), case__excluded_at__isnull=True)
    for pk, said, number in _counted(standing, "case__sample"):
        found[pk].score += counting(said, number)
    return list(found.values())


def sample_of(user: User, sample_id: UUID, now: datetime) -> DipSample:
    """One that this user goes through, or Http404."""
    rows = DipSample.objects.drawn_for(user, now)
    return get_object_or_404(rows.select_related("unit", "officer", "drawn_by", "published_by"), pk=sample_id)


def cases_of(user: User, sample: DipSample, now: datetime) -> list[DipCase]:
    """Those drawn whose record this user may open, in the order of the draw, with names and answers; two queries."""
    found = _with_names(DipCase.objects.gone_through_by(user, now).filter(sample=sample))
    return list(found.select_related("manager", "person", "excluded_by", "replaces", "answered_by"))


def results_of(user: User, now: datetime) -> list[DipCase]:
    """What was published about this user's own work, the newest first, of those whom they still see; two queries."""
    seen = DipCase.objects.results_of(user).filter(policies.seen(user, now, "person__"))
    rows = _with_names(seen).select_related("person", "sample__unit", "sample__published_by")
    return list(rows.defer("sample__pool").order_by("-sample__published_at", "place")[:A_LIST])


def case_of(user: User, sample_id: UUID, case_id: UUID, now: datetime) -> DipCase:
    """One record drawn: for whoever goes through the sample, and once it is published for whose work it was."""
    rows = DipCase.objects.filter(pk=case_id, sample=sample_id).select_related(
        "sample__unit", "sample__questions", "manager", "answered_by", "excluded_by"
    )
    goes_through = rows.filter(pk__in=DipCase.objects.gone_through_by(user, now).values("pk")).first()
    found = goes_through or rows.filter(pk__in=DipCase.objects.results_of(user).values("pk")).first()
    if found is None:
        raise Http404
    found.is_ones_own = goes_through is None or found.manager_id == user.pk  # type: ignore[attr-defined]
    return found


def hidden_from(cases: list[DipCase], sample: DipSample) -> int:
    """How many were drawn that are not among `cases`: restricted since, or beyond the reader's reach by now."""
    with as_vigil():
        return DipCase.objects.filter(sample=sample).count() - len(cases)


def proven(sample: DipSample) -> bool:
    """Whether drawing again from the pool with the seed gives the people who were drawn; one query."""
    drawn: dict[str, list[str]] = {}
    excluded: Counter[str] = Counter()
    with as_vigil():
        rows = list(DipCase.objects.filter(sample=sample).values_list("manager", "person", "excluded_at"))
    for manager, person, out in rows:
        drawn.setdefault(str(manager), []).append(str(person))
        excluded[str(manager)] += out is not None
    return rules.repeats(
        sample.pool, drawn, excluded, percent=sample.percent, least=sample.least, seed=sample.seed
    )


def score_since(user: User, since: date, now: datetime, *, unit: Unit | None = None) -> Score:
    """Metric 25 of a team board: what all published answers came to that this user may read, from the month of
    `since` on, of one unit or all; one query."""
    rows = published(user, now).filter(case__sample__month__gte=since.replace(day=1))
    if unit is not None:
        rows = rows.filter(case__sample__unit=unit)
    return sum((counting(said, number) for _, said, number in _counted(rows, "answer")), Score())


def published(user: User, now: datetime) -> QuerySet[DipAnswer]:
    """The answers that this user reads as figures: of samples they go through, and of their own work."""
    of = Q(case__sample__in=DipSample.objects.drawn_for(user, now)) | Q(case__manager=user)
    return DipAnswer.objects.filter(
        of, case__sample__published_at__isnull=False, case__excluded_at__isnull=True
    )


def _with_names(cases: DipCaseQuerySet) -> Any:
    answers = DipAnswer.objects.select_related("question")
    return (
        cases.annotate(legal_name=legal_name("person__"))
        .annotate(family_name=F("legal_name__family_name"), given_names=F("legal_name__given_names"))
        .prefetch_related(Prefetch("answers", queryset=answers))
    )


def _counted(rows: QuerySet[DipAnswer], by: str) -> Iterable[tuple[Any, str, int]]:
    counted = rows.order_by().values(by, "answer").annotate(number=Count("pk"))
    found: Iterable[tuple[Any, str, int]] = counted.values_list(by, "answer", "number")
    return found


def counting(said: str, number: int) -> Score:
    """So many answers of one kind."""
    return Score(*(number * (said == each) for each in ("yes", "partly", "no")))
