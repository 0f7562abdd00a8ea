"""The minutes of the county's meetings, at every stage: corrected, asked about, late, with the chair, a draft."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from accounts.models import User
from mappa import actions
from mappa.actions.circulating import readers_for
from mappa.actions.minuting import newest_of
from mappa.models import CaseReview, Circulation, Correction, Minutes, MinutesCopy

_WRONG = "The risk to children was judged very high, not high."
_SHOULD = "“Very high: imminent.” Our return of before the meeting says so, and nobody spoke against it."


def minute(by: User, chair: User, cases: Sequence[CaseReview]) -> None:
    """Of a meeting some weeks ago: corrected after circulation, circulated and asked about, circulated late."""
    for place, case in enumerate(cases):
        case.refresh_from_db()
        held = case.decided_at or case.ends_at
        minutes = _approved(by, chair, case, held + timedelta(days=2))
        given_at = held + timedelta(days=(7, 9, 16)[place % 3])
        circulation = _given(
            by, minutes, given_at, late="The chair was away for a week." if place % 3 == 2 else ""
        )
        if circulation is None:
            continue
        if place % 3 == 0:
            _corrected(by, chair, circulation, given_at)
        elif place % 3 == 1:
            _asked_about(by, chair, circulation, given_at)


def circulate(by: User, chair: User, cases: Sequence[CaseReview], given_at: datetime, late: str = "") -> None:
    """Of a meeting long ago: approved, and given to those who read them. `late`: why after the day for it."""
    for case in cases:
        case.refresh_from_db()
        held = case.decided_at or case.ends_at
        _given(by, _approved(by, chair, case, held + timedelta(days=1)), given_at, late)


def in_hand(by: User, chair: User, cases: Sequence[CaseReview]) -> None:
    """Of a meeting a few days ago: one with the chair, the next a draft, the others not drafted."""
    for place, case in enumerate(cases[:2]):
        case.refresh_from_db()
        at = (case.decided_at or case.ends_at) + timedelta(hours=20)
        minutes = actions.draft_minutes(by, case=case, now=at)
        if place == 0:
            actions.submit_minutes(by, minutes=minutes, version=minutes.version, now=at + timedelta(hours=3))


def _approved(by: User, chair: User, case: CaseReview, at: datetime) -> Minutes:
    minutes = actions.draft_minutes(by, case=case, now=at)
    minutes = actions.submit_minutes(
        by, minutes=minutes, version=minutes.version, now=at + timedelta(hours=1)
    )
    return actions.approve_minutes(
        chair, minutes=minutes, version=minutes.version, now=at + timedelta(hours=30)
    )


def _given(by: User, minutes: Minutes, at: datetime, late: str = "") -> Circulation | None:
    readers = readers_for(minutes.case, at.date())
    if not readers:
        return None
    minutes.refresh_from_db()
    circulation = actions.circulate_minutes(
        by,
        minutes=minutes,
        version=minutes.version,
        readers=readers,
        expires_on=at.date() + timedelta(days=365),
        late_why=late,
        now=at,
    )
    # All but the last have opened theirs.
    for copy in list(circulation.copies.select_related("reader"))[:-1]:
        actions.open_copy(copy.reader, copy=copy, now=at + timedelta(hours=4))
    return circulation


def _corrected(by: User, chair: User, circulation: Circulation, at: datetime) -> None:
    """An agency says what is wrong; the next version says it, and the first stays."""
    copy = MinutesCopy.objects.filter(circulation=circulation, opened_at__isnull=False).first()
    if copy is None:
        return
    minutes = circulation.minutes
    line = next(each for each in newest_of(minutes) if each.label == "Children")
    asked = actions.ask_correction(
        copy.reader,
        minutes=minutes,
        paragraph=line,
        who="",
        wrong=_WRONG,
        should=_SHOULD,
        now=at + timedelta(days=1),
    )
    why = "The return says so, and it was read out."
    actions.answer_correction(
        by, correction=asked, version=1, answer="accepted", why=why, now=at + timedelta(days=2)
    )
    second = Minutes.objects.get(correction=asked)
    line = next(each for each in newest_of(second) if each.label == "Children")
    line.minutes = second
    at += timedelta(days=2, hours=1)
    actions.edit_minute(
        by,
        paragraph=line,
        version=line.number,
        label=line.label,
        agency=line.agency,
        restricted=line.restricted,
        taken_out=False,
        text="Very high: imminent.",
        now=at,
    )
    second = actions.submit_minutes(by, minutes=second, version=second.version, now=at)
    second = actions.approve_minutes(
        chair, minutes=second, version=second.version, now=at + timedelta(hours=22)
    )
    _given(by, second, at + timedelta(days=1))


def _asked_about(by: User, chair: User, circulation: Circulation, at: datetime) -> None:
    """The Parole Board asks for a summary, which the chair releases; a correction waits for its answer."""
    said = {
        "requester": "parole",
        "who": "Parole Board, member case administration",
        "purpose": "An oral hearing in the new year",
        "basis": "Direction of the panel chair; section 325(4)",
        "due_on": at.date() + timedelta(days=14),
    }
    minutes = circulation.minutes
    summary = actions.ask_summary(by, minutes=minutes, said=said, now=at + timedelta(days=3))
    actions.decide_summary(
        chair,
        summary=summary,
        version=summary.version,
        release=True,
        text=summary.text,
        exemptions="The agencies’ own information: to be asked of each",
        why="The panel needs the level and what is planned, and no more.",
        now=at + timedelta(days=4),
    )
    copy = circulation.copies.filter(opened_at__isnull=False).select_related("reader").first()
    if copy and not Correction.objects.filter(minutes=minutes).exists():
        actions.ask_correction(
            copy.reader,
            minutes=minutes,
            paragraph=None,
            who="",
            wrong="Our deputy is not in the attendance.",
            should="A. Rowe came for us in the last ten minutes.",
            now=at + timedelta(days=3),
        )
