"""The page of the end of notification, and its forms: the review, its answer, taking it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.forms import posted
from access.policies import Capability, FieldClass
from access.recording import Stale
from access.requests import SignedIn
from accounts.stepup import ask_again, recently_authenticated
from frontend.dates import words
from offenders.queries import person_within_reach, visible_person
from offenders.views.person import shell
from offenders.views.recording import carried_out
from riskplans import actions
from riskplans.choices import Asked
from riskplans.classes import readable
from riskplans.ending import queries
from riskplans.ending.forms import AnswerForm, ReviewForm, TakeBackForm
from riskplans.models import EndReview


@require_safe
def overview(request: SignedIn, person_id: UUID) -> HttpResponse:
    """When does notification end and by which section; what runs on; what was found, and who approved it?"""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    ending = queries.ending_of(person)
    reviews = queries.reviews(person)
    last = ending.ends_on if ending else None
    days = queries.days_for(person, last, request.today) if last else None
    current = _current(reviews, last)
    may_record = person.relationship.may(Capability.RECORD)
    context = {
        **shell(request, person),
        "ending": ending,
        "days": days,
        "running_on": queries.running_on(person, last) if last else [],
        "reviews": readable(reviews, person.relationship),
        "current": current,
        "may_review": may_record and days is not None and request.today >= days.opens and current is None,
        "may_record": may_record,
        "may_answer": current is not None
        and not current.answer
        and person.relationship.may(Capability.APPROVE)
        and current.recorded_by_id != request.user.pk,
        "today": request.today,
    }
    return render(request, "riskplans/ending/overview.html", context)


def review(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Say what was found, and what should follow."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    ending = queries.ending_of(person)
    if ending is None or ending.ends_on is None:
        raise Http404
    last = ending.ends_on
    running_on = queries.running_on(person, last)
    form = ReviewForm(posted(request), running_on=len(running_on), initial={"seen": last.isoformat()})

    def verb() -> None:
        try:
            actions.hand_in_end_review(request.user, person=person, now=request.now, **form.cleaned_data)
        except Stale:
            form.sees(last)
            raise

    return carried_out(
        request,
        person,
        form,
        verb,
        heading="Review before notification ends",
        submit_text="Hand it in",
        said="Handed in. A supervisor approves it, or returns it.",
        to="person-ending",
        template="riskplans/ending/form.html",
        ending=ending,
        running_on=running_on,
        today=request.today,
    )


def answer(request: SignedIn, person_id: UUID, review_id: UUID) -> HttpResponse:
    """Approve a review, or return it; after a fresh proof of who one is."""
    person = person_within_reach(request.user, Capability.APPROVE, person_id, request.now)
    made = queries.review_of(person, review_id)
    closed = made.answer or made.taken_back_at or made.recorded_by_id == request.user.pk
    if request.method == "GET" and closed:
        return redirect("person-ending", person_id=person.pk)
    if not recently_authenticated(request):
        return ask_again(request)
    form = AnswerForm(posted(request), row=made)
    ending = queries.ending_of(person)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.answer_end_review(request.user, review=made, now=request.now, **form.cleaned_data),
        heading="Approve or return the review before notification ends",
        caption=f"From {made.recorded_by}, {words(made.recorded_at)}",
        submit_text="Save the answer",
        said="Your answer is recorded, and whoever manages them has been told.",
        back=reverse("approvals"),
        template="riskplans/ending/form.html",
        review=readable([made], person.relationship)[0],
        ending=ending,
        moved=ending is None or ending.ends_on != made.ends_on,
        running_on=queries.running_on(person, made.ends_on),
        today=request.today,
    )


def take_back(request: SignedIn, person_id: UUID, review_id: UUID) -> HttpResponse:
    """Take back a review that waits, or an approved one that no longer holds."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    made = queries.review_of(person, review_id)
    if made.taken_back_at or made.answer == Asked.REFUSED:
        return redirect("person-ending", person_id=person.pk)
    form = TakeBackForm(posted(request), row=made)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.take_back_end_review(request.user, review=made, now=request.now, **form.cleaned_data),
        heading="Take the review back",
        submit_text="Take it back",
        said="Taken back. The end is to be reviewed anew.",
        to="person-ending",
    )


def _current(reviews: list[EndReview], last: Any) -> EndReview | None:
    """The one that counts for this last day."""
    return next(
        (
            each
            for each in reviews
            if each.ends_on == last and not each.taken_back_at and each.answer != Asked.REFUSED
        ),
        None,
    )
