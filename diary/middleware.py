from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from diary import clock


class ClockMiddleware:
    """Gives the request its `now` and `today`, read once: one page never straddles midnight."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.now = clock.now()  # type: ignore[attr-defined]
        request.today = request.now.date()  # type: ignore[attr-defined]
        return self.get_response(request)
