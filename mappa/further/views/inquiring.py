"""The pages of a management review: opened, the record as it stood, the timeline as a file, closed."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from access.exporting import Form, Taken, TooMany, hand_over
from access.forms import posted
from access.log import consulted
from access.policies import Capability
from access.requests import SignedIn
from accounts.context import request_id
from accounts.stepup import ask_again, recently_authenticated
from mappa import actions
from mappa.further import frozen, queries
from mappa.further.forms import CloseForm, OpenForm, TimelineForm
from mappa.further.views import SECTION, home, inspects
from mappa.models import InternalReview
from offenders.models import Person
from offenders.queries import person_within_reach
from offenders.timeline import Asked, exports
from offenders.views.person import shell
from offenders.views.recording import carried_out, form_page
from practice.keys import EXPORT_MOST
from practice.policy import policy_of


def open_review(request: SignedIn, person_id: UUID, charge_id: UUID) -> HttpResponse:
    """Open a management review: the record is kept as it stands."""
    person = _inspected(request, person_id)
    charge = queries.charge_of(person, charge_id)
    if request.method == "GET" and InternalReview.objects.filter(charge=charge).exists():
        return redirect(home(person))
    form = OpenForm(posted(request))
    return carried_out(
        request,
        person,
        form,
        lambda: actions.open_internal_review(
            request.user, charge=charge, now=request.now, **form.cleaned_data
        ),
        heading="Open an internal management review",
        lede=f"{charge}. The record is kept as it stands now, and nobody can change what is kept.",
        submit_text="Open the review",
        said="Opened. The record is kept as it stood.",
        back=home(person),
    )


def close(request: SignedIn, person_id: UUID, charge_id: UUID) -> HttpResponse:
    """Close a management review with its findings."""
    person = _inspected(request, person_id)
    review = queries.internal_review_of(person, charge_id)
    if request.method == "GET" and review.closed_at:
        return redirect(home(person))
    form = CloseForm(posted(request), row=review)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.close_internal_review(
            request.user, review=review, now=request.now, **form.cleaned_data
        ),
        heading="Close the internal management review",
        submit_text="Close the review",
        said="Closed.",
        back=home(person),
    )


@require_safe
def frozen_record(request: SignedIn, person_id: UUID, charge_id: UUID) -> HttpResponse:
    """The record as it stood when the review was opened."""
    person = person_within_reach(request.user, Capability.APPROVE, person_id, request.now)
    review = queries.internal_review_of(person, charge_id)
    kept = frozen.shown(review.frozen.kept, person.relationship)
    consulted(sections=["frozen record", *(block["title"].lower() for block in kept["blocks"])])
    context = {**shell(request, person, SECTION), "review": review, "kept": kept}
    return render(request, "mappa/further/frozen.html", context)


def take_timeline(request: SignedIn, person_id: UUID, charge_id: UUID) -> HttpResponse:
    """Take the timeline away as a file for a management review, after a fresh proof of who one is."""
    person = person_within_reach(request.user, Capability.EXPORT, person_id, request.now)
    queries.internal_review_of(person, charge_id)
    if not recently_authenticated(request):
        return ask_again(request)
    most = policy_of(request.user.force_id, request.today).value(EXPORT_MOST)
    form = TimelineForm(posted(request), today=request.today)
    if form.is_bound and form.is_valid():
        asked = Asked(starts=form.cleaned_data["starts"], ends=form.cleaned_data["ends"])
        try:
            return hand_over(
                exports.lines(person, asked, request.today, most=most),
                exports.EVENTS,
                form=Form(form.cleaned_data["form"]),
                name=f"timeline {person.reference}",
                taken=Taken(request.user, request.now, request_id()),
                most=most,
            )
        except TooMany:
            form.add_error(None, f"That is more than the {most} rows of one file. Choose fewer days.")
    return form_page(
        request,
        person,
        form,
        heading="Take the timeline away as a file",
        submit_text="Make the file",
        lede="The file names you and the time in its first line. What the record says of money is left out.",
        back_href=home(person),
    )


def _inspected(request: SignedIn, person_id: UUID) -> Person:
    person = person_within_reach(request.user, Capability.APPROVE, person_id, request.now)
    if not inspects(request, person):
        raise Http404
    return person
