"""The minutes given to their readers, and taken back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from access.forms import posted
from access.requests import SignedIn
from accounts.stepup import ask_again, recently_authenticated
from frontend.dates import words
from mappa import actions
from mappa.actions.circulating import invited_agencies, readers_for, refused
from mappa.minutes import queries
from mappa.minutes.choices import Stage
from mappa.minutes.forms import (
    CirculateForm,
)
from mappa.minutes.keys import OPEN_FOR
from mappa.minutes.steps.page import form_of, page_for, version_shown
from mappa.models import MinutesCopy
from mappa.sittings.forms import WhyForm
from practice.policy import policy_of


def circulate(request: SignedIn, page: queries.Page) -> HttpResponse:
    minutes, today = version_shown(page), request.today
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
        refused=[why for each in invited_agencies(page.case) if (why := refused(each))],
        late=late,
        expires_on=today + timedelta(days=open_for),
    )
    return form_of(
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


def recall(request: SignedIn, page: queries.Page) -> HttpResponse:
    circulation = page.circulation
    if circulation is None:
        raise Http404
    form = WhyForm(posted(request), row=circulation)
    return form_of(
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


def withdraw(request: SignedIn, sitting_id: UUID, case_id: UUID, copy_id: UUID) -> HttpResponse:
    """Take one reader's copy back."""
    page = page_for(request, sitting_id, case_id, either=True)
    rows = MinutesCopy.objects.select_related("reader", "circulation__minutes")
    copy = get_object_or_404(rows, pk=copy_id, circulation__minutes__case=page.case)
    form = WhyForm(posted(request), row=copy)
    return form_of(
        request,
        page,
        form,
        lambda: actions.withdraw_copy(request.user, copy=copy, why=form.cleaned_data["why"], now=request.now),
        said="Withdrawn: they read the minutes no more.",
        heading=f"Withdraw the copy of {copy.reader}",
        submit_text="Withdraw it",
        submit_warning=True,
    )
