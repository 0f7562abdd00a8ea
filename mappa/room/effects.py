"""The one seam from a decided case to the person's own category and level."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from diary.actions import set_task
from diary.clock import LONDON
from mappa.actions.levels import decide_level, gate_of
from mappa.actions.telling import SOURCE, ask, coordinators_of
from mappa.models import CaseReview, DisclosureView, LevelView
from mappa.room.choices import Outcome, Told
from mappa.status import record

LEAVE, LOWER, DISCLOSE, FOLLOW_UP = "leave", "lower-soon", "disclose", "disclosed"


def take_effect(actor: User, *, case: CaseReview, decided: LevelView, now: datetime) -> None:
    """Make category, level and lead agency what the meeting decided, from its day on. The area stays: another area
    takes a case on by accepting it (`transferring`).

    Two things are more than a meeting's to say, and become a task of the coordinators: somebody leaves with a trigger
    and a closed checklist, and a level is lowered soon after release with a checklist
    of stability and an inspector. Raises PermissionDenied, or ValidationError in plain words, as `decide_level` does.
    """
    person, today = case.person, now.date()
    day = case.begins_at.astimezone(LONDON).date()
    held, left = record.current(person, today), ""
    if decided.outcome == Outcome.EXITS:
        left, title = LEAVE, "Record that they leave MAPPA, as the meeting decided"
    elif gate_of(person, held, decided.level, on=day, today=today):
        left, title = LOWER, "Have an inspector countersign the lower level that the meeting decided"
    if left:
        whom = coordinators_of(person, today)
        ask(actor, whom, person=person, kind=left, about=case.pk, title=title, due_on=today, now=now)
        return
    decide_level(
        actor,
        person=person,
        category=decided.category,
        level=decided.level,
        lead_agency=decided.lead_agency,
        area=held.area if held and held.area else case.sitting.area,
        why=decided.rationale,
        dissent=decided.dissent,
        starts_on=day,
        heard=case.pk,
        now=now,
    )


def remind_of_disclosure(
    actor: User, *, case: CaseReview, decided: DisclosureView | None, now: datetime
) -> None:
    """What was decided to be disclosed is a task by its day, and that it is looked at again another: of whoever manages
    the person."""
    if decided is None or decided.decision != Told.DISCLOSE:
        return
    for kind, title, due_on in (
        (DISCLOSE, "Make the disclosure that the MAPPA meeting decided", decided.by_when),
        (FOLLOW_UP, "Look again at the disclosure that the MAPPA meeting decided", decided.follow_up_on),
    ):
        assert due_on  # noqa: S101 - the database holds that whoever discloses says by when
        set_task(
            actor,
            person=case.person,
            title=title,
            due_on=due_on,
            source=f"{SOURCE}/{kind}:{case.pk}",
            now=now,
        )
