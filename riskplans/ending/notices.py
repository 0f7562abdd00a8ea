"""What the end of notification puts on the noticeboard: what waits for an answer, and records to be closed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse

from access.policies import Capability, FieldClass
from accounts.models import User
from diary.actions.receiving import keeping_open
from diary.models import Entry
from diary.noticeboard import Awaited, News, Said, ToDecide, add_awaited, add_news, add_to_decide, day
from frontend.dates import words
from offenders.models import Archiving, Assignment
from offenders.policies import within
from riskplans.choices import Asked
from riskplans.ending.choices import After, Check
from riskplans.models import EndReview

_CALLED = "End of notification"


def register() -> None:
    add_to_decide(
        ToDecide(
            name="end reviews",
            called=_CALLED,
            at="recorded_at",
            rows=_to_answer,
            field_class=FieldClass.MANAGEMENT,
            said={
                "id": F("pk"),
                "by": F("recorded_by__family_name"),
                "ends": F("ends_on"),
                "after": F("after"),
                "now": F("person__ending__ends_on"),
            },
            words=_asked,
            address=lambda person, said: reverse("answer-end-review", args=[person, said["id"]]),
            asks="Approve or return",
            checks=tuple(str(each.label) for each in Check),
            urgent=lambda said, today: _soon(said, today),
            stuck=lambda said, today: (
                "Cannot be approved: the last day has moved" if said["now"] != said["ends"] else ""
            ),
        )
    )
    add_to_decide(
        ToDecide(
            name="ended",
            called="Close the record",
            at="answered_at",
            rows=_to_close,
            field_class=FieldClass.MANAGEMENT,
            said={"ends": F("ends_on"), "open": F("held")},
            words=lambda said: f"Notification ended on {_day(said, 'ends')}; closing was approved",
            address=lambda person, said: reverse("archive-record", args=[person]),
            asks="Close it",
            checks=("Nothing has come in since the review that speaks against it",),
            stuck=lambda said, today: (
                "Cannot be closed yet: a duty or a task is open" if said["open"] else ""
            ),
        )
    )
    add_awaited(
        Awaited(
            name="end reviews",
            called=_CALLED,
            at="recorded_at",
            rows=lambda user, now: EndReview.objects.waiting().filter(recorded_by=user),
            field_class=FieldClass.MANAGEMENT,
            said={"ends": F("ends_on")},
            words=lambda said: f"On {_day(said, 'ends')}: a supervisor’s answer",
            address=_page,
        )
    )
    add_news(
        News(
            name="end reviews answered",
            called=_CALLED,
            at="answered_at",
            rows=_answered,
            field_class=FieldClass.MANAGEMENT,
            said={"answer": F("answer")},
            words=lambda said: (
                "The review was approved" if said["answer"] == Asked.APPROVED else "The review came back"
            ),
            address=_page,
        )
    )


def _page(person: object, said: Said) -> str:
    return reverse("person-ending", args=[person])


def _day(said: Said, name: str) -> str:
    found = day(said, name)
    return words(found) if found else ""


def _asked(said: Said) -> str:
    return f"{_day(said, 'ends')}, from {said['by']}: {After(said['after']).label.lower()}"


def _soon(said: Said, today: Any) -> str:
    ends = day(said, "ends")
    return "notification has ended" if ends and ends < today else ""


def _to_answer(user: User, now: datetime) -> QuerySet[Any]:
    mine = within(user, Capability.APPROVE, now.date(), person="person__")
    return EndReview.objects.waiting().filter(mine).exclude(recorded_by=user)


def _to_close(user: User, now: datetime) -> QuerySet[Any]:
    """Whose notification ended as it was reviewed, and whose record is open. Never the user's own."""
    theirs = within(user, Capability.ARCHIVE, now.date(), person="person__")
    archived = Archiving.objects.standing().filter(person=OuterRef("person"))
    own = Assignment.objects.filter(person=OuterRef("person"), manager=user, ends_on__isnull=True)
    held = keeping_open(Entry.objects.filter(person=OuterRef("person")))
    ended = EndReview.objects.approved().filter(
        theirs, after=After.CLOSE, ends_on__lt=now.date(), person__ending__ends_on=F("ends_on")
    )
    return ended.filter(~Exists(archived), ~Exists(own)).annotate(held=Exists(held))


def _answered(user: User, since: datetime, now: datetime) -> QuerySet[Any]:
    """Of those that the reader handed in."""
    return EndReview.objects.filter(recorded_by=user, answered_at__gte=since, answered_at__lte=now)
