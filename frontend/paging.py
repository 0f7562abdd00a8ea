"""Pages of a list that stay quick however long it is, and do not jump when rows come and go.

Instead of counting rows to skip, a page starts after (or ends before) a known row:
the cursor is that row's place in the order. It travels in the address, and a place
in the order may be a surname, so the cursor is encrypted, not merely signed.
"""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Field, Model, Q, QuerySet
from django.http import QueryDict
from django.utils.crypto import salted_hmac

AFTER, BEFORE = "after", "before"
LONGEST_CURSOR = 2000

Row = TypeVar("Row")


@dataclass(frozen=True)
class Link:
    """A link to a neighbouring page."""

    href: str
    text: str = ""
    label: str = ""


@dataclass(frozen=True)
class Page(Generic[Row]):
    """The rows of one page, and the way to its neighbours."""

    rows: list[Row]
    previous: Link | None = None
    next: Link | None = None

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        # A page without rows is still a page: templates ask it for its links.
        return True


@dataclass(frozen=True)
class _Column:
    name: str
    descending: bool
    nullable: bool

    def ordering(self, *, backwards: bool) -> Any:
        expression = F(self.name)
        descending = self.descending != backwards
        # Rows without a value stand last; a column that always has one is left
        # plain, so that an ordinary index serves.
        last = {"nulls_first": True} if backwards else {"nulls_last": True}
        if not self.nullable:
            last = {}
        return expression.desc(**last) if descending else expression.asc(**last)

    def equal(self, value: Any) -> Q:
        return Q((f"{self.name}__isnull", True)) if value is None else Q((self.name, value))

    def beyond(self, value: Any, *, backwards: bool) -> Q | None:
        """Rows strictly further on; ``None`` when there can be none."""
        if value is None:
            return Q((f"{self.name}__isnull", False)) if backwards else None
        lookup = "lt" if self.descending != backwards else "gt"
        further = Q((f"{self.name}__{lookup}", value))
        if self.nullable and not backwards:
            further |= Q((f"{self.name}__isnull", True))
        return further


def page_of(
    queryset: QuerySet[Any],
    *,
    order: Sequence[str],
    params: Mapping[str, Any],
    size: int = 50,
) -> Page[Any]:
    """The page that ``params`` (``request.GET``) asks for: one query.

    ``order`` names columns or annotations, "-" before one for descending, and must end in
    something unique ("pk"). The links keep every other parameter. A cursor that was
    tampered with, or made for another order, shows the first page.
    """
    if not order:
        raise ValueError("A paged list needs an order that ends in something unique")
    columns = [_column(queryset, name) for name in order]

    def fetch(place: list[Any] | None, backwards: bool) -> list[Any]:
        return _rows(queryset, columns, place, backwards=backwards, size=size)

    return page_from(fetch, order=order, params=params, size=size)


def page_from(
    fetch: Callable[[list[Any] | None, bool], list[Any]],
    *,
    order: Sequence[str],
    params: Mapping[str, Any],
    size: int = 50,
) -> Page[Any]:
    """The page that ``params`` asks for, of rows that come from wherever ``fetch`` has them.

    ``fetch(place, backwards)`` gives at most one row more than ``size``, strictly beyond ``place``, the values of
    ``order`` (None: from the beginning); backwards it goes the other way, the nearest first.
    """
    cursor, backwards = _asked_for(params, order)
    place = _read(cursor, order) if cursor else None
    rows = fetch(place, backwards and place is not None)
    if place is not None and (not rows or (backwards and len(rows) < size)):
        # The rows on the way there have gone: a short or empty page would look like the end.
        place = None
        rows = fetch(None, False)
    more = len(rows) > size
    rows = rows[:size]
    if place is not None and backwards:
        rows.reverse()
    has_previous = place is not None and (more or not backwards)
    has_next = more if place is None or not backwards else True
    return Page(
        rows=rows,
        previous=Link(_href(params, BEFORE, _write(rows[0], order))) if has_previous else None,
        next=Link(_href(params, AFTER, _write(rows[-1], order))) if has_next else None,
    )


def _column(queryset: QuerySet[Any], name: str) -> _Column:
    bare = name.removeprefix("-")
    return _Column(bare, name.startswith("-"), _may_be_null(queryset, bare))


def _may_be_null(queryset: QuerySet[Any], name: str) -> bool:
    model: type[Model] = queryset.model
    if name in queryset.query.annotations:
        return True
    try:
        for step in name.split("__"):
            field = model._meta.pk if step == "pk" else model._meta.get_field(step)
            if not isinstance(field, Field) or field.null:
                return True
            if field.related_model is not None:
                model = field.related_model
    except FieldDoesNotExist:
        return True
    return False


def _rows(
    queryset: QuerySet[Any],
    columns: Sequence[_Column],
    place: list[Any] | None,
    *,
    backwards: bool,
    size: int,
) -> list[Any]:
    if place is not None:
        queryset = queryset.filter(_beyond(columns, place, backwards=backwards))
    else:
        backwards = False
    ordered = queryset.order_by(*(column.ordering(backwards=backwards) for column in columns))
    return list(ordered[: size + 1])


def _beyond(columns: Sequence[_Column], place: Sequence[Any], *, backwards: bool) -> Q:
    condition = Q(pk__in=[])
    equal_so_far = Q()
    for column, value in zip(columns, place, strict=True):
        further = column.beyond(value, backwards=backwards)
        if further is not None:
            condition |= equal_so_far & further
        equal_so_far &= column.equal(value)
    first, value = columns[0], place[0]
    if value is not None and not first.nullable:
        # Says again what follows from the rest, in a form an index can use.
        lookup = "lte" if first.descending != backwards else "gte"
        condition &= Q((f"{first.name}__{lookup}", value))
    return condition


def _value_of(row: Any, name: str) -> Any:
    if isinstance(row, Mapping):
        return row[name]
    for step in name.split("__"):
        if row is None:
            return None
        row = getattr(row, step)
    return row.pk if isinstance(row, Model) else row


_WRITERS: tuple[tuple[type, str], ...] = (
    (datetime, "moment"),
    (date, "date"),
    (Decimal, "decimal"),
    (UUID, "uuid"),
)
_READERS: dict[str, Any] = {
    "moment": datetime.fromisoformat,
    "date": date.fromisoformat,
    "decimal": Decimal,
    "uuid": UUID,
}


def _packed(value: Any) -> Any:
    for kind, name in _WRITERS:
        if isinstance(value, kind):
            return [name, value.isoformat() if isinstance(value, date) else str(value)]
    return value


def _unpacked(value: Any) -> Any:
    return _READERS[value[0]](value[1]) if isinstance(value, list) else value


def _cipher() -> Fernet:
    key = salted_hmac("frontend.paging", "cursor", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _write(row: Any, order: Sequence[str]) -> str:
    place = [_packed(_value_of(row, name.removeprefix("-"))) for name in order]
    text = json.dumps([list(order), place], separators=(",", ":"))
    return _cipher().encrypt(text.encode()).decode().rstrip("=")


def _read(cursor: str, order: Sequence[str]) -> list[Any] | None:
    if len(cursor) > LONGEST_CURSOR:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        made_for, place = json.loads(_cipher().decrypt(padded.encode()))
    except (InvalidToken, ValueError):
        return None
    return [_unpacked(value) for value in place] if made_for == list(order) else None


def _asked_for(params: Mapping[str, Any], order: Sequence[str]) -> tuple[str, bool]:
    if cursor := params.get(AFTER):
        return str(cursor), False
    if cursor := params.get(BEFORE):
        return str(cursor), True
    return "", False


def _href(params: Mapping[str, Any], name: str, cursor: str) -> str:
    query = params.copy() if isinstance(params, QueryDict) else QueryDict(mutable=True)
    if not isinstance(params, QueryDict):
        for key, value in params.items():
            query.setlist(key, value if isinstance(value, list | tuple) else [value])
    query.pop(AFTER, None)
    query.pop(BEFORE, None)
    query[name] = cursor
    return f"?{query.urlencode()}"
