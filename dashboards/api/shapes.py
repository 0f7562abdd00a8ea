"""Shapes that several addresses answer in."""

from __future__ import annotations

from functools import cache
from typing import Any

from drf_spectacular.utils import OpenApiResponse, inline_serializer
from rest_framework import serializers


class Problem(serializers.Serializer[Any]):
    """RFC 9457. `errors`: plain words keyed by the field that they are about."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField()), required=False
    )


def _problem(words: str) -> OpenApiResponse:
    return OpenApiResponse(Problem, words)


# Keyed by status and content type, as drf-spectacular takes them.
PROBLEMS: dict[Any, Any] = {
    (status, "application/problem+json"): _problem(words)
    for status, words in {
        400: "Not understood",
        401: "Nobody is signed in",
        403: "Not for this user or token",
        404: "Nothing here that one may see",
        429: "Too many requests",
    }.items()
}


_WRITTEN = {
    409: "It stands otherwise by now",
    412: "It was changed after it was read",
    415: "Not JSON",
    422: "The key was sent with another request",
    428: "No If-Match",
}
# Of what is written too; `NEW` of rows that had no version yet.
CHANGED: dict[Any, Any] = PROBLEMS | {
    (status, "application/problem+json"): _problem(words) for status, words in _WRITTEN.items()
}
NEW: dict[Any, Any] = {key: said for key, said in CHANGED.items() if key[0] not in (412, 428)}


@cache  # one name in the schema, whoever answers in it
def paged(shape: type[serializers.Serializer[Any]]) -> Any:
    """A page of a keyset list."""
    return inline_serializer(
        f"{shape.__name__}Page",
        {
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
            "results": shape(many=True),
        },
    )
