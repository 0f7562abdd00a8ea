"""Whatever is wrong with a request, as a problem of RFC 9457."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from access.recording import Stale
from dashboards.api.faults import Otherwise, Overtaken, Reused
from frontend.problems import CONTENT_TYPE, problem

_STANDS = ("state", "own")  # the codes of verbs that find a row otherwise than they need it


def handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to what a view raised; None for what nobody foresaw, which handler500 answers."""
    if isinstance(exc, Http404):
        exc = exceptions.NotFound()
    elif isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    elif isinstance(exc, ValidationError):
        exc = _refused(exc)
    if not isinstance(exc, exceptions.APIException):
        return None
    set_rollback()
    headers = {}
    if authenticate := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = authenticate
    if wait := getattr(exc, "wait", None):
        headers["Retry-After"] = str(int(wait) + 1)
    if isinstance(exc, exceptions.ValidationError):
        said = problem(exc.status_code, "Some of what was asked is not right.", errors=_by_field(exc.detail))
    else:
        # The framework's own words name parsers and methods; ours are plain.
        said = problem(exc.status_code, str(exc.detail) if isinstance(exc, (Otherwise, Reused)) else "")
    return Response(said, status=exc.status_code, headers=headers, content_type=CONTENT_TYPE)


def _refused(exc: ValidationError) -> exceptions.APIException:
    """What a verb refused: overtaken, not as it stands, or keyed by field."""
    if isinstance(exc, Stale):
        return Overtaken()
    if getattr(exc, "code", None) in _STANDS:
        return Otherwise(" ".join(exc.messages))
    if getattr(exc, "code", None) == "reused":
        return Reused(" ".join(exc.messages))
    if getattr(exc, "code", None) == "unasked":
        return exceptions.ValidationError({"late_reason": exc.messages})
    return exceptions.ValidationError(exc.message_dict if hasattr(exc, "error_dict") else exc.messages)


def _by_field(detail: Any, at: str = "") -> dict[str, list[str]]:
    """Words keyed by the path of the field: `places.0.town`."""
    if isinstance(detail, dict):
        found: dict[str, list[str]] = {}
        for name, inner in detail.items():
            found |= _by_field(inner, f"{at}.{name}" if at else str(name))
        return found
    if isinstance(detail, list) and any(isinstance(each, (dict, list)) for each in detail):
        return {
            name: words
            for place, each in enumerate(detail)
            for name, words in _by_field(each, f"{at}.{place}" if at else str(place)).items()
        }
    return {at or "request": [str(each) for each in (detail if isinstance(detail, list) else [detail])]}
