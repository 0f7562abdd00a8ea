"""Breaking the glass, and the list of those who did."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from access.forms import accepted, posted
from access.requests import SignedIn
from accounts.stepup import step_up
from offenders import actions, policies, queries
from offenders.forms import EmergencyForm, ReviewForm
from offenders.models import Person


@step_up
def emergency(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Open a record beyond one's reach for an hour, to read. Asked for the password again first."""
    if Person.objects.visible_to(request.user, request.now).filter(pk=person_id).exists():
        return redirect("person", person_id=person_id)
    if not policies.may_open_in_emergency(request.user, person_id, request.now):
        raise Http404
    form = EmergencyForm(posted(request))
    if accepted(
        form,
        lambda: actions.open_in_emergency(
            request.user, person_id=person_id, now=request.now, **form.cleaned_data
        ),
    ):
        return redirect("person", person_id=person_id)
    context = {
        "tile": queries.tile(request.user, person_id, request.now),
        "form": form,
        "heading": "Open this record in an emergency",
        "submit_text": "Open the record",
        "submit_warning": True,
        "cancel_href": reverse("people"),
    }
    return render(request, "offenders/emergency.html", context)


@require_POST
def close(request: SignedIn, person_id: UUID) -> HttpResponse:
    """I have finished: the record closes to this user at once."""
    actions.close_emergency(request.user, person_id=person_id, now=request.now)
    messages.success(request, "The record is closed to you again. What you opened will be reviewed.")
    return redirect("people")


@require_safe
def emergencies(request: SignedIn) -> HttpResponse:
    """The emergency openings this user reviews: those that wait, the most pressing first, and the last reviewed."""
    if not policies.reviews_emergencies(request.user, request.today):
        raise PermissionDenied
    openings = queries.emergencies_to_review(request.user, request.now)
    context = {
        "waiting": openings.unreviewed(),
        "reviewed": openings.filter(reviewed_at__isnull=False).order_by("-reviewed_at")[:50],
        "today": request.today,
    }
    return render(request, "offenders/emergencies.html", context)


def review(request: SignedIn, opening_id: UUID) -> HttpResponse:
    """Judge one emergency opening; never one's own."""
    openings = queries.emergencies_to_review(request.user, request.now)
    opening = get_object_or_404(openings, pk=opening_id)
    form = ReviewForm(posted(request))
    if opening.reviewed_at is None and accepted(
        form,
        lambda: actions.review_emergency(request.user, opening=opening, now=request.now, **form.cleaned_data),
    ):
        messages.success(request, "Your finding is recorded.")
        return redirect("emergencies")
    context = {
        "opening": opening,
        "form": form,
        "heading": "Review an emergency opening",
        "submit_text": "Record what you found",
        "back_href": reverse("emergencies"),
    }
    return render(request, "offenders/emergency_review.html", context)
