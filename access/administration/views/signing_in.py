"""Passwords, second factors and sessions of others."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from access.actions.tokens import revoke_token as revoke
from access.administration import actions
from access.administration.views.common import (
    for_administrators,
    user_form_page,
    user_of,
)
from access.administration.views.users import password_page
from access.forms import ReasonForm, accepted, posted
from access.models import ApiToken
from access.requests import SignedIn
from accounts.stepup import step_up


@for_administrators
@step_up
def password(request: SignedIn, user_id: UUID) -> HttpResponse:
    """Make a temporary password; the page that answers shows it, this once."""
    user = user_of(request, user_id)
    form = ReasonForm(posted(request))
    made: list[str] = []
    if accepted(
        form,
        lambda: made.append(
            actions.reset_password(request.user, user=user, now=request.now, **form.cleaned_data)
        ),
    ):
        return password_page(request, user, *made, heading="A temporary password")
    return user_form_page(
        request,
        user,
        form,
        heading="Reset the password",
        submit_text="Make a temporary password",
        consequences=[
            "Their password stops working and every open session ends.",
            "You see a temporary password once, to hand to them yourself.",
            "They choose their own when they sign in with it.",
        ],
    )


@for_administrators
@step_up
def second_factor(request: SignedIn, user_id: UUID) -> HttpResponse:
    """Take the second factors away, for somebody who has lost theirs."""
    user = user_of(request, user_id)
    form = ReasonForm(posted(request))
    if accepted(
        form,
        lambda: actions.reset_second_factor(request.user, user=user, now=request.now, **form.cleaned_data),
    ):
        messages.success(request, "Their second factors are gone: they set one up at the next sign-in.")
        return redirect("user", user_id=user.pk)
    return user_form_page(
        request,
        user,
        form,
        heading="Reset the second factor",
        submit_text="Take the second factors away",
        submit_warning=True,
        consequences=[
            "Make sure first that it is they who ask: by telephone, on a number you already have.",
            "Every app, passkey and recovery code of theirs stops working, and every open session ends.",
        ],
    )


@for_administrators
def sessions(request: SignedIn, user_id: UUID) -> HttpResponse:
    """Sign somebody out everywhere."""
    user = user_of(request, user_id)
    form = ReasonForm(posted(request))
    if accepted(
        form, lambda: actions.end_sessions(request.user, user=user, now=request.now, **form.cleaned_data)
    ):
        messages.success(request, "They are signed out everywhere.")
        return redirect("user", user_id=user.pk)
    return user_form_page(
        request, user, form, heading="End every session", submit_text="Sign them out everywhere"
    )


@for_administrators
def revoke_token(request: SignedIn, user_id: UUID, token_id: UUID) -> HttpResponse:
    """Let a program of somebody else's do nothing more in their name."""
    user = user_of(request, user_id)
    token = get_object_or_404(ApiToken.objects.filter(user=user), pk=token_id)
    form = ReasonForm(posted(request))
    if accepted(form, lambda: revoke(request.user, token=token, now=request.now, **form.cleaned_data)):
        messages.success(request, "The token no longer works.")
        return redirect("user", user_id=user.pk)
    return user_form_page(
        request,
        user,
        form,
        heading="Revoke a token",
        submit_text="Revoke the token",
        submit_warning=True,
        consequences=[f"The program “{token.name}” can do nothing more in their name."],
    )
