"""Finding one person: asked by a posted form, answered at an address that holds nothing of what was typed."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from access.choices import Channel
from access.log import consulted
from access.policies import Capability, reach
from access.requests import SignedIn
from dashboards.asked import recalled, remember
from offenders import policies
from offenders.models import Person
from offenders.search import queries
from offenders.search.matching import Closeness

_MOST_TYPED = 200  # characters
_PAGE = "people-search"
_COUNTER = "new-notification"
_LIMITS = {"a_page": queries.A_PAGE, "tiles": queries.TILES}


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: SignedIn) -> HttpResponse:
    """The box. Posted, so that no name stands in an address or a browser's history."""
    if request.method == "POST" and (typed := _typed(request)):
        return redirect("people-found", number=remember(request, _PAGE, {"typed": typed}))
    errors = (
        [{"text": "Enter a name, a number or an address.", "href": "#id_q"}]
        if request.method == "POST"
        else []
    )
    return render(
        request, "dashboards/search.html", {**_LIMITS, "errors": errors, "has_errors": bool(errors)}
    )


@require_safe
def found(request: SignedIn, number: UUID) -> HttpResponse:
    """Who was found. Each showing is a search, and logged as one, even if it finds nobody."""
    asked = recalled(request, _PAGE, str(number))
    if asked is None:
        messages.info(request, "That search is no longer kept. Search again.")
        return redirect("people-search")
    consulted(channel=Channel.SEARCH)
    context = {
        "q": asked["typed"],
        "answer": queries.find(request.user, request.now, asked["typed"]),
        "today": request.today,
        "may_add": policies.may_add_people(request.user, request.today),
        **_LIMITS,
    }
    return render(request, "dashboards/search.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def at_the_counter(request: SignedIn) -> HttpResponse:
    """Who has come to notify: the box, for those who may take notifications."""
    if not reach(request.user, Capability.NOTIFY, request.today):
        raise PermissionDenied
    if request.method == "POST" and (typed := _typed(request)):
        return redirect("new-notification-found", number=remember(request, _COUNTER, {"typed": typed}))
    errors = (
        [{"text": "Enter their name, date of birth or reference.", "href": "#id_q"}]
        if request.method == "POST"
        else []
    )
    context = {"errors": errors, "has_errors": bool(errors)}
    return render(request, "notifications/station/find.html", context)


@require_safe
def found_at_the_counter(request: SignedIn, number: UUID) -> HttpResponse:
    """Those found whose notification this user may take. Logged as a search, like every other."""
    if not reach(request.user, Capability.NOTIFY, request.today):
        raise PermissionDenied
    asked = recalled(request, _COUNTER, str(number))
    if asked is None:
        messages.info(request, "That search is no longer kept. Search again.")
        return redirect(_COUNTER)
    consulted(channel=Channel.SEARCH)
    answer = queries.find(request.user, request.now, asked["typed"])
    reachable = set(
        Person.objects.within_reach(request.user, Capability.NOTIFY, request.today)
        .filter(pk__in=[row.person.pk for row in answer.rows])
        .values_list("pk", flat=True)
    )
    rows = [row for row in answer.rows if row.person.pk in reachable]
    found = [row for row in rows if answer.whole and _is_spelt_so(row)]
    context = {
        "q": asked["typed"],
        "answer": replace(answer, rows=found),
        "alike": [row for row in rows if row not in found],
        "today": request.today,
    }
    return render(request, "notifications/station/find.html", context)


def _is_spelt_so(row: queries.Found) -> bool:
    """All that was typed stands on the record so, but for a letter or an end: a sound alone is a likeness."""
    return all(reason.closeness <= Closeness.BEGINNING for reason in row.reasons)


def _typed(request: SignedIn) -> str:
    return " ".join(request.POST.get("q", "").replace("\x00", " ").split())[:_MOST_TYPED]
