"""Before anything else a calendar's secret leaves the address; before the pages the clock is read, once."""

from collections.abc import Callable
from typing import NamedTuple

from django.http import HttpRequest, HttpResponseBase

from diary import clock

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class _Around(NamedTuple):
    prefix: str
    suffix: str


# What stands around the secret in the address that a calendar fetches from.
CALENDAR = _Around("/calendar/", ".ics")


class CalendarSecretMiddleware:
    """Takes the secret of a calendar out of the address, the first of all: nothing that writes addresses down, such as
    the log of requests that failed, ever sees it. It goes on as `request.calendar_secret`."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(CALENDAR.prefix):
            rest = request.path_info.removeprefix(CALENDAR.prefix)
            request.calendar_secret = rest.removesuffix(CALENDAR.suffix)  # type: ignore[attr-defined]
            request.path = request.path_info = CALENDAR.prefix
            request.META["PATH_INFO"] = CALENDAR.prefix
            for name in ("RAW_URI", "REQUEST_URI"):  # as servers pass the address on
                request.META.pop(name, None)
        return self.get_response(request)


class ClockMiddleware:
    """Gives the request its `now` and `today`, read once: one page never straddles midnight."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.now = clock.now()  # type: ignore[attr-defined]
        request.today = request.now.date()  # type: ignore[attr-defined]
        return self.get_response(request)
