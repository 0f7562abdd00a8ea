"""What is read: the samples, one of them, one record of it, how scores go on, what is asked."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from access.log import shows
from access.policies import FieldClass
from access.requests import SignedIn
from dashboards.models import DipQuestionSet
from dashboards.sampling import queries
from dashboards.sampling import trends as going_on
from dashboards.sampling.rules import Score
from offenders.queries import visible_person
from offenders.views.person import shell


@require_safe
def samples(request: SignedIn) -> HttpResponse:
    """Which samples are open, what came of the others; for an officer, what was found in their own records."""
    user = request.user
    if not queries.reads(user, request.today):
        raise PermissionDenied
    draws = queries.samples(user, request.today)
    rows = queries.listed(user, request.now) if draws else []
    own = queries.results_of(user, request.now)
    shows(case.person_id for case in own)
    for case in own:
        case.score = Score.of(each.answer for each in case.answers.all())  # type: ignore[attr-defined]
    drawn = [row.sample for row in rows if row.sample.month == request.today.replace(day=1)]
    has_one = {sample.unit_id for sample in drawn}
    context = {
        "draws": draws,
        "drawn": drawn,
        "undrawn": [unit for unit in queries.units_of(user, request.today) if unit.pk not in has_one]
        if draws
        else [],
        "open": [row for row in rows if not row.sample.is_published],
        "published": [row for row in rows if row.sample.is_published],
        "own": own,
        "today": request.today,
    }
    return render(request, "dashboards/sampling/samples.html", context)


@require_safe
def sample(request: SignedIn, sample_id: UUID) -> HttpResponse:
    """Who was drawn, what is still to be gone through, and does the draw hold?"""
    found = queries.sample_of(request.user, sample_id, request.now)
    cases = queries.cases_of(request.user, found, request.now)
    shows(case.person_id for case in cases)
    standing = [case for case in cases if not case.excluded_at]
    for case in cases:
        case.score = Score.of(each.answer for each in case.answers.all())  # type: ignore[attr-defined]
    hidden = queries.hidden_from(cases, found)
    left = sum(not case.answered_at for case in standing)
    context = {
        "sample": found,
        "cases": cases,
        "hidden": hidden,
        "left": left,
        "may_publish": not found.is_published and not left and bool(standing),
        "score": sum((case.score for case in standing), Score()),  # type: ignore[attr-defined]
        "managers": len(found.pool),
        "proven": queries.proven(found),
        "today": request.today,
    }
    return render(request, "dashboards/sampling/sample.html", context)


@require_safe
def record(request: SignedIn, sample_id: UUID, case_id: UUID) -> HttpResponse:
    """What was answered about one record, by whom, and what the officer is to do."""
    case = queries.case_of(request.user, sample_id, case_id, request.now)
    person = visible_person(request.user, case.person_id, request.now, reading=FieldClass.MANAGEMENT)
    answers = list(case.answers.select_related("question"))
    context = {
        **shell(request, person),
        "case": case,
        "sample": case.sample,
        "answers": answers,
        "score": Score.of(each.answer for each in answers),
        "reads_comments": person.relationship.reads(FieldClass.VICTIMS),
        "is_open": not case.sample.is_published and not case.excluded_at,
        "today": request.today,
    }
    return render(request, "dashboards/sampling/record.html", context)


@require_safe
def trends(request: SignedIn) -> HttpResponse:
    """How do the scores of each officer and of each question go on?"""
    user = request.user
    if not queries.reads(user, request.today):
        raise PermissionDenied
    units = queries.units_of(user, request.today)
    chosen = next((each for each in units if str(each.pk) == request.GET.get("unit")), None)
    context = {
        "trends": going_on.trends(user, request.now, unit=chosen),
        "units": units if len(units) > 1 else [],
        "chosen": chosen,
        "months": going_on.MONTHS,
    }
    return render(request, "dashboards/sampling/trends.html", context)


@require_safe
def questions(request: SignedIn) -> HttpResponse:
    """What is asked of every record; by `version`, what was asked then."""
    if not queries.reads(request.user, request.today):
        raise PermissionDenied
    number = request.GET.get("version", "")
    asked = (
        get_object_or_404(DipQuestionSet, pk=int(number))
        if number.isdecimal() and len(number) < 4
        else DipQuestionSet.objects.in_use(request.today)
    )
    context = {
        "asked": asked,
        "questions": asked.questions.all(),
        "versions": DipQuestionSet.objects.all(),
        "draws": queries.samples(request.user, request.today),
    }
    return render(request, "dashboards/sampling/questions.html", context)
