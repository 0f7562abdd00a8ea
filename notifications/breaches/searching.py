"""The pages of somebody missing or wanted: declared, circulated, searched for, found."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.forms import posted
from access.policies import Capability, FieldClass
from access.requests import SignedIn
from notifications import actions
from notifications.breaches import queries
from notifications.breaches.cards import search_rows
from notifications.breaches.forms import CirculateForm, FoundForm, SearchForm, SoughtForm
from notifications.models import Breach
from offenders.choices import SoughtKind
from offenders.models import Person, Sought
from offenders.queries import person_within_reach, visible_person
from offenders.views.person import shell, visit_of
from offenders.views.recording import carried_out


@require_safe
def search(request: SignedIn, person_id: UUID, sought_id: UUID) -> HttpResponse:
    """How long they have been sought, what was done to find them, the breaches tied to it."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    found = get_object_or_404(Sought.objects.standing(), pk=sought_id, person=person)
    due = queries.entries_of([person.pk])
    mine = sorted(
        (entry for entry in due.values() if str(found.pk) in entry.key and entry.last),
        key=lambda entry: entry.last or request.today,
    )
    context = {
        **shell(request, person, "person-breaches"),
        "sought": found,
        "word": SoughtKind(found.kind).short,
        "days": queries.length(found, request.today),
        "steps": queries.steps_of(found),
        "breaches": queries.breaches_of(found),
        "due": mine,
        "rows": search_rows(found),
        "visit": visit_of(request, person),
        "today": request.today,
    }
    return render(request, "notifications/breaches/search.html", context)


def declare(request: SignedIn, person_id: UUID, kind: str) -> HttpResponse:
    """Record that somebody is missing, or wanted; for a breach, if the address names one."""
    if kind not in SoughtKind.values:
        raise Http404
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    named = request.GET.get("breach", "")
    breach = next(
        (each for each in Breach.objects.open().filter(person=person) if str(each.pk) == named), None
    )
    form = SoughtForm(posted(request), today=request.today)

    def declared() -> object:
        values = {name: value for name, value in form.cleaned_data.items() if name != "submission"}
        return actions.declare_sought(
            request.user,
            person=person,
            kind=kind,
            values={**values, "source": "observed"},
            breach=breach,
            submission=form.cleaned_data["submission"],
            now=request.now,
        )

    return carried_out(
        request,
        person,
        form,
        declared,
        heading=f"Record that they are {SoughtKind(kind).short.lower()}",
        lede="Nobody knows where they are."
        if kind == SoughtKind.MISSING
        else "It is known what they did, and they must be arrested.",
        caption=str(breach) if breach else "",
        said="Recorded. The PNC reference is due within 24 hours.",
        to="person-breaches",
        back_href=reverse("person-breaches", args=[person.pk]),
    )


def step(request: SignedIn, person_id: UUID, sought_id: UUID, name: str) -> HttpResponse:
    """Record the PNC reference, something done to find them, or that they were found."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    found = get_object_or_404(Sought.objects.standing(), pk=sought_id, person=person)
    form, verb, heading, said = _step(request, person, found, name)
    back = reverse("person-search", args=[person.pk, found.pk])
    return carried_out(
        request,
        person,
        form,
        verb,
        heading=heading,
        said=said,
        caption=SoughtKind(found.kind).short,
        back=back,
        back_href=back,
        submit_text="Save",
    )


def _step(request: SignedIn, person: Person, found: Sought, name: str) -> tuple[forms.Form, Any, str, str]:
    today, now, user = request.today, request.now, request.user
    match name:
        case "circulate":
            circulated = CirculateForm(posted(request), today=today, row=found)
            return (
                circulated,
                lambda: actions.circulate(
                    user,
                    sought=found,
                    version=circulated.cleaned_data["version"],
                    now=now,
                    **circulated.said(),
                ),
                "Record the circulation on PNC",
                "The PNC reference is recorded.",
            )
        case "found":
            ended = FoundForm(posted(request), today=today, row=found)
            return (
                ended,
                lambda: actions.end_search(
                    user, sought=found, version=ended.cleaned_data["version"], now=now, **ended.said()
                ),
                "Record that they were found",
                "The search has ended. Any breach stays tied to it.",
            )
        case "done":
            done = SearchForm(posted(request), today=today)
            return (
                done,
                lambda: actions.record_search_step(user, sought=found, now=now, **done.cleaned_data),
                "Record something done to find them",
                "Recorded.",
            )
        case _:
            raise Http404
