"""Reads of handovers: whose turn it is, what was said, and how each ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.shortcuts import get_object_or_404

from access.policies import Capability
from accounts.models import User
from handovers.models import Handover, HandoverQuerySet
from handovers.rules import Waits, waits_for
from offenders.models import Person
from offenders.models.person import PersonQuerySet, legal_name
from offenders.policies import within

MOST = 100  # on one page; a caseload is half of it


@dataclass(frozen=True, slots=True)
class Turns:
    """The open handovers in which it is one user's turn, the oldest first."""

    to_answer: list[Handover]
    to_write: list[Handover]

    def __len__(self) -> int:
        return len(self.to_answer) + len(self.to_write)


def turns_of(user: User, now: datetime) -> Turns:
    """What waits for the user: notes to read, and notes to write for those they manage or cover; one query."""
    today = now.date()
    givers = [user.pk, *user.covers_on(today)]
    theirs = _open(today).filter(Q(receiver=user) | Q(giver__in=givers))
    seen = list(theirs.filter(within(user, Capability.VIEW, today, person="person__"))[:MOST])
    return Turns(
        [each for each in seen if each.note_waits and each.receiver_id == user.pk],  # type: ignore[attr-defined]
        [each for each in seen if not each.note_waits and each.giver_id in givers],  # type: ignore[attr-defined]
    )


def overseen(user: User, now: datetime) -> list[Handover]:
    """Every open handover of the people for whom the user names managers, the oldest first; one query."""
    today = now.date()
    return list(_open(today).filter(within(user, Capability.ASSIGN, today, person="person__"))[:MOST])


def handover_of(person: Person, handover_id: UUID) -> Handover:
    """The person's handover with all its notes, or Http404."""
    rows = Handover.objects.select_related("giver", "receiver", "asked_by", "settled_by")
    handover = get_object_or_404(
        rows.prefetch_related("notes__written_by", "notes__answered_by"), pk=handover_id, person=person
    )
    handover.person = person
    return handover


def open_handover(person: Person) -> Handover | None:
    """The one under way, with `note_waits`; one query."""
    rows = Handover.objects.open().with_note_waiting().filter(person=person)
    return rows.select_related("giver", "receiver").first()


def ended(person: Person) -> list[Handover]:
    """Those that led to another manager or were stopped, the latest first."""
    return list(
        Handover.objects.filter(person=person).exclude(outcome="").select_related("giver", "receiver")[:10]
    )


def turn(handover: Handover) -> Waits:
    """Whose turn it is in a handover read with its notes."""
    notes = list(handover.notes.all())
    given = Handover.objects.open().filter(pk=handover.pk).exists() if not handover.outcome else False
    return waits_for(
        outcome=handover.outcome,
        given_by_manager=given,
        note_waits=any(not note.answer for note in notes),
    )


def caseload_to_give(user: User, manager: User, today: date) -> PersonQuerySet:
    """The people of one manager for whom `user` names managers and who are not being handed over, by name."""
    people = Person.objects.within_reach(user, Capability.ASSIGN, today).filter(
        assignments__manager=manager, assignments__ends_on__isnull=True
    )
    under_way = Handover.objects.open().values("person")
    return (
        people.exclude(pk__in=under_way)
        .with_name()
        .in_level_order()
        .order_by(F("level_order"), F("sort_name"))
    )


def _open(today: date) -> HandoverQuerySet:
    named: Any = (
        Handover.objects.open()
        .with_note_waiting()
        .annotate(legal_name=legal_name("person__"))
        .annotate(family_name=F("legal_name__family_name"), given_names=F("legal_name__given_names"))
    )
    return named.select_related("person", "giver", "receiver").order_by("asked_at", "pk")  # type: ignore[no-any-return]
