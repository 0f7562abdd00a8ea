"""What of a case is released to which agency: for who writes in the meeting."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from access.forms import posted
from access.recording import Stale
from access.requests import SignedIn
from mappa import actions
from mappa.models import CaseReview
from mappa.portal import queries
from mappa.portal.forms import ReleaseForm
from mappa.room.parts import case_page
from mappa.sittings import policies
from mappa.sittings.queries import case_of


def releases(request: SignedIn, sitting_id: UUID, case_id: UUID) -> HttpResponse:
    """What each agency is shown of what others said, and a form to show more."""
    review = _written(request, sitting_id, case_id)
    found = queries.releasing_of(review)
    form = ReleaseForm(posted(request), releasing=found)
    return case_page(
        request,
        review,
        form,
        lambda: actions.release(request.user, case=review, now=request.now, **form.said()),
        back=reverse("case-releases", args=[review.sitting_id, review.pk]),
        back_href=reverse("meeting-case", args=[review.sitting_id, review.pk]),
        said="Released.",
        heading="What agencies are shown",
        submit_text="Release it",
        template="mappa/releases.html",
        releases=found.releases,
        case=review,
        sitting=review.sitting,
    )


@require_POST
def take_back(request: SignedIn, sitting_id: UUID, case_id: UUID, release_id: UUID) -> HttpResponse:
    """An agency is shown something no longer."""
    review = _written(request, sitting_id, case_id)
    release = queries.release_of(review, release_id)
    try:
        actions.take_back(request.user, release=release, version=release.version, now=request.now)
        messages.success(request, "Taken back: it is shown no longer.")
    except (Stale, ValidationError) as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("case-releases", sitting_id=review.sitting_id, case_id=review.pk)


def _written(request: SignedIn, sitting_id: UUID, case_id: UUID) -> CaseReview:
    review = case_of(request.user, sitting_id, case_id, request.now)
    if not policies.writes(request.user, review.sitting, request.today):
        raise Http404
    return review
