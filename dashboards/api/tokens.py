"""One's own tokens for programs: which there are, making one, revoking one."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from access.actions import make_token, revoke_token
from access.forms import accepted, posted
from access.models import ApiToken
from access.requests import SignedIn
from accounts.stepup import step_up
from dashboards.api.forms import TokenForm
from dashboards.api.writing import force_of
from practice.keys import TOKEN_LASTS
from practice.policy import policy_of

A_PAGE = 50


@require_safe
def tokens(request: SignedIn) -> HttpResponse:
    """Those that work, and those that did."""
    mine = ApiToken.objects.filter(user=request.user).select_related("revoked_by")
    working = list(mine.in_force(timezone.now()))
    over = mine.exclude(pk__in=[each.pk for each in working])[:A_PAGE]
    return render(request, "account/tokens.html", {"working": working, "over": over})


@step_up
def make(request: SignedIn) -> HttpResponse:
    """Make one; the page that answers shows its secret, this once."""
    user = request.user
    most = policy_of(force_of(user), request.today).value(TOKEN_LASTS)
    form = TokenForm(posted(request), most_days=most, initial={"days": min(30, most), "submission": uuid4()})
    made: list[tuple[ApiToken, str]] = []
    if accepted(form, lambda: made.append(make_token(user, most_days=most, **form.cleaned_data))):
        token, secret = made[0]
        return render(request, "account/token_made.html", {"token": token, "secret": secret})
    context = {
        "form": form,
        "heading": "Make a token",
        "lede": "With it a program reads or writes through the API in your name. What it does is logged as yours.",
        "submit_text": "Make the token",
        "back_href": reverse("tokens"),
        "cancel_href": reverse("tokens"),
    }
    return render(request, "layouts/journey.html", context)


@require_POST
def revoke(request: SignedIn, token_id: UUID) -> HttpResponse:
    """Let a token open nothing more."""
    token = get_object_or_404(ApiToken.objects.filter(user=request.user), pk=token_id)
    revoke_token(request.user, token=token, now=request.now)
    messages.success(request, "The token no longer works.")
    return redirect("tokens")
