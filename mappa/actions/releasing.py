"""Others' words: released to an agency, and taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError

from access.policies import FieldClass
from access.recording import lock
from accounts.models import Agency, User
from mappa.actions.guards import changing
from mappa.models import AgencyReturn, AgencyStanding, CaseReview, Invitation, LockedPack, Paragraph, Release
from mappa.portal import rules
from mappa.room.record import body_of
from offenders.actions.guards import believe

Thing = Paragraph | AgencyReturn | str


def release(
    actor: User,
    *,
    case: CaseReview,
    agency: Agency,
    things: Iterable[Thing],
    purpose: str,
    now: datetime,
) -> list[Release]:
    """Show an agency that is invited to the case what others said: paragraphs as they stand, returns, blocks of the
    locked pack (by name), each for a purpose. What it is shown already stays as it is.

    Raises PermissionDenied, or ValidationError keyed by field: for a third party, and for a class that the agency does
    not hear.
    """
    if not purpose.strip():
        raise ValidationError({"purpose": "Say why they need it: sharing has a purpose."})
    made = []
    with changing(actor, case, now, "release to agency") as current:
        asked = Invitation.objects.standing().filter(case=current, agency=agency)
        if not asked.exists():
            believe({"agency": "This agency is not invited to the case."})
        held = AgencyStanding.objects.filter(agency=agency).first()
        standing, body = (held.standing, held.body) if held else ("", "")
        for thing in things:
            its = _class_of(current, thing)
            if refused := rules.refusal(its, body=body, standing=standing, called=agency.name):
                believe({"things": refused})
            what = _as_columns(thing)
            if not Release.objects.standing().filter(case=current, agency=agency, **what).exists():
                made.append(
                    Release.objects.create(
                        person_id=current.person_id,
                        case=current,
                        agency=agency,
                        purpose=purpose.strip(),
                        released_at=now,
                        released_by=actor,
                        **what,
                    )
                )
    return made


def take_back(actor: User, *, release: Release, version: int, now: datetime) -> Release:
    """The agency is shown it no longer; that it was shown stays on record. Taken back twice, it was taken back once.

    Raises PermissionDenied or Stale.
    """
    with changing(actor, release.case, now, "take back from agency"):
        current = Release.objects.select_for_update().get(pk=release.pk)
        if current.ended_at:
            return current
        current = lock(release, expected_version=version)
        _end(current, actor, now)
    return current


def end_releases(paragraph: Paragraph, actor: User, now: datetime) -> None:
    """A paragraph was corrected: what it said before is shown to nobody any longer."""
    for shown in Release.objects.standing().filter(paragraph__line=paragraph.line).select_for_update():
        _end(shown, actor, now)


def _end(shown: Release, actor: User, now: datetime) -> None:
    shown.ended_at, shown.ended_by = now, actor
    shown.version += 1
    shown.save(update_fields=["ended_at", "ended_by", "version"])


def _class_of(case: CaseReview, thing: Thing) -> FieldClass:
    """Of which class it is. Raises ValidationError for what is of another case, no longer stands, or is not locked."""
    if isinstance(thing, Paragraph):
        newest = Paragraph.objects.filter(line=thing.line).order_by("-number").first()
        if thing.case_id != case.pk or newest is None or newest.pk != thing.pk:
            believe({"things": "A paragraph was corrected meanwhile. Read it again."})
        return rules.class_of_paragraph(thing.topic)
    if isinstance(thing, AgencyReturn):
        if thing.invitation.case_id != case.pk:
            believe({"things": "That return is of another case."})
        return rules.class_of_return(body_of(thing.invitation))
    if not LockedPack.objects.filter(case=case).exists():
        believe({"things": "The pack is released once it is locked."})
    return FieldClass.MANAGEMENT


def _as_columns(thing: Thing) -> dict[str, object]:
    return {
        "paragraph": thing if isinstance(thing, Paragraph) else None,
        "agency_return": thing if isinstance(thing, AgencyReturn) else None,
        "block": thing if isinstance(thing, str) else "",
    }
