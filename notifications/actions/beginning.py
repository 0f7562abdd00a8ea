"""What is kept of a notification while it is being taken: page by page, so that no window undoes another."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from access.recording import Stale
from accounts.models import Force, User
from notifications.models import Begun
from offenders.models import Person
from practice import keys, policy


class Overtaken(Stale):
    """The same page was answered in another window meanwhile. `stands` is what is kept of it."""

    def __init__(self, stands: str) -> None:
        self.stands = stands
        super().__init__(own=True)


def mark(answer: str) -> str:
    """What a page remembers of the answer that it was opened with; empty for none."""
    return hashlib.sha256(answer.encode()).hexdigest()[:16] if answer else ""


def keep_page(
    owner: User, *, person: Person, begun_id: UUID, page: str, answer: str, seen: str, now: datetime
) -> Begun:
    """Keep what one page was answered, beside all that other windows have answered; gives the whole.

    `seen` is the mark of what the page was opened with. Raises Overtaken, having kept nothing, when the page has been
    answered otherwise since, and Begun.DoesNotExist for a notification that somebody else is taking.
    """
    with transaction.atomic():
        Begun.objects.get_or_create(
            pk=begun_id, defaults={"owner": owner, "person": person, "updated_at": now}
        )
        begun = Begun.objects.select_for_update().get(pk=begun_id, owner=owner, person=person)
        answers: dict[str, str] = json.loads(begun.answers)
        stands = answers.get(page, "")
        if stands not in ("", answer) and mark(stands) != seen:
            raise Overtaken(stands)
        answers[page] = answer
        begun.answers, begun.updated_at = json.dumps(answers), now
        begun.save()
    return begun


def throw_away(owner: User, *, begun: Begun) -> None:
    """Nothing of it was on the record."""
    Begun.objects.filter(pk=begun.pk, owner=owner).delete()


def kept_since(force_id: int, now: datetime) -> datetime:
    """What was last worked on before this moment is gone on with no more: for how long is the force's policy."""
    days = policy.policy_of(force_id, now.date()).value(keys.BEGUN_KEPT)
    return now - timedelta(days=days)


def let_go_of_begun(*, now: datetime) -> int:
    """Delete what was begun and left for longer than its force keeps it; says how many."""
    gone = 0
    for force_id in Force.objects.values_list("pk", flat=True):
        old = Begun.objects.filter(person__force=force_id, updated_at__lt=kept_since(force_id, now))
        gone += old.delete()[0]
    return gone
