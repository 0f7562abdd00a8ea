"""The room: one case of a meeting, worked through part by part; and what an agency sends for it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.forms import posted
from access.policies import Capability, FieldClass
from access.requests import SignedIn
from frontend.dates import words
from mappa import actions
from mappa.actions.agreeing import judges
from mappa.agreed.queries import of_agency
from mappa.considering.queries import undertakings
from mappa.minutes.queries import copies_of
from mappa.models import CaseReview, Invitation
from mappa.portal.choices import SPEAKS_FOR_VICTIMS
from mappa.portal.queries import shown_to
from mappa.room import queries
from mappa.room.forms import CorrectForm, ParagraphForm
from mappa.room.parts import PARTS, case_page
from mappa.room.record import body_of
from mappa.sittings import policies
from mappa.sittings.choices import TO_HEAR, CaseState, Purpose, SittingState
from mappa.sittings.forms import ReplyForm, ReturnForm, WhyForm
from mappa.sittings.queries import case_of, invitation_of
from mappa.sittings.rules import POLICE as POLICE_BODY
from mappa.sittings.views import form_page
from offenders.views.person import shell


@require_safe
def case(request: SignedIn, sitting_id: UUID, case_id: UUID) -> HttpResponse:
    """One case: what is to be decided, what was said and returned, what is still missing."""
    user, today = request.user, request.today
    review = case_of(user, sitting_id, case_id, request.now)
    if policies.is_partner(user, today):
        mine = policies.own_invitations(user, today).filter(case=review).select_related("agency")
        invitation = mine.prefetch_related("returns__given_by", "returns__victim_safety").get()
        context = {
            "case": review,
            "sitting": review.sitting,
            "invitation": invitation,
            "shown": shown_to(invitation.agency, review) if invitation.agency else [],
            "actions": of_agency(user, review.person_id, request.now),
            "given_minutes": copies_of(user, request.now).filter(circulation__minutes__case=review).exists(),
            "may_join": policies.joins(user, review.sitting, request.now),
            "today": today,
        }
        return render(request, "mappa/partner_case.html", context)
    page = queries.page_of(review)
    writes = policies.writes(user, review.sitting, today)
    chairs = policies.chairs(user, review.sitting, today)
    urgent = review.purpose == Purpose.EMERGENCY
    opened = review.sitting.state == SittingState.OPEN or (urgent and today == review.sitting.held_on)
    listed = review.state == CaseState.READY or (urgent and review.state == CaseState.SCHEDULED)
    waits = review.waits_for_quorum
    begins = listed or waits
    # The chair's word is asked for before the case begins, and once it has lost its quorum.
    stopped = listed or review.state == CaseState.IN_SESSION or (waits and not review.is_interim)
    heard = page.room.confirmation and not page.late_joiners
    writing = writes and page.is_open
    context = {
        **shell(request, review.person),
        "page": page,
        "case": review,
        "sitting": review.sitting,
        "room": page.room,
        "writes": writes,
        "writing": writing,
        # What is said in the room is for those who read of victims, and for who writes it down.
        "told": writes or review.person.relationship.reads(FieldClass.VICTIMS),
        # Of earlier actions: whose work it is to believe the evidence, and to say for others that they are done.
        "judges": judges(user, today),
        "reports": policies.plans(user, today),
        "attends": writes and opened and review.is_unfinished,
        "may_begin": writes and opened and begins and heard and not page.lacking,
        "may_go_on": chairs and opened and stopped and page.room.attendance and page.lacking,
        "may_decide": chairs and page.is_open,
        "may_move": writes and review.state in TO_HEAR,
        "may_adjourn": writes and review.is_unfinished and not review.is_interim,
        "undertakings": undertakings(review) if page.room.disclosure else [],
        "files": review.person.relationship.may(Capability.RECORD),
        "may_withdraw": policies.plans(user, today) and review.is_to_be_heard,
        "answers_police": review.is_to_be_heard
        and (writes or review.person.relationship.may(Capability.RECORD)),
        "note": ParagraphForm(agencies=queries.agencies_of(review)) if writing else None,
        "today": today,
    }
    return render(request, "mappa/case.html", context)


def part(request: SignedIn, sitting_id: UUID, case_id: UUID, part: str) -> HttpResponse:
    """One part of the agenda, for who writes in the meeting."""
    review = case_of(request.user, sitting_id, case_id, request.now)
    if part not in PARTS or not policies.writes(request.user, review.sitting, request.today):
        raise Http404
    back = reverse("meeting-case", args=[review.sitting_id, review.pk])
    return PARTS[part](request, review, back)


def paragraph(request: SignedIn, sitting_id: UUID, case_id: UUID, line: UUID) -> HttpResponse:
    """Correct a paragraph; every version of it stands below."""
    review = case_of(request.user, sitting_id, case_id, request.now)
    if not policies.writes(request.user, review.sitting, request.today):
        raise Http404
    versions = queries.line_of(review, line)
    form = CorrectForm(posted(request), row=versions[0])
    return case_page(
        request,
        review,
        form,
        lambda: actions.correct_paragraph(
            request.user, paragraph=versions[0], now=request.now, **form.cleaned_data
        ),
        back=reverse("meeting-case", args=[review.sitting_id, review.pk]) + "#updates",
        said="Corrected. What it said before is kept.",
        heading="Correct the notes",
        lede=f"{versions[0].called}: {versions[0].get_topic_display().lower()}",
        submit_text="Save",
        template="mappa/paragraph.html",
        versions=versions,
    )


def answer(
    request: SignedIn, sitting_id: UUID, case_id: UUID, invitation_id: UUID, what: str
) -> HttpResponse:
    """An agency's reply to its invitation, or its return; or that it is no longer asked."""
    review = case_of(request.user, sitting_id, case_id, request.now)
    invitation = invitation_of(request.user, review, invitation_id, request.now)
    back = reverse("meeting-case", args=[review.sitting_id, review.pk])
    if what == "withdraw":
        return _withdraw(request, review, invitation, back)
    about: dict[str, Any] = {
        "back": back,
        "caption": f"{invitation.called}: {_named(review)}",
        "due_on": review.sitting.returns_due_on,
    }
    if what == "reply":
        reply = ReplyForm(posted(request), row=invitation)
        return form_page(
            request,
            reply,
            lambda: actions.reply_to_invitation(
                request.user,
                invitation=invitation,
                version=reply.cleaned_data["version"],
                said=reply.said(),
                now=request.now,
            ),
            said="Recorded.",
            heading="Reply to the invitation",
            submit_text="Save the reply",
            **about,
        )
    form = ReturnForm(posted(request), victims=body_of(invitation) in {POLICE_BODY, *SPEAKS_FOR_VICTIMS})
    return form_page(
        request,
        form,
        lambda: actions.give_return(
            request.user, invitation=invitation, now=request.now, **form.cleaned_data
        ),
        said="Your return is in.",
        heading="Send a return",
        lede=f"Due by the end of {words(review.sitting.returns_due_on)}. Nothing known is an answer too.",
        submit_text="Send the return",
        **about,
    )


def _withdraw(request: SignedIn, review: CaseReview, invitation: Invitation, back: str) -> HttpResponse:
    if not policies.plans(request.user, request.today):
        raise Http404
    form = WhyForm(posted(request), row=invitation)
    return form_page(
        request,
        form,
        lambda: actions.withdraw_invitation(
            request.user, invitation=invitation, now=request.now, **form.cleaned_data
        ),
        back=back,
        said="Withdrawn: the agency sees nothing of the case from now on.",
        heading="Withdraw the invitation",
        lede="The agency is told that it is withdrawn, and not why. What it returned stays.",
        caption=f"{invitation.called}: {_named(review)}",
        submit_text="Withdraw it",
        submit_warning=True,
    )


def _named(review: CaseReview) -> str:
    person = review.person
    return f"{(person.family_name or 'Name not recorded').upper()}, {person.given_names or ''} ({person.reference})"
