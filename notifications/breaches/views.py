"""A suspected breach: opened, and a short form for each of its steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.forms import posted
from access.policies import Capability, FieldClass
from access.requests import SignedIn
from accounts.stepup import ask_again, recently_authenticated
from diary.models import Entry
from frontend.dates import words
from notifications import actions
from notifications.breaches import queries, rules
from notifications.breaches.cards import rows_of
from notifications.breaches.choices import BreachOf, CheckKind, Found
from notifications.breaches.forms import (
    CheckForm,
    DecisionForm,
    EstablishForm,
    ExcuseForm,
    ExplainedForm,
    NationalForm,
    OutcomeForm,
    StartForm,
    SuspectForm,
    VerdictForm,
)
from notifications.models import Breach, BreachDecision
from offenders.models import Person
from offenders.queries import conditions_in_force, person_within_reach, visible_person
from offenders.views.person import shell, visit_of
from offenders.views.recording import carried_out

Form = Callable[[SignedIn, Person, Breach], forms.Form]


@require_safe
def overview(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Every breach, and every time they were missing or wanted."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    visit = visit_of(request, person)
    due, may = queries.entries_of([person.pk]), visit.relationship.capabilities
    context = {
        **shell(request, person, "person-breaches"),
        "breaches": [(each, queries.next_step(each, due, may=may)) for each in queries.of_person(person)],
        "searches": [(each, queries.length(each, request.today)) for each in queries.searches_of(person)],
        "visit": visit,
        "today": request.today,
    }
    return render(request, "notifications/breaches/overview.html", context)


@require_safe
def breach(request: SignedIn, person_id: UUID, breach_id: UUID) -> HttpResponse:
    """One breach: what is next, the checks, what is proved, the excuse, the decisions, how it ended."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    found = get_object_or_404(queries.with_all(Breach.objects.standing()), pk=breach_id, person=person)
    found.person = person
    visit = visit_of(request, person)
    enquiry = queries.enquiry(found, may=visit.relationship.capabilities, today=request.today)
    context = {
        **shell(request, person, "person-breaches"),
        "enquiry": enquiry,
        "breach": found,
        "searches": [
            (each, queries.length(each, request.today)) for each in (found.missing, found.wanted) if each
        ],
        "rows": rows_of(enquiry),
        "visit": visit,
        "today": request.today,
        "days": (request.today - found.happened_on).days,
    }
    return render(request, "notifications/breaches/breach.html", context)


def start(request: SignedIn, person_id: UUID, entry_id: int) -> HttpResponse:
    """Begin the same-day checks for a duty that was missed; where they have begun, go on with them."""
    person = person_within_reach(request.user, Capability.NOTIFY, person_id, request.now)
    entry = get_object_or_404(Entry, pk=entry_id, person=person)
    already = Breach.objects.standing().filter(person=person, duty_key=entry.key).first()
    if already:
        return redirect("breach", person.pk, already.pk)
    form = StartForm(posted(request))
    last = entry.last_in_law
    return carried_out(
        request,
        person,
        form,
        lambda: actions.open_suspected_breach(
            request.user,
            person=person,
            of=BreachOf.REQUIREMENT,
            found=Found.OVERDUE,
            duty_key=entry.key,
            now=request.now,
            **form.cleaned_data,
        ),
        heading="Start the same-day checks",
        lede=f"{entry.title}: {f'the last day was {words(last)}.' if last else 'no date runs.'} The checks come before "
        "anybody speaks of a breach.",
        submit_text="Start the checks",
        said="The checks are due today. Custody and hospital first.",
        back=request.path,  # which leads on to the breach, now that there is one
        back_href=reverse("person", args=[person.pk]),
    )


def suspect(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Record a suspected breach that no duty of the diary stands behind."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    # What ended yesterday can have been broken before: the verb holds each to the day it is said to be of.
    orders, licences = conditions_in_force(person, request.today, since=date.min)
    devices = queries.devices_of(person)
    form = SuspectForm(
        posted(request), today=request.today, orders=orders, licences=licences, devices=devices
    )
    return carried_out(
        request,
        person,
        form,
        lambda: actions.open_suspected_breach(request.user, person=person, now=request.now, **form.said()),
        heading="Record a suspected breach",
        submit_text="Record",
        said="The suspected breach is recorded.",
        to="person-breaches",
        back_href=reverse("person-breaches", args=[person.pk]),
    )


def check(request: SignedIn, person_id: UUID, breach_id: UUID, kind: str) -> HttpResponse:
    """Record what one of the same-day checks gave."""
    if kind not in CheckKind.values:
        raise Http404
    person, found = _breach(request, person_id, breach_id)
    form = CheckForm(posted(request), kind=kind)
    asked, hint = rules.question(CheckKind(kind))
    return _step(
        request,
        person,
        found,
        form,
        lambda: actions.record_check(
            request.user, breach=found, kind=kind, now=request.now, **form.cleaned_data
        ),
        heading=asked,
        lede=hint,
        said=f"{CheckKind(kind).label}: checked.",
    )


@dataclass(frozen=True, slots=True)
class _Step:
    """One step of a breach: what its page says, the form that asks, and the verb that takes the answers."""

    heading: str
    said: str
    form: Form
    verb: Callable[..., Any]
    answers: Callable[[Any], dict[str, Any]]
    lede: str = ""
    versioned: bool = True


def _establish_form(request: SignedIn, person: Person, found: Breach) -> forms.Form:
    young = rules.is_young(person.date_of_birth, found.happened_on)
    return EstablishForm(
        posted(request),
        today=request.today,
        row=found,
        asked=rules.elements(found.of, under_18=young),
        held=queries.held_elements(found),
    )


def _decision_form(request: SignedIn, person: Person, found: Breach) -> forms.Form:
    return DecisionForm(
        posted(request),
        breach=found,
        on_licence=queries.on_licence(person, request.today),
        under_18=rules.is_young(person.date_of_birth, request.today),
    )


def _plain(form: Any) -> Form:
    return lambda request, person, found: form(posted(request), today=request.today, row=found)


STEPS = {
    "explained": _Step(
        "Close it: nothing was broken",
        "Closed: nothing was broken.",
        _plain(ExplainedForm),
        actions.close_explained,
        lambda form: form.said(),
    ),
    "establish": _Step(
        "What is the evidence?",
        "The breach is established. Record it on PNC and ViSOR next.",
        _establish_form,
        actions.establish_breach,
        lambda form: {"shown": form.shown()},
        "Each of these needs its evidence before a breach is established. Their excuse is asked of them afterwards.",
    ),
    "national": _Step(
        "Record it on PNC and ViSOR",
        "Recorded. Propose what to do next.",
        _plain(NationalForm),
        actions.record_nationally,
        lambda form: form.said(),
    ),
    "excuse": _Step(
        "Their excuse",
        "What they said is recorded.",
        _plain(ExcuseForm),
        actions.record_excuse,
        lambda form: {"excuse": form.said()},
        "It is no offence with a reasonable excuse.",
    ),
    "decision": _Step(
        "Propose what to do",
        "Proposed. A supervisor has been told, and authorises or returns it.",
        _decision_form,
        actions.propose_decision,
        lambda form: dict(form.cleaned_data),
        versioned=False,
    ),
    "outcome": _Step(
        "How did it end?",
        "The breach is closed. A task says to review risk and plan.",
        _plain(OutcomeForm),
        actions.finalise_breach,
        lambda form: form.said(),
    ),
}


def step(request: SignedIn, person_id: UUID, breach_id: UUID, name: str) -> HttpResponse:
    """The next step of a breach."""
    if name not in STEPS:
        raise Http404
    taken = STEPS[name]
    person, found = _breach(request, person_id, breach_id)
    form = taken.form(request, person, found)
    page: dict[str, Any] = {}
    if name == "decision" and (excuse := rules.excuse_first(found.of, found.excuse_view)):
        page = {"excuse": excuse, "template": "notifications/breaches/propose.html"}
    return _step(
        request,
        person,
        found,
        form,
        lambda: taken.verb(
            request.user,
            breach=found,
            now=request.now,
            **({"version": form.cleaned_data["version"]} if taken.versioned else {}),
            **taken.answers(form),
        ),
        heading=taken.heading,
        lede=taken.lede,
        said=taken.said,
        breach=found,
        **page,
    )


def decide(request: SignedIn, person_id: UUID, decision_id: UUID) -> HttpResponse:
    """Authorise or return what another officer proposed, after a fresh proof of who one is."""
    person = person_within_reach(request.user, Capability.APPROVE, person_id, request.now)
    decision = get_object_or_404(
        BreachDecision.objects.select_related("breach", "proposed_by"), pk=decision_id, person=person
    )
    if not recently_authenticated(request):
        return ask_again(request)
    form = VerdictForm(posted(request), decision=decision)
    young = rules.is_young(person.date_of_birth, request.today)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.give_verdict(request.user, decision=decision, now=request.now, **form.cleaned_data),
        heading=f"Authorise: {rules.decision_in_words(decision.kind, under_18=young).lower()}?",
        lede=f"{decision.breach}. Proposed by {decision.proposed_by}: {decision.rationale}",
        submit_text="Save",
        said="Your verdict is recorded, and whoever proposed it has been told.",
        back=reverse("breach", args=[person.pk, decision.breach_id]),
        back_href=reverse("breach", args=[person.pk, decision.breach_id]),
    )


def _breach(request: SignedIn, person_id: UUID, breach_id: UUID) -> tuple[Person, Breach]:
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    found = get_object_or_404(
        Breach.objects.standing().select_related(
            "disposal", "order_condition__order", "licence_condition__licence"
        ),
        pk=breach_id,
        person=person,
    )
    found.person = person
    return person, found


def _step(
    request: SignedIn,
    person: Person,
    found: Breach,
    form: forms.Form,
    verb: Callable[[], object],
    **page: Any,
) -> HttpResponse:
    back = reverse("breach", args=[person.pk, found.pk])
    return carried_out(
        request, person, form, verb, back=back, back_href=back, caption=str(found), submit_text="Save", **page
    )
