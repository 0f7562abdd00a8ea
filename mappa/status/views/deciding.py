"""What is done about a category and level: screened, countersigned, decided, lowered, ended, marked critical."""

from __future__ import annotations

from datetime import date
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
from frontend.dates import words
from mappa import actions
from mappa.actions.screening import takes_effect
from mappa.keys import LEVEL_1_REVIEW, LOWER_GATE
from mappa.status import queries, record, rules
from mappa.status.forms import (
    AnswerForm,
    CountersignForm,
    DecideForm,
    LeadForm,
    LeaveForm,
    NoteForm,
    ScreenForm,
    WhyForm,
    started,
)
from mappa.status.views.pages import may_leave
from offenders.choices import LeadAgency, MappaLevel
from offenders.models import MappaStatus, Person
from offenders.queries import person_within_reach, visible_person
from offenders.views.recording import carried_out
from practice.policy import policy_of
from riskplans.assessments import queries as assessments


def screen(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Six prompts, the risk of serious harm, the level and why."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    today = request.today
    if request.method == "GET" and (waiting := queries.screenings(person)[:1]) and not waiting[0].answer:
        return redirect("person-mappa", person_id=person.pk)
    status = record.current(person, today)
    answers = rules.categories(record.record_of(person, today))
    latest = policy_of(person.force_id, today).after(LEVEL_1_REVIEW, today)
    form = ScreenForm(
        posted(request),
        today=today,
        convictions=record.convictions(person),
        initial={
            **started(record.harm_by_group(person)),
            "category": status.category if status else _fits(answers),
            "tools": _tools(person),
            "next_on": latest,
        },
    )

    def verb() -> None:
        said = form.cleaned_data
        actions.screen_level(
            request.user,
            person=person,
            occasion=said["occasion"],
            category=said["category"],
            level=said["level"],
            rationale=said["rationale"],
            prompts=form.prompts(),
            harm=form.harm(),
            next_on=said["next_on"],
            conviction=UUID(said["conviction"]) if said["conviction"] else None,
            listed=said["listed"],
            tools=said["tools"],
            now=request.now,
            submission=said["submission"],
        )

    return carried_out(
        request,
        person,
        form,
        verb,
        heading="Screen for the MAPPA level",
        submit_text="Send it to be countersigned",
        said="Recorded. A supervisor countersigns it.",
        to="person-mappa",
        template="mappa/screen.html",
        groups=list(form.sections()),
        answers=answers,
    )


def countersign(request: SignedIn, person_id: UUID, screening_id: UUID) -> HttpResponse:
    """A supervisor countersigns a screening, or sends it back."""
    person = person_within_reach(request.user, Capability.APPROVE, person_id, request.now)
    screening = queries.screening_named(person, screening_id)
    if request.method == "GET" and (screening.answer or screening.recorded_by_id == request.user.pk):
        return redirect("person-mappa", person_id=person.pk)
    status = record.current(person, request.today)
    lead, lead_why = rules.lead(record.stands(person, request.today))
    sets_level = takes_effect(screening, status)
    form = CountersignForm(
        posted(request),
        row=screening,
        sets_level=sets_level,
        lead_why=lead_why,
        initial={
            "lead_agency": status.lead_agency if status else lead,
            "area": _area(person, status),
        },
    )

    def verb() -> None:
        said = form.cleaned_data
        actions.countersign_screening(
            request.user,
            screening=screening,
            version=said["version"],
            answer=said["answer"],
            note=said["note"],
            lead_agency=said.get("lead_agency", ""),
            area=said.get("area", ""),
            now=request.now,
        )

    return carried_out(
        request,
        person,
        form,
        verb,
        heading="Countersign the screening",
        submit_text="Save the decision",
        said="Your decision is recorded.",
        back=reverse("approvals"),
        template="mappa/countersign.html",
        screening=screening,
    )


def decide(request: SignedIn, person_id: UUID) -> HttpResponse:
    """A coordinator or chair decides; soon after a release a lower level waits for an inspector."""
    person = person_within_reach(request.user, Capability.COORDINATE, person_id, request.now)
    today = request.today
    status = record.current(person, today)
    heard = queries.heard_for_lowering(person)
    days = policy_of(person.force_id, today).value(LOWER_GATE)
    gate = (
        rules.gate(status.level, "0", released_on=record.released_on(person, today), days=days, on=today)
        if status and heard
        else None
    )
    lead, lead_why = rules.lead(record.stands(person, today))
    form = DecideForm(
        posted(request),
        today=today,
        convictions=record.convictions(person),
        status=status,
        gated=gate is not None,
        lead_why=lead_why,
        lowest=status.level if status and not heard else MappaLevel.ONE,
        initial={
            "category": status.category if status else _fits(_answers(person, today)),
            "level": status.level if status else "",
            "lead_agency": status.lead_agency if status else lead,
            "area": _area(person, status),
            "starts_on": today,
        },
    )

    def verb() -> None:
        said = form.cleaned_data
        common: dict[str, Any] = {
            name: said[name]
            for name in (
                "category",
                "level",
                "lead_agency",
                "area",
                "why",
                "dissent",
                "starts_on",
                "submission",
            )
        }
        lowers = status is not None and rules.lowers(status.level, said["level"])
        if gate and lowers:
            actions.ask_lower_level(
                request.user,
                person=person,
                heard=heard,
                stable=said["stable"],
                despite=said["despite"],
                now=request.now,
                **common,
            )
            return
        listed = {UUID(said["conviction"]): said["listed"]} if said["conviction"] else None
        actions.decide_level(
            request.user,
            person=person,
            heard=heard if lowers else None,
            listed=listed,
            now=request.now,
            **common,
        )

    return carried_out(
        request,
        person,
        form,
        verb,
        heading="Decide the category and level",
        submit_text="Save the decision",
        said="Saved. If that is a lower level, it takes effect when an inspector has countersigned it."
        if gate
        else "The decision is recorded.",
        to="person-mappa",
        template="mappa/decide.html",
        status=status,
        gate=gate,
        answers=_answers(person, today),
    )


def change_lead(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Another agency or office leads, in the same area and at the same level."""
    person = person_within_reach(request.user, Capability.COORDINATE, person_id, request.now)
    status = record.current(person, request.today)
    if status is None:
        return redirect("person-mappa", person_id=person.pk)
    lead, lead_why = rules.lead(record.stands(person, request.today))
    form = LeadForm(
        posted(request),
        today=request.today,
        row=status,
        lead_why=f"The record suggests {LeadAgency(lead).label}: {lead_why}",
        initial={
            "lead_agency": status.lead_agency,
            "lead_office": status.lead_office,
            "starts_on": request.today,
        },
    )
    return carried_out(
        request,
        person,
        form,
        lambda: actions.change_lead_agency(request.user, person=person, now=request.now, **form.cleaned_data),
        heading="Another agency or office leads",
        lede=f"{status}, {status.area or 'no area on record'}: these stay. Another area takes a case on by a transfer.",
        submit_text="Save who leads",
        said="Saved: who leads has changed.",
        to="person-mappa",
    )


def answer_lower(request: SignedIn, person_id: UUID, reduction_id: UUID) -> HttpResponse:
    """An inspector countersigns a lower level soon after release, or refuses it."""
    person = person_within_reach(request.user, Capability.APPROVE, person_id, request.now)
    reduction = queries.reduction_named(person, reduction_id)
    if not request.user.has_role([Role.DETECTIVE_INSPECTOR], request.today):
        raise PermissionDenied
    if request.method == "GET" and (reduction.answer or reduction.recorded_by_id == request.user.pk):
        return redirect("person-mappa", person_id=person.pk)
    form = AnswerForm(posted(request), row=reduction)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.answer_lower_level(
            request.user, reduction=reduction, now=request.now, **form.cleaned_data
        ),
        heading="Countersign a lower level",
        submit_text="Save the decision",
        said="Your decision is recorded.",
        back=reverse("approvals"),
        template="mappa/lower.html",
        reduction=reduction,
    )


def take_back(request: SignedIn, person_id: UUID, reduction_id: UUID) -> HttpResponse:
    """A lower level that waits for an inspector is asked for no longer."""
    person = person_within_reach(request.user, Capability.COORDINATE, person_id, request.now)
    reduction = queries.reduction_named(person, reduction_id)
    if request.method == "GET" and reduction.answer:
        return redirect("person-mappa", person_id=person.pk)
    form = NoteForm(posted(request), row=reduction)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.take_back_lower_level(
            request.user, reduction=reduction, now=request.now, **form.cleaned_data
        ),
        heading="Take back the lower level",
        lede=f"{reduction}. It waits for an inspector; the level stays as it is.",
        submit_text="Take it back",
        said="Taken back: the level stays as it is.",
        to="person-mappa",
    )


def leave(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Somebody leaves MAPPA."""
    person = visible_person(request.user, person_id, request.now)
    status = record.current(person, request.today)
    if not _may_write(person):
        raise Http404
    if status is None or not may_leave(person, status):
        raise PermissionDenied
    form = LeaveForm(
        posted(request), today=request.today, category=status.category, initial={"ended_on": request.today}
    )
    return carried_out(
        request,
        person,
        form,
        lambda: actions.end_management(request.user, person=person, now=request.now, **form.cleaned_data),
        heading="They leave MAPPA",
        lede=f"{status}, since {words(status.starts_on)}." if status.starts_on else str(status),
        submit_text="Record that they leave",
        said="Recorded. Here are the letters to send; a task was set to tidy the national record.",
        to="exit-letters",
    )


def critical(request: SignedIn, person_id: UUID) -> HttpResponse:
    """A critical public protection case, or one no longer."""
    person = person_within_reach(request.user, Capability.COORDINATE, person_id, request.now)
    case = queries.critical(person)
    status = record.current(person, request.today)
    if case is None and (status is None or status.level != MappaLevel.THREE):
        return redirect("person-mappa", person_id=person.pk)
    form = WhyForm(posted(request))
    verb = actions.end_critical if case else actions.mark_critical
    return carried_out(
        request,
        person,
        form,
        lambda: verb(request.user, person=person, why=form.cleaned_data["why"], now=request.now),
        heading="No longer a critical public protection case"
        if case
        else "Register a critical public protection case",
        lede=""
        if case
        else "For the highest risk of serious harm, where the case is of national or sensitive note and unusually hard "
        "to supervise.",
        submit_text="Save",
        said="Recorded.",
        to="person-mappa",
    )


def _may_write(person: Person) -> bool:
    return any(person.relationship.may(each) for each in (Capability.APPROVE, Capability.COORDINATE))


def _answers(person: Person, today: date) -> list[rules.Answer]:
    return rules.categories(record.record_of(person, today))


def _fits(answers: list[rules.Answer]) -> str:
    """The first category that a rule gives; empty where none does."""
    return next((each.category for each in answers if each.holds), "")


def _area(person: Person, status: MappaStatus | None) -> str:
    return status.area if status and status.area else str(person.force.name)


def _tools(person: Person) -> str:
    return "; ".join(
        f"{each.name}: {each.words.lower()}" for each in assessments.values(person) if each.level
    )
