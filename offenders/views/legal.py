"""Further facts on an open record: a conviction, a sentence, an order, a name."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from access.policies import Capability
from access.requests import SignedIn
from frontend.dates import words
from offenders import actions, queries
from offenders.forms import ConvictionForm, NameForm, OrderForm, SentenceForm
from offenders.models import Person, Trigger
from offenders.views.recording import carried_out


def _new(request: SignedIn, form: type[forms.Form], **extra: Any) -> Any:
    posted = request.POST if request.method == "POST" else None
    return form(posted, today=request.today, initial={"submission": uuid4()}, **extra)  # type: ignore[call-arg]


def _reached(request: SignedIn, person_id: UUID) -> Person:
    return queries.person_within_reach(request.user, Capability.RECORD, person_id, request.now)


def conviction(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Record a further conviction, caution or finding."""
    person = _reached(request, person_id)
    form = _new(
        request,
        ConvictionForm,
        born=person.date_of_birth,
        others=queries.sentenced(person),
        orders=queries.risk_orders(person),
    )
    return carried_out(
        request,
        person,
        form,
        lambda: actions.record_trigger(
            request.user,
            person=person,
            trigger=form.trigger(),
            disposal=form.disposal(form.cleaned_data["date"]),
            now=request.now,
            submission=form.cleaned_data["submission"],
        ),
        heading="Record a conviction, caution or finding",
    )


def sentence(request: SignedIn, person_id: UUID, trigger_id: UUID) -> HttpResponse:
    """Record the sentence for a conviction that awaited it."""
    person = _reached(request, person_id)
    trigger = get_object_or_404(Trigger.objects.standing(), pk=trigger_id, person=person)
    form = _new(request, SentenceForm, others=queries.sentenced(person))
    return carried_out(
        request,
        person,
        form,
        lambda: actions.record_sentence(
            request.user,
            trigger=trigger,
            disposal=form.disposal(trigger.date),
            now=request.now,
            submission=form.cleaned_data["submission"],
        ),
        heading="Record the sentence",
        lede=f"{trigger.get_kind_display()} on {words(trigger.date)}: {trigger.offence}",
    )


def order(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Record a court order."""
    person = _reached(request, person_id)
    form = _new(request, OrderForm)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.record_order(
            request.user,
            person=person,
            order=form.order(),
            now=request.now,
            submission=form.cleaned_data["submission"],
        ),
        heading="Record a court order",
    )


def name(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Record a name."""
    person = _reached(request, person_id)
    form = _new(request, NameForm)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.record_name(
            request.user,
            person=person,
            name=form.name(),
            now=request.now,
            submission=form.cleaned_data["submission"],
        ),
        heading="Record a name",
    )
