"""Taking the returns away as files."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from access.log import shows
from access.policies import Capability, reach
from access.requests import SignedIn
from dashboards.exports import returns as columns
from dashboards.exports.taking import take
from dashboards.returns import foi, naming, queries
from dashboards.returns.forms import QuestionForm
from dashboards.returns.views import asked_of, force_of, question_of
from practice.keys import SMALL_NUMBER
from practice.policy import policy_of

_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(_METHODS)
def report(request: SignedIn, year: int) -> HttpResponse:
    """The numbers of an annual report."""
    _may_take(request)
    asked, _ = asked_of(request, year)
    return take(
        request,
        lambda most: list(columns.numbers(queries.report(request.user, asked, request.now)))[:most],
        columns.REPORT,
        name=f"MAPPA annual report {year}",
        back=reverse("annual-report", args=[year]),
        caption=asked.year.in_words,
    )


@require_http_methods(_METHODS)
def cell(request: SignedIn, year: int, key: str) -> HttpResponse:
    """Whom a number counts: named as far as the reader may take records away, and the rest as rows."""
    _may_take(request)
    asked, _ = asked_of(request, year)
    found = queries.people(request.user, asked, key)
    if found is None:
        raise Http404
    _, counted, people = found

    def rows(most: int) -> list[naming.Named]:
        named = naming.named(request.user, people[:most], request.now, may=Capability.EXPORT)
        shows(each.person.pk for each in named if each.person)
        return named

    return take(
        request,
        rows,
        columns.CELL,
        name=f"MAPPA annual report {year} {key}",
        back=reverse("annual-cell", args=[year, key]),
        caption=counted.says,
    )


@require_http_methods(_METHODS)
def request_table(request: SignedIn) -> HttpResponse:
    """A table for a request, with what it hides hidden."""
    _may_take(request)
    force = force_of(request)
    form = QuestionForm(request.GET.dict(), today=request.today)
    if not form.is_valid():
        raise Http404
    threshold = policy_of(force.pk, request.today).value(SMALL_NUMBER)
    answer = foi.answer(force, question_of(form), threshold=threshold)
    return take(
        request,
        lambda most: answer.lines[:most],
        columns.of_answer(answer),
        name="table for a request",
        back=f"{reverse('returns-foi')}?{request.GET.urlencode()}",
        caption=str(answer.question.measure.label),
    )


def _may_take(request: SignedIn) -> None:
    if not reach(request.user, Capability.EXPORT, request.today):
        raise PermissionDenied
