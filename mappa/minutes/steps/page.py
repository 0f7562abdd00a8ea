"""Whose a step of the minutes is, and the page of its form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from access.requests import SignedIn
from frontend.dates import words
from mappa.minutes import policies, queries
from mappa.models import Minutes
from mappa.sittings import policies as meetings
from mappa.sittings.queries import case_of
from mappa.sittings.views import form_page
from offenders.views.person import shell


def form_of(
    request: SignedIn, of: queries.Page, form: Any, verb: Callable[[], Any], **about: Any
) -> HttpResponse:
    """The page of one form about the minutes of a case."""
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


def page_for(request: SignedIn, sitting_id: UUID, case_id: UUID, *, either: bool = False) -> queries.Page:
    """The newest version, for who takes the minutes; `either`: for the chair too. Http404 for everybody else."""
    user, today = request.user, request.today
    if meetings.is_partner(user, today):
        raise Http404
    sitting = case_of(user, sitting_id, case_id, request.now).sitting
    chairs = policies.chairs(user, sitting, today)
    if not policies.writes(user, sitting, today) and not (either and chairs):
        raise Http404
    return queries.page_of(user, sitting_id, case_id, request.now)


def version_shown(page: queries.Page) -> Minutes:
    """The version that the page is about. Http404 where none is."""
    if page.shown is None:
        raise Http404
    return page.shown
