"""What every way of linking somebody to a report or a concern does: the link, the manager's task, the news of it."""

from __future__ import annotations

from datetime import date, datetime

from accounts.models import User
from diary.actions import set_task
from intelligence import signals
from intelligence.due import read_by
from intelligence.models import Concern, Link, Report
from offenders.models import Person

SOURCE = "intelligence/link"
TITLE = "Read and assess new intelligence: does the plan change?"


def link_to(
    actor: User,
    *,
    person: Person,
    role: str,
    now: datetime,
    report: Report | None = None,
    concern: Concern | None = None,
    due_on: date | None = None,
) -> Link:
    """Link one of the two to a person, whom the calling verb has found that its actor may name.

    The manager reads it by `due_on`, or else by what the force's policy says.
    """
    link = Link.objects.create(
        person=person, report=report, concern=concern, role=role, recorded_at=now, recorded_by=actor
    )
    set_task(
        actor,
        person=person,
        title=TITLE,
        due_on=due_on or read_by(person.force_id, now.date()),
        source=f"{SOURCE}:{link.pk}",
        now=now,
    )
    signals.received.send(Link, link=link, now=now)
    return link
