"""Exports above the limit: what one asked for, and deciding on what another asked for."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from access.forms import accepted, posted
from access.policies import Capability, reach
from access.requests import SignedIn
from accounts.stepup import ask_again, recently_authenticated
from dashboards import actions
from dashboards.exports.forms import DecideForm
from dashboards.models import LargeExport

A_PAGE = 50


@require_safe
def large_exports(request: SignedIn) -> HttpResponse:
    """What I asked for, and what became of it; what I decided."""
    if not reach(request.user, Capability.EXPORT, request.today):
        raise PermissionDenied
    rows = LargeExport.objects.select_related("asked_by", "decided_by")
    to_decide = rows.decided_for(request.user, request.today)
    context = {
        "own": rows.filter(asked_by=request.user)[:A_PAGE],
        "waiting": to_decide.waiting().order_by("asked_at")[:A_PAGE],
        "decided": to_decide.filter(decided_by=request.user)[:A_PAGE],
        "today": request.today,
    }
    return render(request, "dashboards/exports/large.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decide_export(request: SignedIn, export_id: UUID) -> HttpResponse:
    """Approve or refuse a file that somebody else asked for, after a fresh proof of who one is."""
    rows = LargeExport.objects.decided_for(request.user, request.today).select_related(
        "asked_by", "decided_by"
    )
    export = get_object_or_404(rows, pk=export_id)
    if not export.decided_at and not recently_authenticated(request):
        return ask_again(request)
    form = DecideForm(posted(request), row=export)
    if not export.decided_at and accepted(
        form,
        lambda: actions.decide_export(request.user, export=export, now=request.now, **form.said()),
    ):
        messages.success(request, "Your decision is recorded, and whoever asked has been told.")
        return redirect("approvals")
    context = {
        "export": export,
        "form": form,
        "heading": "Decide on an export",
        "caption": export.caption,
        "submit_text": "Save the decision",
        "back_href": reverse("approvals"),
    }
    return render(request, "dashboards/exports/decide.html", context)
