"""What went wrong, as the API says it: application/problem+json (RFC 9457), in plain words and about nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse

CONTENT_TYPE = "application/problem+json"
_WORDS = {
    400: "The request could not be read.",
    401: "Sign in, or send a token that is in force.",
    403: "You may not do this.",
    404: "There is nothing here that you may see.",
    405: "This address does not take that method.",
    409: "It stands otherwise by now. Read it again.",
    412: "It was changed after you read it. Read it again.",
    413: "That is too much at a time.",
    415: "Send JSON: Content-Type: application/json.",
    422: "Some of what was sent cannot be recorded.",
    428: "Say in If-Match which version you have read.",
    429: "Too many requests. Wait, and ask again.",
    500: "Something went wrong in Vigil. Nothing was changed.",
    503: "Vigil cannot answer for now. Try again in a while.",
}


def problem(
    status: int, detail: str = "", *, errors: Mapping[str, Sequence[str]] | None = None
) -> dict[str, Any]:
    """The document. `errors` are plain words keyed by the field that they are about."""
    said: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or _WORDS.get(status, HTTPStatus(status).phrase),
    }
    return {**said, "errors": {name: list(words) for name, words in errors.items()}} if errors else said


def is_for_api(request: HttpRequest | None) -> bool:
    """Whether whoever asks is a program: it gets no page."""
    return request is not None and request.path.startswith("/api/v1/")


def answered(status: int, detail: str = "", **headers: str) -> JsonResponse:
    """The whole answer, for what goes wrong outside the API's own views."""
    return JsonResponse(problem(status, detail), status=status, content_type=CONTENT_TYPE, headers=headers)
