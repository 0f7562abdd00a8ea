"""What is done about reactive management: proposed, decided, told, looked at again, ended."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from access.forms import posted
from access.policies import Capability
from access.requests import SignedIn
from accounts.choices import Role
from accounts.stepup import ask_again, recently_authenticated
from frontend.dates import words
from offenders.models import Person
from offenders.queries import person_within_reach
from offenders.views.recording import carried_out
from practice.policy import policy_of
from riskplans import actions
from riskplans.actions.reacting import NOBODY_LEFT, lacks, support_strands
from riskplans.models import ReactiveCase
from riskplans.reactive import queries, record
from riskplans.reactive.choices import WAITING, Conclusion, Criterion, ReactiveState
from riskplans.reactive.duties import period_begins
from riskplans.reactive.forms import DecideForm, DeskReviewForm, ProposeForm, ToldForm, WhyForm

_ONE_OF_TWO = (
    "You would then not be able to authorise it: another inspector decides next. Leave the support to a supervisor if "
    "you are to authorise it."
)


def _person(request: SignedIn, person_id: UUID) -> Person:
    return person_within_reach(request.user, Capability.RECORD, person_id, request.now)


def propose(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Ask for reactive management, or for it to go on."""
    person = _person(request, person_id)
    case = queries.case_of(person)
    if request.method == "GET" and case and case.state in (*WAITING, ReactiveState.REACTIVE):
        return redirect("person-reactive", person_id=person.pk)
    found = record.criteria(person, policy_of(person.force_id, request.today), request.today)
    form = ProposeForm(posted(request), found=found)
    again = case is not None and case.state == ReactiveState.REVIEW

    def verb() -> None:
        said = form.cleaned_data
        actions.propose_reactive(
            request.user,
            person=person,
            why=said["why"],
            said=form.said(),
            override=said["override"],
            now=request.now,
            submission=said["submission"],
        )

    return carried_out(
        request,
        person,
        form,
        verb,
        heading="Propose that they stay under reactive management"
        if again
        else "Propose reactive management",
        submit_text="Propose it",
        said="Proposed. A supervisor decides first, then an inspector; they are visited until then.",
        to="person-reactive",
        template="riskplans/reactive/propose.html",
        found=found,
    )


def decide(request: SignedIn, person_id: UUID, case_id: UUID) -> HttpResponse:
    """A supervisor supports it, an inspector authorises it; either may refuse. After a fresh proof of who one is."""
    person = person_within_reach(request.user, Capability.APPROVE, person_id, request.now)
    case = queries.case_named(person, case_id)
    steps = [step for step in queries.steps(person) if step.case_id == case.pk and step.round == case.round]
    mine = any(step.by_id == request.user.pk for step in steps)
    if request.method == "GET" and (case.state not in WAITING or mine):
        return redirect("person-reactive", person_id=person.pk)
    last = case.state == ReactiveState.SUPPORTED
    inspector = request.user.has_role([Role.DETECTIVE_INSPECTOR], request.today)
    if last and not inspector:
        raise PermissionDenied
    if not recently_authenticated(request):
        return ask_again(request)
    warning = ""
    if inspector and case.state == ReactiveState.PROPOSED:
        warning = NOBODY_LEFT if support_strands(request.user, case, request.now) else _ONE_OF_TWO
    lacking = lacks(case, request.now)
    form = DecideForm(
        posted(request),
        row=case,
        agree="Authorise reactive management" if last else "Support it: an inspector decides next",
        lacking=lacking if last else [],
    )

    def verb() -> None:
        said = form.cleaned_data
        actions.decide_reactive(
            request.user,
            case=case,
            version=said["version"],
            agree=said["decision"] == "agree",
            note=said["note"],
            override=said.get("override", ""),
            now=request.now,
        )

    return carried_out(
        request,
        person,
        form,
        verb,
        heading="Authorise reactive management" if last else "Support reactive management",
        submit_text="Save the decision",
        said="Your decision is recorded.",
        back=reverse("approvals"),
        template="riskplans/reactive/decide.html",
        case=case,
        steps=steps,
        found=record.criteria(person, policy_of(person.force_id, request.today), request.today),
        lacking=[str(Criterion(each).label) for each in lacking],
        last=last,
        warning=warning,
    )


def withdraw(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Take the proposal back."""
    person, case = _in(request, person_id, *WAITING)
    return _why(
        request,
        person,
        case,
        actions.withdraw_reactive,
        heading="Take the proposal back",
        said="Taken back. They go on being visited.",
    )


def end(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Visit them again."""
    person, case = _in(request, person_id, ReactiveState.REACTIVE, ReactiveState.REVIEW)
    return _why(
        request,
        person,
        case,
        actions.end_reactive,
        heading="Visit them again",
        said="Reactive management has ended. Home visits are due again.",
    )


def _in(request: SignedIn, person_id: UUID, *states: ReactiveState) -> tuple[Person, ReactiveCase]:
    person = _person(request, person_id)
    case = queries.open_case(person)
    if case.state not in states:
        raise Http404
    return person, case


def _why(request: SignedIn, person: Person, case: ReactiveCase, verb: Any, **page: Any) -> HttpResponse:
    form = WhyForm(posted(request), row=case)
    return carried_out(
        request,
        person,
        form,
        lambda: verb(request.user, case=case, now=request.now, **form.cleaned_data),
        submit_text="Save",
        to="person-reactive",
        **page,
    )


def told(request: SignedIn, person_id: UUID) -> HttpResponse:
    """They were told that they must go on notifying."""
    person, case = _in(request, person_id, ReactiveState.REACTIVE)
    form = ToldForm(posted(request), today=request.today, row=case)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.record_told(request.user, case=case, now=request.now, **form.cleaned_data),
        heading="Record that they were told",
        submit_text="Save",
        said="Recorded.",
        to="person-reactive",
        lede="Nobody visits them at home any more. They must notify as before: every year, and every change within "
        "three days. Failing to is an offence, as it was.",
    )


def desk_review(request: SignedIn, person_id: UUID) -> HttpResponse:
    """What the systems show, and whether they stay."""
    person, case = _in(request, person_id, ReactiveState.REACTIVE)
    form = DeskReviewForm(posted(request), today=request.today, row=case)

    def verb() -> None:
        said = form.cleaned_data
        actions.review_at_desk(
            request.user,
            case=case,
            version=said["version"],
            said=form.said(),
            conclusion=Conclusion(said["conclusion"]),
            reasons=said["reasons"],
            now=request.now,
            submission=said["submission"],
        )

    return carried_out(
        request,
        person,
        form,
        verb,
        heading="Desk review",
        submit_text="Save the review",
        said="The desk review is recorded.",
        to="person-reactive",
        template="riskplans/reactive/desk_review.html",
        lede=f"Look at each system for what has come in since {words(period_begins(case))}.",
        groups=list(form.sections()),
    )
