"""The page of a review, and a short form for each of its steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from access.forms import posted
from access.policies import Capability, FieldClass
from access.requests import SignedIn
from frontend.dates import words
from notifications import actions, facts
from notifications.law import Refused, evaluate
from notifications.models import Application, Notification, ResponsibleBody
from notifications.reviews import queries
from notifications.reviews.cards import card
from notifications.reviews.forms import (
    AcknowledgementForm,
    AppealForm,
    ApplicationForm,
    BodyAnswerForm,
    BodyForm,
    DeterminationForm,
    NoticeForm,
    RelevantForm,
    StepForm,
    WithdrawalForm,
)
from offenders.models import Person
from offenders.queries import person_within_reach, visible_person
from offenders.views.person import shell, visit_of
from offenders.views.recording import carried_out


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an application: the form that asks, and the verb that takes its answers."""

    heading: str
    form: type[StepForm]
    verb: Callable[..., Any]
    whole: str = ""  # the verb takes its answers together, under this name


STEPS = {
    "acknowledgement": Step(
        "Record the acknowledgement", AcknowledgementForm, actions.acknowledge_application
    ),
    "decision": Step("Record the decision", DeterminationForm, actions.record_determination, "determination"),
    "notice": Step("Record receipt of the notice", NoticeForm, actions.record_notice_received),
    "appeal": Step("Record an appeal", AppealForm, actions.record_appeal, "appeal"),
    "withdrawal": Step("Record that they withdrew it", WithdrawalForm, actions.record_withdrawal),
}


@require_safe
def overview(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Which notification counts, the dates that follow, and every application with what came of it."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    visit = visit_of(request, person)
    document = facts.document(person, as_at=request.today)
    faults: list[str] = []
    standing = None
    try:
        result = evaluate(document)
    except Refused as refused:
        faults = [error["message"] for error in refused.errors]
    else:
        standing = queries.standing(person, result, document)
    context = {
        **shell(request, person),
        "review": standing,
        "cards": [card(made, may_record=visit.may_record) for made in standing.applications]
        if standing
        else [],
        "faults": faults,
        "visit": visit,
    }
    return render(request, "notifications/reviews/overview.html", context)


def relevant(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Say which notification the years to a review begin with."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    given, first = queries.candidates(person)
    form = RelevantForm(posted(request), given=given, first=first)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.name_relevant_notification(
            request.user,
            person=person,
            notification=Notification.objects.get(pk=form.cleaned_data["notification"]),
            now=request.now,
        ),
        to="person-review",
        heading="Which notification counts for review?",
        lede="" if given else "No notification under section 83, 84 or 85 is on record yet. Record it first.",
    )


def application(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Record an application for review."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    form = ApplicationForm(posted(request), today=request.today)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.record_application(request.user, person=person, now=request.now, **form.cleaned_data),
        to="person-review",
        heading="Record an application for review",
    )


def body(request: SignedIn, person_id: UUID, application_id: UUID) -> HttpResponse:
    """Record that a responsible body was told of the application."""
    person, made = _application(request, person_id, application_id)
    form = BodyForm(posted(request), today=request.today)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.tell_body(request.user, application=made, now=request.now, **form.cleaned_data),
        to="person-review",
        heading="Record that a responsible body was told",
        lede=_of(made),
    )


def answer(request: SignedIn, person_id: UUID, body_id: UUID) -> HttpResponse:
    """Record what a responsible body sent."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    told = get_object_or_404(ResponsibleBody.objects.standing(), pk=body_id, person=person)
    form = BodyAnswerForm(posted(request), today=request.today, row=told)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.record_body_answer(
            request.user,
            told=told,
            version=form.cleaned_data["version"],
            now=request.now,
            **form.said(),
        ),
        to="person-review",
        heading="Record what a responsible body sent",
        lede=f"{told.body}, told on {words(told.notified_on)}",
    )


def step(request: SignedIn, person_id: UUID, application_id: UUID, name: str) -> HttpResponse:
    """Record the next step of an application: acknowledgement, decision, receipt of the notice, appeal, withdrawal."""
    if name not in STEPS:
        raise Http404
    taken = STEPS[name]
    person, made = _application(request, person_id, application_id)
    form = taken.form(posted(request), today=request.today, row=made)
    return carried_out(
        request,
        person,
        form,
        lambda: taken.verb(
            request.user,
            application=made,
            version=form.cleaned_data["version"],
            now=request.now,
            **({taken.whole: form.said()} if taken.whole else form.said()),
        ),
        to="person-review",
        heading=taken.heading,
        lede=_of(made),
    )


def _application(request: SignedIn, person_id: UUID, application_id: UUID) -> tuple[Person, Application]:
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    return person, get_object_or_404(Application.objects.standing(), pk=application_id, person=person)


def _of(made: Application) -> str:
    return f"Application received on {words(made.received_on)}"
