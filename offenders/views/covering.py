"""Cover: who stands in for whom, for those who oversee officers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.forms import ReasonForm, accepted, posted
from access.policies import Capability, reach
from access.requests import SignedIn
from accounts.models import Cover, User
from frontend.paging import page_of
from offenders import actions, overseeing
from offenders.forms import CoverForm

A_PAGE = 50


def _overseer(request: SignedIn) -> User:
    if not reach(request.user, Capability.ASSIGN, request.today):
        raise PermissionDenied
    return request.user


@require_safe
def cover(request: SignedIn) -> HttpResponse:
    """The officers, who stands in for each, and the people whose manager has left."""
    user, today = _overseer(request), request.today
    officers = overseeing.with_caseload(overseeing.overseen(user, today).select_related("unit"))
    page = page_of(officers, order=overseeing.ORDER, params=request.GET, size=A_PAGE)
    covers: dict[UUID, list[Cover]] = {}
    for each in overseeing.covers_of([officer.pk for officer in page.rows], today):
        each.last_day = overseeing.last_day(each)  # type: ignore[attr-defined]
        covers.setdefault(each.manager_id, []).append(each)
    for officer in page.rows:
        officer.covers = covers.get(officer.pk, [])
    left_behind = list(overseeing.left_behind(user, today)[: A_PAGE + 1])
    context = {"page": page, "left_behind": left_behind, "a_page": A_PAGE, "today": today}
    return render(request, "offenders/cover.html", context)


def arrange(request: SignedIn, manager_id: UUID) -> HttpResponse:
    """Name who stands in for one officer."""
    user, today = _overseer(request), request.today
    manager = get_object_or_404(overseeing.overseen(user, today), pk=manager_id)
    form = CoverForm(
        posted(request),
        today=today,
        among=overseeing.may_cover(manager, today),
        initial={"starts_on": today},
    )
    doubts: list[str] = []
    if form.is_valid():
        doubts = overseeing.doubts_of_cover(manager, form.cleaned_data["user"], **form.span(), today=today)
    if (not doubts or form.was_shown(doubts)) and accepted(
        form,
        lambda: actions.arrange_cover(
            user,
            manager=manager,
            covered_by=form.cleaned_data["user"],
            reason=form.cleaned_data["reason"],
            now=request.now,
            **form.span(),
        ),
    ):
        messages.success(request, "Cover is arranged.")
        return redirect("cover")
    if doubts:
        form.show(doubts)
    return _form_page(
        request,
        form,
        caption=f"For {manager}",
        heading="Arrange cover",
        submit_text="Arrange it all the same" if doubts else "Arrange cover",
        doubts=doubts,
        template="offenders/cover_arrange.html",
        lede="Whoever stands in sees and works on all of this officer’s people, on those days and no longer.",
    )


def end(request: SignedIn, cover_id: int) -> HttpResponse:
    """End cover today."""
    user, today = _overseer(request), request.today
    found = get_object_or_404(
        Cover.objects.filter(manager__in=overseeing.overseen(user, today), ends_on__gt=today).select_related(
            "manager", "covered_by"
        ),
        pk=cover_id,
    )
    form = ReasonForm(posted(request))
    if accepted(form, lambda: actions.end_cover(user, cover=found, now=request.now, **form.cleaned_data)):
        messages.success(request, "The cover has ended.")
        return redirect("cover")
    return _form_page(
        request,
        form,
        caption=f"{found.covered_by} for {found.manager}",
        heading="End cover",
        submit_text="End this cover now",
        submit_warning=True,
    )


def _form_page(
    request: SignedIn, form: forms.Form, *, template: str = "layouts/journey.html", **context: Any
) -> HttpResponse:
    back = reverse("cover")
    context |= {"form": form, "back_href": back, "cancel_href": back}
    return render(request, template, context)
