"""Reads of handovers: whose turn it is, what was said, and how each ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, Window
from django.shortcuts import get_object_or_404

from access.policies import Capability, reach
from accounts.models import User
from handovers.choices import Answer
from handovers.models import Handover, HandoverQuerySet
from handovers.rules import Waits, waits_for
from offenders.models import Person
from offenders.models.person import PersonQuerySet, legal_name
from offenders.policies import within

MOST = 100  # on one page; a caseload is half of it


@dataclass(frozen=True, slots=True)
class Turns:
    """The open handovers in which it is one user's turn, the oldest first; `total` counts those not shown too."""

    to_answer: list[Handover]
    to_write: list[Handover]
    to_confirm: list[Handover]
    total: int

    def __len__(self) -> int:
        return self.total

    @property
    def more(self) -> int:
        return self.total - len(self.to_answer) - len(self.to_write) - len(self.to_confirm)


@dataclass(frozen=True, slots=True)
class Overseen:
    """Open handovers, the oldest first, and how many there are beyond those shown."""

    shown: list[Handover]
    more: int


def turns_of(user: User, now: datetime) -> Turns:
    """What waits for the user: notes to read, notes to write for those they manage or cover, and what others accepted
    for them to confirm; one query."""
    today = now.date()
    givers = [user.pk, *user.covers_on(today)]
    theirs = Q(receiver=user, note_waits=True) | Q(giver__in=givers, note_waits=False, note_accepted=False)
    theirs &= within(user, Capability.VIEW, today, person="person__")
    if reach(user, Capability.ASSIGN, today):
        accepted = Q(note_accepted=True) & ~Q(giver=user) & ~Q(receiver=user)
        theirs |= accepted & within(user, Capability.ASSIGN, today, person="person__")
    seen: list[Any] = list(_open(today).filter(theirs)[:MOST])
    return Turns(
        [each for each in seen if each.note_waits],
        [each for each in seen if not each.note_waits and not each.note_accepted],
        [each for each in seen if each.note_accepted],
        _total(seen),
    )


def notes_to_write(user: User, now: datetime) -> int:
    """How many notes the user is to write for those they manage or cover; one query."""
    today = now.date()
    theirs = Q(giver__in=[user.pk, *user.covers_on(today)], note_waits=False, note_accepted=False)
    return _open(today).filter(theirs & within(user, Capability.VIEW, today, person="person__")).count()


def overseen(user: User, now: datetime) -> Overseen:
    """Every open handover of the people for whom the user names managers, the oldest first; one query."""
    today = now.date()
    shown = list(_open(today).filter(within(user, Capability.ASSIGN, today, person="person__"))[:MOST])
    return Overseen(shown, _total(shown) - len(shown))


def _total(seen: list[Any]) -> int:
    return seen[0].total if seen else 0


def handover_of(person: Person, handover_id: UUID) -> Handover:
    """The person's handover with all its notes, or Http404."""
    rows = Handover.objects.select_related("giver", "receiver", "asked_by", "settled_by")
    handover = get_object_or_404(
        rows.prefetch_related("notes__written_by", "notes__answered_by"), pk=handover_id, person=person
    )
    handover.person = person
    return handover


def open_handover(person: Person) -> HandoverQuerySet:
    """The one under way, with `note_waits` and `note_accepted`."""
    return Handover.objects.open().with_note().filter(person=person)


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
        note_accepted=any(note.answer == Answer.ACCEPTED for note in notes),
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


def first_of(people: PersonQuerySet) -> tuple[PersonQuerySet, int]:
    """The first of these people, as many as one page offers, and how many more there are; two queries."""
    offered = list(people.values_list("pk", flat=True)[:MOST])
    return people.filter(pk__in=offered), people.count() - len(offered) if len(offered) == MOST else 0


def _open(today: date) -> HandoverQuerySet:
    named: Any = (
        Handover.objects.open()
        .with_note()
        .annotate(legal_name=legal_name("person__"))
        .annotate(family_name=F("legal_name__family_name"), given_names=F("legal_name__given_names"))
        .annotate(total=Window(Count("pk")))
    )
    return named.select_related("person", "giver", "receiver").order_by("asked_at", "pk")  # type: ignore[no-any-return]
