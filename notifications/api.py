"""The statute engine over HTTP: the same question as `manage.py statute evaluate`, the same answer.

Nothing that is sent is kept or logged: the body is read, answered and forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from django.core.exceptions import RequestDataTooBig
from django.http.request import UnreadablePostError
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import APIException, UnsupportedMediaType
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from notifications.law import answer, answers
from notifications.reading import NotJson, read_json

MOST_BYTES = 1_000_000
MOST_DOCUMENTS = 100


class _Malformed(APIException):
    status_code = status.HTTP_400_BAD_REQUEST


class _TooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = f"Send at most {MOST_BYTES:,} bytes at a time."


class Evaluate(APIView):
    """POST one facts document, or a list of at most 100: the result, or the list; 400 when any is refused."""

    # Not even OPTIONS: its answer would name the framework's parsers, and nobody asks.
    http_method_names = ["post"]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        # Before signing in is looked at, because that may read a form's body, of any size.
        if request.method == "POST":
            kind = (request.content_type or "").partition(";")[0].strip().lower()
            if kind != "application/json":
                raise UnsupportedMediaType(kind, "Send the facts as application/json.")
            if _length(request) > MOST_BYTES:
                raise _TooLarge
        super().initial(request, *args, **kwargs)

    @extend_schema(
        operation_id="statute_evaluate",
        request=OpenApiTypes.OBJECT,
        responses={200: OpenApiTypes.OBJECT, 400: OpenApiTypes.OBJECT},
    )
    def post(self, request: Request) -> Response:
        documents = _documents(request)
        given = answers(documents) if isinstance(documents, list) else answer(documents)
        refused = any("errors" in each for each in given) if isinstance(given, list) else "errors" in given
        return Response(given, status.HTTP_400_BAD_REQUEST if refused else status.HTTP_200_OK)

    def handle_exception(self, exc: Exception) -> Response:
        """Whatever is wrong with the request is said in the shape in which a document's faults are."""
        response = super().handle_exception(exc)
        said = response.data.get("detail", "") if isinstance(response.data, Mapping) else ""
        response.data = {"errors": [{"path": "", "message": str(said)}]}
        return response


def _length(request: Request) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _documents(request: Request) -> Any:
    try:
        body: bytes = request.body
    except RequestDataTooBig:
        raise _TooLarge from None
    except UnreadablePostError:
        _refuse("The facts were cut off on their way.")
    if len(body) > MOST_BYTES:
        raise _TooLarge
    try:
        documents = read_json(body)
    except NotJson as fault:
        _refuse(str(fault))
    if isinstance(documents, list) and len(documents) > MOST_DOCUMENTS:
        _refuse(f"Send at most {MOST_DOCUMENTS} documents at a time.")
    return documents


def _refuse(message: str) -> NoReturn:
    raise _Malformed(message) from None
