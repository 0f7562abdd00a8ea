"""One step of the minutes, by its name."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse

from access.requests import SignedIn
from mappa.minutes import queries
from mappa.minutes.steps.correcting import correct, review
from mappa.minutes.steps.giving import circulate, recall
from mappa.minutes.steps.page import page_for
from mappa.minutes.steps.summarising import ask
from mappa.minutes.steps.taking import add, draft, ratify, send

_STEPS: dict[str, Callable[[SignedIn, queries.Page], HttpResponse]] = {
    "draft": draft,
    "add": add,
    "send": send,
    "review": review,
    "circulate": circulate,
    "recall": recall,
    "ratify": ratify,
    "summary": ask,
}


# What the chair does too; everything else is for who takes the minutes, and review for the chair alone.
_EITHER = {"recall", "ratify", "summary"}


def step(request: SignedIn, sitting_id: UUID, case_id: UUID, step: str) -> HttpResponse:
    """One step of the minutes, for whose it is."""
    if step == "correct":
        return correct(request, sitting_id, case_id)
    page = page_for(request, sitting_id, case_id, either=step in _EITHER or step == "review")
    if step not in _STEPS or (page.shown is None) != (step == "draft"):
        raise Http404
    return _STEPS[step](request, page)
