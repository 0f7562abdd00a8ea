"""From the tables to what counts: every case of a force, restricted ones too, whoever asks.

What is read here is counted. Which of it is named to whom is `mappa.figures.queries`' to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, Q, Value
from django.utils import timezone

from access.reading import as_vigil
from accounts.models import Force
from mappa.figures import rules
from mappa.figures.choices import INTERVALS, MINUTES, Figure
from mappa.figures.keys import TARGET
from mappa.minutes.keys import DUE
from mappa.models import POLICE, AgencyReturn, CaseReview, DisclosureView, Invitation, Sitting
from mappa.room.choices import THERE, Presence
from mappa.sittings.choices import CaseState, Inquorate, SittingState, Standing
from mappa.sittings.keys import LIMIT
from offenders.models import MappaStatus
from practice import working_days
from practice.history import History
from practice.working_days import WorkingDays


@dataclass(frozen=True, slots=True)
class Asked:
    """Which period, first and last day with it; which area, level and agency, empty for all."""

    since: date
    until: date
    area: str = ""
    level: str = ""
    agency: str = ""  # of what is counted of agencies

    def holds(self, day: date) -> bool:
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing counted: an interval, a case, an invitation or a meeting, on its day, for or against."""

    on: date
    passes: bool
    why: str
    level: str
    person: UUID | None = None
    review: UUID | None = None
    sitting: UUID | None = None
    agency: str = ""
    wrote: bool = False  # a return in writing came, and nobody
    late_why: str = (
        ""  # what was said of minutes that were late: not everybody who may open the case reads it
    )


Counts = dict[Figure, list[Counted]]


@dataclass(slots=True)
class Read:
    """Everything that a page of figures says: what counts in each, the targets of the last day, the areas there are."""

    counts: Counts
    targets: dict[Figure, int]
    areas: list[str]


def read(force: Force, asked: Asked, today: date) -> Read:
    """Everything counted in a period, by figure: six queries, however much it is."""
    with as_vigil():
        history = History(force.pk, [*LIMIT.values(), *DUE.values(), *TARGET.values()])
        heard = _heard(force)
        spells = _spells({each["person"] for each in heard})
        sittings: list[Any] = list(
            Sitting.objects.filter(force=force).values(
                "pk", "area", "level", "held_on", "state", "below_grade", "override_why"
            )
        )
        counts: Counts = {figure: [] for figure in Figure}
        for figure, counted in (
            *_intervals(heard, spells, history, asked, today),
            *_considered(heard, asked),
            *_came(force, asked),
            *_circulated(heard, history, working_days.of(force.nation), asked, today),
            *_chaired(sittings, asked),
        ):
            of_agency = asked.agency in ("", counted.agency)
            if of_agency and asked.level in ("", counted.level):
                counts[figure].append(counted)
    for rows in counts.values():
        rows.sort(key=lambda each: (each.passes, each.on, each.agency, str(each.person)))
    targets = {figure: history.value(TARGET[figure], min(asked.until, today)) for figure in Figure}
    return Read(counts, targets, sorted({each["area"] for each in sittings}))


def _heard(force: Force) -> list[dict[str, Any]]:
    """Every case that was heard, with or without a quorum."""
    rows = CaseReview.objects.filter(
        sitting__force=force, state__in=[CaseState.DECIDED, CaseState.INQUORATE]
    ).annotate(
        considered=Exists(DisclosureView.objects.filter(case=OuterRef("pk"))),
        circulated_at=Min("minutes__circulated_at"),
        late_why=Min("minutes__late_why", filter=Q(minutes__number=1), default=Value("")),
    )
    return list(
        rows.order_by("sitting__held_on", "begins_at").values(
            *(
                "pk",
                "person",
                "sitting",
                "state",
                "without_quorum",
                "considered",
                "circulated_at",
                "late_why",
            ),
            *("sitting__held_on", "sitting__level", "sitting__area"),
        )
    )


def _spells(people: set[UUID]) -> dict[UUID, list[rules.Spell]]:
    rows = MappaStatus.objects.standing().filter(person__in=people).order_by("starts_on")
    found: dict[UUID, list[rules.Spell]] = defaultdict(list)
    said = rows.filter(starts_on__isnull=False).values_list("person", "level", "starts_on", "ends_on", "area")
    for person, level, since, until, area in said:
        assert since  # noqa: S101 - filtered
        found[person].append(rules.Spell(level, since, until, area))
    return found


def _intervals(
    heard: list[dict[str, Any]],
    spells: dict[UUID, list[rules.Spell]],
    history: History,
    asked: Asked,
    today: date,
) -> Iterator[tuple[Figure, Counted]]:
    figures = {level: figure for figure, level in INTERVALS.items()}
    reviews: dict[UUID, list[rules.Review]] = defaultdict(list)
    sitting_of = {each["pk"]: each["sitting"] for each in heard}
    for each in heard:
        decided = each["state"] == CaseState.DECIDED
        reviews[each["person"]].append(rules.Review(each["pk"], each["sitting__held_on"], decided))
    for person, theirs in reviews.items():
        for interval in rules.intervals(theirs, spells[person]):
            weeks = history.value(LIMIT[interval.level], interval.starts_on)
            judged = rules.judge(interval, weeks, today)
            if judged is None or not asked.holds(judged.on):
                continue
            if asked.area and rules.area_on(spells[person], judged.on) != asked.area:
                continue
            yield (
                figures[interval.level],
                Counted(
                    judged.on,
                    judged.passes,
                    judged.why,
                    interval.level,
                    person,
                    interval.review,
                    sitting_of.get(interval.review) if interval.review else None,
                ),
            )


def _considered(heard: list[dict[str, Any]], asked: Asked) -> Iterator[tuple[Figure, Counted]]:
    for each in heard:
        if each["without_quorum"] == Inquorate.ADJOURN or not _within(each, asked):
            continue
        why = "Decided" if each["considered"] else "No disclosure decision is recorded"
        yield Figure.K3, _of_case(each, each["considered"], why)


def _within(row: dict[str, Any], asked: Asked) -> bool:
    return asked.holds(row["sitting__held_on"]) and (not asked.area or row["sitting__area"] == asked.area)


def _of_case(row: dict[str, Any], passes: bool, why: str, late_why: str = "") -> Counted:
    return Counted(
        row["sitting__held_on"],
        passes,
        why,
        row["sitting__level"],
        row["person"],
        row["pk"],
        row["sitting"],
        late_why=late_why,
    )


_OF_STANDING = {
    Standing.RESPONSIBLE: {"2": Figure.K4, "3": Figure.K4},
    Standing.DUTY: {"2": Figure.K5_2, "3": Figure.K5_3},
}


def _came(force: Force, asked: Asked) -> Iterator[tuple[Figure, Counted]]:
    """Of every agency invited to a case that was heard, whether a person or a deputy came."""
    rows = (
        Invitation.objects.standing()
        .filter(
            Q(agency__isnull=True) | Q(agency__mappa_standing__standing__in=_OF_STANDING),
            case__sitting__force=force,
            case__state__in=[CaseState.DECIDED, CaseState.INQUORATE],
            case__sitting__held_on__range=(asked.since, asked.until),
        )
        # Nobody met: the case is heard on another day, and counts with that one, as in K3.
        .exclude(case__state=CaseState.INQUORATE, case__without_quorum=Inquorate.ADJOURN)
        .annotate(wrote=Exists(AgencyReturn.objects.filter(invitation=OuterRef("pk"))))
    )
    if asked.area:
        rows = rows.filter(case__sitting__area=asked.area)
    for case, sitting, person, on, level, agency, standing, presence, wrote in rows.values_list(
        *("case", "case__sitting", "person", "case__sitting__held_on", "case__sitting__level"),
        *("agency__name", "agency__mappa_standing__standing", "attendance__presence", "wrote"),
    ):
        came = presence in THERE
        said = Presence(presence).label if presence else "Nobody is recorded as there"
        why = f"{agency or POLICE}: {said[0].lower()}{said[1:]}" + (
            ", a return came in writing" if wrote and not came else ""
        )
        figure = _OF_STANDING[Standing(standing) if agency else Standing.RESPONSIBLE][level]
        yield (
            figure,
            Counted(on, came, why, level, person, case, sitting, agency or POLICE, wrote and not came),
        )


def _circulated(
    heard: list[dict[str, Any]],
    history: History,
    calendar: WorkingDays,
    asked: Asked,
    today: date,
) -> Iterator[tuple[Figure, Counted]]:
    """The minutes of every case decided, by when they first went out; a later version corrects, and delays nothing.

    By the policy of the meeting's day, as `mappa.actions.circulating.clock_of` has it.
    """
    figures = {level: figure for figure, level in MINUTES.items()}
    for each in heard:
        if each["state"] != CaseState.DECIDED or not _within(each, asked):
            continue
        level, held_on, out = each["sitting__level"], each["sitting__held_on"], each["circulated_at"]
        on = timezone.localdate(out) if out else None
        allowed = history.value(DUE[level], held_on)
        if judged := rules.judge_minutes(held_on, on, allowed, calendar, today):
            late_why = "" if judged.passes else each["late_why"]
            yield figures[level], _of_case(each, judged.passes, judged.why, late_why)


def _chaired(sittings: list[dict[str, Any]], asked: Asked) -> Iterator[tuple[Figure, Counted]]:
    for each in sittings:
        held = each["state"] in (SittingState.OPEN, SittingState.CLOSED)
        if not held or not asked.holds(each["held_on"]) or (asked.area and each["area"] != asked.area):
            continue
        why = f"Below the grade, let stand: {each['override_why']}" if each["below_grade"] else "Of the grade"
        yield (
            Figure.K11,
            Counted(each["held_on"], not each["below_grade"], why, each["level"], sitting=each["pk"]),
        )
