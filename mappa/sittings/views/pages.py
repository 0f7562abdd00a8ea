"""The lists of meeting days, one day, its file for a calendar, and its next step."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from access.recording import Stale
from access.requests import SignedIn
from mappa import actions
from mappa.figures.queries import reads as reads_figures
from mappa.figures.register import reads as reads_register
from mappa.pack.queries import may_take
from mappa.pack.readiness import not_ready
from mappa.pack.rules.readiness import in_words, summary
from mappa.referrals.queries import to_be_listed
from mappa.sittings import policies, queries
from mappa.sittings.calendar import calendar
from mappa.sittings.choices import COMING, FORWARD, OVER, MeetingLevel, SittingState
from mappa.status.views.pages import looks_after

# Of each step of a meeting day: what the button says, and what is said once it is done.
STEPS = {
    SittingState.NOTICED: ("Send the invitations", "Sent: each agency is told."),
    SittingState.PACK_OPEN: ("Open the pack", "The pack is open."),
    SittingState.PACK_LOCKED: ("Lock the pack", "Locked: every case is ready."),
    SittingState.OPEN: ("Open the meeting", "The meeting is open."),
    SittingState.CLOSED: ("Close the meeting", "The meeting is closed."),
}


@require_safe
def meetings(request: SignedIn) -> HttpResponse:
    """The meeting days: to come, and past."""
    user, today = request.user, request.today
    if not policies.opens(user, today):
        raise PermissionDenied
    area, level = request.GET.get("area", ""), request.GET.get("level", "")
    lists = queries.meetings(user, request.now, area=area, level=level)
    late = not_ready(user, request.now)
    context = {
        "lists": lists,
        "area": area,
        "level": level,
        "levels": MeetingLevel.choices,
        "may_plan": policies.plans(user, today),
        "may_consider": looks_after(user, today) is not None,
        "may_see_figures": reads_figures(user, today),
        "may_see_register": reads_register(user, today),
        "is_partner": policies.is_partner(user, today),
        "not_ready": [
            (each, len(late[each.pk]), summary(late[each.pk].values()))
            for each in lists.coming
            if each.pk in late
        ],
        "today": today,
    }
    return render(request, "mappa/meetings.html", context)


@require_safe
def meeting(request: SignedIn, sitting_id: UUID) -> HttpResponse:
    """One meeting day: its cases, who is invited, what is returned, and whether it will be quorate."""
    user, today = request.user, request.today
    sitting = queries.sitting_of(user, sitting_id, request.now)
    day = queries.day_of(user, sitting, request.now)
    unready = not_ready(user, request.now).get(sitting.pk, {})
    for row in day.rows:
        row.lacks = in_words(unready.get(row.case.pk, ()))
    plans = policies.plans(user, today)
    to = FORWARD.get(SittingState(sitting.state))
    ready = not (to == SittingState.NOTICED and (sitting.needs_override or not day.rows))
    lists = plans and sitting.state not in OVER
    context = {
        "sitting": sitting,
        "day": day,
        "to": to if to and ready and policies.advances(user, sitting, to, today) else None,
        "to_text": STEPS[to][0] if to else "",
        "closes": to == SittingState.CLOSED,
        "may_plan": plans and not day.is_partner,
        "may_change": plans and sitting.state in COMING,
        "may_replace": sitting.state == SittingState.OPEN
        and (plans or policies.overrides(user, sitting, today)),
        "may_list": lists,
        "to_list": to_be_listed(user, today).filter(level=sitting.level) if lists else (),
        "may_chase": plans and day.missing and sitting.state in COMING[1:],
        "may_join": policies.joins(user, sitting, request.now),
        "may_take_pack": may_take(user, sitting, request.now),
        "may_override": sitting.needs_override and policies.overrides(user, sitting, today),
        "today": today,
    }
    return render(request, "mappa/meeting.html", context)


@require_safe
def calendar_file(request: SignedIn, sitting_id: UUID) -> HttpResponse:
    """The meeting for a calendar: nobody is in it."""
    sitting = queries.sitting_of(request.user, sitting_id, request.now)
    headers = {"Content-Disposition": f'attachment; filename="{sitting.reference}.ics"'}
    return HttpResponse(
        calendar(sitting, request.now), content_type="text/calendar; charset=utf-8", headers=headers
    )


@require_POST
def advance(request: SignedIn, sitting_id: UUID) -> HttpResponse:
    """The one next step of the day."""
    sitting = queries.sitting_of(request.user, sitting_id, request.now)
    to = next((each for each in STEPS if each == request.POST.get("to")), None)
    if to is None:
        raise Http404
    try:
        actions.advance_sitting(
            request.user,
            sitting=sitting,
            version=_number(request.POST.get("version")),
            to=to,
            now=request.now,
        )
        messages.success(request, STEPS[to][1])
    except (Stale, ValidationError) as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("meeting", sitting_id=sitting.pk)


@require_POST
def chase(request: SignedIn, sitting_id: UUID) -> HttpResponse:
    """Write to every agency whose return is missing."""
    sitting = queries.sitting_of(request.user, sitting_id, request.now)
    try:
        chased = actions.chase_returns(request.user, sitting=sitting, now=request.now)
        said = f"Chased: {chased}." if chased else "All whose return is missing were chased today already."
        messages.success(request, said)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("meeting", sitting_id=sitting.pk)


def _number(text: str | None) -> int:
    """A version as a form sends it; 0, which no row has, for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
