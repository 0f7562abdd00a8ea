"""Pages by key: the next begins after the last row of this one, however many rows were added meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import DataError
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination

from access.log import shows


class ByKey(CursorPagination):
    """`cursor` is opaque and holds a key alone, never a name."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
    ordering = "pk"

    def rows_of(self, queryset: Any, view: Any, person: Callable[[Any], UUID]) -> list[Any]:
        """The rows of the page that is asked for; nobody else is logged. NotFound for a cursor that is none."""
        try:
            rows: list[Any] | None = self.paginate_queryset(queryset, view.request, view)
        except (ValueError, ValidationError, DataError):
            raise NotFound from None
        found: list[Any] = rows or []
        shows(person(row) for row in found)
        return found


class ByReference(ByKey):
    ordering = "reference"
