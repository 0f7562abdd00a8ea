"""What handovers put on the noticeboard: notes that wait to be accepted, and those that came back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse

from access.policies import Capability, FieldClass
from accounts.models import User
from diary.actions.receiving import keeping_open
from diary.models import Entry
from diary.noticeboard import Awaited, News, ToDecide, add_awaited, add_news, add_to_decide
from handovers.choices import Answer
from handovers.models import Note
from offenders.caseload.keys import ALLOCATE_WITHIN
from offenders.choices import GoneKind, NameKind
from offenders.models import Archiving, Assignment, Gone, Name
from offenders.policies import within

_ALLOCATION = (
    "The category is right, and the risk is known: not assessed is treated as high",
    "The officer is trained for this work",
    "The officer knows neither them nor theirs",
    "There is room in the caseload",
)


def register() -> None:
    add_awaited(
        Awaited(
            name="handovers",
            called="Handover",
            at="written_at",
            rows=lambda user, now: Note.objects.filter(written_by=user, answer="", handover__outcome=""),
            field_class=FieldClass.MANAGEMENT,
            said={"to": F("handover__receiver__family_name"), "handover": F("handover")},
            words=lambda said: f"{said['to']} is to accept the note",
            address=lambda person, said: reverse("handover", args=[person, said["handover"]]),
        )
    )
    add_awaited(
        Awaited(
            name="handovers to confirm",
            called="Handover",
            at="answered_at",
            rows=lambda user, now: Note.objects.filter(
                answered_by=user, answer=Answer.ACCEPTED, handover__outcome=""
            ),
            field_class=FieldClass.MANAGEMENT,
            said={"handover": F("handover")},
            words=lambda said: "A supervisor is to confirm it",
            address=lambda person, said: reverse("handover", args=[person, said["handover"]]),
        )
    )
    add_to_decide(
        ToDecide(
            name="handovers",
            called="Handover",
            at="written_at",
            rows=lambda user, now: Note.objects.filter(
                handover__receiver=user, answer="", handover__outcome=""
            ),
            field_class=FieldClass.MANAGEMENT,
            said={"by": F("written_by__family_name"), "handover": F("handover")},
            words=lambda said: f"The note of {said['by']}",
            address=lambda person, said: reverse("answer-handover", args=[person, said["handover"]]),
            asks="Accept or return",
            checks=(
                "What is due in the next weeks, and what is overdue",
                "Who lives there, children, dogs, weapons, devices",
                "What is known and not written down",
            ),
        )
    )
    add_to_decide(
        ToDecide(
            name="handovers to confirm",
            called="Handover",
            at="answered_at",
            rows=_to_confirm,
            field_class=FieldClass.MANAGEMENT,
            said={
                "from": F("handover__giver__family_name"),
                "to": F("handover__receiver__family_name"),
                "handover": F("handover"),
            },
            words=lambda said: f"From {said['from']} to {said['to']}, at high risk",
            address=lambda person, said: reverse("confirm-handover", args=[person, said["handover"]]),
            asks="Confirm or send back",
            checks=("The joint visit, or why there was none", "Who else is told that the manager changes"),
        )
    )
    add_to_decide(
        ToDecide(
            name="allocations",
            called="New record",
            at="recorded_at",
            rows=lambda user, now: _to_allocate(user, now).filter(taken_over=False),
            said={"by": F("manager__family_name")},
            words=lambda said: f"Opened by {said['by']}, who looks after them until it is allocated",
            address=lambda person, said: reverse("assign-manager", args=[person]),
            asks="Allocate",
            checks=_ALLOCATION,
            within=lambda said: ALLOCATE_WITHIN,
        )
    )
    add_to_decide(
        ToDecide(
            name="taken over",
            called="Taken over",
            at="recorded_at",
            rows=lambda user, now: _to_allocate(user, now).filter(taken_over=True),
            said={"by": F("manager__family_name")},
            words=lambda said: (
                f"{said['by']} took them over, and looks after them until somebody has allocated them"
            ),
            address=lambda person, said: reverse("assign-manager", args=[person]),
            asks="Allocate",
            checks=_ALLOCATION,
            within=lambda said: ALLOCATE_WITHIN,
        )
    )
    add_to_decide(
        ToDecide(
            name="without a manager",
            called="No manager",
            at="without_since",
            rows=_without,
            words=lambda said: "Nobody manages them",
            address=lambda person, said: reverse("assign-manager", args=[person]),
            asks="Allocate",
            checks=_ALLOCATION,
            within=lambda said: ALLOCATE_WITHIN,
        )
    )
    add_to_decide(
        ToDecide(
            name="closures",
            called="Close the record",
            at="recorded_at",
            rows=_to_close,
            said={"kind": F("kind"), "open": F("held")},
            words=lambda said: f"{GoneKind(said['kind']).label}, and the record is open",
            address=lambda person, said: reverse("archive-record", args=[person]),
            asks="Close it",
            checks=(
                "The day on which notification ends was verified, and no order or licence is still in force",
                "What is known of the risk at the end, and who else is told",
            ),
            stuck=lambda said, today: (
                "Cannot be closed yet: a duty or a task is open" if said["open"] else ""
            ),
        )
    )
    add_news(
        News(
            name="handovers returned",
            called="Handover",
            at="answered_at",
            rows=_returned,
            field_class=FieldClass.MANAGEMENT,
            said={"handover": F("handover")},
            words=lambda said: "Your note came back: say what is missing",
            address=lambda person, said: reverse("handover", args=[person, said["handover"]]),
        )
    )


def _to_allocate(user: User, now: datetime) -> QuerySet[Any]:
    """People for whom the user names managers, whom an officer took on themselves; never the user's own."""
    theirs = within(user, Capability.ASSIGN, now.date(), person="person__")
    return Assignment.objects.to_confirm().filter(theirs).exclude(manager=user)


def _without(user: User, now: datetime) -> QuerySet[Any]:
    """By their legal name, of which everybody has one: the people whom nobody manages, since when."""
    theirs = within(user, Capability.ASSIGN, now.date(), person="person__")
    managed = Assignment.objects.filter(person=OuterRef("person"))
    archived = Archiving.objects.standing().filter(person=OuterRef("person"))
    before = managed.order_by("-ends_on").values("ends_on")[:1]
    return (
        Name.objects.standing()
        .filter(theirs, ~Exists(managed.filter(ends_on__isnull=True)), ~Exists(archived))
        .filter(kind=NameKind.LEGAL, used_to__isnull=True)
        .annotate(without_since=Coalesce(Cast(Subquery(before), DateTimeField()), F("person__recorded_at")))
    )


def _to_close(user: User, now: datetime) -> QuerySet[Any]:
    """Of those who died: deported people may come back, and stay on record. Never the user's own."""
    theirs = within(user, Capability.ARCHIVE, now.date(), person="person__")
    archived = Archiving.objects.standing().filter(person=OuterRef("person"))
    own = Assignment.objects.filter(person=OuterRef("person"), manager=user, ends_on__isnull=True)
    dead = Gone.objects.on(now.date()).filter(theirs, kind=GoneKind.DECEASED)
    held = keeping_open(Entry.objects.filter(person=OuterRef("person")))
    return dead.filter(~Exists(archived), ~Exists(own)).annotate(held=Exists(held))


def _to_confirm(user: User, now: datetime) -> QuerySet[Any]:
    """Accepted ones of people for whom the user names managers, neither given nor taken by them."""
    theirs = within(user, Capability.ASSIGN, now.date(), person="person__")
    open_ones = Note.objects.filter(theirs, answer=Answer.ACCEPTED, handover__outcome="")
    return open_ones.exclude(handover__giver=user).exclude(handover__receiver=user)


def _returned(user: User, since: datetime, now: datetime) -> QuerySet[Any]:
    """Of this user's notes."""
    answered = Note.objects.filter(answered_at__gte=since, answered_at__lte=now)
    return answered.filter(written_by=user, answer=Answer.RETURNED)
