"""The page of a review, and a short form for each of its steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.policies import Capability, FieldClass
from access.recording import Stale
from access.requests import SignedIn
from frontend.dates import words
from frontend.errors import put_on_form
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
from offenders.views.recording import form_page

_OVERTAKEN = (
    "Someone else changed this after you opened it, so nothing has been saved. What you typed is still here: compare "
    "it with the record below, and save again if yours should stand."
)


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
    form = RelevantForm(_posted(request), given=given, first=first)
    return _carried_out(
        request,
        person,
        form,
        lambda: actions.name_relevant_notification(
            request.user,
            person=person,
            notification=Notification.objects.get(pk=form.cleaned_data["notification"]),
            now=request.now,
        ),
        heading="Which notification counts for review?",
        lede="" if given else "No notification under section 83, 84 or 85 is on record yet. Record it first.",
    )


def application(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Record an application for review."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    form = ApplicationForm(_posted(request), today=request.today)
    return _carried_out(
        request,
        person,
        form,
        lambda: actions.record_application(request.user, person=person, now=request.now, **form.cleaned_data),
        heading="Record an application for review",
    )


def body(request: SignedIn, person_id: UUID, application_id: UUID) -> HttpResponse:
    """Record that a responsible body was told of the application."""
    person, made = _application(request, person_id, application_id)
    form = BodyForm(_posted(request), today=request.today)
    return _carried_out(
        request,
        person,
        form,
        lambda: actions.tell_body(request.user, application=made, now=request.now, **form.cleaned_data),
        heading="Record that a responsible body was told",
        lede=_of(made),
    )


def answer(request: SignedIn, person_id: UUID, body_id: UUID) -> HttpResponse:
    """Record what a responsible body sent."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    told = get_object_or_404(ResponsibleBody.objects.standing(), pk=body_id, person=person)
    form = BodyAnswerForm(_posted(request), today=request.today, row=told)
    return _carried_out(
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
        heading="Record what a responsible body sent",
        lede=f"{told.body}, told on {words(told.notified_on)}",
    )


def step(request: SignedIn, person_id: UUID, application_id: UUID, name: str) -> HttpResponse:
    """Record the next step of an application: acknowledgement, decision, receipt of the notice, appeal, withdrawal."""
    if name not in STEPS:
        raise Http404
    taken = STEPS[name]
    person, made = _application(request, person_id, application_id)
    form = taken.form(_posted(request), today=request.today, row=made)
    return _carried_out(
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
        heading=taken.heading,
        lede=_of(made),
    )


def _application(request: SignedIn, person_id: UUID, application_id: UUID) -> tuple[Person, Application]:
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    return person, get_object_or_404(Application.objects.standing(), pk=application_id, person=person)


def _of(made: Application) -> str:
    return f"Application received on {words(made.received_on)}"


def _posted(request: SignedIn) -> Any:
    return request.POST if request.method == "POST" else None


def _carried_out(
    request: SignedIn,
    person: Person,
    form: forms.Form,
    verb: Callable[[], object],
    *,
    heading: str,
    lede: str = "",
) -> HttpResponse:
    """The form; or, once it is right, the verb carried out and the page of the review."""
    overtaken: list[tuple[str, str, str]] = []
    if form.is_valid():
        try:
            verb()
        except Stale:
            overtaken = _compared(form)
        except ValidationError as refused:
            put_on_form(form, refused)
        else:
            messages.success(request, "Recorded. Every date that rests on it has been computed again.")
            return redirect("person-review", person_id=person.pk)
    return form_page(
        request,
        person,
        form,
        heading=heading,
        submit_text="Record",
        lede=lede,
        overtaken=overtaken,
        back_href=reverse("person-review", args=[person.pk]),
    )


def _compared(form: forms.Form) -> list[tuple[str, str, str]]:
    """Says that somebody else came first, and gives both versions; saving again is then a decision."""
    if not isinstance(form, StepForm):
        raise TypeError(form)
    found = form.differences()
    form.add_error(None, _OVERTAKEN)
    retyped: Any = form.data
    retyped = retyped.copy()
    retyped["version"] = str(form.row.version)
    form.data = retyped
    return found
