"""Reads of agreed actions: the lists, one action."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from access.log import consulted
from accounts.models import User
from mappa.agreed.choices import ENDED, ActionState
from mappa.models import ActionStep, AgreedAction, CaseReview
from mappa.sittings import policies
from mappa.sittings.classes import sealed
from offenders.choices import Basis
from offenders.models import Assignment, Person

A_LIST = 100


@dataclass(slots=True)
class Lists:
    """`mine`: what the reader owns; `others`: what else is open; `done`: to be verified; `ended`: the last."""

    mine: list[AgreedAction]
    others: list[AgreedAction]
    done: list[AgreedAction]
    ended: list[AgreedAction]


def lists(user: User, now: datetime) -> Lists:
    """Four queries, and one of people for each."""
    if policies.is_partner(user, now.date()):
        consulted(basis=Basis.PANEL)
    seen = policies.actions(user, now).select_related("agency", "owner")
    seen = seen.prefetch_related(Prefetch("person", Person.objects.with_name())).order_by("due_on")
    keeps = Assignment.objects.filter(person=OuterRef("person"), manager=user, ends_on__isnull=True)
    mine = Q(owner=user) | Q(Exists(keeps), owner__isnull=True, agency__isnull=True)
    return Lists(
        as_read(seen.open().filter(mine)[:A_LIST]),
        as_read(seen.open().exclude(pk__in=seen.filter(mine).values("pk"))[:A_LIST]),
        as_read(seen.filter(state=ActionState.DONE)[:A_LIST]),
        as_read(seen.filter(state__in=ENDED).order_by("-due_on")[:20]),
    )


def as_read(rows: Iterable[AgreedAction]) -> list[AgreedAction]:
    """The actions without the words that their reader does not read (`told`). For pages: never saved."""
    found = list(rows)
    for action in found:
        if not action.told:
            _without_words(action)
    return found


def _without_words(row: AgreedAction | ActionStep) -> None:
    for name in sealed(type(row)):
        setattr(row, name, "")


def of_agency(user: User, person_id: UUID, now: datetime) -> list[AgreedAction]:
    """The actions about one person that a partner owes; one query."""
    rows = policies.actions(user, now).filter(person=person_id).select_related("agency", "owner")
    return list(rows.order_by("due_on"))


def one(user: User, action_id: UUID, now: datetime, heard: CaseReview | None = None) -> AgreedAction:
    """The action with what happened to it, and its person by name; Http404 for one that the user does not see.

    Whoever writes in the meeting about them, in the case `heard`, reads its words there.
    """
    steps = ActionStep.objects.select_related("by")
    rows = policies.actions(user, now).select_related(
        "agency", "owner", "case__sitting", "carried_from", "carried_to"
    )
    action = get_object_or_404(rows.prefetch_related(Prefetch("steps", steps)), pk=action_id)
    person = Person.objects.with_name().filter(pk=action.person_id).first()
    if person is None:
        raise Http404
    action.person = person
    if heard and heard.person_id == person.pk and policies.writes(user, heard.sitting, now.date()):
        action.told = True
    if not action.told:
        _without_words(action)
        for step in action.steps.all():
            _without_words(step)
    if policies.is_partner(user, now.date()):
        consulted(basis=Basis.PANEL)
    return action


def history(action: AgreedAction) -> list[AgreedAction]:
    """The actions it was carried forward from, the first one last; one query, or none."""
    if action.carried_from_id is None:
        return []
    earlier = {
        each.pk: each
        for each in AgreedAction.objects.filter(person=action.person_id, state=ActionState.CARRIED)
    }
    found: list[AgreedAction] = []
    before = earlier.get(action.carried_from_id)
    while before is not None:
        if not action.told:
            _without_words(before)
        found.append(before)
        before = earlier.get(before.carried_from_id) if before.carried_from_id else None
    return found
