"""What the timeline of a long record costs: 2,000 events beside 20, by the page and by its queries."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from uuid import UUID

from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from offenders.models import Person
from ops.bench.figures import Figure, median_ms, seconds
from ops.bench.grounds import Ground

EVENTS = (20, 2_000)
GOAL = 1.5
_TIMES = 100
_WARM_UP = 10

# Short journeys abroad, years ago: dated facts of one person, each with its version in the history.
_JOURNEYS = """
    INSERT INTO offenders_absence (
        id, person_id, version, recorded_at, kind, starts_on, ended_on, place, source, source_detail)
    SELECT gen_random_uuid(), %(person)s, 1, now(), 'abroad', day, day + 1, 'Journey', '', ''
    FROM (SELECT date '2001-01-01' + 3 * number AS day FROM generate_series(1, %(events)s) number) journeys
"""


def figures(ground: Ground) -> Iterator[Figure]:
    """The timelines of two people of one caseload, in turns."""
    with ground.stand():
        few, many = (_page_of(number, events) for number, events in enumerate(EVENTS))
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE offenders_absence")
            cursor.execute("VACUUM ANALYZE offenders_absenceevent")
        client = Client()
        officer = User.objects.get(username="officer")
        client.force_login(officer, backend="accounts.backends.VettedUserBackend")
        for _ in range(_WARM_UP):
            _get(client, few)
            _get(client, many)
        little, much = [], []
        for _ in range(_TIMES):
            little.append(seconds(lambda: _get(client, few)))
            much.append(seconds(lambda: _get(client, many)))
    growth = median_ms(much) / median_ms(little)
    yield Figure(
        "A timeline",
        f"{median_ms(much):.1f} ms",
        f"of {EVENTS[1]:,} events; of {EVENTS[0]} {median_ms(little):.1f} ms: {growth:.2f} times",
        f"at most {GOAL}",
        growth <= GOAL,
    )


def _page_of(number: int, events: int) -> str:
    """The timeline of one of the officer's people, to whose own events so many are added."""
    person: UUID = (
        Person.objects.filter(assignments__manager__username="officer", assignments__ends_on__isnull=True)
        .order_by("reference")
        .values_list("pk", flat=True)[number]
    )
    with connection.cursor() as cursor:
        cursor.execute(_JOURNEYS, {"person": person, "events": events})
    return reverse("person-timeline", args=[person])


def _get(client: Client, address: str) -> None:
    response = client.get(address)
    if response.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{address} answered {response.status_code}")
