"""The force's partner agencies, and what each is under section 325."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.forms import posted
from access.requests import SignedIn
from accounts.models import Agency
from mappa import actions
from mappa.sittings import policies, queries
from mappa.sittings.forms import (
    StandingForm,
)
from mappa.sittings.views.form import form_page


@require_safe
def agencies(request: SignedIn) -> HttpResponse:
    """The force's partner agencies, and what each is under section 325."""
    if not policies.plans(request.user, request.today):
        raise PermissionDenied
    return render(request, "mappa/agencies.html", {"agencies": queries.agencies(request.user.force_id)})


def standing(request: SignedIn, agency_id: int) -> HttpResponse:
    """What one agency is."""
    if not policies.plans(request.user, request.today):
        raise PermissionDenied
    rows = Agency.objects.filter(force=request.user.force_id).select_related("mappa_standing")
    agency = get_object_or_404(rows, pk=agency_id)
    form = StandingForm(posted(request), agency=agency)
    return form_page(
        request,
        form,
        lambda: actions.set_standing(
            request.user,
            agency=agency,
            said=form.said(),
            version=form.cleaned_data["version"],
            now=request.now,
        ),
        back=reverse("mappa-agencies"),
        said="Saved.",
        heading=agency.name,
        submit_text="Save",
    )
