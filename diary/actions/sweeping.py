"""Noticing: one set-based statement a state, whose unique key - not the scheduler - gives exactly once.

A sweep is a function of the database and the date. It catches up every missed day by itself, because it asks for
every duty that has been in a state since the last finished run, not for those that entered it today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from access.log.writing import ran
from diary.choices import DAYS_AHEAD, FlagState
from diary.models import SweepRun
from diary.signals import swept

_ADVISORY_LOCK = 0x56_49_47_49  # "VIGI": spares a second sweep the work; correctness does not need it

# {since}: the day the state began. A duty met by now is still flagged if it was in the state on a day that no
# sweep saw, so that ten days without a beat leave the same rows as ten daily sweeps; it gets no message.
_NOTICE = """
WITH noticed AS (
    INSERT INTO diary_flag (person_id, key, state, since, noticed_at)
    SELECT person_id, key, %(state)s, {since}, %(now)s
    FROM diary_entry
    WHERE {noticeable} AND {since} <= %(today)s
      AND (met_on IS NULL OR ({met_within} AND {since} >= %(unseen_from)s))
    ON CONFLICT DO NOTHING
    RETURNING person_id, key, since
), told AS (
    INSERT INTO diary_outboxmessage
        (recipient_id, person_id, cause, subject, body, created_at, attempts, next_attempt_at, last_error)
    SELECT recipient.id, entry.person_id, entry.key || ' ' || %(state)s || ' ' || noticed.since,
           person.reference || ': ' || lower(left(duty.said, 1)) || substr(duty.said, 2) || ' ' || %(is)s,
           'OFFICIAL-SENSITIVE' || E'\\n\\n' || person.reference || E'\\n' || duty.said
             || coalesce(
                    ', to be done before ' || to_char(
                        entry.work_to_at AT TIME ZONE 'Europe/London', 'HH24:MI "on" FMDay FMDD FMMonth YYYY'),
                    ', to be done by the end of ' || to_char(entry.work_to, 'FMDay FMDD FMMonth YYYY'))
             || E'.\\n'
             || coalesce(
                    'Date overridden. Computed: '
                        || to_char(entry.computed_last, 'FMDay FMDD FMMonth YYYY') || E'.\\n',
                    '')
             || E'\\n'
             || 'Sign in to see why and what to do next: ' || %(url)s || E'\\n',
           %(now)s, 0, %(now)s, ''
    FROM noticed
    JOIN diary_entry entry USING (person_id, key)
    JOIN offenders_person person ON person.id = entry.person_id
    CROSS JOIN LATERAL (SELECT coalesce(nullif(entry.plain_title, ''), entry.title) AS said) duty
    LEFT JOIN accounts_user owner ON owner.id = entry.owner_id AND owner.is_active
    LEFT JOIN offenders_assignment assignment
      ON assignment.person_id = entry.person_id AND assignment.ends_on IS NULL
    JOIN accounts_user recipient ON recipient.id = coalesce(owner.id, assignment.manager_id)
    WHERE entry.met_on IS NULL AND recipient.is_active AND recipient.email <> '' AND {worth_telling}
    ON CONFLICT DO NOTHING
    RETURNING 1
)
SELECT (SELECT count(*) FROM noticed), (SELECT count(*) FROM told), (SELECT array_agg(DISTINCT person_id) FROM noticed)
"""

# What users asked to be reminded of, so many days before: told to whoever is to do it, and to who stands in for them.
_REMIND = """
WITH wanted AS (
    SELECT entry.person_id, entry.key, wish.user_id, entry.work_to, entry.title, entry.plain_title
    FROM diary_remindbefore wish
    JOIN accounts_user reminded ON reminded.id = wish.user_id AND reminded.is_active
    JOIN diary_entry entry
      ON entry.kind = wish.kind AND entry.met_on IS NULL
     AND entry.work_to > %(today)s AND entry.work_to <= %(today)s + wish.days
    LEFT JOIN accounts_user owner ON owner.id = entry.owner_id AND owner.is_active
    LEFT JOIN offenders_assignment assignment
      ON assignment.person_id = entry.person_id AND assignment.ends_on IS NULL
    WHERE wish.user_id = coalesce(owner.id, assignment.manager_id)
       OR EXISTS (
            SELECT 1 FROM accounts_cover cover
            WHERE cover.covered_by_id = wish.user_id AND cover.manager_id = coalesce(owner.id, assignment.manager_id)
              AND cover.starts_on <= %(today)s AND cover.ends_on > %(today)s)
), noticed AS (
    INSERT INTO diary_reminder (person_id, key, user_id, due_on, noticed_at)
    SELECT person_id, key, user_id, work_to, %(now)s FROM wanted
    ON CONFLICT DO NOTHING
    RETURNING person_id, key, user_id, due_on
), told AS (
    INSERT INTO diary_outboxmessage
        (recipient_id, person_id, cause, subject, body, created_at, attempts, next_attempt_at, last_error)
    SELECT user_id, person_id, key || ' reminder ' || noticed.due_on,
           left(person.reference || ': reminder of ' || lower(left(duty.said, 1)) || substr(duty.said, 2), 160),
           'OFFICIAL-SENSITIVE' || E'\\n\\n' || person.reference || E'\\n' || duty.said
             || ', to be done by the end of ' || to_char(noticed.due_on, 'FMDay FMDD FMMonth YYYY') || E'.\\n'
             || E'You asked to be reminded.\\n\\n'
             || 'Sign in to see why and what to do next: ' || %(url)s || E'\\n',
           %(now)s, 0, %(now)s, ''
    FROM noticed
    JOIN wanted USING (person_id, key, user_id)
    JOIN offenders_person person ON person.id = person_id
    JOIN accounts_user recipient ON recipient.id = user_id AND recipient.email <> ''
    CROSS JOIN LATERAL (SELECT coalesce(nullif(wanted.plain_title, ''), wanted.title) AS said) duty
    ON CONFLICT DO NOTHING
    RETURNING 1
)
SELECT (SELECT count(*) FROM noticed), (SELECT count(*) FROM told), (SELECT array_agg(DISTINCT person_id) FROM noticed)
"""

# The first term is word for word the partial index's condition, so that the planner can ride it.
_NOTICEABLE = "(met_on IS NULL OR met_on >= work_to)"
# An hour limit passes at its moment, a day limit when its day has ended.
_PASSED_ON = "(CASE WHEN last_at IS NULL THEN last + 1 ELSE (last_at AT TIME ZONE 'Europe/London')::date END)"
_PASSED_IN_LAW_ON = (
    "(CASE WHEN computed_last_at IS NULL THEN computed_last + 1"
    " ELSE (computed_last_at AT TIME ZONE 'Europe/London')::date END)"
)


@dataclass(frozen=True, slots=True)
class _State:
    """How a state is noticed, in SQL: the day it began, which entries can be in it, when a message is still worth
    sending (several can be reached at once; only the newest is told), what the message says, and whether a duty
    that has been met was in the state before."""

    since: str
    noticeable: str
    worth_telling: str
    words: str
    met_within: str


_OVERDUE_IN_LAW = _State(
    _PASSED_IN_LAW_ON,
    # Few entries are overridden; they have an index of their own.
    f"computed_last IS NOT NULL AND {_PASSED_IN_LAW_ON} < {_PASSED_ON}"
    " AND (computed_last_at IS NULL OR computed_last_at <= %(now)s)",
    "entry.last >= %(today)s",
    "is past its computed date",
    f"(CASE WHEN computed_last_at IS NULL THEN met_on >= {_PASSED_IN_LAW_ON} ELSE met_at > computed_last_at END)",
)
# One flag may have two causes: a duty that is worked to a later date is overdue in law before it is overdue by that.
_TODAY_STATES = [
    (FlagState.OVERDUE, _OVERDUE_IN_LAW),
    (
        FlagState.OVERDUE,
        _State(
            _PASSED_ON,
            f"{_NOTICEABLE} AND (last_at IS NULL OR last_at <= %(now)s)",
            "TRUE",
            "is overdue",
            # An hour limit may be kept, and be passed, on one day.
            f"(CASE WHEN last_at IS NULL THEN met_on >= {_PASSED_ON} ELSE met_at > last_at END)",
        ),
    ),
    (
        FlagState.DUE,
        _State(
            "work_to",
            _NOTICEABLE,
            "entry.last >= %(today)s AND (entry.last_at IS NULL OR entry.last_at > %(now)s)",
            "is due",
            "met_on >= work_to",
        ),
    ),
]
# A milestone is noticed only if the duty had arisen before it: a weekly duty is never due in eight weeks.
_NEXT = {56: 28, 28: 7, 7: 0}
_AHEAD_STATES = [
    (
        state,
        _State(
            f"(work_to - {days})",
            f"kind = 'periodic' AND arises_on < (work_to - {days})",
            f"%(today)s < entry.work_to - {_NEXT[days]}",
            f"is {state.label.lower()}",
            f"met_on >= (work_to - {days})",
        ),
    )
    for state, days in DAYS_AHEAD.items()
]


@dataclass(frozen=True, slots=True)
class Swept:
    """What one run wrote. `skipped`: another sweep was at it, and does the work."""

    flags: int = 0
    messages: int = 0
    skipped: bool = False


def sweep(*, today: date, now: datetime) -> Swept:
    """Flag every duty that is due or overdue on `today`, write a message to each one's manager, and remind those who
    asked for it. What other apps do about an overdue duty follows (`diary.signals.swept`), in transactions of its own:
    no failure of theirs takes a flag back."""
    found = _run("sweep", _TODAY_STATES, today=today, now=now, remind=True)
    if not found.skipped:
        swept.send(SweepRun, now=now)
    return found


def look_ahead(*, today: date, now: datetime) -> Swept:
    """Flag annual re-confirmations 56, 28 and 7 days before their day. The day itself is the sweep's `due`."""
    return _run("look_ahead", _AHEAD_STATES, today=today, now=now)


def _run(
    kind: str,
    states: list[tuple[FlagState, _State]],
    *,
    today: date,
    now: datetime,
    remind: bool = False,
) -> Swept:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", [_ADVISORY_LOCK, kind])
        if not cursor.fetchone()[0]:
            return Swept(skipped=True)
        last_day = (
            SweepRun.objects.filter(kind=kind, day__lte=today).order_by("-day").values_list("day", flat=True)
        )
        flags = messages = 0
        seen: set[UUID] = set()
        for state, how in states:
            cursor.execute(
                _NOTICE.format(
                    since=how.since,
                    noticeable=how.noticeable,
                    met_within=how.met_within,
                    worth_telling=how.worth_telling,
                ),
                {
                    "state": state.value,
                    "now": now,
                    "today": today,
                    "unseen_from": last_day.first() or today,
                    "is": how.words,
                    "url": settings.PUBLIC_URL,
                },
            )
            noticed, told, people = cursor.fetchone()
            seen.update(people or ())
            flags += noticed
            messages += told
        if remind:
            cursor.execute(_REMIND, {"today": today, "now": now, "url": settings.PUBLIC_URL})
            _, told, people = cursor.fetchone()
            seen.update(people or ())
            messages += told
        SweepRun.objects.create(kind=kind, day=today, finished_at=now, flags=flags, messages=messages)
        ran(kind, people=seen, sections=["duties"])
    return Swept(flags, messages)
