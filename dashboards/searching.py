"""Finding one person: asked by a posted form, answered at an address that holds nothing of what was typed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from access.choices import Channel
from access.log import consulted
from access.requests import SignedIn
from dashboards.asked import recalled, remember
from offenders import policies
from offenders.search import queries

_MOST_TYPED = 200  # characters
_PAGE = "people-search"
_LIMITS = {"a_page": queries.A_PAGE, "tiles": queries.TILES}


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: SignedIn) -> HttpResponse:
    """The box. Posted, so that no name stands in an address or a browser's history."""
    if request.method == "POST":
        typed = " ".join(request.POST.get("q", "").replace("\x00", " ").split())[:_MOST_TYPED]
        if typed:
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
