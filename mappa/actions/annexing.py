"""Restricted annexes: opened for named readers, written in by one of them, read by nobody else.

What the access log and the history say of these verbs names no annex: that there is one is for its readers.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q

from access.policies import Capability
from access.recording import SentOtherwise, Stale, recording, same_again
from accounts.models import RoleAssignment, User
from mappa.actions.circulating import invited_agencies, refused
from mappa.minutes import policies
from mappa.models import Annex, AnnexNaming, AnnexNote, CaseReview
from mappa.sittings.policies import PARTNERS, cases
from offenders.actions.guards import believe
from offenders.models import Person
from offenders.policies import holders_for

VERB = "write in case of meeting"


def open_annex(
    actor: User,
    *,
    case: CaseReview,
    readers: Collection[User],
    why: str,
    text: str,
    reason: str,
    now: datetime,
    submission: UUID | None = None,
) -> Annex:
    """Put something apart from the minutes of a case, for the actor and these readers alone, and say why each reads it.

    Raises PermissionDenied, or ValidationError keyed by field: also for readers who are not `nameable`. The same
    `submission` twice gives the first back, and raises SentOtherwise where it says something else.
    """
    if not text.strip():
        believe({"text": "Write what is held apart."})
    if not reason.strip():
        believe({"reason": "Say why just these people read it."})
    with recording(actor, VERB):
        current = cases(actor, now).select_related("sitting").filter(pk=case.pk).first()
        if current is None or not policies.opens_annex(actor, current, now.date()):
            raise PermissionDenied
        if submission and (already := AnnexNote.objects.filter(submission=submission).first()):
            return _opened_again(already, current, [actor, *readers], why, text, reason)
        others = [user for user in readers if user.pk != actor.pk]
        _may_be_named(others, current, now, "readers")
        named = [actor, *others]
        annex = Annex.objects.create(
            person_id=current.person_id,
            case=current,
            readers=[user.pk for user in named],
            agencies=[user.agency_id for user in named],
            opened_at=now,
            opened_by=actor,
        )
        for user in named:
            _naming(annex, (user.pk, user.agency_id), actor, now, named=True, reason=reason)
        _note(annex, actor, now, why, text, submission)
    return annex


def write_in_annex(
    actor: User, *, annex: Annex, why: str, text: str, now: datetime, submission: UUID | None = None
) -> AnnexNote:
    """One of its readers adds to it. Raises PermissionDenied, or ValidationError keyed by field; and SentOtherwise
    where the same `submission` says something else."""
    if not text.strip():
        believe({"text": "Write what is held apart."})
    with recording(actor, VERB):
        current = _named(actor, annex, now)
        if submission and (already := AnnexNote.objects.filter(submission=submission).first()):
            return same_again(already, annex_id=current.pk, why=why, text=text.strip())
        return _note(current, actor, now, why, text, submission)


def _opened_again(
    note: AnnexNote, case: CaseReview, named: Collection[User], why: str, text: str, reason: str
) -> Annex:
    """The annex that was opened with this note. Raises SentOtherwise where it said something else, or was for others;
    who is named on it since, or taken off, is another matter."""
    same_again(note, why=why, text=text.strip())
    annex = same_again(note.annex, case_id=case.pk)
    first = list(AnnexNaming.objects.filter(annex=annex, at=annex.opened_at, named=True))
    if {each.reader_id for each in first} != {user.pk for user in named}:
        raise SentOtherwise
    for each in first:
        same_again(each, reason=reason.strip())
    return annex


def name_annex_reader(
    actor: User, *, annex: Annex, version: int, reader: User, reason: str, now: datetime
) -> Annex:
    """Who opened it, or another reader of the police, names one more; or again, who has moved since they were named.

    Raises PermissionDenied, Stale, or ValidationError keyed by field: also for who is not `nameable`.
    """
    if not reason.strip():
        believe({"reason": "Say why they read it."})
    with recording(actor, VERB):
        current = _naming_in(actor, annex, now, version)
        if (reader.pk, reader.agency_id) in named_on(current):
            raise ValidationError({"reader": "They are named already."})
        _may_be_named([reader], current.case, now, "reader")
        _set_readers(current, [*_but(current, reader), (reader.pk, reader.agency_id)])
        _naming(current, (reader.pk, reader.agency_id), actor, now, named=True, reason=reason)
    return current


def remove_annex_reader(
    actor: User, *, annex: Annex, version: int, reader: User, reason: str, now: datetime
) -> Annex:
    """Who opened it, or another reader of the police, takes somebody’s name off, never their own: it is always read by
    whoever looks after it.

    Raises PermissionDenied, Stale, or ValidationError keyed by field.
    """
    if not reason.strip():
        believe({"reason": "Say why they read it no more."})
    with recording(actor, VERB):
        current = _naming_in(actor, annex, now, version)
        if reader.pk == actor.pk:
            raise ValidationError({"reader": "Another reader takes your name off."})
        was = next((each for each in named_on(current) if each[0] == reader.pk), None)
        if was is None:
            raise ValidationError({"reader": "They are not named."})
        _set_readers(current, _but(current, reader))
        _naming(current, was, actor, now, named=False, reason=reason)
    return current


def nameable(case: CaseReview, today: date) -> list[User]:
    """Who may be named on an annex: who may open the record, and who speaks for an agency invited; of a third party
    nobody. `case.person` is read. Four queries."""
    seeing = holders_for(case.person, Capability.VIEW, today)
    speaking = RoleAssignment.objects.held_on(today).filter(role__in=PARTNERS)
    agencies = [each.pk for each in invited_agencies(case) if not refused(each)]
    rows = User.objects.filter(
        Q(pk__in=seeing.values("pk")) | Q(agency__in=agencies, pk__in=speaking.values("user")), is_active=True
    )
    return list(rows.select_related("agency").order_by("agency__name", "family_name", "collar_number"))


def named_on(annex: Annex) -> list[tuple[UUID, int | None]]:
    """Who is named, each with the agency that they were named for."""
    return list(zip(annex.readers, annex.agencies, strict=True))


def _but(annex: Annex, reader: User) -> list[tuple[UUID, int | None]]:
    return [each for each in named_on(annex) if each[0] != reader.pk]


def _set_readers(annex: Annex, named: list[tuple[UUID, int | None]]) -> None:
    annex.readers, annex.agencies = [user for user, _ in named], [agency for _, agency in named]
    annex.version += 1
    annex.save(update_fields=["readers", "agencies", "version"])


def _may_be_named(readers: Collection[User], case: CaseReview, now: datetime, field: str) -> None:
    allowed = {user.pk for user in nameable(case, now.date())} if readers else set()
    for user in readers:
        if user.pk not in allowed:
            third = refused(user.agency) if user.agency else ""
            why = third or f"{user} has no part in this case, and is not named on what is held apart from it."
            raise ValidationError({field: why})


def _naming_in(actor: User, annex: Annex, now: datetime, version: int) -> Annex:
    """The annex, locked, for who says who reads it."""
    current = _named(actor, annex, now)
    if not policies.names(actor, current):
        raise PermissionDenied
    if current.version != version:
        newest = current.annexnamings.order_by("-at").first()
        raise Stale(own=newest is not None and newest.by_id == actor.pk)
    return current


def _named(actor: User, annex: Annex, now: datetime) -> Annex:
    if not policies.annexes(actor, now).filter(pk=annex.pk).exists():
        raise PermissionDenied
    Person.objects.select_for_update(no_key=True).get(pk=annex.person_id)
    return Annex.objects.select_for_update(of=("self",)).select_related("case__person").get(pk=annex.pk)


def _note(
    annex: Annex, actor: User, now: datetime, why: str, text: str, submission: UUID | None
) -> AnnexNote:
    return AnnexNote.objects.create(
        person_id=annex.person_id,
        annex=annex,
        at=now,
        by=actor,
        why=why,
        text=text.strip(),
        submission=submission,
    )


def _naming(
    annex: Annex, reader: tuple[UUID, int | None], actor: User, now: datetime, *, named: bool, reason: str
) -> None:
    AnnexNaming.objects.create(
        person_id=annex.person_id,
        annex=annex,
        at=now,
        by=actor,
        reader_id=reader[0],
        agency_id=reader[1],
        named=named,
        reason=reason.strip(),
    )
