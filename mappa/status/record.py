"""From the record to what the rules of MAPPA ask: convictions, supervision, release, what assessments say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import Any
from uuid import UUID

from django.db.models import F, Max, Q

from mappa.models import MappaDecision, Screening
from mappa.status import rules
from mappa.status.choices import Group
from notifications import facts
from notifications.law import Refused, evaluate
from offenders.choices import DETENTION_KINDS, AbsenceKind, DisposalKind
from offenders.models import Absence, Disposal, Licence, MappaStatus, OtherConviction, Person, Trigger
from offenders.models.fact import FactQuerySet
from practice.rules import Unit, later
from riskplans.assessments.choices import AssessmentState, Level, Measure
from riskplans.assessments.rules import highest
from riskplans.models import AssessedResult
from riskplans.visits.rules import is_young

# Who is sentenced to these is supervised in the community while they run; a suspended sentence for so long at most.
_IN_THE_COMMUNITY = {DisposalKind.SUSPENDED, DisposalKind.COMMUNITY, DisposalKind.YOUTH_REHABILITATION}
_SUSPENDED_FOR = 2  # years


def current(person: Person, today: date) -> MappaStatus | None:
    """The category and level that stand today; one query."""
    return MappaStatus.objects.on(today).filter(person=person).first()


def subject(person: Person, today: date) -> rules.Subject:
    """Whether they must notify, as the statute engine answers; two queries."""
    try:
        found = evaluate(facts.document(person, as_at=today))["subject"]
    except Refused:
        return rules.Subject("undetermined")
    last = found["last_day"]
    return rules.Subject(found["status"], date.fromisoformat(last) if last else None)


def record_of(person: Person, today: date, *, listed: dict[UUID, str] | None = None) -> rules.Record:
    """What the categories ask of one person; `listed` is what an officer says now of an offence, by its conviction.

    Where nobody says anything now, what was last said of it in a screening stands. Six queries.
    """
    said = {**_said(person), **(listed or {})}
    sentences = {each.trigger_id: each for each in Disposal.objects.standing().filter(person=person)}
    convictions = [
        rules.Conviction(
            each.offence,
            each.kind,
            each.date,
            _sentence(sentences.get(each.pk)),
            said.get(each.pk, ""),
        )
        for each in Trigger.objects.standing().filter(person=person, ended_on__isnull=True)
    ]
    others = OtherConviction.objects.standing().filter(person=person).count()
    return rules.Record(subject(person, today), convictions, others)


def convictions(person: Person) -> list[Trigger]:
    """Those that may bring somebody in, the newest first."""
    return list(Trigger.objects.standing().filter(person=person, ended_on__isnull=True))


def level_since(status: MappaStatus) -> date | None:
    """Since when they have been at this level: another lead or area begins no new one. One query."""
    return level_began(MappaStatus.objects.standing().filter(person=status.person_id), status).starts_on


def level_began(rows: Iterable[MappaStatus], status: MappaStatus) -> MappaStatus:
    """Of one person's rows that with which the level of `status` began, without a day between."""
    before = {each.ends_on: each for each in rows if each.ends_on != each.starts_on}
    before.pop(None, None)
    found = status
    while (earlier := before.get(found.starts_on)) and earlier.level == found.level:
        found = earlier
    return found


def stands(person: Person, today: date) -> rules.Stands:
    """Who leads turns on these; three queries."""
    kinds = set(Absence.objects.standing().on(today).filter(person=person).values_list("kind", flat=True))
    return rules.Stands(
        under_18=is_young(person.date_of_birth, today),
        in_hospital=AbsenceKind.HOSPITAL_PART_3 in kinds,
        in_custody=bool(kinds.intersection(DETENTION_KINDS)),
        supervised=supervision(person, today).runs_on(today),
    )


def supervision(person: Person, on: date) -> rules.Supervision:
    """The licence or sentence in the community that runs on a day, so far as it is known; two queries."""
    ends = list(
        licences(on).filter(person=person, starts_on__lte=on).values_list("licence_ends_on", flat=True)
    )
    suspended: list[date] = []
    for each in Disposal.objects.standing().filter(person=person, kind__in=_IN_THE_COMMUNITY, date__lte=on):
        if each.kind == DisposalKind.SUSPENDED:
            suspended.append(later(each.date, _SUSPENDED_FOR, Unit.YEARS))
        else:
            ends.append(later(each.date, _months(each), Unit.MONTHS))
    return rules.Supervision(
        until=max(filter(None, ends), default=None),
        for_life=None in ends,
        at_most_until=max(suspended, default=None),
    )


def licences(today: date) -> FactQuerySet[Licence]:
    """Those that run or are to come: neither ended nor revoked, nor past their last day."""
    return Licence.objects.standing().filter(
        Q(licence_ends_on__isnull=True) | Q(licence_ends_on__gte=today),
        ends_on__isnull=True,
        revoked_on__isnull=True,
    )


def released_on(person: Person, on: date) -> date | None:
    """The last release from custody or hospital up to that day; two queries."""
    licensed = (
        Licence.objects.standing()
        .filter(person=person, starts_on__lte=on)
        .aggregate(last=Max("starts_on"))["last"]
    )
    let_go = (
        Absence.objects.standing()
        .detentions()
        .filter(person=person, ended_on__lte=on)
        .aggregate(last=Max("ended_on"))["last"]
    )
    return max(filter(None, (licensed, let_go)), default=None)


def harm_by_group(person: Person) -> dict[str, str]:
    """The risk of serious harm to each group that the latest approved assessment of it says; one query."""
    rows = (
        AssessedResult.objects.standing()
        .filter(
            person=person,
            assessment__state=AssessmentState.APPROVED,
            assessment__voided_at__isnull=True,
            assessment__tool__measure=Measure.HARM,
        )
        .annotate(code=F("result__code"), assessed_on=F("assessment__assessed_on"))
        .order_by("assessed_on", "assessment__submitted_at")
    )
    return {row.code: row.level for row in rows if row.code in Group.values and row.level}


def highest_harm(harm: dict[str, str]) -> Level | None:
    return highest(level for level in harm.values() if level)


def _said(person: Person) -> dict[UUID, str]:
    """What was said last of each offence, in a screening that was countersigned or a decision."""
    of: dict[str, Any] = {"person": person, "conviction__isnull": False}
    screened = Screening.objects.countersigned().filter(**of).exclude(listed="")
    decided = MappaDecision.objects.filter(**of).exclude(listed="")
    said = chain(
        screened.values_list("recorded_at", "conviction", "listed"),
        decided.values_list("decided_at", "conviction", "listed"),
    )
    return {conviction: listed for _, conviction, listed in sorted(said)}


def _months(row: Disposal) -> int:
    return rules.months(row.term_years, row.term_months, row.term_weeks)


def _sentence(row: Disposal | None) -> rules.Sentence | None:
    if row is None:
        return None
    whole = _months(row) + row.extension_years * 12 + row.extension_months
    # How long a suspended sentence runs is not on record.
    known = whole and row.kind != DisposalKind.SUSPENDED
    return rules.Sentence(row.kind, row.date, whole, later(row.date, whole, Unit.MONTHS) if known else None)
