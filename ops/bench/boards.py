"""What the board costs for whoever answers for everybody, beside its own queries and an empty page."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import quantiles

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from ops.bench.figures import Figure, median_ms, seconds
from ops.bench.grounds import Ground
from ops.bench.pages import _EMPTY, _get, _replay, own_statements

TIMES = 60
_WARM_UP = 3
_MOST_MS = 100
_QUERIES = 13  # one of them writes the access log


def figures(large: Ground, *, times: int = TIMES) -> Iterator[Figure]:
    """The board signed in as `supervisor` and as `inspector`, now; 95 in 100 take at most 100 ms."""
    with large.stand(), override_settings(ROOT_URLCONF="ops.bench.urls"):
        for name in ("supervisor", "inspector"):
            client = Client()
            client.force_login(User.objects.get(username=name), backend="accounts.backends.VettedUserBackend")
            yield from _of(client, name, large, times)


def _of(client: Client, name: str, ground: Ground, times: int) -> Iterator[Figure]:
    address = reverse("board")
    _get(client, _EMPTY)
    first = seconds(lambda: _get(client, address))
    yield Figure(
        f"Board of {name}: read for the first time", f"{first:.2f} s", "no board of theirs was kept yet"
    )
    for _ in range(_WARM_UP):
        _get(client, _EMPTY)
        _get(client, address)
    floor = median_ms([seconds(lambda: _get(client, _EMPTY)) for _ in range(times)])
    taken = [seconds(lambda: _get(client, address)) for _ in range(times)]
    with CaptureQueriesContext(connection) as captured:
        _get(client, address)
    statements = own_statements(captured)
    bare = median_ms([seconds(lambda: _replay(statements)) for _ in range(max(times // 4, 1))])
    page, slow = median_ms(taken), quantiles(taken, n=20)[-1] * 1000
    yield Figure(
        f"Board of {name}, of {ground.people:,} people",
        f"{page:.0f} ms, p95 {slow:.0f} ms",
        f"{page / floor:.1f} empty pages; {page / bare:.1f} times its queries ({bare:.0f} ms)",
        f"p95 at most {_MOST_MS} ms",
        slow <= _MOST_MS,
    )
    yield Figure(
        f"Board of {name}: queries",
        str(len(statements)),
        "",
        f"at most {_QUERIES}",
        len(statements) <= _QUERIES,
    )
