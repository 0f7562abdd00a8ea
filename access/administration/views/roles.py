"""Roles: granted after a fresh check of who grants, and ended."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from access.administration import actions
from access.administration.forms import GrantRoleForm
from access.administration.views.common import (
    for_administrators,
    user_form_page,
    user_of,
)
from access.forms import ReasonForm, accepted, posted
from access.requests import SignedIn
from accounts.stepup import step_up


@for_administrators
@step_up
def grant(request: SignedIn, user_id: UUID) -> HttpResponse:
    """Grant a role from a day."""
    user = user_of(request, user_id)
    form = GrantRoleForm(
        posted(request), today=request.today, user=user, initial={"starts_on": request.today}
    )
    if accepted(
        form,
        lambda: actions.grant_role(
            request.user,
            user=user,
            role=form.cleaned_data["role"],
            reason=form.cleaned_data["reason"],
            now=request.now,
            **form.span(),
        ),
    ):
        messages.success(request, "The role is granted.")
        return redirect("user", user_id=user.pk)
    return user_form_page(request, user, form, heading="Grant a role", submit_text="Grant")


@for_administrators
def end(request: SignedIn, user_id: UUID, role_id: int) -> HttpResponse:
    """End a role today."""
    user = user_of(request, user_id)
    role = get_object_or_404(user.roles.not_over(request.today), pk=role_id)
    form = ReasonForm(posted(request))
    if accepted(
        form, lambda: actions.end_role(request.user, role=role, now=request.now, **form.cleaned_data)
    ):
        messages.success(request, "The role has ended. What it opened is closed from their next request on.")
        return redirect("user", user_id=user.pk)
    return user_form_page(
        request,
        user,
        form,
        heading=f"End the role: {role.get_role_display().lower()}",
        submit_text="End this role now",
        submit_warning=True,
    )
