"""Agreed actions as duties of the person, for whoever owns them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from access.policies import Capability, FieldClass
from diary.clock import LONDON
from diary.models import Entry
from diary.next_actions import NextAction, register
from diary.providers import Duty
from mappa.agreed.choices import OPEN, ActionState
from mappa.models import AgreedAction

NAME = "mappa_actions"
KIND = "mappa_action"
# Without a row here about somebody there is no duty for them.
RESTS_ON = (AgreedAction,)
_MET = [ActionState.DONE, ActionState.VERIFIED]
_TOLD = [*OPEN, *_MET]


def duties_for(people: Sequence[UUID], today: date) -> Iterator[tuple[UUID, Duty]]:
    """Every action that is to be done or was done, in one query; one that was carried forward is another's duty."""
    rows = AgreedAction.objects.filter(person__in=people, state__in=_TOLD).select_related("agency")
    for action in rows:
        yield (
            action.person_id,
            Duty(
                key=f"{NAME}/{action.pk}",
                kind=KIND,
                # What is to be done is of another class than that there is something.
                title=f"Agreed MAPPA action of {action.called}"[:160],
                arises_on=timezone.localtime(action.recorded_at, LONDON).date(),
                work_to=action.due_on,
                last=action.due_on,
                # Evidence that was refused leaves the day on which it was given.
                met_on=action.done_on if action.state in _MET else None,
                met_by=str(action.pk) if action.state in _MET else "",
                owner_id=action.owner_id,
                field_class=FieldClass.MANAGEMENT,
            ),
        )


def register_next_action() -> None:
    register(KIND, "MAPPA action", NextAction("Say how it stands", page, Capability.VIEW))


def page(entry: Entry) -> str:
    """The action's own page."""
    return reverse("agreed-action", args=[entry.key.removeprefix(f"{NAME}/")])
