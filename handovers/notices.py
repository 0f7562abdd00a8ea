"""What handovers put on the noticeboard: notes that wait to be accepted, and those that came back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse

from access.policies import FieldClass
from accounts.models import User
from diary.noticeboard import Awaited, News, ToSign, add_awaited, add_news, add_to_sign
from handovers.choices import Answer
from handovers.models import Note


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
    add_to_sign(
        ToSign(
            name="handovers",
            called="Handover",
            at="written_at",
            rows=lambda user, now: Note.objects.filter(
                handover__receiver=user, answer="", handover__outcome=""
            ),
            field_class=FieldClass.MANAGEMENT,
            said={"by": F("written_by__family_name"), "handover": F("handover")},
            words=lambda said: f"Taken over from {said['by']}",
            address=lambda person, said: reverse("handover", args=[person, said["handover"]]),
            asks="Accept or return",
            checks=(
                "What is due in the next weeks, and what is overdue",
                "Who lives there, children, dogs, weapons, devices",
                "What is known and not written down",
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


def _returned(user: User, since: datetime, now: datetime) -> QuerySet[Any]:
    """Of this user's notes."""
    answered = Note.objects.filter(answered_at__gte=since, answered_at__lte=now)
    return answered.filter(written_by=user, answer=Answer.RETURNED)
