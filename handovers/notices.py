"""What handovers put on the noticeboard: notes that wait to be accepted, and those that came back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse

from access.policies import Capability, FieldClass
from accounts.models import User
from diary.noticeboard import Awaited, News, ToDecide, add_awaited, add_news, add_to_decide
from handovers.choices import Answer
from handovers.models import Note
from offenders.policies import within


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


def _to_confirm(user: User, now: datetime) -> QuerySet[Any]:
    """Accepted ones of people for whom the user names managers, neither given nor taken by them."""
    theirs = within(user, Capability.ASSIGN, now.date(), person="person__")
    open_ones = Note.objects.filter(theirs, answer=Answer.ACCEPTED, handover__outcome="")
    return open_ones.exclude(handover__giver=user).exclude(handover__receiver=user)


def _returned(user: User, since: datetime, now: datetime) -> QuerySet[Any]:
    """Of this user's notes."""
    answered = Note.objects.filter(answered_at__gte=since, answered_at__lte=now)
    return answered.filter(written_by=user, answer=Answer.RETURNED)
