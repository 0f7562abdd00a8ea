"""Review of requirements without end: which notification counts, and now and then an application."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from notifications.choices import ReviewOutcome, Section
from offenders.choices import DETENTION_KINDS, OrderKind
from ops.demo.days import LONDON, months_after
from ops.demo.lives import Life
from ops.demo.rows import (
    Absence,
    Application,
    CourtOrder,
    Id,
    Notification,
    RelevantNotification,
    ResponsibleBody,
)
from ops.demo.stories import Story

_NAMED = 0.9  # of those who have been released have it on record which notification counts
_YEARS = 15
_BLOCKING = (OrderKind.SHPO, OrderKind.INTERIM_SHPO, OrderKind.SOPO, OrderKind.INTERIM_SOPO)
_COUNTING = (Section.INITIAL, Section.CHANGE, Section.PERIODIC)
_BODIES = ("Probation Service", "Prison Service", "County council, children's services", "NHS trust")
_REASONS = (
    "Convicted of a serious offence against a child; assessed as a medium risk this year; no breach of the "
    "requirements since release. The requirements remain necessary to protect the public."
)


def look_back(story: Story) -> None:
    """What is on record of a review, for somebody subject without end who has been released."""
    life = story.life
    first = _first_since_release(life)
    if story.until is not None or first is None or not life.chance(_NAMED):
        return
    at, by = life.recorded(first[1])
    life.rows.append(RelevantNotification(life.new_id(), life.id, first[0], at, by))
    qualifies = months_after(first[1], 12 * _YEARS)
    if qualifies < life.as_of - timedelta(days=60) and not _blocked(life):
        _apply(life, qualifies)


def _first_since_release(life: Life) -> tuple[Id, date] | None:
    """The first notification that can count since the first release, and its day."""
    releases = [
        row.ended_on
        for row in life.rows
        if isinstance(row, Absence) and row.kind in DETENTION_KINDS and row.ended_on is not None
    ]
    given = [
        (row.given_at.astimezone(LONDON).date(), row.id)
        for row in life.rows
        if isinstance(row, Notification) and row.section in _COUNTING and row.specified_date is None
    ]
    found = min((each for each in given if releases and each[0] >= min(releases)), default=None)
    return (found[1], found[0]) if found else None


def _blocked(life: Life) -> bool:
    return any(isinstance(row, CourtOrder) and row.kind in _BLOCKING for row in life.rows)


def _apply(life: Life, qualifies: date) -> None:
    """An application that waits, one that was refused, or none yet."""
    if life.chance(0.35):
        _made(life, life.as_of - timedelta(days=life.between(20, 55)), refused=False)
    elif qualifies < life.as_of - timedelta(days=400) and life.chance(0.6):
        _made(life, qualifies + timedelta(days=life.between(10, 200)), refused=True)


def _made(life: Life, received: date, *, refused: bool) -> None:
    application = life.new_id()
    told = received + timedelta(days=life.between(2, 9))
    acknowledged = received + timedelta(days=life.between(2, 12))
    decided = told + timedelta(days=life.between(35, 65)) if refused else None
    at, by = life.recorded(received)
    life.rows.append(
        Application(
            application,
            life.id,
            received,
            "post" if life.chance(0.7) else "email",
            acknowledged,
            decided,
            ReviewOutcome.REFUSED.value if refused else "",
            10 if refused and life.chance(0.3) else None,
            "Supt 2041" if refused else "",
            _REASONS if refused else "",
            decided + timedelta(days=life.between(2, 6)) if decided else None,
            at,
            by,
        )
    )
    life.rows.extend(_bodies(life, application, told, answered=refused))


def _bodies(life: Life, application: Id, told: date, *, answered: bool) -> Iterator[ResponsibleBody]:
    for body in _BODIES[: life.between(2, 4)]:
        on = told + timedelta(days=life.between(7, 26)) if answered or life.chance(0.5) else None
        if on is not None and on >= life.as_of:
            on = None
        at, by = life.recorded(told)
        yield ResponsibleBody(
            life.new_id(),
            life.id,
            application,
            body,
            told,
            on,
            "Holds nothing that bears on the decision." if on else "",
            at,
            by,
        )
