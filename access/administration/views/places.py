"""Units of the force and partner agencies."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.administration import actions
from access.administration.forms import AgencyForm, ChangeAgencyForm, ChangeUnitForm, UnitForm
from access.administration.views.common import for_administrators, form_page
from access.forms import accepted, posted
from access.requests import SignedIn
from accounts.models import Agency, Unit

_CURRENT_USERS = Count("users", filter=Q(users__is_active=True))


@require_safe
@for_administrators
def units(request: SignedIn) -> HttpResponse:
    """The units of the force, with how many work in each."""
    rows = Unit.objects.filter(force=request.user.force_id).annotate(current_users=_CURRENT_USERS)
    return render(request, "administration/units.html", {"rows": rows})


@for_administrators
def add_unit(request: SignedIn) -> HttpResponse:
    """A new unit."""
    form = UnitForm(posted(request))
    if accepted(form, lambda: actions.add_unit(request.user, now=request.now, **form.cleaned_data)):
        messages.success(request, "The unit is added.")
        return redirect("units")
    return form_page(request, form, heading="Add a unit", submit_text="Add this unit", back=reverse("units"))


@for_administrators
def change_unit(request: SignedIn, unit_id: int) -> HttpResponse:
    """A unit's name and telephone."""
    unit = get_object_or_404(Unit, pk=unit_id, force=request.user.force_id)
    now = {"name": unit.name, "telephone": unit.telephone}
    form = ChangeUnitForm(posted(request), initial={**now, "version": unit.version})
    overtaken: list[tuple[str, Any, Any]] = []
    if accepted(
        form,
        lambda: actions.change_unit(request.user, unit=unit, now=request.now, **form.cleaned_data),
        overtaken=lambda stale: overtaken.extend(form.overtaken(stale, now, unit.version)),
    ):
        messages.success(request, "The unit is changed.")
        return redirect("units")
    return form_page(
        request,
        form,
        heading="Change a unit",
        submit_text="Save",
        back=reverse("units"),
        overtaken=overtaken,
    )


@require_safe
@for_administrators
def agencies(request: SignedIn) -> HttpResponse:
    """The partner agencies that the force looks after, with how many of each sign in."""
    rows = Agency.objects.filter(force=request.user.force_id).annotate(current_users=_CURRENT_USERS)
    return render(request, "administration/agencies.html", {"rows": rows})


@for_administrators
def add_agency(request: SignedIn) -> HttpResponse:
    """A new partner agency."""
    form = AgencyForm(posted(request))
    if accepted(form, lambda: actions.add_agency(request.user, now=request.now, **form.cleaned_data)):
        messages.success(request, "The agency is added.")
        return redirect("agencies")
    return form_page(
        request, form, heading="Add an agency", submit_text="Add this agency", back=reverse("agencies")
    )


@for_administrators
def change_agency(request: SignedIn, agency_id: int) -> HttpResponse:
    """An agency's name."""
    agency = get_object_or_404(Agency, pk=agency_id, force=request.user.force_id)
    now = {"name": agency.name}
    form = ChangeAgencyForm(posted(request), initial={**now, "version": agency.version})
    overtaken: list[tuple[str, Any, Any]] = []
    if accepted(
        form,
        lambda: actions.change_agency(request.user, agency=agency, now=request.now, **form.cleaned_data),
        overtaken=lambda stale: overtaken.extend(form.overtaken(stale, now, agency.version)),
    ):
        messages.success(request, "The agency is changed.")
        return redirect("agencies")
    return form_page(
        request,
        form,
        heading="Change an agency",
        submit_text="Save",
        back=reverse("agencies"),
        overtaken=overtaken,
    )
