"""What holds for every request: who is in the change history, what was shown is in the access log, and no page is
left in a shared computer's cache."""

import hashlib
from collections.abc import Callable
from datetime import date

import pghistory
import structlog
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control

from access.choices import Channel, Operation
from access.log.looking import Looking, Origin, gathering
from access.log.writing import write, write_looking
from frontend.problems import answered, is_for_api

GetResponse = Callable[[HttpRequest], HttpResponseBase]
log = structlog.get_logger("vigil.access")


class MethodsMiddleware:
    """Pages are read and forms are posted; no other method does anything here (ASVS 4.1.4). The API says its own."""

    ALLOWED = ("GET", "HEAD", "POST")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in self.ALLOWED and not request.path.startswith("/api/"):
            return HttpResponseNotAllowed(self.ALLOWED)
        return self.get_response(request)


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
        # Where `report-to csp` of the content security policy leads.
        response.headers.setdefault("Reporting-Endpoints", 'csp="/csp-report/"')
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response


class AccessLogMiddleware:
    """Writes down what a response shows of whom before it leaves; what cannot be written down does not leave.

    The innermost of all, so that what the others do is no part of the page. A response that streams is logged before
    its first byte: its view reads, or names with `consulted`, everybody it will show before it returns.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        looking = request.log = Looking(_origin(request))  # type: ignore[attr-defined]
        with gathering(looking):
            response = self.get_response(request)
        try:
            self._log(request, response, looking)
        except DatabaseError:
            log.exception("page withheld: the access log could not be written")
            if is_for_api(request):
                return answered(503, **{"Retry-After": "30"})
            return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "30"})
        return response

    def _log(self, request: HttpRequest, response: HttpResponseBase, looking: Looking) -> None:
        status = response.status_code
        user = looking.reader or (request.user if request.user.is_authenticated else None)
        # The page's own name, not its address, which may hold what nobody should read in a log.
        page = (request.resolver_match.view_name if request.resolver_match else "")[:80]
        asked_for = request.resolver_match.kwargs.get("person_id") if request.resolver_match else None
        if 300 <= status < 400:
            return  # shows nothing; what a form changed, its verb has logged
        if status in (403, 404):
            token = getattr(request, "by_token", None)  # an API token that was not made for this
            if user is not None and (asked_for is not None or (token is not None and status == 403)):
                # An address that names a person, and the answer that says nothing of them.
                write(
                    operation=Operation.DENIED,
                    actor=user,
                    origin=looking.origin,
                    people=[asked_for] if asked_for else [],
                    outcome=str(status),
                    action=page,
                    basis=looking.about.get("basis", ""),  # one's own record has closed pages too
                    row_count=0,
                )
            return
        if looking.is_worth_a_row:
            channel = looking.about.pop("channel", None) or _channel(request, response, looking)
            if channel is Channel.DOWNLOAD:
                # A file leaves Vigil's keeping, whoever takes it.
                looking.about.setdefault("operation", Operation.DISCLOSURE)
            looking.about["action"] = page
            write_looking(looking, actor=user, outcome=str(status), channel=channel)


def _channel(request: HttpRequest, response: HttpResponseBase, looking: Looking) -> Channel:
    """By which way this answer goes out, where its view has not said."""
    if response.get("Content-Disposition", "").startswith("attachment"):
        return Channel.DOWNLOAD
    if request.path.startswith("/api/"):
        return Channel.API
    return Channel.PAGE if len(looking.people) == 1 else Channel.LIST


def _origin(request: HttpRequest) -> Origin:
    session = request.session.session_key or ""
    methods = request.session.get("account_authentication_methods", [])
    today: date | None = getattr(request, "today", None)
    return Origin(
        channel=Channel.PAGE,
        action="",
        request_id=str(structlog.contextvars.get_contextvars().get("request_id", ""))[:64],
        session=hashlib.sha256(session.encode()).hexdigest() if session else "",
        strength="+".join(str(each.get("type") or each.get("method")) for each in methods)[:60],
        ip=_address(request),
        device=request.headers.get("User-Agent", "")[:160],
        day=today,
    )


def _address(request: HttpRequest) -> str | None:
    """The user's address as the nearest proxy that we trust saw it; without a proxy, the connection's."""
    passed_on = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",")]
    trusted = settings.TRUSTED_PROXIES
    found = passed_on[-trusted] if 0 < trusted <= len(passed_on) else request.META.get("REMOTE_ADDR", "")
    return found or None
