"""Record a concern; find out whom one is about."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.log import consulted
from access.recording import Stale
from access.requests import SignedIn
from frontend.errors import put_on_form
from intelligence import actions, policies, queries
from intelligence.choices import CloseReason
from intelligence.forms import CloseForm, ConcernForm, LinkForm
from intelligence.models import Concern


def record(request: SignedIn) -> HttpResponse:
    """Record what somebody is worried about. Whoever records it learns nothing of anybody's record by it."""
    if not policies.may_submit(request.user, request.today):
        raise PermissionDenied
    form = ConcernForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = actions.record_concern(
                request.user,
                concern=form.concern(),
                submission=form.cleaned_data["submission"],
                now=request.now,
            )
        except ValidationError as refused:
            put_on_form(form, refused)
        else:
            messages.success(
                request,
                f"{made.reference} is recorded and passed on: to the manager, or to a supervisor who finds out whom "
                "it is about. You need do nothing more.",
            )
            return redirect("own-intelligence")
    context = {
        "form": form,
        "heading": "Record a concern",
        "submit_text": "Record it",
        "report_href": reverse("submit-report"),
    }
    return render(request, "intelligence/concern.html", context)


@require_safe
def triage_list(request: SignedIn) -> HttpResponse:
    """The concerns that wait for somebody to find out whom they are about."""
    if not policies.may_triage(request.user, request.today):
        raise PermissionDenied
    return render(
        request, "intelligence/triage_list.html", {"rows": queries.waiting(request.user, request.today)}
    )


def triage(request: SignedIn, concern_id: UUID) -> HttpResponse:
    """One concern: pass it to somebody's manager, make a report of it, or close it."""
    user = request.user
    if not policies.may_triage(user, request.today):
        raise Http404
    concern = (
        policies.to_triage(user, request.today).select_related("recorded_by").filter(pk=concern_id).first()
    )
    if concern is None:
        get_object_or_404(Concern, pk=concern_id, force=user.force_id)
        messages.info(request, "That concern has been dealt with.")
        return redirect("concerns")
    consulted(people=concern.candidates)
    posted = request.POST if request.method == "POST" else None
    doing = posted.get("do", "") if posted is not None else ""
    typed = posted.get("who", concern.who) if posted is not None else concern.who
    found = queries.found(user, request.now, " ".join(typed.split())[:200])
    link = LinkForm(posted if doing == "link" else None, found=found, concern=concern)
    close = CloseForm(posted if doing == "close" else None, concern=concern)
    form = close if doing == "close" else link
    if form.is_valid():
        try:
            said = _done(request, concern, form, doing)
        except (Stale, ValidationError) as refused:
            put_on_form(form, refused)
        else:
            messages.success(request, said)
            return redirect("concerns")
    context = {
        "concern": concern,
        "link": link,
        "close": close,
        "form": form,
        "found": found,
        "typed": typed,
        "back_href": reverse("concerns"),
    }
    return render(request, "intelligence/triage.html", context)


def _done(request: SignedIn, concern: Concern, form: forms.Form, doing: str) -> str:
    cleaned = form.cleaned_data
    if doing == "close":
        actions.close_concern(
            request.user,
            concern=concern,
            version=cleaned["version"],
            why=CloseReason(cleaned["why"]),
            note=cleaned["note"],
            now=request.now,
        )
        return f"{concern.reference} is closed."
    person = get_object_or_404(policies.nameable(request.user, request.now), pk=cleaned["person"])
    actions.link_concern(
        request.user,
        concern=concern,
        version=cleaned["version"],
        person=person,
        note=cleaned["note"],
        now=request.now,
    )
    return f"{concern.reference} is passed on: the manager has a task to read it."
