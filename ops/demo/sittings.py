"""A meeting day of the demonstration: planned, its cases listed, brought on step by step, answers entered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from accounts.models import User
from mappa import actions
from mappa.models import CaseReview, Invitation, Sitting
from mappa.sittings.choices import Purpose, Reply, SittingState
from offenders.models import Person
from ops.demo.days import LONDON

_QUESTIONS = (
    "Step down to level 1?",
    "Where does he live after the approved premises?",
    "Does the plan hold without the tag?",
    "Who tells the new partner?",
)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A time of a day in the county."""
    return datetime.combine(day, time(hour, minute), LONDON)


def planned(by: User, chair: User, on: date, level: str, now: datetime) -> Sitting:
    """A morning in the conference room."""
    return actions.plan_sitting(
        by,
        said={
            "area": "Cumberfell",
            "level": level,
            "held_on": on,
            "starts_at": time(9, 30),
            "ends_at": time(13, 30),
            "chair": chair,
            "place": "Cumberfell police headquarters, conference room",
            "joining": "By video: ask the coordinator for the number on the day",
        },
        now=now,
    )


def listed(by: User, on: Sitting, people: Sequence[Person], now: datetime) -> list[CaseReview]:
    """Half an hour for each. The first is new to the meeting, unless it has heard of them before."""
    made = []
    before = set(CaseReview.objects.filter(person__in=people).values_list("person", flat=True))
    for place, person in enumerate(people):
        begins = datetime.combine(on.held_on, on.starts_at) + timedelta(minutes=30 * place)
        made.append(
            actions.list_case(
                by,
                sitting=on,
                person=person,
                begins_at=begins.time(),
                ends_at=(begins + timedelta(minutes=25)).time(),
                purpose=Purpose.REVIEW if place or person.pk in before else Purpose.INITIAL,
                question=_QUESTIONS[place % len(_QUESTIONS)],
                now=now,
            )
        )
    return made


def step(by: User, on: Sitting, to: SittingState, now: datetime) -> None:
    """The meeting is brought on by one step."""
    on.refresh_from_db()
    actions.advance_sitting(by, sitting=on, version=on.version, to=to, now=now)


def answer(by: User, invitation: Invitation, reply: Reply, now: datetime, *, known: bool | None) -> None:
    """What the agency replies and, on the next day, returns, entered for it by the coordinator.

    `known`: whether its return knows anything; None: no return comes.
    """
    comes = reply != Reply.APOLOGIES
    said = {
        "reply": reply,
        "who": f"{invitation.called}, {'deputy' if reply == Reply.DEPUTY else 'manager'}" if comes else "",
        "deputy_for": "The manager, who is on leave",
        "why_not": "" if comes else "Leave; a return is sent",
        "conflict": "",
    }
    actions.reply_to_invitation(by, invitation=invitation, version=invitation.version, said=said, now=now)
    if known is None:
        return
    actions.give_return(
        by,
        invitation=invitation,
        nothing_known=not known,
        text="Two appointments kept, one missed without a word." if known else "",
        so_what="Somebody should ring on the day before." if known else "",
        now=now + timedelta(hours=20),
    )
