"""Error pages: plain words, what to do next, and nothing about whether a record exists."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts import kept
from frontend.problems import answered, is_for_api


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answered(400) if is_for_api(request) else render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answered(403) if is_for_api(request) else render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answered(404) if is_for_api(request) else render(request, "404.html", status=404)


def not_there(request: HttpRequest) -> HttpResponse:
    """An address that a library offers and Vigil does not."""
    raise Http404


def broken(request: HttpRequest) -> HttpResponse:
    if is_for_api(request):
        return answered(500)
    # No request context: whatever broke may be what the context needs.
    return render(None, "500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page that was open while somebody signed in again holds the token of before: what it sent is not lost."""
    form = kept.after_a_stale_token(request, now=timezone.now())
    context = {"kept_url": reverse("kept-form", args=[form.pk]) if form else None}
    return render(request, "403_csrf.html", context, status=403)
