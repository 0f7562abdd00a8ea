"""What the access log costs: one event, sealing and verifying many, and asking who saw somebody."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from access.choices import Channel, Operation
from access.log.looking import Origin
from access.log.sealing import seal
from access.log.verifying import verify
from access.log.writing import write
from access.models import AccessEvent
from accounts.models import User
from offenders.models import Person
from ops.bench.figures import Figure, median_ms, seconds
from ops.bench.grounds import Ground

EVENTS = 500_000
GOAL_WRITE_MS = 1.0
GOAL_VERIFY = 100_000
GOAL_SAW_SECONDS = 1.0
_TIMES = 500

# Everybody's looks at everybody, a millisecond apart, up to now, one after the other: as pages leave them.
_LOOKS = """
    INSERT INTO access_event (
        id, at, actor_id, actor, agency, unit_id, roles, session, strength, ip, device, operation, channel, action,
        object_type, object_id, person_ids, sections, record_version, row_count, basis, reason_code, reason,
        recipients, lawful_basis, sources, retention_rule, outcome, request_id, version)
    SELECT gen_random_uuid(), clock_timestamp() - (%(events)s - n) * interval '1 ms', reader.id,
        reader.family_name || ', DC ' || reader.collar_number, 'Cumberfell Constabulary', reader.unit_id,
        '{offender_manager}', repeat('a', 64), 'password+totp', '10.0.0.1', 'Mozilla/5.0 (X11; Linux x86_64)',
        'consultation', 'page', 'person', 'person', person.id::text, ARRAY[person.id],
        '{entry,identity,notifications/panel,offenders/panel_whereabouts}', 1, 1, 'unit', '', '', '{}', '', '{}', '',
        '200', gen_random_uuid()::text, '0.1.0'
    FROM generate_series(1, %(events)s) n
    JOIN (SELECT id, row_number() OVER () AS number FROM offenders_person) person
      ON person.number = 1 + n %% (SELECT count(*) FROM offenders_person)
    JOIN (SELECT *, row_number() OVER () AS number FROM accounts_user) reader
      ON reader.number = 1 + n %% (SELECT count(*) FROM accounts_user)
    ORDER BY n
"""


def figures(ground: Ground, *, events: int = EVENTS) -> Iterator[Figure]:
    """On a county whose people have been looked at `events` times."""
    with ground.stand(), connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE access_event DISABLE TRIGGER of_now"
        )  # these say that they happened before
        cursor.execute(_LOOKS, {"events": events})
        cursor.execute("ALTER TABLE access_event ENABLE TRIGGER of_now")
        cursor.execute("VACUUM ANALYZE access_event")
        yield _one_event()
        sealing = seconds(seal)
        total = AccessEvent.objects.count()
        yield Figure("Sealing", f"{total / sealing:,.0f} events a second", f"{total:,} events")
        proof = seconds(_whole)
        yield Figure(
            "Verifying",
            f"{total / proof:,.0f} events a second",
            f"{proof / seconds(AccessEvent.objects.count):.0f} times counting them",
            f"at least {GOAL_VERIFY:,}",
            total / proof >= GOAL_VERIFY,
        )
        people = list(Person.objects.values_list("pk", flat=True)[:50])
        asked = [
            seconds(lambda: list(AccessEvent.objects.naming(person).newest_first()[:51]))  # noqa: B023 - called at once
            for person in people
        ]
        yield Figure(
            "Who saw this person",
            f"{median_ms(asked):.1f} ms",
            f"of {total:,} events",
            f"at most {GOAL_SAW_SECONDS:g} s",
            max(asked) <= GOAL_SAW_SECONDS,
        )


def _one_event() -> Figure:
    officer = User.objects.select_related("unit", "force", "agency").get(username="officer")
    person = Person.objects.values_list("pk", flat=True)[0]
    origin = Origin(Channel.PAGE, "person", request_id="r" * 36, session="a" * 64, ip="10.0.0.1")

    def look() -> None:
        write(
            operation=Operation.CONSULTATION,
            actor=officer,
            origin=origin,
            people=[person],
            sections=["identity", "entry"],
            basis="manager",
        )

    look()  # the officer's roles are read once a request, by the page itself
    found = median_ms([seconds(look) for _ in range(_TIMES)])
    return Figure(
        "One event of the access log",
        f"{found:.2f} ms",
        "one INSERT, in its own transaction",
        f"at most {GOAL_WRITE_MS:g} ms",
        found <= GOAL_WRITE_MS,
    )


def _whole() -> None:
    if not (verdict := verify()):
        raise RuntimeError(f"the log that was made to measure on is not whole: {verdict.fault}")
