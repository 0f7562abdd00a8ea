"""The workload of a unit, of one officer, and what moving people would do."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from access.forms import accepted, posted
from access.log import shows
from access.policies import Capability, reach
from access.requests import SignedIn
from accounts.models import User
from dashboards.workload import drawing, queries
from dashboards.workload.forms import AwayForm, MoveForm
from handovers.queries import caseload_to_give, first_of
from offenders import actions, overseeing
from offenders.caseload.queries import of_unit
from offenders.models import TimeAway


@require_safe
def workload(request: SignedIn) -> HttpResponse:
    """Who is overloaded, and with what? The fullest first."""
    user, today = _overseer(request), request.today
    units = queries.units_of(user, today)
    asked = request.GET.get("unit", "")
    unit = next((each for each in units if str(each.pk) == asked), None)
    table = queries.table(user, request.now, unit=unit.pk if unit else None)
    context = {
        "table": table,
        "units": units,
        "unit": unit,
        "drawing": drawing.of(table.weeks),
        "now": request.now,
        "today": today,
    }
    return render(request, "workload/workload.html", context)


@require_safe
def officer(request: SignedIn, officer_id: UUID) -> HttpResponse:
    """One officer, week by week."""
    found = _officer(request, officer_id)
    [row] = queries.rows_of([found], request.now)
    context = {
        "row": row,
        "officer": found,
        "drawing": drawing.of(row.weeks),
        "now": request.now,
        "today": request.today,
    }
    return render(request, "workload/officer.html", context)


@require_safe
def what_if(request: SignedIn, officer_id: UUID) -> HttpResponse:
    """What moving some of one officer's people to another would do; nothing moves here."""
    user, today = request.user, request.today
    giver = _officer(request, officer_id)
    people, more = first_of(caseload_to_give(user, giver, today))
    receivers = of_unit(giver.unit_id, today).exclude(pk=giver.pk)
    form = MoveForm(request.GET or None, people=people, receivers=receivers)
    context: dict[str, Any] = {"form": form, "officer": giver, "more": more, "now": request.now}
    shows(each.pk for each in people)
    if form.is_bound and form.is_valid():
        receiver, chosen = form.cleaned_data["receiver"], [each.pk for each in form.cleaned_data["people"]]
        context["outcome"] = queries.what_if(giver, receiver, chosen, request.now)
        asked = urlencode({"people": chosen, "receiver": receiver.pk}, doseq=True)
        context["hand_over_href"] = f"{reverse('hand-over-people', args=[giver.pk])}?{asked}"
    return render(request, "workload/what_if.html", context)


def away(request: SignedIn, officer_id: UUID) -> HttpResponse:
    """Record when an officer is not there."""
    found = _officer(request, officer_id)
    form = AwayForm(posted(request), today=request.today)
    back = reverse("officer-workload", args=[found.pk])
    if accepted(
        form,
        lambda: actions.record_time_away(request.user, officer=found, now=request.now, **form.said()),
    ):
        messages.success(request, "Recorded. The time there is has been counted without those days.")
        return redirect(back)
    context = {
        "form": form,
        "caption": str(found),
        "heading": "Time away",
        "lede": "Their capacity is counted without these days. Who stands in for them is arranged under Cover.",
        "submit_text": "Record",
        "back_href": back,
        "cancel_href": back,
    }
    return render(request, "layouts/journey.html", context)


@require_POST
def back(request: SignedIn, officer_id: UUID, away_id: int) -> HttpResponse:
    """They are back, or do not go."""
    found = _officer(request, officer_id)
    try:
        actions.end_time_away(
            request.user, away=get_object_or_404(TimeAway, pk=away_id, user=found), now=request.now
        )
        messages.success(request, "Recorded: they are counted as there again.")
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("officer-workload", officer_id=found.pk)


def _overseer(request: SignedIn) -> User:
    if not reach(request.user, Capability.ASSIGN, request.today):
        raise PermissionDenied
    return request.user


def _officer(request: SignedIn, officer_id: UUID) -> User:
    """An officer whom the reader oversees; Http404 for anybody else."""
    officers = overseeing.overseen(_overseer(request), request.today).select_related("unit", "force")
    found: User = get_object_or_404(officers, pk=officer_id)
    return found
