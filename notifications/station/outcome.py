"""What came of an attendance: the duties it answered, the next date and why, who was told, what was set to be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from accounts.models import User
from diary.models import Entry, OutboxMessage, Task
from notifications import facts
from notifications.aloud import aloud
from notifications.breaches.choices import Provision
from notifications.duties import NAME
from notifications.law import Refused, evaluate
from notifications.models import Acknowledgement, Answer, Attendance, Breach, Item, Notification
from notifications.reviews.duties import KINDS as REVIEW_KINDS


@dataclass(frozen=True, slots=True)
class Answered:
    """A duty as it was answered: the day that was acted on, and whether it was late."""

    answer: Answer
    section: str
    late: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the last page and the acknowledgement say. `reasons` are those of the next date, as they stand today."""

    attendance: Attendance
    serial: str
    answered: list[Answered]
    notices: list[Notification]
    items: list[Item]
    next: Entry | None
    reasons: list[str]
    still_open: list[Entry]
    manager: User | None
    told: list[User]
    tasks: list[Task]
    breaches: list[Breach]

    @property
    def late(self) -> list[Answered]:
        return [each for each in self.answered if each.late]


def outcome_of(attendance: Attendance, now: datetime, *, serial: str = "") -> Outcome:
    """Read from the record as it stands; `serial` where the acknowledgement is still to be entered."""
    person = attendance.person
    if not serial:
        serial = Acknowledgement.objects.get(attendance=attendance).serial
    given = list(
        Notification.objects.standing()
        .filter(person=person, acknowledgement=serial)
        .prefetch_related("answers")
    )
    answers = [(answer, each.section) for each in given for answer in each.answers.all()]
    keys = [answer.key for answer, _ in answers]
    entries = {entry.key: entry for entry in Entry.objects.filter(person=person, key__in=keys)}
    running = list(
        Entry.objects.open()
        .filter(person=person, key__startswith=f"{NAME}/")
        .exclude(kind__in=REVIEW_KINDS)
        .order_by("last", "key")
    )
    regular = next((entry for entry in running if entry.kind == "periodic"), None)
    return Outcome(
        attendance=attendance,
        serial=serial,
        answered=[
            Answered(answer, section, entry.was_late if (entry := entries.get(answer.key)) else False)
            for answer, section in answers
        ],
        notices=[each for each in given if each.specified_date],
        items=list(attendance.items.all()),
        next=regular,
        reasons=_reasons(attendance, regular, now) if regular else [],
        still_open=[entry for entry in running if entry is not regular and entry.last],
        manager=User.objects.filter(assignments__person=person, assignments__ends_on__isnull=True).first(),
        told=[
            message.recipient
            for message in OutboxMessage.objects.filter(
                person=person, cause=f"attendance {attendance.pk}"
            ).select_related("recipient")
        ],
        tasks=list(Task.objects.filter(person=person, source__endswith=f":{attendance.pk}")),
        breaches=list(
            Breach.objects.standing()
            .filter(Q(duty_key__in=[key for key in keys if key]) | Q(provision=Provision.IDENTITY))
            .filter(person=person, recorded_at=attendance.recorded_at)
        ),
    )


def _reasons(attendance: Attendance, entry: Entry, now: datetime) -> list[str]:
    """Why the next regular date is what it is."""
    document = facts.document(attendance.person, as_at=now)
    try:
        duties = evaluate(document)["duties"]
    except Refused:
        return []
    return next(
        (aloud(duty["reasoning"], document) for duty in duties if f"{NAME}/{duty['id']}" == entry.key), []
    )
