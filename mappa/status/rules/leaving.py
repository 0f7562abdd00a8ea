"""What ends management under MAPPA, and what keeps it from ending. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from frontend.dates import words
from mappa.status.choices import Closing, Trigger
from mappa.status.rules.categories import Refusals, Subject

TRIGGERS: Mapping[str, tuple[Trigger, ...]] = {
    "1": (Trigger.NOTIFICATION, Trigger.REVOKED),
    "2": (Trigger.LICENCE, Trigger.ORDER),
    "3": (Trigger.DECISION,),
    "4": (Trigger.TERRORIST, Trigger.DECISION),
}
ANYBODY = (Trigger.MOVED, Trigger.DIED, Trigger.DEPORTED)


def triggers(category: str) -> tuple[Trigger, ...]:
    return (*TRIGGERS[category], *ANYBODY)


@dataclass(frozen=True, slots=True)
class Supervision:
    """What a court or a licence still holds somebody to on a day, so far as the record knows."""

    until: date | None = None  # the last day of a licence, or of a sentence in the community
    for_life: bool = False
    at_most_until: date | None = (
        None  # how long a suspended sentence runs is not on record: two years at most
    )

    def runs_on(self, day: date) -> bool:
        """Whether it runs, or may run."""
        return self.for_life or any(last and last > day for last in (self.until, self.at_most_until))


def leaving(
    *,
    category: str,
    trigger: str,
    closed: Collection[str],
    subject: Subject,
    supervision: Supervision,
    decided: bool,
    confirmed_by: str,
    ended_on: date,
) -> Refusals:
    """What keeps somebody in: a trigger of another category, one the record contradicts, or an open checklist.

    What the record cannot say somebody has confirmed (`confirmed_by`); that the risk has fallen a meeting has
    `decided`.
    """
    wrong: Refusals = {}
    if trigger not in triggers(category):
        wrong["trigger"] = f"That does not end category {category}."
    elif trigger in (Trigger.NOTIFICATION, Trigger.REVOKED) and subject.status == "subject":
        until = f" until {words(subject.last_day)}" if subject.last_day else ""
        wrong["trigger"] = f"The record says that they must notify{until}. Record what has ended that first."
    elif trigger in (Trigger.NOTIFICATION, Trigger.REVOKED) and subject.status == "undetermined":
        if not confirmed_by.strip():
            wrong["confirmed_by"] = (
                "Whether they must notify cannot be computed: say who has confirmed that it has ended."
            )
    elif trigger == Trigger.LICENCE and supervision.for_life:
        wrong["trigger"] = "The record says that they are on a licence without an end. Record its end first."
    elif trigger == Trigger.LICENCE and supervision.until is not None and supervision.until > ended_on:
        wrong["trigger"] = f"The record says that they are supervised until {words(supervision.until)}."
    elif trigger == Trigger.LICENCE and supervision.runs_on(ended_on):
        if not confirmed_by.strip():
            wrong["confirmed_by"] = (
                "How long their suspended sentence runs is not on record: say who has confirmed that it has ended."
            )
    elif trigger == Trigger.DECISION and not decided:
        wrong["trigger"] = "A meeting decides that the risk has fallen enough: have them listed for one."
    if open_ := [each for each in Closing if each not in closed]:
        wrong["closed"] = f"Do this first: {open_[0].label[0].lower()}{open_[0].label[1:]}."
    return wrong
