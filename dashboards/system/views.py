"""The page of the system's health, and the address that machines ask."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from access.administration.views.common import for_administrators
from access.requests import SignedIn
from dashboards.system import looking, rules
from dashboards.system.metrics import written
from diary import clock


@require_safe
@for_administrators
def system(request: SignedIn) -> HttpResponse:
    """How each part of Vigil is, for whoever administers it: since when, what it means, what to do."""
    health = looking.look(now=request.now, moment=timezone.now())
    context = {"health": health, "overall": rules.overall(health.once)}
    return render(request, "system/system.html", context)


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus, by METRICS_TOKEN alone; without the right one there is no such page."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    known = settings.METRICS_TOKEN
    if not known or kind.lower() != "bearer" or not constant_time_compare(token, known):
        raise Http404
    health = looking.look(now=clock.now(), moment=timezone.now())
    return HttpResponse(written(health), content_type=CONTENT_TYPE_LATEST)
