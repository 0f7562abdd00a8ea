"""Restricted annexes: opened for named readers, written in by one of them, read by nobody else.

What the access log and the history say of these verbs names no annex: that there is one is for its readers.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError

from access.recording import recording
from accounts.models import User
from mappa.minutes import policies
from mappa.models import Annex, AnnexNaming, AnnexNote, CaseReview
from mappa.sittings.policies import cases
from offenders.actions.guards import believe
from offenders.models import Person

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

    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back.
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
            return already.annex
        named = [actor, *(user for user in readers if user.pk != actor.pk)]
        annex = Annex.objects.create(
            person_id=current.person_id,
            case=current,
            readers=[user.pk for user in named],
            opened_at=now,
            opened_by=actor,
        )
        for user in named:
            _naming(annex, user, actor, now, named=True, reason=reason)
        _note(annex, actor, now, why, text, submission)
    return annex


def write_in_annex(
    actor: User, *, annex: Annex, why: str, text: str, now: datetime, submission: UUID | None = None
) -> AnnexNote:
    """One of its readers adds to it. Raises PermissionDenied, or ValidationError keyed by field."""
    if not text.strip():
        believe({"text": "Write what is held apart."})
    with recording(actor, VERB):
        current = _named(actor, annex, now)
        if submission and (already := AnnexNote.objects.filter(submission=submission).first()):
            return already
        return _note(current, actor, now, why, text, submission)


def name_annex_reader(
    actor: User, *, annex: Annex, version: int, reader: User, reason: str, now: datetime
) -> Annex:
    """One of its readers names another. Raises PermissionDenied, Stale, or ValidationError keyed by field."""
    if not reason.strip():
        believe({"reason": "Say why they read it."})
    with recording(actor, VERB):
        current = _named(actor, annex, now, version=version)
        if reader.pk in current.readers:
            raise ValidationError({"reader": "They are named already."})
        current.readers = [*current.readers, reader.pk]
        current.version += 1
        current.save(update_fields=["readers", "version"])
        _naming(current, reader, actor, now, named=True, reason=reason)
    return current


def remove_annex_reader(
    actor: User, *, annex: Annex, version: int, reader: User, reason: str, now: datetime
) -> Annex:
    """One of its readers takes another’s name off, never their own: it is always read by whoever looks after it.

    Raises PermissionDenied, Stale, or ValidationError keyed by field.
    """
    if not reason.strip():
        believe({"reason": "Say why they read it no more."})
    with recording(actor, VERB):
        current = _named(actor, annex, now, version=version)
        if reader.pk == actor.pk:
            raise ValidationError({"reader": "Another reader takes your name off."})
        if reader.pk not in current.readers:
            raise ValidationError({"reader": "They are not named."})
        current.readers = [each for each in current.readers if each != reader.pk]
        current.version += 1
        current.save(update_fields=["readers", "version"])
        _naming(current, reader, actor, now, named=False, reason=reason)
    return current


def _named(actor: User, annex: Annex, now: datetime, *, version: int | None = None) -> Annex:
    if not policies.annexes(actor, now).filter(pk=annex.pk).exists():
        raise PermissionDenied
    Person.objects.select_for_update(no_key=True).get(pk=annex.person_id)
    current = Annex.objects.select_for_update().get(pk=annex.pk)
    if version is not None and current.version != version:
        raise ValidationError("Somebody else has changed who reads it. Look again.", code="stale")
    return current


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


def _naming(annex: Annex, reader: User, actor: User, now: datetime, *, named: bool, reason: str) -> None:
    AnnexNaming.objects.create(
        person_id=annex.person_id,
        annex=annex,
        at=now,
        by=actor,
        reader=reader,
        named=named,
        reason=reason.strip(),
    )
