"""What whoever takes the minutes does with them: drafted, written, sent to the chair, agreed by the next meeting."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse

from access.forms import posted
from access.requests import SignedIn
from mappa import actions
from mappa.minutes import queries
from mappa.minutes.forms import (
    EditForm,
    HeadingForm,
    MinuteForm,
    SendForm,
)
from mappa.minutes.steps.page import form_of, page_for, version_shown
from mappa.room.queries import agencies_of
from mappa.sittings import policies as meetings
from mappa.sittings.views import form_page


def draft(request: SignedIn, page: queries.Page) -> HttpResponse:
    return form_of(
        request,
        page,
        SendForm(posted(request), row=page.case),
        lambda: actions.draft_minutes(request.user, case=page.case, now=request.now),
        said="Drafted from what was recorded in the meeting. Read every paragraph before you send it to the chair.",
        heading="Draft the minutes",
        submit_text="Draft them",
    )


def add(request: SignedIn, page: queries.Page) -> HttpResponse:
    form = MinuteForm(
        posted(request),
        agencies=agencies_of(page.case),
        initial={"section": request.GET.get("section", "agencies")},
    )
    return form_of(
        request,
        page,
        form,
        lambda: actions.add_minute(request.user, minutes=version_shown(page), now=request.now, **form.said()),
        said="Added.",
        heading="Add a paragraph",
        submit_text="Add it",
    )


def paragraph(request: SignedIn, sitting_id: UUID, case_id: UUID, line: UUID) -> HttpResponse:
    """One paragraph, with every version of it below."""
    page = page_for(request, sitting_id, case_id)
    versions = queries.line_of(version_shown(page), line)
    form = EditForm(posted(request), row=versions[0], agencies=agencies_of(page.case))
    return form_of(
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


def send(request: SignedIn, page: queries.Page) -> HttpResponse:
    form = SendForm(posted(request), row=version_shown(page))
    return form_of(
        request,
        page,
        form,
        lambda: actions.submit_minutes(
            request.user, minutes=version_shown(page), version=form.cleaned_data["version"], now=request.now
        ),
        said="Sent to the chair, who is told.",
        heading="Send the minutes to the chair",
        lede=f"{page.case.sitting.chair} approves them, or returns them to you. Meanwhile nobody writes in them.",
        submit_text="Send to the chair",
    )


def ratify(request: SignedIn, page: queries.Page) -> HttpResponse:
    form = SendForm(posted(request), row=version_shown(page))
    return form_of(
        request,
        page,
        form,
        lambda: actions.ratify_minutes(
            request.user, minutes=version_shown(page), version=form.cleaned_data["version"], now=request.now
        ),
        said="Recorded.",
        heading="The next meeting agreed these minutes",
        lede="Record it once the next meeting about this person has gone through them.",
        submit_text="Agreed as accurate",
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
