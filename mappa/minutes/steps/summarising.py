"""A summary for who asks for the minutes, which never leave."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from access.forms import posted
from access.requests import SignedIn
from accounts.stepup import ask_again, recently_authenticated
from mappa import actions
from mappa.minutes import policies, queries
from mappa.minutes.forms import (
    DecideSummaryForm,
    SummaryForm,
)
from mappa.minutes.steps.page import form_of, page_for, version_shown
from mappa.models import ExecutiveSummary


def ask(request: SignedIn, page: queries.Page) -> HttpResponse:
    form = SummaryForm(posted(request), today=request.today)

    def verb() -> None:
        said = dict(form.cleaned_data)
        submission = said.pop("submission")
        actions.ask_summary(
            request.user, minutes=version_shown(page), said=said, now=request.now, submission=submission
        )

    return form_of(
        request,
        page,
        form,
        verb,
        said="Drafted. The chair edits and releases it.",
        heading="Somebody asks for a summary",
        lede="Minutes never leave. A summary is drafted from the record, without victims and third parties.",
        submit_text="Draft the summary",
    )


def summary(request: SignedIn, sitting_id: UUID, case_id: UUID, summary_id: UUID) -> HttpResponse:
    """The chair edits a summary and releases it, or refuses; afterwards, as it was sent."""
    page = page_for(request, sitting_id, case_id, either=True)
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

    return form_of(
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
