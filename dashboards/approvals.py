"""One queue for everything that waits for somebody's decision, with its age and where it is decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from access.policies import Capability, reach
from access.requests import SignedIn
from accounts.models import User
from diary import noticeboard
from diary.noticeboard import Line
from practice.models import Proposal
from practice.policies import approves
from practice.queries import waiting_for
from riskplans.plans.checklists import POLICY


@dataclass(frozen=True, slots=True)
class Row:
    """Something that waits; `line` is None for what is about nobody on record."""

    called: str
    words: str
    at: datetime
    asks: str
    href: str
    line: Line | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for one user's decision, the longest first: those shown, and how many there are."""

    rows: list[Row]
    total: int


def decides(user: User, today: date) -> bool:
    """Whether anything can wait for this user: whoever approves, or takes over a person."""
    return bool(reach(user, Capability.RECORD, today)) or approves(user, today)


def queue_of(user: User, now: datetime) -> Queue:
    """What waits for this user's decision; a query for what is about people, one for policy."""
    today = now.date()
    if not decides(user, today):
        return Queue([], 0)
    lines = noticeboard.to_decide(user, now)
    rows = [_of_person(line) for line in lines.rows]
    rows += [_of_policy(each) for each in waiting_for(user, today).select_related("proposed_by")]
    rows.sort(key=lambda row: row.at)
    return Queue(rows, lines.total + len(rows) - len(lines.rows))


@require_safe
def approvals(request: SignedIn) -> HttpResponse:
    """What waits for my decision, and for how long?"""
    user, today = request.user, request.today
    if not decides(user, today):
        raise PermissionDenied
    queue = queue_of(user, request.now)
    context = {
        "queue": queue,
        "oldest": (today - queue.rows[0].at.date()).days if queue.rows else 0,
        "checks": _checks(queue.rows),
        "today": today,
    }
    return render(request, "dashboards/approvals.html", context)


def _of_person(line: Line) -> Row:
    asks = noticeboard.deciding(line.source).asks
    return Row(line.called, line.words, line.at, asks, line.href, line)


def _of_policy(proposal: Proposal) -> Row:
    return Row(
        "Policy",
        f"A change from {proposal.proposed_by}",
        timezone.localtime(proposal.proposed_at),
        "Approve or refuse",
        reverse("decide-policy", args=[proposal.pk]),
    )


def _checks(rows: list[Row]) -> list[tuple[str, tuple[str, ...]]]:
    """What is looked at before deciding, of each kind that waits."""
    found = {}
    for row in rows:
        found[row.called] = noticeboard.deciding(row.line.source).checks if row.line else POLICY
    return [(called, checks) for called, checks in found.items() if checks]
