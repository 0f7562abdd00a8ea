"""The words of meeting days and of the cases heard on them: value and label in one place."""

from __future__ import annotations

from itertools import pairwise

from django.db import models


class SittingState(models.TextChoices):
    """How a meeting day stands."""

    PLANNED = "planned", "Planned"
    NOTICED = "noticed", "Invitations sent"
    PACK_OPEN = "pack_open", "Pack open"
    PACK_LOCKED = "pack_locked", "Pack locked"
    OPEN = "open", "In progress"
    CLOSED = "closed", "Closed"
    CANCELLED = "cancelled", "Cancelled"
    POSTPONED = "postponed", "Postponed"

    @property
    def colour(self) -> str:
        return {"planned": "yellow", "open": "blue", "closed": "green", "cancelled": "red"}.get(
            self.value, "grey"
        )


COMING = [SittingState.PLANNED, SittingState.NOTICED, SittingState.PACK_OPEN, SittingState.PACK_LOCKED]
# From each state to the one next step.
FORWARD = dict(pairwise([*COMING, SittingState.OPEN, SittingState.CLOSED]))
CALLED_OFF = [SittingState.CANCELLED, SittingState.POSTPONED]
OVER = [SittingState.CLOSED, *CALLED_OFF]
# From which state to which: the trigger's own list.
SITTING_MOVES: list[tuple[str, str]] = [
    *FORWARD.items(),
    *((state.value, off.value) for state in COMING for off in CALLED_OFF),
]


class CaseState(models.TextChoices):
    """How one case of a meeting day stands."""

    SCHEDULED = "scheduled", "Listed"
    READY = "ready", "Ready"
    IN_SESSION = "in_session", "In session"
    DECIDED = "decided", "Decided"
    INQUORATE = "inquorate", "Not quorate"
    ADJOURNED = "adjourned", "Adjourned"

    @property
    def colour(self) -> str:
        return {"in_session": "blue", "decided": "green", "inquorate": "red", "adjourned": "orange"}.get(
            self.value, "grey"
        )


TO_HEAR = [CaseState.SCHEDULED, CaseState.READY]
NOT_DONE = [*TO_HEAR, CaseState.IN_SESSION]
CASE_MOVES: list[tuple[str, str]] = [
    (CaseState.SCHEDULED, CaseState.READY),
    (CaseState.SCHEDULED, CaseState.IN_SESSION),  # an emergency has no pack
    *((state.value, CaseState.INQUORATE.value) for state in TO_HEAR),
    (CaseState.READY, CaseState.IN_SESSION),
    (CaseState.IN_SESSION, CaseState.DECIDED),
    (CaseState.IN_SESSION, CaseState.INQUORATE),  # somebody has left
    (CaseState.INQUORATE, CaseState.IN_SESSION),  # and come back
    *((state.value, CaseState.ADJOURNED.value) for state in [*NOT_DONE, CaseState.INQUORATE]),
]


class Purpose(models.TextChoices):
    """Why a case is heard."""

    INITIAL = "initial", "Initial"
    REVIEW = "review", "Review"
    PRE_RELEASE = "pre_release", "Before release"
    EXIT = "exit", "Exit"
    EMERGENCY = "emergency", "Emergency"


class MeetingLevel(models.TextChoices):
    """The levels at which agencies meet."""

    TWO = "2", "Level 2"
    THREE = "3", "Level 3"


class Standing(models.TextChoices):
    """What an agency is under section 325 of the Criminal Justice Act 2003."""

    RESPONSIBLE = "responsible", "Responsible Authority"
    DUTY = "duty", "Duty to co-operate"
    ASSOCIATE = "associate", "Associate"
    OTHER = "other", "Invited third party"


class Body(models.TextChoices):
    """Which of the bodies of section 325 an agency is: what quorum is asked of."""

    PROBATION = "probation", "Probation"
    PRISON = "prison", "Prison"
    YOUTH = "youth", "Youth justice"
    HEALTH = "health", "Health"
    HOUSING = "housing", "Housing"
    CHILDREN = "children", "Children’s services"
    ADULTS = "adults", "Adult social care"
    EDUCATION = "education", "Education"
    WORK = "dwp", "Work and pensions"
    MONITORING = "monitoring", "Electronic monitoring"
    IMMIGRATION = "immigration", "Immigration"
    DEFENCE = "defence", "Defence"
    VICTIMS = "victims", "Victim liaison"
    OTHER = "other", "Other"


class Reply(models.TextChoices):
    """What an agency answered to its invitation."""

    WAITING = "waiting", "No reply yet"
    ATTENDING = "attending", "Attending"
    DEPUTY = "deputy", "Sending a deputy"
    APOLOGIES = "apologies", "Apologies"

    @property
    def colour(self) -> str:
        return {"waiting": "yellow", "attending": "green", "deputy": "green"}.get(self.value, "orange")


COMES = [Reply.ATTENDING, Reply.DEPUTY]


class Quorum(models.TextChoices):
    QUORATE = "quorate", "Quorate"
    INQUORATE = "inquorate", "Not quorate"


class Inquorate(models.TextChoices):
    """What the chair does where there is no quorum."""

    PROCEED = "proceed", "Go on with interim decisions, and meet again"
    ADJOURN = "adjourn", "Adjourn, and meet again"
