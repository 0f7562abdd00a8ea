"""What every page of administration begins and ends with."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from access.administration import queries
from access.policies import administers
from access.requests import SignedIn
from accounts.models import User

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[SignedIn, Arguments], HttpResponse]


def for_administrators(view: View[Arguments]) -> View[Arguments]:
    """Refuses everybody who does not administer a force before anything is read."""

    @wraps(view)
    def guarded(request: SignedIn, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponse:
        if not administers(request.user, request.today):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def user_of(request: SignedIn, user_id: UUID) -> User:
    """The user, if the signed-in administrator looks after them; otherwise Http404."""
    users = queries.administered(request.user, request.today).select_related("unit", "agency", "force")
    found: User = get_object_or_404(users, pk=user_id)
    return found


def form_page(
    request: SignedIn, form: forms.Form, *, heading: str, submit_text: str, back: str, **extra: Any
) -> HttpResponse:
    """One form; `back` is where the back link and Cancel lead."""
    context = {
        "form": form,
        "heading": heading,
        "submit_text": submit_text,
        "back_href": back,
        "cancel_href": back,
        **extra,
    }
    return render(request, "administration/form.html", context)


def user_form_page(
    request: SignedIn, user: User, form: forms.Form, *, heading: str, submit_text: str, **extra: Any
) -> HttpResponse:
    """One form about one user."""
    back = reverse("user", args=[user.pk])
    return form_page(
        request, form, heading=heading, submit_text=submit_text, back=back, caption=str(user), **extra
    )
