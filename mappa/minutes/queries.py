"""Reads for the pages of minutes: the list, one case's, a reader's own copy, and the annexes that name the reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from access.log import consulted
from accounts.models import Agency, Force, User
from diary.clock import LONDON
from mappa.actions.circulating import clock_of, history_of
from mappa.actions.minuting import newest_of
from mappa.minutes import policies, rules
from mappa.minutes.choices import IN_HAND, Section, Stage
from mappa.models import (
    Annex,
    AnnexNaming,
    CaseReview,
    Circulation,
    Correction,
    ExecutiveSummary,
    Minutes,
    MinutesCopy,
    MinutesHeading,
    MinutesParagraph,
    MinutesStep,
    Sitting,
)
from mappa.sittings import policies as meetings
from mappa.sittings.choices import CaseState
from mappa.sittings.queries import case_of
from offenders.choices import Basis
from offenders.models import Person
from practice import working_days
from practice.history import History

A_LIST = 100
CLOSED = [CaseState.DECIDED, CaseState.INQUORATE]


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its paragraphs as they stand."""

    section: Section
    paragraphs: list[MinutesParagraph]

    @property
    def name(self) -> str:
        return self.section.value

    @property
    def heading(self) -> str:
        return str(self.section.label)


@dataclass(slots=True)
class Row:
    """One case in a list of minutes: how its newest version stands, and by when it is due."""

    case: CaseReview
    minutes: Minutes | None
    first: Minutes | None
    due_on: date
    late_by: int  # working days; 0 in time
    dissent: bool
    asked: int  # corrections without an answer

    @property
    def stage(self) -> tuple[str, str]:
        """In words, and the colour of its tag."""
        if self.minutes is None:
            return "Not drafted", "red" if self.late_by else "grey"
        return str(self.minutes.get_state_display()), self.minutes.colour

    @property
    def is_waiting(self) -> bool:
        """Whether the first version is not circulated yet."""
        return self.first is None or not self.first.is_out


@dataclass(slots=True)
class Page:
    """The minutes of one case as their page shows them."""

    case: CaseReview
    versions: list[Minutes]
    shown: Minutes | None
    parts: list[Part]
    clock: rules.Clock
    late_by: int
    steps: list[MinutesStep] = field(default_factory=list)
    circulation: Circulation | None = None
    copies: list[MinutesCopy] = field(default_factory=list)
    recalled: list[Circulation] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    summaries: list[ExecutiveSummary] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)
    own: MinutesCopy | None = None

    @property
    def in_hand(self) -> bool:
        return any(each.state in IN_HAND for each in self.versions)

    @property
    def newest(self) -> Minutes | None:
        return self.versions[0] if self.versions else None

    @property
    def is_waiting(self) -> bool:
        """Whether the first version is not circulated yet."""
        return not self.versions or not self.versions[-1].is_out

    @property
    def is_newest(self) -> bool:
        return self.shown is not None and self.shown == self.newest

    @property
    def unanswered(self) -> list[Correction]:
        return [each for each in self.corrections if not each.answer]

    @property
    def returned(self) -> MinutesStep | None:
        """Why the chair sent them back, while they are a draft again."""
        if self.shown is None or self.shown.state != Stage.DRAFT:
            return None
        last = self.steps[-1] if self.steps else None
        return last if last and last.kind == "returned" else None

    @property
    def opened(self) -> int:
        return sum(each.opened_at is not None for each in self.copies)


def rows_of(
    user: User, now: datetime, *, sitting: Sitting | None = None, stage: str = "", dissent: bool = False
) -> list[Row]:
    """The cases whose minutes this user may know of, the newest first; six queries, and one for each force."""
    cases = meetings.cases(user, now).filter(state__in=CLOSED)
    if sitting:
        cases = cases.filter(sitting=sitting)
    if dissent:
        cases = cases.filter(levelview__dissents="yes")
    if stage == "none":
        cases = cases.filter(minutes__isnull=True)
    elif stage in Stage.values:
        newest = Minutes.objects.order_by("case_id", "-number").distinct("case_id")
        cases = cases.filter(minutes__in=Minutes.objects.filter(pk__in=newest.values("pk"), state=stage))
    people = Person.objects.with_name().with_manager()
    versions = Minutes.objects.prefetch_related(
        Prefetch("corrections", Correction.objects.filter(answer="").only("id", "minutes", "person"))
    )
    found = cases.select_related("sitting__force", "sitting__chair", "levelview").prefetch_related(
        Prefetch("person", people), Prefetch("minutes", versions.order_by("-number"))
    )
    shown = list(found.order_by("-begins_at")[:A_LIST])
    histories = {force: history_of(force) for force in {case.sitting.force_id for case in shown}}
    return [_row(case, histories[case.sitting.force_id], now.date()) for case in shown]


def _row(case: CaseReview, history: History, today: date) -> Row:
    versions = list(case.minutes.all())
    first = versions[-1] if versions else None
    due_on = (first.due_on if first else None) or clock_of(case.sitting, history).due_on
    view = getattr(case, "levelview", None)
    return Row(
        case,
        versions[0] if versions else None,
        first,
        due_on,
        _late(case, first, due_on, today),
        view is not None and view.dissents == "yes",
        sum(len(each.corrections.all()) for each in versions),
    )


def _late(case: CaseReview, first: Minutes | None, due_on: date, today: date) -> int:
    on = first.circulated_at.astimezone(LONDON).date() if first and first.circulated_at else today
    return rules.late_by(due_on, on, working_days.of(case.sitting.force.nation))


def page_of(user: User, sitting_id: UUID, case_id: UUID, now: datetime, *, version: str = "") -> Page:
    """The minutes of a case for a reader of the force, or Http404: partners have their copy. Some twenty queries."""
    today = now.date()
    if meetings.is_partner(user, today):
        raise Http404
    case = case_of(user, sitting_id, case_id, now)
    if case.state not in CLOSED:
        raise Http404
    versions = list(
        case.minutes.select_related(
            "recorded_by", "submitted_by", "approved_by", "correction__asked_by", "correction__agency"
        ).order_by("-number")
    )
    for each in versions:
        each.case = case
    shown = _chosen(versions, version)
    first = versions[-1] if versions else None
    clock = clock_of(case.sitting)
    due_on = (first.due_on if first else None) or clock.due_on
    page = Page(case, versions, shown, [], clock, _late(case, first, due_on, today))
    page.annexes = list(policies.annexes(user, now).filter(case=case))
    if shown is None:
        return page
    page.steps = list(shown.steps.select_related("by"))
    circulations = list(shown.circulations.select_related("circulated_by", "recalled_by"))
    page.circulation = next((each for each in circulations if each.recalled_at is None), None)
    page.recalled = [each for each in circulations if each.recalled_at]
    if page.circulation:
        rows = page.circulation.copies.select_related("reader", "agency", "withdrawn_by")
        page.copies = list(rows)
        page.own = policies.own_copies(user, today).filter(circulation=page.circulation).first()
    page.summaries = list(shown.summaries.select_related("decided_by", "recorded_by"))
    if policies.reads(user, case, shown, today):
        page.parts = parts_of(newest_of(shown))
        corrections = Correction.objects.filter(minutes__case=case)
        page.corrections = list(corrections.select_related("asked_by", "agency", "answered_by", "minutes"))
    consulted(object_type="MAPPA minutes", object_id=shown.pk)
    return page


def _chosen(versions: list[Minutes], number: str) -> Minutes | None:
    if not number:
        return versions[0] if versions else None
    found = next((each for each in versions if str(each.number) == number), None)
    if found is None:
        raise Http404
    return found


def parts_of(paragraphs: Iterable[MinutesParagraph]) -> list[Part]:
    """The sections that say something, in order."""
    rows = list(paragraphs)
    found = [Part(section, [each for each in rows if each.section == section]) for section in Section]
    return [part for part in found if part.paragraphs]


def released_to(minutes: Minutes, agency: Agency | None) -> list[MinutesParagraph]:
    """What a reader of this agency is shown of circulated minutes: everything but what others hold for themselves.
    No agency: the police, who read all of it."""
    rows = newest_of(minutes)
    if agency is None:
        return rows
    return [each for each in rows if not each.restricted or each.agency_id == agency.pk]


def copies_of(user: User, now: datetime) -> QuerySet[MinutesCopy]:
    """The copies that this user may read today, the newest first."""
    return (
        policies.own_copies(user, now.date())
        .select_related("circulation__minutes__case__sitting__force", "agency")
        .order_by("-released_at")
    )


def copy_of(user: User, sitting_id: UUID, case_id: UUID, now: datetime) -> MinutesCopy:
    """The reader's own copy of the newest version that they were given, with the person's name alone; or Http404."""
    rows = copies_of(user, now).filter(
        circulation__minutes__case=case_id, circulation__minutes__case__sitting=sitting_id
    )
    copy = rows.order_by("-circulation__minutes__number").first()
    if copy is None:
        raise Http404
    person = Person.objects.with_name().filter(pk=copy.person_id).first()
    if person is None:
        raise Http404
    copy.person = copy.circulation.minutes.case.person = person
    # The police read it by their own work, an agency because it sits on the panel.
    basis = Basis.PANEL if copy.agency_id else None
    consulted(basis=basis, object_type="MAPPA minutes", object_id=copy.circulation.minutes_id)
    return copy


def line_of(minutes: Minutes, line: UUID) -> list[MinutesParagraph]:
    """Every version of a paragraph, the newest first; Http404 for none."""
    found = list(
        minutes.paragraphs.filter(line=line).select_related("agency", "recorded_by").order_by("-number")
    )
    if not found:
        raise Http404
    for each in found:
        each.minutes = minutes
    return found


def said(paragraphs: Iterable[MinutesParagraph]) -> list[rules.Said]:
    """What is compared of a version."""
    return [
        rules.Said(
            each.line, str(Section(each.section).label), each.label, each.called, each.text, each.restricted
        )
        for each in paragraphs
    ]


def heading_of(force: Force) -> MinutesHeading:
    """What the force's minutes are headed with; until it has said, plainly."""
    held = MinutesHeading.objects.filter(force=force).first()
    return held or MinutesHeading(
        force=force,
        title="Minutes of a MAPPA meeting",
        marking="OFFICIAL-SENSITIVE",
        footer="Shared under section 325 of the Criminal Justice Act 2003. Not to be copied or passed on without "
        "the chair’s agreement.",
    )


def annex_of(user: User, case: CaseReview, annex_id: UUID, now: datetime) -> Annex:
    """An annex on which the user is named, or Http404: to everybody else there is none."""
    rows = policies.annexes(user, now).filter(case=case).select_related("opened_by")
    annex = get_object_or_404(rows, pk=annex_id)
    annex.case = case
    return annex


def namings_of(annex: Annex) -> list[AnnexNaming]:
    return list(annex.annexnamings.select_related("reader", "agency", "by"))
