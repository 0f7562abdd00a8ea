"""Pages about one's own way in that allauth does not have."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import drafts, kept, second_factor
from accounts.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def kept_form(request: HttpRequest, kept_id: UUID) -> HttpResponse:
    """What was typed before the session ended: send it now, or throw it away (POST)."""
    user = _signed_in(request)
    form = kept.find(request, user, kept_id, now=timezone.now())
    if form is None:
        return render(request, "account/nothing_kept.html", status=404)
    if request.method == "POST":
        form.delete()
        messages.success(request, "What you had typed has been thrown away.")
        return redirect("today")
    context = {
        "path": form.path,
        "shown": kept.shown(form),
        "hidden": [(name, value) for name, values in kept.answers(form) for value in values],
        "mine": kept.MINE,
        "kept_id": form.pk,
    }
    return render(request, "account/kept_form.html", context)


@require_POST
def save_draft(request: HttpRequest) -> HttpResponse:
    """What stands in a form just now; 204, or 400 when it cannot be kept. Scripts alone send this."""
    try:
        drafts.save(
            _signed_in(request), path=request.POST.get("draft_of", ""), typed=request.POST, now=timezone.now()
        )
    except drafts.NotADraft:
        return HttpResponse(status=400)
    return HttpResponse(status=204)


@require_POST
def discard_draft(request: HttpRequest) -> HttpResponse:
    """Throw away what was typed and not sent; the form again, empty."""
    path = request.POST.get("draft_of", "")
    drafts.let_go(_signed_in(request), path)
    if not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return redirect("today")
    messages.success(request, "What you had typed has been thrown away.")
    return redirect(path)


@require_safe
def stay(request: HttpRequest) -> HttpResponse:
    """Answers 204 to somebody still signed in; having asked is what keeps the session."""
    return HttpResponse(status=204)


@require_safe
def set_up_second_factor(request: HttpRequest) -> HttpResponse:
    """Where somebody is led who has no second factor yet."""
    if second_factor.has_one(_signed_in(request)):
        return redirect("mfa_index")
    return render(request, "account/set_up_second_factor.html")


def _signed_in(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - LoginRequiredMiddleware let them through
    return request.user
