"""Reads for the pages of the pack: one case as a reader sees it, and all of a meeting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.http import Http404

from access.log import Looking, consulted, looking
from access.log.looking import gathering
from access.policies import Capability, FieldClass, reach
from accounts.models import User
from mappa.models import CaseReview, LockedPack, Sitting
from mappa.pack.assembly import assemble
from mappa.pack.choices import Part
from mappa.pack.shape import Block, Content, Difference, differences, from_json, shown
from mappa.sittings import policies
from mappa.sittings.choices import CaseState
from mappa.sittings.queries import case_of
from offenders import policies as people
from offenders.queries import for_page
from practice.policy import read_once


@dataclass(slots=True)
class Pack:
    """One case's pack as one reader sees it. `late` is what differs from the locked pack, by block."""

    case: CaseReview
    blocks: list[Block]
    locked: LockedPack | None
    as_locked: list[Block] = field(default_factory=list)
    late: list[tuple[Part, list[Difference]]] = field(default_factory=list)

    @property
    def held_back(self) -> list[str]:
        """The classes of which the reader is shown nothing, though something is held."""
        found = {label for block in self.blocks for label in block.held_back}
        return [each.label for each in FieldClass if each.label in found]


def pack_of(user: User, sitting_id: UUID, case_id: UUID, now: datetime) -> Pack:
    """The pack of a case of a meeting, or Http404; partners have none. A fixed number of queries."""
    if policies.is_partner(user, now.date()):
        raise Http404
    return _pack(case_of(user, sitting_id, case_id, now), now)


def may_take(user: User, sitting: Sitting, now: datetime) -> bool:
    """Whether the pack of a meeting may leave as a file: with who prepares or chairs it, and who exports records."""
    today = now.date()
    if policies.is_partner(user, today):
        return False
    return policies.writes(user, sitting, today) or bool(reach(user, Capability.EXPORT, today))


def packs_of(user: User, sitting: Sitting, now: datetime) -> list[Pack]:
    """Every case of a meeting that this user sees, in turn; so many queries a case."""
    cases = policies.cases(user, now).filter(sitting=sitting).exclude(state=CaseState.ADJOURNED)
    found = []
    with read_once():
        seen = {
            each.pk: each
            for each in for_page(people.seen(user, now), now.date()).filter(case_reviews__in=cases)
        }
        for case in cases.order_by("begins_at"):
            person = seen.get(case.person_id)
            stands = people.relationship(user, person, now) if person else None
            if person is None or stands is None or not stands.reads(FieldClass.MANAGEMENT):
                continue
            person.relationship = stands
            case.person, case.sitting = person, sitting
            found.append(_pack(case, now))
    return found


def _pack(case: CaseReview, now: datetime) -> Pack:
    reads = case.person.relationship.reads
    with read_once():
        live = shown(_live(case, now), reads)
    pack = Pack(case, live, LockedPack.objects.filter(case=case).select_related("locked_by").first())
    if pack.locked:
        pack.as_locked = shown(from_json(pack.locked.kept), reads)
        # What is asked follows from what is missing elsewhere: that it was answered is said there.
        pack.late = [each for each in differences(pack.as_locked, live) if each[0] is not Part.QUESTIONS]
    consulted(sections=[f"pack: {block.heading.lower()}" for block in live if block.lines])
    return pack


def _live(case: CaseReview, now: datetime) -> Content:
    """Put together of more than the reader is shown: the access log is told of whom it speaks, and what is shown of it
    by whoever shows it."""
    with _apart() as read:
        content = assemble(case, now)
    if read:
        consulted(people=read.people)
    return content


@contextmanager
def _apart() -> Iterator[Looking | None]:
    now = looking()
    if now is None:
        yield None
        return
    with gathering(Looking(now.origin)) as read:
        yield read
