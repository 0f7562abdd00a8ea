"""The parts of the agenda, each with its form: attendance first, the chair's decision last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse

from access.forms import posted
from access.requests import SignedIn
from frontend.dates import words
from mappa import actions
from mappa.actions.attending import missing_for_quorum, who_hears
from mappa.actions.hearing import last_to_reconvene
from mappa.models import CaseReview, DisclosureView, LevelView, PlanView, RiskView
from mappa.room import queries, record, warnings
from mappa.room.attending import AttendanceForm, NoQuorumForm, StatementForm
from mappa.room.choices import Method
from mappa.room.forms import (
    ActionForm,
    DecideForm,
    DisclosureViewForm,
    LevelForm,
    NextForm,
    ParagraphForm,
    PlanViewForm,
    RiskForm,
)
from mappa.sittings import policies
from mappa.sittings.choices import CaseState, Inquorate
from mappa.sittings.forms import MoveForm, WhyForm
from mappa.sittings.views import form_page
from offenders.views.person import shell


def case_page(
    request: SignedIn, review: CaseReview, form: Any, verb: Callable[[], Any], *, heading: str, **page: Any
) -> HttpResponse:
    context = {**shell(request, review.person), "caption": f"Case of {words(review.sitting.held_on)}", **page}
    context.setdefault("template", "mappa/case_form.html")
    return form_page(request, form, verb, heading=heading, **context)


def _attendance(request: SignedIn, review: CaseReview, back: str) -> HttpResponse:
    invitations = list(review.invitations.standing().select_related("agency"))
    rows = {each.invitation_id: each for each in review.attendance.all()}
    form = AttendanceForm(
        posted(request), chair=str(review.sitting.chair), invitations=invitations, rows=rows
    )
    return case_page(
        request,
        review,
        form,
        lambda: actions.record_attendance(
            request.user,
            case=review,
            came=form.came(),
            chair_is_there=form.cleaned_data["chair"],
            chair_version=form.cleaned_data["version_chair"],
            now=request.now,
        ),
        back=back + "#attendance",
        said="Recorded. Whoever came in since the confidentiality statement has to hear it before the case goes on.",
        heading="Who is there?",
        lede="Change it whenever somebody comes in or leaves.",
        submit_text="Save",
        template="mappa/attendance.html",
    )


def _statement(request: SignedIn, review: CaseReview, back: str) -> HttpResponse:
    form = StatementForm(posted(request), initial={"heard": who_hears(review)})
    there = [each for each in review.attendance.select_related("agency") if each.is_there]
    return case_page(
        request,
        review,
        form,
        lambda: actions.confirm_confidentiality(
            request.user,
            case=review,
            method=Method(form.cleaned_data["method"]),
            heard=form.cleaned_data["heard"],
            now=request.now,
        ),
        there=there,
        back=back + "#attendance",
        said="Confirmed, by everybody who is there now.",
        heading="Confidentiality and diversity",
        submit_text="Confirm",
        template="mappa/statement.html",
    )


def _begin(request: SignedIn, review: CaseReview, back: str) -> HttpResponse:
    form = DecideForm(posted(request), row=review)
    return case_page(
        request,
        review,
        form,
        lambda: actions.begin_case(
            request.user, case=review, version=form.cleaned_data["version"], now=request.now
        ),
        back=back,
        said="The case is in session.",
        heading="Go on with this case" if review.waits_for_quorum else "Begin this case",
        submit_text="Go on" if review.waits_for_quorum else "Begin",
    )


def _quorum(request: SignedIn, review: CaseReview, back: str) -> HttpResponse:
    form = NoQuorumForm(posted(request), today=request.today, row=review)
    if not policies.chairs(request.user, review.sitting, request.today):
        raise Http404
    lacking = missing_for_quorum(review)
    try:
        by = f"The case is heard again by {words(last_to_reconvene(review))}."
    except (
        ValidationError
    ) as unknown:  # the calendar of working days ends before: whoever sends the form is told
        by = " ".join(unknown.messages)
    return case_page(
        request,
        review,
        form,
        lambda: actions.record_no_quorum(
            request.user,
            case=review,
            version=form.cleaned_data["version"],
            choice=Inquorate(form.cleaned_data["choice"]),
            reconvene_on=form.cleaned_data["reconvene_on"],
            why=form.cleaned_data["why"],
            now=request.now,
        ),
        back=back,
        said="Recorded. This does not count as a review.",
        heading="There is no quorum",
        lede=f"Missing: {'; '.join(lacking)}. {by}",
        submit_text="Record it",
    )


def _note(request: SignedIn, review: CaseReview, back: str) -> HttpResponse:
    form = ParagraphForm(posted(request), agencies=queries.agencies_of(review))
    return case_page(
        request,
        review,
        form,
        lambda: actions.write_paragraph(request.user, case=review, now=request.now, **form.said()),
        back=back + "#updates",
        said="Noted.",
        heading="Note what was said",
        submit_text="Add to the notes",
    )


def _risk(request: SignedIn, review: CaseReview, back: str) -> HttpResponse:
    row = RiskView.objects.filter(case=review).first() or RiskView(case=review, version=0)
    form = RiskForm(posted(request), row=row)
    return case_page(
        request,
        review,
        form,
        lambda: actions.judge_risk(
            request.user,
            case=review,
            version=form.cleaned_data["version"],
            said=form.said(),
            now=request.now,
        ),
        back=back + "#risk",
        said="Recorded.",
        heading="Risk of serious harm, group by group",
        submit_text="Save",
    )


def _plan(request: SignedIn, review: CaseReview, back: str) -> HttpResponse:
    row = PlanView.objects.filter(case=review).first() or PlanView(case=review, version=0)
    form = PlanViewForm(posted(request), row=row, has=record.of(review).plan_parts)
    return case_page(
        request,
        review,
        form,
        lambda: actions.go_through_plan(
            request.user,
            case=review,
            version=form.cleaned_data["version"],
            said=form.said(),
            now=request.now,
        ),
        back=back + "#plan",
        said="Recorded.",
        heading="The risk management plan",
        submit_text="Save",
    )


def _disclosure(request: SignedIn, review: CaseReview, back: str) -> HttpResponse:
    row = DisclosureView.objects.filter(case=review).first() or DisclosureView(case=review, version=0)
    form = DisclosureViewForm(
        posted(request), today=request.today, row=row, disclosures=queries.disclosures_of(review)
    )
    return case_page(
        request,
        review,
        form,
        lambda: actions.record_disclosure_decision(
            request.user,
            case=review,
            version=form.cleaned_data["version"],
            said=form.said(),
            now=request.now,
        ),
        back=back + "#disclosure",
        said="Recorded.",
        heading="Disclosure to a third party",
        submit_text="Save",
    )


def _level(request: SignedIn, review: CaseReview, back: str) -> HttpResponse:
    row = LevelView.objects.filter(case=review).first() or LevelView(case=review, version=0)
    room = record.of(review)
    form = LevelForm(posted(request), row=row, initial=queries.level_initial(room))
    held = room.status
    return case_page(
        request,
        review,
        form,
        lambda: actions.record_level_decision(
            request.user,
            case=review,
            version=form.cleaned_data["version"],
            said=form.said(),
            now=request.now,
        ),
        back=back + "#level",
        said="Recorded. It takes effect when the chair closes the case.",
        heading="Category and level",
        lede=f"On record: category {held.category}, level {held.level} since {words(held.starts_on)}; lead agency "
        f"{held.get_lead_agency_display()}."
        if held and held.starts_on
        else "No category and level are on record.",
        submit_text="Save",
    )


def _next(request: SignedIn, review: CaseReview, back: str) -> HttpResponse:
    form = NextForm(posted(request), today=request.today, row=review)
    page = queries.page_of(review)
    level = page.room.level.level if page.room.level else review.sitting.level
    return case_page(
        request,
        review,
        form,
        lambda: actions.set_next_review(
            request.user,
            case=review,
            version=form.cleaned_data["version"],
            next_on=form.cleaned_data["next_on"],
            why=form.cleaned_data["next_why"],
            now=request.now,
        ),
        back=back + "#next",
        said="Recorded.",
        heading="Next review",
        submit_text="Save",
        template="mappa/next.html",
        limits=page.limits,
        planned=queries.planned(review, level),
    )


def _action(request: SignedIn, review: CaseReview, back: str) -> HttpResponse:
    form = ActionForm(
        posted(request),
        today=request.today,
        agencies=queries.agencies_of(review),
        people=queries.owners_of(review, request.today),
    )
    return case_page(
        request,
        review,
        form,
        lambda: actions.propose_action(request.user, case=review, now=request.now, **form.said()),
        back=back + "#actions",
        said="Proposed. It is agreed when the chair closes the case.",
        heading="Add an action",
        submit_text="Add it",
    )


def _decide(request: SignedIn, review: CaseReview, back: str) -> HttpResponse:
    if not policies.chairs(request.user, review.sitting, request.today):
        raise Http404
    form = DecideForm(posted(request), row=review)
    page = queries.page_of(review)
    return case_page(
        request,
        review,
        form,
        lambda: actions.decide_case(
            request.user, case=review, version=form.cleaned_data["version"], now=request.now
        ),
        back=back,
        said="Closed. The actions are agreed, and their owners are told.",
        heading="Close this case",
        submit_text="Decide and close",
        template="mappa/close_case.html",
        page=page,
        warnings=warnings.of(page.room, page.before),
        case=review,
        room=page.room,
    )


def _adjourn(request: SignedIn, review: CaseReview, back: str) -> HttpResponse:
    form = WhyForm(posted(request), row=review)
    return case_page(
        request,
        review,
        form,
        lambda: actions.adjourn_case(request.user, case=review, now=request.now, **form.cleaned_data),
        back=back,
        said="Taken off. List it for another meeting.",
        heading="Adjourn this case"
        if review.state == CaseState.IN_SESSION
        else "Take this case off the list",
        submit_text="Adjourn" if review.state == CaseState.IN_SESSION else "Take it off",
        submit_warning=True,
    )


def _move(request: SignedIn, review: CaseReview, back: str) -> HttpResponse:
    form = MoveForm(posted(request), row=review)
    return case_page(
        request,
        review,
        form,
        lambda: actions.move_case(request.user, case=review, now=request.now, **form.cleaned_data),
        back=back,
        said="Saved.",
        heading="Change the time or the question",
        submit_text="Save",
    )


PARTS: dict[str, Callable[[SignedIn, CaseReview, str], HttpResponse]] = {
    "attendance": _attendance,
    "statement": _statement,
    "begin": _begin,
    "quorum": _quorum,
    "note": _note,
    "risk": _risk,
    "plan": _plan,
    "disclosure": _disclosure,
    "level": _level,
    "next": _next,
    "action": _action,
    "decide": _decide,
    "adjourn": _adjourn,
    "move": _move,
}
