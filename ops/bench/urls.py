"""Vigil's addresses, and one more: a page that is nothing but what every page costs."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def empty(request: HttpRequest) -> HttpResponse:
    """A signed-in user's empty page: all middleware, the session and the user, and no more."""
    return HttpResponse(str(request.user.pk))


urlpatterns = [path("bench/empty", empty), path("", include("config.urls"))]
