"""Everything that happened to one person, in order."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from access.choices import Channel
from access.log import consulted
from access.log.lately import last_look
from access.requests import SignedIn
from frontend.dates import words
from frontend.paging import AFTER, BEFORE
from offenders import queries, timeline
from offenders.forms.timeline import TimelineFilter
from offenders.views.person import shell

A_PAGE = 50
ON_PAPER = 500


@require_safe
def events(request: SignedIn, person_id: UUID) -> HttpResponse:
    """The events that the address asks for; with `print`, more of them at once and nothing else."""
    person = queries.visible_person(request.user, person_id, request.now)
    groups = timeline.groups_for(person.relationship)
    form = TimelineFilter(request.GET or None, today=request.today, groups=groups)
    form.is_valid()
    chosen: dict[str, Any] = form.cleaned_data if form.is_bound else {}
    looked = last_look(request.user, person.pk, request.now)
    printed = "print" in request.GET
    page = timeline.page(
        person,
        timeline.Asked(
            groups=frozenset(chosen.get("kind", ())),
            starts=chosen.get("starts"),
            ends=chosen.get("ends"),
            since=looked if chosen.get("since") else None,
            by_recording=chosen.get("order") == "recorded",
        ),
        request.today,
        request.GET,
        size=ON_PAPER if printed else A_PAGE,
    )
    wanted = [group for group in groups if group.name in chosen.get("kind", ()) or not chosen.get("kind")]
    consulted(sections=[group.label.lower() for group in wanted], channel=Channel.PRINT if printed else None)
    context = {
        **shell(request, person, "person-timeline"),
        "form": form,
        "page": page,
        "chosen": _chosen(request.GET, chosen, groups, looked),
        "looked": looked,
        "is_first_look": bool(chosen.get("since")) and looked is None,
        "printed": printed,
        "print_href": f"?{_with(request.GET, 'print', 'yes')}",
        "whole_href": f"?{_without(request.GET, 'print')}",
    }
    return render(request, "offenders/timeline.html", context)


def _chosen(
    asked: QueryDict, chosen: dict[str, Any], groups: list[timeline.Group], looked: datetime | None
) -> list[dict[str, Any]]:
    """What the list is narrowed by, each with the address without it."""
    found = []
    if chosen.get("since") and looked:
        found.append(("Since", [(words(looked), _without(asked, "since"))]))
    kinds = [
        (group.label, _without(asked, "kind", group.name))
        for group in groups
        if group.name in chosen.get("kind", ())
    ]
    days = [
        (f"{label} {words(chosen[name])}", _without(asked, name))
        for name, label in (("starts", "From"), ("ends", "To"))
        if chosen.get(name)
    ]
    found += [("What happened", kinds), ("Days", days)]
    return [
        {"heading": heading, "items": [{"text": text, "href": f"?{query}"} for text, query in items]}
        for heading, items in found
        if items
    ]


def _without(asked: QueryDict, name: str, value: str | None = None) -> str:
    """The query without one of its answers, from the first page on."""
    rest = asked.copy()
    kept = [each for each in rest.getlist(name) if value is not None and each != value]
    for gone in (AFTER, BEFORE):
        rest.pop(gone, None)
    rest.setlist(name, kept)
    return rest.urlencode()


def _with(asked: QueryDict, name: str, value: str) -> str:
    more = asked.copy()
    for gone in (AFTER, BEFORE):
        more.pop(gone, None)
    more[name] = value
    return more.urlencode()
