"""Submit a report; see what became of one's own."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.log import consulted
from access.requests import SignedIn
from frontend.errors import put_on_form
from intelligence import actions, policies, queries
from intelligence.forms import ReportForm, named_in
from intelligence.models import Concern
from practice.keys import INTEL_REVIEW
from practice.policy import policy_of


@require_safe
def own(request: SignedIn) -> HttpResponse:
    """What I have reported, and whether it has been read."""
    if not policies.may_submit(request.user, request.today):
        raise PermissionDenied
    context = {
        "rows": queries.own(request.user),
        "may_triage": policies.may_triage(request.user, request.today),
    }
    return render(request, "intelligence/own.html", context)


def submit(request: SignedIn) -> HttpResponse:
    """One graded item, about people found by name. Posted, so that no name stands in an address."""
    if not policies.may_submit(request.user, request.today):
        raise PermissionDenied
    concern = _concern(request)
    posted = request.POST if request.method == "POST" else None
    looking = posted is not None and "find" in posted
    chosen = _uuid(request.GET.get("person", ""))
    typed = posted.get("who", "") if posted is not None else (concern.who if concern else "")
    besides = named_in(posted) if posted is not None else [chosen] if chosen else []
    found = queries.found(request.user, request.now, " ".join(typed.split())[:200], besides=besides)
    form = ReportForm(
        None if looking else posted,
        found=found,
        concern=concern,
        chosen=chosen,
        typed=posted if looking else None,
        today=request.today,
        review_on=policy_of(request.user.force_id, request.today).after(INTEL_REVIEW, request.today),
    )
    if form.is_valid():
        try:
            made = actions.submit_report(
                request.user,
                report=form.report(),
                people=form.people(),
                concern=concern,
                submission=form.cleaned_data["submission"],
                now=request.now,
            )
        except ValidationError as refused:
            put_on_form(form, refused)
        else:
            messages.success(
                request, f"{made.reference} is submitted. Whoever manages them has a task to read it."
            )
            return redirect("own-intelligence")
    context = {
        "form": form,
        "found": [form[name] for name in form.roles],
        "looked_for": typed,
        "concern": concern,
        "heading": "Report intelligence",
        "submit_text": "Submit the report",
        "back_href": reverse("own-intelligence"),
    }
    return render(request, "intelligence/report.html", context)


def _concern(request: SignedIn) -> Concern | None:
    """What the report is made of, if the address says so. Its words name somebody: the access log says whom."""
    concern_id = _uuid(request.GET.get("concern", ""))
    if concern_id is None:
        return None
    concern = get_object_or_404(policies.to_report(request.user, request.today), pk=concern_id)
    consulted(people=concern.candidates)
    return concern


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
