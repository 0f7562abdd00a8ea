"""Somebody asks what the minutes hold about them: one request waits for its owners, another was answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from accounts.models import User
from diary.clock import LONDON
from mappa import actions
from mappa.models import OwnedParagraph, OwnerRequest, SubjectRequest
from offenders.models import Person

_HELD_BACK = "Says who told us, who could be found by it."
_CHECKED = "Read each page against the minutes; nobody else can be known by it."


def ask_what_is_held(by: User, chair: User, first: Person, second: Person, today: date) -> None:
    """The first asked a month ago and was answered; of the second some owners have answered and others have not."""
    at = datetime.combine(today, datetime.min.time(), LONDON).replace(hour=11)
    asked = _record(
        by, first, at - timedelta(days=29), asker="person", who="By post to his home, to be signed for"
    )
    for days, owner in enumerate(asked.owners.select_related("agency", "request")):
        _answer(by, owner, at - timedelta(days=26 - days), held_back=owner.agency_id is None)
    asked.refresh_from_db()
    actions.sign_subject_request(
        chair, request=asked, version=asked.version, note=_CHECKED, now=at - timedelta(days=6)
    )
    who = "Marrick and Hale, solicitors, by secure mail; his signed authority is with the request"
    asked = _record(by, second, at - timedelta(days=9), asker="behalf", who=who)
    for days, owner in enumerate(_every_other(asked.owners.select_related("agency", "request"))):
        _answer(by, owner, at - timedelta(days=6 - days), held_back=owner.agency_id is None)


def _record(by: User, person: Person, at: datetime, *, asker: str, who: str) -> SubjectRequest:
    return actions.record_subject_request(
        by,
        person=person,
        asker=asker,
        who=who,
        received_on=at.date(),
        proved_on=None,
        now=at,
    )


def _every_other(owners: Iterable[OwnerRequest]) -> list[OwnerRequest]:
    return list(owners)[::2]


def _answer(by: User, owner: OwnerRequest, at: datetime, *, held_back: bool) -> None:
    """The agency's own people answer; for the police, and where nobody speaks for it here, the coordinator."""
    speaks = owner.agency_id and User.objects.filter(agency=owner.agency_id, is_active=True).first()
    for place, owned in enumerate(OwnedParagraph.objects.filter(owner=owner).order_by("pk")):
        withheld = held_back and place == 0
        actions.answer_owned(
            speaks or by,
            owned=owned,
            version=owned.version,
            answer="withhold" if withheld else "release",
            exemption="s45e" if withheld else "",
            reason=_HELD_BACK if withheld else "",
            redacted="",
            told_by="" if speaks or not owner.agency_id else "Their records officer, by secure mail",
            now=at,
        )
