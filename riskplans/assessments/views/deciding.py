"""What others decide: on an assessment, on a level; and what follows from a change."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from access.forms import posted
from access.policies import Capability
from access.requests import SignedIn
from accounts.stepup import ask_again, recently_authenticated
from frontend.dates import words
from offenders.choices import ManagementLevel
from offenders.queries import person_within_reach
from offenders.views.recording import carried_out
from riskplans import actions
from riskplans.actions.levelling import moved_since, what_levels_need
from riskplans.assessments import queries
from riskplans.assessments.choices import AssessmentState, ChangeKind, Sign
from riskplans.assessments.forms import ChangeForm, DecideForm, LevelForm, SettleForm
from riskplans.assessments.views.pages import account_of
from riskplans.checklists import ASSESSMENT
from riskplans.classes import readable
from riskplans.matters import what_else_stands
from riskplans.models import LevelDecision
from riskplans.visits.forms import AnswerForm


def decide(request: SignedIn, person_id: UUID, assessment_id: UUID) -> HttpResponse:
    """Approve an assessment, or return it with reasons."""
    person = person_within_reach(request.user, Capability.APPROVE, person_id, request.now)
    found = queries.assessment_of(person, assessment_id)
    form = DecideForm(posted(request), row=found)
    at = reverse("assessment", args=[person.pk, found.pk])
    later = queries.later_than(found) if found.state == AssessmentState.SUBMITTED else None
    lede = ""
    if later and later.assessed_on:
        lede = f"A later one stands, of {words(later.assessed_on)}: approved, this is kept beside it as replaced."
    elif found.state != AssessmentState.SUBMITTED:
        lede = f"It does not wait for a decision: {found.get_state_display().lower()}."
    return carried_out(
        request,
        person,
        form,
        lambda: actions.decide_assessment(
            request.user,
            assessment=found,
            version=form.cleaned_data["version"],
            approve=form.cleaned_data["decision"] == "approve",
            note=form.cleaned_data["note"],
            now=request.now,
        ),
        heading="Decide on the assessment",
        caption=str(found.tool),
        submit_text="Save the decision",
        said="Your decision is recorded.",
        back=at,
        lede=lede,
        template="riskplans/assessments/decide.html",
        assessment=found,
        factors=queries.factors(found),
        results=queries.results(found),
        rows=account_of(found),
        checks=ASSESSMENT,
        came_back=queries.last_return(found),
        stands=what_else_stands(person, request.today),
    )


def level(request: SignedIn, person_id: UUID) -> HttpResponse:
    """At which level they are managed from now on."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    offered = [
        each for each in ManagementLevel if each not in (ManagementLevel.UNASSESSED, person.management_level)
    ]
    needs = what_levels_need(person)
    hints: dict[ManagementLevel, str] = {each: _hint(needs(each).sign) for each in offered}
    form = LevelForm(posted(request), hints=hints)
    values = "; ".join(f"{each.name}: {each.words.lower()}" for each in queries.values(person))
    return carried_out(
        request,
        person,
        form,
        lambda: actions.set_level(
            request.user,
            person=person,
            level=ManagementLevel(form.cleaned_data["level"]),
            why=form.cleaned_data["why"],
            submission=form.cleaned_data["submission"],
            now=request.now,
        ),
        heading="At which level are they to be managed?",
        submit_text="Save",
        said="Saved. A level that needs somebody’s approval counts once they have given it.",
        to="person-risk",
        lede=f"{values}.",
    )


def _hint(sign: str | None) -> str:
    if sign is None:
        return "Counts at once."
    return f"Counts once {Sign(sign).label[0].lower()}{Sign(sign).label[1:]} has approved it."


def answer_level(request: SignedIn, person_id: UUID, decision_id: UUID) -> HttpResponse:
    """Approve a lower level, or refuse it, after a fresh proof of who one is."""
    person = person_within_reach(request.user, Capability.APPROVE, person_id, request.now)
    rows = LevelDecision.objects.standing().exclude(needs="").select_related("recorded_by")
    asked = get_object_or_404(rows, pk=decision_id, person=person)
    if not recently_authenticated(request):
        return ask_again(request)
    form = AnswerForm(posted(request), row=asked)
    others = "; ".join(f"{each.name}: {each.words.lower()}" for each in queries.values(person)[:3])
    return carried_out(
        request,
        person,
        form,
        lambda: actions.answer_level(
            request.user,
            decision=asked,
            version=form.cleaned_data["version"],
            answer=form.cleaned_data["answer"],
            note=form.cleaned_data["answer_note"],
            now=request.now,
        ),
        heading=f"Manage them at {asked.get_level_display().lower()} in place of {asked.get_before_display().lower()}?",
        submit_text="Save the answer",
        said="The answer is recorded.",
        to="person-risk",
        template="riskplans/assessments/answer_level.html",
        stands=what_else_stands(person, request.today, level=asked.level),
        lede=moved_since(person)
        if not asked.answer and asked.before != person.management_level
        else f"{asked.recorded_by} asks, because: {asked.why} {others}.",
    )


def change(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Something has changed that no entry of the record shows."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    form = ChangeForm(posted(request), today=request.today)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.report_change(
            request.user,
            person=person,
            kind=ChangeKind(form.cleaned_data["kind"]),
            what=form.cleaned_data["what"],
            happened_on=form.cleaned_data["happened_on"],
            submission=form.cleaned_data["submission"],
            now=request.now,
        ),
        heading="Report a change",
        submit_text="Save",
        said="Saved: risk and plan are to be reviewed.",
        to="person-risk",
        lede="For what may change the risk and stands nowhere else on the record. An entry of the record (a new "
        "address, a device, a breach) asks for the review by itself.",
    )


def _still_holds(assessed: bool, behind: bool) -> str:
    if not behind:
        return "The assessment still holds"
    return "The plan still holds" if assessed else "The assessment and the plan still hold"


def settle(request: SignedIn, person_id: UUID) -> HttpResponse:
    """The review, where the assessment still holds, or the plan."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    review = queries.open_review(person)
    if review is None:
        raise Http404
    behind = queries.plan_behind(review)
    if request.method == "GET" and review.assessment_id and not behind:
        raise Http404
    form = SettleForm(posted(request), row=review, plan_behind=behind is not None)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.settle_review(
            request.user,
            review=review,
            version=form.cleaned_data["version"],
            now=request.now,
            **form.said(),
        ),
        heading=_still_holds(review.assessment_id is not None, behind is not None),
        submit_text="Close the review",
        said="The review is closed, with your reasons.",
        to="person-risk",
        template="riskplans/assessments/settle.html",
        changes=readable(review.changes.all(), person.relationship),
    )
