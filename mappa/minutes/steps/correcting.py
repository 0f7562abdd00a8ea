"""The chair's review, and what a reader says is wrong."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from access.forms import posted
from access.requests import SignedIn
from accounts.stepup import ask_again, recently_authenticated
from frontend.dates import words
from mappa import actions
from mappa.actions.minuting import newest_of
from mappa.minutes import policies, queries
from mappa.minutes.choices import Stage
from mappa.minutes.forms import (
    AnswerForm,
    CorrectionForm,
    ReviewForm,
)
from mappa.minutes.steps.page import form_of, page_for, version_shown
from mappa.models import Correction
from mappa.sittings import policies as meetings
from mappa.sittings.queries import case_of
from mappa.sittings.views import form_page


def review(request: SignedIn, page: queries.Page) -> HttpResponse:
    minutes = version_shown(page)
    if not policies.chairs(request.user, page.case.sitting, request.today):
        raise Http404
    if request.method == "GET" and minutes.state != Stage.REVIEW:
        return redirect("case-minutes", sitting_id=page.case.sitting_id, case_id=page.case.pk)
    if not recently_authenticated(request):
        return ask_again(request)
    form = ReviewForm(posted(request), row=minutes)

    def verb() -> None:
        said = form.cleaned_data
        about = {"minutes": minutes, "version": said["version"], "now": request.now}
        if said["decision"] == "approve":
            actions.approve_minutes(request.user, **about)
        else:
            actions.return_minutes(request.user, why=said["why"], **about)

    return form_of(
        request,
        page,
        form,
        verb,
        said="Recorded. The minute taker is told.",
        heading="Review the minutes",
        submit_text="Save the decision",
        template="mappa/minutes/review.html",
        page=page,
        minutes=minutes,
    )


def correct(request: SignedIn, sitting_id: UUID, case_id: UUID) -> HttpResponse:
    """Somebody says what is wrong: a reader of their own copy, or who takes the minutes for somebody who told them."""
    user = request.user
    copy = None
    if not _at_work(request, sitting_id, case_id):
        copy = queries.copy_of(user, sitting_id, case_id, request.now)
        if copy.opened_at is None:
            raise Http404
        minutes = copy.circulation.minutes
        rows = queries.released_to(minutes, copy.agency)
    else:
        page = page_for(request, sitting_id, case_id, either=True)
        minutes = version_shown(page)
        rows = newest_of(minutes)
    named = request.GET.get("line", "")
    about = next((each for each in rows if str(each.line) == named), None)
    form = CorrectionForm(posted(request), own=copy is not None, wrong=f"“{about.text}”" if about else "")

    def verb() -> None:
        said = {"who": "", **form.cleaned_data}
        actions.ask_correction(user, minutes=minutes, paragraph=about, now=request.now, **said)

    return form_page(
        request,
        form,
        verb,
        back=reverse("case-minutes", args=[sitting_id, case_id]),
        said="Sent. You see the answer with the minutes.",
        heading="Ask for a correction",
        lede="The version that you read stays. A correction is another version, which the chair approves.",
        caption=f"Minutes of {words(minutes.case.sitting.held_on)}, version {minutes.number}",
        submit_text="Ask for it",
    )


def _at_work(request: SignedIn, sitting_id: UUID, case_id: UUID) -> bool:
    """Whether the user takes or approves these minutes; whoever else reads them has a copy of their own, the police who
    manage the person as the agencies do."""
    user, today = request.user, request.today
    if meetings.is_partner(user, today):
        return False
    sitting = case_of(user, sitting_id, case_id, request.now).sitting
    return policies.writes(user, sitting, today) or policies.chairs(user, sitting, today)


def answer(request: SignedIn, sitting_id: UUID, case_id: UUID, correction_id: UUID) -> HttpResponse:
    """Accept a correction, or refuse it."""
    page = page_for(request, sitting_id, case_id)
    rows = Correction.objects.select_related("minutes", "asked_by", "agency")
    correction = get_object_or_404(rows, pk=correction_id, minutes__case=page.case)
    form = AnswerForm(posted(request), row=correction)
    return form_of(
        request,
        page,
        form,
        lambda: actions.answer_correction(
            request.user, correction=correction, now=request.now, **form.cleaned_data
        ),
        said="Answered.",
        heading="A correction is asked for",
        submit_text="Save the answer",
        template="mappa/minutes/answer.html",
        correction=correction,
    )
