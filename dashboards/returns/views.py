"""The pages of the returns: the annual report, whom a cell counts, tables for requests, and checks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from access.forms import accepted, posted
from access.log import shows
from access.policies import Capability, reach
from access.requests import SignedIn
from accounts.models import Force
from dashboards import actions
from dashboards.models import Population
from dashboards.returns import foi, naming, queries, reading, rules
from dashboards.returns.choices import Dimension, Measure
from dashboards.returns.forms import AreaForm, PopulationForm, PrintedForm, QuestionForm
from dashboards.returns.reading import Asked
from dashboards.returns.rules import ReportYear
from frontend.dates import words
from frontend.paging import Link, Page
from practice.keys import SMALL_NUMBER
from practice.policy import policy_of

A_PAGE = 50
_YEARS_BACK = 5


@require_safe
def returns(request: SignedIn) -> HttpResponse:
    """Which return?"""
    force = force_of(request)
    running = rules.running_year(request.today)
    context = {
        "years": [ReportYear(running - back, request.today) for back in range(_YEARS_BACK + 1)],
        "population": queries.population(force, "", request.today),
    }
    return render(request, "returns/returns.html", context)


@require_safe
def annual(request: SignedIn, year: int) -> HttpResponse:
    """What does the report of this year say, and does it add up?"""
    asked, form = asked_of(request, year)
    report = queries.report(request.user, asked, request.now)
    context = {
        "report": report,
        "form": form,
        "now": request.now,
        "may_take": _takes(request),
        **_page(asked),
    }
    return render(request, "returns/annual.html", context)


@require_safe
def cell(request: SignedIn, year: int, key: str) -> HttpResponse:
    """Whom does this number count?"""
    asked, _ = asked_of(request, year)
    found = queries.people(request.user, asked, key)
    if found is None:
        raise Http404
    definition, cell, rows = found
    context = {"definition": definition, "cell": cell, "may_take": _takes(request), **_page(asked)}
    return _people(request, "returns/cell.html", rows, context)


@require_safe
def without_category(request: SignedIn, year: int) -> HttpResponse:
    """Who was registered and at liberty, and in no category?"""
    asked, _ = asked_of(request, year)
    rows = reading.without_category(force_of(request), asked.year.as_at)
    return _people(request, "returns/without.html", rows, _page(asked))


@require_safe
def request_table(request: SignedIn) -> HttpResponse:
    """A table for a request, small numbers hidden."""
    force, running = force_of(request), rules.running_year(request.today)
    last = ReportYear(running - 1, request.today).last
    first = {
        "measure": Measure.REGISTERED,
        "on": last,
        "rows": Dimension.UNIT,
        "columns": Dimension.SEX,
    }
    given = request.GET.dict() or None
    form = QuestionForm(given or first, today=request.today)
    answer = None
    if form.is_valid():
        threshold = policy_of(force.pk, request.today).value(SMALL_NUMBER)
        answer = foi.answer(force, question_of(form), threshold=threshold)
    context = {
        "form": form,
        "answer": answer,
        "now": request.now,
        "taken_as": _encoded(form.data) if _takes(request) and answer else "",
    }
    return render(request, "returns/foi.html", context)


def question_of(form: QuestionForm) -> foi.Question:
    said = form.cleaned_data
    columns = Dimension(said["columns"]) if said["columns"] else None
    return foi.Question(Measure(said["measure"]), said["on"], Dimension(said["rows"]), columns)


@require_safe
def check(request: SignedIn) -> HttpResponse:
    """Does a report in print add up?"""
    force_of(request)
    form = PrintedForm(request.GET or None)
    checks = list(rules.recomputed(form.printed())) if form.is_valid() else []
    context = {"form": form, "checks": checks, "asked": bool(request.GET)}
    return render(request, "returns/check.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def populations(request: SignedIn) -> HttpResponse:
    """The populations that rates are of, and one more."""
    force = force_of(request)
    first = {"submission": uuid4()}
    form = PopulationForm(posted(request), areas=queries.areas_of(force), initial=first)
    if accepted(form, lambda: actions.record_population(request.user, now=request.now, **form.cleaned_data)):
        messages.success(request, "The population is entered.")
        return redirect("populations")
    known = Population.objects.filter(force=force).select_related("recorded_by")
    context = {
        "form": form,
        "heading": "Population",
        "submit_text": "Enter it",
        "back_href": reverse("returns"),
        "known": known.order_by("-mid_year", "area", "-recorded_at")[:A_PAGE],
    }
    return render(request, "returns/populations.html", context)


def _takes(request: SignedIn) -> bool:
    return bool(reach(request.user, Capability.EXPORT, request.today))


def _encoded(said: Mapping[str, Any]) -> str:
    """What was asked, for an address; a day as somebody types it."""
    return urlencode({name: words(each) if isinstance(each, date) else each for name, each in said.items()})


def force_of(request: SignedIn) -> Force:
    """The force whose returns these are."""
    force = request.user.force
    if force is None or not naming.reads(request.user, request.today):
        raise PermissionDenied
    return force


def asked_of(request: SignedIn, year: int) -> tuple[Asked, AreaForm]:
    """The year and area of the address; all areas for one there is not."""
    force = force_of(request)
    of = ReportYear(year, request.today)
    if year < rules.FIRST_YEAR or not of.has_begun:
        raise Http404
    form = AreaForm({"area": request.GET.get("area", "")}, areas=queries.areas_of(force))
    return Asked(of, form.cleaned_data["area"] if form.is_valid() else ""), form


def _page(asked: Asked) -> dict[str, Any]:
    said = {"area": asked.area} if asked.area else {}
    return {"asked": asked, "year": asked.year, "address": f"?{urlencode(said)}" if said else ""}


def _people(
    request: SignedIn, template: str, rows: list[reading.Counted], context: dict[str, Any]
) -> HttpResponse:
    """A page of those counted whom the reader may open, and how many more there are whom they may not."""
    said = request.GET.get("page", "")
    number = max(int(said), 1) if said.isascii() and said.isdigit() and len(said) < 5 else 1
    first = (number - 1) * A_PAGE
    told = naming.open_to(request.user, rows, request.now)
    named = naming.named(request.user, told[first : first + A_PAGE], request.now)
    shows(each.person.pk for each in named)
    asked = context["asked"]

    def link(page: int) -> Link:
        said = {"area": asked.area} if asked.area else {}
        return Link("?" + urlencode({**said, "page": page}))

    page = Page(
        named,
        previous=link(number - 1) if number > 1 else None,
        next=link(number + 1) if first + A_PAGE < len(told) else None,
    )
    counted = {"total": len(rows), "told": len(told), "hidden": len(rows) - len(told)}
    return render(request, template, {**context, "page": page, **counted})
