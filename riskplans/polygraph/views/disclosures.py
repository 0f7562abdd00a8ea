"""What was disclosed at a test: recorded, triaged, and answered."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from access.forms import posted
from access.policies import Capability
from access.requests import SignedIn
from accounts.stepup import ask_again, recently_authenticated
from frontend.dates import words
from offenders.queries import person_within_reach
from offenders.views.recording import carried_out
from riskplans import actions
from riskplans.choices import Asked
from riskplans.models import PolygraphDisclosure
from riskplans.polygraph import queries
from riskplans.polygraph.choices import Triage
from riskplans.polygraph.forms import (
    AgreeForm,
    DisclosureForm,
    TriageForm,
)


def disclosure(request: SignedIn, person_id: UUID, test_id: UUID) -> HttpResponse:
    """Record one thing they disclosed."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    found = queries.test_of(person, test_id)
    if found.tested_on is None or found.is_over:
        raise Http404
    form = DisclosureForm(posted(request), today=request.today, initial={"said_on": found.tested_on})
    made: list[PolygraphDisclosure] = []
    return carried_out(
        request,
        person,
        form,
        lambda: made.append(
            actions.record_polygraph_disclosure(
                request.user,
                test=found,
                said=form.said(),
                now=request.now,
                submission=form.cleaned_data["submission"],
            )
        ),
        heading="Record a disclosure",
        submit_text="Save",
        said="Recorded. It is triaged next.",
        back=reverse("polygraph-test", args=[person.pk, found.pk]),
        caption=f"Polygraph test of {words(found.tested_on)}",
    )


def triage(request: SignedIn, person_id: UUID, disclosure_id: UUID) -> HttpResponse:
    """Say what a disclosure is taken for, and what is done."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    found = get_object_or_404(PolygraphDisclosure.objects.standing(), pk=disclosure_id, person=person)
    form = TriageForm(posted(request), row=found, initial={"triage": found.triage})

    def verb() -> None:
        said = form.cleaned_data
        actions.triage_polygraph_disclosure(
            request.user,
            disclosure=found,
            version=said["version"],
            triage=[Triage(each) for each in said["triage"]],
            note=said["triage_note"],
            now=request.now,
        )

    return carried_out(
        request,
        person,
        form,
        verb,
        heading="Triage the disclosure",
        submit_text="Save",
        said="Triaged.",
        back=reverse("polygraph-test", args=[person.pk, found.test_id]),
        lede=f"{found.get_gravity_display()}. {found.what}"
        + (f" Taken for: {found.triage_words.lower()}. {found.triage_note}" if found.triage else ""),
    )


def answer(request: SignedIn, person_id: UUID, disclosure_id: UUID) -> HttpResponse:
    """Agree that nothing is done where somebody may be at risk, or have it triaged again; after a fresh proof."""
    person = person_within_reach(request.user, Capability.APPROVE, person_id, request.now)
    rows = PolygraphDisclosure.objects.standing().select_related("triaged_by")
    found = get_object_or_404(rows, pk=disclosure_id, person=person)
    if request.method == "GET" and not found.waits_for_answer:
        return redirect("polygraph-test", person_id=person.pk, test_id=found.test_id)
    if not recently_authenticated(request):
        return ask_again(request)
    form = AgreeForm(posted(request), row=found)

    def verb() -> None:
        said = form.cleaned_data
        actions.answer_polygraph_disclosure(
            request.user,
            disclosure=found,
            version=said["version"],
            answer=Asked(said["answer"]),
            note=said["answer_note"],
            now=request.now,
        )

    return carried_out(
        request,
        person,
        form,
        verb,
        heading="Is nothing further to be done?",
        submit_text="Save the answer",
        said="The answer is recorded.",
        back=reverse("approvals"),
        lede=f"{found.get_gravity_display()}. {found.what} {found.triaged_by} would leave it at that: "
        f"{found.triage_note}",
    )
