"""Taking the returns and the board away as files."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from access.log import shows
from access.policies import Capability, reach
from access.requests import SignedIn
from dashboards.board import queries as boards
from dashboards.board.metrics import NAMED
from dashboards.board.scope import Asked
from dashboards.board.views import address, narrowed_to
from dashboards.board.views import asked_of as board_asked_of
from dashboards.exports import board as board_columns
from dashboards.exports import returns as columns
from dashboards.exports.rest import Rest
from dashboards.exports.taking import take
from dashboards.returns import foi, naming, queries
from dashboards.returns.forms import QuestionForm
from dashboards.returns.reading import Asked as ReportAsked
from dashboards.returns.views import asked_of, force_of, question_of
from frontend.dates import words
from mappa.figures import register
from mappa.figures.disclosures import address as register_address
from mappa.figures.disclosures import asked_of as register_asked_of
from offenders.models import Person
from practice.keys import SMALL_NUMBER
from practice.policy import policy_of

_METHODS = ["GET", "HEAD", "POST"]
_AT_ONCE = 1_000  # rows read at a time, where some may not be taken away


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
        narrowed=_area(asked),
    )


@require_http_methods(_METHODS)
def cell(request: SignedIn, year: int, key: str) -> HttpResponse:
    """Whom a number counts: named as far as the reader may take records away, and of the rest how many they are."""
    _may_take(request)
    asked, _ = asked_of(request, year)
    found = queries.people(request.user, asked, key)
    if found is None:
        raise Http404
    _, counted, people = found

    def rows(most: int) -> list[naming.Named | Rest]:
        told = naming.open_to(request.user, people, request.now, may=Capability.EXPORT)
        named = naming.named(request.user, told[:most], request.now, may=Capability.EXPORT)
        shows(each.person.pk for each in named)
        lines: list[naming.Named | Rest] = [*named]
        if more := len(people) - len(told):
            lines.append(Rest(more, alone=not told))
        return lines[:most]

    return take(
        request,
        rows,
        columns.CELL,
        name=f"MAPPA annual report {year} {key}",
        back=reverse("annual-cell", args=[year, key]),
        caption=counted.says,
        narrowed=[asked.year.in_words, *_area(asked)],
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
        narrowed=_question(answer.question),
    )


@require_http_methods(_METHODS)
def board(request: SignedIn) -> HttpResponse:
    """Every figure of the board as it is narrowed; nobody is named."""
    asked, narrowed = _board(request)
    return take(
        request,
        lambda most: list(board_columns.figures(boards.board(request.user, asked, request.now), narrowed))[
            :most
        ],
        board_columns.FIGURES,
        name="board",
        back=reverse("board") + _query(asked),
        caption="Board",
        narrowed=[*narrowed, *_as_at(asked)],
    )


@require_http_methods(_METHODS)
def behind(request: SignedIn, metric: str) -> HttpResponse:
    """Whom one figure of the board counts: named as far as the reader may take records away, and how many more."""
    asked, narrowed = _board(request)
    if metric not in NAMED:
        raise Http404

    def rows(most: int) -> list[board_columns.Behind]:
        taken: list[board_columns.Behind] = []
        counted, ended = 0, False
        while not ended and len(taken) < most:
            found = boards.listing(
                request.user, NAMED[metric], asked, request.now, skip=counted, size=max(most, _AT_ONCE)
            )
            if not found.figure.known:  # an empty file would say that there was nobody
                raise Http404
            people = {each.person.pk for each in found.rows}
            within = Person.objects.within_reach(request.user, Capability.EXPORT, request.today)
            may = set(within.filter(pk__in=people).values_list("pk", flat=True))
            taken += [
                board_columns.Behind(found.figure, found.moment, each)
                for each in found.rows
                if each.person.pk in may
            ]
            counted, ended = counted + len(found.rows), not found.more
        shows({each.listed.person.pk for each in taken[:most] if each.listed})
        if more := counted - len(taken):
            rest = Rest(more, alone=not taken)
            taken.append(board_columns.Behind(found.figure, found.moment, None, rest))
        return taken[:most]

    return take(
        request,
        rows,
        board_columns.BEHIND,
        name=f"board {metric}",
        back=reverse("board-figure", args=[metric]) + _query(asked),
        caption=NAMED[metric].label,
        narrowed=[*narrowed, *_as_at(asked)],
    )


@require_http_methods(_METHODS)
def disclosures(request: SignedIn) -> HttpResponse:
    """The register of disclosure decisions as it is narrowed."""
    _, asked = register_asked_of(request)
    _may_take(request)

    def rows(most: int) -> list[register.Entry]:
        found = register.entries(request.user, asked, request.now, most=most, may=Capability.EXPORT)
        shows(register.people_of(found))
        return found

    return take(
        request,
        rows,
        register.COLUMNS,
        name="disclosures",
        back=f"{reverse('mappa-disclosures')}{register_address(asked)}",
        caption="Disclosure decisions",
        narrowed=register.in_words(asked),
    )


def _board(request: SignedIn) -> tuple[Asked, list[str]]:
    """What the board is narrowed to, and that in words; what cannot be read is not taken for everybody."""
    _may_take(request)
    form, asked = board_asked_of(request)
    if not form.is_valid():
        raise Http404
    return asked, narrowed_to(form, asked)


def _as_at(asked: Asked) -> list[str]:
    return [f"As at the end of {words(asked.day)}"] if asked.day else []


def _area(asked: ReportAsked) -> list[str]:
    return [f"MAPPA area: {asked.area}" if asked.area else "All areas"]


def _question(asked: foi.Question) -> list[str]:
    by = [asked.rows.label] if asked.columns is None else [asked.rows.label, asked.columns.label]
    return [f"On {words(asked.on)}", f"By {' and '.join(map(str, by))}"]


def _query(asked: Asked) -> str:
    query = urlencode(address(asked))
    return f"?{query}" if query else ""


def _may_take(request: SignedIn) -> None:
    if not reach(request.user, Capability.EXPORT, request.today):
        raise PermissionDenied
