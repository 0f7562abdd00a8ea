"""Beginning an assessment, going through its factors, writing it up, handing it in."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from access.forms import posted
from access.policies import Capability
from access.requests import SignedIn
from frontend.dates import words
from offenders.models import Person
from offenders.queries import person_within_reach
from offenders.views.recording import carried_out
from riskplans import actions
from riskplans.actions.assessing import missing
from riskplans.assessments import queries, tools
from riskplans.assessments.choices import AssessmentState, Occasion
from riskplans.assessments.forms import DropForm, FactorForm, HandInForm, RecordForm, StartForm
from riskplans.models import Assessment, ToolResult


def _mine(request: SignedIn, person_id: UUID, assessment_id: UUID) -> tuple[Person, Assessment]:
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    return person, queries.assessment_of(person, assessment_id)


def _at(assessment: Assessment) -> str:
    return reverse("assessment", args=[assessment.person_id, assessment.pk])


def start(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Which tool, and why now."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    offered = tools.offered(person, request.today)
    review = queries.open_review(person)
    usual = Occasion.ANNUAL if queries.standing(person) else Occasion.FIRST
    initial = {"occasion": Occasion.CHANGE if review else usual}
    form = StartForm(posted(request), offered=offered, initial=initial)
    made: list[Assessment] = []
    answer = carried_out(
        request,
        person,
        form,
        lambda: made.append(
            actions.start_assessment(request.user, person=person, now=request.now, **form.said())
        ),
        heading="Assess the risk",
        submit_text="Begin",
        said="Begun. What visits have shown stands with each factor: go through each.",
        to="person-risk",
        template="riskplans/assessments/start.html",
        not_offered=[each for each in offered if each.why_not],
    )
    return redirect(_at(made[0])) if made else answer


def factor(request: SignedIn, person_id: UUID, assessment_id: UUID, code: str) -> HttpResponse:
    """One factor."""
    person, found = _mine(request, person_id, assessment_id)
    rows = queries.factors(found)
    row = next((each for each in rows if each.named.code == code), None)
    if row is None:
        raise Http404
    if request.method == "GET" and not found.is_writable:
        return redirect(_at(found))
    form = FactorForm(posted(request), today=request.today, row=row.assessed)
    place = rows.index(row) + 1
    following = next((each for each in rows[place:] if not each.assessed.confirmed_at), None)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.go_through_factor(
            request.user,
            factor=row.assessed,
            version=form.cleaned_data["version"],
            said=form.said(),
            now=request.now,
        ),
        heading=row.named.name,
        caption=f"{found.tool}, factor {place} of {len(rows)}: {row.named.get_kind_display().lower()}",
        submit_text="Save and go on",
        said=f"{row.named.name} is saved.",
        back=reverse("assess-factor", args=[person.pk, found.pk, following.named.code])
        if following
        else _at(found),
        back_href=_at(found),
        template="riskplans/assessments/factor.html",
        factor=row.assessed,
        before=_before(found, code),
        previous=found.previous,
        came_back=_came_back(found),
    )


def _came_back(found: Assessment) -> Assessment | None:
    """What stands over its forms while it is put right: why it came back."""
    return found if found.state == AssessmentState.RETURNED else None


def _before(found: Assessment, code: str) -> str:
    """What the assessment before rested the factor on."""
    if found.previous is None:
        return ""
    earlier = found.previous.factors.standing().filter(factor=code).first()
    return earlier.evidence if earlier else ""


def write(request: SignedIn, person_id: UUID, assessment_id: UUID) -> HttpResponse:
    """The interview, the result, the account."""
    person, found = _mine(request, person_id, assessment_id)
    if request.method == "GET" and not found.is_writable:
        return redirect(_at(found))
    form = RecordForm(
        posted(request),
        today=request.today,
        row=found,
        scales=list(ToolResult.objects.filter(tool=found.tool_id)),
        known=queries.results(found),
    )
    return carried_out(
        request,
        person,
        form,
        lambda: actions.write_assessment(
            request.user,
            assessment=found,
            version=form.cleaned_data["version"],
            said=form.said(),
            results=form.results(),
            now=request.now,
        ),
        heading="Result and account",
        caption=str(found.tool),
        submit_text="Save",
        said="Saved.",
        back=_at(found),
        lede="Copy results from the form as they stand: Vigil computes none of them.",
        template="riskplans/assessments/write.html",
        came_back=_came_back(found),
    )


def hand_in(request: SignedIn, person_id: UUID, assessment_id: UUID) -> HttpResponse:
    """Hand it to a supervisor, once nothing is missing."""
    person, found = _mine(request, person_id, assessment_id)
    if request.method == "GET" and not found.is_writable:
        return redirect(_at(found))
    form = HandInForm(posted(request), row=found)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.hand_in_assessment(
            request.user, assessment=found, version=form.cleaned_data["version"], now=request.now
        ),
        heading="Hand in the assessment",
        caption=str(found.tool),
        submit_text="Hand it in",
        said="Handed in. A supervisor decides on it.",
        back=_at(found),
        template="riskplans/assessments/hand_in.html",
        missing=missing(found, request.now) if found.is_writable else [],
        results=queries.results(found),
        assessed_on=words(found.assessed_on) if found.assessed_on else "",
        to_go_through=[row for row in queries.factors(found) if not row.assessed.confirmed_at],
    )


def drop(request: SignedIn, person_id: UUID, assessment_id: UUID) -> HttpResponse:
    """Give up an assessment that was begun."""
    person, found = _mine(request, person_id, assessment_id)
    if request.method == "GET" and not found.is_writable:
        return redirect(_at(found))
    form = DropForm(posted(request), row=found)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.drop_assessment(
            request.user,
            assessment=found,
            version=form.cleaned_data["version"],
            why=form.cleaned_data["why"],
            now=request.now,
        ),
        heading="Give up the assessment",
        caption=str(found.tool),
        submit_text="Give it up",
        said="Given up. It stays on the record with your reason.",
        to="person-risk",
    )
