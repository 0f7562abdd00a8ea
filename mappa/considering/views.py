"""The list of those of whom section 327A is still to be considered."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from access.log import shows
from access.requests import SignedIn
from mappa.considering import queries
from mappa.status.views.pages import looks_after

A_LIST = 100


@require_safe
def section_327a(request: SignedIn) -> HttpResponse:
    """Who has offended against a child, without a consideration in the current plan?"""
    capability = looks_after(request.user, request.today)
    if capability is None:
        raise PermissionDenied
    found = queries.to_consider(request.user, request.today, capability)
    shows(each.person.pk for each in found[:A_LIST])
    return render(request, "mappa/section_327a.html", {"listed": found[:A_LIST], "total": len(found)})
