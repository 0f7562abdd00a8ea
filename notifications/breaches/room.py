"""The room's own pages: the breaches of everybody within reach, the missing, the wanted, and the annual count."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.exporting import Form, Taken, TooMany, hand_over
from access.policies import Capability, reach
from access.requests import SignedIn
from accounts.context import request_id
from accounts.models import Force
from accounts.stepup import ask_again, recently_authenticated
from frontend.paging import page_of
from notifications.breaches import listing, queries
from notifications.breaches.duties import NAME
from offenders.choices import SoughtKind
from offenders.forms import ExportForm
from practice.keys import EXPORT_MOST
from practice.policy import policy_of

A_PAGE = 50
SHOWN = {
    "open": "Open breaches",
    SoughtKind.MISSING.value: "Missing",
    SoughtKind.WANTED.value: "Wanted",
    "closed": "Closed breaches",
}


@require_safe
def breaches(request: SignedIn) -> HttpResponse:
    """Open breaches, or the missing, the wanted, the closed; of one's own people unless everybody's are asked for."""
    user, today = request.user, request.today
    if not listing.may_list(user, today):
        raise PermissionDenied
    show = request.GET.get("show", "open")
    show = show if show in SHOWN else "open"
    manages = listing.manages(user, today)
    mine = manages and request.GET.get("whose") != "all"
    may = {each for each in (Capability.RECORD, Capability.APPROVE) if reach(user, each, today)}
    context: dict[str, Any] = {
        "show": show,
        "heading": SHOWN[show],
        "today": today,
        "manages": manages,
        "mine": mine,
        "sections": _sections(request, show, mine=mine),
        "may_record": Capability.RECORD in may,
    }
    if show in SoughtKind.values:
        rows = listing.sought(user, request.now, mine=mine, kind=show)
        page = page_of(rows, order=("level_order", "starts_on", "pk"), params=request.GET, size=A_PAGE)
        due = queries.entries_of([row.person_id for row in page.rows])
        context["rows"] = [
            {
                "sought": row,
                "days": queries.length(row, today),
                "circulate": due.get(f"{NAME}/circulate:{row.pk}"),
                "review": next(
                    (e for key, e in due.items() if key.startswith(f"{NAME}/review:{row.pk}")), None
                ),
            }
            for row in page.rows
        ]
        template = "notifications/breaches/sought_list.html"
    else:
        found = listing.breaches(user, request.now, mine=mine, closed=show == "closed")
        order = ("-outcome_on", "pk") if show == "closed" else ("level_order", "happened_on", "pk")
        page = page_of(queries.with_all(found), order=order, params=request.GET, size=A_PAGE)
        due = queries.entries_of([row.person_id for row in page.rows])
        context["rows"] = [
            {
                "breach": row,
                "next": queries.next_step(row, due, may=may),
                "days": (today - row.happened_on).days,
            }
            for row in page.rows
        ]
        template = "notifications/breaches/list.html"
    return render(request, template, {**context, "page": page})


@require_safe
def count(request: SignedIn) -> HttpResponse:
    """Cautions and convictions by year, from 1 April to 31 March."""
    force = _force(request)
    years = listing.annual_count(force)
    context = {
        "years": years,
        "force": force,
        "small": listing.SMALL,
        "has_small": any(year.has_small for year in years),
        "sections": _sections(request, "count", mine=False),
    }
    return render(request, "notifications/breaches/count.html", context)


def export(request: SignedIn) -> HttpResponse:
    """Take the count away as a file, small numbers hidden, after a fresh proof of who one is."""
    force = _force(request)
    if not reach(request.user, Capability.EXPORT, request.today):
        raise PermissionDenied
    if not recently_authenticated(request):
        return ask_again(request)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        most = policy_of(force.pk, request.today).value(EXPORT_MOST)
        try:
            return hand_over(
                listing.annual_count(force),
                listing.COUNT,
                form=Form(form.cleaned_data["form"]),
                name="breaches by year",
                taken=Taken(request.user, request.now, request_id()),
                most=most,
            )
        except TooMany:
            form.add_error(None, f"More than {most} years are counted. Nothing was taken away.")
    context = {
        "form": form,
        "heading": "Take the count away as a file",
        "small": listing.SMALL,
        "submit_text": "Make the file",
        "back_href": reverse("breach-count"),
    }
    return render(request, "notifications/breaches/export.html", context)


def _force(request: SignedIn) -> Force:
    """The force whose breaches are counted: that of whoever approves what others do."""
    force = request.user.force
    if force is None or not reach(request.user, Capability.APPROVE, request.today):
        raise PermissionDenied
    return force


def _sections(request: SignedIn, here: str, *, mine: bool) -> list[dict[str, Any]]:
    whose = "&whose=all" if not mine and request.GET.get("whose") == "all" else ""
    found = [
        {"text": text, "href": f"{reverse('breaches')}?show={name}{whose}", "active": name == here}
        for name, text in SHOWN.items()
    ]
    if reach(request.user, Capability.APPROVE, request.today):
        found.append({"text": "Annual count", "href": reverse("breach-count"), "active": here == "count"})
    return found
