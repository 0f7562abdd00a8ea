"""Which duties of a list have a breach already, and what is next on it: checks that have begun are not begun again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from access.policies import Capability
from diary.models import Entry
from diary.next_actions import Offered
from notifications.breaches import queries, rules
from notifications.breaches.duties import NAME
from notifications.models import Breach

_ABOUT = tuple(f"{NAME}/{kind}:" for kind in ("checks", "national", "decision"))


def in_hand(entries: Sequence[Entry], may: Callable[[Entry, Capability], bool]) -> Mapping[int, Offered]:
    """The next action of the breach of each of these duties, and of each duty about a breach, by the entry's id.

    For whoever may record or approve: others are not told that there is one. At most three queries.
    """
    about = {entry.pk: UUID(entry.key.partition(":")[2]) for entry in entries if entry.key.startswith(_ABOUT)}
    duties = [entry for entry in entries if rules.provision_of(entry.kind)]
    if not about and not duties:
        return {}
    missed = Q(person__in={each.person_id for each in duties}, duty_key__in={each.key for each in duties})
    rows = Breach.objects.standing().filter(missed | Q(pk__in=set(about.values())))
    known: dict[object, Breach] = {}
    for breach in queries.with_all(rows):
        known[breach.pk] = known[breach.person_id, breach.duty_key] = breach
    found: dict[int, Offered] = {}
    for entry in entries:
        breach = known.get(about.get(entry.pk)) or known.get((entry.person_id, entry.key))
        held = {
            each for each in (Capability.RECORD, Capability.APPROVE, Capability.NOTIFY) if may(entry, each)
        }
        if breach and held & {Capability.RECORD, Capability.APPROVE}:
            found[entry.pk] = _next(breach, held)
    return found


def _next(breach: Breach, held: set[Capability]) -> Offered:
    page = reverse("breach", args=[breach.person_id, breach.pk])
    if not breach.is_open:
        # It has ended, and the duty is to be met all the same.
        if Capability.NOTIFY in held:
            return Offered("Take the notification", reverse("start-notification", args=[breach.person_id]))
        return Offered("See how the breach ended", page)
    step = queries.next_step(breach, {}, may=held)
    return (
        Offered(step.text, step.href) if step.href else Offered("See the breach: a supervisor decides", page)
    )
