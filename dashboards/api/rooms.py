"""What every address of the API has in common: who asks, in which form, and how often."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.cache import patch_cache_control
from rest_framework.authentication import SessionAuthentication
from rest_framework.parsers import JSONParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle
from rest_framework.views import APIView

from access.choices import Channel, Scope
from access.requests import SignedIn
from accounts.models import User
from dashboards.api.bearer import ByToken, InScope
from dashboards.api.problems import handler


class Room(APIView):
    """One address. A session is good here with its CSRF token; so is a token that carries the view's `scope`."""

    http_method_names = ["get", "head"]
    authentication_classes = [ByToken, SessionAuthentication]
    permission_classes = [IsAuthenticated, InScope]
    scope: Scope | None = None  # what a token must be made for; None: any will do
    scope_to_write: Scope | None = None  # the same, where reading needs another
    throttle_classes = [UserRateThrottle]
    renderer_classes = [JSONRenderer]
    parser_classes = [JSONParser]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        # What a verb writes down is done by this way too.
        self.asked.log.origin = replace(self.asked.log.origin, channel=Channel.API)
        super().initial(request, *args, **kwargs)

    def get_exception_handler(self) -> Any:
        return handler

    @property
    def asked(self) -> SignedIn:
        """The request as pages see it, with `now`, `today` and `log`."""
        asked: SignedIn = self.request._request  # type: ignore[assignment]
        return asked

    @property
    def user(self) -> User:
        user = self.request.user
        assert isinstance(user, User)  # noqa: S101 - nobody else is let in
        return user

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().finalize_response(request, response, *args, **kwargs)
        patch_cache_control(answer, private=True, no_store=True)
        return answer


def with_version(request: Request, body: Any, version: int) -> Response:
    """The answer with its ETag; 304 for whoever has that version already."""
    tag = f'"{version}"'
    if request.headers.get("If-None-Match") == tag:
        return Response(status=304, headers={"ETag": tag})
    return Response(body, headers={"ETag": tag})
