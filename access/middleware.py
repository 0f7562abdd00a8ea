"""What holds for every request: who is in the change history, and no page left in a shared computer's cache."""

from collections.abc import Callable

import pghistory
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class HistoryMiddleware:
    """Rows written outside `recording` (a password, a session) still say who and where."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in {"GET", "HEAD", "OPTIONS"} or not request.user.is_authenticated:
            return self.get_response(request)
        with pghistory.context(user=str(request.user.pk), actor=str(request.user)):
            return self.get_response(request)


class PrivatePagesMiddleware:
    """Back after sign-out shows nothing: every page that is not a static file says `no-store`."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response
