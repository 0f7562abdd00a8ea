"""The pages of the figures: all of them, and everything counted in one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from access.log import shows
from access.requests import SignedIn
from mappa.figures import queries
from mappa.figures.choices import Figure
from mappa.figures.forms import PeriodForm
from mappa.figures.queries import Named, quarter
from mappa.figures.reading import Asked
from mappa.models import Sitting


@require_safe
def figures(request: SignedIn) -> HttpResponse:
    """How does the force stand against its targets, and which cases fail?"""
    form, asked = _asked(request)
    table = queries.table(request.user, asked, request.now)
    _log(each for row in table.rows for each in row.failing)
    return render(request, "mappa/figures/figures.html", {"table": table, **_page(request, form, asked)})


@require_safe
def figure(request: SignedIn, figure: str) -> HttpResponse:
    """Everything that is counted in one figure, what fails first; of one agency, where the address names one."""
    if figure not in Figure.values:
        raise Http404
    form, asked = _asked(request)
    asked = replace(asked, agency=request.GET.get("agency", ""))
    row, named = queries.cases(request.user, Figure(figure), asked, request.now)
    _log(named)
    told = [each for each in named if each.is_told]
    counted = {"named": told, "hidden": len(named) - len(told)}
    context = {"rows": [row], "row": row, **counted, **_page(request, form, asked)}
    return render(request, "mappa/figures/figure.html", context)


def _asked(request: SignedIn) -> tuple[PeriodForm, Asked]:
    """The period of the address; for anything else this quarter, and the form says what was wrong."""
    if not queries.reads(request.user, request.today):
        raise PermissionDenied
    since, until = quarter(request.today)
    areas = Sitting.objects.filter(force=request.user.force_id).order_by("area")
    form = PeriodForm(
        {"since": since, "until": until, "level": "", "area": "", **request.GET.dict()},
        today=request.today,
        areas=list(areas.values_list("area", flat=True).distinct()),
    )
    if not form.is_valid():
        return form, Asked(since, until)
    return form, Asked(**form.cleaned_data)


def _page(request: SignedIn, form: PeriodForm, asked: Asked) -> dict[str, Any]:
    now = quarter(request.today)
    before = quarter(now[0].replace(day=1) - request.today.resolution)
    kept = {"level": asked.level, "area": asked.area}

    def href(period: tuple[Any, Any]) -> str:
        return "?" + urlencode({"since": period[0], "until": period[1], **kept})

    return {
        "form": form,
        "asked": asked,
        "address": href((asked.since, asked.until)),
        "quarters": [
            {"text": text, "href": href(period), "current": period == (asked.since, asked.until)}
            for text, period in (("This quarter", now), ("Last quarter", before))
        ],
        "now": request.now,
        "today": request.today,
    }


def _log(named: Iterable[Named]) -> None:
    shows({each.counted.person for each in named if each.reference and each.counted.person})
