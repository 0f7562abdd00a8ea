"""What pages cost on the server, beside the queries they need and beside an empty page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import cycle

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from offenders.models import Person
from ops.bench.figures import Figure, median_ms, seconds
from ops.bench.grounds import Ground

TIMES = 200
_ROUNDS = 10
_WARM_UP = 10
_GROWTH = 1.5
_BUDGETS = {"Today": 9, "Person": 16}  # one of them writes the access log
_EMPTY = "/bench/empty"


@dataclass(slots=True)
class Samples:
    """One page on one ground: seconds of the page, of its queries alone, and how many there are."""

    page: list[float] = field(default_factory=list)
    queries: list[float] = field(default_factory=list)
    count: int = 0


def figures(small: Ground, large: Ground, *, times: int = TIMES) -> Iterator[Figure]:
    """Today and a person's page, signed in as `officer`, in turns on both grounds."""
    found: dict[tuple[str, int], Samples] = {}
    empty: list[float] = []
    with override_settings(ROOT_URLCONF="ops.bench.urls"):
        for _ in range(_ROUNDS):
            for ground in (small, large):
                with ground.stand():
                    _round(ground, max(times // _ROUNDS, 1), found, empty)
    floor = median_ms(empty)
    yield Figure("An empty page", f"{floor:.1f} ms")
    for name, budget in _BUDGETS.items():
        little, much = found[name, small.people], found[name, large.people]
        page, bare = median_ms(much.page), median_ms(much.queries)
        yield Figure(
            f"{name}, of {large.people:,} people",
            f"{page:.1f} ms",
            f"{page / floor:.1f} empty pages; {page / bare:.1f} times its queries ({bare:.1f} ms)",
            f"{3 * bare + 12 * floor:.0f} ms: 3 times its queries and 12 empty pages",
            page <= 3 * bare + 12 * floor,
        )
        yield Figure(f"{name}: queries", str(much.count), "", f"at most {budget}", much.count <= budget)
        growth = page / median_ms(little.page)
        yield Figure(
            f"{name}: growth",
            f"{growth:.2f}",
            f"{page:.1f} ms of {large.people:,} people, {median_ms(little.page):.1f} ms of {small.people:,}",
            f"at most {_GROWTH}",
            growth <= _GROWTH,
        )


def _round(ground: Ground, times: int, found: dict[tuple[str, int], Samples], empty: list[float]) -> None:
    client = Client()
    officer = User.objects.get(username="officer")
    client.force_login(officer, backend="accounts.backends.VettedUserBackend")
    people = Person.objects.filter(assignments__manager=officer, assignments__ends_on__isnull=True).order_by(
        "reference"
    )
    addresses = {
        "Today": cycle([reverse("today")]),
        "Person": cycle([reverse("person", args=[person]) for person in people.values_list("pk", flat=True)]),
    }
    for _ in range(_WARM_UP):
        _get(client, _EMPTY)
    empty += [seconds(lambda: _get(client, _EMPTY)) for _ in range(times)]
    for name, turns in addresses.items():
        samples = found.setdefault((name, ground.people), Samples())
        for _ in range(_WARM_UP):
            _get(client, next(turns))
        for _ in range(times):
            address = next(turns)
            samples.page.append(seconds(lambda: _get(client, address)))  # noqa: B023 - called at once
            with CaptureQueriesContext(connection) as captured:
                _get(client, address)
            statements = own_statements(captured)
            samples.count = max(samples.count, len(statements))
            samples.queries.append(seconds(lambda: _replay(statements)))  # noqa: B023 - called at once


def _get(client: Client, address: str) -> None:
    response = client.get(address)
    if response.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{address} answered {response.status_code}")


def own_statements(captured: CaptureQueriesContext) -> list[str]:
    """What the page asked. That a session is in use is noted once a minute, by whichever page comes then."""
    said = [query["sql"] for query in captured.captured_queries]
    return [each for each in said if "usersessions_usersession" not in each]


def _replay(statements: list[str]) -> None:
    """The page's own queries, as they were, straight through a cursor."""
    with closing(connection.cursor()) as cursor:
        for statement in statements:
            cursor.execute(statement)
            if cursor.description:
                cursor.fetchall()
