"""How the county's people stand: of whom staff are warned, and who is missing or wanted.

Set-based, after the people are there: who has what follows from their reference, so the same county says the same.
"""

from __future__ import annotations

from datetime import date

from django.db import connection

_COMMON = "person_id, version, recorded_at, recorded_by_id, standing, source, source_detail, starts_on"
# In the order of _COMMON; %(day)s is the as-of day, {days} how long ago it began and was recorded.
_SAID = """person.id, 1, (%(day)s - {days} + time '09:00') AT TIME ZONE 'Europe/London', manager.manager_id,
    'fact', 'police', '', %(day)s - {days}"""
_FROM = """
    FROM (SELECT id, kind, right(reference, 6)::integer AS number FROM offenders_person) person
    JOIN offenders_assignment manager ON manager.person_id = person.id AND manager.ends_on IS NULL
"""
# Nobody is missing who has been seen since, and nobody wanted who is held.
_UNSEEN = """NOT EXISTS (
            SELECT FROM offenders_absence away WHERE away.person_id = person.id AND away.ended_on IS NULL
        ) AND NOT EXISTS (
            SELECT FROM riskplans_visit visit
            WHERE visit.person_id = person.id AND visit.state = 'seen' AND visit.arrived_at > %(day)s - 36)"""
_ID = "md5(person.id::text || '{what}')::uuid"

# What, the columns beyond those of every entry, their values, for how many days, of whom.
_ENTRIES = (
    (
        "safetywarning",
        "kind, words, review_on",
        "'dogs', 'loose in the yard; ring first', %(day)s + number %% 180",
        "30 + number %% 300",
        "number %% 14 = 0",
    ),
    (
        "safetywarning",
        "kind, words, review_on",
        "'alone', 'two officers, body-worn video on', %(day)s - 10 + number %% 90",
        "60 + number %% 200",
        "number %% 28 = 14",
    ),
    ("safetywarning", "kind, words", "'allegations', ''", "400", "number %% 29 = 7"),
    (
        "sought",
        "kind, why, circulation, circulated_on, last_seen_at, found",
        "'missing', 'Not at the address on two visits', '26/' || lpad(number::text, 7, '0'),"
        " %(day)s - 5 - number %% 30, '', ''",
        "6 + number %% 30",
        f"number %% 97 = 18 AND {_UNSEEN}",
    ),
    (
        "sought",
        "kind, why, circulation, last_seen_at, found",
        "'wanted', 'Failure to notify (s.91)', '', '', ''",
        "3",
        f"number %% 194 = 18 AND {_UNSEEN}",
    ),
)


def stand(day: date) -> None:
    """Write the entries of everybody who is there and has a manager, as they stand on `day`."""
    with connection.cursor() as cursor:
        for number, (table, columns, values, days, whom) in enumerate(_ENTRIES):
            said = _SAID.format(days=f"({days})")
            cursor.execute(
                f"INSERT INTO offenders_{table} (id, {_COMMON}, {columns})"
                f" SELECT {_ID.format(what=number)}, {said}, {values} {_FROM} WHERE {whom}",
                {"day": day},
            )
