"""One queue for everything that waits for somebody's decision, with its age and where it is decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from access.policies import Capability, reach
from access.requests import SignedIn
from accounts.choices import Role
from accounts.models import User
from dashboards.models import LargeExport
from diary import noticeboard
from diary.noticeboard import Line
from offenders.choices import ManagementLevel
from practice.countries.queries import countries_waiting_for
from practice.models import CountryChange, Proposal
from practice.policies import approves
from practice.policy import policy_of, read_once
from practice.queries import waiting_for
from riskplans.disclosure.queries import waiting_about_nobody
from riskplans.models import DisclosureDecision

_BEFORE_EXPORT = ("What the file is for", "Whether fewer people, or figures alone, would do")
_BEFORE_COUNTRY = ("What the reason rests on", "Who is travelling there now")
_BEFORE_POLICY = ("Which dates move, and whose", "Who does the work that follows")


@dataclass(frozen=True, slots=True)
class Row:
    """Something that waits; `line` is None for what is about nobody on record."""

    called: str
    words: str
    at: datetime
    asks: str
    href: str
    checks: tuple[str, ...]  # what is looked at first
    line: Line | None = None
    urgent: str = ""  # why it is to be decided today
    stuck: str = ""  # why it cannot be approved as it stands
    inspector: bool = False  # whether nobody but an inspector may
    by: date | None = None  # the last day for it, where the force's policy says one

    @property
    def place(self) -> tuple[bool, int, datetime]:
        """Where it stands in the queue: what is urgent, then by level, then the longest first."""
        return not self.urgent, self.line.level.order if self.line else len(ManagementLevel), self.at


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for one user's decision, the most urgent first: those shown, and how many there are."""

    rows: list[Row]
    total: int


def decides(user: User, today: date) -> bool:
    """Whether anything can wait for this user: whoever approves, takes over a person, or chairs meetings."""
    chairs = user.has_role([Role.CHAIR], today)
    return chairs or bool(reach(user, Capability.RECORD, today)) or approves(user, today)


def queue_of(user: User, now: datetime) -> Queue:
    """What waits for this user's decision; a query for what is about people, one for its days, one for changes of
    policy, one for those of the high-risk countries, one for disclosures about nobody on record, and one for exports
    above the limit."""
    today = now.date()
    if not decides(user, today):
        return Queue([], 0)
    with read_once():
        lines = noticeboard.to_decide(user, now)
        rows = list(_of_people(lines.rows, user, today))
    rows += [_of_policy(each) for each in waiting_for(user, today).select_related("proposed_by")]
    rows += [_of_countries(each) for each in countries_waiting_for(user, today).select_related("proposed_by")]
    rows += [_of_nobody(each, today) for each in waiting_about_nobody(user, now)]
    exports = LargeExport.objects.decided_for(user, today).waiting().select_related("asked_by")
    rows += [_of_export(each) for each in exports]
    rows.sort(key=lambda row: row.place)
    return Queue(rows, lines.total + len(rows) - len(lines.rows))


@require_safe
def approvals(request: SignedIn) -> HttpResponse:
    """What waits for my decision, and for how long?"""
    user, today = request.user, request.today
    if not decides(user, today):
        raise PermissionDenied
    queue = queue_of(user, request.now)
    is_inspector = user.has_role([Role.DETECTIVE_INSPECTOR], today)
    only_inspector = is_inspector and request.GET.get("only") == "inspector"
    shown = [row for row in queue.rows if row.inspector or not only_inspector]
    context = {
        "queue": queue,
        "rows": shown,
        "only_inspector": only_inspector,
        "may_narrow": is_inspector,
        "oldest": min((row.at for row in queue.rows), default=None),
        "checks": _checks(shown),
        "today": today,
    }
    return render(request, "dashboards/approvals.html", context)


def _of_people(lines: list[Line], user: User, today: date) -> Iterator[Row]:
    """Each with the day by which it is decided; policy is read where something that waits has one."""
    within = [noticeboard.deciding(line.source).within(line.said) for line in lines]
    policy = policy_of(user.force_id, today) if any(within) else None
    for line, key in zip(lines, within, strict=True):
        yield _of_person(line, policy.after(key, localdate(line.at)) if policy and key else None, today)


def _of_person(line: Line, by: date | None, today: date) -> Row:
    source = noticeboard.deciding(line.source)
    return Row(
        line.called,
        line.words,
        line.at,
        source.asks,
        line.href,
        source.checks,
        line,
        urgent=source.urgent(line.said, today),
        stuck=source.stuck(line.said, today),
        inspector=source.inspector(line.said),
        by=by,
    )


def _of_policy(proposal: Proposal) -> Row:
    return Row(
        "Policy",
        f"A change from {proposal.proposed_by}",
        timezone.localtime(proposal.proposed_at),
        "Approve or refuse",
        reverse("decide-policy", args=[proposal.pk]),
        _BEFORE_POLICY,
        inspector=True,
    )


def _of_countries(change: CountryChange) -> Row:
    return Row(
        "High-risk countries",
        f"A change from {change.proposed_by}",
        timezone.localtime(change.proposed_at),
        "Approve or refuse",
        reverse("decide-country", args=[change.pk]),
        _BEFORE_COUNTRY,
        inspector=True,
    )


def _of_export(export: LargeExport) -> Row:
    return Row(
        "Export",
        f"{export.rows:,} rows of a list, for {export.asked_by}",
        timezone.localtime(export.asked_at),
        "Approve or refuse",
        reverse("decide-export", args=[export.pk]),
        _BEFORE_EXPORT,
    )


def _of_nobody(made: DisclosureDecision, today: date) -> Row:
    source = noticeboard.deciding("disclosures")
    said = {"case": str(made.case_id), "outcome": made.outcome, "by": made.recorded_by.family_name}
    return Row(
        source.called,
        f"{made.case.reference}. {source.words(said)}",
        timezone.localtime(made.recorded_at),
        source.asks,
        reverse("disclosure-step", args=[made.case_id, "decide"]),
        source.checks,
        urgent=source.urgent({**said, "danger": made.case.imminent_at}, today),
        inspector=source.inspector(said),
    )


def _checks(rows: list[Row]) -> list[tuple[str, tuple[str, ...]]]:
    """What is looked at before deciding, of each kind that waits."""
    return [(called, checks) for called, checks in {row.called: row.checks for row in rows}.items() if checks]
