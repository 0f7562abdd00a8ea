"""One queue for everything that waits for somebody's decision or signature, with its age and where it is decided."""

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


def signs(user: User, today: date) -> bool:
    """Whether anything can wait for this user: whoever approves, or takes over a person."""
    return bool(reach(user, Capability.RECORD, today)) or approves(user, today)


@require_safe
def approvals(request: SignedIn) -> HttpResponse:
    """What waits for my signature, and for how long?"""
    user, today = request.user, request.today
    if not signs(user, today):
        raise PermissionDenied
    lines = noticeboard.to_sign(user, request.now)
    rows = [
        Row(
            line.called,
            line.words,
            line.at,
            noticeboard.signing(line.source).asks,
            line.href,
            line,
        )
        for line in lines.rows
    ]
    rows += [
        Row(
            "Policy",
            f"A change from {each.proposed_by}",
            timezone.localtime(each.proposed_at),
            "Approve or refuse",
            reverse("decide-policy", args=[each.pk]),
        )
        for each in waiting_for(user, today).select_related("proposed_by")
    ]
    rows.sort(key=lambda row: row.at)
    context = {
        "rows": rows,
        "total": lines.total + len(rows) - len(lines.rows),
        "oldest": (today - rows[0].at.date()).days if rows else 0,
        "checks": _checks(rows),
        "today": today,
    }
    return render(request, "dashboards/approvals.html", context)


def _checks(rows: list[Row]) -> list[tuple[str, tuple[str, ...]]]:
    """What is looked at before signing, of each kind that waits."""
    found = {}
    for row in rows:
        found[row.called] = noticeboard.signing(row.line.source).checks if row.line else POLICY
    return [(called, checks) for called, checks in found.items() if checks]
