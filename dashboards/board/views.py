"""The pages of the board: every figure, and the people behind one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from access.log import consulted, shows
from access.policies import Capability, reach
from access.requests import SignedIn
from dashboards.board import queries, staffing
from dashboards.board.forms import BoardForm
from dashboards.board.metrics import NAMED
from dashboards.board.queries import LEVELS, Board
from dashboards.board.scope import Asked, Status, reads_board
from dashboards.board.trends import trends as two_years
from offenders.choices import ManagementLevel

A_PAGE = 50
LAST_PAGE = 2000  # 100,000 rows: nobody turns further


@require_safe
def board(request: SignedIn) -> HttpResponse:
    """How big, how dangerous, who is worst, who is overloaded, what waits?"""
    form, asked = asked_of(request)
    found = queries.board(request.user, asked, request.now)
    consulted(people=_told_of(found))
    context = {
        **_page(request, form, asked),
        "board": found,
        "tiles": _tiles(found, asked),
        "now": found.computed_at,
    }
    return render(request, "board/board.html", context)


@require_POST
def again(request: SignedIn) -> HttpResponse:
    """Count a board anew that is kept for some minutes."""
    _, asked = asked_of(request)
    queries.board(request.user, asked, request.now, again=True)
    query = urlencode(address(asked))
    return redirect(reverse("board") + (f"?{query}" if query else ""))


@require_safe
def behind(request: SignedIn, metric: str) -> HttpResponse:
    """Everybody behind one number of the board, the gravest and longest first."""
    if metric not in NAMED:
        raise Http404
    form, asked = asked_of(request)
    number = _number(request.GET.get("page", ""))
    found = queries.listing(
        request.user, NAMED[metric], asked, request.now, skip=(number - 1) * A_PAGE, size=A_PAGE
    )
    shows({each.person.pk for each in found.rows})

    def page(to: int) -> dict[str, str]:
        return {"href": f"?{urlencode([*address(asked), ('page', to)])}"}

    context = {
        "listing": found,
        "figure": found.figure,
        "previous": page(number - 1) if number > 1 else None,
        "next": page(number + 1) if found.more else None,
        **_page(request, form, asked),
    }
    return render(request, "board/behind.html", context)


@require_safe
def trends(request: SignedIn) -> HttpResponse:
    """Is it getting better? The main series, month by month over two years."""
    form, asked = asked_of(request)
    context = {"trends": two_years(request.user, asked, request.now), **_page(request, form, asked)}
    return render(request, "board/trends.html", context)


@require_safe
def staff(request: SignedIn) -> HttpResponse:
    """Who is there, may be there and for how long; how the work was found to be; whose looks were gone through."""
    form, asked = asked_of(request)
    unit = next((each for each in form.units if each.pk == asked.unit), None)
    only = request.GET.get("only", "")
    found = staffing.staff(request.user, form.units, unit, request.now)
    context = {
        "staff": found,
        "only": only if only in found.counted or only == staffing.VACANT else "",
        "shown": found.counted.get(only, found.officers),
        "shown_units": found.units_with(only),
        "units": form.units,
        "unit": unit,
        "now": request.now,
    }
    return render(request, "board/staff.html", context)


def address(asked: Asked) -> list[tuple[str, str]]:
    """What a board is narrowed to, as its address says it; no name stands in it."""
    pairs = [
        ("unit", str(asked.unit or "")),
        ("officer", str(asked.officer or "")),
        *(("level", level) for level in asked.levels),
        ("status", asked.status),
        ("day", asked.day.isoformat() if asked.day else ""),
    ]
    return [(name, value) for name, value in pairs if value]


def asked_of(request: SignedIn) -> tuple[BoardForm, Asked]:
    """What the address narrows to; for anything else everybody now, and the form says what was wrong."""
    if not reads_board(request.user, request.today):
        raise PermissionDenied
    units = queries.units_of(request.user, request.today)
    officers = queries.officers_of(
        units, request.GET.get("unit", ""), request.GET.get("officer", ""), request.user.force_id
    )
    form = BoardForm(request.GET or {}, today=request.today, units=units, officers=officers)
    return (form, form.asked()) if form.is_valid() else (form, Asked())


def _page(request: SignedIn, form: BoardForm, asked: Asked) -> dict[str, Any]:
    query = urlencode(address(asked))
    return {
        "form": form,
        "asked": asked,
        "narrowed": narrowed_to(form, asked),
        "address": f"?{query}" if query else "",
        "may_take": form.is_valid() and bool(reach(request.user, Capability.EXPORT, request.today)),
        "levels": LEVELS,
        "now": request.now,
        "today": request.today,
    }


def narrowed_to(form: BoardForm, asked: Asked) -> list[str]:
    """In words, what is left of everybody."""
    units: dict[str, str] = dict(form.fields["unit"].choices)  # type: ignore[attr-defined]
    officers: dict[str, str] = dict(form.fields["officer"].choices)  # type: ignore[attr-defined]
    said = [units.get(str(asked.unit), "") if asked.unit else ""]
    said.append(officers.get(str(asked.officer), "") if asked.officer else "")
    said += [str(ManagementLevel(level).label) for level in asked.levels]
    said.append(str(Status(asked.status).label) if asked.status else "")
    return [each for each in said if each]


def _told_of(board: Board) -> set[Any]:
    """Whom the page names by reference."""
    figures = (each.every.worst_id for each in board.figures.values() if each.names_worst)
    return {each for each in figures if each}


_TILES = (
    ("visits-overdue", "overdue"),
    ("notifications-overdue", "overdue"),
    ("assessments-overdue", "overdue"),
    ("plans-unsigned", "soon"),
    ("unallocated", "today"),
)


def _tiles(board: Board, asked: Asked) -> list[dict[str, Any]]:
    query = urlencode(address(asked))
    return [
        {
            "number": figure.value,
            "text": figure.metric.label,
            "tone": tone if figure.every.count else "none",
            "href": reverse("board-figure", args=[name]) + (f"?{query}" if query else ""),
        }
        for name, tone in _TILES
        if (figure := board.figures[name]).known
    ]


def _number(said: str) -> int:
    return (
        min(int(said), LAST_PAGE)
        if said.isascii() and said.isdecimal() and len(said) < 6 and int(said)
        else 1
    )
