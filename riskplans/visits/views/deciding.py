"""How often they are visited, what is done after failed attempts, and the warrant of section 96B."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from access.forms import posted
from access.log import consulted
from access.policies import Capability, FieldClass
from access.requests import SignedIn
from frontend.dates import words
from offenders.queries import person_within_reach, visible_person
from offenders.views.person import shell
from offenders.views.recording import carried_out
from riskplans import actions
from riskplans.choices import NextStep
from riskplans.models import AttemptsDecision, Visit, VisitInterval, Warrant
from riskplans.visits import attempts, rules
from riskplans.visits.clock import clock_of
from riskplans.visits.forms import AnswerForm, DecideForm, EndIntervalForm, IntervalForm
from riskplans.visits.warrant import STEP_FORMS, WarrantForm, content, pdf


def interval(request: SignedIn, person_id: UUID) -> HttpResponse:
    """How often this person is to be visited."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    clock = clock_of(person, request.today)
    form = IntervalForm(posted(request))
    now_is = f"Now {rules.every(clock.interval.in_words)}, {clock.interval.source}." if clock else ""
    return carried_out(
        request,
        person,
        form,
        lambda: actions.set_interval(request.user, person=person, now=request.now, **form.cleaned_data),
        heading="How often are they to be visited?",
        submit_text="Save",
        said="Saved. A longer interval than the force’s counts once a supervisor has approved it.",
        to="person-visits",
        lede=f"{now_is} A shorter interval counts at once; one that is longer than the force’s "
        f"({clock.policy.in_words if clock else ''}) waits for a supervisor’s approval.",
    )


def answer_interval(request: SignedIn, person_id: UUID, interval_id: UUID) -> HttpResponse:
    """Approve a longer interval, or refuse it."""
    person = person_within_reach(request.user, Capability.APPROVE, person_id, request.now)
    asked = get_object_or_404(
        VisitInterval.objects.standing().select_related("recorded_by"), pk=interval_id, person=person
    )
    clock = clock_of(person, request.today)
    form = AnswerForm(posted(request), row=asked)

    def verb() -> None:
        said = form.cleaned_data
        actions.answer_interval(
            request.user,
            interval=asked,
            version=said["version"],
            answer=said["answer"],
            note=said["answer_note"],
            now=request.now,
        )

    return carried_out(
        request,
        person,
        form,
        verb,
        heading=f"Visits {rules.every(asked.in_words)}?",
        submit_text="Save the answer",
        said="The answer is recorded.",
        back=reverse("visits"),
        lede=f"{asked.recorded_by} asks, because: {asked.why} "
        f"The force’s interval is {clock.policy.in_words if clock else 'not running'}.",
    )


def end_interval(request: SignedIn, person_id: UUID, interval_id: UUID) -> HttpResponse:
    """Go back to the force's interval."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    held = get_object_or_404(VisitInterval.objects.in_force(), pk=interval_id, person=person)
    form = EndIntervalForm(posted(request), row=held)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.end_interval(request.user, interval=held, now=request.now, **form.cleaned_data),
        heading="Go back to the force’s interval",
        submit_text="Go back to it",
        said="The force’s interval counts again.",
        to="person-visits",
        lede=f"Now {rules.every(held.in_words)}: {held.why}",
    )


def decide(request: SignedIn, person_id: UUID, decision_id: UUID) -> HttpResponse:
    """What is done after failed attempts."""
    person = person_within_reach(request.user, Capability.APPROVE, person_id, request.now)
    wanted = get_object_or_404(AttemptsDecision.objects.standing(), pk=decision_id, person=person)
    form = DecideForm(posted(request), row=wanted)

    def verb() -> None:
        said = form.cleaned_data
        actions.decide_attempts(
            request.user,
            decision=wanted,
            version=said["version"],
            step=NextStep(said["step"]),
            reasons=said["reasons"],
            now=request.now,
        )

    context: dict[str, Any] = {
        "heading": "Decide what is done after failed visits",
        "submit_text": "Save the decision",
        "lede": _tried(person),
    }
    return carried_out(
        request, person, form, verb, said="The decision is recorded.", back=reverse("visits"), **context
    )


def _tried(person: Any) -> str:
    tried = attempts.of(person)
    said = (f"{words(each.on)}: {each.get_outcome_display().lower()}" for each in tried)
    return f"{len(tried)} attempts since they were last seen. {'. '.join(said)}."


@require_safe
def warrant(request: SignedIn, person_id: UUID) -> HttpResponse:
    """The warrant pack: the attempts, which of them count, and how an application stands."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    clock = clock_of(person, request.today)
    away = clock.away_on(request.today) if clock else ""
    premises = [_premises(tried, away) for tried in attempts.by_place(attempts.of(person))]
    made = list(Warrant.objects.standing().filter(person=person).select_related("recorded_by"))
    context = {
        **shell(request, person, "person-visits"),
        "premises": premises,
        "ready": any(not each["wrong"] for each in premises),
        "warrants": [{"warrant": each, "steps": _steps(each)} for each in made],
        "open": any(_steps(each) for each in made),
        "may_record": person.relationship.may(Capability.RECORD),
    }
    return render(request, "riskplans/warrant.html", context)


def _premises(tried: list[Visit], away: str) -> dict[str, Any]:
    """One place: the attempts there, which of them count, and what stands in the way of an application for it."""
    place, said = tried[-1].place, [attempts.attempt(each) for each in tried]
    return {
        "place": place,
        "attempts": [
            {"visit": visit, "why_not": rules.counts(attempt, at=place)}
            for visit, attempt in zip(tried, said, strict=True)
        ],
        "wrong": rules.warrant(said, at=place, away=away),
    }


def _steps(made: Warrant) -> list[tuple[str, str]]:
    """The next steps of an application: the name in the address, and the words."""
    if made.withdrawn_on or made.executed_on or made.answer == "refused":
        return []
    if made.answer:
        return [("executed", "Record that it was executed"), ("withdrawn", "Not used")]
    if made.applied_on:
        return [("answered", "Record the court’s answer"), ("withdrawn", "Not pursued")]
    return [("applied", "Record the application to the court"), ("withdrawn", "Not pursued")]


def prepare(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Prepare the application."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    places = [tried[-1].place for tried in attempts.by_place(attempts.of(person))]
    form = WarrantForm(posted(request), places=places, initial={"premises": places[-1] if places else ""})

    def verb() -> None:
        said = dict(form.cleaned_data)
        submission = said.pop("submission")
        actions.prepare_warrant(
            request.user, person=person, fields=said, now=request.now, submission=submission
        )

    return carried_out(
        request,
        person,
        form,
        verb,
        heading="Prepare an application under section 96B",
        submit_text="Prepare it",
        said="Prepared. Download the pack for the court below.",
        to="visit-warrant",
        lede="A senior police officer applies to a justice of the peace. "
        "Entry and search must be necessary to assess the risk that they pose.",
    )


def warrant_step(request: SignedIn, person_id: UUID, warrant_id: UUID, step: str) -> HttpResponse:
    """What became of the application."""
    if step not in STEP_FORMS:
        raise Http404
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    made = get_object_or_404(Warrant.objects.standing(), pk=warrant_id, person=person)
    heading, form_class = STEP_FORMS[step]
    form = form_class(posted(request), today=request.today, row=made)

    def verb() -> None:
        said = dict(form.cleaned_data)
        version = said.pop("version")
        actions.take_warrant_further(
            request.user, warrant=made, version=version, step=step, said=said, now=request.now
        )

    return carried_out(
        request, person, form, verb, heading=heading, said="Recorded.", to="visit-warrant", lede=str(made)
    )


@require_safe
def warrant_pdf(request: SignedIn, person_id: UUID, warrant_id: UUID) -> HttpResponse:
    """The pack as a document for the court; not for who looks by exception."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    if person.relationship.by_exception:
        raise Http404
    made = get_object_or_404(
        Warrant.objects.standing().select_related("recorded_by"), pk=warrant_id, person=person
    )
    response = HttpResponse(
        pdf(content(person, made, request.user, request.now), request.now), content_type="application/pdf"
    )
    consulted(object_type="warrant", object_id=str(made.pk), sections=["warrant"])
    # No name in it: file names outlive files.
    name = f"OFFICIAL-SENSITIVE {person.reference} section 96B.pdf"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
