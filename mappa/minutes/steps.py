"""What is done about minutes with a form of its own: written, reviewed, circulated, corrected, summarised."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from access.forms import posted
from access.requests import SignedIn
from accounts.stepup import ask_again, recently_authenticated
from frontend.dates import words
from mappa import actions
from mappa.actions.circulating import readers_for
from mappa.actions.minuting import newest_of
from mappa.minutes import policies, queries
from mappa.minutes.choices import Stage
from mappa.minutes.forms import (
    AnswerForm,
    CirculateForm,
    CorrectionForm,
    DecideSummaryForm,
    EditForm,
    HeadingForm,
    MinuteForm,
    ReviewForm,
    SendForm,
    SummaryForm,
)
from mappa.minutes.keys import OPEN_FOR
from mappa.models import Correction, ExecutiveSummary, Minutes, MinutesCopy
from mappa.room.queries import agencies_of
from mappa.sittings import policies as meetings
from mappa.sittings.forms import WhyForm
from mappa.sittings.queries import case_of
from mappa.sittings.views import form_page
from offenders.views.person import shell
from practice.policy import policy_of


def _page(
    request: SignedIn, of: queries.Page, form: Any, verb: Callable[[], Any], **about: Any
) -> HttpResponse:
    review = of.case
    shown = of.shown
    context = {
        **shell(request, review.person),
        "caption": f"Minutes of {words(review.sitting.held_on)}{f', version {shown.number}' if shown else ''}",
        "template": "mappa/case_form.html",
        "back": reverse("case-minutes", args=[review.sitting_id, review.pk]),
        **about,
    }
    return form_page(request, form, verb, **context)


def _draft(request: SignedIn, page: queries.Page) -> HttpResponse:
    return _page(
        request,
        page,
        SendForm(posted(request), row=page.case),
        lambda: actions.draft_minutes(request.user, case=page.case, now=request.now),
        said="Drafted from what was recorded in the meeting. Read every paragraph before you send it to the chair.",
        heading="Draft the minutes",
        submit_text="Draft them",
    )


def _add(request: SignedIn, page: queries.Page) -> HttpResponse:
    form = MinuteForm(
        posted(request),
        agencies=agencies_of(page.case),
        initial={"section": request.GET.get("section", "agencies")},
    )
    return _page(
        request,
        page,
        form,
        lambda: actions.add_minute(request.user, minutes=_shown(page), now=request.now, **form.said()),
        said="Added.",
        heading="Add a paragraph",
        submit_text="Add it",
    )


def _send(request: SignedIn, page: queries.Page) -> HttpResponse:
    form = SendForm(posted(request), row=_shown(page))
    return _page(
        request,
        page,
        form,
        lambda: actions.submit_minutes(
            request.user, minutes=_shown(page), version=form.cleaned_data["version"], now=request.now
        ),
        said="Sent to the chair, who is told.",
        heading="Send the minutes to the chair",
        lede=f"{page.case.sitting.chair} approves them, or returns them to you. Meanwhile nobody writes in them.",
        submit_text="Send to the chair",
    )


def _review(request: SignedIn, page: queries.Page) -> HttpResponse:
    minutes = _shown(page)
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

    return _page(
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


def _circulate(request: SignedIn, page: queries.Page) -> HttpResponse:
    minutes, today = _shown(page), request.today
    if not recently_authenticated(request):
        return ask_again(request)
    first = minutes.number == 1 and minutes.state == Stage.APPROVED
    due_on = page.clock.due_on
    late = f"They were due on {words(due_on)}." if first and today > due_on else ""
    open_for = policy_of(page.case.sitting.force_id, today).value(OPEN_FOR)
    form = CirculateForm(
        posted(request),
        row=minutes,
        today=today,
        readers=readers_for(page.case, today),
        late=late,
        expires_on=today + timedelta(days=open_for),
    )
    return _page(
        request,
        page,
        form,
        lambda: actions.circulate_minutes(
            request.user,
            minutes=minutes,
            version=form.cleaned_data["version"],
            now=request.now,
            **form.said(),
        ),
        said="Circulated. Each reader is told that minutes are there, and nothing else.",
        heading="Circulate the minutes",
        submit_text="Circulate",
    )


def _recall(request: SignedIn, page: queries.Page) -> HttpResponse:
    circulation = page.circulation
    if circulation is None:
        raise Http404
    form = WhyForm(posted(request), row=circulation)
    return _page(
        request,
        page,
        form,
        lambda: actions.recall_minutes(
            request.user, circulation=circulation, why=form.cleaned_data["why"], now=request.now
        ),
        said="Recalled. Nobody reads them any more, and each reader is told.",
        heading="Recall the minutes from every reader",
        submit_text="Recall them",
        submit_warning=True,
    )


def _ratify(request: SignedIn, page: queries.Page) -> HttpResponse:
    form = SendForm(posted(request), row=_shown(page))
    return _page(
        request,
        page,
        form,
        lambda: actions.ratify_minutes(
            request.user, minutes=_shown(page), version=form.cleaned_data["version"], now=request.now
        ),
        said="Recorded.",
        heading="The next meeting agreed these minutes",
        lede="Record it once the next meeting about this person has gone through them.",
        submit_text="Agreed as accurate",
    )


def _summary(request: SignedIn, page: queries.Page) -> HttpResponse:
    form = SummaryForm(posted(request), today=request.today)

    def verb() -> None:
        said = dict(form.cleaned_data)
        submission = said.pop("submission")
        actions.ask_summary(
            request.user, minutes=_shown(page), said=said, now=request.now, submission=submission
        )

    return _page(
        request,
        page,
        form,
        verb,
        said="Drafted. The chair edits and releases it.",
        heading="Somebody asks for a summary",
        lede="Minutes never leave. A summary is drafted from the record, without victims and third parties.",
        submit_text="Draft the summary",
    )


_STEPS: dict[str, Callable[[SignedIn, queries.Page], HttpResponse]] = {
    "draft": _draft,
    "add": _add,
    "send": _send,
    "review": _review,
    "circulate": _circulate,
    "recall": _recall,
    "ratify": _ratify,
    "summary": _summary,
}
# What the chair does too; everything else is for who takes the minutes, and review for the chair alone.
_EITHER = {"recall", "ratify", "summary"}


def step(request: SignedIn, sitting_id: UUID, case_id: UUID, step: str) -> HttpResponse:
    """One step of the minutes, for whose it is."""
    if step == "correct":
        return _correct(request, sitting_id, case_id)
    page = _page_for(request, sitting_id, case_id, either=step in _EITHER or step == "review")
    if step not in _STEPS or (page.shown is None) != (step == "draft"):
        raise Http404
    return _STEPS[step](request, page)


def paragraph(request: SignedIn, sitting_id: UUID, case_id: UUID, line: UUID) -> HttpResponse:
    """One paragraph, with every version of it below."""
    page = _page_for(request, sitting_id, case_id)
    versions = queries.line_of(_shown(page), line)
    form = EditForm(posted(request), row=versions[0], agencies=agencies_of(page.case))
    return _page(
        request,
        page,
        form,
        lambda: actions.edit_minute(request.user, paragraph=versions[0], now=request.now, **form.said()),
        back=f"{reverse('case-minutes', args=[sitting_id, case_id])}#{versions[0].section}",
        said="Saved. What it said before is kept.",
        heading="Edit a paragraph",
        submit_text="Save",
        template="mappa/paragraph.html",
        versions=versions,
    )


def _correct(request: SignedIn, sitting_id: UUID, case_id: UUID) -> HttpResponse:
    """Somebody says what is wrong: a reader of their own copy, or who takes the minutes for somebody who told them."""
    user = request.user
    copy = None
    if meetings.is_partner(user, request.today):
        copy = queries.copy_of(user, sitting_id, case_id, request.now)
        if copy.opened_at is None:
            raise Http404
        minutes = copy.circulation.minutes
        rows = queries.released_to(minutes, copy.agency)
    else:
        page = _page_for(request, sitting_id, case_id, either=True)
        minutes = _shown(page)
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


def answer(request: SignedIn, sitting_id: UUID, case_id: UUID, correction_id: UUID) -> HttpResponse:
    """Accept a correction, or refuse it."""
    page = _page_for(request, sitting_id, case_id)
    rows = Correction.objects.select_related("minutes", "asked_by", "agency")
    correction = get_object_or_404(rows, pk=correction_id, minutes__case=page.case)
    form = AnswerForm(posted(request), row=correction)
    return _page(
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


def withdraw(request: SignedIn, sitting_id: UUID, case_id: UUID, copy_id: UUID) -> HttpResponse:
    """Take one reader's copy back."""
    page = _page_for(request, sitting_id, case_id, either=True)
    rows = MinutesCopy.objects.select_related("reader", "circulation__minutes")
    copy = get_object_or_404(rows, pk=copy_id, circulation__minutes__case=page.case)
    form = WhyForm(posted(request), row=copy)
    return _page(
        request,
        page,
        form,
        lambda: actions.withdraw_copy(request.user, copy=copy, why=form.cleaned_data["why"], now=request.now),
        said="Withdrawn: they read the minutes no more.",
        heading=f"Withdraw the copy of {copy.reader}",
        submit_text="Withdraw it",
        submit_warning=True,
    )


def summary(request: SignedIn, sitting_id: UUID, case_id: UUID, summary_id: UUID) -> HttpResponse:
    """The chair edits a summary and releases it, or refuses; afterwards, as it was sent."""
    page = _page_for(request, sitting_id, case_id, either=True)
    rows = ExecutiveSummary.objects.select_related("minutes", "decided_by", "recorded_by")
    asked = get_object_or_404(rows, pk=summary_id, minutes__case=page.case)
    chairs = policies.chairs(request.user, page.case.sitting, request.today)
    decides = chairs and asked.decided_at is None
    if request.method != "GET" and not decides:
        raise PermissionDenied
    if decides and not recently_authenticated(request):
        return ask_again(request)
    form = DecideSummaryForm(posted(request), row=asked)

    def verb() -> None:
        said = dict(form.cleaned_data)
        decision = said.pop("decision")
        actions.decide_summary(
            request.user, summary=asked, release=decision == "release", now=request.now, **said
        )

    return _page(
        request,
        page,
        form,
        verb,
        said="Recorded.",
        heading="Executive summary",
        submit_text="Save the decision",
        template="mappa/minutes/summary.html",
        asked=asked,
        decides=decides,
    )


def heading(request: SignedIn) -> HttpResponse:
    """What the force's minutes are headed and marked with."""
    user = request.user
    if not meetings.plans(user, request.today) or user.force is None:
        raise PermissionDenied
    row = queries.heading_of(user.force)
    form = HeadingForm(posted(request), row=row)
    return form_page(
        request,
        form,
        lambda: actions.set_minutes_heading(
            user, said=form.said(), version=form.cleaned_data["version"], now=request.now
        ),
        back=reverse("every-minutes"),
        said="Saved. It heads every paper from now on.",
        heading="Heading of the minutes",
        caption=user.force.name,
        submit_text="Save",
    )


def _page_for(request: SignedIn, sitting_id: UUID, case_id: UUID, *, either: bool = False) -> queries.Page:
    """The newest version, for who takes the minutes; `either`: for the chair too. Http404 for everybody else."""
    user, today = request.user, request.today
    if meetings.is_partner(user, today):
        raise Http404
    sitting = case_of(user, sitting_id, case_id, request.now).sitting
    chairs = policies.chairs(user, sitting, today)
    if not policies.writes(user, sitting, today) and not (either and chairs):
        raise Http404
    return queries.page_of(user, sitting_id, case_id, request.now)


def _shown(page: queries.Page) -> Minutes:
    if page.shown is None:
        raise Http404
    return page.shown
